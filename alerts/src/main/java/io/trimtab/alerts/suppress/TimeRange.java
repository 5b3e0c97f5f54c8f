package io.trimtab.alerts.suppress;

import io.trimtab.core.check.Check;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a day in local time, from a minute to before another.
 *
 * <p>{@code TimeRange.parse("09:00", "17:30")} holds from 09:00:00 and no longer at 17:30:00. A range that ends the next
 * day is a range of its own kind, see {@link #overnight}: it belongs to the day on which it begins.
 *
 * @param startMinute the first minute, counted from midnight, from 0 to 1,439
 * @param endMinute the minute at which it is over, counted from the same midnight, above the start; above 1,440 if that
 *     is on the next day
 */
public record TimeRange(int startMinute, int endMinute) {
    /** The minutes of a day by the clock on the wall. */
    static final int DAY = 1_440;

    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])|24:00");

    public TimeRange {
        if (startMinute < 0 || startMinute >= DAY) {
            throw new IllegalArgumentException("startMinute must be from 0 to 1439, was " + startMinute);
        }
        if (endMinute <= startMinute || endMinute > startMinute + DAY) {
            throw new IllegalArgumentException(
                    "endMinute must be after the start and at most a day later, was " + endMinute);
        }
    }

    /**
     * A range within one day.
     *
     * @param start the first minute, as {@code HH:MM}
     * @param end the minute at which it is over, as {@code HH:MM} up to {@code 24:00}
     * @return the range
     * @throws IllegalArgumentException if a time cannot be read, or the end is not after the start
     */
    public static TimeRange parse(String start, String end) {
        int from = minutes(start, "start");
        int to = minutes(end, "end");
        if (to <= from) {
            throw new IllegalArgumentException(
                    "end must be after start " + start + ", was " + end + "; for a range past midnight use overnight");
        }
        return new TimeRange(from, to);
    }

    /**
     * A range that ends on the day after it began.
     *
     * @param start the first minute, as {@code HH:MM}
     * @param end the minute of the next day at which it is over, as {@code HH:MM}, not after the start
     * @return the range
     * @throws IllegalArgumentException if a time cannot be read, or the range would last longer than a day
     */
    public static TimeRange overnight(String start, String end) {
        int from = minutes(start, "start");
        int to = minutes(end, "end");
        if (to > from) {
            throw new IllegalArgumentException(
                    "end must not be after start " + start + ", was " + end + "; for a range within a day use parse");
        }
        return new TimeRange(from, to + DAY);
    }

    private static int minutes(String text, String name) {
        Matcher matcher = TIME.matcher(Check.notNull(text, name));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name + " must be a time from 00:00 to 24:00, was " + text);
        }
        return text.equals("24:00")
                ? DAY
                : Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2));
    }

    /** Whether the range that began on this day holds at a minute of this day. */
    boolean holdsToday(int minute) {
        return minute >= startMinute && minute < endMinute;
    }

    /** Whether the range that began yesterday still holds at a minute of this day. */
    boolean holdsSinceYesterday(int minute) {
        return minute + DAY < endMinute;
    }

    /** As people write it: {@code 22:00-06:00}. */
    @Override
    public String toString() {
        return clock(startMinute) + "-" + clock(endMinute > DAY ? endMinute - DAY : endMinute);
    }

    private static String clock(int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }
}
