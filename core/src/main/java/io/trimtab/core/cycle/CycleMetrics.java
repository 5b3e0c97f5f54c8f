package io.trimtab.core.cycle;

import io.trimtab.core.cycle.port.MetricKey;
import io.trimtab.core.cycle.port.Metrics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures what a cycle came to. The metrics are the host's code: what they throw is logged, and changes nothing. */
final class CycleMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(CycleMetrics.class);
    private static final Map<Phase, MetricKey> TIMERS = keys(Phase.values(), "cycle.phase", "phase");
    private static final Map<CycleOutcome, MetricKey> OUTCOMES =
            keys(CycleOutcome.values(), "cycle.outcome", "outcome");
    private static final MetricKey EQUITY = MetricKey.of("cycle.equity");

    private final Metrics metrics;

    CycleMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    private static <E extends Enum<E>> Map<E, MetricKey> keys(E[] constants, String name, String label) {
        Map<E, MetricKey> keys = new EnumMap<>(constants[0].getDeclaringClass());
        for (E constant : constants) {
            keys.put(constant, MetricKey.of(name, label, constant.name().toLowerCase(Locale.ROOT)));
        }
        return keys;
    }

    void measure(CycleReport report) {
        try {
            count(OUTCOMES.get(report.outcome()));
            for (PhaseResult result : report.phases()) {
                MetricKey timer = TIMERS.get(result.phase());
                if (timer != null && result.status() != PhaseStatus.SKIPPED) {
                    metrics.time(timer, result.nanos());
                }
            }
            report.equity().ifPresent(equity -> metrics.gauge(EQUITY, equity));
        } catch (RuntimeException | Error failure) {
            LOG.warn("metrics failed: {}", Failures.describe(failure));
        }
    }

    private void count(@Nullable MetricKey key) {
        if (key != null) {
            metrics.count(key, 1);
        }
    }
}
