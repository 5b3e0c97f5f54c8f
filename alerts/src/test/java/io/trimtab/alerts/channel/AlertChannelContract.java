package io.trimtab.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.AlertChannel;
import io.trimtab.alerts.Delivery;
import io.trimtab.alerts.Notification;
import io.trimtab.alerts.Severity;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every channel must do; extend it, say how to make yours, and run it. */
@SuppressWarnings("NullAway") // null is passed on purpose, to see it refused
public abstract class AlertChannelContract {
    /** For subclasses. */
    protected AlertChannelContract() {}

    /** A channel that works, fresh for each test. */
    protected abstract AlertChannel channel();

    private static Notification notification(Alert... alerts) {
        return new Notification(
                "00000000000000000000000000000001", "contract", "key", new TreeMap<>(), List.of(alerts));
    }

    @Test
    void acceptsAGroupOfAlerts() {
        Alert first = Alert.error("contract").label("n", "1").text("one");
        Alert second = Alert.warning("contract").label("n", "2").text("two").resolved();
        assertThat(channel().deliver(notification(first, second))).isInstanceOf(Delivery.Accepted.class);
    }

    @Test
    void hasAStableName() {
        AlertChannel channel = channel();
        assertThat(channel.name()).isNotBlank().isEqualTo(channel.name());
        assertThat(channel.wantsResolved()).isEqualTo(channel.wantsResolved());
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
    void answersForHostileTextWithoutThrowing() {
        AlertChannel channel = channel();
        for (String text : new String[] {
            "",
            "{}",
            "{} {} {}",
            "${jndi:ldap://localhost/x}",
            "%s%n",
            "\r\nX-Header: forged",
            "\u001b[2J",
            "\u202e\u2066",
            "\uD800",
            "<!channel> @everyone",
            "x".repeat(10_000_000)
        }) {
            Alert alert = Alert.error("contract")
                    .label("n", text.substring(0, Math.min(9, text.length())))
                    .text(text);
            assertThat(channel.deliver(notification(alert)))
                    .as("text %.20s", text)
                    .isNotNull();
        }
    }

    @Test
    void refusesNullByName() {
        assertThatThrownBy(() -> channel().deliver(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("notification");
    }
}
