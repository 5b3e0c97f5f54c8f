package io.trimtab.benchmarks;

import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.group;
import static io.trimtab.optimizer.Constraints.longOnly;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Objectives.variance;

import io.trimtab.alerts.AlertService;
import io.trimtab.alerts.channel.MemoryChannel;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.cycle.CycleReport;
import io.trimtab.core.cycle.TradingCycle;
import io.trimtab.core.cycle.port.AllocationRequest;
import io.trimtab.core.paper.PaperVenue;
import io.trimtab.core.regime.HmmRegimeModel;
import io.trimtab.core.regime.HmmSettings;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.time.ManualClock;
import io.trimtab.optimizer.Constraint;
import io.trimtab.optimizer.OptimizingAllocator;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.risk.limit.LimitBook;
import io.trimtab.risk.limit.LimitBookGate;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.LedoitWolf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * One full cycle wired as a host would: a year of prices is validated, a two-state hidden Markov model fitted,
 * Ledoit-Wolf covariance estimated, minimum variance solved under caps and sector limits, the orders judged by eleven
 * kinds of limit (which estimate covariance and tail themselves), filled on paper the next day, and what happens goes
 * to an alert service.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway") // JMH calls the set-up before any measurement
public class WiredCycleBenchmark {
    private static final int DAYS = 2000;
    private static final int LOOK_BACK = 250;

    /** Assets and strategies. */
    @Param({"20x10", "100x50", "500x200"})
    public String size;

    private CycleScene scene;
    private List<Constraint> constraints;
    private ManualClock clock;
    private PaperVenue venue;
    private TradingCycle cycle;
    private int day;

    /** For JMH. */
    public WiredCycleBenchmark() {}

    /** Draws prices and strategies, and states the constraints. */
    @Setup
    public void setUp() {
        scene = CycleScene.of(size, DAYS, LOOK_BACK);
        constraints = new ArrayList<>(List.of(fullyInvested(), longOnly(), maxWeight(0.20)));
        for (int k = 0; k < CycleScene.SECTORS; k++) {
            constraints.add(group("sector " + k, scene.sector(k)).atMost(0.25));
        }
    }

    /** A new account and a new cycle. */
    @Setup(Level.Iteration)
    public void restart() {
        day = LOOK_BACK;
        clock = ManualClock.startingAt(scene.publicationOf(day));
        venue = CycleScene.venue();
        cycle = scene.cycle(venue, clock)
                .regime(HmmRegimeModel.of(HmmSettings.states(2)))
                .allocator(OptimizingAllocator.of(this::problem))
                .riskGate(LimitBookGate.over(limits()).build())
                .alerts(AlertService.builder()
                        .otherwise(MemoryChannel.of("desk", 1000))
                        .throttle(Throttle.perKey().cooldown(Duration.ofHours(1)))
                        .build(clock, clock))
                .build();
    }

    private PortfolioProblem problem(AllocationRequest request) {
        CovarianceMatrix risk = LedoitWolf.constantCorrelation()
                .estimate(request.market().history().returns());
        return PortfolioProblem.over(request.current().universe())
                .minimize(variance(risk))
                .subjectTo(constraints)
                .warmStartedFrom(request.current());
    }

    private LimitBook limits() {
        LimitBook.Builder limits = LimitBook.builder()
                .valueAtRisk(Confidence.of(0.95), 0.05)
                .expectedShortfall(Confidence.of(0.975), 0.08)
                .volatility(PeriodsPerYear.DAILY, 0.50)
                .drawdown(0.95)
                .dailyLoss(0.50)
                .grossExposure(1.1)
                .netExposure(1.1)
                .position(0.30)
                .concentration(0.50)
                .turnover(2.5);
        for (int k = 0; k < CycleScene.SECTORS; k++) {
            limits.group("sector " + k, scene.sector(k), 0.35);
        }
        return limits.build();
    }

    /**
     * A day: its bar, and its cycle.
     *
     * @return the report
     */
    @Benchmark
    public CycleReport day() {
        if (++day == DAYS) {
            restart();
        }
        return scene.run(day, cycle, venue, clock);
    }
}
