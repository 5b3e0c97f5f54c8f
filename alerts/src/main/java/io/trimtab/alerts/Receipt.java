package io.trimtab.alerts;

/** What the caller of {@link AlertService#submit} learns at once. */
public enum Receipt {
    /** At least one receiver took it or is still to be asked. */
    ACCEPTED,
    /** Each receiver's throttle held it back; it is counted and part of the next digest. */
    SUPPRESSED,
    /** It was lost, and counted as dropped. Never critical as long as the application log works. */
    REFUSED
}
