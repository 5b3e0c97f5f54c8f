package io.trimtab.core.regime;

/** Whether the states of a hidden Markov model differ in variance. */
public enum VarianceStructure {
    /** Each state has a variance of its own; states are ordered by it. */
    SWITCHING,
    /** All states share one variance and differ in mean alone; states are ordered by mean. */
    COMMON
}
