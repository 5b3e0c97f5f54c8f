package io.trimtab.alerts;

/**
 * A way to reach somebody: a log, a chat, a pager.
 *
 * <p>To write one, implement {@link #name} and {@link #deliver} and run {@code AlertChannelContract} of the module's
 * test-jar against it.
 *
 * <p>The service calls a channel from one thread at a time. Whatever a channel throws ({@link Error} included) or
 * returns, null for one, is contained and counted as a failed delivery: an alert path that dies of one broken channel
 * is worse than one that counts it, and what the JVM does about a fatal error (exit, heap dump) it does when the error
 * is thrown, not when it is caught. The channel escapes text for where it shows it; {@link Alert#toString} is safe for a
 * line of text.
 */
public interface AlertChannel {
    /**
     * The name by which ledgers and histories speak of the channel; asked once.
     *
     * @return a name that is not blank and unique within one service
     */
    String name();

    /**
     * Delivers an alert, or a digest of alerts that were held back.
     *
     * @param alert the alert
     * @return what became of it
     */
    Delivery deliver(Alert alert);

    /**
     * Whether the channel wants to know that an alert's condition has ended; asked once.
     *
     * @return true unless overridden
     */
    default boolean wantsResolved() {
        return true;
    }
}
