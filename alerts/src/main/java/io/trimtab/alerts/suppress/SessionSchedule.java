package io.trimtab.alerts.suppress;

import java.time.Instant;

/** Mutes inside or outside the sessions of a market. */
record SessionSchedule(String name, TradingCalendar calendar, boolean whileOpen) implements MuteSchedule {
    @Override
    public boolean isMuted(Instant instant) {
        return calendar.isOpen(instant) == whileOpen;
    }
}
