package io.trimtab.core.strategy;

/**
 * What becomes of a strategy for which a factor is missing. Whatever it is, the scorecard says so, and a strategy of
 * which less than the scorer's coverage floor is measured gets no score at all.
 */
public enum MissingPolicy {
    /** The factor is left out and the weights of the others are divided by their sum. */
    RENORMALISE,
    /** The factor counts as neutral, in the middle of the normaliser's scale. */
    NEUTRAL,
    /** The factor counts as the median of the strategies that have it; as neutral if none has. */
    COHORT_MEDIAN,
    /** The strategy gets no score. */
    REJECT
}
