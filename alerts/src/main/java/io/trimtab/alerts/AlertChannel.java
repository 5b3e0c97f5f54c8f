package io.trimtab.alerts;

/**
 * A way to reach somebody: a log, a chat, a pager.
 *
 * <p>To write one, implement {@link #name} and {@link #deliver} and run {@code AlertChannelContract} of the module's
 * test-jar against it.
 *
 * <p>The service calls a channel from one thread at a time, and never a second time while a call has not returned, even
 * if that call was given up for its timeout: then it is interrupted and the channel is left alone until it returns.
 * Whatever a channel throws ({@link Error} included) or returns, null for one, is contained and counted as a delivery that
 * may be tried again: an alert path that dies of one broken channel is worse than one that counts it, and what the JVM does
 * about a fatal error (exit, heap dump) it does when the error is thrown, not when it is caught. The channel escapes text
 * for where it shows it; {@code toString} of alerts and notifications is safe for a line of text.
 */
public interface AlertChannel {
    /**
     * The name by which ledgers and histories speak of the channel; asked once.
     *
     * @return a name that is not blank and unique within one service
     */
    String name();

    /**
     * Delivers a notification: one alert, a group of alerts, or a digest of alerts that were held back.
     *
     * @param notification what to tell
     * @return what became of it
     */
    Delivery deliver(Notification notification);

    /**
     * Whether the channel wants to know that an alert's condition has ended; asked once.
     *
     * @return true unless overridden
     */
    default boolean wantsResolved() {
        return true;
    }
}
