package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.statistics.DegreesOfFreedom;

/**
 * The Gerber statistic in place of the correlation: it counts how often two assets move together by more than noise, and
 * no move counts more for being extreme.
 *
 * <pre>{@code
 * CovarianceMatrix risk = GerberCovariance.semidefinite().threshold(0.5).estimate(returns);
 * }</pre>
 *
 * <p>A return is up if it is at least c times its asset's standard deviation, down if at most minus that, else neutral;
 * c = 0.5 unless {@link #threshold} says otherwise. Of T dates let C be those on which both assets are up or both down, D
 * those on which one is up and the other down, N those on which both are neutral, and A_i those on which asset i is not
 * neutral. The covariance is {@code g_ij s_i s_j} with
 *
 * <ul>
 *   <li>{@link #semidefinite()}: {@code g = (C - D) / sqrt(A_i A_j)}, a sum of squares, positive semidefinite by
 *       construction;
 *   <li>{@link #active()}: {@code g = (C - D) / (T - N)};
 *   <li>{@link #original()}: {@code g = (C - D) / (C + D)}, which looks only at dates on which both moved.
 * </ul>
 *
 * <p>Source: Gerber, Markowitz, Ernst, Miao, Javid and Sargen, "The Gerber statistic: a robust co-movement measure for
 * portfolio optimization", Journal of Portfolio Management 48 (2022), 87-102. The last two need <em>not</em> be positive
 * semidefinite (the third often is not): they are certified, and returns for which they are indefinite are refused;
 * {@link #statistic} then gives what is to be repaired. Returns are measured from zero, not from their mean. An asset that
 * never moves keeps a row of zeros; one that is always neutral has no correlation. O(T n^2). Immutable and thread-safe.
 */
public final class GerberCovariance implements CovarianceEstimator {
    private enum Variant {
        SEMIDEFINITE,
        ACTIVE,
        ORIGINAL
    }

    private static final double USUAL_THRESHOLD = 0.5;

    private final Variant variant;
    private final double threshold;
    private final DegreesOfFreedom degreesOfFreedom;

    private GerberCovariance(Variant variant, double threshold, DegreesOfFreedom degreesOfFreedom) {
        this.variant = variant;
        this.threshold = threshold;
        this.degreesOfFreedom = degreesOfFreedom;
    }

    /**
     * The statistic that is always semidefinite, divided by both assets' own counts.
     *
     * @return the estimator with the threshold 0.5 and standard deviations of divisor T - 1
     */
    public static GerberCovariance semidefinite() {
        return new GerberCovariance(Variant.SEMIDEFINITE, USUAL_THRESHOLD, DegreesOfFreedom.SAMPLE);
    }

    /**
     * The statistic divided by the dates on which at least one of the two moved; it need not be semidefinite.
     *
     * @return the estimator with the threshold 0.5 and standard deviations of divisor T - 1
     */
    public static GerberCovariance active() {
        return new GerberCovariance(Variant.ACTIVE, USUAL_THRESHOLD, DegreesOfFreedom.SAMPLE);
    }

    /**
     * The statistic divided by the dates on which both moved; it need not be semidefinite.
     *
     * @return the estimator with the threshold 0.5 and standard deviations of divisor T - 1
     */
    public static GerberCovariance original() {
        return new GerberCovariance(Variant.ORIGINAL, USUAL_THRESHOLD, DegreesOfFreedom.SAMPLE);
    }

    /**
     * With another threshold.
     *
     * @param multiple c, of the standard deviation, in (0, 1]
     * @return the changed estimator
     * @throws IllegalArgumentException if c is not in (0, 1]
     */
    public GerberCovariance threshold(double multiple) {
        Check.within(Check.positive(multiple, "threshold"), 0, 1, "threshold");
        return new GerberCovariance(variant, multiple, degreesOfFreedom);
    }

    /**
     * With another divisor of the variances.
     *
     * @param lost {@code T - 1} or {@code T}
     * @return the changed estimator
     */
    public GerberCovariance with(DegreesOfFreedom lost) {
        return new GerberCovariance(variant, threshold, Check.notNull(lost, "degreesOfFreedom"));
    }

    /**
     * Estimates the covariance.
     *
     * @param returns T returns of n assets, T at least 2
     * @return the covariance per period
     * @throws IllegalArgumentException if there are fewer than 2 periods, the result overflows, or a statistic that need not
     *     be semidefinite is not
     */
    @Override
    public CovarianceMatrix estimate(ReturnPanel returns) {
        Movers movers = Movers.of(returns, 2, "Gerber covariance");
        double[] sigma = deviations(movers);
        double[] g = statistic(returns, movers, sigma);
        CovarianceMatrix covariance = movers.covariance(g, sigma);
        if (variant != Variant.SEMIDEFINITE) {
            requireSemidefinite(covariance);
        }
        return covariance;
    }

    private void requireSemidefinite(CovarianceMatrix covariance) {
        try {
            covariance.indefiniteness();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the Gerber statistic " + variant + " is not semidefinite for these returns: use"
                            + " GerberCovariance.semidefinite(), or repair statistic(returns). " + e.getMessage(),
                    e);
        }
    }

    /**
     * The statistic itself, whatever its eigenvalues.
     *
     * @param returns T returns of n assets, T at least 2
     * @return n x n numbers from -1 to 1, column by column, 1 on the diagonal (0 for an asset that never moves)
     * @throws IllegalArgumentException if there are fewer than 2 periods
     */
    public double[] statistic(ReturnPanel returns) {
        Movers movers = Movers.of(returns, 2, "Gerber statistic");
        double[] g = statistic(returns, movers, deviations(movers));
        int n = returns.columns();
        double[] out = new double[n * n];
        for (int j = 0; j < movers.count; j++) {
            for (int i = 0; i < movers.count; i++) {
                out[movers.asset(j) * n + movers.asset(i)] = g[j * movers.count + i];
            }
        }
        return out;
    }

    private double[] deviations(Movers movers) {
        double[] sigma = new double[movers.count];
        for (int j = 0; j < sigma.length; j++) {
            int at = j * movers.rows;
            sigma[j] = Math.sqrt(
                    Kernels.dot(movers.rows, movers.x, at, movers.x, at) / degreesOfFreedom.divisor(movers.rows));
        }
        return sigma;
    }

    /** Overwrites the centred returns with signs; counts are whole numbers, and so exact. */
    private double[] statistic(ReturnPanel returns, Movers movers, double[] sigma) {
        int m = movers.count;
        int rows = movers.rows;
        double[] moves = movers.x;
        for (int j = 0; j < m; j++) {
            returns.columnInto(movers.asset(j), moves, j * rows);
            double bound = threshold * sigma[j] * movers.unit;
            for (int t = j * rows; t < (j + 1) * rows; t++) {
                moves[t] = moves[t] >= bound ? 1 : moves[t] <= -bound ? -1 : 0;
            }
        }
        double[] g = movers.moments(1);
        double[] own = new double[m];
        for (int j = 0; j < m; j++) {
            own[j] = g[j * m + j];
        }
        double[] both = variant == Variant.SEMIDEFINITE ? new double[0] : dates(movers);
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < m; i++) {
                double among = switch (variant) {
                    case SEMIDEFINITE -> Math.sqrt(own[i] * own[j]);
                    case ACTIVE -> own[i] + own[j] - both[j * m + i];
                    case ORIGINAL -> both[j * m + i];
                };
                g[j * m + i] = among > 0 ? g[j * m + i] / among : 0;
            }
            g[j * m + j] = 1;
        }
        return g;
    }

    /** On how many dates both moved, C + D. */
    private static double[] dates(Movers movers) {
        int size = movers.count * movers.rows;
        double[] signs = movers.x;
        for (int k = 0; k < size; k++) {
            signs[k] = Math.abs(signs[k]);
        }
        return movers.moments(1);
    }

    @Override
    public String toString() {
        return "GerberCovariance[" + variant + ", threshold " + threshold + ", " + degreesOfFreedom + "]";
    }
}
