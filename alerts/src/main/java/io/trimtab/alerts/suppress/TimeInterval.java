package io.trimtab.alerts.suppress;

import io.trimtab.core.check.Check;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * A recurring stretch of time: a part of the day on certain weekdays, days of the month, months and years.
 *
 * <pre>{@code
 * TimeInterval.in(ZoneId.of("Europe/Berlin"))
 *         .weekdays(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)
 *         .times(TimeRange.overnight("22:00", "06:00"))
 * }</pre>
 *
 * <p>What is not restricted holds always; the same restriction given twice means either. Days of the month count from
 * the end if negative: {@code daysOfMonth(-1, -1)} is the last day. Local times are those of the clock on the wall: an
 * hour that a change to summer time leaves out is never in the interval, one that occurs twice is in it twice. A range
 * past midnight belongs to the day on which it begins. Immutable.
 */
public final class TimeInterval {
    private record Span(int low, int high) {
        boolean holds(int value) {
            return value >= low && value <= high;
        }
    }

    private final ZoneId zone;
    private final List<TimeRange> times;
    private final List<Span> weekdays;
    private final List<Span> daysOfMonth;
    private final List<Span> months;
    private final List<Span> years;

    private TimeInterval(
            ZoneId zone,
            List<TimeRange> times,
            List<Span> weekdays,
            List<Span> daysOfMonth,
            List<Span> months,
            List<Span> years) {
        this.zone = zone;
        this.times = times;
        this.weekdays = weekdays;
        this.daysOfMonth = daysOfMonth;
        this.months = months;
        this.years = years;
    }

    /**
     * All time, to be restricted, by the clocks of a zone.
     *
     * @param zone whose local time counts
     * @return the interval
     */
    public static TimeInterval in(ZoneId zone) {
        return new TimeInterval(Check.notNull(zone, "zone"), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /**
     * All time, to be restricted, by coordinated universal time.
     *
     * @return the interval
     */
    public static TimeInterval utc() {
        return in(ZoneOffset.UTC);
    }

    /**
     * Restricts to a part of the day.
     *
     * @param range the part
     * @return a restricted copy; given again, either part holds
     */
    public TimeInterval times(TimeRange range) {
        return new TimeInterval(zone, with(times, Check.notNull(range, "range")), weekdays, daysOfMonth, months, years);
    }

    /**
     * Restricts to weekdays.
     *
     * @param first the first of them
     * @param last the last of them; earlier in the week than the first to go through Sunday
     * @return a restricted copy; given again, either holds
     */
    public TimeInterval weekdays(DayOfWeek first, DayOfWeek last) {
        int low = Check.notNull(first, "first").getValue();
        int high = Check.notNull(last, "last").getValue();
        List<Span> spans = low <= high
                ? with(weekdays, new Span(low, high))
                : with(with(weekdays, new Span(low, 7)), new Span(1, high));
        return new TimeInterval(zone, times, spans, daysOfMonth, months, years);
    }

    /**
     * Restricts to days of the month.
     *
     * @param first the first of them, 1 to 31, or -31 to -1 from the month's end
     * @param last the last of them, likewise
     * @return a restricted copy; given again, either holds. A first day that a month does not have holds for no day of
     *     that month
     * @throws IllegalArgumentException if a day is 0 or beyond 31, or the last cannot be at or after the first
     */
    public TimeInterval daysOfMonth(int first, int last) {
        checkDay(first, "first");
        checkDay(last, "last");
        if ((first > 0) == (last > 0) && last < first) {
            throw new IllegalArgumentException("last must not be before first " + first + ", was " + last);
        }
        return new TimeInterval(zone, times, weekdays, with(daysOfMonth, new Span(first, last)), months, years);
    }

    private static void checkDay(int day, String name) {
        if (day == 0 || day < -31 || day > 31) {
            throw new IllegalArgumentException(name + " must be from 1 to 31 or from -31 to -1, was " + day);
        }
    }

    /**
     * Restricts to months.
     *
     * @param first the first of them
     * @param last the last of them; earlier in the year than the first to go through December
     * @return a restricted copy; given again, either holds
     */
    public TimeInterval months(Month first, Month last) {
        int low = Check.notNull(first, "first").getValue();
        int high = Check.notNull(last, "last").getValue();
        List<Span> spans = low <= high
                ? with(months, new Span(low, high))
                : with(with(months, new Span(low, 12)), new Span(1, high));
        return new TimeInterval(zone, times, weekdays, daysOfMonth, spans, years);
    }

    /**
     * Restricts to years.
     *
     * @param first the first of them
     * @param last the last of them, not before the first
     * @return a restricted copy; given again, either holds
     */
    public TimeInterval years(int first, int last) {
        if (last < first) {
            throw new IllegalArgumentException("last must not be before first " + first + ", was " + last);
        }
        return new TimeInterval(zone, times, weekdays, daysOfMonth, months, with(years, new Span(first, last)));
    }

    private static <T> List<T> with(List<T> list, T more) {
        List<T> copy = new ArrayList<>(list);
        copy.add(more);
        return List.copyOf(copy);
    }

    /**
     * Whether a moment is in the interval.
     *
     * @param instant the moment
     * @return whether it is
     */
    public boolean contains(Instant instant) {
        ZonedDateTime local = Check.notNull(instant, "instant").atZone(zone);
        LocalDate today = local.toLocalDate();
        if (times.isEmpty()) {
            return isDay(today);
        }
        int minute = local.getHour() * 60 + local.getMinute();
        boolean thisDay = isDay(today);
        boolean dayBefore = isDay(today.minusDays(1));
        for (TimeRange range : times) {
            if ((thisDay && range.holdsToday(minute)) || (dayBefore && range.holdsSinceYesterday(minute))) {
                return true;
            }
        }
        return false;
    }

    private boolean isDay(LocalDate day) {
        return holds(weekdays, day.getDayOfWeek().getValue())
                && holds(months, day.getMonthValue())
                && holds(years, day.getYear())
                && isDayOfMonth(day.getDayOfMonth(), day.lengthOfMonth());
    }

    private boolean isDayOfMonth(int day, int length) {
        for (Span span : daysOfMonth) {
            int low = span.low() > 0 ? span.low() : Math.max(1, length + 1 + span.low());
            int high = span.high() > 0 ? span.high() : length + 1 + span.high();
            if (day >= low && day <= high) {
                return true;
            }
        }
        return daysOfMonth.isEmpty();
    }

    private static boolean holds(List<Span> spans, int value) {
        for (Span span : spans) {
            if (span.holds(value)) {
                return true;
            }
        }
        return spans.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("TimeInterval[").append(zone);
        append(out, "times", times);
        append(out, "weekdays", weekdays);
        append(out, "days of month", daysOfMonth);
        append(out, "months", months);
        append(out, "years", years);
        return out.append(']').toString();
    }

    private static void append(StringBuilder out, String name, List<?> values) {
        if (!values.isEmpty()) {
            out.append("; ").append(name);
            for (Object value : values) {
                out.append(' ').append(value instanceof Span span ? span.low() + ".." + span.high() : value);
            }
        }
    }
}
