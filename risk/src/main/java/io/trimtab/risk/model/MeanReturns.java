package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Compensated;
import io.trimtab.core.numeric.Kernels;

/**
 * The mean of past simple returns: arithmetic, geometric, or of recent returns more than of old ones.
 *
 * <pre>{@code
 * ExpectedReturns plain = MeanReturns.equallyWeighted().estimate(returns);
 * ExpectedReturns recent = MeanReturns.halfLife(60).estimate(returns);
 * ExpectedReturns growth = MeanReturns.geometric().estimate(returns);
 * }</pre>
 *
 * <p>Exponential weights: {@code 2^(-age / halfLife)}, age 0 for the newest return, divided by their sum. The geometric mean,
 * {@code exp(mean of ln(1 + r)) - 1}, is what one period of steady growth to the same end would have returned; it is lower than
 * the arithmetic by about half the variance, and it is the arithmetic that the mean of a portfolio is the weighted sum of.
 * A mean of a few years of returns is mostly noise: its standard error is volatility over the root of T; see {@link
 * JamesStein}. O(T n). Immutable and thread-safe.
 */
public final class MeanReturns implements ExpectedReturnEstimator {
    private static final MeanReturns EQUAL = new MeanReturns(Double.POSITIVE_INFINITY, "equally weighted");
    private static final MeanReturns GEOMETRIC = new MeanReturns(Double.POSITIVE_INFINITY, "geometric");

    private final double halfLife;
    private final String name;

    private MeanReturns(double halfLife, String name) {
        this.halfLife = halfLife;
        this.name = name;
    }

    /**
     * The arithmetic mean.
     *
     * @return the estimator
     */
    public static MeanReturns equallyWeighted() {
        return EQUAL;
    }

    /**
     * The exponentially weighted mean.
     *
     * @param periods the age, in periods, at which a return weighs half as much as the newest; positive
     * @return the estimator
     */
    public static MeanReturns halfLife(double periods) {
        return new MeanReturns(Check.positive(periods, "halfLife"), "half-life " + periods);
    }

    /**
     * The exponentially weighted mean, its memory stated as a span: each weight is {@code 1 - 2 / (span + 1)} of the next newer.
     *
     * @param periods the span, above 1
     * @return the estimator
     */
    public static MeanReturns span(double periods) {
        if (!(periods > 1 && periods < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("span must be above 1 and finite, was " + periods);
        }
        return new MeanReturns(StrictMath.log(2) / -StrictMath.log1p(-2 / (periods + 1)), "span " + periods);
    }

    /**
     * The geometric mean.
     *
     * @return the estimator; it refuses returns of -100% and below
     */
    public static MeanReturns geometric() {
        return GEOMETRIC;
    }

    @Override
    public ExpectedReturns estimate(ReturnPanel returns) {
        int rows = Check.notNull(returns, "returns").rows();
        if (rows < 1) {
            throw new IllegalArgumentException("mean return needs at least 1 return of each asset, had 0");
        }
        double[] column = new double[rows];
        double[] out = new double[returns.columns()];
        double[] weights = weights(rows);
        for (int j = 0; j < out.length; j++) {
            returns.columnInto(j, column, 0);
            if (this == GEOMETRIC) {
                takeLogarithms(column, returns, j);
            }
            double mean = halfLife == Double.POSITIVE_INFINITY
                    ? Compensated.mean(rows, column, 0)
                    : Kernels.dot(rows, weights, 0, column, 0);
            out[j] = this == GEOMETRIC ? StrictMath.expm1(mean) : mean;
        }
        return ExpectedReturns.of(returns.universe(), out);
    }

    private static void takeLogarithms(double[] column, ReturnPanel returns, int j) {
        for (int t = 0; t < column.length; t++) {
            if (!(column[t] > -1)) {
                throw new IllegalArgumentException(
                        "return of " + returns.universe().id(j) + " on " + returns.date(t)
                                + " must be above -1 to have a geometric mean, was " + column[t]);
            }
            column[t] = StrictMath.log1p(column[t]);
        }
    }

    private double[] weights(int rows) {
        double[] weights = new double[rows];
        double sum = 0;
        for (int t = 0; t < rows; t++) {
            weights[t] = StrictMath.pow(2, (t - (rows - 1)) / halfLife);
            sum += weights[t];
        }
        for (int t = 0; t < rows; t++) {
            weights[t] /= sum;
        }
        return weights;
    }

    @Override
    public String toString() {
        return "MeanReturns[" + name + "]";
    }
}
