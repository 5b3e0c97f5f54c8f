package io.trimtab.benchmarks;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.limit.GateDecision;
import io.trimtab.risk.limit.GateOrder;
import io.trimtab.risk.limit.Limit;
import io.trimtab.risk.limit.OrderRules;
import io.trimtab.risk.limit.PreTradeGate;
import io.trimtab.risk.limit.PreTradeGateBuilder;
import io.trimtab.risk.model.LedoitWolf;
import io.trimtab.risk.stress.LiquidityProfile;
import io.trimtab.risk.stress.StressScenario;
import io.trimtab.risk.stress.StressTest;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One order against twenty limits, value at risk, expected shortfall (500 scenarios) and volatility among them, and six order
 * rules, on long and short positions; and a tick into all of them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class PreTradeGateBenchmark {
    private static final int SCENARIOS = 500;
    private static final int ORDERS = 1024;

    /** The number of positions. */
    @Param({"100", "300", "1000"})
    public int positions;

    /** In how many assets an order is pending, half of them purchases. */
    int pending;
    /** The limit on volatility over what is held; 0 for one that is far away. */
    double tightness;

    private PreTradeGate gate;
    private GateOrder[] orders;
    private double[] prices;
    private int next;

    /** Makes a gate with long and short positions, and orders that it admits without a word. */
    @Setup(Level.Trial)
    public void setUp() {
        SplittableRandom random = new SplittableRandom(3);
        Universe universe =
                Universe.of(IntStream.range(0, positions).mapToObj(i -> "A" + i).toList());
        prices = random.doubles(positions, 20, 200).toArray();
        gate = builder(universe, new SplittableRandom(5), 1).build();
        hold(new SplittableRandom(7));
        if (tightness > 0) {
            double volatility = gate.usage().stream()
                    .filter(usage -> usage.name().equals("volatility"))
                    .findFirst()
                    .orElseThrow()
                    .measured();
            gate = builder(universe, new SplittableRandom(5), tightness * volatility)
                    .build();
            hold(new SplittableRandom(7));
        }
        for (int k = 0; k < pending; k++) {
            long lots = random.nextInt(1, 50) * (k % 2 == 0 ? 1L : -1L);
            gate.track(GateOrder.of("p" + k, universe.id(k * positions / pending), lots));
        }
        orders = new GateOrder[ORDERS];
        for (int k = 0; k < ORDERS; k++) {
            long lots = random.nextInt(1, 50) * (random.nextBoolean() ? 1L : -1L);
            orders[k] = GateOrder.of("o" + k, universe.id(random.nextInt(positions)), lots);
            if (tightness == 0 && !plain(orders[k])) {
                throw new IllegalStateException(gate.check(orders[k]).toString());
            }
        }
    }

    private void hold(SplittableRandom random) {
        double equity = 0;
        for (int i = 0; i < positions; i++) {
            long lots = random.nextInt(-300, 1_000);
            gate.hold(gate.universe().id(i), lots);
            equity += Math.abs(lots) * prices[i];
        }
        gate.mark(equity, prices);
    }

    private boolean plain(GateOrder order) {
        return gate.check(order) instanceof GateDecision.Admitted admitted
                && admitted.warnings().isEmpty()
                && admitted.softBreaches().isEmpty();
    }

    private static PreTradeGateBuilder builder(Universe universe, SplittableRandom random, double volatility) {
        int n = universe.size();
        double[] data = new double[SCENARIOS * n];
        double[] market = random.doubles(SCENARIOS, -0.02, 0.02)
                .map(x -> x * x * x * 2_000)
                .toArray();
        for (int i = 0; i < n; i++) {
            double beta = random.nextDouble(0.5, 1.5);
            for (int t = 0; t < SCENARIOS; t++) {
                data[i * SCENARIOS + t] = beta * market[t] + random.nextDouble(-0.02, 0.02);
            }
        }
        List<LocalDate> dates = IntStream.range(0, SCENARIOS)
                .mapToObj(LocalDate.EPOCH::plusDays)
                .toList();
        ReturnPanel panel = ReturnPanel.of(universe, dates, data);
        var covariance = LedoitWolf.constantCorrelation().estimate(panel);
        TreeMap<String, Double> betas = new TreeMap<>();
        TreeMap<String, Double> rates = new TreeMap<>();
        for (String id : universe.ids()) {
            betas.put(id, random.nextDouble(0.5, 1.5));
            rates.put(id, random.nextDouble(0.1, 0.5));
        }
        double[] pace = new double[n];
        Arrays.fill(pace, 0.1);
        StressScenario crash = StressScenario.named("crash").shocking(universe.id(0), -0.3);
        PreTradeGateBuilder builder = PreTradeGate.over(universe)
                .scenarios(panel)
                .riskModel(covariance)
                .drawdown(() -> 0.01)
                .dayLoss(() -> 0.001)
                .clock(InstantSource.system())
                .rules(OrderRules.builder()
                        .atMostOrders(1_000, Duration.ofSeconds(1))
                        .notional(1e9)
                        .priceCollar(0.05)
                        .noDuplicatesWithin(Duration.ofSeconds(1))
                        .turnoverPerDay(5, ZoneOffset.UTC)
                        .turnoverWithin(5, Duration.ofHours(1))
                        .build());
        builder.hard(Limit.position(0.5))
                .hard(Limit.grossExposure(1.5))
                .hard(Limit.netExposure(1.2))
                .hard(Limit.concentration(0.25))
                .hard(Limit.valueAtRisk(Confidence.of(0.95), 0.2))
                .hard(Limit.expectedShortfall(Confidence.of(0.95), 0.3))
                .hard(Limit.volatility(PeriodsPerYear.DAILY, volatility))
                .hard(Limit.beta(betas, 2))
                .hard(Limit.margin(rates, 1))
                .hard(Limit.stressLoss(StressTest.of(covariance), crash, 0.3))
                .hard(Limit.daysToClose(LiquidityProfile.of(universe, pace, new double[n]), 5))
                .hard(Limit.drawdown(0.15))
                .hard(Limit.dailyLoss(0.03))
                .hard(Limit.tradeLoss(0.1, 0.1))
                .hard(Limit.turnover(0.5));
        for (int g = 0; g < 5; g++) {
            int group = g;
            builder.hard(Limit.group(
                    "group " + g,
                    universe.ids().stream()
                            .filter(id -> universe.indexOf(id) % 5 == group)
                            .toList(),
                    0.5));
        }
        return builder;
    }

    /**
     * Judges one order after the other.
     *
     * @return admitted
     */
    @Benchmark
    public GateDecision check() {
        return gate.check(orders[next++ & (ORDERS - 1)]);
    }

    /**
     * A tick, and what it means for every limit on what is held.
     *
     * @return the gate
     */
    @Benchmark
    public PreTradeGate tick() {
        int asset = next++ % positions;
        gate.price(gate.universe().id(asset), prices[asset] * (1 + 1e-4 * (next % 7)));
        return gate;
    }
}
