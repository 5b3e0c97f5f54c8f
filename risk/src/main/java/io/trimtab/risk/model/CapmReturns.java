package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.core.numeric.Compensated;
import io.trimtab.core.numeric.Kernels;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The expected returns of the capital asset pricing model: the risk-free rate, and the market's excess return times beta.
 *
 * <pre>{@code
 * ExpectedReturns mu = CapmReturns.against(index).withRiskFreeRate(0.02 / 252).withMarketReturn(0.07 / 252).estimate(returns);
 * }</pre>
 *
 * <p>{@code rf + beta_i (E r_m - rf)} with {@code beta_i = cov(r_i, r_m) / var(r_m)} over the panel's dates (Sharpe 1964, Lintner
 * 1965). Only the betas are estimated from the assets' returns; the market's expected return is given, or the mean over the same
 * dates. O(T n). Immutable and thread-safe.
 */
public final class CapmReturns implements ExpectedReturnEstimator {
    private final @Nullable ReturnPanel index;
    private final @Nullable Weights portfolio;
    private final double riskFreeRate;
    /** NaN: the mean over the panel's dates. */
    private final double marketReturn;

    private CapmReturns(
            @Nullable ReturnPanel index, @Nullable Weights portfolio, double riskFreeRate, double marketReturn) {
        this.index = index;
        this.portfolio = portfolio;
        this.riskFreeRate = riskFreeRate;
        this.marketReturn = marketReturn;
    }

    /**
     * The model with an index as the market.
     *
     * @param index the returns of one asset, on every date of the panels to come
     * @return the estimator, with a risk-free rate of zero and the index's mean return
     * @throws IllegalArgumentException if the index has more than one column
     */
    public static CapmReturns against(ReturnPanel index) {
        if (Check.notNull(index, "index").columns() != 1) {
            throw new IllegalArgumentException(
                    "index must have one column, had " + index.columns() + ": select the market, or give weights");
        }
        return new CapmReturns(index, null, 0, Double.NaN);
    }

    /**
     * The model with a portfolio of the assets themselves as the market, rebalanced every period.
     *
     * @param portfolio weights over the universe of the panels to come
     * @return the estimator, with a risk-free rate of zero and the portfolio's mean return
     */
    public static CapmReturns against(Weights portfolio) {
        return new CapmReturns(null, Check.notNull(portfolio, "portfolio"), 0, Double.NaN);
    }

    /**
     * The same with another risk-free rate.
     *
     * @param rate per period, finite
     * @return the estimator
     */
    public CapmReturns withRiskFreeRate(double rate) {
        return new CapmReturns(index, portfolio, Check.finite(rate, "riskFreeRate"), marketReturn);
    }

    /**
     * The same with the market's expected return given instead of estimated.
     *
     * @param expected per period, finite
     * @return the estimator
     */
    public CapmReturns withMarketReturn(double expected) {
        return new CapmReturns(index, portfolio, riskFreeRate, Check.finite(expected, "marketReturn"));
    }

    @Override
    public ExpectedReturns estimate(ReturnPanel returns) {
        double[] beta = betas(returns);
        double[] market = market(returns);
        double expected = expectedMarketReturn().orElse(Compensated.mean(market.length, market, 0));
        for (int i = 0; i < beta.length; i++) {
            beta[i] = riskFreeRate + beta[i] * (expected - riskFreeRate);
        }
        return ExpectedReturns.of(returns.universe(), beta);
    }

    private OptionalDouble expectedMarketReturn() {
        return Double.isNaN(marketReturn) ? OptionalDouble.empty() : OptionalDouble.of(marketReturn);
    }

    /**
     * The sensitivities to the market.
     *
     * @param returns T returns of n assets, T at least 2
     * @return a new array of n betas
     * @throws IllegalArgumentException if there are too few periods, the index lacks a date, the universes differ, or the
     *     market never moves
     */
    public double[] betas(ReturnPanel returns) {
        double[] x = CentredReturns.of(returns, 2, "CAPM expected return");
        double[] market = market(returns);
        int rows = market.length;
        double mean = Compensated.mean(rows, market, 0);
        for (int t = 0; t < rows; t++) {
            market[t] -= mean;
        }
        double squares = Kernels.dot(rows, market, 0, market, 0);
        if (!(squares > rounding(returns) && squares < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "market must move, by more than rounding and finite amounts, to have betas, but its sum of squares is "
                            + squares);
        }
        double[] out = new double[returns.columns()];
        for (int j = 0; j < out.length; j++) {
            out[j] = Check.finite(
                    Kernels.dot(rows, x, j * rows, market, 0) / squares,
                    "beta of " + returns.universe().id(j));
        }
        return out;
    }

    /** What rounding leaves of the sum of squares of a portfolio that never moves, such as one that hedges itself. */
    private double rounding(ReturnPanel returns) {
        if (portfolio == null) {
            return 0;
        }
        double[] row = new double[returns.columns()];
        double sum = 0;
        for (int t = 0; t < returns.rows(); t++) {
            returns.rowInto(t, row, 0);
            double gross = 0;
            for (int i = 0; i < row.length; i++) {
                gross += Math.abs(row[i] * portfolio.get(i));
            }
            sum += gross * 0x1p-50 * (gross * 0x1p-50);
        }
        return sum;
    }

    /** The market's return on each date of a panel. */
    private double[] market(ReturnPanel returns) {
        double[] out = new double[returns.rows()];
        if (portfolio != null) {
            returns.universe().requireSame(portfolio.universe(), "portfolio");
            double[] weights = portfolio.toArray();
            double[] row = new double[weights.length];
            for (int t = 0; t < out.length; t++) {
                returns.rowInto(t, row, 0);
                out[t] = Kernels.dot(row.length, row, 0, weights, 0);
            }
            return out;
        }
        ReturnPanel series = Objects.requireNonNull(index);
        for (int t = 0; t < out.length; t++) {
            int at = series.rowAtOrBefore(returns.date(t));
            if (at < 0 || !series.date(at).equals(returns.date(t))) {
                throw new IllegalArgumentException(
                        "index must have a return on every date of the panel, but has none on " + returns.date(t));
            }
            out[t] = series.get(at, 0);
        }
        return out;
    }

    @Override
    public String toString() {
        return "CapmReturns[risk-free rate " + riskFreeRate + "]";
    }
}
