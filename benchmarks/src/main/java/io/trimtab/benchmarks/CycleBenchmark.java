package io.trimtab.benchmarks;

import io.trimtab.core.cycle.CycleReport;
import io.trimtab.core.cycle.TradingCycle;
import io.trimtab.core.cycle.port.AlertReceipt;
import io.trimtab.core.cycle.port.Allocation;
import io.trimtab.core.cycle.port.AllocationRequest;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.paper.PaperVenue;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.regime.RegimeModel;
import io.trimtab.core.time.ManualClock;
import java.time.LocalDate;
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
 * What the cycle itself costs: coordination, validation, scoring, order making, paper fills and record, with components
 * that cost nothing where optimizer, risk and alerts would be. 250 days are validated, a fifth of the weights changes,
 * the account is revalued and the report is made. {@link WiredCycleBenchmark} measures the same with the real ones.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway") // JMH calls the set-up before any measurement
public class CycleBenchmark {
    private static final int DAYS = 2000;
    private static final int LOOK_BACK = 250;

    /** Assets and strategies. */
    @Param({"20x10", "100x50", "500x200"})
    public String size;

    private CycleScene scene;
    private ManualClock clock;
    private PaperVenue venue;
    private TradingCycle cycle;
    private int day;

    /** For JMH. */
    public CycleBenchmark() {}

    /** Draws prices and strategies. */
    @Setup
    public void setUp() {
        scene = CycleScene.of(size, DAYS, LOOK_BACK);
    }

    /** A new account and a new cycle: a paper account remembers every order, so it must not run for ever. */
    @Setup(Level.Iteration)
    public void restart() {
        day = LOOK_BACK;
        clock = ManualClock.startingAt(scene.publicationOf(day));
        venue = CycleScene.venue();
        cycle = scene.cycle(venue, clock)
                .regime(new Calm())
                .allocator(this::allocate)
                .riskGate(request -> new GateVerdict.Approved(List.of()))
                .alerts(notice -> AlertReceipt.ACCEPTED)
                .build();
    }

    /** Says the same every day, after having looked at the returns. */
    private static final class Calm implements RegimeModel {
        @Override
        public String name() {
            return "calm";
        }

        @Override
        public RegimeBelief believe(ReturnPanel history, LocalDate asOf) {
            return RegimeBelief.of(List.of(Regime.SIDEWAYS, Regime.CRISIS), new double[] {0.9, 0.1}, name(), asOf);
        }
    }

    /** Another fifth of the assets is left out each day. */
    private Allocation allocate(AllocationRequest request) {
        Universe universe = request.market().snapshot().universe();
        double[] weights = new double[universe.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (i + day) % 5 == 0 ? 0 : 1.0 / weights.length;
        }
        return Allocation.Allocated.of(Weights.of(universe, weights), "all but a fifth");
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

    /**
     * The same with the record written out.
     *
     * @return the record
     */
    @Benchmark
    public String dayWithRecord() {
        return day().toText();
    }
}
