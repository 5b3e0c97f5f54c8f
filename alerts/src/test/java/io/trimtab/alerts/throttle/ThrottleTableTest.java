package io.trimtab.alerts.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.ManualClock;
import io.trimtab.core.time.NanoClock;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // null is passed on purpose, to see it refused
class ThrottleTableTest {
    private static final GcraLimit TEN_PER_SECOND_EACH = GcraLimit.of(10, Duration.ofSeconds(1));

    private final ManualClock clock = ManualClock.startingAt(Instant.EPOCH);

    private static int drain(ThrottleTable table, long key) {
        int admitted = 0;
        while (table.tryAcquire(key)) {
            admitted++;
        }
        return admitted;
    }

    @Test
    void admitsTheBurstAndThenOneForEachInterval() {
        ThrottleTable table = ThrottleTable.of(TEN_PER_SECOND_EACH, 100, clock);
        assertThat(table.available(7)).isEqualTo(10);
        assertThat(drain(table, 7)).isEqualTo(10);
        assertThat(table.available(7)).isZero();
        assertThat(table.waitNanos(7)).isEqualTo(1_000_000_000L);
        clock.advance(Duration.ofNanos(999_999_999));
        assertThat(table.tryAcquire(7)).isFalse();
        clock.advance(Duration.ofNanos(1));
        assertThat(table.tryAcquire(7)).isTrue();
        assertThat(table.tryAcquire(7)).isFalse();
        assertThat(drain(table, 8)).isEqualTo(10);
        assertThat(table.size()).isEqualTo(2);
        assertThat(table).hasToString("ThrottleTable[2 of 132 keys, each burst of 10, then one every PT1S]");
        assertThat(table.limit()).isEqualTo(TEN_PER_SECOND_EACH);
    }

    @Test
    void theKeyZeroIsAKeyLikeAnyOther() {
        ThrottleTable table = ThrottleTable.of(TEN_PER_SECOND_EACH, 1, clock);
        assertThat(drain(table, 0)).isEqualTo(10);
        assertThat(table.available(0)).isZero();
        assertThat(drain(table, 1)).isEqualTo(10);
    }

    /** Bucket4j 8.19.0 gives 0 here and Resilience4j 2.4.0 stays 35,991 permits in debt (see ratelimiter_vectors.json). */
    @Test
    void anHourForthAndBackNeitherBlocksNorGives() {
        ThrottleTable table = ThrottleTable.of(GcraLimit.of(100, Duration.ofSeconds(1)), 10, clock);
        assertThat(drain(table, 5)).isEqualTo(100);
        clock.advance(Duration.ofHours(1));
        assertThat(drain(table, 5)).isEqualTo(100);
        clock.advance(Duration.ofHours(-1));
        assertThat(drain(table, 5)).isZero();
        clock.advance(Duration.ofSeconds(60));
        assertThat(drain(table, 5)).isEqualTo(60);
    }

    /** Bucket4j 8.19.0 with its own clock gives 0 here. */
    @Test
    void anOverflowOfTheClockIsHarmless() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
        ThrottleTable table = ThrottleTable.of(GcraLimit.of(100, Duration.ofSeconds(1)), 10, nanos::get);
        assertThat(drain(table, 5)).isEqualTo(100);
        nanos.addAndGet(20_000_000_000L);
        assertThat(nanos.get()).isNegative();
        assertThat(drain(table, 5)).isEqualTo(20);
    }

    @Test
    void noWindowGivesTwiceAtItsEdge() {
        ThrottleTable table = ThrottleTable.of(TEN_PER_SECOND_EACH, 10, clock);
        clock.advance(Duration.ofMillis(999));
        assertThat(drain(table, 1)).isEqualTo(10);
        clock.advance(Duration.ofMillis(1));
        assertThat(drain(table, 1)).isZero();
    }

    @Test
    void holdsAsManyKeysAsPromisedWithoutOverflow() {
        for (int keys : new int[] {1, 2, 3, 10, 1_000, 65_537}) {
            ThrottleTable table = ThrottleTable.of(TEN_PER_SECOND_EACH, keys, clock);
            for (long key = 1; key <= keys; key++) {
                assertThat(table.tryAcquire(key * 31)).isTrue();
            }
            assertThat(table.size()).isEqualTo(keys);
            assertThat(table.overflowDecisions()).isZero();
        }
    }

    @Test
    void aKeyTakesAtMost42Bytes() {
        for (int keys : new int[] {100, 16_384, 100_000, 1_000_000}) {
            ThrottleTable table = ThrottleTable.of(TEN_PER_SECOND_EACH, keys, clock);
            assertThat((double) table.bytes() / keys).as("%d keys", keys).isLessThan(keys == 100 ? 25 : 24.1);
        }
    }

    @Test
    void aMillionKeysShareTheOverflowBucketAndTheMemoryStays() {
        ThrottleTable table = ThrottleTable.of(TEN_PER_SECOND_EACH, 1_000, clock);
        long bytes = table.bytes();
        int admitted = 0;
        for (long key = 1; key <= 1_000_000; key++) {
            admitted += table.tryAcquire(key) ? 1 : 0;
        }
        assertThat(table.size()).isBetween(1_000, 1_333);
        assertThat(admitted).isEqualTo(table.size() + 10); // one for each place, and the burst of all the others
        assertThat(table.overflowDecisions()).isEqualTo(1_000_000 - table.size());
        assertThat(table.bytes()).isEqualTo(bytes);
    }

    @Test
    void bucketsThatAreFullAgainGiveWay() {
        ThrottleTable table = ThrottleTable.of(TEN_PER_SECOND_EACH, 1_000, clock);
        for (int round = 0; round < 20; round++) {
            for (long key = 1; key <= 1_000; key++) {
                assertThat(table.tryAcquire(round * 1_000L + key)).isTrue();
            }
            clock.advance(Duration.ofSeconds(1).plusNanos(SteadyClock.SLACK_NANOS));
        }
        assertThat(table.overflowDecisions()).isZero();
    }

    @Test
    void anExhaustedBucketIsNeverExchangedForAFullOne() {
        ThrottleTable table = ThrottleTable.of(TEN_PER_SECOND_EACH, 4, clock);
        assertThat(drain(table, 1)).isEqualTo(10);
        for (long key = 2; key <= 1_000; key++) {
            table.tryAcquire(key);
        }
        assertThat(table.tryAcquire(1)).isFalse();
    }

    /** A key that used up the overflow bucket and then gets its own place must not find a full bucket there. */
    @Test
    void aKeyThatLeavesTheOverflowBucketTakesItsDebtAlong() {
        ThrottleTable table = ThrottleTable.of(TEN_PER_SECOND_EACH, 1, clock);
        long key = 0;
        while (table.overflowDecisions() == 0) {
            key++;
            assertThat(table.tryAcquire(key)).isTrue();
        }
        assertThat(drain(table, key)).isEqualTo(9);
        clock.advance(Duration.ofMillis(1_001)); // the others are full again and give way
        long decisions = table.overflowDecisions();
        assertThat(drain(table, key)).isEqualTo(1);
        assertThat(table.overflowDecisions()).isEqualTo(decisions);
    }

    @Test
    void misuseIsNamed() {
        assertThatThrownBy(() -> ThrottleTable.of(TEN_PER_SECOND_EACH, 0, clock))
                .hasMessage("maxKeys must be at least 1, was 0");
        assertThatThrownBy(() -> ThrottleTable.of(TEN_PER_SECOND_EACH, Integer.MAX_VALUE, clock))
                .hasMessage("maxKeys must be at most 100000000, was 2147483647");
        assertThatThrownBy(() -> ThrottleTable.of(null, 1, clock)).hasMessage("limit");
        assertThatThrownBy(() -> ThrottleTable.of(TEN_PER_SECOND_EACH, 1, null)).hasMessage("clock");
    }

    @Test
    void threadsOnFewKeysTakeExactlyTheBurst() throws InterruptedException {
        for (int round = 0; round < Campaign.tries(20, 400); round++) {
            ThrottleTable table = ThrottleTable.of(GcraLimit.of(1_000, Duration.ofSeconds(1)), 8, clock);
            AtomicLongArray admitted = new AtomicLongArray(9);
            inThreads(3, seed -> {
                SplittableRandom random = new SplittableRandom(seed);
                for (int i = 0; i < 20_000; i++) {
                    int key = random.nextInt(1, 9);
                    if (table.tryAcquire(key)) {
                        admitted.incrementAndGet(key);
                    }
                }
            });
            for (int key = 1; key <= 8; key++) {
                assertThat(admitted.get(key)).isEqualTo(1_000);
            }
        }
    }

    /** Real time, a full table and more keys than places: no key may get more than its burst and its rate, ever. */
    @Test
    void threadsThatDriveKeysOutOfTheTableGainNothing() throws InterruptedException {
        long interval = 20_000;
        int burst = 3;
        for (int round = 0; round < Campaign.tries(5, 60); round++) {
            NanoClock real = NanoClock.system();
            ThrottleTable table = ThrottleTable.of(new GcraLimit(burst, interval), 16, real);
            AtomicLongArray admitted = new AtomicLongArray(64);
            long start = real.nanos();
            inThreads(3, seed -> {
                SplittableRandom random = new SplittableRandom(seed);
                for (int i = 0; i < 100_000; i++) {
                    int key = random.nextInt(0, 64);
                    if (table.tryAcquire(key)) {
                        admitted.incrementAndGet(key);
                    }
                }
            });
            long most = burst + (real.nanos() - start) / interval + 1;
            for (int key = 0; key < 64; key++) {
                assertThat(admitted.get(key)).isBetween(1L, most);
            }
        }
    }

    private interface Work {
        void run(long seed);
    }

    private static void inThreads(int count, Work work) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        AtomicLong failures = new AtomicLong();
        Thread[] threads = new Thread[count];
        for (int t = 0; t < count; t++) {
            long seed = t;
            threads[t] = new Thread(() -> {
                try {
                    start.await();
                    work.run(seed);
                } catch (InterruptedException | RuntimeException | Error e) {
                    failures.incrementAndGet();
                }
            });
            threads[t].start();
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).hasValue(0);
    }
}
