package io.trimtab.core.strategy;

import io.trimtab.core.statistics.Confidence;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Makes raw values of a factor more prudent before they are normalised, knowing all strategies of the cohort.
 * Implementations are stateless and thread-safe.
 *
 * <pre>{@code
 * builder.factor(sharpe, Normaliser.rank(), FactorAdjustment.lowerBound(Confidence.of(0.9)));
 * }</pre>
 */
public interface FactorAdjustment {
    /**
     * Adjusts the values of one factor.
     *
     * @param factor the factor
     * @param strategies n strategies
     * @param conditions the market they are scored for
     * @param raw n raw values; NaN is missing
     * @return n adjusted values; NaN where missing
     */
    double[] adjust(Factor factor, List<StrategyRecord> strategies, MarketConditions conditions, double[] raw);

    /**
     * Leaves values alone.
     *
     * @return the adjustment
     */
    static FactorAdjustment none() {
        return FactorAdjustments.NONE;
    }

    /**
     * The bound that the true value is on the good side of with a confidence: value less z x {@link Factor#uncertainty}
     * for a benefit, more for a cost; a target's distance grows by it. A value without an uncertainty (NaN) is missing.
     *
     * @param confidence one-sided, at least one half
     * @return the adjustment
     */
    static FactorAdjustment lowerBound(Confidence confidence) {
        return new FactorAdjustments.LowerBound(confidence);
    }

    /**
     * Shrinks values of few observations to the mean of the cohort: n / (n + prior) value + prior / (n + prior) mean, where
     * the mean counts every strategy by n / (n + prior) (Buehlmann 1967).
     *
     * @param observations how many observations a strategy's value rests on, not negative
     * @param prior how many observations the cohort is worth, positive
     * @return the adjustment
     */
    static FactorAdjustment shrunkToCohort(ToDoubleFunction<StrategyRecord> observations, double prior) {
        return new FactorAdjustments.Shrunk(observations, prior);
    }

    /**
     * Lets values fade towards the median of the cohort by the age of the record: half of the distance is left after each
     * half-life.
     *
     * @param days the half-life, positive
     * @return the adjustment
     */
    static FactorAdjustment halfLife(double days) {
        return new FactorAdjustments.HalfLife(days);
    }
}
