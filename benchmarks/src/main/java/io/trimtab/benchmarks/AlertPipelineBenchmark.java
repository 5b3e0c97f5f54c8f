package io.trimtab.benchmarks;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.AlertChannel;
import io.trimtab.alerts.AlertService;
import io.trimtab.alerts.Delivery;
import io.trimtab.alerts.Notification;
import io.trimtab.alerts.Receipt;
import io.trimtab.alerts.route.Grouping;
import io.trimtab.alerts.route.Route;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.time.NanoClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one alert costs the thread that raises it, from submission to the end of the account. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway") // JMH calls the set-up before any measurement
public class AlertPipelineBenchmark {
    private AlertService cooling;
    private AlertService limited;
    private AlertService open;
    private AlertService grouping;
    private AlertService hosted;
    private int queued;
    private Alert alert;

    private static final class Nowhere implements AlertChannel {
        private static final Delivery ACCEPTED = Delivery.accepted();

        @Override
        public String name() {
            return "nowhere";
        }

        @Override
        public Delivery deliver(Notification notification) {
            return ACCEPTED;
        }
    }

    private static AlertService service(Throttle throttle) {
        return AlertService.builder()
                .otherwise(new Nowhere())
                .throttle(throttle)
                .build(InstantSource.system(), NanoClock.system());
    }

    /** Builds services that differ in what they hold back. */
    @Setup
    public void build() {
        cooling = service(Throttle.perKey().cooldown(Duration.ofDays(1)));
        limited = service(Throttle.perKey().burstOf(1).thenOneEvery(Duration.ofDays(1)));
        open = service(Throttle.perKey());
        grouping = AlertService.builder()
                .routes(Route.<AlertChannel>to(new Nowhere())
                        .grouped(Grouping.by("subject")
                                .waiting(Duration.ofDays(1))
                                .every(Duration.ofDays(1))))
                .build(InstantSource.system(), NanoClock.system());
        hosted = AlertService.builder()
                .otherwise(new Nowhere())
                .throttle(Throttle.perKey().cooldown(Duration.ofDays(1)))
                .hostDriven()
                .build(InstantSource.system(), NanoClock.system());
        alert = Alert.warning("price.gap")
                .label("subject", "SAP")
                .label("metric", "gap")
                .text("a gap of 5%");
    }

    /**
     * A repetition within its cooldown.
     *
     * @return what became of it
     */
    @Benchmark
    public Receipt repeated() {
        return cooling.submit(alert);
    }

    /**
     * An alert whose key has no permit left.
     *
     * @return what became of it
     */
    @Benchmark
    public Receipt throttled() {
        return limited.submit(alert);
    }

    /**
     * An alert that waits in its group, in the place of the one before it.
     *
     * @return what became of it
     */
    @Benchmark
    public Receipt grouped() {
        return grouping.submit(alert);
    }

    /**
     * A repetition that is only queued; every 64th time the host works off the queue, which is counted as well.
     *
     * @return what became of it
     */
    @Benchmark
    public Receipt queued() {
        if ((++queued & 63) == 0) {
            hosted.advance();
        }
        return hosted.submit(alert);
    }

    /**
     * An alert that is delivered to a channel that does nothing.
     *
     * @return what became of it
     */
    @Benchmark
    public Receipt delivered() {
        return open.submit(alert);
    }

    /**
     * An alert built and delivered.
     *
     * @return what became of it
     */
    @Benchmark
    public Receipt builtAndDelivered() {
        return open.submit(Alert.warning("price.gap").label("subject", "SAP").text("a gap of 5%"));
    }
}
