package io.trimtab.alerts;

import io.trimtab.alerts.throttle.StormDetector;
import org.jspecify.annotations.Nullable;

/** Whether a receiver is told numbers only, by its own count or that of all. For the thread that advances the service. */
final class Storming {
    private final @Nullable StormDetector own;
    private final @Nullable StormDetector ofAll;
    private boolean on;
    /** Whether a storm is over of whose last part the receiver has not been told. */
    private boolean owesLastDigest;
    /** Whether nobody took that digest when it was sent: then it waits as long as one within the storm. */
    private boolean triedLastDigest;

    Storming(@Nullable StormDetector own, @Nullable StormDetector ofAll) {
        this.own = own;
        this.ofAll = ofAll;
    }

    void save(StateWriter out) {
        out.putBoolean(on);
        out.putBoolean(owesLastDigest);
        out.putBoolean(triedLastDigest);
        out.putPart(own == null ? none -> {} : own::writeTo);
    }

    void load(StateReader in) {
        on = in.getBoolean();
        owesLastDigest = in.getBoolean();
        triedLastDigest = in.getBoolean();
        StormDetector detector = own;
        in.getPart(part -> {
            if (detector != null && part.available() > 0) {
                detector.readFrom(part);
            }
        });
    }

    /** Counts an alert that would be told, and says whether it is not told because of a storm. */
    boolean holdsBack(long now) {
        boolean here = own != null && own.happened(now);
        boolean everywhere = ofAll != null && ofAll.happened(now);
        return note(here || everywhere);
    }

    /** The same for a group, which asks again while it waits: only when it may be told does it count. */
    boolean holdsBackGroup(long now) {
        return isOn(now) || holdsBack(now);
    }

    boolean isOn(long now) {
        boolean here = own != null && own.isStorm(now);
        boolean everywhere = ofAll != null && ofAll.isStorm(now);
        return note(here || everywhere);
    }

    private boolean note(boolean storm) {
        owesLastDigest = !storm && (owesLastDigest || on);
        triedLastDigest = triedLastDigest && owesLastDigest;
        on = storm;
        return storm;
    }

    /** How long to collect for a digest, if it is regularly so long. */
    long digestInterval(long regularly, long now) {
        if (!isOn(now) && !owesLastDigest) {
            return regularly;
        }
        if (!on && !triedLastDigest) {
            return 0;
        }
        long interval = regularly;
        if (own != null && (!on || own.isStorm(now))) {
            interval = Math.min(interval, own.storm().digestNanos());
        }
        if (ofAll != null && (!on || ofAll.isStorm(now))) {
            interval = Math.min(interval, ofAll.storm().digestNanos());
        }
        return interval;
    }

    /** The receiver is being told all, or there is nothing. */
    void telling() {
        owesLastDigest = false;
    }

    /** Nobody took the digest. */
    void notTold() {
        boolean watched = own != null || ofAll != null;
        owesLastDigest = watched && !on;
        triedLastDigest = owesLastDigest;
    }

    /** When a storm is over if nothing happens any more; both detectors may have to calm down, so perhaps later. */
    long due() {
        long ownDue = own == null ? Long.MAX_VALUE : own.calmAt();
        long allDue = ofAll == null ? Long.MAX_VALUE : ofAll.calmAt();
        return Math.min(ownDue, allDue);
    }
}
