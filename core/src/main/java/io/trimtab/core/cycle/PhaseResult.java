package io.trimtab.core.cycle;

import io.trimtab.core.check.Check;

/**
 * What became of one phase of a cycle.
 *
 * @param phase the phase
 * @param status how it ended
 * @param reason why it did not simply succeed, or what is worth saying; never empty unless the status is OK
 * @param nanos how long it took, by the cycle's nanosecond clock; 0 if it did not run
 * @param timing whether it kept its deadline
 */
public record PhaseResult(Phase phase, PhaseStatus status, String reason, long nanos, Timing timing) {
    /** Checks. */
    public PhaseResult {
        Check.notNull(phase, "phase");
        Check.notNull(status, "status");
        Check.notNull(timing, "timing");
        if (status != PhaseStatus.OK) {
            Check.notBlank(reason, "reason of " + phase + " " + status);
        } else {
            Check.notNull(reason, "reason");
        }
    }

    /** Whether a phase kept its deadline. */
    public enum Timing {
        /** It did. */
        IN_TIME,
        /** It took longer but its answer was used, because it ran on the caller's thread. */
        OVERRAN,
        /** It gave no answer in time; an answer that comes later is not used. */
        TIMED_OUT
    }
}
