package io.trimtab.alerts.suppress;

import java.time.Instant;

/**
 * When a market trades. Implement it over the calendar that the host has; {@link SessionCalendar} is one in the box.
 *
 * <p>Implementations are thread-safe and answer alike for the same moment.
 */
public interface TradingCalendar {
    /**
     * The calendar's name, for people.
     *
     * @return a name that is not blank
     */
    String name();

    /**
     * Whether a session is on.
     *
     * @param instant the moment
     * @return whether the market trades at it; the opening belongs to the session, the close does not
     */
    boolean isOpen(Instant instant);
}
