package io.trimtab.alerts.throttle;

import io.trimtab.core.check.Check;
import io.trimtab.core.time.NanoClock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;

/**
 * A nanosecond clock that does not go back, made from one that may.
 *
 * <p>It starts at zero. When the clock below it is set back, this one stands for the moment of the jump and then runs on
 * at the same pace, so that a limit based on it is neither frozen until the old time is reached again nor refilled twice.
 * A jump forward cannot be told from time that passed and counts as such, up to {@value #LONGEST_STEP_NANOS} ns (two
 * years) at once. An overflow of the clock below is harmless. So that reading it need not write, steps back are measured
 * against a mark that may be {@value #SLACK_NANOS} ns (66 microseconds) old: at a jump, and only there, a reading may
 * fall behind an earlier one by so much.
 *
 * <p>After 2<sup>62</sup> ns (146 years) the clock stands. Reading allocates nothing. Thread-safe, without locks unless
 * the clock below has jumped.
 */
public final class SteadyClock implements NanoClock {
    /** The most that one reading may add: a longer jump counts as this. */
    public static final long LONGEST_STEP_NANOS = 1L << 56;

    /** The most by which a reading may fall behind an earlier one. */
    public static final long SLACK_NANOS = 1L << 16;

    private static final long END = 1L << 62;

    private static final VarHandle MARK;

    static {
        try {
            MARK = MethodHandles.lookup().findVarHandle(SteadyClock.class, "mark", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final NanoClock below;
    /** What is added to the clock below; written under the monitor. */
    private volatile long offset;
    /** A past reading of this clock; never decreases. */
    private volatile long mark;

    private SteadyClock(NanoClock below, long start) {
        this.below = below;
        this.offset = start - below.nanos();
        this.mark = start;
    }

    /**
     * A steady clock above another.
     *
     * @param clock the clock to read; returned as it is if it is steady already
     * @return the steady clock
     */
    public static SteadyClock over(NanoClock clock) {
        return Check.notNull(clock, "clock") instanceof SteadyClock steady ? steady : new SteadyClock(clock, 0);
    }

    /**
     * A steady clock that does not start at zero, because it goes on where another one stopped.
     *
     * @param start its first reading, from 0 to 2<sup>62</sup>
     * @param clock the clock to read
     * @return the steady clock
     */
    public static SteadyClock from(long start, NanoClock clock) {
        Check.notNull(clock, "clock");
        if (start < 0 || start > END) {
            throw new IllegalArgumentException("start must be from 0 to 2^62, was " + start);
        }
        return new SteadyClock(clock, start);
    }

    @Override
    public long nanos() {
        // The mark is read before the clock: a thread delayed in between sees time advance, never go back.
        long marked = mark;
        long now = below.nanos() + offset;
        long step = now - marked;
        if (step >= 0 && step <= SLACK_NANOS) {
            return now;
        }
        return step > 0 && step <= LONGEST_STEP_NANOS && now <= END ? moveMark(marked, now) : settle();
    }

    private long moveMark(long marked, long now) {
        MARK.compareAndSet(this, marked, now); // a thread that was faster has moved it far enough
        return now;
    }

    /** The clock below has jumped: bends the offset so that this clock continues from its mark. */
    private synchronized long settle() {
        long marked = mark;
        long now = below.nanos() + offset;
        long step = Math.min(Math.max(now - marked, 0), LONGEST_STEP_NANOS);
        long steady = Math.min(marked + step, END);
        offset += steady - now;
        MARK.compareAndSet(this, marked, steady);
        return steady;
    }

    /** A duration in nanoseconds, where one that does not fit is refused by name. */
    static long nanosOf(Duration duration, String name) {
        Check.notNull(duration, name);
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(name + " must be less than 292 years, was " + duration, e);
        }
    }

    @Override
    public String toString() {
        return "SteadyClock[" + nanos() + " ns]";
    }
}
