package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;

/**
 * What one factor did for one strategy.
 *
 * @param factor the factor's name
 * @param raw the factor's raw value, NaN if missing
 * @param normalised the value that was weighed; what stands in for it if the raw value is missing
 * @param weight the weight used: the blend under the belief, renormalised if other factors were left out
 * @param contribution weight x normalised
 * @param rankWithout the strategy's rank had the factor not counted, from 1; equal scores share the better rank
 * @param source whether the value was measured, and what stands in for it if not
 */
public record FactorScore(
        String factor,
        double raw,
        double normalised,
        double weight,
        double contribution,
        int rankWithout,
        Source source) {
    /** Where a weighed value comes from. */
    public enum Source {
        /** From the factor itself. */
        MEASURED,
        /** It was missing and counted as neutral. */
        NEUTRAL,
        /** It was missing and counted as the median of the others. */
        COHORT_MEDIAN,
        /** It was missing and did not count. */
        LEFT_OUT,
        /** It is no factor but a {@link ScorePenalty}: its weight is 1, its contribution what it took off. */
        PENALTY
    }

    public FactorScore {
        Check.notBlank(factor, "factor");
        Check.notNull(source, "source");
    }

    @Override
    public String toString() {
        return factor + " " + Text.number(contribution, 2)
                + (source == Source.MEASURED || source == Source.PENALTY ? "" : " (" + source + ")");
    }
}
