package io.trimtab.alerts.channel;

import io.trimtab.alerts.Notification;
import io.trimtab.core.check.Check;
import java.util.List;

/**
 * How a notification becomes the body of a request.
 *
 * <p>The formats in the box keep within the limits of their service, say so where they had to cut, and let no text from
 * outside act as a mention, a link or mark-up. Implementations must be thread-safe.
 */
public interface WebhookFormat {
    /**
     * The body of the request.
     *
     * @param notification what to tell
     * @return the body, sent in UTF-8
     */
    String body(Notification notification);

    /**
     * What the body is.
     *
     * @return the value of the header Content-Type; JSON unless overridden
     */
    default String contentType() {
        return "application/json";
    }

    /**
     * The secrets in the body, which no message must repeat.
     *
     * @return none unless overridden
     */
    default List<Secret> secrets() {
        return List.of();
    }

    /**
     * All of it, for programs: an object with {@code id}, {@code receiver}, {@code groupKey}, {@code status} (firing or
     * resolved), {@code severity}, {@code groupLabels}, {@code alerts} and {@code alertsOmitted}; at most 1 MiB. Texts are
     * not altered except that a lone surrogate becomes U+FFFD: escape them where you show them.
     *
     * @return the format
     */
    static WebhookFormat json() {
        return new JsonFormat();
    }

    /**
     * For an incoming webhook of Slack, in blocks of plain text.
     *
     * @return the format
     */
    static WebhookFormat slack() {
        return new SlackFormat();
    }

    /**
     * For a webhook of Discord, as an embed; nobody is pinged.
     *
     * @return the format
     */
    static WebhookFormat discord() {
        return new DiscordFormat();
    }

    /**
     * For a webhook of Microsoft Teams (the Workflows app), as an adaptive card.
     *
     * @return the format
     */
    static WebhookFormat teams() {
        return new TeamsFormat();
    }

    /**
     * For the Events API v2 of PagerDuty: one incident for each {@linkplain Notification#groupKey group key}, triggered
     * while an alert fires and resolved when all have ended.
     *
     * @param routingKey the integration key of the service
     * @return the format
     */
    static WebhookFormat pagerDuty(Secret routingKey) {
        return new PagerDutyFormat(Check.notNull(routingKey, "routingKey"), "trigger");
    }

    /**
     * For telling PagerDuty that somebody has taken an alert on: what fires is sent as acknowledged. Deliver such a
     * notification yourself when a person acknowledges; its {@linkplain Notification#groupKey group key} must be that of the
     * notification that opened the incident, which for an alert told alone is its fingerprint's text.
     *
     * @param routingKey the integration key of the service
     * @return the format
     */
    static WebhookFormat pagerDutyAcknowledging(Secret routingKey) {
        return new PagerDutyFormat(Check.notNull(routingKey, "routingKey"), "acknowledge");
    }
}
