package io.trimtab.core.strategy;

/** Why a strategy has no score, or was not selected. */
public enum RejectionCode {
    /** A factor is missing and the policy is to reject. */
    FACTOR_MISSING,
    /** Too few factors were measured. */
    COVERAGE_TOO_LOW,
    /** A factor or the score is infinite or not a number. */
    NOT_FINITE,
    /** The record was updated after the scoring date: using it would look ahead. */
    UPDATED_AFTER_AS_OF,
    /** The type is not among those allowed. */
    TYPE_NOT_ALLOWED,
    /** The Sharpe ratio is below the minimum or not measured. */
    SHARPE_TOO_LOW,
    /** The drawdown is above the maximum or not measured. */
    DRAWDOWN_TOO_HIGH,
    /** The confidence is below the minimum or cannot be said. */
    CONFIDENCE_TOO_LOW,
    /** The gate asks for evidence that was not measured. */
    EVIDENCE_MISSING,
    /** The gate asks for a longer record. */
    RECORD_TOO_SHORT,
    /** The Sharpe ratio is not above what the best of all that was tried shows without skill. */
    DEFLATED_SHARPE_TOO_LOW,
    /** The search that found it picks what does badly afterwards. */
    OVERFITTING_TOO_LIKELY,
    /** Luck shows one of all that was tried as good. */
    LUCK_NOT_EXCLUDED,
    /** The score is below what it takes to enter, or to stay. */
    SCORE_TOO_LOW,
    /** Enough better ones passed the filters. */
    BEYOND_LIMIT,
    /** Eligible, but others rank higher. */
    OUTRANKED,
    /** Others of its family take all the places a family may have. */
    FAMILY_FULL,
    /** Better than one that is chosen, but it moves with the others. */
    TOO_SIMILAR,
    /** Better than an incumbent, but not by more than the hysteresis band. */
    WITHIN_BAND,
    /** Better than an incumbent, which has not yet been held for the minimum dwell. */
    INCUMBENT_DWELLS,
    /** Better than an incumbent, but the changes allowed in one cycle were used up. */
    CHANGE_LIMIT,
    /** An incumbent that is no longer among the candidates. */
    NOT_A_CANDIDATE
}
