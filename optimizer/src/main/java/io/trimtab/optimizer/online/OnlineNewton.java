package io.trimtab.optimizer.online;

import io.trimtab.core.check.Check;
import java.io.Serializable;

/**
 * The online Newton step (ONS): follows the curvature of the logarithm of wealth, with a regret that grows as its logarithm.
 *
 * <pre>{@code
 * OnlineRule rule = OnlineNewton.over(3).observe(0.01, -0.02, 0.003);
 * }</pre>
 *
 * <p>With x the price relatives, b the weights and g = x / b'x, A sums I and every gg', and s sums every (1 + 1/beta) g. The next
 * weights are the point of the simplex nearest to delta A^-1 s in the norm of A, found by the quadratic engine as the minimum of w'Aw/2 -
 * delta s'w, so that A is never inverted. Source: Agarwal, Hazan, Kale and Schapire, Algorithms for Portfolio Management Based on the Newton
 * Method, ICML 2006. O(n^3) a period. Immutable and thread-safe.
 */
public final class OnlineNewton implements OnlineRule, Serializable {
    private static final long serialVersionUID = 1L;

    private final double delta;
    private final double beta;
    private final double[] weights;
    private final double[] matrix;
    private final double[] sum;

    private OnlineNewton(double delta, double beta, double[] weights, double[] matrix, double[] sum) {
        this.delta = delta;
        this.beta = beta;
        this.weights = weights;
        this.matrix = matrix;
        this.sum = sum;
    }

    /**
     * The rule with the paper's settings, delta 1/8 and beta 1.
     *
     * @param assets how many, at least 1
     * @return the rule before anything is observed
     */
    public static OnlineNewton over(int assets) {
        return over(assets, 0.125, 1);
    }

    /**
     * The rule.
     *
     * @param assets how many, at least 1
     * @param delta how far it follows, positive
     * @param beta how curved it takes wealth to be, positive
     * @return the rule before anything is observed
     */
    public static OnlineNewton over(int assets, double delta, double beta) {
        int n = Relatives.count(assets);
        double[] identity = new double[n * n];
        for (int i = 0; i < n; i++) {
            identity[i + i * n] = 1;
        }
        return new OnlineNewton(
                Check.positive(delta, "delta"),
                Check.positive(beta, "beta"),
                Relatives.equal(n),
                identity,
                new double[n]);
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
    public OnlineNewton observe(double... returns) {
        double[] x = Relatives.of(returns, size());
        double wealth = Relatives.dot(weights, x);
        int n = size();
        double[] nextMatrix = matrix.clone();
        double[] nextSum = sum.clone();
        double[] linear = new double[n];
        for (int j = 0; j < n; j++) {
            double g = x[j] / wealth;
            nextSum[j] += (1 + 1 / beta) * g;
            linear[j] = -delta * nextSum[j];
            for (int i = 0; i < n; i++) {
                nextMatrix[i + j * n] += (x[i] / wealth) * g;
            }
        }
        double[] next = new SimplexProgram(n).solve(nextMatrix, linear, weights);
        return new OnlineNewton(delta, beta, next, nextMatrix, nextSum);
    }

    @Override
    public String toString() {
        return "OnlineNewton[" + size() + " assets]";
    }
}
