package io.trimtab.core.cycle;

/** How a component did when it was last used. */
public enum ComponentHealth {
    /** It has not been used yet. */
    UNKNOWN,
    /** It answered. */
    UP,
    /** It answered with less than was asked for. */
    DEGRADED,
    /** It failed, or gave no answer in time. */
    DOWN
}
