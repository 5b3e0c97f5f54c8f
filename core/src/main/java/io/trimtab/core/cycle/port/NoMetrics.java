package io.trimtab.core.cycle.port;

/** Forgets every measurement. */
enum NoMetrics implements Metrics {
    INSTANCE;

    @Override
    public void count(MetricKey key, long by) {}

    @Override
    public void time(MetricKey key, long nanos) {}

    @Override
    public void gauge(MetricKey key, double value) {}
}
