package io.trimtab.risk.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.risk.stop.StopOutcome.Holding;
import io.trimtab.risk.stop.StopOutcome.Stopped;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Numbers by hand; levels that are sums of binary fractions are exact, others to 1e-12. */
class StopStateTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final StopDistance FIVE = StopDistance.amount(5);

    private static Instant day(int n) {
        return START.plus(Duration.ofDays(n));
    }

    private static PriceBar bar(int day, double open, double high, double low, double close) {
        return new PriceBar(day(day), open, high, low, close);
    }

    private static StopState held(StopState state, PriceBar... bars) {
        StopState now = state;
        for (PriceBar bar : bars) {
            StopOutcome outcome = now.next(bar);
            assertThat(outcome).as("after %s", bar).isInstanceOf(Holding.class);
            now = ((Holding) outcome).state();
        }
        return now;
    }

    private static Stopped stopped(StopState state, PriceBar bar) {
        StopOutcome outcome = state.next(bar);
        assertThat(outcome).isInstanceOf(Stopped.class);
        return (Stopped) outcome;
    }

    @Test
    void aFixedStopOfALongFillsAtItsLevel() {
        StopState state = StopPlan.fixed(StopDistance.fraction(0.05)).open(PositionSide.LONG, 100, START);
        assertThat(state.level()).hasValue(95);
        StopState later = held(state, bar(1, 99, 120, 95.5, 118), bar(2, 110, 110, 96, 96));
        assertThat(later.level()).hasValue(95);
        Stopped stop = stopped(later, bar(3, 96, 97, 90, 91));
        assertThat(stop.rule()).isEqualTo(StopRule.FIXED);
        assertThat(stop.price()).isEqualTo(95);
        assertThat(stop.slippage()).isZero();
        assertThat(stop.isGap()).isFalse();
        assertThat(stop.gain()).isEqualTo(-0.05);
        assertThat(stop.time()).isEqualTo(day(3));
        assertThat(stop.alsoFired()).isEmpty();
        // the low that touches it is enough
        assertThat(stopped(later, bar(3, 96, 97, 95, 97)).price()).isEqualTo(95);
    }

    @Test
    void aGapThroughTheStopFillsAtTheOpen() {
        StopState state = StopPlan.fixed(FIVE).open(PositionSide.LONG, 100, START);
        Stopped stop = stopped(state, bar(1, 91, 99, 90, 98));
        assertThat(stop.price()).isEqualTo(91);
        assertThat(stop.level()).isEqualTo(95);
        assertThat(stop.slippage()).isEqualTo(4);
        assertThat(stop.isGap()).isTrue();
        assertThat(stop.gain()).isCloseTo(-0.09, within(1e-15));
        StopState sold = StopPlan.fixed(FIVE).open(PositionSide.SHORT, 100, START);
        Stopped bought = stopped(sold, bar(1, 109, 110, 100, 101));
        assertThat(bought.price()).isEqualTo(109);
        assertThat(bought.level()).isEqualTo(105);
        assertThat(bought.slippage()).isEqualTo(4);
        assertThat(bought.gain()).isCloseTo(-0.09, within(1e-15));
    }

    @Test
    void aTickThroughTheStopFillsAtTheTick() {
        StopState state = StopPlan.fixed(FIVE).open(PositionSide.LONG, 100, START);
        Stopped stop = stopped(state, PriceBar.tick(day(0), 94.5));
        assertThat(stop.price()).isEqualTo(94.5);
        assertThat(stop.slippage()).isEqualTo(0.5);
    }

    @Test
    void aTrailingStopFollowsTheBestPriceAndNeverComesBack() {
        StopState state = StopPlan.none().trailing(FIVE).open(PositionSide.LONG, 100, START);
        assertThat(state.level()).hasValue(95);
        StopState up = held(state, bar(1, 101, 110, 100, 109));
        assertThat(up.level(StopRule.TRAILING)).hasValue(105);
        assertThat(up.best()).isEqualTo(110);
        StopState down = held(up, bar(2, 108, 108, 106, 106));
        assertThat(down.level()).hasValue(105);
        Stopped stop = stopped(down, bar(3, 106, 107, 104, 106));
        assertThat(stop.rule()).isEqualTo(StopRule.TRAILING);
        assertThat(stop.price()).isEqualTo(105);
        assertThat(stop.gain()).isEqualTo(0.05);
        StopState fraction =
                StopPlan.none().trailing(StopDistance.fraction(0.25)).open(PositionSide.SHORT, 100, START);
        assertThat(fraction.level()).hasValue(125);
        assertThat(held(fraction, bar(1, 90, 95, 80, 85)).level()).hasValue(100);
        assertThat(held(fraction, bar(1, 90, 95, 80, 85)).best()).isEqualTo(80);
    }

    @Test
    void aBarThatClosesBelowTheLevelOfItsOwnHighHasPassedIt() {
        StopState state = StopPlan.none().trailing(FIVE).open(PositionSide.LONG, 100, START);
        Stopped stop = stopped(state, bar(1, 101, 110, 100, 104));
        assertThat(stop.price()).isEqualTo(105);
        assertThat(stop.rule()).isEqualTo(StopRule.TRAILING);
        // of a low below it nothing is known: it may have been before the high
        assertThat(held(state, bar(1, 101, 110, 100, 106)).level()).hasValue(105);
    }

    /** True ranges by hand: 6 from the first bar, then 3 by the gap from its close; Wilder's average of the last four. */
    @Test
    void averageRangesWidenAndNarrowTheDistanceButNeverTheLevel() {
        StopPlan plan = StopPlan.none().trailing(StopDistance.averageRanges(2)).averagingRangesOver(4);
        StopState state = plan.open(PositionSide.LONG, 100, START, 2);
        assertThat(state.level()).hasValue(96);
        // best 104 with the old range 2 gives 100, with the new range 2 + (6 - 2) / 4 = 3 only 98
        StopState wide = held(state, bar(1, 100, 104, 98, 103));
        assertThat(wide.level()).hasValue(100);
        // opens above the last close: true range from 103 to 106 is 3, which leaves the average at 3
        StopState next = held(wide, bar(2, 105, 106, 104.5, 106));
        assertThat(next.level()).hasValue(100);
        // a quiet bar: range 0.5, average 2.375, best 106 - 4.75
        assertThat(held(next, bar(3, 106, 106, 105.5, 106)).level()).hasValue(101.25);
    }

    @Test
    void breakEvenArmsWithTheGainAndLocksTheEntry() {
        StopPlan plan = StopPlan.fixed(StopDistance.amount(10)).breakEvenAfter(FIVE);
        StopState state = plan.open(PositionSide.LONG, 100, START);
        StopState before = held(state, bar(1, 101, 104.75, 99, 101));
        assertThat(before.level(StopRule.BREAK_EVEN)).isEmpty();
        assertThat(before.level()).hasValue(90);
        StopState armed = held(before, bar(2, 101, 105, 99, 101));
        assertThat(armed.level(StopRule.BREAK_EVEN)).hasValue(100);
        Stopped stop = stopped(armed, bar(3, 101, 101, 80, 90));
        assertThat(stop.rule()).isEqualTo(StopRule.BREAK_EVEN);
        assertThat(stop.price()).isEqualTo(100);
        assertThat(stop.gain()).isZero();
        // from the high of the same bar back to the entry
        assertThat(stopped(before, bar(2, 101, 106, 99, 100)).rule()).isEqualTo(StopRule.BREAK_EVEN);
        StopState sold = StopPlan.none().breakEvenAfter(FIVE, 0.0625).open(PositionSide.SHORT, 100, START);
        assertThat(sold.level()).isEmpty();
        // gained 5, but the level at 93.75 has not been reached yet
        StopState little = held(sold, bar(1, 100, 100, 95, 96));
        assertThat(little.level()).isEmpty();
        assertThat(held(little, bar(2, 95, 95, 90, 92)).level()).hasValue(93.75);
    }

    @Test
    void timeIsUpAtTheFirstOpenAtOrAfterIt() {
        StopPlan plan = StopPlan.fixed(FIVE).closingAfter(Duration.ofDays(3));
        StopState state = held(plan.open(PositionSide.LONG, 100, START), bar(1, 101, 102, 100, 101));
        Stopped stop = stopped(state, bar(3, 99, 103, 90, 91));
        assertThat(stop.rule()).isEqualTo(StopRule.TIME);
        assertThat(stop.price()).isEqualTo(99);
        assertThat(stop.level()).isEqualTo(99);
        assertThat(stop.slippage()).isZero();
        assertThat(stopped(held(state, bar(2, 101, 102, 100, 101)), bar(9, 99, 99, 99, 99))
                        .rule())
                .isEqualTo(StopRule.TIME);
    }

    /** Several stops at once: the one that the price met first is named, the others are listed. */
    @Test
    void theRuleIsTheOneThatThePriceMetFirst() {
        StopPlan plan = StopPlan.fixed(StopDistance.amount(8))
                .trailing(StopDistance.amount(6))
                .breakEvenAfter(StopDistance.amount(3))
                .closingAfter(Duration.ofDays(5));
        StopState state = held(plan.open(PositionSide.LONG, 100, START), bar(1, 101, 104, 100.5, 103));
        assertThat(state.level(StopRule.FIXED)).hasValue(92);
        assertThat(state.level(StopRule.TRAILING)).hasValue(98);
        assertThat(state.level(StopRule.BREAK_EVEN)).hasValue(100);
        assertThat(state.level(StopRule.TIME)).isEmpty();
        // falls through all three within a bar: closed at the first, the others never fired
        Stopped within = stopped(state, bar(2, 103, 103, 80, 85));
        assertThat(within.rule()).isEqualTo(StopRule.BREAK_EVEN);
        assertThat(within.alsoFired()).isEmpty();
        // opens between the second and the third
        Stopped gap = stopped(state, bar(2, 95, 103, 80, 85));
        assertThat(gap.rule()).isEqualTo(StopRule.BREAK_EVEN);
        assertThat(gap.alsoFired()).containsExactly(StopRule.TRAILING);
        assertThat(gap.level()).isEqualTo(100);
        assertThat(gap.price()).isEqualTo(95);
        // opens below all of them on the day that time is up: the price closed it
        Stopped all = stopped(state, bar(5, 90, 91, 80, 85));
        assertThat(all.rule()).isEqualTo(StopRule.BREAK_EVEN);
        assertThat(all.alsoFired()).containsExactly(StopRule.FIXED, StopRule.TRAILING);
        // opens above on that day: the time closed it, whatever the bar did later
        assertThat(stopped(state, bar(5, 101, 101, 80, 85)).rule()).isEqualTo(StopRule.TIME);
        // equal levels: fixed before trailing
        StopState equal = StopPlan.fixed(FIVE).trailing(FIVE).open(PositionSide.LONG, 100, START);
        Stopped both = stopped(equal, bar(1, 99, 99, 90, 90));
        assertThat(both.rule()).isEqualTo(StopRule.FIXED);
        assertThat(both.alsoFired()).containsExactly(StopRule.TRAILING);
        // once it has moved, trailing
        assertThat(stopped(held(equal, bar(1, 101, 101, 101, 101)), bar(2, 99, 99, 90, 90))
                        .rule())
                .isEqualTo(StopRule.TRAILING);
    }

    @Test
    void aStopIsTightenedAndNeverLoosened() {
        StopState state = StopPlan.fixed(FIVE).open(PositionSide.LONG, 100, START);
        assertThat(state.tightenedTo(97).level()).hasValue(97);
        assertThat(state.tightenedTo(95).level()).hasValue(95);
        assertThatThrownBy(() -> state.tightenedTo(94)).hasMessageContaining("no looser than the fixed stop at 95.0");
        StopState sold = StopPlan.none().open(PositionSide.SHORT, 100, START);
        assertThat(sold.tightenedTo(110).level()).hasValue(110);
        assertThatThrownBy(() -> sold.tightenedTo(110).tightenedTo(111)).hasMessageContaining("110.0");
        assertThatThrownBy(() -> state.tightenedTo(Double.NaN)).hasMessageContaining("level must be positive");
    }

    @Test
    void aStepChangesNothingOfTheStateItStartsFrom() {
        StopState state = StopPlan.none().trailing(FIVE).open(PositionSide.LONG, 100, START);
        String before = state.toString();
        held(state, bar(1, 101, 110, 101, 110));
        assertThat(state).hasToString(before);
        assertThat(before).isEqualTo("StopState[LONG from 100.0, TRAILING at 95.0]");
        assertThat(stopped(state, bar(1, 94, 94, 94, 94)).price()).isEqualTo(94);
        assertThat(stopped(state, bar(1, 94, 94, 94, 94)).price()).isEqualTo(94);
    }

    @Test
    void onePositionsStopClosesNoOther() {
        StopPlan plan = StopPlan.fixed(FIVE);
        StopBook book = StopBook.empty()
                .with("A", plan.open(PositionSide.LONG, 100, START))
                .with("B", plan.open(PositionSide.LONG, 100, START))
                .with("C", plan.open(PositionSide.SHORT, 100, START));
        TreeMap<String, PriceBar> bars = new TreeMap<>();
        bars.put("A", PriceBar.tick(day(1), 90));
        bars.put("C", PriceBar.tick(day(1), 90));
        bars.put("X", PriceBar.tick(day(1), 1));
        StopBook.Round round = book.next(bars);
        assertThat(round.stopped()).containsOnlyKeys("A");
        assertThat(round.book().states()).containsOnlyKeys("B", "C");
        assertThat(round.book().of("B")).isSameAs(book.of("B"));
        // nothing is latched: the next round closes nothing, and A can be opened again
        assertThat(round.book().next(new TreeMap<>()).stopped()).isEmpty();
        StopBook again = round.book().with("A", plan.open(PositionSide.LONG, 90, day(1)));
        bars.put("A", PriceBar.tick(day(2), 86));
        bars.put("C", PriceBar.tick(day(2), 90));
        assertThat(again.next(bars).stopped()).isEmpty();
        assertThat(again.without("B").states()).containsOnlyKeys("A", "C");
        assertThatThrownBy(() -> again.with("A", again.of("B"))).hasMessageContaining("A is open already");
        assertThatThrownBy(() -> again.without("X")).hasMessageContaining("no position X");
        bars.put("C", PriceBar.tick(day(0), 90));
        assertThatThrownBy(() -> again.next(bars)).hasMessageContaining("bar of C must not be before");
        assertThat(book.states()).hasSize(3);
    }

    @Test
    void badInputIsRefusedByName() {
        assertThatThrownBy(() -> bar(1, 100, 99, 90, 95)).hasMessageContaining("must enclose open 100.0");
        assertThatThrownBy(() -> bar(1, 100, 101, 96, 95)).hasMessageContaining("must enclose");
        assertThatThrownBy(() -> bar(1, Double.NaN, 101, 96, 97)).hasMessageContaining("open must be positive");
        assertThatThrownBy(() -> bar(1, 100, Double.POSITIVE_INFINITY, 96, 97)).hasMessageContaining("high");
        assertThatThrownBy(() -> bar(1, 1, 1, 0, 1)).hasMessageContaining("low must be positive");
        assertThatThrownBy(() -> PriceBar.tick(START, -1)).hasMessageContaining("open must be positive");
        assertThatThrownBy(() -> StopDistance.fraction(1)).hasMessageContaining("fraction");
        assertThatThrownBy(() -> StopDistance.amount(0)).hasMessageContaining("amount must be positive");
        assertThatThrownBy(() -> StopDistance.averageRanges(Double.NaN)).hasMessageContaining("multiple");
        assertThatThrownBy(() -> StopPlan.none().breakEvenAfter(FIVE, 1)).hasMessageContaining("offset");
        assertThatThrownBy(() -> StopPlan.none().closingAfter(Duration.ZERO))
                .hasMessageContaining("time must be positive");
        assertThatThrownBy(() -> StopPlan.none().averagingRangesOver(0))
                .hasMessageContaining("bars must be at least 1");
        StopPlan ranges = StopPlan.fixed(StopDistance.averageRanges(2));
        assertThatThrownBy(() -> ranges.open(PositionSide.LONG, 100, START)).hasMessageContaining("give it to open");
        assertThatThrownBy(() -> ranges.open(PositionSide.LONG, 100, START, 50)).hasMessageContaining("above 0");
        assertThat(ranges.open(PositionSide.SHORT, 100, START, 50).level()).hasValue(200);
        assertThatThrownBy(() -> ranges.open(PositionSide.LONG, 100, START, 0)).hasMessageContaining("averageRange");
        assertThatThrownBy(() -> StopPlan.fixed(FIVE).open(PositionSide.LONG, 0, START))
                .hasMessageContaining("price");
        StopState state = StopPlan.fixed(FIVE).open(PositionSide.LONG, 100, day(1));
        assertThatThrownBy(() -> state.next(PriceBar.tick(day(0), 100))).hasMessageContaining("must not be before");
        assertThat(ranges.trailing(FIVE).breakEvenAfter(FIVE).closingAfter(Duration.ofDays(1)))
                .hasToString("StopPlan[fixed 2.0 average ranges, trailing 5.0, break-even after 5.0, at most PT24H]");
        assertThat(StopDistance.fraction(0.5)).hasToString("50.0%");
    }
}
