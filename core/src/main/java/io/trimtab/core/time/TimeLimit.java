package io.trimtab.core.time;

import io.trimtab.core.check.Check;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/** Passes progress on until the time is over. */
final class TimeLimit implements Progress {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private final Progress listener;
    private final Duration limit;
    private final NanoClock clock;
    private final long limitNanos;
    private final long start;

    TimeLimit(Progress listener, Duration limit, NanoClock clock) {
        if (Check.notNull(limit, "limit").isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("limit must be positive, was " + limit);
        }
        this.listener = listener;
        this.limit = limit;
        this.clock = Check.notNull(clock, "clock");
        this.limitNanos = limit.compareTo(LONGEST) < 0 ? limit.toNanos() : Long.MAX_VALUE;
        this.start = clock.nanos();
    }

    @Override
    public void reached(long done, long total) {
        listener.reached(done, total);
        if (done < total && clock.nanos() - start > limitNanos) {
            throw new CancellationException(
                    "stopped after the " + limit + " it may take, with " + done + " of " + total + " done");
        }
    }
}
