package io.trimtab.core.strategy;

/** How the selected strategies share what is to be allocated. */
public enum SelectionWeighting {
    /** All get the same share. */
    EQUAL,
    /** Shares are proportional to scores; negative scores count as 0, and all get the same if none is positive. */
    SCORE
}
