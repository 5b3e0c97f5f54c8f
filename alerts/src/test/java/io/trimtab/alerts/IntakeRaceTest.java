package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.testkit.Campaign;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The ring between submitters and the one that advances, with real threads. */
class IntakeRaceTest {
    private static Ticket ticket(Severity severity, int producer, int number) {
        Alert alert = Alert.of(severity, "t" + producer);
        return new Ticket(alert, new Fingerprint(producer, number), List.of(), 0);
    }

    private interface Body {
        void run() throws InterruptedException;
    }

    private static void inThreads(Body... bodies) throws InterruptedException {
        AtomicInteger failures = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (Body body : bodies) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    body.run();
                } catch (InterruptedException | RuntimeException | Error e) {
                    failures.incrementAndGet();
                }
            });
            threads.add(thread);
            thread.start();
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).hasValue(0);
    }

    /** What was taken comes out, once, in the order of each submitter, and never more than there are places for. */
    @Test
    void whatIsTakenComesOutOnceAndInOrder() throws InterruptedException {
        int each = 5_000;
        for (int round = 0; round < Campaign.tries(5, 100); round++) {
            int capacity = 1 + round % 7;
            int reserve = round % 3;
            Intake intake = new Intake(capacity, reserve);
            AtomicInteger[] taken = {new AtomicInteger(), new AtomicInteger()};
            AtomicInteger running = new AtomicInteger(2);
            List<Ticket> out = new ArrayList<>();
            Body[] bodies = new Body[3];
            for (int p = 0; p < 2; p++) {
                int producer = p;
                bodies[p] = () -> {
                    for (int i = 0; i < each; i++) {
                        Severity severity = (i + producer) % 3 == 0 ? Severity.CRITICAL : Severity.INFO;
                        if (intake.offer(ticket(severity, producer, i))) {
                            taken[producer].incrementAndGet();
                        }
                    }
                    running.decrementAndGet();
                };
            }
            bodies[2] = () -> {
                boolean last;
                do {
                    last = running.get() == 0;
                    for (Ticket ticket = intake.poll(); ticket != null; ticket = intake.poll()) {
                        assertThat(intake.waiting()).hasSizeLessThanOrEqualTo(capacity + reserve - 1);
                        out.add(ticket);
                        intake.begun(ticket);
                    }
                } while (!last);
            };
            inThreads(bodies);
            assertThat(intake.isEmpty()).isTrue();
            long[] previous = {-1, -1};
            int[] count = new int[2];
            for (Ticket ticket : out) {
                int producer = (int) ticket.print.high();
                assertThat(ticket.print.low()).isGreaterThan(previous[producer]);
                previous[producer] = ticket.print.low();
                count[producer]++;
            }
            assertThat(count).containsExactly(taken[0].get(), taken[1].get());
        }
    }

    /** Others that are turned away, however many at the same moment, never take the place of a critical alert. */
    @Test
    void theReserveIsThereForCriticalAlertsWhateverTheOthersDo() throws InterruptedException {
        for (int round = 0; round < Campaign.tries(20, 300); round++) {
            Intake intake = new Intake(1, 1);
            assertThat(intake.offer(ticket(Severity.INFO, 0, 0))).isTrue(); // full for all others
            assertThat(intake.poll()).isNotNull();
            AtomicInteger refused = new AtomicInteger();
            AtomicInteger running = new AtomicInteger(1);
            Body flood = () -> {
                while (running.get() > 0) {
                    assertThat(intake.offer(ticket(Severity.INFO, 1, 0))).isFalse();
                }
            };
            inThreads(flood, flood, () -> {
                for (int i = 0; i < 5_000; i++) {
                    Ticket critical = ticket(Severity.CRITICAL, 2, i);
                    if (!intake.offer(critical)) {
                        refused.incrementAndGet();
                        continue;
                    }
                    assertThat(intake.poll()).isSameAs(critical);
                    intake.begun(critical);
                }
                running.set(0);
            });
            assertThat(refused)
                    .as("critical alerts refused beside a free place")
                    .hasValue(0);
        }
    }
}
