package io.trimtab.core.cycle.port;

/** What became of a notice. */
public enum AlertReceipt {
    /** It will be delivered, or already was. */
    ACCEPTED,
    /** It was counted but is not delivered on its own: a duplicate, throttled or muted. */
    SUPPRESSED,
    /** It was not taken. */
    REFUSED,
    /** The sink broke its contract by throwing or returning null; the cycle records this, a sink never returns it. */
    FAILED
}
