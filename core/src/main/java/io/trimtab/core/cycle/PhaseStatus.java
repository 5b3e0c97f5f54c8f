package io.trimtab.core.cycle;

/** How a phase ended. */
public enum PhaseStatus {
    /** As it should. */
    OK,
    /** Its component failed, and something that is known to be safe took the place of its answer. */
    FALLBACK,
    /** It did not run, because something before it left nothing for it to do. */
    SKIPPED,
    /** Its component failed, and nothing takes the place of its answer. */
    FAILED
}
