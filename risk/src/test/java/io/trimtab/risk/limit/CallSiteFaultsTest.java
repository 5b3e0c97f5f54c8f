package io.trimtab.risk.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.cycle.port.LimitKind;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.limit.HostFaults.Fault;
import io.trimtab.risk.model.CovarianceEstimator;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.RiskModel;
import io.trimtab.risk.stop.StopBook;
import io.trimtab.risk.stream.RiskMonitor;
import io.trimtab.risk.stress.LiquidityProfile;
import io.trimtab.risk.stress.StressScenario;
import io.trimtab.risk.stress.StressTest;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Everything of the host's that a gate calls goes wrong, at every call, in every way: orders are denied with a reason, nothing
 * is half changed, what only takes from a position passes, and the gate goes on when the host is well again.
 */
class CallSiteFaultsTest {
    private static final Universe ABC = Universe.of("A", "B", "C");
    private static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");
    /** What a host gives, other than values: whoever adds one adds its faults here. */
    private static final Set<Class<?>> HOSTS =
            Set.of(InstantSource.class, DoubleSupplier.class, PortfolioMeasure.class, RiskModel.class);

    /** Methods of theirs that no check calls. */
    private static final Set<String> NEVER_CALLED = Set.of(
            "InstantSource.instant",
            "InstantSource.withZone",
            "InstantSource.tick",
            "InstantSource.system",
            "InstantSource.fixed",
            "InstantSource.offset",
            "RiskModel.blockInto",
            "RiskModel.asOf",
            "RiskModel.indefiniteness");

    private final HostFaults host = new HostFaults();

    // ------------------------------------------------------------------------------------------------ the table

    @Test
    void theTableOfCallSitesIsComplete() throws Exception {
        SortedSet<String> found = new TreeSet<>();
        for (Class<?> anchor : List.of(PreTradeGate.class, StopBook.class, RiskMonitor.class)) {
            for (Class<?> type : publicTypesBeside(anchor)) {
                for (Constructor<?> constructor : type.getConstructors()) {
                    collect(constructor.getParameterTypes(), found);
                }
                for (Method method : type.getMethods()) {
                    if (method.getDeclaringClass() == type) {
                        collect(method.getParameterTypes(), found);
                    }
                }
            }
        }
        SortedSet<String> known = new TreeSet<>();
        HOSTS.forEach(type -> known.add(type.getName()));
        // faults of these two are tested in CycleGateFaultsTest, where a whole request is judged; a request itself is a
        // value
        known.add(CovarianceEstimator.class.getName());
        known.add(Function.class.getName());
        assertThat(found).isEqualTo(known);
    }

    private static void collect(Class<?>[] parameters, SortedSet<String> found) {
        for (Class<?> type : parameters) {
            boolean open = Modifier.isAbstract(type.getModifiers()) && !type.isPrimitive() && !type.isArray();
            boolean collection = Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
            boolean value = type == java.time.ZoneId.class || type == Object.class;
            if (open && !type.isSealed() && !collection && !value) {
                found.add(type.getName());
            }
        }
    }

    private static List<Class<?>> publicTypesBeside(Class<?> anchor) throws Exception {
        Path root = Path.of(
                anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path folder = root.resolve(anchor.getPackageName().replace('.', '/'));
        List<Class<?>> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.equals("package-info.class")) {
                    Class<?> type = Class.forName(anchor.getPackageName() + "." + name.substring(0, name.length() - 6));
                    if (Modifier.isPublic(type.getModifiers())) {
                        all.add(type);
                    }
                }
            }
        }
        assertThat(all).contains(anchor);
        return all;
    }

    @Test
    void everyMethodOfAHostIsCalledAndSpoiledOrStatedNeverToBe() {
        SortedSet<String> called = new TreeSet<>();
        PreTradeGate gate = gate();
        called.addAll(host.calls().keySet());
        host.disarm();
        for (GateOrder order : List.of(FINE, TOO_MUCH, CLOSURE)) {
            gate.check(order);
            called.addAll(host.calls().keySet());
        }
        book().check(view(), view().after("A", 0.01));
        called.addAll(host.calls().keySet());
        SortedSet<String> all = new TreeSet<>();
        for (Class<?> type : HOSTS) {
            for (Method method : type.getMethods()) {
                all.add(HostFaults.site(method));
            }
        }
        called.addAll(NEVER_CALLED);
        assertThat(called).isEqualTo(all);
    }

    // ------------------------------------------------------------------------------------------------ the gate

    private static final GateOrder FINE = GateOrder.of("fine", "C", 2);
    private static final GateOrder TOO_MUCH = GateOrder.of("much", "A", 60);
    private static final GateOrder CLOSURE = GateOrder.of("closure", "A", -2);

    private static CovarianceMatrix covariance() {
        return CovarianceMatrix.of(ABC, new double[][] {{0.04, 0.018, 0.001}, {0.018, 0.01, 0}, {0.001, 0, 0.0025}});
    }

    private static ReturnPanel panel() {
        double[] data = new double[60];
        for (int t = 0; t < 20; t++) {
            data[t] = -0.01 * (t % 7) + 0.02;
            data[20 + t] = 0.01 * (t % 3) - 0.01;
            data[40 + t] = 0.005 * (t % 5) - 0.01;
        }
        return ReturnPanel.of(
                ABC, IntStream.range(0, 20).mapToObj(LocalDate.EPOCH::plusDays).toList(), data);
    }

    private static SortedMap<String, Double> all(double value) {
        return new TreeMap<>(Map.of("A", value, "B", value, "C", value));
    }

    /** Every kind of limit, with room for a small order; a position of A beyond 40% of equity is too much. */
    private LimitBook book() {
        StressScenario crash = StressScenario.named("crash").shocking("A", -0.5);
        return LimitBook.builder()
                .position(0.40)
                .hard(Limit.position("C", 0.9))
                .group("ab", List.of("A", "B"), 0.9)
                .grossExposure(2)
                .netExposure(2)
                .concentration(0.9)
                .hard(Limit.beta(all(1.1), 1.9))
                .hard(Limit.margin(all(0.5), 0.9))
                .hard(Limit.stressLoss(StressTest.of(covariance()), crash, 0.9))
                .volatility(PeriodsPerYear.of(12), 0.9)
                .valueAtRisk(Confidence.of(0.9), 0.9)
                .expectedShortfall(Confidence.of(0.9), 0.9)
                .hard(Limit.correlation(0.9))
                .hard(Limit.daysToClose(LiquidityProfile.of(ABC, new double[] {1, 1, 1}, new double[3]), 9))
                .hard(Limit.tradeLoss(0.1, 0.9))
                .turnover(0.9)
                .drawdown(0.1)
                .dailyLoss(0.1)
                .hard(Limit.measured("loss of the week", host.over(DoubleSupplier.class, () -> 0.01), 0.1))
                .hard(Limit.of(
                        "own", host.over(PortfolioMeasure.class, (view, w) -> Math.abs(w.of("A") - w.of("B"))), 0.9))
                .soft(Limit.of("softly", host.over(PortfolioMeasure.class, (view, w) -> Math.abs(w.of("A"))), 0.05))
                .build();
    }

    private PreTradeGate unmarked() {
        return PreTradeGate.over(ABC)
                .limits(book())
                .strategy(
                        "trend",
                        LimitBook.builder()
                                .volatility(PeriodsPerYear.of(12), 0.9)
                                .build())
                .scenarios(panel())
                .riskModel(host.over(RiskModel.class, covariance()))
                .drawdown(host.over(DoubleSupplier.class, () -> 0.02))
                .dayLoss(host.over(DoubleSupplier.class, () -> 0.01))
                .rules(OrderRules.builder()
                        .atMostOrders(100, Duration.ofMinutes(1))
                        .noDuplicatesWithin(Duration.ofSeconds(1))
                        .turnoverPerDay(5, ZoneOffset.UTC)
                        .turnoverWithin(5, Duration.ofDays(3))
                        .build())
                .reArm(ReArm.belowBand(0.1))
                .clock(host.over(InstantSource.class, InstantSource.fixed(NOON)))
                .build();
    }

    /** Holds 10% of A, -3% of B, 2% of C, and two purchases of B are pending. */
    private PreTradeGate gate() {
        PreTradeGate gate = unmarked();
        gate.hold("A", 10);
        gate.hold("B", -3);
        gate.hold("C", 2);
        gate.mark(1_000, new double[] {10, 10, 10});
        gate.track(GateOrder.of("p1", "B", 1).forStrategy("trend"));
        gate.track(GateOrder.of("p2", "B", 1));
        return gate;
    }

    private static void useEverything(PreTradeGate gate) {
        // what only reads may be asked
        assertThat(gate.held("A")).isPositive();
        assertThat(gate.pending()).isNotNull();
        assertThat(gate.ledger()).isNotNull();
        List<Runnable> uses = List.of(
                () -> gate.check(TOO_MUCH),
                () -> gate.submit(FINE),
                () -> gate.track(FINE),
                () -> gate.mark(1e9, new double[] {1, 1, 1}),
                () -> gate.price("A", 1),
                () -> gate.equity(1e9),
                () -> gate.hold("A", 0),
                () -> gate.hold("trend", "A", 0),
                () -> gate.book("p1", 1, 10),
                () -> gate.cancel("p1"),
                gate::state,
                () -> gate.halt("by hand"),
                () -> gate.reduceOnly("by hand"),
                () -> gate.resume("ann"),
                () -> gate.acknowledge("ann"),
                () -> gate.override(new LimitOverride("position", "A", "ann", NOON.plusSeconds(9))),
                gate::overrides,
                gate::tripped,
                gate::usage,
                gate::snapshot);
        for (Runnable use : uses) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the gate is at work");
        }
        gate.check(TOO_MUCH);
    }

    /** A fault that a gate can tell from an answer. */
    private static boolean isTold(String site, Fault fault) {
        return switch (fault) {
            case REENTRANT_AND_SILENT -> false;
            // a drawdown below zero is none, but a loss below zero is a gain, and a measure may be what it likes
            case MINUS_HUGE -> !site.startsWith("PortfolioMeasure") && !site.startsWith("DoubleSupplier");
            case HUGE -> !site.startsWith("PortfolioMeasure");
            default -> true;
        };
    }

    private static List<String> sites(SortedMap<String, Integer> calls) {
        return List.copyOf(calls.keySet());
    }

    @Test
    void aFaultInAnyCallDeniesWithAReasonAndChangesNothing() {
        PreTradeGate healthy = gate();
        host.disarm();
        assertThat(healthy.check(FINE)).isInstanceOf(GateDecision.Admitted.class);
        SortedMap<String, Integer> calls = new TreeMap<>(host.calls());
        assertThat(calls).hasSizeGreaterThan(4);
        int spoiled = 0;
        PreTradeGate gate = gate();
        host.reentering(() -> useEverything(gate));
        for (String site : sites(calls)) {
            for (Fault fault : EnumSet.allOf(Fault.class)) {
                for (int call = 0; call < calls.getOrDefault(site, 0); call++) {
                    for (int until : new int[] {call + 1, Integer.MAX_VALUE}) {
                        String before = gate.snapshot().text();
                        host.arm(site, fault, call, until);
                        GateDecision decision = gate.check(FINE);
                        assertThat(host.wasHit()).isTrue();
                        host.disarm();
                        spoiled++;
                        String what = site + " " + fault + " at " + call + " to " + until;
                        // of two losses one is only handed on to measures that do not look at it
                        boolean handedOn =
                                fault == Fault.HUGE && site.startsWith("DoubleSupplier") && (call > 0 || until == 1);
                        if (handedOn) {
                            assertThat(decision).isNotNull();
                        } else if (isTold(site, fault)) {
                            assertThat(decision).as(what).isInstanceOf(GateDecision.Denied.class);
                            GateDecision.Denied denied = (GateDecision.Denied) decision;
                            assertThat(denied.reasons()).as(what).isNotEmpty();
                        } else if (fault == Fault.REENTRANT_AND_SILENT) {
                            assertThat(decision).as(what).isInstanceOf(GateDecision.Admitted.class);
                        }
                        // a drawdown of 1e300 trips its limit, as it should, and the one below zero does not
                        assertThat(withoutTrips(gate.snapshot())).as(what).isEqualTo(withoutTrips(before));
                        clear(gate);
                        assertThat(gate.check(FINE)).as(what).isInstanceOf(GateDecision.Admitted.class);
                        assertThat(withoutTrips(gate.snapshot())).as(what).isEqualTo(withoutTrips(before));
                    }
                }
            }
        }
        assertThat(spoiled).isGreaterThan(500);
        assertThat(host.refusals()).singleElement().asString().contains("the gate is at work");
    }

    /** Losses of the account that tripped by an absurd number are made whole by the state from before. */
    private void clear(PreTradeGate gate) {
        gate.restore(start);
    }

    private final GateSnapshot start = gate().snapshot();

    private static String withoutTrips(GateSnapshot snapshot) {
        return withoutTrips(snapshot.text());
    }

    private static String withoutTrips(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("guard ")
                        && !line.startsWith("ledger ")
                        && !line.startsWith("total ")
                        && !line.startsWith("flow day ")
                        && !line.startsWith("checksum "))
                .reduce("", (a, b) -> a + b + "\n");
    }

    @Test
    void whatOnlyTakesFromAPositionPassesUnderAnyFault() {
        PreTradeGate gate = gate();
        host.disarm();
        gate.check(CLOSURE);
        for (String site : sites(new TreeMap<>(host.calls()))) {
            for (Fault fault : EnumSet.allOf(Fault.class)) {
                host.reentering(() -> useEverything(gate));
                host.arm(site, fault, 0, Integer.MAX_VALUE);
                GateDecision decision = gate.check(CLOSURE);
                host.disarm();
                // an own measure of 1e300 is above its bound, and tells nothing of what the order does
                if (!(site.startsWith("PortfolioMeasure") && fault == Fault.HUGE)) {
                    assertThat(decision).as(site + " " + fault).isInstanceOf(GateDecision.Admitted.class);
                    assertThat(gate.check(GateOrder.of("all", "A", -10))).isInstanceOf(GateDecision.Admitted.class);
                }
                gate.restore(start);
            }
        }
    }

    @Test
    void aFaultWhileADenialIsExplainedLeavesItADenialWithAReason() {
        PreTradeGate gate = gate();
        host.reentering(() -> useEverything(gate));
        host.disarm();
        assertThat(gate.check(TOO_MUCH)).isInstanceOf(GateDecision.Denied.class);
        SortedMap<String, Integer> calls = new TreeMap<>(host.calls());
        for (String site : sites(calls)) {
            int most = calls.getOrDefault(site, 0);
            for (Fault fault : EnumSet.allOf(Fault.class)) {
                for (int call = 0; call < most; call += 1 + most / 40) {
                    host.arm(site, fault, call, call + 1);
                    GateDecision decision = gate.check(TOO_MUCH);
                    host.disarm();
                    String what = site + " " + fault + " at " + call;
                    assertThat(decision).as(what).isInstanceOf(GateDecision.Denied.class);
                    assertThat(((GateDecision.Denied) decision).reasons())
                            .as(what)
                            .isNotEmpty();
                    gate.restore(start);
                }
            }
        }
    }

    @Test
    void aMeasureThatBreaksItsBoundTheFirstTimeOnlyIsNamedAllTheSame() {
        int[] asked = {0};
        PreTradeGate gate = PreTradeGate.over(ABC)
                .hard(Limit.of("fickle", (view, w) -> asked[0]++ == 1 ? 2 : 0, 1))
                .clock(InstantSource.fixed(NOON))
                .build();
        gate.mark(1_000, new double[] {10, 10, 10});
        asked[0] = 0;
        GateDecision decision = gate.check(FINE);
        assertThat(decision).isInstanceOf(GateDecision.Denied.class);
        assertThat(((GateDecision.Denied) decision).reasons())
                .containsExactly("fickle cannot be measured: measured twice, it broke its bound the first time only");
    }

    // ------------------------------------------------------------------------------------------------ what is told to
    // a gate

    private static List<Runnable> life(PreTradeGate gate) {
        return List.of(
                () -> gate.hold("A", 10),
                () -> gate.mark(1_000, new double[] {10, 10, 10}),
                () -> gate.hold("B", -3),
                () -> gate.hold("trend", "B", -3),
                () -> gate.price("A", 11),
                () -> gate.equity(1_010),
                () -> gate.track(GateOrder.of("p1", "B", 2).forStrategy("trend")),
                () -> gate.track(GateOrder.of("p2", "C", 4)),
                () -> gate.book("p2", 3, 10.5),
                () -> gate.book("p1", 1, 9.5),
                () -> gate.cancel("p2"),
                // beyond its limit, and from now on
                () -> gate.price("A", 45),
                () -> gate.override(new LimitOverride("position", "A", "ann", NOON.plusSeconds(60))),
                () -> gate.halt("by hand"),
                () -> gate.acknowledge("ann"),
                () -> gate.resume("ann"),
                gate::usage,
                gate::tripped,
                gate::overrides);
    }

    @Test
    void whatIsToldToAGateIsBookedUnderAnyFaultAndTheLimitsFollowWhenItIsOver() {
        PreTradeGate twin = unmarked();
        host.disarm();
        life(twin).forEach(Runnable::run);
        SortedMap<String, Integer> calls = new TreeMap<>(host.calls());
        twin.tripped();
        String expected = facts(twin);
        assertThat(twin.tripped()).isNotEmpty();
        for (String site : sites(calls)) {
            int most = calls.getOrDefault(site, 0);
            for (Fault fault : EnumSet.allOf(Fault.class)) {
                if (!isTold(site, fault) || (site.startsWith("DoubleSupplier") && fault == Fault.HUGE)) {
                    continue;
                }
                for (int call = 0; call < most; call += 1 + most / 60) {
                    for (int until : new int[] {call + 1, Integer.MAX_VALUE}) {
                        PreTradeGate gate = unmarked();
                        host.reentering(() -> gate.check(TOO_MUCH));
                        host.arm(site, fault, call, until);
                        life(gate).forEach(Runnable::run);
                        host.disarm();
                        // the first tick with a host that is well
                        gate.tripped();
                        boolean own = site.startsWith("PortfolioMeasure") && fault == Fault.HUGE;
                        if (!own) {
                            assertThat(facts(gate))
                                    .as(site + " " + fault + " at " + call + " to " + until)
                                    .isEqualTo(expected);
                        }
                    }
                }
            }
        }
    }

    /** All that is known but when it was seen, in which order it was written, and what was measured at that time. */
    private static String facts(PreTradeGate gate) {
        List<String> lines = new ArrayList<>();
        gate.snapshot().text().lines().forEach(line -> {
            String[] words = line.split(" ");
            if (line.startsWith("ledger ")) {
                lines.add(String.join(" ", Arrays.copyOfRange(words, 3, 6)));
            } else if (line.startsWith("guard ")) {
                lines.add(words[1] + " " + words[2] + " " + words[3]);
            } else if (line.startsWith("sent ") || line.startsWith("state ")) {
                lines.add(words[0] + words[1]);
            } else if (!line.startsWith("checksum ") && !line.startsWith("flow ") && !line.startsWith("now ")) {
                lines.add(line);
            }
        });
        lines.sort(null);
        return String.join("\n", lines);
    }

    @Test
    void aLimitThatCouldNotBeLookedAtTripsAsSoonAsItCan() {
        PreTradeGate gate = PreTradeGate.over(ABC)
                .hard(Limit.volatility(PeriodsPerYear.of(1), 0.1))
                .riskModel(host.over(RiskModel.class, covariance()))
                .reArm(ReArm.belowBand(0.1))
                .clock(InstantSource.fixed(NOON))
                .build();
        gate.hold("A", 30);
        gate.mark(1_000, new double[] {10, 10, 10});
        host.arm("RiskModel.multiplyInto", Fault.NOT_A_NUMBER, 0, Integer.MAX_VALUE);
        // 15% a year
        gate.mark(400, new double[] {10, 10, 10});
        assertThat(gate.tripped()).isEmpty();
        assertThat(gate.check(FINE)).isInstanceOf(GateDecision.Denied.class);
        host.disarm();
        GateDecision decision = gate.check(FINE);
        assertThat(decision).isInstanceOf(GateDecision.Denied.class);
        assertThat(gate.ledger().entries()).extracting(LedgerEntry::event).containsExactly(LedgerEntry.Event.TRIPPED);
    }

    // ------------------------------------------------------------------------------------------------ clocks

    @Test
    void aClockThatGoesBackwardsStandsStill() {
        Instant[] now = {NOON};
        PreTradeGate gate = PreTradeGate.over(ABC)
                .hard(Limit.grossExposure(9))
                .rules(OrderRules.builder()
                        .atMostOrders(1, Duration.ofMinutes(1))
                        .build())
                .clock(() -> now[0])
                .build();
        gate.mark(1_000, new double[] {10, 10, 10});
        gate.override(new LimitOverride("gross exposure", "portfolio", "ann", NOON.plusSeconds(30)));
        assertThat(gate.submit(FINE)).isInstanceOf(GateDecision.Admitted.class);
        now[0] = NOON.plusSeconds(31);
        assertThat(gate.overrides()).isEmpty();
        now[0] = NOON.minusSeconds(3600);
        assertThat(gate.overrides()).isEmpty();
        assertThat(gate.check(GateOrder.of("next", "C", 1))).isInstanceOf(GateDecision.Denied.class);
        now[0] = NOON.plusSeconds(60);
        assertThat(gate.check(GateOrder.of("next", "C", 1))).isInstanceOf(GateDecision.Admitted.class);
    }

    @Test
    void aClockOfAnotherAgeIsBrokenAndNotBelievedLater() {
        Instant[] now = {NOON};
        PreTradeGate gate = PreTradeGate.over(ABC)
                .hard(Limit.grossExposure(9))
                .rules(OrderRules.builder()
                        .turnoverPerDay(1, ZoneOffset.UTC)
                        .turnoverWithin(1, Duration.ofDays(9))
                        .build())
                .clock(() -> now[0])
                .build();
        gate.mark(1_000, new double[] {10, 10, 10});
        gate.override(new LimitOverride("gross exposure", "portfolio", "ann", Instant.MAX));
        for (Instant absurd : List.of(Instant.MAX, Instant.MIN, Instant.ofEpochMilli(Long.MAX_VALUE))) {
            now[0] = absurd;
            GateDecision decision = gate.check(FINE);
            assertThat(decision).isInstanceOf(GateDecision.Denied.class);
            assertThat(((GateDecision.Denied) decision).ruleBreaches())
                    .extracting(RuleBreach::rule)
                    .containsExactly(RuleBreach.Rule.UNMEASURED);
            gate.track(GateOrder.of("p", "C", 1));
            gate.book("p", 1, 10);
            gate.hold("C", 0);
        }
        now[0] = NOON.plusSeconds(1);
        assertThat(gate.check(FINE)).isInstanceOf(GateDecision.Admitted.class);
        assertThat(gate.overrides()).hasSize(1);
    }

    // ------------------------------------------------------------------------------------------------ numbers

    @Test
    void pricesThatAreRefusedAreNotKnownAnyMore() {
        PreTradeGate gate = gate();
        for (double[] prices : List.of(
                new double[] {10, 10, -1},
                new double[] {10, Double.POSITIVE_INFINITY, 10},
                new double[] {0, 10, 10},
                new double[2])) {
            assertThatThrownBy(() -> gate.mark(1_000, prices)).isInstanceOf(IllegalArgumentException.class);
            // whoever swallows the exception and tells the equity does not trade at what was known before
            gate.equity(1_000);
            assertThat(gate.check(FINE)).isInstanceOf(GateDecision.Denied.class);
            assertThat(gate.check(CLOSURE)).isInstanceOf(GateDecision.Admitted.class);
            gate.mark(1_000, new double[] {10, 10, 10});
            assertThat(gate.check(FINE)).isInstanceOf(GateDecision.Admitted.class);
        }
        assertThatThrownBy(() -> gate.mark(Double.NaN, new double[] {10, 10, 10}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(gate.check(FINE)).isInstanceOf(GateDecision.Denied.class);
    }

    @Test
    void sizesWhoseSquaresAreNoNumbersOpenNothing() {
        for (Limit limit : List.of(
                Limit.concentration(0.25),
                Limit.volatility(PeriodsPerYear.of(1), 0.01),
                Limit.grossExposure(1),
                Limit.correlation(0.5),
                Limit.expectedShortfall(Confidence.of(0.9), 0.01))) {
            for (double scale : new double[] {1e-300, 1e-200, 1e-160, 1e-80, 1e80, 1e150, 1e155, 1e200, 1e300}) {
                PreTradeGate gate = PreTradeGate.over(ABC)
                        .hard(limit)
                        .riskModel(covariance())
                        .scenarios(panel())
                        .clock(InstantSource.fixed(NOON))
                        .build();
                gate.hold("B", 10);
                gate.mark(1_000 * scale, new double[] {10 * scale, 10 * scale, 10 * scale});
                assertThat(gate.check(GateOrder.of("o", "A", 500)))
                        .as("%s at %s", limit, scale)
                        .isInstanceOf(GateDecision.Denied.class);
                assertThat(gate.check(GateOrder.of("o", "B", -10)))
                        .as("%s at %s", limit, scale)
                        .isInstanceOf(GateDecision.Admitted.class);
            }
        }
    }

    @Test
    void lotsOfAnySizeThatPricesAllowAreCountedExactly() {
        PreTradeGate gate = PreTradeGate.over(ABC)
                .hard(Limit.position(0.5))
                .lot("A", new BigDecimal("1e-8"))
                .clock(InstantSource.fixed(NOON))
                .build();
        gate.mark(1e6, new double[] {50_000, 1e-9, 1e9});
        // ten coins are half of it
        assertThat(gate.check(GateOrder.of("o", "A", 1_000_000_000))).isInstanceOf(GateDecision.Admitted.class);
        GateDecision no = gate.check(GateOrder.of("o", "A", 1_000_000_002));
        assertThat(((GateDecision.Denied) no).smallestCut().lotsKept()).isBetween(1_000_000_000L, 1_000_000_001L);
        assertThat(gate.check(GateOrder.of("o", "B", 1L << 48))).isInstanceOf(GateDecision.Admitted.class);
        assertThat(gate.check(GateOrder.of("o", "C", 1))).isInstanceOf(GateDecision.Denied.class);
    }

    // ------------------------------------------------------------------------------------------------ the book

    private PortfolioView view() {
        return PortfolioView.of(Weights.of(ABC, 0.1, -0.03, 0.02))
                .withScenarios(panel())
                .withRiskModel(host.over(RiskModel.class, covariance()))
                .withDrawdown(0.02)
                .withDayLoss(0.01);
    }

    @Test
    void aBookDeniesUnderAnyFaultAllButClosures() {
        LimitBook book = book();
        PortfolioView view = view();
        host.disarm();
        assertThat(book.check(view, view.after("C", 0.02))).isInstanceOf(Verdict.Approved.class);
        SortedMap<String, Integer> calls = new TreeMap<>(host.calls());
        assertThat(calls)
                .containsKeys("RiskModel.volatility", "PortfolioMeasure.measure", "DoubleSupplier.getAsDouble");
        host.reentering(() -> {
            throw new IllegalStateException("a book may be asked by anybody: it keeps nothing");
        });
        for (String site : sites(calls)) {
            for (Fault fault : EnumSet.allOf(Fault.class)) {
                for (int call = 0; call < calls.getOrDefault(site, 0); call++) {
                    host.arm(site, fault, call, call + 1);
                    Verdict verdict = book.check(view, view.after("C", 0.02));
                    assertThat(host.wasHit()).isTrue();
                    String what = site + " " + fault + " at " + call;
                    if (isTold(site, fault) && !(fault == Fault.HUGE && isSoft(verdict))) {
                        assertThat(verdict).as(what).isInstanceOfSatisfying(Verdict.Denied.class, denied -> {
                            assertThat(denied.breaches().size()
                                            + denied.failures().size())
                                    .isPositive();
                        });
                    }
                    host.arm(site, fault, 0, Integer.MAX_VALUE);
                    Verdict closure = book.check(view, view.after("A", -0.1));
                    if (!(site.startsWith("PortfolioMeasure") && fault == Fault.HUGE)) {
                        assertThat(closure).as(what).isInstanceOf(Verdict.Approved.class);
                    }
                    host.disarm();
                    assertThat(book.check(view, view.after("C", 0.02))).as(what).isInstanceOf(Verdict.Approved.class);
                }
            }
        }
    }

    /** 1e300 of what was held before is relief; of a soft limit it is told and no more. */
    private static boolean isSoft(Verdict verdict) {
        return verdict instanceof Verdict.Approved approved
                && (approved.softBreaches().stream().anyMatch(breach -> breach.kind() == LimitKind.SOFT)
                        || approved.softBreaches().isEmpty());
    }
}
