package io.trimtab.core.regime;

/** What a hidden Markov model assumes about the state of the first bar. */
public enum InitialDistribution {
    /** The long-run distribution of the chain: the first bar is like any other. */
    STATIONARY,
    /** A distribution of its own, estimated: in effect, the first state is known. */
    ESTIMATED
}
