package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Compensated;
import io.trimtab.core.numeric.Kernels;

/**
 * The mean of past simple returns, each period weighing the same or half as much for each half-life of age.
 *
 * <pre>{@code
 * ExpectedReturns plain = MeanReturns.equallyWeighted().estimate(returns);
 * ExpectedReturns recent = MeanReturns.halfLife(60).estimate(returns);
 * }</pre>
 *
 * <p>Weights of the second form: {@code 2^(-age / halfLife)}, age 0 for the newest return, divided by their sum. A mean
 * of a few years of returns is mostly noise: its standard error is volatility over the root of T. O(T n). Immutable and
 * thread-safe.
 */
public final class MeanReturns implements ExpectedReturnEstimator {
    private static final MeanReturns EQUAL = new MeanReturns(Double.POSITIVE_INFINITY);

    private final double halfLife;

    private MeanReturns(double halfLife) {
        this.halfLife = halfLife;
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
        return new MeanReturns(Check.positive(periods, "halfLife"));
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
            out[j] = halfLife == Double.POSITIVE_INFINITY
                    ? Compensated.mean(rows, column, 0)
                    : Kernels.dot(rows, weights, 0, column, 0);
        }
        return ExpectedReturns.of(returns.universe(), out);
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
        return this == EQUAL ? "MeanReturns[equally weighted]" : "MeanReturns[half-life " + halfLife + "]";
    }
}
