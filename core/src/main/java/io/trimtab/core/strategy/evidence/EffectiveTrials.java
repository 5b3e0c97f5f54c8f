package io.trimtab.core.strategy.evidence;

/** How many independent trials a set is said to amount to. */
public enum EffectiveTrials {
    /** As many as there are: the most careful. */
    ALL,
    /** By their average correlation ({@link Trials#effectiveNumber()}): careful where trials come in clusters. */
    AVERAGE_CORRELATION,
    /** By how their correlations spread over directions ({@link Trials#participationNumber()}). */
    PARTICIPATION;

    double of(Trials trials) {
        return switch (this) {
            case ALL -> trials.size();
            case AVERAGE_CORRELATION -> trials.effectiveNumber();
            case PARTICIPATION -> trials.participationNumber();
        };
    }
}
