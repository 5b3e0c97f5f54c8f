package io.trimtab.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.util.concurrent.RateLimiter;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.trimtab.alerts.throttle.Gcra;
import io.trimtab.alerts.throttle.GcraLimit;
import io.trimtab.alerts.throttle.ThrottleTable;
import io.trimtab.alerts.throttle.WindowLimit;
import io.trimtab.alerts.throttle.WindowTable;
import io.trimtab.core.time.NanoClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One throttle decision, for one key and for random ones of many, beside Bucket4j, Guava, Resilience4j, Failsafe and
 * Caffeine.
 *
 * <p>Every decision admits, so that each pays for its update. The peers have one limiter for each key in a
 * {@code ConcurrentHashMap}, and none for the map's lookup when there is one key. The baselines are what the decision
 * cannot do without: a clock read and a compare-and-swap, and a probe into an array of longs.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway") // JMH calls the set-up before any measurement
public class ThrottleBenchmark {
    private static final int BURST = 1_000_000;
    private static final long NANOS_PER_PERMIT = 1;

    /** How many keys. */
    @Param({"1", "100000"})
    public int keys;

    private ThrottleTable table;
    private Bucket[] oneBucket;
    private RateLimiter[] oneLimiter;
    private ConcurrentHashMap<Long, Bucket> buckets;
    private ConcurrentHashMap<Long, RateLimiter> limiters;
    private Cache<Long, Bucket> cached;
    private io.github.resilience4j.ratelimiter.RateLimiter[] oneResilience4j;
    private ConcurrentHashMap<Long, io.github.resilience4j.ratelimiter.RateLimiter> resilience4j;
    private dev.failsafe.RateLimiter<?>[] oneFailsafe;
    private ConcurrentHashMap<Long, dev.failsafe.RateLimiter<?>> failsafe;
    private WindowTable windows;
    private final AtomicLong word = new AtomicLong();
    private final NanoClock clock = NanoClock.system();
    private long[] bare;
    private int bareMask;

    /** The keys of one thread, in random order. */
    @State(Scope.Thread)
    public static class Keys {
        private long state = 0x9e3779b97f4a7c15L ^ Thread.currentThread().getId();

        long next(int keys) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            return name(((state >>> 32) * keys) >>> 32);
        }

        static long name(long index) {
            return (index + 1) * 0xbf58476d1ce4e5b9L;
        }
    }

    /** Makes every limiter know every key. */
    @Setup
    public void fill() {
        table = ThrottleTable.of(new GcraLimit(BURST, NANOS_PER_PERMIT), keys, clock);
        buckets = new ConcurrentHashMap<>();
        limiters = new ConcurrentHashMap<>();
        resilience4j = new ConcurrentHashMap<>();
        failsafe = new ConcurrentHashMap<>();
        cached = Caffeine.newBuilder().maximumSize(2L * keys).build();
        windows = WindowTable.of(List.of(new WindowLimit(10, 1), new WindowLimit(5, 1)), keys, clock);
        oneResilience4j = new io.github.resilience4j.ratelimiter.RateLimiter[] {resilience4jLimiter()};
        oneFailsafe = new dev.failsafe.RateLimiter<?>[] {failsafeLimiter()};
        oneBucket = new Bucket[] {bucket()};
        oneLimiter = new RateLimiter[] {RateLimiter.create(1e9)};
        bareMask = Integer.highestOneBit(Math.max(2, keys)) * 4 - 1;
        bare = new long[2 * (bareMask + 1)];
        for (int i = 0; i < keys; i++) {
            long key = Keys.name(i);
            table.tryAcquire(key);
            if (keys > 1) {
                buckets.put(key, bucket());
                limiters.put(key, RateLimiter.create(1e9));
                resilience4j.put(key, resilience4jLimiter());
                failsafe.put(key, failsafeLimiter());
            }
            cached.put(key, bucket());
            bareDecision(key, 0);
        }
        if (table.overflowDecisions() > 0 || table.size() != keys) {
            throw new IllegalStateException("keys share buckets: " + table);
        }
    }

    private static io.github.resilience4j.ratelimiter.RateLimiter resilience4jLimiter() {
        return io.github.resilience4j.ratelimiter.RateLimiter.of(
                "key",
                RateLimiterConfig.custom()
                        .limitForPeriod(BURST)
                        .limitRefreshPeriod(Duration.ofMillis(1))
                        .timeoutDuration(Duration.ZERO)
                        .build());
    }

    private static dev.failsafe.RateLimiter<?> failsafeLimiter() {
        return dev.failsafe.RateLimiter.burstyBuilder(BURST, Duration.ofMillis(1))
                .build();
    }

    private static Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(BURST).refillGreedy(1_000_000_000L, Duration.ofSeconds(1)))
                .build();
    }

    /**
     * Trimtab's table.
     *
     * @param random the keys of this thread
     * @return whether the key was admitted
     */
    @Benchmark
    public boolean trimtab(Keys random) {
        return table.tryAcquire(random.next(keys));
    }

    /**
     * Bucket4j, with its default clock and lock-free buckets.
     *
     * @param random the keys of this thread
     * @return whether the key was admitted
     */
    @Benchmark
    public boolean bucket4j(Keys random) {
        long key = random.next(keys);
        return (keys == 1 ? oneBucket[0] : buckets.get(key)).tryConsume(1);
    }

    /**
     * Guava's RateLimiter.
     *
     * @param random the keys of this thread
     * @return whether the key was admitted
     */
    @Benchmark
    public boolean guava(Keys random) {
        long key = random.next(keys);
        return (keys == 1 ? oneLimiter[0] : limiters.get(key)).tryAcquire();
    }

    /**
     * Resilience4j's AtomicRateLimiter.
     *
     * @param random the keys of this thread
     * @return whether the key was admitted
     */
    @Benchmark
    public boolean resilience4j(Keys random) {
        long key = random.next(keys);
        return (keys == 1 ? oneResilience4j[0] : resilience4j.get(key)).acquirePermission();
    }

    /**
     * Failsafe's bursty limiter.
     *
     * @param random the keys of this thread
     * @return whether the key was admitted
     */
    @Benchmark
    public boolean failsafe(Keys random) {
        long key = random.next(keys);
        return (keys == 1 ? oneFailsafe[0] : failsafe.get(key)).tryAcquirePermit();
    }

    /**
     * Bucket4j's buckets in a Caffeine cache that is large enough for all of them: bounded, as the table is.
     *
     * @param random the keys of this thread
     * @return whether the key was admitted
     */
    @Benchmark
    public boolean caffeineAndBucket4j(Keys random) {
        Bucket bucket = cached.getIfPresent(random.next(keys));
        return bucket != null && bucket.tryConsume(1);
    }

    /**
     * Two exact sliding windows at once.
     *
     * @param random the keys of this thread
     * @return whether the key was admitted
     */
    @Benchmark
    public boolean trimtabWindows(Keys random) {
        return windows.tryAcquire(random.next(keys));
    }

    /**
     * The floor for one key: reads the clock and swaps one word.
     *
     * @param random the keys of this thread
     * @return whether the key was admitted
     */
    @Benchmark
    public boolean clockAndSwap(Keys random) {
        long key = random.next(keys);
        long now = clock.nanos();
        long seen = word.get();
        return word.compareAndSet(seen, Math.max(seen, now) + (key & 1));
    }

    /**
     * The floor for many keys: one thread, no bound, no eviction, no protection against clocks that jump.
     *
     * @param random the keys of this thread
     * @return whether the key was admitted
     */
    @Benchmark
    public boolean bareTable(Keys random) {
        return bareDecision(random.next(keys), clock.nanos());
    }

    private boolean bareDecision(long key, long now) {
        long h = (key ^ (key >>> 33)) * 0xff51afd7ed558ccdL;
        int i = (int) (h >>> 32) & bareMask;
        while (bare[2 * i] != key) {
            if (bare[2 * i] == 0) {
                bare[2 * i] = key;
                bare[2 * i + 1] = now;
            } else {
                i = (i + 1) & bareMask;
            }
        }
        long next = Gcra.next(bare[2 * i + 1], now, NANOS_PER_PERMIT, BURST * NANOS_PER_PERMIT);
        if (next == Gcra.REFUSED) {
            return false;
        }
        bare[2 * i + 1] = next;
        return true;
    }
}
