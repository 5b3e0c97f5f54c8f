package io.trimtab.alerts.throttle;

import io.trimtab.core.check.Check;
import java.time.Duration;

/**
 * When alerts come so fast that their receiver is told their number only.
 *
 * <pre>{@code
 * Storm.of(100).per(Duration.ofMinutes(1)).calmAt(20).digestEvery(Duration.ofMinutes(5))
 * }</pre>
 *
 * <p>A storm begins with the alert that makes the count full within the span, and is over when within the last span there
 * were no more than {@code calm}. What counts are alerts that a receiver would be told if there were no rates: not critical
 * ones, not rises in severity, not repetitions within their cooldown, not ends of conditions; those are told in a storm as
 * well. All others are suppressed, and told as a digest: counts by reason, first and last time, worst severity. A digest is
 * sent every so often during the storm and once when it is over. Immutable.
 *
 * @param count how many alerts make a storm, from 1 to {@value #MOST}
 * @param spanNanos within how many nanoseconds
 * @param calm how many alerts within a span are calm again, from 0 to less than the count
 * @param digestNanos how often a digest is sent during the storm, in nanoseconds
 */
public record Storm(int count, long spanNanos, int calm, long digestNanos) {
    /** The largest count; a detector remembers so many times. */
    public static final int MOST = 1_000_000;

    private static final long LONGEST = Duration.ofDays(366).toNanos();

    public Storm {
        Check.atLeast(count, 1, "count");
        if (count > MOST) {
            throw new IllegalArgumentException("count must be at most " + MOST + ", was " + count);
        }
        checkSpan(spanNanos, "span");
        checkSpan(digestNanos, "interval of digests");
        if (calm < 0 || calm >= count) {
            throw new IllegalArgumentException(
                    "calm must be at least 0 and less than the " + count + " alerts that make a storm, was " + calm);
        }
    }

    private static void checkSpan(long nanos, String name) {
        if (nanos < 1 || nanos > LONGEST) {
            throw new IllegalArgumentException(
                    name + " must be above 0 and at most 366 days, was " + Duration.ofNanos(nanos));
        }
    }

    /**
     * Begins: {@code Storm.of(100).per(Duration.ofMinutes(1))}.
     *
     * @param count how many alerts make a storm, from 1 to {@value #MOST}
     * @return the rest of the sentence
     */
    public static Count of(int count) {
        Check.atLeast(count, 1, "count");
        return span -> {
            long nanos = SteadyClock.nanosOf(span, "span");
            return new Storm(count, nanos, count / 4, nanos);
        };
    }

    /** A storm that still lacks its span. */
    @FunctionalInterface
    public interface Count {
        /**
         * Completes the storm; it is calm again at a quarter of the count, and a digest is sent every span.
         *
         * @param span within how long, positive
         * @return the storm
         */
        Storm per(Duration span);
    }

    /**
     * Says when it is over.
     *
     * @param calm how many alerts within a span are calm, from 0 to less than those that make a storm
     * @return a changed copy
     */
    public Storm calmAt(int calm) {
        return new Storm(count, spanNanos, calm, digestNanos);
    }

    /**
     * Says how often the receiver is told the numbers while the storm lasts.
     *
     * @param interval the time between two digests, positive
     * @return a changed copy
     */
    public Storm digestEvery(Duration interval) {
        return new Storm(count, spanNanos, calm, SteadyClock.nanosOf(interval, "interval"));
    }

    @Override
    public String toString() {
        return "storm of " + count + " within " + Duration.ofNanos(spanNanos) + ", calm at " + calm + ", digest every "
                + Duration.ofNanos(digestNanos);
    }
}
