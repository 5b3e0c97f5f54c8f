package io.trimtab.risk.stop;

import io.trimtab.core.check.Check;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/**
 * What an account has lost since the day, the week or the month began.
 *
 * <pre>{@code
 * // a trading day that ends at five in the afternoon in New York, whatever the clocks there do
 * CalendarLoss day = CalendarLoss.daily(ZoneId.of("America/New_York"), LocalTime.of(17, 0));
 * day.observe(now, equity);
 * day.currentLoss();   // 0.012 of what the account was worth when the day began
 * }</pre>
 *
 * <p>{@code 1 - v(t) / v(start)}, with v the value of a unit of the account and v(start) the last one seen before the period
 * began, so that a gap at the open belongs to the new day. A period begins when the session of the day before it closes: a week
 * on Monday's session, a month on that of its first. It forgets at once what was lost before, which is what a calendar does; to
 * see a loss across the close use a {@link RollingLoss} beside it. O(1); thread-safe.
 */
public final class CalendarLoss implements LossWindow {
    private enum Period {
        DAY,
        WEEK,
        MONTH
    }

    private final Period period;
    private final ZoneId zone;
    private final LocalTime close;
    private final AccountUnits units;
    /** The first session of the period. */
    private LocalDate begun = LocalDate.MIN;

    private double start;

    /**
     * What a calendar loss remembers, to go on with after a restart.
     *
     * @param time of the last observation
     * @param equity last seen
     * @param units of the account, of which each deposit makes more, positive
     * @param begun the first session of the period
     * @param start what a unit was worth when it began, at least 0
     */
    public record Snapshot(Instant time, double equity, double units, LocalDate begun, double start) {
        public Snapshot {
            Check.notNull(time, "time");
            Check.finite(equity, "equity");
            Check.positive(units, "units");
            Check.notNull(begun, "begun");
            Check.notNegative(start, "start");
        }
    }

    private CalendarLoss(Period period, ZoneId zone, LocalTime close) {
        this(period, Check.notNull(zone, "zone"), Check.notNull(close, "close"), null);
    }

    private CalendarLoss(Period period, ZoneId zone, LocalTime close, @Nullable Snapshot snapshot) {
        this.period = period;
        this.zone = zone;
        this.close = close;
        if (snapshot == null) {
            units = new AccountUnits();
        } else {
            units = new AccountUnits(snapshot.time(), snapshot.equity(), snapshot.units());
            begun = snapshot.begun();
            start = snapshot.start();
        }
    }

    /**
     * Since the session of the day before closed.
     *
     * @param zone of the market
     * @param close local time of the close; midnight for days of the calendar
     * @return a loss without observations
     */
    public static CalendarLoss daily(ZoneId zone, LocalTime close) {
        return new CalendarLoss(Period.DAY, zone, close);
    }

    /**
     * Since the session before Monday's closed.
     *
     * @param zone of the market
     * @param close local time of the close; midnight for days of the calendar
     * @return a loss without observations
     */
    public static CalendarLoss weekly(ZoneId zone, LocalTime close) {
        return new CalendarLoss(Period.WEEK, zone, close);
    }

    /**
     * Since the session before the first of the month closed.
     *
     * @param zone of the market
     * @param close local time of the close; midnight for days of the calendar
     * @return a loss without observations
     */
    public static CalendarLoss monthly(ZoneId zone, LocalTime close) {
        return new CalendarLoss(Period.MONTH, zone, close);
    }

    /**
     * The same period as it was.
     *
     * @param snapshot what {@link #snapshot()} of a loss of the same kind gave
     * @return a loss that answers the same
     */
    public CalendarLoss restored(Snapshot snapshot) {
        return new CalendarLoss(period, zone, close, Check.notNull(snapshot, "snapshot"));
    }

    @Override
    public synchronized void observe(Instant time, double equity) {
        boolean first = units.isEmpty();
        double before = first ? 0 : units.value();
        LocalDate session = first(time);
        units.observe(time, equity);
        begin(session, first ? units.value() : before);
    }

    @Override
    public synchronized void moved(Instant time, double amount) {
        LocalDate session = first(time);
        units.moved(time, amount);
        begin(session, units.value());
    }

    private void begin(LocalDate session, double value) {
        // where clocks go back over the close, the session does not
        if (session.isAfter(begun)) {
            begun = session;
            start = value;
        }
    }

    /** The first session of the period that a moment belongs to. */
    private LocalDate first(Instant time) {
        ZonedDateTime local = Check.notNull(time, "time").atZone(zone);
        boolean closed =
                !close.equals(LocalTime.MIDNIGHT) && !local.toLocalTime().isBefore(close);
        LocalDate session = closed ? local.toLocalDate().plusDays(1) : local.toLocalDate();
        return switch (period) {
            case DAY -> session;
            case WEEK -> session.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> session.withDayOfMonth(1);
        };
    }

    @Override
    public synchronized double currentLoss() {
        double value = units.value();
        return units.isLost() ? 1 : (start - value) / start;
    }

    /**
     * What is remembered, for a restart.
     *
     * @return the loss as a value
     * @throws IllegalStateException if nothing was observed yet
     */
    public synchronized Snapshot snapshot() {
        return new Snapshot(
                units.last(),
                units.isLost() ? Math.min(0, units.equity()) : units.equity(),
                units.units(),
                begun,
                start);
    }

    @Override
    public synchronized String toString() {
        return "CalendarLoss[" + period + " to " + close + " " + zone + (units.isEmpty() ? "" : ", " + currentLoss())
                + "]";
    }
}
