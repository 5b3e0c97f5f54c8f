package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.testkit.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ToldTest {
    private static final long NOW = Duration.ofDays(10_000).toNanos();

    private static Member member(long number, Severity severity) {
        ActiveSpan span = new ActiveSpan(Instant.EPOCH, Instant.MAX, Instant.EPOCH, false);
        return new Member(new Fingerprint(number, number), Alert.of(severity, "t"), span, 1);
    }

    private static List<Member> members(Object row, String name) {
        List<Member> members = new ArrayList<>();
        Json.list(row, name).forEach(number -> members.add(member(((Number) number).longValue(), Severity.ERROR)));
        return members;
    }

    @Test
    void tellsWhereAlertmanagersDeduplicationDoes() {
        Object fixture =
                Objects.requireNonNull(Json.parse(Fixtures.text("alerts/alertmanager_dedup_needs_update.json")));
        int compared = 0;
        for (Object row : Json.list(fixture, "cases")) {
            Told told = new Told();
            Object entry = Json.get(row, "entry");
            if (entry != null) {
                Object age = Json.get(entry, "ageMin");
                long at = age instanceof Number minutes
                        ? NOW - Duration.ofMinutes(minutes.longValue()).toNanos()
                        : 0;
                told.told(members(entry, "firing"), members(entry, "resolved"), at);
            }
            boolean sendResolved = Json.get(row, "sendResolved");
            boolean expected = Json.get(row, "update");
            long repeat = Duration.ofMinutes(Json.number(row, "repeatMin")).toNanos();
            assertThat(told.needsUpdate(members(row, "firing"), members(row, "resolved"), sendResolved, repeat, NOW))
                    .as("%s", row)
                    .isEqualTo(expected);
            compared++;
        }
        assertThat(compared).isEqualTo(11);
    }

    @Test
    void knowsWhichAlertsWereToldAsAlertmanagersLogDoes() {
        Object table =
                Json.get(Json.parse(Fixtures.text("alerts/alertmanager_nflog_silence.json")), "TestIsFiringSubset");
        Told told = new Told();
        told.told(numbered(Json.list(table, "entry")), List.of(), NOW);
        int compared = 0;
        for (Object row : Json.list(table, "cases")) {
            List<Member> asked = numbered(Json.list(row, 0));
            assertThat(asked.stream().allMatch(member -> told.rank(member.print) >= 0))
                    .as("%s", row)
                    .isEqualTo(Json.<Boolean>get(row, 1));
            assertThat(!asked.isEmpty() && told.hasNews(asked, List.of(), true))
                    .as("%s", row)
                    .isEqualTo(!Json.<Boolean>get(row, 1));
            compared++;
        }
        assertThat(compared).isEqualTo(9);
    }

    private static List<Member> numbered(List<Object> numbers) {
        List<Member> members = new ArrayList<>();
        numbers.forEach(number -> members.add(member(((Number) number).longValue(), Severity.ERROR)));
        return members;
    }

    @Test
    void aRiseInSeverityIsNewsAndAFallIsNot() {
        Told told = new Told();
        told.told(List.of(member(1, Severity.WARNING)), List.of(), NOW);
        assertThat(told.needsUpdate(List.of(member(1, Severity.ERROR)), List.of(), true, NOW, NOW))
                .isTrue();
        assertThat(told.needsUpdate(List.of(member(1, Severity.INFO)), List.of(), true, NOW, NOW))
                .isFalse();
    }

    @Test
    void theEndIsOwedUntilItIsToldAlsoIfTheAlertWasKeptBackMeanwhile() {
        Told told = new Told();
        told.told(List.of(member(1, Severity.ERROR), member(2, Severity.ERROR)), List.of(), NOW);
        told.told(List.of(member(2, Severity.ERROR)), List.of(), NOW); // 1 was silenced
        assertThat(told.knowsOf(new Fingerprint(1, 1))).isTrue();
        told.told(List.of(member(2, Severity.ERROR)), List.of(member(1, Severity.ERROR)), NOW);
        assertThat(told.knowsOf(new Fingerprint(1, 1))).isFalse();
    }
}
