package io.trimtab.core.strategy.evidence;

/** Why a {@link SelectionGate} refuses a strategy. */
public enum GateReason {
    /** What the gate asks for was not measured. */
    NOT_EXAMINED,
    /** The record is too short. */
    RECORD_TOO_SHORT,
    /** Its Sharpe ratio is not above what the best of the trials shows without skill. */
    DEFLATED_SHARPE_TOO_LOW,
    /** The search it comes from picks what does badly afterwards. */
    OVERFITTING_TOO_LIKELY,
    /** Luck shows one of as many trials as good. */
    LUCK_NOT_EXCLUDED
}
