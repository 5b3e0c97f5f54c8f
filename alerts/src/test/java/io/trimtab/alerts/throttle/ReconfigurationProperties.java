package io.trimtab.alerts.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.ManualClock;
import io.trimtab.core.time.NanoClock;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A rate that is changed while it is in use. */
@SuppressWarnings("NullAway") // null is passed on purpose, to see it refused
class ReconfigurationProperties {
    private long raw;

    private static GcraLimit limit(SplittableRandom random) {
        long interval = random.nextBoolean()
                ? random.nextLong(1, 1_000)
                : random.nextLong(1, Duration.ofDays(10).toNanos());
        return new GcraLimit(random.nextInt(1, 50), interval);
    }

    /**
     * Oracle: what each key owes, in permits as decimals of 40 digits; a change bounds it by the new bucket and touches it in
     * no other way. Where the oracle is within a hundred-millionth of a permit of its decision, or within what whole
     * nanoseconds can say, either answer is right.
     */
    @Property(tries = 300)
    void whatIsOwedStaysOwedInPermits(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        GcraLimit limit = limit(random);
        ThrottleTable table = ThrottleTable.of(limit, 10, () -> raw);
        Map<Long, BigDecimal> owed = new HashMap<>();
        int changes = 1;
        for (int step = 0; step < Campaign.tries(400, 4_000); step++) {
            if (random.nextInt(3) == 0) {
                long pause = random.nextLong(2 * limit.intervalNanos());
                raw += pause;
                BigDecimal regained = ratio(pause, limit);
                owed.replaceAll((key, debt) -> debt.subtract(regained).max(BigDecimal.ZERO));
            }
            if (random.nextInt(60) == 0) {
                limit = limit(random);
                BigDecimal bucket = BigDecimal.valueOf(limit.burst());
                table.reconfigure(limit);
                changes++;
                owed.replaceAll((key, debt) -> debt.min(bucket));
                assertThat(table.limit()).isEqualTo(limit);
            }
            long key = random.nextLong(10);
            BigDecimal left = BigDecimal.valueOf(limit.burst() - 1L).subtract(owed.getOrDefault(key, BigDecimal.ZERO));
            boolean admitted = table.tryAcquire(key);
            double slack = 1e-8 + changes * (2.0 / limit.intervalNanos());
            if (Math.abs(left.doubleValue()) > slack) {
                assertThat(admitted).as("%s permits left after this one", left).isEqualTo(left.signum() > 0);
            }
            if (admitted) {
                owed.merge(key, BigDecimal.ONE, BigDecimal::add);
            }
            if (Math.abs(left.doubleValue()) <= slack || slack > 0.01) {
                return; // from here on the oracle's rounding may decide otherwise
            }
        }
    }

    private static BigDecimal ratio(long nanos, GcraLimit limit) {
        return BigDecimal.valueOf(nanos).divide(BigDecimal.valueOf(limit.intervalNanos()), new MathContext(40));
    }

    /** Whatever is changed to whatever: nobody has more permits than before or than was room for, nobody waits over an interval. */
    @Property(tries = 1_000)
    void aChangeGivesNothingAndFreezesNobody(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        GcraLimit before = limit(random);
        GcraLimit after = limit(random);
        ThrottleTable table = ThrottleTable.of(before, 10, () -> raw);
        int taken = random.nextInt(before.burst() + 1);
        for (int i = 0; i < taken; i++) {
            assertThat(table.tryAcquire(0)).isTrue();
            assertThat(table.tryAcquire(7)).isTrue();
        }
        for (long key : new long[] {0, 7}) {
            assertThat(table.available(key)).isEqualTo(before.burst() - taken);
        }
        table.reconfigure(after);
        for (long key : new long[] {0, 7}) {
            assertThat(table.available(key))
                    .isEqualTo(Math.max(0, after.burst() - taken))
                    .isLessThanOrEqualTo(
                            Math.max(0L, before.burst() - taken + Math.max(0, after.burst() - before.burst())));
            assertThat(table.waitNanos(key)).isLessThanOrEqualTo(after.intervalNanos());
        }
        assertThat(table.available(8)).as("who took nothing has a full bucket").isEqualTo(after.burst());
        table.reconfigure(before);
        for (long key : new long[] {0, 7}) {
            assertThat(table.available(key))
                    .isBetween((long) before.burst() - taken - (after.intervalNanos() < 1_000 ? 1 : 0), (long)
                            Math.max(before.burst() - taken, before.burst() - after.burst()));
        }
    }

    /** The named trap: a limiter that was emptied at a high limit and stands still at a low one. */
    @Example
    void aLowerLimitDoesNotFreeze() {
        ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
        ThrottleTable table = ThrottleTable.of(GcraLimit.of(1_000, Duration.ofSeconds(1)), 10, clock);
        while (table.tryAcquire(1)) {
            clock.advance(Duration.ofNanos(1));
        }
        table.reconfigure(GcraLimit.of(2, Duration.ofMinutes(1)));
        assertThat(table.tryAcquire(1)).isFalse();
        assertThat(table.waitNanos(1)).isLessThanOrEqualTo(Duration.ofMinutes(1).toNanos());
        clock.advance(Duration.ofMinutes(1));
        assertThat(table.tryAcquire(1)).isTrue();
        assertThat(table.tryAcquire(1)).isFalse();
        assertThatThrownBy(() -> table.reconfigure(null)).hasMessage("limit");
    }

    /**
     * Threads that decide while the limit changes from far to near and back: when they are done nobody owes more than a
     * bucket, and what was admitted in all is within what the limits allow together.
     */
    @Example
    void threadsThatDecideMeanwhileLeaveNoAbsurdDebt() throws InterruptedException {
        GcraLimit slow = GcraLimit.of(5, Duration.ofHours(1));
        GcraLimit fast = GcraLimit.of(5, Duration.ofNanos(200));
        for (int round = 0; round < Campaign.tries(20, 300); round++) {
            ThrottleTable table = ThrottleTable.of(fast, 8, NanoClock.system());
            AtomicLong failures = new AtomicLong();
            Thread[] threads = new Thread[2];
            for (int t = 0; t < threads.length; t++) {
                int seed = t;
                threads[t] = new Thread(() -> {
                    try {
                        SplittableRandom random = new SplittableRandom(seed);
                        for (int i = 0; i < 20_000; i++) {
                            table.tryAcquire(random.nextLong(6));
                        }
                    } catch (RuntimeException | Error e) {
                        failures.incrementAndGet();
                    }
                });
                threads[t].start();
            }
            for (int i = 0; i < 50; i++) {
                table.reconfigure(i % 2 == 0 ? slow : fast);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).hasValue(0);
            for (long key = 0; key < 6; key++) {
                assertThat(table.waitNanos(key)).isLessThanOrEqualTo(fast.intervalNanos());
            }
        }
    }
}
