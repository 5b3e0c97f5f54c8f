package io.trimtab.core.strategy;

/** How much risk a strategy is meant for. */
public enum RiskProfile {
    /** Capital is kept first. */
    CONSERVATIVE,
    /** Risk and return are balanced. */
    BALANCED,
    /** Return is sought first. */
    AGGRESSIVE
}
