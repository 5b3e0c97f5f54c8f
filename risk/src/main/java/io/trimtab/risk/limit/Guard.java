package io.trimtab.risk.limit;

/** Whether one scope of one limit is tripped. Times are milliseconds since 1970. */
final class Guard {
    /** No time. */
    static final long NEVER = Long.MIN_VALUE;

    private boolean tripped;
    long since = NEVER;
    /** What was measured when it tripped, and the largest since. */
    double tripValue;

    double peak;
    /** Since when the measure has been low enough to re-arm; NEVER while it is not. */
    long lowSince = NEVER;
    /** Who has acknowledged the breach; empty if nobody. */
    String acknowledgedBy = "";

    /** What a look at the measure has changed. */
    enum Step {
        NONE,
        TRIPPED,
        REARMED
    }

    boolean isTripped() {
        return tripped;
    }

    Step look(double measured, Limit limit, ReArm policy, long now) {
        if (!tripped) {
            if (!(measured > limit.slackBound())) {
                return Step.NONE;
            }
            trip(now, measured);
            return Step.TRIPPED;
        }
        peak = Math.max(peak, measured);
        if (!policy.isLow(measured, limit)) {
            lowSince = NEVER;
            return Step.NONE;
        }
        if (lowSince == NEVER) {
            lowSince = now;
        }
        if (!policy.permits(lowSince, now, !acknowledgedBy.isEmpty())) {
            return Step.NONE;
        }
        clear();
        return Step.REARMED;
    }

    private void trip(long now, double measured) {
        tripped = true;
        since = now;
        tripValue = measured;
        peak = measured;
        lowSince = NEVER;
        acknowledgedBy = "";
    }

    void clear() {
        tripped = false;
        since = NEVER;
        tripValue = 0;
        peak = 0;
        lowSince = NEVER;
        acknowledgedBy = "";
    }

    void restore(long time, double first, double largest, long low, String by) {
        tripped = true;
        since = time;
        tripValue = first;
        peak = largest;
        lowSince = low;
        acknowledgedBy = by;
    }
}
