package io.trimtab.alerts.suppress;

import io.trimtab.core.check.Check;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A market that opens and closes at the same local times from Monday to Friday, with holidays and half-days.
 *
 * <pre>{@code
 * SessionCalendar.of("XETR", ZoneId.of("Europe/Berlin"), LocalTime.of(9, 0), LocalTime.of(17, 30))
 *         .holiday(LocalDate.of(2026, 12, 25))
 *         .halfDay(LocalDate.of(2026, 12, 30), LocalTime.of(14, 0))
 * }</pre>
 *
 * <p>A session lies within one local day. On days on which the clocks change it lasts as long as the clock on the wall
 * says. Immutable.
 */
public final class SessionCalendar implements TradingCalendar {
    private final String name;
    private final ZoneId zone;
    private final LocalTime open;
    private final LocalTime close;
    private final SortedSet<LocalDate> holidays;
    private final SortedMap<LocalDate, LocalTime> halfDays;

    private SessionCalendar(
            String name,
            ZoneId zone,
            LocalTime open,
            LocalTime close,
            SortedSet<LocalDate> holidays,
            SortedMap<LocalDate, LocalTime> halfDays) {
        this.name = name;
        this.zone = zone;
        this.open = open;
        this.close = close;
        this.holidays = holidays;
        this.halfDays = halfDays;
    }

    /**
     * A market without holidays.
     *
     * @param name its name, for people
     * @param zone whose local time counts
     * @param open when a session begins
     * @param close when it is over, after the opening
     * @return the calendar
     */
    public static SessionCalendar of(String name, ZoneId zone, LocalTime open, LocalTime close) {
        Check.notBlank(name, "name");
        Check.notNull(zone, "zone");
        Check.notNull(open, "open");
        if (!Check.notNull(close, "close").isAfter(open)) {
            throw new IllegalArgumentException("close must be after open " + open + ", was " + close);
        }
        return new SessionCalendar(name, zone, open, close, new TreeSet<>(), new TreeMap<>());
    }

    /**
     * Adds a day without a session.
     *
     * @param day the day
     * @return a changed copy
     */
    public SessionCalendar holiday(LocalDate day) {
        SortedSet<LocalDate> more = new TreeSet<>(holidays);
        more.add(Check.notNull(day, "day"));
        return new SessionCalendar(name, zone, open, close, more, halfDays);
    }

    /**
     * Adds a day on which the session ends early.
     *
     * @param day the day
     * @param earlyClose when its session is over, after the opening and not after the usual close
     * @return a changed copy
     */
    public SessionCalendar halfDay(LocalDate day, LocalTime earlyClose) {
        Check.notNull(day, "day");
        if (!Check.notNull(earlyClose, "earlyClose").isAfter(open) || earlyClose.isAfter(close)) {
            throw new IllegalArgumentException(
                    "earlyClose must be after " + open + " and not after " + close + ", was " + earlyClose);
        }
        SortedMap<LocalDate, LocalTime> more = new TreeMap<>(halfDays);
        more.put(day, earlyClose);
        return new SessionCalendar(name, zone, open, close, holidays, more);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isOpen(Instant instant) {
        ZonedDateTime local = Check.notNull(instant, "instant").atZone(zone);
        LocalDate day = local.toLocalDate();
        if (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0 || holidays.contains(day)) {
            return false;
        }
        LocalTime time = local.toLocalTime();
        LocalTime end = halfDays.getOrDefault(day, close);
        return !time.isBefore(open) && time.isBefore(end);
    }

    @Override
    public String toString() {
        StringBuilder out =
                new StringBuilder("SessionCalendar[").append(name).append(' ').append(open);
        out.append('-').append(close).append(' ').append(zone).append(", ").append(holidays.size());
        out.append(" holidays");
        for (Map.Entry<LocalDate, LocalTime> half : halfDays.entrySet()) {
            out.append(", ").append(half.getKey()).append(" until ").append(half.getValue());
        }
        return out.append(']').toString();
    }
}
