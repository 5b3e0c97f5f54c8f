package io.trimtab.alerts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of one alert beyond what each receiver was told. Guarded by the monitor of {@link Conditions}. */
final class Condition {
    final Fingerprint print;
    /** Its place among those that are due at the same moment. */
    final long order;
    /** As it was raised last. */
    Alert alert;
    /** When it will have ended unless it is raised again, in steady time. */
    Instant until = Instant.MAX;
    /** Whether it is believed to hold. */
    boolean firing;

    @Nullable
    Acknowledgement acknowledgement;

    // escalation
    /** Which policy, or -1. */
    int policy = -1;
    /** The next step. */
    int step;
    /** When that is due by the steady clock, unless it is acknowledged. */
    long stepDue = Long.MAX_VALUE;
    /** Who was told by a step, and is owed the news of the end. */
    final List<Receiver> escalatedTo = new ArrayList<>();
    /** The worst as which it was told by a step. */
    Severity escalatedAs = Severity.INFO;

    // damping
    /** Which rule, or -1. */
    int damping = -1;
    /** The last reports, the newest in the lowest bit; 1 says that it fires. */
    long reports;

    int reportCount;
    long reportedAt;
    /** Whether what is believed has ever changed, and when. */
    boolean flipped;

    long flippedAt;
    /** The report that is not believed yet. */
    @Nullable
    Ticket heldBack;

    Instant heldUntil = Instant.MAX;
    long heldDue = Long.MAX_VALUE;
    /** What the timer is set to: the earlier of the two. */
    long due = Long.MAX_VALUE;

    Condition(Fingerprint print, Alert alert, long order) {
        this.print = print;
        this.alert = alert;
        this.order = order;
    }

    /** Whether forgetting it would be felt. */
    boolean isDear() {
        return firing
                && (alert.severity() == Severity.CRITICAL
                        || acknowledgement != null
                        || stepDue != Long.MAX_VALUE
                        || !escalatedTo.isEmpty());
    }
}
