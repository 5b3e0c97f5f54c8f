package io.trimtab.alerts.channel;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.AlertChannel;
import io.trimtab.alerts.Delivery;
import io.trimtab.alerts.Notification;
import io.trimtab.core.check.Check;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes alerts to the application log, one line each.
 *
 * <p>INFO and WARNING keep their level, ERROR and CRITICAL are errors. The line is the alert's {@code toString}, in which
 * line breaks, ANSI sequences and bidirectional controls are escaped; it is passed as an argument, never as a pattern.
 * An appender that turns log lines into alerts must leave out this logger; the service cuts such a circle after two
 * rounds if it runs in one thread. Thread-safe.
 */
public final class LogChannel implements AlertChannel {
    /** The name of the logger unless another is given. */
    public static final String LOGGER = "io.trimtab.alerts";

    private final Logger log;

    private LogChannel(Logger log) {
        this.log = log;
    }

    /**
     * A channel to the logger {@value #LOGGER}.
     *
     * @return the channel, named {@code log}
     */
    public static LogChannel create() {
        return to(LoggerFactory.getLogger(LOGGER));
    }

    /**
     * A channel to a logger.
     *
     * @param logger the logger
     * @return the channel, named {@code log}
     */
    public static LogChannel to(Logger logger) {
        return new LogChannel(Check.notNull(logger, "logger"));
    }

    @Override
    public String name() {
        return "log";
    }

    @Override
    public Delivery deliver(Notification notification) {
        for (Alert alert : Check.notNull(notification, "notification").alerts()) {
            Level level = switch (alert.severity()) {
                case INFO -> Level.INFO;
                case WARNING -> Level.WARN;
                case ERROR, CRITICAL -> Level.ERROR;
            };
            log.atLevel(level).log("{}", alert);
        }
        return Delivery.accepted();
    }
}
