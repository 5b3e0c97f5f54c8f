package io.trimtab.core.strategy.evidence;

/** By what a search picks its best trial. */
public enum TrialMetric {
    /** Mean over standard deviation (divided by T - 1) per period; 0 for one that never moves from zero. */
    SHARPE,
    /** The mean per period. */
    MEAN
}
