package io.trimtab.risk.measure;

/** Which way a measure is better for whoever holds the portfolio. */
public enum Preference {
    /** Less is better: every measure of risk, positive for a loss. */
    LESS_IS_BETTER,
    /** More is better: a mean return, a ratio of return to risk, skewness. */
    MORE_IS_BETTER,
    /** Neither: a description, such as beta. */
    NONE
}
