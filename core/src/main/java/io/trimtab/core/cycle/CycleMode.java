package io.trimtab.core.cycle;

/** Who decides that orders go out. */
public enum CycleMode {
    /** The cycle, when the risk gate approves. */
    AUTOMATED,
    /** A person, who approves a proposal before it expires. */
    SEMI_AUTOMATED,
    /** Nobody here: the cycle proposes and never executes. */
    MANUAL
}
