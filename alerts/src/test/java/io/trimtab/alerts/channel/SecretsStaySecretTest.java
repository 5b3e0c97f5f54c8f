package io.trimtab.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.AlertChannel;
import io.trimtab.alerts.AlertService;
import io.trimtab.alerts.AlertServiceBuilder;
import io.trimtab.alerts.Delivery;
import io.trimtab.alerts.DeliveryPolicy;
import io.trimtab.alerts.Escalation;
import io.trimtab.alerts.Notification;
import io.trimtab.alerts.Severity;
import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.route.Route;
import io.trimtab.core.cycle.port.MetricKey;
import io.trimtab.core.cycle.port.Metrics;
import io.trimtab.core.time.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/**
 * Plants secrets in every channel, lets everything go wrong, and searches all that the library says: log lines of every
 * level, of Jakarta Mail's too (with what it sends), exceptions with their causes, histories, accounts, lists and descriptions.
 */
@Isolated
@Timeout(120)
class SecretsStaySecretTest {
    private static final List<String> PLANTED =
            List.of("PLANTEDPATH", "PLANTEDQUERY", "PLANTEDHEADER", "PLANTEDKEY", "PLANTEDROUTING", "PLANTEDPASSWORD");
    private static final int LEVEL_TRACE = 0;

    private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();

    @Test
    void whateverGoesWrongNoSecretIsShown() throws Exception {
        listening(() -> {
            try (HttpPeer peer = new HttpPeer()) {
                for (HttpPeer.Behaviour behaviour : List.of(
                        echo(400),
                        echo(401),
                        echo(429),
                        echo(500),
                        HttpPeer.answering(302, "", "Location: http://localhost/PLANTEDPATH?PLANTEDQUERY"),
                        HttpPeer.answering(200, "ok"),
                        HttpPeer.resetting(),
                        HttpPeer.breakingOff(500),
                        (request, socket) -> socket.getOutputStream()
                                .write(("PLANTEDHEADER " + request.headers() + "\r\n\r\n")
                                        .getBytes(StandardCharsets.ISO_8859_1)),
                        HttpPeer.hanging())) {
                    peer.behave(behaviour);
                    useAll(webhook(peer, WebhookFormat.pagerDuty(Secret.of("PLANTEDROUTING"))));
                }
                useAll(webhook(peer, notification -> {
                    throw new IllegalStateException("PLANTEDKEY");
                }));
            }
            for (String command : List.of("", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", ".")) {
                for (String reply : List.of(
                        "535 PLANTEDPASSWORD",
                        "421 " + encoded("\0desk\0PLANTEDPASSWORD"),
                        SmtpPeer.RESET,
                        SmtpPeer.HANG)) {
                    useAll(mail(
                            line -> line.startsWith(command) && (!command.isEmpty() || line.isEmpty()) ? reply : ""));
                }
            }
            useAll(mail(line -> ""));
        });
        assertThat(String.join("\n", said))
                .as("something was said at all")
                .contains("answered 401", "it repeats a secret", "undelivered", "AUTH", "ConnectException")
                .contains("alerts.sends.failed", "by ana");
        assertNothingPlanted();
    }

    @Test
    void misuseShowsNoSecret() throws Exception {
        WebhookBuilder builder = WebhookChannel.builder("chat", URI.create("http://localhost/PLANTEDPATH"));
        List<Callable<?>> misuses = List.of(
                () -> WebhookChannel.builder("chat", URI.create("ftp://localhost/PLANTEDPATH?PLANTEDQUERY")),
                () -> WebhookChannel.builder("chat", URI.create("http://me:PLANTEDPASSWORD@localhost/")),
                () -> WebhookChannel.builder("chat", URI.create("PLANTEDPATH")),
                () -> builder.header("X", Secret.of("PLANTEDHEADER\n")),
                () -> builder.header("Host", Secret.of("PLANTEDHEADER")),
                () -> builder.signedWith(Secret.of("whsec_PLANTEDKEY*")),
                () -> MailChannel.builder("mail", "smtp.example.com", 25)
                        .security(MailSecurity.NONE)
                        .login("desk", Secret.of("PLANTEDPASSWORD"))
                        .from("a@example.com")
                        .to("b@example.com")
                        .build());
        for (Callable<?> misuse : misuses) {
            try {
                said.add("not refused: " + misuse.call());
            } catch (IllegalArgumentException e) {
                said.add(trace(e));
            }
        }
        assertThat(said).hasSize(misuses.size()).noneMatch(each -> each.startsWith("not refused"));
        assertNothingPlanted();
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void assertNothingPlanted() {
        for (String line : said) {
            String lower = line.toLowerCase(Locale.ROOT);
            for (String secret : PLANTED) {
                assertThat(lower)
                        .doesNotContain(secret.toLowerCase(Locale.ROOT))
                        .doesNotContain("planted");
                assertThat(line).doesNotContain(encoded(secret), encoded("\0desk\0" + secret));
            }
        }
    }

    private static HttpPeer.Behaviour echo(int status) {
        return (request, socket) -> HttpPeer.answering(
                        status, request.path() + " " + request.headers() + " " + request.body())
                .answer(request, socket);
    }

    private static WebhookChannel webhook(HttpPeer peer, WebhookFormat format) {
        return WebhookChannel.builder("pager", peer.uri("/PLANTEDPATH?key=PLANTEDQUERY"))
                .format(format)
                .header("Authorization", Secret.of("Bearer PLANTEDHEADER"))
                .signedWith(Secret.of("PLANTEDKEY"))
                .timeout(Duration.ofMillis(300))
                .build();
    }

    /** A channel that brings its server along. */
    private static AlertChannel mail(UnaryOperator<String> script) {
        return new AlertChannel() {
            @Override
            public String name() {
                return "mail";
            }

            @Override
            public Delivery deliver(Notification notification) {
                try (SmtpPeer peer = new SmtpPeer(script)) {
                    return MailChannel.builder("mail", "localhost", peer.port())
                            .security(MailSecurity.NONE)
                            .login("desk", Secret.of("PLANTEDPASSWORD"))
                            .from("trimtab@example.com")
                            .to("desk@example.com")
                            .readTimeout(Duration.ofMillis(100))
                            .build()
                            .deliver(notification);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    /** A service with retries, failover to an address where nobody listens, and critical alerts; all that it tells. */
    private void useAll(AlertChannel channel) {
        ManualClock clock = ManualClock.startingAt(Instant.parse("2026-11-06T08:00:00Z"));
        WebhookChannel dead = WebhookChannel.builder("dead", URI.create("http://localhost:1/PLANTEDPATH"))
                .header("X-Token", Secret.of("PLANTEDHEADER"))
                .build();
        DeliveryPolicy policy = DeliveryPolicy.retrying(2).failingOverTo(dead);
        AlertService alerts = AlertService.builder()
                .otherwise(channel)
                .deliver(channel, policy)
                .digestEvery(Duration.ofMinutes(1))
                .metrics(metrics)
                .build(clock);
        alerts.submit(Alert.critical("risk.var").text("breach"));
        alerts.submit(Alert.warning("price.gap"));
        alerts.acknowledge(alerts.fingerprint(Alert.critical("risk.var")), "ana");
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMinutes(1));
            alerts.advance();
        }
        addSnapshot(alerts.snapshot().bytes());
        alerts.acknowledgements().forEach(each -> said.add(each + " by " + each.by()));
        for (Object each : List.of(
                alerts.history().records(),
                alerts.summary(),
                alerts.active(),
                alerts.digests(),
                alerts.history(),
                alerts.ledger(),
                alerts.undelivered(),
                alerts.shutdown(Duration.ofMillis(1)),
                alerts,
                policy,
                channel,
                dead,
                Secret.of("PLANTEDKEY"))) {
            said.add(each.toString());
        }
    }

    /** A file of a snapshot, as bytes and as the texts of two bytes a character that it holds. */
    private void addSnapshot(byte[] bytes) {
        said.add(new String(bytes, StandardCharsets.ISO_8859_1));
        said.add(new String(bytes, StandardCharsets.UTF_16BE));
        said.add(new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_16BE));
    }

    /** What a host's metrics are told. */
    private final Metrics metrics = new Metrics() {
        @Override
        public void count(MetricKey key, long by) {
            said.add(key.toString());
        }

        @Override
        public void time(MetricKey key, long nanos) {
            said.add(key.toString());
        }

        @Override
        public void gauge(MetricKey key, double value) {
            said.add(key.toString());
        }
    };

    @Test
    void noDescriptionShowsASecret() {
        WebhookBuilder webhook = WebhookChannel.builder(
                        "chat", URI.create("https://localhost/PLANTEDPATH?PLANTEDQUERY"))
                .format(WebhookFormat.pagerDuty(Secret.of("PLANTEDROUTING")))
                .header("Authorization", Secret.of("PLANTEDHEADER"))
                .signedWith(Secret.of("PLANTEDKEY"));
        MailBuilder mail = MailChannel.builder("mail", "localhost", 25)
                .login("desk", Secret.of("PLANTEDPASSWORD"))
                .from("trimtab@example.com")
                .to("desk@example.com");
        WebhookChannel channel = webhook.build();
        MailChannel letters = mail.build();
        DeliveryPolicy policy = DeliveryPolicy.once().failingOverTo(letters);
        Escalation escalation = Escalation.after(Duration.ofMinutes(1)).to(Severity.CRITICAL, channel);
        Route<AlertChannel> route = Route.to(channel, letters);
        AlertServiceBuilder service =
                AlertService.builder().routes(route).deliver(channel, policy).escalate(LabelMatchers.all(), escalation);
        List<Object> described = List.of(
                webhook,
                mail,
                channel,
                letters,
                policy,
                escalation,
                route,
                service,
                service.build(ManualClock.startingAt(Instant.EPOCH)),
                WebhookFormat.pagerDuty(Secret.of("PLANTEDROUTING")),
                WebhookFormat.pagerDutyAcknowledging(Secret.of("PLANTEDROUTING")),
                Secret.of("PLANTEDKEY"));
        described.forEach(each -> said.add(each.toString()));
        assertThat(said).hasSameSizeAs(described);
        assertNothingPlanted();
    }

    private static String trace(@Nullable Throwable thrown) {
        StringWriter out = new StringWriter();
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(out));
        }
        return out.toString();
    }

    // --- listening to everything

    /** A task that may fail. */
    private interface Task {
        void run() throws Exception;
    }

    private void listening(Task task) throws Exception {
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                String text = line.getLoggerName() + " " + line.getMessage() + " " + trace(line.getThrown());
                if (!text.matches("(?s).*\\b(535|421) .*")) { // at FINE, Jakarta Mail repeats what a server says
                    said.add(text);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        java.util.logging.Logger jakarta = java.util.logging.Logger.getLogger("org.eclipse.angus.mail");
        java.util.logging.Logger api = java.util.logging.Logger.getLogger("jakarta.mail");
        List<Runnable> undoing = new ArrayList<>();
        PrintStream before = System.err;
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (java.util.logging.Logger logger : List.of(jakarta, api)) {
            logger.setLevel(java.util.logging.Level.FINEST);
            logger.addHandler(handler);
        }
        for (String name : List.of("service", "undelivered", "mail")) {
            org.slf4j.Logger logger = LoggerFactory.getLogger("io.trimtab.alerts." + name);
            Field level = logger.getClass().getDeclaredField("currentLogLevel");
            level.setAccessible(true);
            int usual = level.getInt(logger);
            level.setInt(logger, LEVEL_TRACE);
            undoing.add(() -> {
                try {
                    level.setInt(logger, usual);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
        try {
            task.run();
        } finally {
            System.setErr(before);
            jakarta.removeHandler(handler);
            api.removeHandler(handler);
            jakarta.setLevel(null);
            api.setLevel(null);
            undoing.forEach(Runnable::run);
        }
        assertThat(undoing).hasSize(3);
        lines.toString(StandardCharsets.UTF_8).lines().forEach(said::add);
    }
}
