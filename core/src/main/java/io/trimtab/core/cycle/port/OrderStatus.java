package io.trimtab.core.cycle.port;

/** Where an order stands at its venue. */
public enum OrderStatus {
    /** The venue has it and it may still be filled, or filled further. */
    WORKING(false),
    /** Completely filled. */
    FILLED(true),
    /** It ended before it was completely filled; what was filled stays filled. */
    CANCELLED(true),
    /** The venue refused it; nothing was filled. */
    REJECTED(true),
    /** The venue has never seen it. */
    NEVER_SEEN(true),
    /** Nobody can say at the moment: the venue did not answer. Such an order is asked about, never sent again. */
    UNKNOWN(false);

    private final boolean done;

    OrderStatus(boolean done) {
        this.done = done;
    }

    /**
     * Whether the order can no longer trade.
     *
     * @return true if nothing more will happen to it
     */
    public boolean isDone() {
        return done;
    }
}
