package io.trimtab.core.cycle;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.MetricKey;
import io.trimtab.core.cycle.port.Metrics;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps measurements in memory, for at most a given number of series.
 *
 * <p>A measurement of a series beyond the bound, and a NaN, are not kept but counted: {@link Snapshot#overflowed} and
 * {@link Snapshot#refused}. Measuring a known series allocates nothing but what the map needs to find it. Thread-safe.
 *
 * <pre>{@code
 * InMemoryMetrics metrics = InMemoryMetrics.holding(1000);
 * metrics.count(MetricKey.of("orders"), 3);
 * metrics.snapshot().counters(); // {orders=3}
 * }</pre>
 */
public final class InMemoryMetrics implements Metrics {
    private final int mostSeries;
    private final SortedMap<MetricKey, long[]> counters = new TreeMap<>();
    private final SortedMap<MetricKey, TimerCell> timers = new TreeMap<>();
    private final SortedMap<MetricKey, double[]> gauges = new TreeMap<>();
    private long overflowed;
    private long refused;

    private InMemoryMetrics(int mostSeries) {
        this.mostSeries = mostSeries;
    }

    /**
     * Metrics with a bound.
     *
     * @param mostSeries how many series there may be, of all kinds together, at least 1
     * @return empty metrics
     */
    public static InMemoryMetrics holding(int mostSeries) {
        return new InMemoryMetrics(Check.atLeast(mostSeries, 1, "mostSeries"));
    }

    @Override
    public synchronized void count(MetricKey key, long by) {
        Check.notNull(key, "key");
        if (by < 0) {
            refused++;
            return;
        }
        long[] cell = counters.get(key);
        if (cell != null) {
            cell[0] += by;
        } else if (hasRoom()) {
            counters.put(key, new long[] {by});
        }
    }

    @Override
    public synchronized void time(MetricKey key, long nanos) {
        Check.notNull(key, "key");
        if (nanos < 0) {
            refused++;
            return;
        }
        TimerCell cell = timers.get(key);
        if (cell == null && hasRoom()) {
            cell = new TimerCell();
            timers.put(key, cell);
        }
        if (cell != null) {
            cell.count++;
            cell.total += nanos;
            cell.longest = Math.max(cell.longest, nanos);
        }
    }

    @Override
    public synchronized void gauge(MetricKey key, double value) {
        Check.notNull(key, "key");
        if (Double.isNaN(value)) {
            refused++;
            return;
        }
        double[] cell = gauges.get(key);
        if (cell != null) {
            cell[0] = value;
        } else if (hasRoom()) {
            gauges.put(key, new double[] {value});
        }
    }

    private boolean hasRoom() {
        if (counters.size() + timers.size() + gauges.size() < mostSeries) {
            return true;
        }
        overflowed++;
        return false;
    }

    /**
     * Everything measured so far.
     *
     * @return an immutable copy
     */
    public synchronized Snapshot snapshot() {
        SortedMap<MetricKey, Long> counted = new TreeMap<>();
        counters.forEach((key, cell) -> counted.put(key, cell[0]));
        SortedMap<MetricKey, TimerReading> timed = new TreeMap<>();
        timers.forEach((key, cell) -> timed.put(key, new TimerReading(cell.count, cell.total, cell.longest)));
        SortedMap<MetricKey, Double> gauged = new TreeMap<>();
        gauges.forEach((key, cell) -> gauged.put(key, cell[0]));
        return new Snapshot(counted, timed, gauged, overflowed, refused);
    }

    /** What a timer accumulates. */
    private static final class TimerCell {
        private long count;
        private long total;
        private long longest;
    }

    /**
     * What a timer has measured.
     *
     * @param count how often
     * @param totalNanos all together
     * @param longestNanos the longest
     */
    public record TimerReading(long count, long totalNanos, long longestNanos) {}

    /**
     * Measurements at one moment.
     *
     * @param counters counters by series, sorted
     * @param timers timers by series, sorted
     * @param gauges gauges by series, sorted
     * @param overflowed measurements lost because there were too many series
     * @param refused measurements refused because they were NaN or negative
     */
    public record Snapshot(
            SortedMap<MetricKey, Long> counters,
            SortedMap<MetricKey, TimerReading> timers,
            SortedMap<MetricKey, Double> gauges,
            long overflowed,
            long refused) {
        /** Copies. */
        public Snapshot {
            counters = Collections.unmodifiableSortedMap(new TreeMap<>(Check.notNull(counters, "counters")));
            timers = Collections.unmodifiableSortedMap(new TreeMap<>(Check.notNull(timers, "timers")));
            gauges = Collections.unmodifiableSortedMap(new TreeMap<>(Check.notNull(gauges, "gauges")));
        }
    }
}
