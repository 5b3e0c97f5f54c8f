package io.trimtab.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.trimtab.alerts.Alert;
import io.trimtab.alerts.AlertChannel;
import io.trimtab.alerts.AlertMatcher;
import io.trimtab.alerts.AlertService;
import io.trimtab.alerts.AlertServiceBuilder;
import io.trimtab.alerts.Delivery;
import io.trimtab.alerts.DeliveryPolicy;
import io.trimtab.alerts.Notification;
import io.trimtab.alerts.Outcome;
import io.trimtab.alerts.Severity;
import io.trimtab.core.time.NanoClock;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service with real channels, real servers, real threads and real time. */
@Timeout(120)
@SuppressWarnings("NullAway") // values that a test has set are there
class DeliveryEndToEndTest {
    private static final Alert BREACH =
            Alert.critical("risk.var").label("book", "fx").text("VaR 2.4% > 2.0%");
    private static final Alert GAP = Alert.warning("price.gap");
    private static final int THREADS = 4;
    private static final Duration FOREVER = Duration.ofMinutes(2);

    private final HttpPeer peer = new HttpPeer();
    private final GreenMail greenMail =
            new GreenMail(new ServerSetup(0, InetAddress.getLoopbackAddress().getHostAddress(), "smtp"));
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(THREADS);

    @AfterEach
    void stop() throws IOException {
        executor.shutdownNow();
        greenMail.stop();
        peer.close();
    }

    private AlertChannel webhook(String name) {
        return WebhookChannel.builder(name, peer.uri("/" + name))
                .timeout(FOREVER)
                .build();
    }

    private AlertChannel mail() {
        greenMail.start();
        return MailChannel.builder("mail", "localhost", greenMail.getSmtp().getPort())
                .security(MailSecurity.NONE)
                .from("trimtab@example.com")
                .to("desk@example.com")
                .build();
    }

    private AlertService started(AlertServiceBuilder described) {
        return described.using(executor).build(InstantSource.system(), NanoClock.system());
    }

    private static DeliveryPolicy quick(int attempts) {
        return DeliveryPolicy.retrying(attempts)
                .backingOff(Duration.ofMillis(1), Duration.ofMillis(5))
                .breakingAfter(1_000, Duration.ofSeconds(1));
    }

    private static void await(BooleanSupplier condition) {
        for (int i = 0; i < 60_000 && !condition.getAsBoolean(); i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** All threads of the executor meet: none of them hangs. */
    private void assertAllThreadsAreFree() throws Exception {
        CyclicBarrier meeting = new CyclicBarrier(THREADS + 1);
        for (int i = 0; i < THREADS; i++) {
            executor.execute(() -> {
                try {
                    meeting.await(60, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        meeting.await(60, TimeUnit.SECONDS);
    }

    @Test
    void aDeadWebhookFailsOverToMailHoweverItIsDead() throws Exception {
        AlertChannel pager = webhook("pager");
        AlertChannel mail = mail();
        int mails = 0;
        for (HttpPeer.Behaviour dead : List.of(
                HttpPeer.answering(503, ""),
                HttpPeer.answering(404, "gone"),
                HttpPeer.resetting(),
                HttpPeer.hanging(),
                (request, socket) -> socket.getOutputStream().write(new byte[] {1, 2, 3, '\n'}))) {
            peer.behave(dead);
            try (AlertService alerts = started(AlertService.builder()
                    .otherwise(pager)
                    .deliver(pager, quick(2).timeout(Duration.ofMillis(200)).failingOverTo(mail)))) {
                alerts.submit(BREACH);
                await(() -> alerts.ledger().delivered() == 1);
                assertThat(alerts.ledger())
                        .hasToString("submitted 1 = delivered 1 + suppressed 0 + pending 0 + dropped 0");
                assertThat(greenMail.getReceivedMessages()).hasSize(++mails);
                assertThat(greenMail.getReceivedMessages()[mails - 1].getSubject())
                        .isEqualTo("CRITICAL risk.var book=fx");
                assertAllThreadsAreFree();
            }
        }
    }

    @Test
    void attemptsCarryOneIdempotencyKeyUntilOneSucceeds() {
        AtomicInteger asked = new AtomicInteger();
        peer.behave((request, socket) ->
                HttpPeer.answering(asked.incrementAndGet() < 4 ? 500 : 200, "").answer(request, socket));
        AlertChannel pager = webhook("pager");
        AlertService alerts = started(AlertService.builder().otherwise(pager).deliver(pager, quick(10)));
        alerts.submit(BREACH);
        await(() -> alerts.ledger().delivered() == 1);
        String key = String.valueOf(peer.next().headers().get("idempotency-key"));
        assertThat(key).hasSize(32);
        for (int i = 0; i < 3; i++) {
            assertThat(peer.next().headers()).containsEntry("idempotency-key", key);
        }
        assertThat(peer.waiting()).isZero();
        assertThat(alerts.failedSends("pager")).isEqualTo(3);
        alerts.submit(BREACH.text("again"));
        assertThat(peer.next().headers().get("idempotency-key")).isNotEqualTo(key);
        alerts.close();
    }

    @Test
    void aServerThatAsksForTimeGetsIt() {
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<Long> first = new AtomicReference<>(0L);
        AtomicReference<Long> second = new AtomicReference<>(0L);
        peer.behave((request, socket) -> {
            boolean again = asked.getAndIncrement() > 0;
            (again ? second : first).set(System.nanoTime());
            HttpPeer.answering(again ? 200 : 429, "", "Retry-After: 1").answer(request, socket);
        });
        AlertChannel pager = webhook("pager");
        AlertService alerts = started(AlertService.builder().otherwise(pager).deliver(pager, quick(10)));
        alerts.submit(BREACH);
        await(() -> alerts.ledger().delivered() == 1);
        assertThat(asked).hasValue(2);
        assertThat(second.get() - first.get()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
        alerts.close();
    }

    @Test
    void theCircuitBreaksAndADeadServerIsLeftAlone() {
        peer.behave(HttpPeer.answering(500, ""));
        AlertChannel chat = webhook("chat");
        MemoryChannel memory = MemoryChannel.of("memory", 100);
        AlertService alerts = started(AlertService.builder()
                .otherwise(chat)
                .deliver(chat, quick(2).breakingAfter(6, Duration.ofHours(1)).failingOverTo(memory)));
        for (int i = 0; i < 50; i++) {
            alerts.submit(GAP.label("subject", Integer.toString(i)));
        }
        await(() -> alerts.ledger().delivered() == 50);
        assertThat(memory.received()).isEqualTo(50);
        assertThat(peer.waiting()).as("requests before the circuit broke").isEqualTo(6);
        alerts.close();
    }

    @Test
    void aChannelThatHangsDelaysNoOtherAndItsThreadComesBack() throws Exception {
        peer.behave((request, socket) -> {
            HttpPeer.Behaviour behaviour =
                    request.path().equals("/pager") ? HttpPeer.hanging() : HttpPeer.answering(200, "");
            behaviour.answer(request, socket);
        });
        AlertChannel pager = webhook("pager");
        AlertChannel chat = webhook("chat");
        AlertService alerts = started(AlertService.builder()
                .route(AlertMatcher.severity(Severity.CRITICAL), pager, chat)
                .otherwise(chat)
                .deliver(pager, DeliveryPolicy.once().timeout(Duration.ofMinutes(1)))
                .deliver(chat, quick(1)));
        alerts.submit(BREACH);
        for (int i = 0; i < 20; i++) {
            alerts.submit(GAP.label("subject", Integer.toString(i)));
        }
        await(() -> alerts.ledger("chat").delivered() == 21);
        assertThat(alerts.ledger("pager").pending()).as("the pager still hangs").isEqualTo(1);
        alerts.shutdown(Duration.ofMillis(1));
        alerts.close();
    }

    @Test
    void aHundredHungAttemptsOccupyOneThreadAtATimeAndLeaveNoneBehind() throws Exception {
        peer.behave(HttpPeer.hanging());
        AlertChannel pager = webhook("pager");
        AlertService alerts =
                started(AlertService.builder().otherwise(pager).deliver(pager, quick(1).timeout(Duration.ofMillis(5))));
        for (int i = 0; i < 100; i++) {
            alerts.submit(GAP.label("subject", Integer.toString(i)));
        }
        await(() -> alerts.ledger().count(Outcome.CHANNEL_FAILED) == 100);
        assertThat(alerts.ledger().pending()).isZero();
        assertAllThreadsAreFree();
        peer.awaitAllClosed();
        alerts.close();
    }

    @Test
    void aLogThatRaisesAlertsEndsItsOwnCircle() {
        for (boolean threads : new boolean[] {false, true}) {
            AtomicReference<AlertService> service = new AtomicReference<>();
            AtomicInteger lines = new AtomicInteger();
            AlertChannel log = LogChannel.to(new AppendingLogger(line -> {
                lines.incrementAndGet();
                // an appender that turns each line into an alert
                service.get().submit(Alert.error("log").label("line", Integer.toString(lines.get())));
            }));
            AlertServiceBuilder described = AlertService.builder().otherwise(log);
            AlertService alerts =
                    threads ? started(described) : described.build(InstantSource.system(), NanoClock.system());
            service.set(alerts);
            alerts.submit(GAP);
            await(() -> alerts.ledger().count(Outcome.RECURSION) == 1);
            await(() -> alerts.ledger().pending() == 0);
            assertThat(lines).hasValue(2);
            assertThat(alerts.ledger().submitted()).isEqualTo(3);
            alerts.close();
        }
    }

    @Test
    void aChannelMayCloseTheServiceThatCallsIt() throws Exception {
        for (boolean threads : new boolean[] {false, true}) {
            AtomicReference<AlertService> service = new AtomicReference<>();
            CountDownLatch called = new CountDownLatch(1);
            AlertChannel closing = new AlertChannel() {
                @Override
                public String name() {
                    return "closing";
                }

                @Override
                public Delivery deliver(Notification notification) {
                    service.get().shutdown(Duration.ofMillis(50));
                    called.countDown();
                    return Delivery.accepted();
                }
            };
            AlertServiceBuilder described = AlertService.builder().otherwise(closing);
            AlertService alerts =
                    threads ? started(described) : described.build(InstantSource.system(), NanoClock.system());
            service.set(alerts);
            alerts.submit(BREACH);
            assertThat(called.await(60, TimeUnit.SECONDS)).isTrue();
            await(() -> {
                alerts.advance();
                return alerts.ledger().delivered() == 1;
            });
            alerts.submit(BREACH);
            assertThat(alerts.ledger().count(Outcome.LAST_RESORT)
                            + alerts.ledger().count(Outcome.HELD))
                    .as("what is critical and comes after the end is kept")
                    .isEqualTo(1);
        }
    }
}
