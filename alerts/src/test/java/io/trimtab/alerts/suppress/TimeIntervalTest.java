package io.trimtab.alerts.suppress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.alerts.Json;
import io.trimtab.core.testkit.Fixtures;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimeIntervalTest {
    private static final DateTimeFormatter RFC822 = DateTimeFormatter.ofPattern("dd MMM yy HH:mm Z", Locale.ENGLISH);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Object fixture() {
        return Objects.requireNonNull(Json.parse(Fixtures.text("alerts/alertmanager_time_intervals.json")));
    }

    /** In the reference file Sunday is 0. */
    private static DayOfWeek weekday(int number) {
        return DayOfWeek.of(number == 0 ? 7 : number);
    }

    private static TimeInterval interval(Map<String, Object> spec) {
        TimeInterval interval = TimeInterval.in(ZoneId.of((String) spec.getOrDefault("zone", "UTC")));
        for (Object span : spans(spec, "minutes")) {
            interval = interval.times(new TimeRange(low(span), high(span)));
        }
        for (Object span : spans(spec, "weekdays")) {
            interval = interval.weekdays(weekday(low(span)), weekday(high(span)));
        }
        for (Object span : spans(spec, "daysOfMonth")) {
            interval = interval.daysOfMonth(low(span), high(span));
        }
        for (Object span : spans(spec, "months")) {
            interval = interval.months(Month.of(low(span)), Month.of(high(span)));
        }
        for (Object span : spans(spec, "years")) {
            interval = interval.years(low(span), high(span));
        }
        return interval;
    }

    private static List<Object> spans(Map<String, Object> spec, String name) {
        return spec.containsKey(name) ? Json.list(spec, name) : List.of();
    }

    private static int low(@Nullable Object span) {
        return (int) Json.number(span, 0);
    }

    private static int high(@Nullable Object span) {
        return (int) Json.number(span, 1);
    }

    private static Instant instant(Object text) {
        return OffsetDateTime.parse(text.toString(), RFC822).toInstant();
    }

    @Test
    void holdsWhereAlertmanagersIntervalsHold() {
        int compared = 0;
        for (Object row : Json.list(fixture(), "cases")) {
            TimeInterval interval = interval(Json.get(row, "interval"));
            for (Object inside : Json.list(row, "inside")) {
                assertThat(interval.contains(instant(inside)))
                        .as("%s in %s", inside, interval)
                        .isTrue();
                compared++;
            }
            for (Object outside : Json.list(row, "outside")) {
                assertThat(interval.contains(instant(outside)))
                        .as("%s not in %s", outside, interval)
                        .isFalse();
                compared++;
            }
        }
        assertThat(compared).isEqualTo(44);
    }

    @Test
    void readsAndRefusesTheTimesThatAlertmanagerDoes() {
        int compared = 0;
        for (Object row : Json.list(fixture(), "parse")) {
            String start = Json.get(row, 0);
            String end = Json.get(row, 1);
            if (Json.get(row, 2) instanceof String) {
                assertThatThrownBy(() -> TimeRange.parse(start, end))
                        .as("%s to %s", start, end)
                        .isInstanceOfAny(IllegalArgumentException.class, NullPointerException.class);
            } else {
                assertThat(TimeRange.parse(start, end))
                        .isEqualTo(new TimeRange((int) Json.number(row, 2, 0), (int) Json.number(row, 2, 1)));
            }
            compared++;
        }
        assertThat(compared).isEqualTo(8);
    }

    @Test
    void schedulesNameThoseThatMuteAsAlertmanagerDoes() {
        Object mute = Json.get(fixture(), "mute");
        ZoneId zone = ZoneId.of(Json.get(mute, "zone"));
        TimeInterval evenings = TimeInterval.in(zone);
        for (Object span : Json.list(mute, "evenings")) {
            evenings = evenings.times(new TimeRange(low(span), high(span)));
        }
        TimeInterval weekends = TimeInterval.in(zone);
        for (Object day : Json.list(mute, "weekends")) {
            DayOfWeek weekday = weekday(((Number) day).intValue());
            weekends = weekends.weekdays(weekday, weekday);
        }
        List<MuteSchedule> schedules =
                List.of(MuteSchedule.during("evenings", evenings), MuteSchedule.during("weekends", weekends));
        int compared = 0;
        for (Object row : Json.list(mute, "cases")) {
            Instant at = OffsetDateTime.parse(Json.get(row, 0)).toInstant();
            List<Object> muting = new ArrayList<>();
            schedules.stream()
                    .filter(schedule -> schedule.isMuted(at))
                    .forEach(schedule -> muting.add(schedule.name()));
            assertThat(muting).as("at %s", at).isEqualTo(Json.list(row, 1));
            compared++;
        }
        assertThat(compared).isEqualTo(6);
    }

    @Test
    void anHourThatSummerTimeLeavesOutIsNeverInAndOneThatOccursTwiceIsInTwice() {
        TimeInterval early = TimeInterval.in(BERLIN).times(TimeRange.parse("02:00", "03:00"));
        // 2026-03-29: 02:00 to 03:00 does not exist; 2026-10-25: it exists twice.
        assertThat(minutesOn(early, "2026-03-28T23:00:00Z", 23)).isZero();
        assertThat(minutesOn(early, "2026-10-24T22:00:00Z", 25)).isEqualTo(120);
        assertThat(minutesOn(early, "2026-06-01T22:00:00Z", 24)).isEqualTo(60);
    }

    private static int minutesOn(TimeInterval interval, String midnight, int hours) {
        int minutes = 0;
        for (int i = 0; i < hours * 60; i++) {
            minutes += interval.contains(Instant.parse(midnight).plusSeconds(60L * i)) ? 1 : 0;
        }
        return minutes;
    }

    @Test
    void aRangePastMidnightBelongsToTheDayOnWhichItBegins() {
        TimeInterval nights = TimeInterval.utc()
                .weekdays(DayOfWeek.FRIDAY, DayOfWeek.FRIDAY)
                .times(TimeRange.overnight("22:00", "06:00"));
        assertThat(nights.contains(Instant.parse("2026-11-20T21:59:59Z"))).isFalse(); // Friday
        assertThat(nights.contains(Instant.parse("2026-11-20T22:00:00Z"))).isTrue();
        assertThat(nights.contains(Instant.parse("2026-11-21T05:59:59Z"))).isTrue(); // Saturday
        assertThat(nights.contains(Instant.parse("2026-11-21T06:00:00Z"))).isFalse();
        assertThat(nights.contains(Instant.parse("2026-11-20T05:00:00Z"))).isFalse(); // since Thursday
    }

    @Test
    void weekdaysAndMonthsMayRunThroughTheEnd() {
        TimeInterval weekend = TimeInterval.utc().weekdays(DayOfWeek.SATURDAY, DayOfWeek.MONDAY);
        assertThat(weekend.contains(Instant.parse("2026-11-22T12:00:00Z"))).isTrue(); // Sunday
        assertThat(weekend.contains(Instant.parse("2026-11-23T12:00:00Z"))).isTrue();
        assertThat(weekend.contains(Instant.parse("2026-11-24T12:00:00Z"))).isFalse();
        TimeInterval winter = TimeInterval.utc().months(Month.NOVEMBER, Month.FEBRUARY);
        assertThat(winter.contains(Instant.parse("2026-01-22T12:00:00Z"))).isTrue();
        assertThat(winter.contains(Instant.parse("2026-03-22T12:00:00Z"))).isFalse();
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        assertThatThrownBy(() -> TimeInterval.utc().daysOfMonth(0, 3)).hasMessageContaining("first must be");
        assertThatThrownBy(() -> TimeInterval.utc().daysOfMonth(5, 3)).hasMessageContaining("last must not be before");
        assertThatThrownBy(() -> TimeInterval.utc().daysOfMonth(-3, -5))
                .hasMessageContaining("last must not be before");
        assertThatThrownBy(() -> TimeInterval.utc().years(2027, 2026)).hasMessageContaining("last must not be before");
        assertThatThrownBy(() -> TimeRange.overnight("06:00", "22:00")).hasMessageContaining("use parse");
        assertThatThrownBy(() -> new TimeRange(-1, 5)).hasMessageContaining("startMinute");
        assertThat(TimeRange.overnight("22:00", "06:00")).hasToString("22:00-06:00");
        assertThat(TimeInterval.utc().daysOfMonth(-1, -1).times(TimeRange.parse("09:00", "24:00")))
                .hasToString("TimeInterval[Z; times 09:00-24:00; days of month -1..-1]");
    }
}
