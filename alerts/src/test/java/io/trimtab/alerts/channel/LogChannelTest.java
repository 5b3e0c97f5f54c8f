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
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;

@SuppressWarnings("NullAway") // null is passed on purpose, to see it refused
class LogChannelTest extends AlertChannelContract {
    /** Formats as SLF4J does, and keeps the lines. */
    private static final class Lines extends AbstractLogger {
        private static final long serialVersionUID = 1;

        final transient List<String> lines = new ArrayList<>();

        @Override
        protected String getFullyQualifiedCallerName() {
            return "";
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
            lines.add(level + " " + MessageFormatter.basicArrayFormat(pattern, arguments));
        }

        @Override
        public boolean isTraceEnabled() {
            return true;
        }

        @Override
        public boolean isTraceEnabled(Marker marker) {
            return true;
        }

        @Override
        public boolean isDebugEnabled() {
            return true;
        }

        @Override
        public boolean isDebugEnabled(Marker marker) {
            return true;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isInfoEnabled(Marker marker) {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled(Marker marker) {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled(Marker marker) {
            return true;
        }
    }

    private final Lines log = new Lines();

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
        assertThat(log.lines)
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
