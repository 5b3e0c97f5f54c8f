package io.trimtab.alerts;

import io.trimtab.core.check.Check;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a channel is asked to tell: one alert, or a group of alerts that belong together.
 *
 * <p>A notification that is sent again, because the channel did not take it, because nobody knows whether it did, or
 * because it was on its way when the system went down, keeps its id: a receiver that remembers ids tells it once.
 *
 * @param id the idempotency key, 32 hexadecimal digits
 * @param receiver the name of the channel it is for; another one may be asked in its place
 * @param groupKey the same for all notifications of one receiver about one alert or group, its end included: by it a receiver
 *     that keeps incidents finds the one that goes on
 * @param groupLabels the labels that make the group; empty for an alert on its own
 * @param alerts at least one alert; those whose condition has ended are {@linkplain Alert#isResolved resolved}
 */
public record Notification(
        String id, String receiver, String groupKey, SortedMap<String, String> groupLabels, List<Alert> alerts) {
    /** The most alerts that {@link #toString} shows. */
    private static final int SHOWN = 20;

    private static final SortedMap<String, String> NONE = Collections.unmodifiableSortedMap(new TreeMap<>());

    public Notification {
        Check.notBlank(id, "id");
        Check.notNull(receiver, "receiver");
        Check.notBlank(groupKey, "groupKey");
        groupLabels = Check.notNull(groupLabels, "groupLabels").isEmpty()
                ? NONE
                : Collections.unmodifiableSortedMap(new TreeMap<>(groupLabels));
        alerts = copy(Check.notNull(alerts, "alerts"));
    }

    private static List<Alert> copy(List<Alert> alerts) {
        if (alerts.size() == 1) {
            Check.notNull(alerts.get(0), "alerts[0]");
            return List.copyOf(alerts); // itself if it cannot change
        }
        List<Alert> copy = new ArrayList<>(alerts.size());
        for (int i = 0; i < alerts.size(); i++) {
            copy.add(Check.notNull(alerts.get(i), "alerts[" + i + "]"));
        }
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("alerts must hold at least one alert, was empty");
        }
        return List.copyOf(copy);
    }

    /**
     * A notification of one alert, as channels get it from an ungrouped route.
     *
     * @param id the idempotency key
     * @param receiver the name of the channel it is for
     * @param alert the alert
     * @return the notification
     */
    public static Notification of(String id, String receiver, Alert alert) {
        Check.notNull(alert, "alert");
        return of(id, receiver, new Identities(0, 0).fingerprint(alert), alert);
    }

    static Notification of(String id, String receiver, Fingerprint print, Alert alert) {
        return of(id, receiver, print.toString(), alert);
    }

    static Notification of(String id, String receiver, String groupKey, Alert alert) {
        return new Notification(id, receiver, groupKey, NONE, List.of(alert));
    }

    /**
     * The first alert; the only one unless alerts are grouped.
     *
     * @return the alert
     */
    public Alert first() {
        return alerts.get(0);
    }

    /**
     * The worst severity among the alerts that still fire, or among all if none does.
     *
     * @return the severity
     */
    public Severity severity() {
        Severity worst = Severity.INFO;
        boolean ended = isResolved();
        for (Alert alert : alerts) {
            if ((ended || !alert.isResolved()) && alert.severity().isAtLeast(worst)) {
                worst = alert.severity();
            }
        }
        return worst;
    }

    /**
     * Whether the conditions of all alerts have ended.
     *
     * @return false while one fires
     */
    public boolean isResolved() {
        for (Alert alert : alerts) {
            if (!alert.isResolved()) {
                return false;
            }
        }
        return true;
    }

    /** Whether one of the alerts is critical. */
    boolean isCritical() {
        for (Alert alert : alerts) {
            if (alert.severity() == Severity.CRITICAL) {
                return true;
            }
        }
        return false;
    }

    /** One line for people, safe to log whatever the alerts contain. */
    @Override
    public String toString() {
        if (alerts.size() == 1) {
            return first().toString();
        }
        StringBuilder out = new StringBuilder();
        out.append(alerts.size()).append(" alerts, ").append(severity());
        for (int i = 0; i < Math.min(SHOWN, alerts.size()); i++) {
            out.append(i == 0 ? ": " : "; ").append(alerts.get(i));
        }
        return alerts.size() > SHOWN ? out.append("; ...").toString() : out.toString();
    }
}
