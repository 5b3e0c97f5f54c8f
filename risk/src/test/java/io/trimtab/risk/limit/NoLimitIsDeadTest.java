package io.trimtab.risk.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.time.ManualClock;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.stress.LiquidityProfile;
import io.trimtab.risk.stress.StressScenario;
import io.trimtab.risk.stress.StressTest;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One book with every kind of limit that there is: tighten any one of them, and that one denies, alone. */
class NoLimitIsDeadTest {
    private static final Universe ABC = Universe.of("A", "B", "C");
    private static final double LOOSE = 5;
    private static final double DRAWDOWN = 0.1;
    private static final double DAY_LOSS = 0.02;
    private static final double OWN_LOSS = 0.07;

    private record Kind(DoubleFunction<Limit> limit, double loose, double tight) {}

    private static SortedMap<String, Double> all(double value) {
        return new TreeMap<>(Map.of("A", value, "B", value, "C", value));
    }

    private static CovarianceMatrix model() {
        // A and B are correlated by 0.9
        return CovarianceMatrix.of(ABC, new double[][] {{0.04, 0.018, 0}, {0.018, 0.01, 0}, {0, 0, 0.0001}});
    }

    /** A loses 1% to 10%, B a tenth of it. */
    private static ReturnPanel panel() {
        double[] data = new double[30];
        for (int t = 0; t < 10; t++) {
            data[t] = -0.01 * (t + 1);
            data[10 + t] = -0.001 * (t + 1);
        }
        return ReturnPanel.of(
                ABC, IntStream.range(0, 10).mapToObj(LocalDate.EPOCH::plusDays).toList(), data);
    }

    /** Of B 5% are held, and 11% of A are bought. By factory and number of arguments. */
    private static SortedMap<String, Kind> kinds() {
        LiquidityProfile liquidity = LiquidityProfile.of(ABC, new double[] {0.05, 0.05, 0.05}, new double[3]);
        StressScenario crash = StressScenario.named("crash").shocking("A", -0.5);
        SortedMap<String, Kind> kinds = new TreeMap<>();
        kinds.put("position/1", new Kind(Limit::position, LOOSE, 0.10));
        kinds.put("position/2", new Kind(x -> Limit.position("A", x), LOOSE, 0.10));
        kinds.put("group/3", new Kind(x -> Limit.group("tech", List.of("A", "B"), x), LOOSE, 0.15));
        kinds.put("grossExposure/1", new Kind(Limit::grossExposure, LOOSE, 0.15));
        kinds.put("netExposure/1", new Kind(Limit::netExposure, LOOSE, 0.15));
        // 0.11^2 + 0.05^2 = 0.0146
        kinds.put("concentration/1", new Kind(Limit::concentration, LOOSE, 0.0145));
        kinds.put("turnover/1", new Kind(Limit::turnover, LOOSE, 0.10));
        kinds.put("volatility/2", new Kind(x -> Limit.volatility(PeriodsPerYear.YEARLY, x), LOOSE, 0.02));
        kinds.put("valueAtRisk/2", new Kind(x -> Limit.valueAtRisk(Confidence.of(0.9), x), LOOSE, 0.01));
        kinds.put("expectedShortfall/2", new Kind(x -> Limit.expectedShortfall(Confidence.of(0.8), x), LOOSE, 0.01));
        kinds.put("drawdown/1", new Kind(Limit::drawdown, LOOSE, DRAWDOWN - 1e-3));
        kinds.put("dailyLoss/1", new Kind(Limit::dailyLoss, LOOSE, DAY_LOSS - 1e-3));
        kinds.put("beta/2", new Kind(x -> Limit.beta(all(1.5), x), LOOSE, 0.23));
        kinds.put("margin/2", new Kind(x -> Limit.margin(all(0.25), x), LOOSE, 0.039));
        kinds.put("stressLoss/3", new Kind(x -> Limit.stressLoss(StressTest.of(model()), crash, x), LOOSE, 0.05));
        kinds.put("daysToClose/2", new Kind(x -> Limit.daysToClose(liquidity, x), LOOSE, 2));
        kinds.put("tradeLoss/2", new Kind(x -> Limit.tradeLoss(0.2, x), LOOSE, 0.02));
        kinds.put("correlation/1", new Kind(Limit::correlation, 0.99, 0.8));
        kinds.put("measured/3", new Kind(x -> Limit.measured("own loss", () -> OWN_LOSS, x), LOOSE, 0.05));
        kinds.put("of/3", new Kind(x -> Limit.of("own", (view, w) -> Math.abs(w.of("A")), x), LOOSE, 0.10));
        return kinds;
    }

    private static LimitBook book(String tightened) {
        LimitBook.Builder book = LimitBook.builder();
        kinds().forEach((name, kind) ->
                book.hard(kind.limit().apply(name.equals(tightened) ? kind.tight() : kind.loose())));
        return book.build();
    }

    @Test
    void everyFactoryIsTried() {
        Set<String> factories = new TreeSet<>();
        for (Method method : Limit.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers()) && Modifier.isStatic(method.getModifiers())) {
                factories.add(method.getName() + "/" + method.getParameterCount());
            }
        }
        assertThat(kinds().keySet()).isEqualTo(factories);
    }

    @Test
    void everyKindBreaksAloneInABookOfAll() {
        PortfolioView held = PortfolioView.of(Weights.of(ABC, 0, 0.05, 0))
                .withScenarios(panel())
                .withRiskModel(model())
                .withDrawdown(DRAWDOWN)
                .withDayLoss(DAY_LOSS);
        Weights proposed = held.after("A", 0.11);
        assertThat(book("").check(held, proposed)).isInstanceOf(Verdict.Approved.class);
        List<String> order = new ArrayList<>(kinds().keySet());
        for (String kind : order) {
            LimitBook book = book(kind);
            Verdict verdict = book.check(held, proposed);
            assertThat(verdict).as(kind).isInstanceOf(Verdict.Denied.class);
            Verdict.Denied denied = (Verdict.Denied) verdict;
            assertThat(denied.breaches())
                    .as(kind)
                    .extracting(Breach::limit)
                    .isNotEmpty()
                    .containsOnly(book.hardLimits().get(order.indexOf(kind)));
            assertThat(denied.failures()).as(kind).isEmpty();
        }
    }

    @Test
    void everyKindBreaksAloneInAGateOfAll() {
        List<String> order = new ArrayList<>(kinds().keySet());
        List<String> tried = new ArrayList<>(List.of(""));
        tried.addAll(order);
        for (String kind : tried) {
            LimitBook book = book(kind);
            PreTradeGate gate = PreTradeGate.over(ABC)
                    .limits(book)
                    .scenarios(panel())
                    .riskModel(model())
                    .drawdown(() -> DRAWDOWN)
                    .dayLoss(() -> DAY_LOSS)
                    .clock(ManualClock.startingAt(Instant.EPOCH))
                    .build();
            gate.hold("B", 5);
            double[] prices = new double[3];
            Arrays.fill(prices, 10);
            gate.mark(1_000, prices);
            GateDecision decision = gate.check(GateOrder.of("o", "A", 11));
            if (kind.isEmpty()) {
                assertThat(decision).isInstanceOf(GateDecision.Admitted.class);
                continue;
            }
            assertThat(decision).as(kind).isInstanceOf(GateDecision.Denied.class);
            GateDecision.Denied denied = (GateDecision.Denied) decision;
            assertThat(denied.breaches())
                    .as(kind)
                    .extracting(Breach::limit)
                    .isNotEmpty()
                    .containsOnly(book.hardLimits().get(order.indexOf(kind)));
            assertThat(denied.failures()).as(kind).isEmpty();
            assertThat(denied.ruleBreaches()).as(kind).isEmpty();
        }
    }
}
