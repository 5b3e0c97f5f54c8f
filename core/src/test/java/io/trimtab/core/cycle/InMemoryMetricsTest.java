package io.trimtab.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.trimtab.core.cycle.port.MetricKey;
import org.junit.jupiter.api.Test;

class InMemoryMetricsTest {
    private static final MetricKey A = MetricKey.of("a");
    private static final MetricKey B = MetricKey.of("b");

    @Test
    void measurementsAccumulate() {
        InMemoryMetrics metrics = InMemoryMetrics.holding(3);
        metrics.count(A, 2);
        metrics.count(A, 3);
        metrics.time(A, 10);
        metrics.time(A, 30);
        metrics.gauge(A, 1);
        metrics.gauge(A, 2.5);
        InMemoryMetrics.Snapshot snapshot = metrics.snapshot();
        assertThat(snapshot.counters()).containsEntry(A, 5L);
        assertThat(snapshot.timers()).containsEntry(A, new InMemoryMetrics.TimerReading(2, 40, 30));
        assertThat(snapshot.gauges()).containsEntry(A, 2.5);
    }

    @Test
    void theNumberOfSeriesIsBoundedAndWhatIsLostIsCounted() {
        InMemoryMetrics metrics = InMemoryMetrics.holding(1);
        metrics.count(A, 1);
        for (int i = 0; i < 1000; i++) {
            metrics.count(MetricKey.of("x" + i), 1);
        }
        metrics.time(B, 1);
        metrics.gauge(B, 1);
        metrics.count(A, 1);
        assertThat(metrics.snapshot().counters()).containsEntry(A, 2L).hasSize(1);
        assertThat(metrics.snapshot().overflowed()).isEqualTo(1002);
    }

    @Test
    void whatIsNotAMeasurementIsRefused() {
        InMemoryMetrics metrics = InMemoryMetrics.holding(10);
        metrics.gauge(A, Double.NaN);
        metrics.count(A, -1);
        metrics.time(A, -1);
        assertThat(metrics.snapshot().refused()).isEqualTo(3);
        assertThat(metrics.snapshot().counters()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InMemoryMetrics.holding(0))
                .withMessage("mostSeries must be at least 1, was 0");
    }
}
