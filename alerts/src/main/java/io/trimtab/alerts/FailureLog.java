package io.trimtab.alerts;

import io.trimtab.alerts.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line that says that a channel failed: the first time, the second, the fourth, and so on, since a broken channel must
 * not flood the log. It is a channel so that a logger that throws or submits is contained like any other.
 *
 * @param channel which channel
 * @param failures how often it failed so far
 * @param reason why it failed now
 */
record FailureLog(String channel, long failures, String reason) implements AlertChannel {
    private static final Logger LOG = LoggerFactory.getLogger("io.trimtab.alerts.service");

    static boolean isDue(long failures) {
        return Long.bitCount(failures) == 1;
    }

    @Override
    public String name() {
        return "failure log";
    }

    @Override
    public Delivery deliver(Notification notification) {
        LOG.warn("channel {} failed {} times so far, now: {}", shown(channel), failures, shown(reason));
        return Delivery.accepted();
    }

    private static String shown(String text) {
        StringBuilder out = new StringBuilder();
        SafeText.append(out, text, 256);
        return out.toString();
    }
}
