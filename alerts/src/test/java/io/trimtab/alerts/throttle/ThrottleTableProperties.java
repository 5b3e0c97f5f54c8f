package io.trimtab.alerts.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.testkit.Campaign;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ThrottleTableProperties {
    private long raw;

    /** Oracle: a map of tokens and last refill in exact arithmetic, written as a token bucket, not as arrival times. */
    private static final class TokenBuckets {
        private final GcraLimit limit;
        private final Map<Long, BigInteger[]> state = new HashMap<>(); // tokens x interval, time of the last refill

        TokenBuckets(GcraLimit limit) {
            this.limit = limit;
        }

        boolean tryAcquire(long key, long now) {
            BigInteger interval = BigInteger.valueOf(limit.intervalNanos());
            BigInteger full = interval.multiply(BigInteger.valueOf(limit.burst()));
            BigInteger time = BigInteger.valueOf(now);
            BigInteger[] bucket = state.computeIfAbsent(key, k -> new BigInteger[] {full, time});
            BigInteger tokens = bucket[0].add(time.subtract(bucket[1])).min(full);
            boolean admitted = tokens.compareTo(interval) >= 0;
            bucket[0] = admitted ? tokens.subtract(interval) : tokens;
            bucket[1] = time;
            return admitted;
        }
    }

    @Property(tries = 300)
    void decidesLikeExactTokenBucketsAsLongAsAllKeysFit(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 200) int keys,
            @ForAll @IntRange(min = 1, max = 20) int burst,
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long interval) {
        SplittableRandom random = new SplittableRandom(seed);
        GcraLimit limit = new GcraLimit(burst, interval);
        raw = random.nextLong();
        long start = raw;
        ThrottleTable table = ThrottleTable.of(limit, keys, () -> raw);
        TokenBuckets oracle = new TokenBuckets(limit);
        long[] names = random.longs(keys).toArray();
        names[0] = 0;
        for (int step = 0; step < Campaign.tries(500, 5_000); step++) {
            raw += random.nextInt(4) == 0 ? random.nextLong(3 * interval) : 0;
            long key = names[random.nextInt(keys)];
            assertThat(table.tryAcquire(key)).isEqualTo(oracle.tryAcquire(key, raw - start));
        }
        assertThat(table.overflowDecisions()).isZero();
    }

    /**
     * More keys than places, and a clock that jumps both ways: in no span does a key get more than the burst and one for
     * each interval that passed, jumps back counted as no time. Checked for every pair of admissions of every key.
     */
    @Property(tries = 200)
    void admitsNoKeyMoreThanItsBurstAndRateWhateverTheOthersDo(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int places,
            @ForAll @IntRange(min = 1, max = 8) int burst) {
        SplittableRandom random = new SplittableRandom(seed);
        long interval = 10_000_000L;
        ThrottleTable table = ThrottleTable.of(new GcraLimit(burst, interval), places, () -> raw);
        int keys = places * 4;
        Map<Long, ArrayDeque<Long>> admissions = new HashMap<>();
        long elapsed = 0; // forward movement only: at least what the steady clock shows
        for (int step = 0; step < Campaign.tries(1_000, 20_000); step++) {
            long move = switch (random.nextInt(40)) {
                case 0 -> random.nextLong(3_600_000_000_000L);
                case 1 -> -random.nextLong(3_600_000_000_000L);
                case 2, 3, 4, 5, 6 -> random.nextLong(2 * interval);
                default -> 0;
            };
            raw += move;
            elapsed += Math.max(0, move);
            long key = random.nextLong(keys);
            if (table.tryAcquire(key)) {
                ArrayDeque<Long> times = admissions.computeIfAbsent(key, k -> new ArrayDeque<>());
                times.addLast(elapsed);
                long back = 0;
                for (var it = times.descendingIterator(); it.hasNext(); ) {
                    back++;
                    long span = elapsed - it.next();
                    assertThat(back).isLessThanOrEqualTo(burst + span / interval);
                }
                if (times.size() > 60) {
                    times.removeFirst();
                }
            }
            assertThat(table.size()).isLessThanOrEqualTo(places * 4 / 3 + 2);
        }
    }

    /** After enough quiet time every key is served again: nothing stays blocked, whatever happened before. */
    @Property(tries = 100)
    void everyKeyIsServedAgainAfterAQuietTime(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int places) {
        SplittableRandom random = new SplittableRandom(seed);
        GcraLimit limit = new GcraLimit(5, 1_000_000_000L);
        ThrottleTable table = ThrottleTable.of(limit, places, () -> raw);
        for (int step = 0; step < 2_000; step++) {
            table.tryAcquire(random.nextLong());
            raw += random.nextInt(50) == 0 ? random.nextLong(-3_600_000_000_000L, 3_600_000_000_000L) : 1_000;
        }
        table.tryAcquire(1); // notices the last jump, if there was one
        raw += limit.capacityNanos() + 2 * SteadyClock.SLACK_NANOS;
        for (int i = 0; i < places; i++) {
            long key = random.nextLong();
            int admitted = 0;
            while (table.tryAcquire(key)) {
                admitted++;
            }
            assertThat(admitted).isEqualTo(5);
        }
    }

    /**
     * Oracle: what the keys owe that were seen to get a place of their own, in plain arithmetic. As long as such a key owes
     * anything, the table knows exactly how much: its bucket was not exchanged for another, and it does not share one.
     */
    @Property(tries = 200)
    void onlyBucketsThatAreFullAgainGiveWay(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30) int places,
            @ForAll @IntRange(min = 1, max = 8) int burst) {
        SplittableRandom random = new SplittableRandom(seed);
        long interval = 1_000_000_000L;
        ThrottleTable table = ThrottleTable.of(new GcraLimit(burst, interval), places, () -> raw);
        Map<Long, Long> owed = new HashMap<>(); // in nanoseconds
        Map<Long, Long> unknown = new HashMap<>(); // what a key owes at most that began with the shared bucket, perhaps
        long sharedOwed = 0;
        for (int step = 0; step < Campaign.tries(500, 5_000); step++) {
            long pause = random.nextInt(3) == 0 ? random.nextLong(interval * burst / places + 1) : 0;
            raw += pause;
            owed.replaceAll((key, debt) -> debt - pause);
            owed.values().removeIf(debt -> debt <= 0);
            unknown.replaceAll((key, debt) -> debt - pause);
            unknown.values().removeIf(debt -> debt <= 0);
            sharedOwed = Math.max(0, sharedOwed - pause);
            long key = 1 + random.nextLong(places * 3L);
            Long debt = owed.get(key);
            if (debt != null) {
                assertThat(table.available(key)).isEqualTo((burst * interval - debt) / interval);
            }
            long shared = table.overflowDecisions();
            boolean admitted = table.tryAcquire(key);
            if (table.overflowDecisions() > shared) {
                assertThat(debt).as("who owes has a place of its own").isNull();
                sharedOwed += admitted ? interval : 0;
            } else if (debt != null) {
                assertThat(admitted).isEqualTo(debt <= (burst - 1) * interval);
                owed.put(key, debt + (admitted ? interval : 0));
            } else if (sharedOwed > 0 || unknown.containsKey(key)) {
                unknown.put(key, burst * interval);
            } else {
                assertThat(admitted).isTrue();
                owed.put(key, interval);
            }
        }
    }

    /** What an attacker can do with names: ten million of them, one each, in bounded time and memory. */
    @Property(tries = 1)
    void tenMillionKeysShareWhatIsLeft() {
        GcraLimit limit = new GcraLimit(10, 1_000_000_000L);
        ThrottleTable table = ThrottleTable.of(limit, 100_000, () -> raw);
        long bytes = table.bytes();
        long admitted = 0;
        long count = 10_000_000;
        for (long key = 1; key <= count; key++) {
            admitted += table.tryAcquire(key * 0x9e3779b97f4a7c15L) ? 1 : 0;
        }
        assertThat(table.size()).isBetween(100_000, 133_334);
        assertThat(admitted).isEqualTo(table.size() + 10);
        assertThat(table.overflowDecisions()).isEqualTo(count - table.size());
        assertThat(table.bytes()).isEqualTo(bytes);
    }
}
