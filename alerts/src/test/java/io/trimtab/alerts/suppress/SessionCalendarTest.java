package io.trimtab.alerts.suppress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SessionCalendarTest {
    private static final SessionCalendar XETRA = SessionCalendar.of(
                    "XETR", ZoneId.of("Europe/Berlin"), LocalTime.of(9, 0), LocalTime.of(17, 30))
            .holiday(LocalDate.of(2026, 12, 25))
            .halfDay(LocalDate.of(2026, 12, 30), LocalTime.of(14, 0));

    private static boolean open(String instant) {
        return XETRA.isOpen(Instant.parse(instant));
    }

    @Test
    void theOpeningBelongsToTheSessionAndTheCloseDoesNot() {
        assertThat(open("2026-11-23T07:59:59Z")).isFalse();
        assertThat(open("2026-11-23T08:00:00Z")).isTrue();
        assertThat(open("2026-11-23T16:29:59Z")).isTrue();
        assertThat(open("2026-11-23T16:30:00Z")).isFalse();
    }

    @Test
    void localTimeCountsInSummerToo() {
        assertThat(open("2026-07-06T07:00:00Z")).isTrue();
        assertThat(open("2026-07-06T15:30:00Z")).isFalse();
    }

    @Test
    void weekendsHolidaysAndHalfDaysAreClosed() {
        assertThat(open("2026-11-22T12:00:00Z")).isFalse();
        assertThat(open("2026-12-25T12:00:00Z")).isFalse();
        assertThat(open("2026-12-30T12:59:59Z")).isTrue();
        assertThat(open("2026-12-30T13:00:00Z")).isFalse();
    }

    @Test
    void schedulesMuteInsideOrOutsideTheSessions() {
        Instant noon = Instant.parse("2026-11-23T12:00:00Z");
        assertThat(MuteSchedule.outsideSessionsOf(XETRA).isMuted(noon)).isFalse();
        assertThat(MuteSchedule.duringSessionsOf(XETRA).isMuted(noon)).isTrue();
        assertThat(MuteSchedule.outsideSessionsOf(XETRA).name()).isEqualTo("outside sessions of XETR");
    }

    @Test
    void hoursOutOfOrderAreRefused() {
        assertThatThrownBy(() -> SessionCalendar.of("X", ZoneId.of("UTC"), LocalTime.NOON, LocalTime.NOON))
                .hasMessage("close must be after open 12:00, was 12:00");
        assertThatThrownBy(() -> XETRA.halfDay(LocalDate.of(2026, 1, 2), LocalTime.of(18, 0)))
                .hasMessageContaining("earlyClose must be after 09:00 and not after 17:30");
    }
}
