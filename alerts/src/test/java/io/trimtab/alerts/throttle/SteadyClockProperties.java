package io.trimtab.alerts.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.testkit.Campaign;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SteadyClockProperties {
    private static final long HOUR = 3_600_000_000_000L;

    private long raw;

    /**
     * Any sequence of steps forward, jumps back, jumps of hours and overflows of the clock below: this one shows the steps
     * forward and nothing else, but for what a jump back may hide or repeat, at most the slack each time.
     */
    @Property(tries = 300)
    void showsWhatPassedForwardAndNothingElse(@ForAll long start, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        raw = start;
        SteadyClock clock = SteadyClock.over(() -> raw);
        long forward = 0;
        long jumps = 0;
        long highest = 0;
        for (int step = 0; step < Campaign.tries(500, 5_000); step++) {
            long move = switch (random.nextInt(10)) {
                case 0 -> -random.nextLong(HOUR);
                case 1 -> random.nextLong(HOUR);
                case 2, 3 -> -random.nextLong(SteadyClock.SLACK_NANOS);
                default -> random.nextLong(1_000_000);
            };
            raw += move; // may wrap
            forward += Math.max(0, move);
            jumps += move < 0 ? 1 : 0;
            long now = clock.nanos();
            assertThat(now).as("hardly ever falls back").isGreaterThanOrEqualTo(highest - SteadyClock.SLACK_NANOS);
            assertThat(now).as("gives no time").isLessThanOrEqualTo(forward);
            assertThat(now).as("takes no time").isGreaterThanOrEqualTo(forward - jumps * SteadyClock.SLACK_NANOS);
            highest = Math.max(highest, now);
        }
    }

    /** The clock below starts so near to its end that it overflows on the way; the limit does not notice. */
    @Property(tries = 200)
    void anOverflowChangesNoDecision(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] clocks = {0, Long.MAX_VALUE - random.nextLong(HOUR)};
        GcraLimit limit = new GcraLimit(random.nextInt(1, 5), random.nextLong(1, 60_000_000_000L));
        ThrottleTable plain = ThrottleTable.of(limit, 4, () -> clocks[0]);
        ThrottleTable wrapping = ThrottleTable.of(limit, 4, () -> clocks[1]);
        for (int step = 0; step < Campaign.tries(500, 5_000); step++) {
            long move = random.nextLong(2 * limit.intervalNanos());
            clocks[0] += move;
            clocks[1] += move;
            long key = random.nextLong(4);
            assertThat(wrapping.tryAcquire(key)).isEqualTo(plain.tryAcquire(key));
        }
    }
}
