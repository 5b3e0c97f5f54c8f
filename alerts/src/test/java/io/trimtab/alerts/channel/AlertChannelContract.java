package io.trimtab.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.AlertChannel;
import io.trimtab.alerts.Delivery;
import io.trimtab.alerts.Notification;
import io.trimtab.alerts.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What every channel must do; extend it, say how to make yours, and run it. One that speaks to another machine extends
 * {@link RemoteChannelContract}.
 */
@SuppressWarnings("NullAway") // null is passed on purpose, to see it refused
public abstract class AlertChannelContract {
    /** Text that has harmed somebody somewhere. */
    protected static final List<String> HOSTILE = List.of(
            "",
            " ",
            "{}",
            "{} {} {}",
            "${jndi:ldap://localhost/x}",
            "%s%n",
            "{{DATE(2026-01-01T00:00:00Z)}}",
            "\r\nX-Header: forged",
            "\r\n.\r\nMAIL FROM:<forged@example.com>",
            "\u001b[2J\u001b]0;title\u0007",
            "\u202e\u2066\u200b\ufeff",
            "\u0000\u0008\u007f\u0085\u2028",
            "\uD800",
            "\uDC00\uD800 \uD83D\uDE00",
            "<!channel> <!here> <@U123> <https://example.com|click>",
            "@everyone @here <@&1> [click](https://example.com)",
            "<script>alert(\"'&'\")</script><img src=x onerror=x>",
            "# *bold* _it_ `code` ```block``` ~~no~~ ||spoiler|| > quote",
            "\"},\"forged\":{\"",
            "x".repeat(10_000_000));

    private static final int THREADS = 4;
    private static final int EACH = 5;
    private static final int MANY = 1_000;

    /** For subclasses. */
    protected AlertChannelContract() {}

    /** A channel that works, fresh for each test. */
    protected abstract AlertChannel channel();

    /** A notification as the service makes them. */
    protected static Notification notification(Alert... alerts) {
        return new Notification(
                "00000000000000000000000000000001", "contract", "key", new TreeMap<>(), List.of(alerts));
    }

    /** An alert that is hostile wherever it may be. */
    protected static Alert hostile(String text) {
        String some = text.substring(0, Math.min(60, text.length()));
        return Alert.error("contract" + some)
                .label("label" + some, some)
                .annotation("annotation" + some, text)
                .source(text)
                .text(text);
    }

    @Test
    void acceptsAGroupOfAlerts() {
        Alert first = Alert.error("contract").label("n", "1").text("one");
        Alert second = Alert.warning("contract").label("n", "2").text("two").resolved();
        assertThat(channel().deliver(notification(first, second))).isInstanceOf(Delivery.Accepted.class);
    }

    @Test
    void acceptsAThousandLongAlerts() {
        Alert[] alerts = new Alert[MANY];
        for (int i = 0; i < alerts.length; i++) {
            alerts[i] = Alert.error("contract").label("n", Integer.toString(i)).text("\u20ac".repeat(16_000));
        }
        assertThat(channel().deliver(notification(alerts))).isInstanceOf(Delivery.Accepted.class);
    }

    @Test
    void hasAStableName() {
        AlertChannel channel = channel();
        assertThat(channel.name()).isNotBlank().isEqualTo(channel.name());
        assertThat(channel.wantsResolved()).isEqualTo(channel.wantsResolved());
    }

    @Test
    void describesItselfInOneLine() {
        assertThat(channel().toString()).isNotBlank().doesNotContain("\n").doesNotContain("\r");
    }

    @Test
    void acceptsEverySeverityFiringAndResolved() {
        AlertChannel channel = channel();
        for (Severity severity : Severity.values()) {
            Alert alert = Alert.of(severity, "contract").label("n", "1").text("text");
            assertThat(channel.deliver(notification(alert))).isInstanceOf(Delivery.Accepted.class);
            assertThat(channel.deliver(notification(alert.resolved()))).isInstanceOf(Delivery.Accepted.class);
        }
    }

    @Test
    void acceptsHostileTextWithoutThrowing() {
        AlertChannel channel = channel();
        for (String text : HOSTILE) {
            assertThat(channel.deliver(notification(hostile(text))))
                    .as("text %.20s", text)
                    .isInstanceOf(Delivery.Accepted.class);
            assertThat(channel.deliver(notification(hostile(text), hostile(text + '!'))))
                    .as("texts %.20s", text)
                    .isInstanceOf(Delivery.Accepted.class);
        }
    }

    @Test
    void acceptsNotificationsFromManyThreads() throws Exception {
        AlertChannel channel = channel();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Delivery>> calls = new ArrayList<>();
            for (int i = 0; i < THREADS * EACH; i++) {
                Notification notification = notification(Alert.error("contract").label("n", Integer.toString(i)));
                calls.add(() -> channel.deliver(notification));
            }
            for (Future<Delivery> answer : threads.invokeAll(calls, 60, TimeUnit.SECONDS)) {
                assertThat(answer.get()).isInstanceOf(Delivery.Accepted.class);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anInterruptedThreadGetsAnAnswerAndStaysInterrupted() {
        AlertChannel channel = channel();
        Thread.currentThread().interrupt();
        try {
            assertThat(channel.deliver(notification(Alert.error("contract")))).isNotNull();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(channel.deliver(notification(Alert.error("contract")))).isInstanceOf(Delivery.Accepted.class);
    }

    @Test
    void refusesNullByName() {
        assertThatThrownBy(() -> channel().deliver(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("notification");
    }
}
