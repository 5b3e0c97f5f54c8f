package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.numeric.Compensated;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.statistics.PeriodsPerYear;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sample covariance of a panel of returns, kept as the panel: {@code S = (R - 1m')'(R - 1m') / (T - lost)}.
 *
 * <pre>{@code
 * PanelCovariance risk = PanelCovariance.of(returns); // 120 days of 494 stocks: 120 x 494 numbers, never 494 x 494
 * }</pre>
 *
 * <p>The same covariance as {@link SampleCovariance}'s to rounding, for panels with fewer dates than assets, or too many
 * assets for a matrix. Its rank is at most T - 1: an optimizer finds portfolios that had no risk in the sample. With
 * weights p of the observations (normalised to a sum of one, m the weighted mean) it is {@code sum over t of p_t (r_t -
 * m)(r_t - m)' / c} with c = 1 for {@link DegreesOfFreedom#POPULATION} and {@code 1 - sum of p_t^2} for
 * {@link DegreesOfFreedom#SAMPLE}, which is T - 1 over T for equal weights and unbiased for independent returns.
 *
 * <p>Units: squared simple returns per period of the panel. O(nT) memory; products and columns O(nT). Immutable and
 * thread-safe.
 */
public final class PanelCovariance extends Loadings {
    private static final long serialVersionUID = 1L;

    private PanelCovariance(Universe universe, int rows, double[] loadings, @Nullable LocalDate asOf) {
        super(universe, rows, loadings, new double[universe.size()], asOf);
    }

    /**
     * The unbiased sample covariance, with divisor {@code T - 1}.
     *
     * @param returns T returns of n assets, T at least 2
     * @return the covariance per period
     * @throws IllegalArgumentException if there are too few returns, or a variance overflows
     */
    public static PanelCovariance of(ReturnPanel returns) {
        return of(returns, DegreesOfFreedom.SAMPLE);
    }

    /**
     * The sample covariance with a stated divisor.
     *
     * @param returns T returns of n assets, T at least 2
     * @param degreesOfFreedom {@code T - 1} or {@code T}
     * @return the covariance per period
     * @throws IllegalArgumentException if there are too few returns, or a variance overflows
     */
    public static PanelCovariance of(ReturnPanel returns, DegreesOfFreedom degreesOfFreedom) {
        Check.notNull(degreesOfFreedom, "degreesOfFreedom");
        double[] x = CentredReturns.of(returns, 2, "panel covariance");
        int rows = returns.rows();
        double root = Math.sqrt(degreesOfFreedom.divisor(rows));
        for (int k = 0; k < x.length; k++) {
            x[k] /= root;
        }
        return estimated(returns, rows, x);
    }

    /**
     * The covariance of weighted observations.
     *
     * @param returns T returns of n assets
     * @param degreesOfFreedom whether the weights' part in the mean is made up for
     * @param observationWeights T weights, at least 0, in the order of the dates; two at least must be positive
     * @return the covariance per period
     * @throws IllegalArgumentException if a weight is negative or not finite, fewer than two are positive, or a variance
     *     overflows
     */
    public static PanelCovariance weighted(
            ReturnPanel returns, DegreesOfFreedom degreesOfFreedom, double... observationWeights) {
        int rows = Check.notNull(returns, "returns").rows();
        Check.notNull(degreesOfFreedom, "degreesOfFreedom");
        double[] p = normalised(returns, observationWeights);
        return estimated(returns, rows, weightedLoadings(returns, p, degreesOfFreedom));
    }

    /**
     * The second moments of weighted observations around zero: {@code sum over t of p_t r_t r_t'}, as is usual for daily
     * returns, whose mean is small beside its error.
     *
     * @param returns T returns of n assets
     * @param observationWeights T weights, at least 0, in the order of the dates; two at least must be positive
     * @return the covariance per period; unbiased if the true means are 0
     * @throws IllegalArgumentException if a weight is negative or not finite, fewer than two are positive, or a variance
     *     overflows
     */
    public static PanelCovariance weightedAroundZero(ReturnPanel returns, double... observationWeights) {
        int rows = Check.notNull(returns, "returns").rows();
        double[] p = normalised(returns, observationWeights);
        return estimated(returns, rows, weightedLoadings(returns, p));
    }

    /** Takes over the loadings of an estimator: rows x n, column by column. */
    static PanelCovariance estimated(ReturnPanel returns, int rows, double[] loadings) {
        return new PanelCovariance(returns.universe(), rows, loadings, returns.date(returns.rows() - 1));
    }

    /** sqrt(p_t / c) (r_t - m), of weights that sum to one. */
    static double[] weightedLoadings(ReturnPanel returns, double[] p, DegreesOfFreedom degreesOfFreedom) {
        int rows = p.length;
        double divisor = degreesOfFreedom == DegreesOfFreedom.SAMPLE ? 1 - Compensated.dot(rows, p, 0, p, 0) : 1;
        double[] root = new double[rows];
        for (int t = 0; t < rows; t++) {
            root[t] = Math.sqrt(p[t] / divisor);
        }
        int n = returns.columns();
        double[] x = new double[rows * n];
        for (int j = 0; j < n; j++) {
            returns.columnInto(j, x, j * rows);
            centre(x, j * rows, p, root);
        }
        return x;
    }

    /** sqrt(p_t) r_t. */
    static double[] weightedLoadings(ReturnPanel returns, double[] p) {
        int rows = p.length;
        double[] root = new double[rows];
        for (int t = 0; t < rows; t++) {
            root[t] = Math.sqrt(p[t]);
        }
        double[] x = new double[rows * returns.columns()];
        for (int j = 0; j < returns.columns(); j++) {
            returns.columnInto(j, x, j * rows);
            for (int t = 0; t < rows; t++) {
                x[j * rows + t] *= root[t];
            }
        }
        return x;
    }

    static double[] normalised(ReturnPanel returns, double[] weights) {
        int rows = returns.rows();
        double[] p = Check.notNull(weights, "observationWeights").clone();
        Check.length(p.length, rows, "observationWeights");
        int positive = 0;
        double largest = 0;
        for (int t = 0; t < rows; t++) {
            Check.notNegative(p[t], "observation weight of " + returns.date(t));
            positive += p[t] > 0 ? 1 : 0;
            largest = Math.max(largest, p[t]);
        }
        if (positive < 2) {
            throw new IllegalArgumentException(
                    "panel covariance needs at least 2 observations of positive weight, had " + positive);
        }
        for (int t = 0; t < rows; t++) {
            p[t] /= largest;
        }
        double sum = Compensated.sum(rows, p, 0);
        for (int t = 0; t < rows; t++) {
            p[t] /= sum;
        }
        return p;
    }

    /** Relative to the first return, so that a level of any size costs no digits and what never moves becomes zero. */
    private static void centre(double[] x, int offset, double[] p, double[] root) {
        double level = x[offset];
        for (int t = 0; t < p.length; t++) {
            x[offset + t] -= level;
        }
        double mean = Compensated.dot(p.length, p, 0, x, offset);
        for (int t = 0; t < p.length; t++) {
            x[offset + t] = (x[offset + t] - mean) * root[t];
        }
    }

    /**
     * This covariance for a year: every element times the number of periods.
     *
     * @param periods how many of the panel's periods make a year
     * @return the annual covariance
     */
    public PanelCovariance annualised(PeriodsPerYear periods) {
        return scaled(Check.notNull(periods, "periods").count());
    }

    /**
     * This covariance times a number.
     *
     * @param factor finite, at least 0
     * @return the scaled covariance
     * @throws IllegalArgumentException if the factor is negative or not finite, or a variance overflows
     */
    public PanelCovariance scaled(double factor) {
        double[] root = new double[universe().size()];
        Arrays.fill(root, Math.sqrt(Check.notNegative(factor, "factor")));
        return new PanelCovariance(universe(), rank(), scaledLoadings(root), asOf().orElse(null));
    }

    @Override
    public String toString() {
        return "PanelCovariance[" + universe().size() + " assets, " + rank() + " dates, " + volatilities() + "]";
    }
}
