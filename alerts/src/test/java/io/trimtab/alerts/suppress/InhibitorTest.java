package io.trimtab.alerts.suppress;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.alerts.Json;
import io.trimtab.alerts.match.LabelMatcher;
import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.match.LabelSet;
import io.trimtab.core.testkit.Fixtures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InhibitorTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final LabelMatchers ANY = LabelMatchers.all();

    private static LabelSet labels(Map<String, String> labels) {
        return name -> labels.getOrDefault(name, "");
    }

    private static Object fixture(String name) {
        return Objects.requireNonNull(Json.get(Json.parse(Fixtures.text("alerts/alertmanager_inhibit.json")), name));
    }

    private static List<String> strings(Object row, String name) {
        List<String> strings = new ArrayList<>();
        Json.list(row, name).forEach(text -> strings.add((String) text));
        return strings;
    }

    /** Alertmanager's table asks for equality alone: the rule here has sources that are no targets. */
    @Test
    void sourcesInhibitByEqualLabelsAsAlertmanagersDo() {
        int compared = 0;
        for (Object row : Json.list(fixture("TestInhibitRuleHasEqual"))) {
            boolean expected = Json.get(row, "inhibited");
            assertThat(isInhibited(row)).as("%s", row).isEqualTo(expected);
            compared++;
        }
        assertThat(compared).isEqualTo(5);
    }

    private static boolean isInhibited(Object row) {
        LabelMatchers source = LabelMatchers.all(LabelMatcher.equal("@source", "yes"));
        Inhibitor<Integer> inhibitor =
                Inhibitor.of(List.of(new InhibitionRule(source, ANY, strings(row, "equal"))), 100);
        int id = 0;
        for (Object each : Json.list(row, "sources")) {
            Object end = Json.get(each, "endSec");
            Instant until = end == null ? Instant.MAX : NOW.plusSeconds(((Number) end).longValue());
            LabelSet labels = labels(Json.get(each, "labels"));
            inhibitor.firing(id++, name -> name.equals("@source") ? "yes" : labels.value(name), until);
        }
        return inhibitor.inhibiting(labels(Json.get(row, "target")), NOW).isPresent();
    }

    private static LabelMatchers matchers(String text) {
        String[] parts = text.split("!?=", -1);
        return LabelMatchers.all(
                text.contains("!=")
                        ? LabelMatcher.notEqual(parts[0], parts[1])
                        : LabelMatcher.equal(parts[0], parts[1]));
    }

    @Test
    void rulesInhibitWhatAlertmanagersInhibit() {
        int compared = 0;
        for (String table : List.of("TestInhibitRuleMatches", "TestInhibitRuleMatchers")) {
            Object fixture = fixture(table);
            List<InhibitionRule> rules = new ArrayList<>();
            for (Object rule : Json.list(fixture, "rules")) {
                rules.add(new InhibitionRule(
                        matchers(Json.get(rule, "source")),
                        matchers(Json.get(rule, "target")),
                        strings(rule, "equal")));
            }
            Inhibitor<Integer> inhibitor = Inhibitor.of(rules, 100);
            int id = 0;
            for (Object source : Json.list(fixture, "activeSources")) {
                inhibitor.firing(id++, labels(Json.get(source)), Instant.MAX);
            }
            for (Object row : Json.list(fixture, "cases")) {
                boolean expected = Json.get(row, 1);
                assertThat(inhibitor.inhibiting(labels(Json.get(row, 0)), NOW).isPresent())
                        .as("%s %s", table, row)
                        .isEqualTo(expected);
                compared++;
            }
        }
        assertThat(compared).isEqualTo(16);
    }

    /** Alertmanager's TestInhibit: alert one, {t="1", e="f"}, is kept back by alert two, {s="1", e="f"}, until that ends. */
    @Test
    void anAlertIsKeptBackUntilItsSourceEndsAsInAlertmanager() {
        Map<String, LabelSet> alerts =
                Map.of("one", labels(Map.of("t", "1", "e", "f")), "two", labels(Map.of("s", "1", "e", "f")));
        InhibitionRule rule = new InhibitionRule(
                LabelMatchers.all(LabelMatcher.equal("s", "1")),
                LabelMatchers.all(LabelMatcher.equal("t", "1")),
                List.of("e"));
        int compared = 0;
        for (Object row : Json.list(fixture("TestInhibit"))) {
            Inhibitor<String> inhibitor = Inhibitor.of(List.of(rule), 100);
            for (String pushed : strings(row, "pushed")) {
                if (pushed.endsWith("(resolved)")) {
                    inhibitor.resolved(pushed.replace("(resolved)", ""));
                } else {
                    inhibitor.firing(pushed, Objects.requireNonNull(alerts.get(pushed)), Instant.MAX);
                }
            }
            for (var muted : Json.<Map<String, Boolean>>get(row, "muted").entrySet()) {
                LabelSet target = Objects.requireNonNull(alerts.get(muted.getKey()));
                assertThat(inhibitor.inhibiting(target, NOW).isPresent())
                        .as("%s of %s", muted.getKey(), row)
                        .isEqualTo(muted.getValue());
                compared++;
            }
        }
        assertThat(compared).isEqualTo(5);
    }

    /** Alertmanager's bounded bucket of alerts: ended ones give room, known ones need none. Ours is that of the sources. */
    @Test
    void sourcesFindRoomWhenAlertmanagersBucketHasSome() {
        Object table = Json.get(
                Json.parse(Fixtures.text("alerts/alertmanager_nflog_silence.json")), "limit_Bucket_TestBucketUpsert");
        int compared = 0;
        for (Object row : Json.list(table)) {
            Inhibitor<Object> inhibitor =
                    Inhibitor.of(List.of(new InhibitionRule(ANY, ANY, List.of())), (int) Json.number(row, "cap"));
            List<Object> ends = Json.list(row, "endMin");
            boolean keyed = Json.<Map<String, Object>>get(row).containsKey("keys");
            List<Object> found = new ArrayList<>();
            for (int i = 0; i < ends.size(); i++) {
                Object key = keyed ? Json.list(row, "keys").get(i) : i;
                inhibitor.forgetEnded(NOW); // as the service does each second
                found.add(inhibitor.firing(
                        key, labels(Map.of()), NOW.plusSeconds(60 * ((Number) ends.get(i)).longValue())));
            }
            assertThat(found).as("%s", row).isEqualTo(Json.list(row, "ok"));
            compared++;
        }
        assertThat(compared).isEqualTo(6);
    }

    /** The garbage collection of Alertmanager's log: what ends exactly now has ended. */
    @Test
    void sourcesThatEndExactlyNowAreForgottenAsInAlertmanagersLog() {
        Object log = Json.get(Json.parse(Fixtures.text("alerts/alertmanager_nflog_silence.json")), "TestLogGC");
        Inhibitor<String> inhibitor = Inhibitor.of(List.of(new InhibitionRule(ANY, ANY, List.of())), 10);
        Json.<Map<String, Number>>get(log, "expiresAtSec")
                .forEach((name, second) ->
                        inhibitor.firing(name, labels(Map.of()), NOW.plusSeconds(second.longValue())));
        assertThat(inhibitor.forgetEnded(NOW)).isEqualTo((int) Json.number(log, "removed"));
        List<Object> left = new ArrayList<>();
        inhibitor.forEachSource((name, labels, until) -> left.add(name));
        assertThat(left).isEqualTo(Json.list(log, "remaining"));
    }

    @Test
    void theEndOfOneSourceDoesNotReleaseWhatAnotherKeepsBack() {
        InhibitionRule rule = new InhibitionRule(
                LabelMatchers.all(LabelMatcher.equal("kind", "down")),
                LabelMatchers.all(LabelMatcher.equal("kind", "slow")),
                List.of("host"));
        Inhibitor<String> inhibitor = Inhibitor.of(List.of(rule), 10);
        LabelSet down = labels(Map.of("kind", "down", "host", "a"));
        LabelSet slow = labels(Map.of("kind", "slow", "host", "a"));
        inhibitor.firing("one", down, Instant.MAX);
        inhibitor.firing("two", down, NOW.plusSeconds(60));
        inhibitor.resolved("one");
        assertThat(inhibitor.inhibiting(slow, NOW)).contains(rule);
        assertThat(inhibitor.forgetEnded(NOW.plusSeconds(60))).isEqualTo(1);
        assertThat(inhibitor.inhibiting(slow, NOW)).isEmpty();
        assertThat(inhibitor.size()).isZero();
    }

    @Test
    void sourcesBeyondTheBoundKeepNothingBackAndAreCounted() {
        InhibitionRule rule = new InhibitionRule(
                LabelMatchers.all(LabelMatcher.equal("kind", "down")),
                LabelMatchers.all(LabelMatcher.equal("kind", "slow")),
                List.of("host"));
        Inhibitor<String> inhibitor = Inhibitor.of(List.of(rule), 1);
        assertThat(inhibitor.firing("a", labels(Map.of("kind", "down", "host", "a")), Instant.MAX))
                .isTrue();
        assertThat(inhibitor.firing("b", labels(Map.of("kind", "down", "host", "b")), Instant.MAX))
                .isFalse();
        assertThat(inhibitor.firing("c", labels(Map.of("kind", "fine", "host", "b")), Instant.MAX))
                .isFalse();
        assertThat(inhibitor.overflow()).isEqualTo(1);
        assertThat(inhibitor.inhibiting(labels(Map.of("kind", "slow", "host", "a")), NOW))
                .isPresent();
        assertThat(inhibitor.inhibiting(labels(Map.of("kind", "slow", "host", "b")), NOW))
                .isEmpty();
        assertThat(inhibitor.firing("a", labels(Map.of("kind", "down", "host", "a")), NOW))
                .isTrue(); // no room needed
        assertThat(inhibitor.inhibiting(labels(Map.of("kind", "slow", "host", "a")), NOW))
                .isEmpty();
    }
}
