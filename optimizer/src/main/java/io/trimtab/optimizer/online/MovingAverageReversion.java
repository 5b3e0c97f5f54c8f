package io.trimtab.optimizer.online;

import io.trimtab.core.check.Check;
import java.io.Serializable;

/**
 * Online moving-average reversion (OLMAR-1): expects each price to return to its moving average.
 *
 * <pre>{@code
 * OnlineRule rule = MovingAverageReversion.over(3, 5, 10).observe(0.01, -0.02, 0.003);
 * }</pre>
 *
 * <p>The growth expected is y = (mean of the last w prices) / (last price); until w prices are known, the last relative itself. The
 * next weights are the projection onto the simplex of b + l (y - mean(y)), l = max(0, e - b'y) / |y - mean(y)|^2. It trades a lot: costs
 * decide. Source: Li and Hoi, On-Line Portfolio Selection with Moving Average Reversion, ICML 2012. O(n w) a period. Immutable and
 * thread-safe.
 */
public final class MovingAverageReversion implements OnlineRule, Serializable {
    private static final long serialVersionUID = 1L;

    private final int window;
    private final double target;
    private final double[] weights;
    /** The last relatives, the newest first, at most w - 1. */
    private final double[][] recent;

    private MovingAverageReversion(int window, double target, double[] weights, double[][] recent) {
        this.window = window;
        this.target = target;
        this.weights = weights;
        this.recent = recent;
    }

    /**
     * The rule before anything is observed.
     *
     * @param assets how many, at least 1
     * @param window w, how many prices are averaged, at least 2; 5 in the paper
     * @param target e, the growth asked for, above 1; 10 in the paper
     * @return the rule
     */
    public static MovingAverageReversion over(int assets, int window, double target) {
        Check.atLeast(window, 2, "window");
        Check.strictlyWithin(target, 1, Double.MAX_VALUE, "target");
        return new MovingAverageReversion(window, target, Relatives.equal(Relatives.count(assets)), new double[0][]);
    }

    @Override
    public int size() {
        return weights.length;
    }

    @Override
    public double[] weights() {
        return weights.clone();
    }

    @Override
    public MovingAverageReversion observe(double... returns) {
        double[] x = Relatives.of(returns, size());
        double[][] known = new double[Math.min(window - 1, recent.length + 1)][];
        known[0] = x;
        System.arraycopy(recent, 0, known, 1, known.length - 1);
        double[] expected = known.length < window - 1 ? x : expected(known);
        double spread = Relatives.spread(expected);
        double step = spread > 0 ? Math.max(0, target - Relatives.dot(weights, expected)) / spread : 0;
        double mean = Relatives.mean(expected);
        double[] moved = weights.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += step * (expected[i] - mean);
        }
        return new MovingAverageReversion(window, target, Relatives.project(moved), known);
    }

    private double[] expected(double[][] known) {
        double[] expected = new double[size()];
        for (int i = 0; i < expected.length; i++) {
            double price = 1;
            double sum = 1;
            for (double[] relatives : known) {
                price /= relatives[i];
                sum += price;
            }
            expected[i] = sum / window;
        }
        return expected;
    }

    @Override
    public String toString() {
        return "MovingAverageReversion[" + size() + " assets, " + window + " prices]";
    }
}
