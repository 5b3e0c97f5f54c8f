package io.trimtab.alerts.suppress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.alerts.Json;
import io.trimtab.alerts.match.LabelMatcher;
import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.match.LabelSet;
import io.trimtab.core.testkit.Fixtures;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SilencesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final LabelMatchers BAR = LabelMatchers.all(LabelMatcher.equal("foo", "bar"));
    private static final LabelSet ALERT = name -> name.equals("foo") ? "bar" : "";

    private static Instant at(long seconds) {
        return NOW.plusSeconds(seconds);
    }

    private static Silence silence(Instant from, Instant until) {
        return new Silence("s", BAR, from, until, "ana", "");
    }

    private static Object fixture(String name) {
        return Objects.requireNonNull(
                Json.get(Json.parse(Fixtures.text("alerts/alertmanager_nflog_silence.json")), name));
    }

    @Test
    void changesAreAllowedWhereAlertmanagerAllowsThem() {
        int compared = 0;
        for (Object row : Json.list(fixture("TestSilenceCanUpdate"), "cases")) {
            @Nullable Object old = Json.get(row, "a");
            long from = Json.number(row, "b", 0);
            long until = Json.number(row, "b", 1);
            if (old == null || until < from) {
                assertThat(Json.<Boolean>get(row, "ok")).isFalse();
                assertThatThrownBy(() -> silence(at(from), at(until))).hasMessageContaining("until must not be");
                compared++;
                continue; // there is nothing to change, and no such silence
            }
            Silence before = silence(at(Json.number(row, "a", 0)), at(Json.number(row, "a", 1)));
            boolean expected = Json.get(row, "ok");
            assertThat(before.canBecome(silence(at(from), at(until)), NOW))
                    .as("%s", row)
                    .isEqualTo(expected);
            compared++;
        }
        assertThat(compared).isEqualTo(9);
    }

    @Test
    void timesOutOfOrderAreRefused() {
        Silences silences = Silences.of(10, Duration.ofHours(1));
        assertThatThrownBy(() -> silence(at(0), at(-60))).hasMessageContaining("until must not be before from");
        assertThatThrownBy(() -> silences.add(BAR, at(-60), at(0), "ana", "", NOW))
                .hasMessageContaining("until must be after now");
        assertThatThrownBy(() -> silences.add(BAR, at(60), at(60), "ana", "", NOW))
                .hasMessageContaining("until must be after from");
        assertThatThrownBy(() -> silences.add(LabelMatchers.all(), at(0), at(60), "ana", "", NOW))
                .hasMessageContaining("at least one condition");
        assertThat(silences.all()).isEmpty();
    }

    /** Alertmanager's TestSilencer timeline; issue 2426 was that a pending silence was cached as not muting. */
    @Test
    void mutesAlongAlertmanagersTimeline() {
        Silences silences = Silences.of(10, Duration.ofDays(1));
        Silence latest = null;
        int compared = 0;
        for (Object step : Json.list(fixture("TestSilencer_timeline"))) {
            Instant at = hours(Json.get(step, "at"));
            String op = Json.get(step, "op");
            Matcher change = CHANGE.matcher(op);
            if (change.matches()) {
                Instant from = hours(change.group("from"));
                Instant until = hours(change.group("until"));
                if (change.group("name") == null) {
                    Silence expired = Objects.requireNonNull(latest);
                    assertThat(expired.state(at)).isEqualTo(Silence.State.EXPIRED);
                    latest = silences.reschedule(expired.id(), from, until, at);
                    assertThat(latest.id()).as(op).isNotEqualTo(expired.id());
                } else {
                    LabelMatcher matcher =
                            LabelMatcher.of(change.group("name"), change.group("sign"), change.group("value"));
                    latest = silences.add(LabelMatchers.all(matcher), from, until, "ana", "", at);
                }
            } else {
                assertThat(op).startsWith("query");
            }
            assertThat(silences.silencing(ALERT, at).isPresent())
                    .as("%s", step)
                    .isEqualTo(Json.<Boolean>get(step, "muted"));
            compared++;
        }
        assertThat(compared).isEqualTo(8);
    }

    private static final Pattern CHANGE =
            Pattern.compile("(?:add (?:regex )?(?<name>\\w+)(?<sign>=~?)(?<value>\\S+)|update expired silence to)"
                    + " (?<from>\\S+?)\\.\\.(?<until>\\S+).*");

    /** A time of the timeline: {@code 0}, {@code 5h}, {@code -1h} or {@code +5m} after its beginning. */
    private static Instant hours(String text) {
        return text.equals("0") ? NOW : NOW.plus(Duration.parse("PT" + text.replace("+", "")));
    }

    /** Alertmanager's log and its silences alike: what is over exactly now is forgotten. */
    @Test
    void whatIsOverExactlyNowIsForgottenAsInAlertmanagersLog() {
        Object log = fixture("TestLogGC");
        Silences silences = Silences.of(10, Duration.ZERO);
        Map<String, BigDecimal> expires = Json.get(log, "expiresAtSec");
        expires.forEach((name, second) -> {
            Instant until = at(second.longValueExact());
            silences.add(BAR, at(-60), until, name, "", at(-60));
        });
        assertThat(silences.forget(NOW)).isEqualTo((int) Json.number(log, "removed"));
        assertThat(silences.all().stream().map(Silence::author).toList()).isEqualTo(Json.list(log, "remaining"));
    }

    @Test
    void forgetsWhatWasOverLongEnoughAgoAsAlertmanagerDoes() {
        Object fixture = fixture("TestSilenceGCOverTime");
        Silences silences = Silences.of(1_000, Duration.ofMinutes(Json.number(fixture, "retentionMin")));
        for (Object group : Json.list(fixture, "groups")) {
            for (int i = 0; i < Json.number(group, "n"); i++) {
                silences.add(BAR, NOW, NOW.plus(Duration.ofMinutes(Json.number(group, "endMin"))), "ana", "", NOW);
            }
        }
        for (Object gc : Json.list(fixture, "gc")) {
            Instant at = NOW.plus(Duration.ofMinutes(Json.number(gc, "atMin")));
            assertThat(silences.forget(at)).isEqualTo((int) Json.number(gc, "removed"));
            assertThat(silences.all()).hasSize((int) Json.number(gc, "left"));
        }
    }

    @Test
    void aFullStoreRefusesAndAFailedChangeLeavesTheOldSilenceActive() {
        assertThat(fixture("TestSilenceLimits"))
                .isEqualTo("max 1 silence: second rejected; expire+GC frees slot;"
                        + " a failed update must leave the old silence ACTIVE (atomic replace)");
        Silences silences = Silences.of(1, Duration.ZERO);
        Silence only = silences.add(BAR, NOW, at(600), "ana", "", NOW);
        assertThatThrownBy(() -> silences.add(BAR, NOW, at(600), "ben", "", NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("at most 1 silences");
        assertThatThrownBy(() -> silences.reschedule(only.id(), at(60), at(600), at(10)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(silences.silencing(ALERT, at(10))).contains(only);
        silences.expire(only.id(), at(20));
        assertThat(silences.silencing(ALERT, at(20))).isEmpty();
        silences.add(BAR, at(21), at(600), "ben", "", at(21));
        assertThat(silences.all()).hasSize(1);
    }

    @Test
    void expiringEndsWhatIsPendingOrActiveAndLeavesWhatIsOver() {
        assertThat(fixture("TestSilenceExpire"))
                .isEqualTo("expire(pending)->state expired with start=end=now; expire(active)->end=now;"
                        + " expire(expired) is a no-op success");
        Silences silences = Silences.of(10, Duration.ofDays(1));
        Silence pending = silences.add(BAR, at(60), at(120), "ana", "", NOW);
        Silence active = silences.add(BAR, at(-60), at(120), "ana", "", NOW);
        Silence ended = silences.expire(pending.id(), NOW);
        assertThat(List.of(ended.from(), ended.until())).containsExactly(NOW, NOW);
        assertThat(silences.expire(active.id(), NOW).until()).isEqualTo(NOW);
        assertThat(silences.all()).allMatch(silence -> silence.state(NOW) == Silence.State.EXPIRED);
        List<Silence> before = silences.all();
        silences.expire(active.id(), at(50));
        assertThat(silences.all()).isEqualTo(before);
        assertThatThrownBy(() -> silences.expire("no", NOW)).hasMessageContaining("must be that of a silence");
    }

    @Test
    void anActiveSilenceIsProlongedInPlace() {
        Silences silences = Silences.of(1, Duration.ZERO);
        Silence short1 = silences.add(BAR, NOW, at(60), "ana", "", NOW);
        Silence longer = silences.reschedule(short1.id(), NOW, at(600), at(30));
        assertThat(longer.id()).isEqualTo(short1.id());
        assertThat(silences.silencing(ALERT, at(300))).contains(longer);
    }

    @Test
    void aRetentionLongerThanTimeItselfKeepsEverything() {
        Silences silences = Silences.of(10, Duration.ofSeconds(Long.MAX_VALUE));
        Silence silence = silences.add(BAR, NOW, at(60), "ana", "", NOW);
        silences.expire(silence.id(), NOW);
        assertThat(silences.forget(Instant.MAX)).isZero();
    }
}
