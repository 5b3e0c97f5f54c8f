package io.trimtab.alerts.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.alerts.Json;
import io.trimtab.alerts.match.LabelMatcher;
import io.trimtab.alerts.match.LabelSet;
import io.trimtab.alerts.suppress.MuteSchedule;
import io.trimtab.alerts.suppress.TimeInterval;
import io.trimtab.core.testkit.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RouteTreeTest {
    private static LabelSet labels(Map<String, String> labels) {
        return name -> labels.getOrDefault(name, "");
    }

    private static Route<String> route(Map<String, Object> spec, boolean root) {
        List<LabelMatcher> conditions = new ArrayList<>();
        texts(spec, "match").forEach((name, value) -> conditions.add(LabelMatcher.equal(name, value)));
        texts(spec, "matchRe").forEach((name, value) -> conditions.add(LabelMatcher.matches(name, value)));
        Route<String> route = root
                ? Route.to((String) Objects.requireNonNull(spec.get("receiver")))
                : Route.when(conditions.toArray(new LabelMatcher[0]));
        if (!root && spec.containsKey("receiver")) {
            route = route.sending((String) Objects.requireNonNull(spec.get("receiver")));
        }
        route = route.regrouped(grouping(spec));
        if (Boolean.TRUE.equals(spec.get("continue"))) {
            route = route.continuing();
        }
        if (spec.containsKey("routes")) {
            for (Object child : Json.list(spec, "routes")) {
                route = route.child(route(Json.get(child), false));
            }
        }
        return route;
    }

    private static Map<String, String> texts(Map<String, Object> spec, String name) {
        return spec.containsKey(name) ? Json.get(spec, name) : Map.of();
    }

    private static UnaryOperator<Grouping> grouping(Map<String, Object> spec) {
        return above -> {
            Grouping grouping = above;
            if (spec.containsKey("groupBy")) {
                List<Object> names = Json.list(spec, "groupBy");
                Grouping by = names.contains("...") ? Grouping.byAlert() : Grouping.by(names.toArray(new String[0]));
                grouping = by.waiting(above.waits()).every(above.interval()).repeating(above.repeats());
            }
            if (spec.containsKey("groupWait")) {
                grouping = grouping.waiting(Duration.ofSeconds(Json.number(spec, "groupWait")));
            }
            if (spec.containsKey("groupInterval")) {
                grouping = grouping.every(Duration.ofSeconds(Json.number(spec, "groupInterval")));
            }
            return spec.containsKey("repeatInterval")
                    ? grouping.repeating(Duration.ofSeconds(Json.number(spec, "repeatInterval")))
                    : grouping;
        };
    }

    private static RouteTree<String> fixtureTree(Object fixture) {
        return RouteTree.of(route(Json.get(fixture, "tree"), true));
    }

    @Test
    void alertsGoWhereAlertmanagersGo() {
        Object fixture = Objects.requireNonNull(Json.parse(Fixtures.text("alerts/alertmanager_routes.json")));
        RouteTree<String> tree = fixtureTree(fixture);
        int compared = 0;
        for (Object row : Json.list(fixture, "cases")) {
            List<Object> receivers = new ArrayList<>();
            tree.destinations(labels(Json.get(row, 0)))
                    .forEach(destination -> receivers.addAll(destination.receivers()));
            assertThat(receivers).as("%s", row).isEqualTo(Json.list(row, 1));
            compared++;
        }
        assertThat(compared).isEqualTo(8);
    }

    @Test
    void groupingIsInheritedPieceByPieceAsAlertmanagersIs() {
        Object fixture = Objects.requireNonNull(Json.parse(Fixtures.text("alerts/alertmanager_routes.json")));
        RouteTree<String> tree = fixtureTree(fixture);
        Grouping last = tree.destinations(labels(Map.of("env", "testing", "group_by", "role", "wait", "long")))
                .get(0)
                .grouping()
                .orElseThrow();
        assertThat(last.waits()).isEqualTo(Duration.ofMinutes(2));
        assertThat(last.labels()).contains(List.of("role"));
        assertThat(last.interval()).isEqualTo(Duration.ofMinutes(5));
        Grouping each = tree.destinations(labels(Map.of("env", "testing", "owner", "team-A")))
                .get(0)
                .grouping()
                .orElseThrow();
        assertThat(each.labels()).isEmpty();
        assertThat(each.repeats()).isEqualTo(Duration.ofHours(4));
        Object defaults = Json.get(fixture, "defaults");
        assertThat(each.waits()).isEqualTo(Duration.ofSeconds(Json.number(defaults, "groupWait")));
        assertThat(each.interval()).isEqualTo(Duration.ofSeconds(Json.number(defaults, "groupInterval")));
        assertThat(each.repeats()).isEqualTo(Duration.ofSeconds(Json.number(defaults, "repeatInterval")));
    }

    @Test
    void withoutGroupingEachAlertIsToldAtOnceAndSchedulesOfABranchReplaceThoseAbove() {
        MuteSchedule always = MuteSchedule.during("always", TimeInterval.utc());
        MuteSchedule nights = MuteSchedule.during("nights", TimeInterval.utc());
        RouteTree<String> tree = RouteTree.of(Route.to("all")
                .muted(always)
                .child(Route.<String>when(LabelMatcher.equal("a", "1")).muted(nights))
                .child(Route.<String>when(LabelMatcher.equal("a", "2"))));
        assertThat(tree.destinations())
                .hasSize(3)
                .allMatch(each -> each.grouping().isEmpty());
        assertThat(tree.destinations(labels(Map.of("a", "1"))).get(0).mutes()).containsExactly(nights);
        assertThat(tree.destinations(labels(Map.of("a", "2"))).get(0).mutes()).containsExactly(always);
        assertThat(tree.destinations(labels(Map.of("a", "2"))).get(0).receivers())
                .containsExactly("all");
        assertThat(tree.destination(2)).isPresent();
        assertThat(tree.destination(3)).isEmpty();
    }

    @Test
    void aRootThatDoesNotTakeEverythingIsRefused() {
        assertThatThrownBy(() -> RouteTree.of(
                        Route.<String>when(LabelMatcher.equal("a", "1")).sending("x")))
                .hasMessageContaining("root must take every alert, but asks for {a=\"1\"}");
        assertThatThrownBy(() -> RouteTree.of(Route.<String>when())).hasMessageContaining("root must have a receiver");
    }

    @Test
    void timesOutOfRangeAreRefusedByName() {
        assertThatThrownBy(() -> Grouping.by("a").waiting(Duration.ofSeconds(-1)))
                .hasMessageContaining("wait must be from PT0S to 366 days, was PT-1S");
        assertThatThrownBy(() -> Grouping.by("a").every(Duration.ZERO)).hasMessageContaining("interval");
        assertThatThrownBy(() -> Grouping.by("a").repeating(Duration.ofDays(400)))
                .hasMessageContaining("repeat");
        assertThatThrownBy(() -> Grouping.byAlert().values(name -> "")).isInstanceOf(IllegalStateException.class);
        assertThat(Grouping.by("a", "b").values(labels(Map.of("b", "2")))).containsExactly("", "2");
        assertThat(Grouping.by("a")).isEqualTo(Grouping.by("a")).isNotEqualTo(Grouping.byAlert());
    }
}
