package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.alerts.channel.HttpPeer;
import io.trimtab.alerts.channel.WebhookChannel;
import io.trimtab.alerts.match.LabelMatcher;
import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.route.Grouping;
import io.trimtab.alerts.route.Route;
import io.trimtab.alerts.suppress.InhibitionRule;
import io.trimtab.core.testkit.Fixtures;
import io.trimtab.core.time.ManualClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Alertmanager's acceptance tests, run through the service under virtual time.
 *
 * <p>Time is advanced in steps of 10 ms, and the service after each step, as a host would do it. The rules of comparison
 * are those of the reference: in each window exactly one notification with exactly these alerts, and over the whole run
 * no alert more than expected. Times of alerts are compared to the reference's own tolerance.
 */
class ConformanceTest {
    private static final Instant BASE = Instant.parse("2026-01-05T00:00:00Z");
    private static final long STEP_MILLIS = 10;
    static final long RESOLVE_SECONDS = 300;

    /** A notification that a channel took. */
    private record Received(double at, List<Alert> alerts) {}

    /** A channel that records, and fails where the scenario says so. */
    private static class Endpoint implements AlertChannel {
        private final String name;
        private final boolean sendResolved;
        private final double dropBefore;
        final double slowBefore;
        final ManualClock clock;
        final List<Received> received = new ArrayList<>();

        Endpoint(Object spec, ManualClock clock) {
            this.name = Json.get(spec, "name");
            this.sendResolved = Json.get(spec, "sendResolved");
            this.dropBefore = seconds(spec, "dropBefore", 0);
            this.slowBefore = seconds(spec, "slowBefore", 0);
            this.clock = clock;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean wantsResolved() {
            return sendResolved;
        }

        @Override
        public Delivery deliver(Notification notification) {
            double now = second(clock.instant());
            if (now < slowBefore) {
                return Delivery.retryable("timeout"); // the attempt that hangs longer than its timeout
            }
            if (now >= dropBefore) {
                received.add(new Received(now, notification.alerts()));
            }
            return Delivery.accepted();
        }
    }

    /**
     * The same behind a real connection: what comes before its time is read and never answered, so that the attempt ends by
     * the channel's own timeout. Virtual time goes on meanwhile as the scenario says.
     */
    private static final class HangingEndpoint extends Endpoint {
        private final HttpPeer peer;
        private final AlertChannel webhook;
        private final Duration timeout;
        int hung;

        HangingEndpoint(Object spec, ManualClock clock, HttpPeer peer) {
            super(spec, clock);
            this.peer = peer;
            this.timeout = duration(spec, "timeoutSeconds", 0);
            this.webhook = WebhookChannel.builder(name(), peer.uri("/"))
                    .timeout(Duration.ofMillis(500))
                    .build();
            peer.behave((request, socket) -> {
                HttpPeer.Behaviour behaviour =
                        second(clock.instant()) < slowBefore ? HttpPeer.hanging() : HttpPeer.answering(200, "");
                behaviour.answer(request, socket);
            });
        }

        @Override
        public Delivery deliver(Notification notification) {
            double now = second(clock.instant());
            Delivery delivery = webhook.deliver(notification);
            Object sent = Objects.requireNonNull(Json.parse(peer.next().body()));
            if (delivery instanceof Delivery.Accepted) {
                List<Alert> alerts = new ArrayList<>();
                for (Object each : Json.list(sent, "alerts")) {
                    Alert alert = Alert.warning(Json.get(each, "type"))
                            .startsAt(Instant.parse(Json.<String>get(each, "startsAt")));
                    for (var label :
                            Json.<Map<String, String>>get(each, "labels").entrySet()) {
                        alert = alert.label(label.getKey(), label.getValue());
                    }
                    alerts.add(alert);
                }
                received.add(new Received(now, alerts));
            } else {
                hung++;
                peer.awaitClosed();
                clock.advance(timeout);
            }
            return delivery;
        }
    }

    private static double second(Instant at) {
        return Duration.between(BASE, at).toMillis() / 1000.0;
    }

    private static Instant at(double seconds) {
        return BASE.plusMillis(Math.round(seconds * 1000));
    }

    private static double seconds(@Nullable Object spec, String name, double otherwise) {
        Map<String, Object> map = Json.get(spec);
        return map.containsKey(name) ? ((BigDecimal) Objects.requireNonNull(map.get(name))).doubleValue() : otherwise;
    }

    private static Duration duration(@Nullable Object spec, String name, double otherwise) {
        return Duration.ofMillis(Math.max(1, Math.round(seconds(spec, name, otherwise) * 1000)));
    }

    private static LabelMatchers matchers(Map<String, String> labels) {
        List<LabelMatcher> conditions = new ArrayList<>();
        labels.forEach((name, value) -> conditions.add(LabelMatcher.equal(name, value)));
        return new LabelMatchers(conditions);
    }

    private static Route<AlertChannel> root(Object config, List<? extends Endpoint> endpoints) {
        List<Object> by = Json.list(config, "groupBy");
        return Route.<AlertChannel>to(
                        endpoints.get(0), endpoints.subList(1, endpoints.size()).toArray(new AlertChannel[0]))
                .grouped(Grouping.by(by.toArray(new String[0]))
                        .waiting(duration(config, "groupWait", 30))
                        .every(duration(config, "groupInterval", 300))
                        .repeating(duration(config, "repeatInterval", 14_400)));
    }

    private static AlertService service(
            Object config, Route<AlertChannel> root, List<? extends Endpoint> endpoints, ManualClock clock) {
        AlertServiceBuilder builder = AlertService.builder()
                .routes(root)
                .hostDriven()
                .resolveAfter(duration(config, "resolveTimeout", RESOLVE_SECONDS));
        if (seconds(config, "startDelay", 0) > 0) {
            builder.startDelay(duration(config, "startDelay", 0));
        }
        for (Endpoint endpoint : endpoints) {
            builder.deliver(
                    endpoint,
                    DeliveryPolicy.retrying(100)
                            .backingOff(Duration.ofMillis(500), Duration.ofMillis(500))
                            .breakingAfter(Integer.MAX_VALUE, Duration.ofSeconds(1)));
        }
        Map<String, Object> map = Json.get(config);
        if (map.containsKey("inhibitRules")) {
            for (Object rule : Json.list(config, "inhibitRules")) {
                List<String> equal = new ArrayList<>();
                Json.list(rule, "equal").forEach(name -> equal.add((String) name));
                builder.inhibit(new InhibitionRule(
                        matchers(Json.get(rule, "source")), matchers(Json.get(rule, "target")), equal));
            }
        }
        return builder.build(clock);
    }

    private static Alert alert(Object spec) {
        Map<String, Object> map = Json.get(spec);
        SortedMap<String, String> labels = new TreeMap<>(Json.<Map<String, String>>get(spec, "labels"));
        Alert alert = Alert.warning("reference");
        for (Map.Entry<String, String> label : labels.entrySet()) {
            alert = alert.label(label.getKey(), label.getValue());
        }
        if (map.containsKey("annotations")) {
            for (Map.Entry<String, String> each :
                    Json.<Map<String, String>>get(spec, "annotations").entrySet()) {
                alert = alert.annotation(each.getKey(), each.getValue());
            }
        }
        if (map.containsKey("startsAt")) {
            alert = alert.startsAt(at(seconds(spec, "startsAt", 0)));
        }
        return map.containsKey("endsAt") ? alert.endsAt(at(seconds(spec, "endsAt", 0))) : alert;
    }

    private static void act(Object action, AlertService service, Route<AlertChannel> root) {
        String op = Json.get(action, "op");
        switch (op) {
            case "push" -> Json.list(action, "alerts").forEach(spec -> service.submit(alert(spec)));
            case "silence" ->
                service.silence(
                        matchers(Json.get(action, "match")),
                        at(seconds(action, "from", 0)),
                        at(seconds(action, "to", 0)),
                        "test",
                        "");
            case "reload" -> service.reroute(root);
            default -> throw new IllegalArgumentException(op);
        }
    }

    private static boolean same(Alert alert, Object expected, double tolerance) {
        Map<String, Object> map = Json.get(expected);
        Object annotations = map.getOrDefault("annotations", Map.of());
        boolean ends = map.containsKey("endsAt");
        return alert.labels().equals(map.get("labels"))
                && alert.annotations().equals(annotations)
                && near(alert.startsAt().orElseThrow(), seconds(expected, "startsAt", 0), tolerance)
                && alert.isResolved() == ends
                && (!ends || near(alert.endsAt().orElseThrow(), seconds(expected, "endsAt", 0), tolerance));
    }

    private static boolean near(Instant actual, double expected, double tolerance) {
        return Math.abs(second(actual) - expected) <= tolerance;
    }

    private static boolean sameAlerts(List<Alert> alerts, List<Object> expected, double tolerance) {
        return alerts.size() == expected.size()
                && expected.stream().allMatch(each -> alerts.stream().anyMatch(alert -> same(alert, each, tolerance)));
    }

    @TestFactory
    List<DynamicTest> tellsWhatAlertmanagerTellsWhenItTellsIt() {
        Object fixture = Objects.requireNonNull(Json.parse(Fixtures.text("alerts/alertmanager_acceptance.json")));
        List<DynamicTest> tests = new ArrayList<>();
        for (Object scenario : Json.list(fixture, "scenarios")) {
            tests.add(DynamicTest.dynamicTest(Json.get(scenario, "name"), () -> run(scenario)));
        }
        assertThat(tests).hasSize(9);
        return tests;
    }

    @Test
    void anAttemptThatReallyHangsIsGivenUpAndRepeated() throws IOException {
        Object fixture = Objects.requireNonNull(Json.parse(Fixtures.text("alerts/alertmanager_acceptance.json")));
        Object scenario = Json.list(fixture, "scenarios").stream()
                .filter(each -> Json.get(each, "name").equals("webhook_timeout"))
                .findFirst()
                .orElseThrow();
        ManualClock clock = ManualClock.startingAt(BASE);
        try (HttpPeer peer = new HttpPeer()) {
            HangingEndpoint endpoint = new HangingEndpoint(Json.get(scenario, "receivers", 0), clock, peer);
            run(scenario, clock, List.of(endpoint));
            assertThat(endpoint.hung).as("attempts that hung").isBetween(1, 5);
        }
    }

    private static void run(Object scenario) {
        ManualClock clock = ManualClock.startingAt(at(seconds(Json.get(scenario, "config"), "processStart", 0)));
        List<Endpoint> endpoints = new ArrayList<>();
        Json.list(scenario, "receivers").forEach(spec -> endpoints.add(new Endpoint(spec, clock)));
        run(scenario, clock, endpoints);
    }

    private static void run(Object scenario, ManualClock clock, List<? extends Endpoint> endpoints) {
        Object config = Json.get(scenario, "config");
        Route<AlertChannel> root = root(config, endpoints);
        AlertService service = service(config, root, endpoints, clock);
        ArrayDeque<Object> actions = new ArrayDeque<>(Json.list(scenario, "actions"));
        double end = 0;
        for (Object expected : Json.list(scenario, "expected")) {
            end = Math.max(end, Json.<BigDecimal>get(expected, "between", 1).doubleValue());
        }
        while (second(clock.instant()) < end) {
            clock.advance(Duration.ofMillis(STEP_MILLIS));
            while (!actions.isEmpty() && seconds(actions.getFirst(), "at", 0) <= second(clock.instant())) {
                act(actions.removeFirst(), service, root);
            }
            service.advance();
            AlertLedger ledger = service.ledger();
            assertThat(ledger.dropped()).isZero();
        }
        compare(scenario, endpoints);
    }

    private static void compare(Object scenario, List<? extends Endpoint> endpoints) {
        double tolerance = Json.<BigDecimal>get(scenario, "toleranceSeconds").doubleValue();
        for (Endpoint endpoint : endpoints) {
            long alerts = 0;
            for (Object expected : Json.list(scenario, "expected")) {
                if (!endpoint.name.equals(Json.get(expected, "receiver"))) {
                    continue;
                }
                double from = Json.<BigDecimal>get(expected, "between", 0).doubleValue();
                double to = Json.<BigDecimal>get(expected, "between", 1).doubleValue();
                List<Object> wanted = Json.list(expected, "alerts");
                List<Received> within = endpoint.received.stream()
                        .filter(each -> each.at() >= from && each.at() <= to)
                        .toList();
                if (wanted.isEmpty()) {
                    assertThat(within)
                            .as("%s from %s to %s", endpoint.name, from, to)
                            .isEmpty();
                } else {
                    assertThat(within.stream().filter(each -> sameAlerts(each.alerts(), wanted, tolerance)))
                            .as("%s from %s to %s: %s, received %s", endpoint.name, from, to, wanted, endpoint.received)
                            .hasSize(1);
                }
                alerts += wanted.size();
            }
            assertThat(endpoint.received.stream()
                            .mapToLong(each -> each.alerts().size())
                            .sum())
                    .as("alerts told to %s: %s", endpoint.name, endpoint.received)
                    .isEqualTo(alerts);
        }
    }
}
