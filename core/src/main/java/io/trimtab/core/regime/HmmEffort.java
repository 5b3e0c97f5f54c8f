package io.trimtab.core.regime;

import io.trimtab.core.check.Interruption;
import io.trimtab.core.time.Progress;

/** Counts the climbs of a fit, and stops it when it is interrupted or its listener says so. Single-threaded. */
final class HmmEffort {
    private final Progress progress;
    private final long climbs;
    private long ended;

    HmmEffort(Progress progress, long climbs) {
        this.progress = progress;
        this.climbs = climbs;
    }

    /** Before each step of a climb. */
    void step() {
        Interruption.endIfRequested("fitting the hidden Markov model");
        progress.reached(ended, climbs);
    }

    void climbEnded() {
        ended = Math.min(climbs - 1, ended + 1);
    }

    void allEnded() {
        progress.reached(climbs, climbs);
    }
}
