package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.ManualClock;
import io.trimtab.core.time.NanoClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AlertServiceRaceTest {
    private static final List<Severity> SEVERITIES = List.of(Severity.values());

    /** A channel that notices if two threads are in it. */
    private static final class Exclusive implements AlertChannel {
        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger overlaps = new AtomicInteger();
        final AtomicLong accepted = new AtomicLong();

        @Override
        public String name() {
            return "exclusive";
        }

        @Override
        public Delivery deliver(Notification notification) {
            overlaps.addAndGet(inside.getAndIncrement());
            try {
                if (notification.first().type().equals("t3")) {
                    throw new IllegalStateException("every now and then");
                }
                accepted.incrementAndGet();
                return Delivery.accepted();
            } finally {
                inside.decrementAndGet();
            }
        }
    }

    @Test
    void manyThreadsLoseNothingAndCallAChannelOneAtATime() throws InterruptedException {
        for (int round = 0; round < Campaign.tries(5, 60); round++) {
            Exclusive channel = new Exclusive();
            AlertService alerts = AlertService.builder()
                    .otherwise(channel)
                    .lastResort(new ScriptedChannel("log"))
                    .queue(64, 8)
                    .throttle(Throttle.perKey().cooldown(Duration.ofMillis(1)))
                    .build(InstantSource.system(), NanoClock.system());
            int each = 5_000;
            AtomicLong snapshots = new AtomicLong();
            CountDownLatch start = new CountDownLatch(1);
            AtomicInteger failures = new AtomicInteger();
            Thread[] threads = new Thread[4];
            for (int t = 0; t < threads.length; t++) {
                int seed = t;
                threads[t] = new Thread(() -> {
                    try {
                        start.await();
                        SplittableRandom random = new SplittableRandom(seed);
                        for (int i = 0; i < each; i++) {
                            if (seed == 3) { // reads: a ledger that does not balance would throw
                                snapshots.addAndGet(alerts.ledger().submitted() >= 0 ? 1 : 0);
                            } else {
                                alerts.submit(Alert.of(SEVERITIES.get(random.nextInt(4)), "t" + random.nextInt(4)));
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
            assertThat(failures).hasValue(0);
            assertThat(snapshots).hasValue(each);
            AlertLedger ledger = alerts.ledger();
            assertThat(ledger.submitted()).isEqualTo(3L * each);
            assertThat(ledger.pending())
                    .as("nothing stays in the queue when all submitters are done")
                    .isZero();
            assertThat(ledger.count(Outcome.DELIVERED)).isEqualTo(channel.accepted.get());
            assertThat(channel.overlaps).hasValue(0);
        }
    }

    /** A digest goes out after the queue was found empty: what another thread queues meanwhile must not be forgotten. */
    @Test
    void whatIsQueuedAtTheLastMomentIsDeliveredByTheThreadThatIsAtIt() {
        ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
        ScriptedChannel chat = new ScriptedChannel("chat");
        AlertService alerts = AlertService.builder()
                .otherwise(chat)
                .throttle(Throttle.perKey().cooldown(Duration.ofHours(2)))
                .digestEvery(Duration.ofHours(1))
                .build(clock);
        alerts.submit(Alert.info("t"));
        alerts.submit(Alert.info("t"));
        clock.advance(Duration.ofHours(1));
        chat.behaviour = alert -> {
            if (alert.type().equals(Digest.TYPE)) {
                Thread late = new Thread(() -> alerts.submit(Alert.info("late")));
                late.start();
                try {
                    late.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return Delivery.accepted();
        };
        alerts.advance();
        assertThat(chat.accepted).extracting(Alert::type).containsExactly("t", Digest.TYPE, "late");
        assertThat(alerts.ledger().pending()).isZero();
    }

    /** A submitter does not wait for a thread that only looks; that thread then does the submitter's work. */
    @Test
    void whatIsSubmittedWhileAnotherThreadLooksIsDeliveredWhenItHasLooked() throws InterruptedException {
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch submitted = new CountDownLatch(1);
        AtomicInteger waits = new AtomicInteger();
        NanoClock clock = () -> {
            if (Thread.currentThread().getName().equals("onlooker") && waits.getAndIncrement() == 0) {
                looking.countDown();
                try {
                    submitted.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return 1_000;
        };
        ScriptedChannel chat = new ScriptedChannel("chat");
        AlertService alerts = AlertService.builder().otherwise(chat).build(InstantSource.fixed(Instant.EPOCH), clock);
        Thread onlooker = new Thread(alerts::nextDue, "onlooker");
        onlooker.start();
        looking.await();
        alerts.submit(Alert.critical("t"));
        assertThat(alerts.ledger().pending()).isEqualTo(1);
        submitted.countDown();
        onlooker.join();
        assertThat(alerts.ledger().pending()).isZero();
        assertThat(chat.accepted).hasSize(1);
    }

    @Test
    void aHungChannelBlocksNoSubmitterAndShutdownSaysWhatIsInIt() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ScriptedChannel hung = new ScriptedChannel("hung");
        hung.behaviour = alert -> {
            entered.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Delivery.accepted();
        };
        AlertService alerts = AlertService.builder().otherwise(hung).build(ManualClock.startingAt(Instant.EPOCH));
        Thread victim = new Thread(() -> alerts.submit(Alert.info("first")));
        victim.start();
        entered.await();
        assertThat(alerts.submit(Alert.info("second"))).isEqualTo(Receipt.ACCEPTED); // returns at once
        List<Undelivered> remaining = alerts.shutdown(Duration.ofMillis(1));
        assertThat(remaining)
                .extracting(undelivered -> undelivered.alert().type())
                .containsExactly("first", "second");
        Thread.currentThread().interrupt();
        assertThat(alerts.shutdown(Duration.ofDays(1))).hasSize(2);
        assertThat(Thread.interrupted()).isTrue();
        release.countDown();
        victim.join();
        assertThat(alerts.shutdown(Duration.ZERO)).isEmpty();
        assertThat(alerts.ledger().delivered()).isEqualTo(2);
    }
}
