package io.trimtab.risk.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.risk.stop.StopOutcome.Holding;
import io.trimtab.risk.stop.StopOutcome.Stopped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class StopProperties {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    /** Prices on a grid of 1/64 around 128, so that sums and reflections of them are exact. */
    private static double[] path(SplittableRandom random, int n) {
        double[] prices = new double[n];
        double price = 128;
        for (int t = 0; t < n; t++) {
            price = Math.max(32, Math.min(224, price + random.nextInt(-128, 129) / 64.0));
            prices[t] = price;
        }
        return prices;
    }

    private static List<PriceBar> bars(double[] prices, int size) {
        List<PriceBar> bars = new ArrayList<>();
        for (int t = 0; t + size <= prices.length; t += size) {
            double high = 0;
            double low = Double.MAX_VALUE;
            for (int k = t; k < t + size; k++) {
                high = Math.max(high, prices[k]);
                low = Math.min(low, prices[k]);
            }
            bars.add(new PriceBar(START.plusSeconds(t), prices[t], high, low, prices[t + size - 1]));
        }
        return bars;
    }

    private record Run(Optional<Stopped> stop, int steps, List<Double> levels) {}

    private static Run run(StopState opened, List<PriceBar> bars) {
        StopState state = opened;
        List<Double> levels = new ArrayList<>();
        for (int t = 0; t < bars.size(); t++) {
            StopOutcome outcome = state.next(bars.get(t));
            if (outcome instanceof Stopped stopped) {
                return new Run(Optional.of(stopped), t, levels);
            }
            state = ((Holding) outcome).state();
            state.level().ifPresent(levels::add);
        }
        return new Run(Optional.empty(), bars.size(), levels);
    }

    private static StopPlan plan(SplittableRandom random) {
        StopPlan plan = StopPlan.fixed(StopDistance.amount(random.nextInt(1, 512) / 64.0))
                .averagingRangesOver(1 << random.nextInt(4));
        plan = switch (random.nextInt(3)) {
            case 0 -> plan.trailing(StopDistance.amount(random.nextInt(1, 512) / 64.0));
            case 1 -> plan.trailing(StopDistance.averageRanges(random.nextInt(1, 5)));
            default -> plan;
        };
        return random.nextBoolean() ? plan.breakEvenAfter(StopDistance.amount(random.nextInt(1, 256) / 64.0)) : plan;
    }

    /** p becomes 256 - p: a short is a long in the mirror, to the bit, because all numbers are binary fractions. */
    @Property(tries = 500)
    void aShortIsALongInTheMirrorOfDifferences(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StopPlan plan = plan(random);
        double[] prices = path(random, 120);
        double[] mirrored = new double[prices.length];
        for (int t = 0; t < prices.length; t++) {
            mirrored[t] = 256 - prices[t];
        }
        int size = 1 + random.nextInt(4);
        Run up = run(plan.open(PositionSide.LONG, 128, START, 1), bars(prices, size));
        Run down = run(plan.open(PositionSide.SHORT, 128, START, 1), bars(mirrored, size));
        assertThat(down.steps()).isEqualTo(up.steps());
        assertThat(down.stop().isPresent()).isEqualTo(up.stop().isPresent());
        for (int t = 0; t < up.levels().size(); t++) {
            // averages of ranges over 8 bars have more digits than a double keeps in the end
            assertThat(down.levels().get(t)).isCloseTo(256 - up.levels().get(t), within(1e-11));
        }
        if (up.stop().isPresent()) {
            Stopped a = up.stop().orElseThrow();
            Stopped b = down.stop().orElseThrow();
            assertThat(b.rule()).isEqualTo(a.rule());
            assertThat(b.alsoFired()).isEqualTo(a.alsoFired());
            assertThat(b.price()).isCloseTo(256 - a.price(), within(1e-11));
            assertThat(b.slippage()).isCloseTo(a.slippage(), within(1e-11));
        }
    }

    /** p becomes c / p: a long that trails by f is a short that trails by f / (1 - f). */
    @Property(tries = 300)
    void aShortIsALongInTheMirrorOfRatios(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double f = random.nextDouble(0.01, 0.2);
        double[] prices = path(random, 120);
        double[] mirrored = new double[prices.length];
        for (int t = 0; t < prices.length; t++) {
            mirrored[t] = 1e4 / prices[t];
        }
        Run up = run(
                StopPlan.none().trailing(StopDistance.fraction(f)).open(PositionSide.LONG, 128, START),
                bars(prices, 3));
        Run down = run(
                StopPlan.none().trailing(StopDistance.fraction(f / (1 - f))).open(PositionSide.SHORT, 1e4 / 128, START),
                bars(mirrored, 3));
        // a price that is on the level to rounding may be on either side of it: the levels before agree anyway
        int common = Math.min(up.levels().size(), down.levels().size());
        for (int t = 0; t < common; t++) {
            assertThat(1e4 / down.levels().get(t)).isCloseTo(up.levels().get(t), within(1e-10));
        }
    }

    @Property(tries = 500)
    void noLevelIsEverLoosenedAndNoFillIsBetterThanItsLevel(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StopPlan plan = plan(random);
        PositionSide side = random.nextBoolean() ? PositionSide.LONG : PositionSide.SHORT;
        int sign = side == PositionSide.LONG ? 1 : -1;
        Run run = run(plan.open(side, 128, START, 1), bars(path(random, 200), 1 + random.nextInt(5)));
        for (int t = 1; t < run.levels().size(); t++) {
            assertThat(sign * (run.levels().get(t) - run.levels().get(t - 1))).isGreaterThanOrEqualTo(0);
        }
        if (run.stop().isPresent()) {
            Stopped stop = run.stop().orElseThrow();
            assertThat(sign * (stop.level() - stop.price())).isGreaterThanOrEqualTo(0);
            assertThat(stop.slippage()).isEqualTo(Math.abs(stop.level() - stop.price()));
            assertThat(stop.alsoFired()).doesNotContain(stop.rule());
            if (!run.levels().isEmpty()) {
                double last = run.levels().get(run.levels().size() - 1);
                assertThat(sign * (stop.level() - last)).isGreaterThanOrEqualTo(0);
            }
        }
    }

    /** The definition, tick by tick, from all prices so far each time. */
    @Property(tries = 500)
    void ticksStopWhereTheDefinitionSays(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double fixed = random.nextInt(1, 512) / 64.0;
        double trail = random.nextInt(1, 512) / 64.0;
        double gain = random.nextInt(1, 256) / 64.0;
        double[] prices = path(random, 150);
        StopState state = StopPlan.fixed(StopDistance.amount(fixed))
                .trailing(StopDistance.amount(trail))
                .breakEvenAfter(StopDistance.amount(gain))
                .open(PositionSide.LONG, 128, START);
        int expected = prices.length;
        StopRule rule = StopRule.TIME;
        for (int t = 0; t < prices.length && expected == prices.length; t++) {
            double best = 128;
            for (int k = 0; k < t; k++) {
                best = Math.max(best, prices[k]);
            }
            double even = best >= 128 + gain ? 128 : 0;
            double level = Math.max(128 - fixed, Math.max(best - trail, even));
            if (prices[t] <= level) {
                expected = t;
                rule = level == 128 - fixed ? StopRule.FIXED : level == even ? StopRule.BREAK_EVEN : StopRule.TRAILING;
            }
        }
        Run run = run(state, bars(prices, 1));
        assertThat(run.steps()).isEqualTo(expected);
        if (expected < prices.length) {
            assertThat(run.stop().orElseThrow().rule()).isEqualTo(rule);
            assertThat(run.stop().orElseThrow().price()).isEqualTo(prices[expected]);
        }
    }

    /** A bar closes nothing that its own ticks would not have closed by its end. */
    @Property(tries = 500)
    void whatABarClosesItsTicksHaveClosed(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StopPlan plan = StopPlan.fixed(StopDistance.amount(random.nextInt(1, 512) / 64.0))
                .trailing(StopDistance.amount(random.nextInt(1, 512) / 64.0))
                .breakEvenAfter(StopDistance.amount(random.nextInt(1, 256) / 64.0));
        double[] prices = path(random, 160);
        int size = 1 + random.nextInt(8);
        Run coarse = run(plan.open(PositionSide.LONG, 128, START), bars(prices, size));
        Run fine = run(plan.open(PositionSide.LONG, 128, START), bars(prices, 1));
        if (coarse.stop().isPresent()) {
            assertThat(fine.steps()).isLessThan((coarse.steps() + 1) * size);
        }
    }
}
