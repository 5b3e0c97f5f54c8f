package io.trimtab.alerts;

import io.trimtab.core.check.Check;
import java.time.Duration;

/**
 * When to believe that a condition has begun or ended, if reports of it contradict each other.
 *
 * <pre>{@code
 * FlapDamping.holding(Duration.ofMinutes(10)).byVote(3, 3, 5)
 * }</pre>
 *
 * <p>What is believed changes when enough of the last reports say so, but no sooner than the holding time after the last
 * change. Without a vote one report is enough. A report that is not believed waits: if nothing contradicts it for the
 * holding time, it is believed after all, so that the last word is never lost; the next report of the same alert takes its
 * place, and then it counts as {@link Outcome#DAMPED}. A <em>critical</em> alert is believed at once when it begins; its end
 * is subject to damping. Immutable.
 */
public final class FlapDamping {
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int MOST_VOTES = 64;

    private final Duration hold;
    private final int toBegin;
    private final int toEnd;
    private final int ofLast;

    private FlapDamping(Duration hold, int toBegin, int toEnd, int ofLast) {
        this.hold = hold;
        this.toBegin = toBegin;
        this.toEnd = toEnd;
        this.ofLast = ofLast;
    }

    /**
     * Lets what is believed stand for some time at least.
     *
     * @param time how long, from 1 ms to 366 days
     * @return a damping that believes a single report
     */
    public static FlapDamping holding(Duration time) {
        if (Check.notNull(time, "time").compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("time must be from 1 ms to 366 days, was " + time);
        }
        return new FlapDamping(time, 1, 1, 1);
    }

    /**
     * Asks for several reports that agree.
     *
     * @param toBegin how many of the last reports must say that the condition holds, at least 1
     * @param toEnd how many of them must say that it has ended, at least 1; with {@code toBegin} more than {@code ofLast},
     *     so that both cannot be true
     * @param ofLast how many reports are looked at, at most 64
     * @return a changed copy
     */
    public FlapDamping byVote(int toBegin, int toEnd, int ofLast) {
        Check.atLeast(toBegin, 1, "toBegin");
        Check.atLeast(toEnd, 1, "toEnd");
        if (ofLast < Math.max(toBegin, toEnd) || ofLast > MOST_VOTES) {
            throw new IllegalArgumentException(
                    "ofLast must be from " + Math.max(toBegin, toEnd) + " to " + MOST_VOTES + ", was " + ofLast);
        }
        if (toBegin + toEnd <= ofLast) {
            throw new IllegalArgumentException("toBegin + toEnd must be more than ofLast " + ofLast + ", was " + toBegin
                    + " + " + toEnd + ": a condition must not have begun and ended at once");
        }
        return new FlapDamping(hold, toBegin, toEnd, ofLast);
    }

    long holdNanos() {
        return hold.toNanos();
    }

    /** Whether so many of the last reports, the newest in the lowest bit, are enough to change what is believed. */
    boolean isEnough(long reports, int count, boolean firing) {
        int looked = Math.min(count, ofLast);
        long mask = looked == Long.SIZE ? -1L : (1L << looked) - 1;
        int agreeing = Long.bitCount((firing ? reports : ~reports) & mask);
        return agreeing >= (firing ? toBegin : toEnd);
    }

    @Override
    public String toString() {
        return "FlapDamping[holding " + hold + ", begins with " + toBegin + " and ends with " + toEnd + " of " + ofLast
                + "]";
    }
}
