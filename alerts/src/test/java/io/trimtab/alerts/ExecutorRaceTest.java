package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.alerts.throttle.Storm;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.NanoClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A service with an executor, real threads and real time. */
class ExecutorRaceTest {
    private static final List<Severity> SEVERITIES = List.of(Severity.values());

    /** Fails now and then, and notices if two threads are in it. */
    private static final class Flaky implements AlertChannel {
        private final String name;
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger calls = new AtomicInteger();
        final AtomicInteger overlaps = new AtomicInteger();
        final AtomicLong accepted = new AtomicLong();

        Flaky(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Delivery deliver(Notification notification) {
            overlaps.addAndGet(inside.getAndIncrement());
            try {
                return switch (calls.incrementAndGet() % 16) {
                    case 3 -> throw new IllegalStateException("every now and then");
                    case 7 -> Delivery.retryable("busy");
                    case 11 -> Delivery.failed("no");
                    default -> {
                        if (!notification.first().type().equals(Digest.TYPE)) {
                            accepted.incrementAndGet();
                        }
                        yield Delivery.accepted();
                    }
                };
            } finally {
                inside.decrementAndGet();
            }
        }
    }

    @Test
    void manySubmittersAndTheExecutorsThreadsLoseNothing() throws InterruptedException {
        for (int round = 0; round < Campaign.tries(3, 40); round++) {
            ScheduledExecutorService executor = Executors.newScheduledThreadPool(3);
            try {
                race(executor);
            } finally {
                executor.shutdownNow();
            }
        }
    }

    private static void race(ScheduledExecutorService executor) throws InterruptedException {
        Flaky pager = new Flaky("pager");
        Flaky chat = new Flaky("chat");
        DeliveryPolicy policy = DeliveryPolicy.retrying(3)
                .backingOff(Duration.ofMillis(1), Duration.ofMillis(1))
                .breakingAfter(1_000, Duration.ofMillis(1));
        AlertService alerts = AlertService.builder()
                .route(AlertMatcher.severity(Severity.CRITICAL), pager)
                .otherwise(chat)
                .deliver(pager, policy.failingOverTo(chat))
                .deliver(chat, policy)
                .lastResort(new Flaky("log"))
                .queue(256, 64)
                .undeliveredCapacity(10_000)
                .throttle(Throttle.perType().cooldown(Duration.ofMillis(1)))
                .storm(Storm.of(500).per(Duration.ofMillis(5)))
                .using(executor)
                .build(InstantSource.system(), NanoClock.system());
        int each = 3_000;
        CountDownLatch start = new CountDownLatch(1);
        AtomicInteger failures = new AtomicInteger();
        Thread[] threads = new Thread[3];
        for (int t = 0; t < threads.length; t++) {
            int seed = t;
            threads[t] = new Thread(() -> {
                try {
                    start.await();
                    SplittableRandom random = new SplittableRandom(seed);
                    for (int i = 0; i < each; i++) {
                        alerts.submit(Alert.of(SEVERITIES.get(random.nextInt(4)), "t" + random.nextInt(50)));
                        if (seed == 0 && i % 500 == 0) {
                            alerts.throttle(Throttle.perType().cooldown(Duration.ofMillis(1 + i % 3)));
                            failures.addAndGet(
                                    alerts.ledger().submitted() < 0 ? 1 : 0); // one that does not balance throws
                        }
                    }
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
        List<Undelivered> remaining = new ArrayList<>(alerts.shutdown(Duration.ofSeconds(60)));
        assertThat(failures).hasValue(0);
        assertThat(pager.overlaps).hasValue(0);
        assertThat(chat.overlaps).hasValue(0);
        AlertLedger ledger = alerts.ledger();
        assertThat(ledger.submitted()).isEqualTo(3L * each);
        assertThat(ledger.pending()).as("%s", ledger).isEqualTo(ledger.count(Outcome.HELD));
        assertThat(ledger.count(Outcome.DELIVERED)).isEqualTo(pager.accepted.get() + chat.accepted.get());
        assertThat(alerts.ledger("pager").dropped()).isZero();
        assertThat(remaining).hasSize((int) (ledger.count(Outcome.LAST_RESORT) + ledger.count(Outcome.HELD)));
    }
}
