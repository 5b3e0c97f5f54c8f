package io.trimtab.core.cycle.port;

/**
 * Where measurements go; a host adapts it to the metrics library it has.
 *
 * <p>Contract: thread-safe, quick, never throws; NaN is refused, which an implementation counts and shows.
 */
public interface Metrics {
    /**
     * Adds to a counter.
     *
     * @param key the series
     * @param by how much, at least zero
     */
    void count(MetricKey key, long by);

    /**
     * Records how long something took.
     *
     * @param key the series
     * @param nanos nanoseconds, at least zero
     */
    void time(MetricKey key, long nanos);

    /**
     * Sets a value that goes up and down.
     *
     * @param key the series
     * @param value the value now, not NaN
     */
    void gauge(MetricKey key, double value);

    /**
     * Metrics that go nowhere.
     *
     * @return an implementation that forgets everything
     */
    static Metrics none() {
        return NoMetrics.INSTANCE;
    }
}
