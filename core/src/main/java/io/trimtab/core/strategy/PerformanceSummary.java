package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import java.io.Serializable;

/**
 * What a strategy's track record says, in annual terms. NaN means: not measured; infinities are refused.
 *
 * <p>Immutable and thread-safe.
 *
 * <pre>{@code
 * PerformanceSummary record = PerformanceSummary.builder().sharpe(1.2).cagr(0.12).maxDrawdown(0.09).build();
 * }</pre>
 *
 * @param sharpe annualised Sharpe ratio
 * @param cagr compound annual growth rate, a fraction above -1
 * @param maxDrawdown largest loss from a peak, a positive fraction of the peak
 * @param winRate share of trades or periods with a gain, within [0, 1]
 * @param consistency share of longer periods, such as years, with a gain, within [0, 1]
 * @param trades number of trades, not negative
 * @param calmar growth rate per drawdown
 * @param sortino annualised Sortino ratio
 * @param informationRatio annualised information ratio against the benchmark
 * @param beta sensitivity to the benchmark
 * @param alpha annualised return beyond what beta explains
 */
public record PerformanceSummary(
        double sharpe,
        double cagr,
        double maxDrawdown,
        double winRate,
        double consistency,
        int trades,
        double calmar,
        double sortino,
        double informationRatio,
        double beta,
        double alpha)
        implements Serializable {
    public PerformanceSummary {
        notInfinite(sharpe, "sharpe");
        if (!Double.isNaN(notInfinite(cagr, "cagr")) && !(cagr >= -1)) {
            throw new IllegalArgumentException("cagr must be at least -1 (a total loss) or NaN, was " + cagr);
        }
        if (!Double.isNaN(notInfinite(maxDrawdown, "maxDrawdown")) && !(maxDrawdown >= 0)) {
            throw new IllegalArgumentException(
                    "maxDrawdown must be a positive loss (0.15 for 15%) or NaN, was " + maxDrawdown);
        }
        share(winRate, "winRate");
        share(consistency, "consistency");
        Check.atLeast(trades, 0, "trades");
        notInfinite(calmar, "calmar");
        notInfinite(sortino, "sortino");
        notInfinite(informationRatio, "informationRatio");
        notInfinite(beta, "beta");
        notInfinite(alpha, "alpha");
    }

    /**
     * A builder in which nothing is measured yet.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    static double share(double value, String name) {
        if (!Double.isNaN(value)) {
            Check.within(value, 0, 1, name);
        }
        return value;
    }

    private static double notInfinite(double value, String name) {
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be finite, or NaN if not measured, was " + value);
        }
        return value;
    }

    /** Collects the measures; what is not set is not measured. Not thread-safe. */
    public static final class Builder {
        private double sharpe = Double.NaN;
        private double cagr = Double.NaN;
        private double maxDrawdown = Double.NaN;
        private double winRate = Double.NaN;
        private double consistency = Double.NaN;
        private int trades;
        private double calmar = Double.NaN;
        private double sortino = Double.NaN;
        private double informationRatio = Double.NaN;
        private double beta = Double.NaN;
        private double alpha = Double.NaN;

        private Builder() {}

        /**
         * Sets the Sharpe ratio.
         *
         * @param value annualised
         * @return this builder
         */
        public Builder sharpe(double value) {
            sharpe = value;
            return this;
        }

        /**
         * Sets the compound annual growth rate.
         *
         * @param value a fraction, 0.1 for 10%
         * @return this builder
         */
        public Builder cagr(double value) {
            cagr = value;
            return this;
        }

        /**
         * Sets the largest loss from a peak.
         *
         * @param value a positive fraction, 0.15 for a loss of 15%
         * @return this builder
         */
        public Builder maxDrawdown(double value) {
            maxDrawdown = value;
            return this;
        }

        /**
         * Sets the share of wins.
         *
         * @param value within [0, 1]
         * @return this builder
         */
        public Builder winRate(double value) {
            winRate = value;
            return this;
        }

        /**
         * Sets the share of longer periods with a gain.
         *
         * @param value within [0, 1]
         * @return this builder
         */
        public Builder consistency(double value) {
            consistency = value;
            return this;
        }

        /**
         * Sets the number of trades.
         *
         * @param value not negative
         * @return this builder
         */
        public Builder trades(int value) {
            trades = value;
            return this;
        }

        /**
         * Sets the Calmar ratio.
         *
         * @param value growth rate per drawdown
         * @return this builder
         */
        public Builder calmar(double value) {
            calmar = value;
            return this;
        }

        /**
         * Sets the Sortino ratio.
         *
         * @param value annualised
         * @return this builder
         */
        public Builder sortino(double value) {
            sortino = value;
            return this;
        }

        /**
         * Sets the information ratio.
         *
         * @param value annualised
         * @return this builder
         */
        public Builder informationRatio(double value) {
            informationRatio = value;
            return this;
        }

        /**
         * Sets the sensitivity to the benchmark.
         *
         * @param value beta
         * @return this builder
         */
        public Builder beta(double value) {
            beta = value;
            return this;
        }

        /**
         * Sets the return beyond what beta explains.
         *
         * @param value annualised
         * @return this builder
         */
        public Builder alpha(double value) {
            alpha = value;
            return this;
        }

        /**
         * Builds the summary.
         *
         * @return the summary
         * @throws IllegalArgumentException if a value is infinite or out of its range
         */
        public PerformanceSummary build() {
            return new PerformanceSummary(
                    sharpe,
                    cagr,
                    maxDrawdown,
                    winRate,
                    consistency,
                    trades,
                    calmar,
                    sortino,
                    informationRatio,
                    beta,
                    alpha);
        }
    }
}
