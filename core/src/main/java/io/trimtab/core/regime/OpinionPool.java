package io.trimtab.core.regime;

/** How the beliefs of several models become one. */
public enum OpinionPool {
    /** Their weighted average. */
    LINEAR,
    /** Their weighted geometric average, divided by its sum. */
    LOGARITHMIC
}
