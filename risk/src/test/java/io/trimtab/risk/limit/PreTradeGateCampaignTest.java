package io.trimtab.risk.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.ManualClock;
import io.trimtab.risk.limit.NaiveGate.Answer;
import io.trimtab.risk.limit.NaiveGate.Bound;
import io.trimtab.risk.limit.NaiveGate.Kind;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.stress.LiquidityProfile;
import io.trimtab.risk.stress.StressScenario;
import io.trimtab.risk.stress.StressTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random streams of marks, orders, fills and cancellations, judged by the gate and by the definition. */
class PreTradeGateCampaignTest {
    private static final List<Kind> KINDS = List.of(Kind.values());
    static final Universe UNIVERSE = Universe.of("A", "B", "C", "D");
    private static final int SCENARIOS = 20;
    private static final Instant START = Instant.parse("2024-03-01T09:00:00Z");

    private int decided;
    private int denied;
    private int relievedOrTripped;

    @Test
    void theGateAdmitsWhatTheDefinitionAdmitsAndNothingElse() {
        int streams = Campaign.tries(2_000, 100_000);
        for (int seed = 0; seed < streams; seed++) {
            new Stream(seed).run();
        }
        // the campaign is about something
        assertThat(decided).isGreaterThan(streams);
        assertThat(denied).isGreaterThan(decided / 10);
        assertThat(decided - denied).isGreaterThan(decided / 10);
        assertThat(relievedOrTripped).isGreaterThan(streams / 20);
    }

    static Limit limit(Kind kind, double bound, NaiveGate naive) {
        return switch (kind) {
            case POSITION -> Limit.position(bound);
            case POSITION_B -> Limit.position("B", bound);
            case GROUP_AB -> Limit.group("ab", List.of("A", "B"), bound);
            case GROSS -> Limit.grossExposure(bound);
            case NET -> Limit.netExposure(bound);
            case HHI -> Limit.concentration(bound);
            case BETA -> Limit.beta(map(naive.betas), bound);
            case MARGIN -> Limit.margin(map(naive.rates), bound);
            case STRESS -> {
                StressScenario scenario = StressScenario.named("crash");
                for (int i = 0; i < naive.shocks.length; i++) {
                    scenario = scenario.shocking(UNIVERSE.id(i), naive.shocks[i]);
                }
                yield Limit.stressLoss(StressTest.of(model(naive)), scenario, bound);
            }
            case VOLATILITY -> Limit.volatility(PeriodsPerYear.of(12), bound);
            case VALUE_AT_RISK -> Limit.valueAtRisk(Confidence.of(1 - NaiveGate.TAIL), bound);
            case EXPECTED_SHORTFALL -> Limit.expectedShortfall(Confidence.of(1 - NaiveGate.TAIL), bound);
            case CORRELATION -> Limit.correlation(bound);
            case DAYS -> Limit.daysToClose(LiquidityProfile.of(UNIVERSE, naive.pace, new double[4]), bound);
            case CUSTOM ->
                Limit.of("spread", (view, w) -> Math.max(Math.abs(w.get(0) - w.get(1)), Math.abs(w.get(2))), bound);
            case DRAWDOWN -> Limit.drawdown(bound);
            case TRADE_LOSS -> Limit.tradeLoss(naive.move, bound);
            case TURNOVER -> Limit.turnover(bound);
        };
    }

    private static SortedMap<String, Double> map(double[] values) {
        TreeMap<String, Double> all = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            all.put(UNIVERSE.id(i), values[i]);
        }
        return all;
    }

    static CovarianceMatrix model(NaiveGate naive) {
        return CovarianceMatrix.of(UNIVERSE, naive.covariance);
    }

    static ReturnPanel panel(NaiveGate naive) {
        int rows = naive.returns[0].length;
        double[] data = new double[rows * 4];
        for (int i = 0; i < 4; i++) {
            System.arraycopy(naive.returns[i], 0, data, i * rows, rows);
        }
        List<LocalDate> dates =
                IntStream.range(0, rows).mapToObj(LocalDate.EPOCH::plusDays).toList();
        return ReturnPanel.of(UNIVERSE, dates, data);
    }

    /** One account's life. */
    private final class Stream {
        private final int seed;
        private final SplittableRandom random;
        private final NaiveGate naive;
        private final List<Bound> bounds = new ArrayList<>();
        private final ManualClock clock = ManualClock.startingAt(START);
        private final PreTradeGate gate;
        private final double band;
        private final List<String> events = new ArrayList<>();
        private final List<String> pendingIds = new ArrayList<>();

        Stream(int seed) {
            this.seed = seed;
            random = new SplittableRandom(seed);
            naive = new NaiveGate(random, SCENARIOS);
            naive.equity = 1_000;
            for (int i = 0; i < 4; i++) {
                naive.held[i] = random.nextInt(-5, 6);
                naive.prices[i] = random.nextDouble(8, 40);
            }
            PreTradeGateBuilder builder = PreTradeGate.over(UNIVERSE);
            int count = random.nextInt(1, 5);
            for (int k = 0; k < count; k++) {
                Kind kind = KINDS.get(random.nextInt(KINDS.size()));
                double usual = 0.02;
                for (int scope = 0; scope < NaiveGate.scopes(kind); scope++) {
                    usual = Math.max(usual, naive.measure(kind, scope, naive.held));
                }
                Bound bound = new Bound(kind, usual * random.nextDouble(0.6, 2), random.nextInt(6) > 0);
                bounds.add(bound);
                Limit limit = limit(kind, bound.bound, naive);
                if (bound.hard) {
                    builder.hard(limit);
                } else {
                    builder.soft(limit);
                }
            }
            band = random.nextInt(2) * random.nextDouble(0.05, 0.3);
            gate = builder.scenarios(panel(naive))
                    .riskModel(model(naive))
                    .drawdown(() -> naive.drawdown)
                    .reArm(band == 0 ? ReArm.immediately() : ReArm.belowBand(band))
                    .clock(clock)
                    .build();
            for (int i = 0; i < 4; i++) {
                gate.hold(UNIVERSE.id(i), naive.held[i]);
            }
        }

        void run() {
            mark();
            for (int step = 0; step < 10; step++) {
                clock.advance(Duration.ofSeconds(1));
                switch (random.nextInt(8)) {
                    case 0 -> {
                        if (naive.pending.size() < 3) {
                            for (int i = 0; i < 4; i++) {
                                naive.prices[i] *= random.nextDouble(0.8, 1.25);
                            }
                            naive.equity *= random.nextDouble(0.8, 1.2);
                            naive.drawdown = random.nextDouble(0, 0.05);
                            mark();
                        }
                    }
                    case 1 -> tick();
                    case 2 -> fill();
                    case 3 -> cancel();
                    case 4 -> restart();
                    default -> order(step);
                }
            }
            List<String> written = gate.ledger().entries().stream()
                    .map(e -> e.event() + " " + e.limit() + " " + e.scope())
                    .toList();
            assertThat(written).as("seed %d", seed).isEqualTo(events);
        }

        private void mark() {
            gate.mark(naive.equity, naive.prices);
            look();
        }

        private void tick() {
            int i = random.nextInt(4);
            naive.prices[i] *= random.nextDouble(0.8, 1.25);
            gate.price(UNIVERSE.id(i), naive.prices[i]);
            look();
        }

        private void restart() {
            GateSnapshot snapshot = GateSnapshot.parse(gate.snapshot().text());
            gate.restore(snapshot);
            assertThat(gate.snapshot()).as("seed %d", seed).isEqualTo(snapshot);
        }

        /** The guards, by a recomputation of their own. */
        private void look() {
            for (Bound b : bounds) {
                if (NaiveGate.isAboutOrder(b.kind)) {
                    continue;
                }
                for (int scope = 0; scope < NaiveGate.scopes(b.kind); scope++) {
                    double measured = naive.measure(b.kind, scope, naive.held);
                    String name = limit(b.kind, b.bound, naive).name();
                    String where = NaiveGate.scopes(b.kind) > 1
                            ? UNIVERSE.id(scope)
                            : b.kind == Kind.POSITION_B
                                    ? "B"
                                    : b.kind == Kind.GROUP_AB ? "ab" : b.kind == Kind.STRESS ? "crash" : "portfolio";
                    if (!b.tripped[scope] && measured > b.bound * (1 + 1e-9) + 1e-12) {
                        b.tripped[scope] = true;
                        events.add("TRIPPED " + name + " " + where);
                    } else if (b.tripped[scope]
                            && (band == 0
                                    ? measured <= b.bound * (1 + 1e-9) + 1e-12
                                    : measured < b.bound * (1 - band) || measured <= 0)) {
                        b.tripped[scope] = false;
                        events.add("REARMED " + name + " " + where);
                    }
                }
            }
        }

        private void order(int step) {
            int asset = random.nextInt(4);
            long lots = random.nextInt(1, 5) * (random.nextBoolean() ? 1L : -1L);
            if (naive.pending.size() >= 3) {
                return;
            }
            for (Bound b : bounds) {
                // a loss of the account is looked at with every order
                relievedOrTripped += b.tripped[0] ? 1 : 0;
            }
            Answer expected = naive.judge(bounds, asset, lots);
            GateOrder order = GateOrder.of("o" + step, UNIVERSE.id(asset), lots);
            GateDecision decision = gate.submit(order);
            decided++;
            boolean admitted = decision instanceof GateDecision.Admitted;
            denied += admitted ? 0 : 1;
            if (expected != Answer.MAYBE) {
                assertThat(admitted)
                        .as(
                                "seed %d step %d: %s %s, held %s, pending %s, tripped %s",
                                seed,
                                step,
                                order,
                                decision,
                                Arrays.toString(naive.held),
                                gate.pending(),
                                gate.tripped())
                        .isEqualTo(expected == Answer.ADMIT);
            }
            if (decision instanceof GateDecision.Denied no) {
                cut(no, asset, lots);
            } else {
                naive.pending.add(new long[] {asset, lots});
                pendingIds.add(order.id());
            }
        }

        /** What is left is admitted and one lot more is not, by trying every size. */
        private void cut(GateDecision.Denied no, int asset, long lots) {
            long best = 0;
            boolean maybe = false;
            for (long size = 1; size < Math.abs(lots); size++) {
                Answer part = naive.judge(bounds, asset, size * Long.signum(lots));
                maybe |= part == Answer.MAYBE;
                best = part == Answer.ADMIT ? size : best;
            }
            if (!maybe) {
                assertThat(no.smallestCut().lotsKept())
                        .as("seed %d: %s, held %s, pending %s", seed, no, Arrays.toString(naive.held), gate.pending())
                        .isEqualTo(best);
            }
        }

        private void fill() {
            if (naive.pending.isEmpty()) {
                return;
            }
            int k = random.nextInt(naive.pending.size());
            long[] order = naive.pending.get(k);
            long part = random.nextLong(1, Math.abs(order[1]) + 1) * Long.signum(order[1]);
            gate.book(pendingIds.get(k), part, naive.prices[(int) order[0]]);
            naive.held[(int) order[0]] += part;
            order[1] -= part;
            if (order[1] == 0) {
                naive.pending.remove(k);
                pendingIds.remove(k);
            }
            look();
        }

        private void cancel() {
            if (!naive.pending.isEmpty()) {
                int k = random.nextInt(naive.pending.size());
                gate.cancel(pendingIds.remove(k));
                naive.pending.remove(k);
            }
        }
    }
}
