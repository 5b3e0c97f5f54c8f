package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.check.Interruption;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.time.Progress;
import java.util.Arrays;

/**
 * The covariance whose inverse is sparse: pairs of assets that are nearly independent given all others are taken for
 * independent given all others.
 *
 * <pre>{@code
 * CovarianceMatrix risk = GraphicalLasso.penalty(0.1).estimate(returns);
 * GraphicalLasso.Fit fit = GraphicalLasso.universal().fit(returns); // fit.pairs(), fit.dualityGap()
 * }</pre>
 *
 * <p>With C the sample correlation, the inverse Q of the estimated correlation W minimises
 *
 * <pre>
 * -log det Q + tr(C Q) + alpha * sum over i != j of |q_ij|,     or    max log det W with |w_ij - c_ij| &lt;= alpha, w_ii = 1
 * </pre>
 *
 * <p>Source: Friedman, Hastie and Tibshirani, "Sparse inverse covariance estimation with the graphical lasso", Biostatistics
 * 9 (2008), 432-441; Banerjee, El Ghaoui and d'Aspremont, JMLR 9 (2008), 485-516, for the dual. The diagonal is not
 * penalised, so that variances are the sample's (divisor T - 1); the penalty applies to correlations, so that it has no unit
 * and the assets' scales do not matter. Columns are optimised in turn by coordinate descent, from a W within the bounds and
 * never leaving them, until the duality gap {@code tr(CQ) - n + alpha sum |q_ij|} of W and Q = W^-1 proves the objective to
 * {@value #GAP} for each asset. W is positive definite throughout, also for T below n.
 *
 * <p>O(n^3) for each sweep over the columns, commonly 5 to 20 of them. Can be interrupted. Immutable and thread-safe.
 */
public final class GraphicalLasso implements CovarianceEstimator {
    /** The duality gap for each asset at which W is taken for optimal. */
    public static final double GAP = 1e-11;

    private static final int MOST_SWEEPS = 1000;
    /** Passes over an asset's coefficients, on average over sweeps and assets: those that converge take a few. */
    private static final int MOST_PASSES = 20;
    /** Stands for sqrt(log n / T). */
    private static final double UNIVERSAL = 0;

    private final double alpha;

    private GraphicalLasso(double alpha) {
        this.alpha = alpha;
    }

    /**
     * The estimator with a given penalty.
     *
     * @param alpha in (0, 1]; 1 makes all assets independent
     * @return the estimator
     * @throws IllegalArgumentException if alpha is not in (0, 1]
     */
    public static GraphicalLasso penalty(double alpha) {
        return new GraphicalLasso(Check.within(Check.positive(alpha, "alpha"), 0, 1, "alpha"));
    }

    /**
     * The estimator with the penalty {@code sqrt(log n / T)}, at most 1, whose order of magnitude finds the pairs of Gaussian
     * returns in the long run (Ravikumar, Wainwright, Raskutti and Yu, Electronic Journal of Statistics 5 (2011), 935-980).
     *
     * @return the estimator
     */
    public static GraphicalLasso universal() {
        return new GraphicalLasso(UNIVERSAL);
    }

    /**
     * What the graphical lasso found.
     *
     * @param covariance the covariance per period
     * @param penalty alpha
     * @param pairs how many pairs of assets are not independent given all others
     * @param dualityGap by how much at most the objective could still fall
     * @param sweeps how often all columns were optimised
     */
    public record Fit(CovarianceMatrix covariance, double penalty, int pairs, double dualityGap, int sweeps) {
        public Fit {
            Check.notNull(covariance, "covariance");
            Check.within(penalty, 0, 1, "penalty");
            Check.atLeast(pairs, 0, "pairs");
            Check.finite(dualityGap, "dualityGap");
            Check.atLeast(sweeps, 0, "sweeps");
        }
    }

    @Override
    public CovarianceMatrix estimate(ReturnPanel returns) {
        return fit(returns).covariance();
    }

    @Override
    public CovarianceMatrix estimate(ReturnPanel returns, Progress progress) {
        return fit(returns, progress).covariance();
    }

    /**
     * Estimates the covariance and proves it.
     *
     * @param returns T returns of n assets, T at least 2
     * @return the covariance with its duality gap
     * @throws IllegalArgumentException if there are fewer than 2 periods, the result overflows, or the penalty is so small
     *     that the optimum is not reached
     */
    public Fit fit(ReturnPanel returns) {
        return fit(returns, Progress.unheard());
    }

    /**
     * Estimates the covariance and proves it, and says how far it has come.
     *
     * @param returns T returns of n assets, T at least 2
     * @param progress hears the number of sweeps, of which there are rarely more than a tenth of the total it is told; may
     *     stop the work
     * @return the covariance with its duality gap
     * @throws IllegalArgumentException as {@link #fit(ReturnPanel)}
     * @throws java.util.concurrent.CancellationException if the listener throws it or the thread is interrupted
     */
    public Fit fit(ReturnPanel returns, Progress progress) {
        Stages stages = new Stages(progress, "graphical lasso", MOST_SWEEPS);
        Movers movers = Movers.of(returns, 2, "graphical lasso");
        int m = movers.count;
        double[] sigma = RandomMatrixDenoising.unbiased(movers);
        double[] c = movers.moments(movers.rows);
        for (int j = 0; j < m; j++) {
            c[j * m + j] = 1;
        }
        double a = alpha == UNIVERSAL ? Math.min(1, Math.sqrt(StrictMath.log(Math.max(1, m)) / movers.rows)) : alpha;
        Descent descent = new Descent(m, c, a);
        descent.run(stages);
        stages.end();
        return new Fit(
                movers.covariance(descent.w, sigma), a, descent.pairs(), Math.max(0, descent.gap), descent.sweeps);
    }

    /** Legend: w within alpha of c; column j of beta, the coefficients of asset j on the others; g = w beta_j. */
    private static final class Descent {
        private final int m;
        private final double[] c;
        private final double alpha;
        private final double[] w;
        private final double[] beta;
        private final double[] g;
        private final double[] inverse;
        private double gap;
        private int sweeps;
        private long passes;

        Descent(int m, double[] c, double alpha) {
            this.m = m;
            this.c = c;
            this.alpha = alpha;
            this.w = c.clone();
            this.beta = new double[m * m];
            this.g = new double[m];
            this.inverse = new double[m * m];
            double largest = 0;
            for (int j = 0; j < m; j++) {
                for (int i = 0; i < j; i++) {
                    largest = Math.max(largest, Math.abs(c[j * m + i]));
                }
            }
            // as near to c as the bounds allow along the way to the identity: definite, because the share is positive
            double kept = largest > alpha ? 1 - alpha / largest : 0;
            for (int j = 0; j < m; j++) {
                for (int i = 0; i < m; i++) {
                    w[j * m + i] = i == j ? 1 : kept * c[j * m + i];
                }
            }
        }

        void run(Stages stages) {
            gap = gap();
            double accuracy = 1e-3;
            while (gap > GAP * m) {
                stages.next();
                if (sweeps == MOST_SWEEPS || spent()) {
                    throw new IllegalArgumentException(
                            "alpha must be large enough for the graphical lasso to converge, was " + alpha + ": after "
                                    + sweeps + " sweeps of " + passes + " passes the duality gap is "
                                    + (gap == Double.MAX_VALUE ? "lost in rounding" : gap));
                }
                for (int j = 0; j < m; j++) {
                    Interruption.endIfRequested("graphical lasso");
                    optimise(j, accuracy);
                }
                sweeps++;
                gap = gap();
                accuracy = Math.max(1e-14, Math.min(0.1 * accuracy, 1e-3 * gap / m));
            }
        }

        private boolean spent() {
            return passes >= (long) MOST_SWEEPS * MOST_PASSES * m;
        }

        /** Coordinate descent on 1/2 b'Wb - b'c_j + alpha |b|_1 over all assets but j, then w_j = W b within its bounds. */
        private void optimise(int j, double accuracy) {
            int at = j * m;
            Arrays.fill(g, 0);
            for (int k = 0; k < m; k++) {
                if (beta[at + k] != 0) {
                    Kernels.axpy(m, beta[at + k], w, k * m, g, 0);
                }
            }
            double moved = pass(j, at, false);
            while (moved > accuracy && !spent()) {
                double active = moved;
                while (active > accuracy && !spent()) {
                    active = pass(j, at, true);
                }
                moved = pass(j, at, false);
            }
            for (int k = 0; k < m; k++) {
                if (k != j) {
                    double r = c[at + k];
                    double x = Math.max(r - alpha, Math.min(r + alpha, g[k]));
                    w[at + k] = x;
                    w[k * m + j] = x;
                }
            }
        }

        /** One pass over the coordinates, or over those that are not zero; returns the largest step. */
        private double pass(int j, int at, boolean activeOnly) {
            double moved = 0;
            passes++;
            for (int k = 0; k < m; k++) {
                double old = beta[at + k];
                if (k == j || (activeOnly && old == 0)) {
                    continue;
                }
                double r = c[at + k] - g[k] + old;
                double x = r > alpha ? r - alpha : r < -alpha ? r + alpha : 0;
                if (x != old) {
                    beta[at + k] = x;
                    Kernels.axpy(m, x - old, w, k * m, g, 0);
                    moved = Math.max(moved, Math.abs(x - old));
                }
            }
            return moved;
        }

        /** tr(CQ) - m + alpha sum |q_ij| = sum over pairs of (c - w) q + alpha |q|, in which no term is negative. */
        private double gap() {
            if (m == 0) {
                return 0;
            }
            double[] l = w.clone();
            if (Cholesky.factor(m, l, 0, m) != m) {
                return Double.MAX_VALUE;
            }
            Arrays.fill(inverse, 0);
            for (int j = 0; j < m; j++) {
                inverse[j * m + j] = 1;
            }
            Cholesky.solve(m, m, l, 0, m, inverse, 0, m);
            double sum = 0;
            for (int j = 0; j < m; j++) {
                double column = 0;
                for (int i = 0; i < m; i++) {
                    if (i != j) {
                        double q = inverse[j * m + i];
                        column += (c[j * m + i] - w[j * m + i]) * q + alpha * Math.abs(q);
                    }
                }
                sum += column;
            }
            return sum;
        }

        int pairs() {
            int count = 0;
            for (int j = 0; j < m; j++) {
                for (int i = 0; i < j; i++) {
                    count += beta[j * m + i] != 0 || beta[i * m + j] != 0 ? 1 : 0;
                }
            }
            return count;
        }
    }

    @Override
    public String toString() {
        return "GraphicalLasso[" + (alpha == UNIVERSAL ? "universal" : "penalty " + alpha) + "]";
    }
}
