package io.trimtab.risk.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LossWindowTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final LocalTime FIVE = LocalTime.of(17, 0);

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    /** The trap: a loss before midnight and one after it, each within a limit of 3%, together not. */
    @Test
    void midnightDoesNotHideALossInTheRollingForm() {
        RollingLoss rolling = RollingLoss.over(Duration.ofHours(24));
        CalendarLoss day = CalendarLoss.daily(ZoneOffset.UTC, LocalTime.MIDNIGHT);
        for (LossWindow window : List.of(rolling, day)) {
            window.observe(at("2026-03-02T09:00:00Z"), 100_000);
            window.observe(at("2026-03-02T23:59:59Z"), 98_000);
        }
        assertThat(day.currentLoss()).isEqualTo(0.02);
        assertThat(rolling.currentLoss()).isEqualTo(0.02);
        for (LossWindow window : List.of(rolling, day)) {
            window.observe(at("2026-03-03T00:00:00Z"), 96_040);
        }
        assertThat(day.currentLoss()).isEqualTo(0.02);
        assertThat(rolling.currentLoss()).isEqualTo(0.0396);
        // 24 hours after the account was last worth as much, the high is forgotten: it was worth 98,000 from then on
        rolling.observe(at("2026-03-03T23:59:58.999999999Z"), 96_040);
        assertThat(rolling.currentLoss()).isEqualTo(0.0396);
        rolling.observe(at("2026-03-03T23:59:59Z"), 96_040);
        assertThat(rolling.currentLoss()).isEqualTo(0.02);
    }

    @Test
    void whatWasSeenBeforeTheWindowCountsAtItsBeginning() {
        RollingLoss rolling = RollingLoss.over(Duration.ofHours(1));
        rolling.observe(at("2026-03-02T09:00:00Z"), 100);
        // nobody looked for a day: when it fell is not known, so it fell just now
        rolling.observe(at("2026-03-03T09:00:00Z"), 90);
        assertThat(rolling.currentLoss()).isEqualTo(0.1);
        rolling.observe(at("2026-03-03T10:00:00Z"), 90);
        assertThat(rolling.currentLoss()).isZero();
    }

    @Test
    void depositsAndWithdrawalsAreNeitherLossNorGain() {
        List<LossWindow> windows =
                List.of(RollingLoss.over(Duration.ofDays(2)), CalendarLoss.weekly(ZoneOffset.UTC, LocalTime.MIDNIGHT));
        for (LossWindow window : windows) {
            window.observe(at("2026-03-02T09:00:00Z"), 100);
            window.moved(at("2026-03-02T10:00:00Z"), 300);
            assertThat(window.currentLoss()).isZero();
            window.observe(at("2026-03-02T11:00:00Z"), 360);
            assertThat(window.currentLoss()).isCloseTo(0.1, within(1e-15));
            window.moved(at("2026-03-02T12:00:00Z"), -180);
            assertThat(window.currentLoss()).isCloseTo(0.1, within(1e-15));
            window.observe(at("2026-03-02T13:00:00Z"), 160);
            assertThat(window.currentLoss()).isCloseTo(0.2, within(1e-15));
            assertThatThrownBy(() -> window.moved(at("2026-03-02T14:00:00Z"), -160))
                    .hasMessageContaining("after a movement of -160.0 must be positive");
            assertThatThrownBy(() -> window.moved(at("2026-03-02T14:00:00Z"), Double.NaN))
                    .hasMessageContaining("amount must be finite");
            assertThat(window.currentLoss()).isCloseTo(0.2, within(1e-15));
        }
    }

    @Test
    void aClockThatGoesBackIsRefusedAndNothingHasChanged() {
        for (LossWindow window :
                List.of(RollingLoss.over(Duration.ofDays(2)), CalendarLoss.daily(ZoneOffset.UTC, LocalTime.MIDNIGHT))) {
            window.observe(at("2026-03-02T09:00:00Z"), 100);
            window.observe(at("2026-03-02T10:00:00Z"), 95);
            String before = window.toString();
            assertThatThrownBy(() -> window.observe(at("2026-03-02T09:59:59Z"), 50))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("time must not go back");
            assertThatThrownBy(() -> window.moved(at("2026-03-01T09:59:59Z"), 50))
                    .hasMessageContaining("time must not go back");
            assertThatThrownBy(() -> window.observe(at("2026-03-02T11:00:00Z"), Double.NaN))
                    .hasMessageContaining("equity must be finite");
            assertThatThrownBy(() -> window.observe(at("2026-03-03T11:00:00Z"), Double.POSITIVE_INFINITY))
                    .hasMessageContaining("equity must be finite");
            assertThat(window).hasToString(before);
            assertThat(window.currentLoss()).isEqualTo(0.05);
            // two observations of one moment: the second counts
            window.observe(at("2026-03-02T10:00:00Z"), 94);
            assertThat(window.currentLoss()).isEqualTo(0.06);
        }
    }

    @Test
    void whatIsLostIsLost() {
        for (LossWindow window : List.of(
                RollingLoss.over(Duration.ofHours(1)), CalendarLoss.daily(ZoneOffset.UTC, LocalTime.MIDNIGHT))) {
            assertThatThrownBy(window::currentLoss)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no equity");
            assertThatThrownBy(() -> window.moved(at("2026-03-02T09:00:00Z"), 1))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> window.observe(at("2026-03-02T09:00:00Z"), 0))
                    .hasMessageContaining("first equity must be positive");
            window.observe(at("2026-03-02T09:00:00Z"), 100);
            window.observe(at("2026-03-02T10:00:00Z"), -20);
            assertThat(window.currentLoss()).isEqualTo(1);
            window.moved(at("2026-03-04T10:00:00Z"), 500);
            window.observe(at("2026-03-05T10:00:00Z"), 480);
            assertThat(window.currentLoss()).isEqualTo(1);
        }
    }

    @Test
    void aSessionEndsAtItsCloseWhateverTheClocksDo() {
        CalendarLoss day = CalendarLoss.daily(NEW_YORK, FIVE);
        // five in New York is 22:00 UTC in winter and 21:00 in summer; clocks change on 8 March 2026
        day.observe(at("2026-03-06T15:00:00Z"), 100);
        day.observe(at("2026-03-06T21:59:59Z"), 90);
        assertThat(day.currentLoss()).isEqualTo(0.1);
        day.observe(at("2026-03-06T22:00:00Z"), 81);
        assertThat(day.currentLoss()).isEqualTo(0.1);
        day.observe(at("2026-03-09T20:59:59Z"), 100);
        day.observe(at("2026-03-09T21:00:00Z"), 90);
        assertThat(day.currentLoss()).isEqualTo(0.1);
        day.observe(at("2026-03-10T20:59:59Z"), 120);
        assertThat(day.currentLoss()).isCloseTo(-0.2, within(1e-15));
    }

    @Test
    void aWeekBeginsOnSundayEveningWhereTheSessionDoes() {
        CalendarLoss week = CalendarLoss.weekly(NEW_YORK, FIVE);
        CalendarLoss month = CalendarLoss.monthly(NEW_YORK, FIVE);
        week.observe(at("2026-03-06T15:00:00Z"), 100);
        week.observe(at("2026-03-06T20:00:00Z"), 95);
        // Sunday 8 March, 17:00 in New York
        week.observe(at("2026-03-08T20:59:00Z"), 90);
        assertThat(week.currentLoss()).isEqualTo(0.1);
        week.observe(at("2026-03-08T21:00:00Z"), 81);
        assertThat(week.currentLoss()).isEqualTo(0.1);
        week.observe(at("2026-03-13T20:00:00Z"), 45);
        assertThat(week.currentLoss()).isEqualTo(0.5);
        month.observe(at("2026-03-06T15:00:00Z"), 100);
        month.observe(at("2026-03-31T20:59:59Z"), 50);
        assertThat(month.currentLoss()).isEqualTo(0.5);
        month.observe(at("2026-03-31T21:00:00Z"), 40);
        assertThat(month.currentLoss()).isEqualTo(0.2);
        assertThat(month).hasToString("CalendarLoss[MONTH to 17:00 America/New_York, 0.2]");
    }

    /** Clocks go back from two to one on 1 November 2026; a close at half past one passes twice, and begins one day. */
    @Test
    void aCloseThatPassesTwiceBeginsOneDay() {
        CalendarLoss day = CalendarLoss.daily(NEW_YORK, LocalTime.of(1, 30));
        day.observe(at("2026-11-01T05:00:00Z"), 100);
        day.observe(at("2026-11-01T05:30:00Z"), 90);
        assertThat(day.currentLoss()).isEqualTo(0.1);
        // 01:10 for the second time, then 01:30 for the second time
        day.observe(at("2026-11-01T06:10:00Z"), 80);
        assertThat(day.currentLoss()).isEqualTo(0.2);
        day.observe(at("2026-11-01T06:30:00Z"), 70);
        assertThat(day.currentLoss()).isEqualTo(0.3);
    }

    @Test
    void realisedLossesAreThoseOfTheBalance() {
        RollingLoss open = RollingLoss.over(Duration.ofDays(1));
        RollingLoss realised = RollingLoss.over(Duration.ofDays(1));
        Instant now = at("2026-03-02T09:00:00Z");
        open.observe(now, 100);
        realised.observe(now, 100);
        open.observe(now.plusSeconds(1), 95);
        realised.observe(now.plusSeconds(1), 100);
        assertThat(open.currentLoss()).isEqualTo(0.05);
        assertThat(realised.currentLoss()).isZero();
        realised.observe(now.plusSeconds(2), 95);
        assertThat(realised.currentLoss()).isEqualTo(0.05);
    }

    @Test
    void memoryHoldsOnlyWhatNothingLaterExceeds() {
        RollingLoss rising = RollingLoss.over(Duration.ofSeconds(100));
        RollingLoss falling = RollingLoss.over(Duration.ofSeconds(100));
        for (int t = 0; t < 10_000; t++) {
            rising.observe(Instant.EPOCH.plusSeconds(t), 1 + t);
            falling.observe(Instant.EPOCH.plusSeconds(t), 20_000 - t);
            assertThat(rising.remembered()).isZero();
            assertThat(falling.remembered()).isLessThanOrEqualTo(100);
        }
        assertThat(falling.currentLoss()).isEqualTo(100.0 / (20_000 - 9_899));
    }

    private record Seen(Instant time, double value) {}

    /** The definition: the highest value in force at any moment of the window. */
    private static double defined(List<Seen> seen, Duration duration) {
        Seen last = seen.get(seen.size() - 1);
        Instant from = last.time().minus(duration);
        double highest = last.value();
        for (int i = 0; i + 1 < seen.size(); i++) {
            if (seen.get(i + 1).time().isAfter(from)) {
                highest = Math.max(highest, seen.get(i).value());
            }
        }
        return (highest - last.value()) / highest;
    }

    @Property(tries = 300)
    void aRollingLossIsItsDefinitionAlsoAfterARestart(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int seconds) {
        SplittableRandom random = new SplittableRandom(seed);
        Duration duration = Duration.ofSeconds(seconds);
        RollingLoss loss = RollingLoss.over(duration);
        List<Seen> seen = new ArrayList<>();
        Instant time = Instant.EPOCH;
        for (int t = 0; t < 200; t++) {
            // often the same moment, sometimes a long silence, and few different values
            int wait = random.nextInt(10);
            time = time.plusSeconds(wait < 3 ? 0 : wait < 9 ? wait - 2 : 60);
            double equity = 100 + random.nextInt(12);
            loss.observe(time, equity);
            seen.add(new Seen(time, equity));
            assertThat(loss.currentLoss()).isEqualTo(defined(seen, duration));
            if (random.nextInt(20) == 0) {
                RollingLoss.Snapshot snapshot = loss.snapshot();
                loss = RollingLoss.restored(snapshot);
                assertThat(loss.snapshot()).isEqualTo(snapshot);
            }
        }
    }

    @Property(tries = 200)
    void movementsOfMoneyChangeNoLoss(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LossWindow[] plain = {
            RollingLoss.over(Duration.ofHours(30)),
            CalendarLoss.daily(NEW_YORK, FIVE),
            CalendarLoss.monthly(NEW_YORK, FIVE)
        };
        LossWindow[] moved = {
            RollingLoss.over(Duration.ofHours(30)),
            CalendarLoss.daily(NEW_YORK, FIVE),
            CalendarLoss.monthly(NEW_YORK, FIVE)
        };
        double value = 100;
        double size = 1;
        Instant time = at("2026-01-01T00:00:00Z");
        for (int t = 0; t < 100; t++) {
            time = time.plusSeconds(random.nextInt(40_000));
            value *= random.nextDouble(0.95, 1.05);
            double amount = value * size * random.nextDouble(-0.5, 1);
            for (int k = 0; k < plain.length; k++) {
                plain[k].observe(time, value);
                moved[k].observe(time, value * size);
                moved[k].moved(time, amount);
                // a hundred changes of the units, each rounded three times
                assertThat(moved[k].currentLoss()).isCloseTo(plain[k].currentLoss(), within(1e-12));
            }
            size = (value * size + amount) / value;
        }
    }

    @Test
    void aCalendarLossGoesOnAfterARestart() {
        CalendarLoss day = CalendarLoss.daily(NEW_YORK, FIVE);
        day.observe(at("2026-03-06T15:00:00Z"), 100);
        day.moved(at("2026-03-06T15:00:00Z"), 100);
        day.observe(at("2026-03-06T16:00:00Z"), 180);
        CalendarLoss again = day.restored(day.snapshot());
        assertThat(again.currentLoss()).isEqualTo(day.currentLoss()).isCloseTo(0.1, within(1e-15));
        assertThat(again.snapshot()).isEqualTo(day.snapshot());
        again.observe(at("2026-03-06T17:00:00Z"), 160);
        assertThat(again.currentLoss()).isCloseTo(0.2, within(1e-15));
        assertThatThrownBy(() -> again.observe(at("2026-03-06T16:00:00Z"), 160)).hasMessageContaining("go back");
        again.observe(at("2026-03-06T18:00:00Z"), -1);
        again.moved(at("2026-03-06T18:00:00Z"), 10);
        assertThat(again.restored(again.snapshot()).currentLoss()).isEqualTo(1);
        RollingLoss rolling = RollingLoss.over(Duration.ofDays(1));
        assertThatThrownBy(rolling::snapshot).isInstanceOf(IllegalStateException.class);
        rolling.observe(Instant.EPOCH, 1);
        rolling.observe(Instant.EPOCH, -1);
        rolling.moved(Instant.EPOCH, 10);
        assertThat(RollingLoss.restored(rolling.snapshot()).currentLoss()).isEqualTo(1);
    }

    @Test
    void badWindowsAreRefused() {
        assertThatThrownBy(() -> RollingLoss.over(Duration.ZERO)).hasMessageContaining("duration must be positive");
        assertThatThrownBy(() -> RollingLoss.over(Duration.ofDays(-1)))
                .hasMessageContaining("duration must be positive");
        Duration day = Duration.ofDays(1);
        assertThatThrownBy(() -> new RollingLoss.Snapshot(day, Instant.EPOCH, 1, 0, List.of()))
                .hasMessageContaining("units must be positive");
        RollingLoss.Ended high = new RollingLoss.Ended(Instant.EPOCH, 2);
        RollingLoss.Ended higher = new RollingLoss.Ended(Instant.EPOCH, 3);
        assertThatThrownBy(() -> new RollingLoss.Snapshot(day, Instant.EPOCH, 1, 1, List.of(high, higher)))
                .hasMessageContaining("higher[1] must be later and lower");
        assertThat(RollingLoss.over(day)).hasToString("RollingLoss[PT24H]");
        assertThat(RollingLoss.over(day).duration()).isEqualTo(day);
    }
}
