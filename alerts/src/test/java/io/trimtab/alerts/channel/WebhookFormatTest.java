package io.trimtab.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.Json;
import io.trimtab.alerts.Notification;
import io.trimtab.alerts.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each service is sent; read back by a reader that shares no code with the writer. */
class WebhookFormatTest {
    private static final Instant START = Instant.parse("2026-11-06T08:00:00Z");
    private static final Alert ALERT = Alert.critical("risk.var")
            .label("book", "fx")
            .annotation("limit", "2.0%")
            .text("VaR 2.4% > 2.0%")
            .source("risk")
            .startsAt(START);

    private static final List<WebhookFormat> ALL = List.of(
            WebhookFormat.json(),
            WebhookFormat.slack(),
            WebhookFormat.discord(),
            WebhookFormat.teams(),
            WebhookFormat.pagerDuty(Secret.of("ROUTINGKEY")));

    private static Notification group(Alert... alerts) {
        return new Notification("00ff", "desk", "key", new TreeMap<>(Map.of("venue", "XETR")), List.of(alerts));
    }

    private static @Nullable Object sent(WebhookFormat format, Notification notification) {
        return Json.parse(format.body(notification));
    }

    /** All texts of a JSON value, names of members included. */
    private static List<String> texts(@Nullable Object json) {
        List<String> found = new ArrayList<>();
        if (json instanceof String text) {
            found.add(text);
        } else if (json instanceof List<?> list) {
            list.forEach(each -> found.addAll(texts(each)));
        } else if (json instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                found.add((String) name);
                found.addAll(texts(value));
            });
        }
        return found;
    }

    // --- what is said

    @Test
    void programsGetAllOfIt() {
        Object json = sent(
                WebhookFormat.json(),
                group(ALERT, ALERT.label("book", "eq").resolved().endsAt(START)));
        assertThat(Json.number(json, "version")).isEqualTo(1);
        assertThat(Json.<String>get(json, "id")).isEqualTo("00ff");
        assertThat(Json.<String>get(json, "receiver")).isEqualTo("desk");
        assertThat(Json.<String>get(json, "groupKey")).isEqualTo("key");
        assertThat(Json.<String>get(json, "status")).isEqualTo("firing");
        assertThat(Json.<String>get(json, "severity")).isEqualTo("CRITICAL");
        assertThat(Json.<Object>get(json, "groupLabels")).isEqualTo(Map.of("venue", "XETR"));
        assertThat(Json.number(json, "alertsOmitted")).isZero();
        assertThat(Json.list(json, "alerts")).hasSize(2);
        assertThat(Json.<Object>get(json, "alerts", 0))
                .isEqualTo(Map.of(
                        "status", "firing",
                        "severity", "CRITICAL",
                        "type", "risk.var",
                        "startsAt", "2026-11-06T08:00:00Z",
                        "labels", Map.of("book", "fx"),
                        "annotations", Map.of("limit", "2.0%"),
                        "text", "VaR 2.4% > 2.0%",
                        "source", "risk"));
        assertThat(Json.<String>get(json, "alerts", 1, "status")).isEqualTo("resolved");
        assertThat(Json.<String>get(json, "alerts", 1, "endsAt")).isEqualTo("2026-11-06T08:00:00Z");
        assertThat(Json.<String>get(sent(WebhookFormat.json(), group(ALERT.resolved())), "status"))
                .isEqualTo("resolved");
    }

    @Test
    void slackGetsBlocksOfPlainText() {
        Object json = sent(WebhookFormat.slack(), group(ALERT));
        assertThat(Json.<String>get(json, "text")).isEqualTo("CRITICAL risk.var book=fx");
        assertThat(Json.<Boolean>get(json, "mrkdwn")).isFalse();
        assertThat(Json.list(json, "blocks")).hasSize(2);
        assertThat(Json.<Object>get(json, "blocks", 0))
                .isEqualTo(Map.of(
                        "type",
                        "header",
                        "text",
                        Map.of("type", "plain_text", "text", "CRITICAL risk.var book=fx", "emoji", false)));
        assertThat(Json.<String>get(json, "blocks", 1, "text", "text"))
                .isEqualTo("CRITICAL risk.var: VaR 2.4% &gt; 2.0%\nbook: fx\nlimit: 2.0%\nfrom: risk\n"
                        + "since: 2026-11-06T08:00:00Z");
        assertThat(texts(json)).noneMatch(text -> text.equals("mrkdwn_in"));
    }

    @Test
    void discordPingsNobody() {
        Object json = sent(WebhookFormat.discord(), group(ALERT));
        assertThat(Json.<Object>get(json, "allowed_mentions")).isEqualTo(Map.of("parse", List.of()));
        assertThat(Json.<Map<String, Object>>get(json)).doesNotContainKey("content");
        assertThat(Json.<String>get(json, "embeds", 0, "title")).isEqualTo("CRITICAL risk.var book=fx");
        assertThat(Json.<String>get(json, "embeds", 0, "description"))
                .startsWith("CRITICAL risk.var\\: VaR 2.4\\% \\> 2.0\\%\nbook: fx");
        assertThat(Json.number(json, "embeds", 0, "color")).isEqualTo(0xb71c1c);
    }

    @Test
    void teamsGetsAnAdaptiveCardOfTextRuns() {
        Object json = sent(WebhookFormat.teams(), group(ALERT));
        assertThat(Json.<String>get(json, "type")).isEqualTo("message");
        assertThat(Json.<String>get(json, "attachments", 0, "contentType"))
                .isEqualTo("application/vnd.microsoft.card.adaptive");
        Object card = Json.get(json, "attachments", 0, "content");
        assertThat(Json.<String>get(card, "type")).isEqualTo("AdaptiveCard");
        for (Object block : Json.list(card, "body")) {
            assertThat(Json.<String>get(block, "type")).isEqualTo("RichTextBlock");
            assertThat(Json.<String>get(block, "inlines", 0, "type")).isEqualTo("TextRun");
        }
        assertThat(Json.<String>get(card, "body", 0, "inlines", 0, "text")).isEqualTo("CRITICAL risk.var book=fx");
        assertThat(Json.<String>get(card, "body", 0, "inlines", 0, "color")).isEqualTo("attention");
        assertThat(Json.<String>get(card, "body", 2, "inlines", 0, "text")).isEqualTo("book: fx");
    }

    @Test
    void pagerDutyOpensAndClosesOneIncident() {
        WebhookFormat format = WebhookFormat.pagerDuty(Secret.of("ROUTINGKEY"));
        Object fires = sent(format, group(ALERT));
        assertThat(Json.<String>get(fires, "routing_key")).isEqualTo("ROUTINGKEY");
        assertThat(Json.<String>get(fires, "event_action")).isEqualTo("trigger");
        assertThat(Json.<String>get(fires, "dedup_key")).isEqualTo("key");
        assertThat(Json.<String>get(fires, "payload", "severity")).isEqualTo("critical");
        assertThat(Json.<String>get(fires, "payload", "summary")).isEqualTo("CRITICAL risk.var: VaR 2.4% > 2.0%");
        assertThat(Json.<String>get(fires, "payload", "source")).isEqualTo("risk");
        assertThat(Json.<String>get(fires, "payload", "class")).isEqualTo("risk.var");
        assertThat(Json.<String>get(fires, "payload", "timestamp")).isEqualTo("2026-11-06T08:00:00Z");
        assertThat(Json.list(fires, "payload", "custom_details", "alerts")).hasSize(1);
        WebhookFormat acknowledging = WebhookFormat.pagerDutyAcknowledging(Secret.of("ROUTINGKEY"));
        Object taken = sent(acknowledging, group(ALERT));
        assertThat(Json.<String>get(taken, "event_action")).isEqualTo("acknowledge");
        assertThat(Json.<String>get(taken, "dedup_key")).isEqualTo("key");
        assertThat(Json.<String>get(sent(acknowledging, group(ALERT.resolved())), "event_action"))
                .isEqualTo("resolve");
        Object partly = sent(format, group(ALERT.resolved(), ALERT.label("book", "eq")));
        assertThat(Json.<String>get(partly, "event_action")).isEqualTo("trigger");
        Object ended = sent(format, group(ALERT.resolved()));
        assertThat(Json.<String>get(ended, "event_action")).isEqualTo("resolve");
        assertThat(Json.<String>get(ended, "dedup_key")).isEqualTo("key");
        for (Severity severity : Severity.values()) {
            Object json = sent(format, group(Alert.of(severity, "t")));
            assertThat(Json.<String>get(json, "payload", "severity"))
                    .isIn("info", "warning", "error", "critical")
                    .isEqualToIgnoringCase(severity.name());
            assertThat(Json.<String>get(json, "payload", "source")).isEqualTo("trimtab");
        }
        Notification longKey = new Notification("1", "p", "k".repeat(300), new TreeMap<>(), List.of(ALERT));
        assertThat(Json.<String>get(sent(format, longKey), "dedup_key")).hasSize(64);
    }

    // --- limits

    private static Notification many(int count, int length) {
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Alert alert = ALERT.label("n", Integer.toString(i)).text("😀".repeat(length / 2));
            for (int k = 0; k < 30; k++) {
                alert = alert.label("label" + k, "\"\u0001".repeat(500)).annotation("note" + k, "€".repeat(length));
            }
            alerts.add(alert);
        }
        return group(alerts.toArray(new Alert[0]));
    }

    private static int bytes(WebhookFormat format, Notification notification) {
        return format.body(notification).getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    void noBodyExceedsWhatItsServiceTakes() {
        for (Notification notification : List.of(many(1, 16_000), many(300, 16_000), many(300, 10))) {
            assertThat(bytes(WebhookFormat.json(), notification)).isLessThan(1_048_576);
            assertThat(bytes(WebhookFormat.pagerDuty(Secret.of("k")), notification))
                    .isLessThan(512 * 1_024);
            assertThat(bytes(WebhookFormat.teams(), notification)).isLessThan(28 * 1_024);
            Object slack = sent(WebhookFormat.slack(), notification);
            assertThat(Json.list(slack, "blocks").size()).isLessThanOrEqualTo(50);
            assertThat(Json.<String>get(slack, "blocks", 0, "text", "text").length())
                    .isLessThanOrEqualTo(150);
            for (Object block : Json.list(slack, "blocks")) {
                assertThat(Json.<String>get(block, "text", "text").length()).isLessThanOrEqualTo(3_000);
            }
            assertThat(Json.<String>get(slack, "text").length()).isLessThanOrEqualTo(40_000);
            assertThat(texts(Json.list(slack, "blocks")).stream()
                            .mapToInt(String::length)
                            .sum())
                    .as("all blocks together")
                    .isLessThanOrEqualTo(11_000);
            Object embed = Json.get(sent(WebhookFormat.discord(), notification), "embeds", 0);
            String title = Json.get(embed, "title");
            String description = Json.get(embed, "description");
            assertThat(title.length()).isLessThanOrEqualTo(256);
            assertThat(description.length()).isLessThanOrEqualTo(4_096);
            assertThat(title.length() + description.length()).isLessThanOrEqualTo(6_000);
            Object event = sent(WebhookFormat.pagerDuty(Secret.of("k")), notification);
            assertThat(Json.<String>get(event, "payload", "summary").length()).isLessThanOrEqualTo(1_024);
        }
    }

    @Test
    void whatIsLeftOutIsCounted() {
        Notification notification = many(300, 16_000);
        Object json = sent(WebhookFormat.json(), notification);
        assertThat(Json.number(json, "alertsOmitted"))
                .isPositive()
                .isEqualTo(300 - Json.list(json, "alerts").size());
        assertThat(Json.<Boolean>get(json, "alerts", 0, "shortened")).isTrue();
        for (WebhookFormat format : List.of(WebhookFormat.slack(), WebhookFormat.discord(), WebhookFormat.teams())) {
            assertThat(texts(sent(format, notification)))
                    .as("%s", format)
                    .anyMatch(text -> text.matches("(?s).*and \\d+ more alerts, not shown here"))
                    .anyMatch(text -> text.contains("characters in all"))
                    .anyMatch(text -> text.contains("details more"));
        }
    }

    @Test
    void oneAlertIsAlwaysShown() {
        for (WebhookFormat format : ALL) {
            assertThat(texts(sent(format, many(1, 16_000))))
                    .as("%s", format)
                    .anyMatch(text -> text.contains("risk.var"))
                    .noneMatch(text -> text.contains("more alerts"));
        }
    }

    // --- hostile text

    private static List<String> shown(WebhookFormat format, String attack) {
        String some = attack.substring(0, Math.min(60, attack.length()));
        Alert alert = Alert.error("t" + some)
                .label("l" + some, some)
                .annotation("a" + some, attack)
                .source(attack)
                .text(attack);
        return texts(sent(format, new Notification("1", "desk", "key", new TreeMap<>(), List.of(alert))));
    }

    /** A chat shows no mention, no link, no mark-up; each in the terms of its own service. */
    private static void assertHarmless(String attack) {
        for (String text : shown(WebhookFormat.slack(), attack)) {
            assertThat(text).doesNotContain("<").doesNotContain(">").doesNotContainPattern("&(?!amp;|lt;|gt;)");
            assertOneLine(text);
        }
        for (String text : shown(WebhookFormat.discord(), attack)) {
            if (text.equals("allowed_mentions")) {
                continue; // the name of a member
            }
            // after taking away each backslash with what it escapes there is no mark of Discord's left
            assertThat(text.replaceAll("\\\\[^A-Za-z0-9\\s]", "").replace(": ", ""))
                    .as(text)
                    .doesNotContainPattern("[\\\\*_~`|>#\\[\\]()<@!:/-]");
            assertOneLine(text);
        }
        for (String text : shown(WebhookFormat.teams(), attack)) {
            assertThat(text).doesNotContain("{{");
            assertOneLine(text);
        }
    }

    /** No control, no direction, no half of a pair; line breaks are only ours. */
    private static void assertOneLine(String text) {
        assertThat(text.codePoints().filter(point -> point != '\n').map(Character::getType))
                .as(text)
                .doesNotContain((int) Character.CONTROL, (int) Character.FORMAT, (int) Character.SURROGATE);
        assertThat(text).doesNotContain("${");
    }

    @Test
    void knownAttacksAreTexts() {
        for (String attack : AlertChannelContract.HOSTILE) {
            if (attack.length() < 1_000) {
                assertHarmless(attack);
            }
        }
    }

    @Test
    void aForgedLineStaysInItsLine() {
        Function<WebhookFormat, List<String>> lines = format -> shown(format, "x\nCRITICAL forged").stream()
                .flatMap(String::lines)
                .toList();
        for (WebhookFormat format : List.of(WebhookFormat.slack(), WebhookFormat.discord(), WebhookFormat.teams())) {
            assertThat(lines.apply(format)).noneMatch(line -> line.startsWith("CRITICAL forged"));
        }
    }

    @Property(tries = 300)
    void anyTextIsHarmless(@ForAll String attack) {
        assertHarmless(attack);
    }

    @Property(tries = 300)
    void everyBodyIsJsonWithAFormInUtf8(@ForAll String text) {
        for (WebhookFormat format : ALL) {
            String some = text.substring(0, Math.min(60, text.length()));
            Alert alert =
                    Alert.error("t" + some).label("l" + some, some).source(text).text(text);
            String body = format.body(new Notification("1", "d" + text, "k" + text, new TreeMap<>(), List.of(alert)));
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(body)).isTrue();
            assertThat(texts(Json.parse(body)))
                    .allMatch(each -> StandardCharsets.UTF_8.newEncoder().canEncode(each));
        }
    }

    @Property(tries = 300)
    void programsGetEveryTextThatHasAForm(@ForAll String text) {
        if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            Object json = sent(
                    WebhookFormat.json(),
                    Notification.of("1", "d", Alert.info("t").text(text)));
            assertThat(Json.<String>get(json, "alerts", 0, "text")).isEqualTo(text);
        }
    }
}
