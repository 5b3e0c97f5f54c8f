package io.trimtab.optimizer.online;

import io.trimtab.core.check.Check;
import java.io.Serializable;

/**
 * Passive-aggressive mean reversion (PAMR): sells what rose as soon as the portfolio gained more than it should.
 *
 * <pre>{@code
 * OnlineRule rule = PassiveAggressive.over(3, 0.5).observe(0.01, -0.02, 0.003);
 * }</pre>
 *
 * <p>With x the price relatives and b the weights, the next weights are the projection onto the simplex of b - t (x - mean(x)), t = max(0, b'x - e) / |x -
 * mean(x)|^2. It trades a lot: costs decide. Source: Li, Zhao, Hoi and Gopalkrishnan, PAMR: Passive Aggressive Mean Reversion Strategy for
 * Portfolio Selection, Machine Learning 87 (2012) 221-258. O(n log n) a period. Immutable and thread-safe.
 */
public final class PassiveAggressive implements OnlineRule, Serializable {
    private static final long serialVersionUID = 1L;

    private final double sensitivity;
    private final double[] weights;

    private PassiveAggressive(double sensitivity, double[] weights) {
        this.sensitivity = sensitivity;
        this.weights = weights;
    }

    /**
     * The rule before anything is observed.
     *
     * @param assets how many, at least 1
     * @param sensitivity e, the growth of a period that is still taken without trading; at least 0, 0.5 in the paper
     * @return the rule
     */
    public static PassiveAggressive over(int assets, double sensitivity) {
        return new PassiveAggressive(
                Check.notNegative(sensitivity, "sensitivity"), Relatives.equal(Relatives.count(assets)));
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
    public PassiveAggressive observe(double... returns) {
        double[] x = Relatives.of(returns, size());
        double spread = Relatives.spread(x);
        double step = spread > 0 ? Math.max(0, Relatives.dot(weights, x) - sensitivity) / spread : 0;
        double mean = Relatives.mean(x);
        double[] moved = weights.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] -= step * (x[i] - mean);
        }
        return new PassiveAggressive(sensitivity, Relatives.project(moved));
    }

    @Override
    public String toString() {
        return "PassiveAggressive[" + size() + " assets]";
    }
}
