package io.trimtab.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.AlertChannel;
import io.trimtab.alerts.Notification;
import io.trimtab.alerts.Severity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // null is passed on purpose, to see it refused
class LogChannelTest extends AlertChannelContract {
    private final List<String> lines = new ArrayList<>();
    private final AppendingLogger log = new AppendingLogger(lines::add);

    @Override
    protected AlertChannel channel() {
        return LogChannel.to(log);
    }

    @Test
    void writesOneSafeLineAtTheRightLevel() {
        AlertChannel channel = channel();
        for (Severity severity : Severity.values()) {
            channel.deliver(Notification.of(
                    "id", "log", Alert.of(severity, "t").text("{} ${jndi:x}\r\nforged \u001b[31m\u202e")));
        }
        String shown = " t: {} \\u0024{jndi:x}\\u000d\\u000aforged \\u001b[31m\\u202e";
        assertThat(lines)
                .containsExactly(
                        "INFO INFO" + shown, "WARN WARNING" + shown, "ERROR ERROR" + shown, "ERROR CRITICAL" + shown);
    }

    @Test
    void theDefaultLoggerWorksAndNullIsNamed() {
        assertThat(LogChannel.create().name()).isEqualTo("log");
        assertThatThrownBy(() -> LogChannel.to(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("logger");
    }
}
