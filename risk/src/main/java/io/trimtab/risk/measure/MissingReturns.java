package io.trimtab.risk.measure;

/** What becomes of a return that is NaN: never guessed, never counted as zero in silence. */
public enum MissingReturns {
    /** Refused with its position: the default everywhere. */
    REFUSE,
    /** Left out, as if the series were shorter; of a pair of series both returns of that time are left out. */
    OMIT
}
