package io.trimtab.benchmarks;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The distribution of the time that a pre-trade check takes, as a table of percentiles. */
public final class GateLatency {
    private static final int WARM_UP = 2_000_000;
    private static final int CHECKS = 5_000_000;
    private static final long LONGEST_NANOS = 1_000_000_000L;
    private static final double[] PERCENTILES = {10, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99, 99.999, 100};

    private GateLatency() {}

    /**
     * Measures and prints.
     *
     * @param args the number of positions, 1000 if nothing is said; in how many assets an order is pending; the limit on
     *     volatility over that of what is held, such as 1.01
     */
    public static void main(String[] args) {
        PreTradeGateBenchmark scene = new PreTradeGateBenchmark();
        scene.positions = args.length == 0 ? 1_000 : Integer.parseInt(args[0]);
        scene.pending = args.length < 2 ? 0 : Integer.parseInt(args[1]);
        scene.tightness = args.length < 3 ? 0 : Double.parseDouble(args[2]);
        int slower = 1 + scene.pending + (scene.tightness > 0 ? 1_000 : 0);
        scene.setUp();
        measure(scene, WARM_UP / slower);
        Histogram times = measure(scene, CHECKS / slower);
        System.out.printf(Locale.ROOT, "%d checks, mean %.0f ns%n", times.getTotalCount(), times.getMean());
        for (double percentile : PERCENTILES) {
            System.out.printf(Locale.ROOT, "%8.3f%%  %,10d ns%n", percentile, times.getValueAtPercentile(percentile));
        }
    }

    /** Each time includes one reading of the clock, about 25 ns. */
    private static Histogram measure(PreTradeGateBenchmark scene, int checks) {
        Histogram times = new Histogram(LONGEST_NANOS, 3);
        for (int k = 0; k < checks; k++) {
            long start = System.nanoTime();
            Object decision = scene.check();
            long time = System.nanoTime() - start;
            if (decision == null) {
                throw new IllegalStateException("no decision");
            }
            times.recordValue(Math.min(time, LONGEST_NANOS));
        }
        return times;
    }
}
