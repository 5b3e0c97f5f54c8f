package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AlarmTest {
    /** Each timer rings at once, in another thread, while the one who set it still advances the service. */
    private static final class Hasty extends ScheduledThreadPoolExecutor {
        private final ManualClock clock;
        int rung;

        Hasty(ManualClock clock) {
            super(1);
            this.clock = clock;
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            rung++;
            clock.advance(Duration.of(delay, unit.toChronoUnit()));
            Thread thread = new Thread(task);
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return super.schedule(() -> {}, 1, TimeUnit.DAYS);
        }
    }

    @Test
    void aTimerThatRingsWhileTheServiceIsAdvancedIsNotLost() {
        ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
        Hasty executor = new Hasty(clock);
        ScriptedChannel chat = new ScriptedChannel("chat");
        chat.behaviour = alert -> chat.calls < 3 ? Delivery.retryable("busy") : Delivery.accepted();
        AlertService alerts = AlertService.builder()
                .otherwise(chat)
                .deliver(chat, DeliveryPolicy.retrying(5))
                .using(executor)
                .build(clock);
        alerts.submit(Alert.error("feed.down"));
        assertThat(alerts.ledger()).hasToString("submitted 1 = delivered 1 + suppressed 0 + pending 0 + dropped 0");
        assertThat(chat.calls).isEqualTo(3);
        assertThat(executor.rung).isPositive();
        executor.shutdownNow();
    }
}
