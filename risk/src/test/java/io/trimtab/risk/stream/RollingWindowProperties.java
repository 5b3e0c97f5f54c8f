package io.trimtab.risk.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.risk.measure.HistoricalSimulation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** After every step a rolling window says what a fresh calculation over the same values says. */
class RollingWindowProperties {
    private static final MathContext DIGITS = new MathContext(300);

    /** Streams that defeat running sums: huge values that come and go, ties, a level far above the spread, monotone runs. */
    static double hostile(SplittableRandom random, int kind, int step) {
        double noise = random.nextDouble() - 0.5;
        return switch (kind) {
            case 0 -> noise;
            case 1 -> random.nextInt(20) == 0 ? 1e9 * (random.nextBoolean() ? 1 : -1) : noise;
            case 2 -> random.nextInt(3) - 1;
            case 3 -> 1e9 + noise;
            case 4 -> step;
            case 5 -> -step;
            case 6 -> 0.0 * noise;
            case 7 -> noise * StrictMath.pow(10, random.nextInt(-12, 13));
            default -> (step / 37) % 2 == 0 ? 0.01 : -0.01;
        };
    }

    @Property(tries = 60)
    void tailIsThatOfAFreshSimulation(
            @ForAll @IntRange(min = 1, max = 130) int window,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double level,
            @ForAll @IntRange(min = 0, max = 8) int kind,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RollingTail tail = RollingTail.over(window, Confidence.of(level));
        HistoricalSimulation fresh = HistoricalSimulation.at(Confidence.of(level));
        Deque<Double> values = new ArrayDeque<>();
        for (int step = 0; step < Campaign.tries(300, 3_000); step++) {
            double loss = hostile(random, kind, step);
            tail.add(loss);
            values.add(loss);
            if (values.size() > window) {
                values.remove();
            }
            double[] held = values.stream().mapToDouble(Double::doubleValue).toArray();
            double[] scratch = new double[held.length];
            assertThat(tail.size()).isEqualTo(held.length);
            double risk = fresh.valueAtRisk(held, scratch);
            // an order statistic: to the bit
            assertThat(tail.valueAtRisk()).isEqualTo(risk);
            double shortfall = fresh.expectedShortfall(held, scratch);
            // 1e-12 of the largest loss in the tail, which is what either may round
            assertThat(tail.expectedShortfall())
                    .isCloseTo(shortfall, within(1e-12 * Math.max(Math.abs(risk), Math.abs(tail.worstLoss()))));
            assertThat(tail.expectedShortfall()).isGreaterThanOrEqualTo(tail.valueAtRisk());
            double limit = random.nextInt(2) == 0 ? risk : hostile(random, kind, step);
            assertThat(tail.isWithin(limit)).isEqualTo(risk <= limit);
            assertThat(tail.countAbove(limit))
                    .isEqualTo((int) Arrays.stream(held).filter(x -> x > limit).count());
        }
    }

    @Property(tries = 60)
    void momentsAreThoseOfAnExactCalculation(
            @ForAll @IntRange(min = 1, max = 70) int window,
            @ForAll @IntRange(min = 0, max = 8) int kind,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RollingMoments moments = RollingMoments.over(window);
        Deque<Double> values = new ArrayDeque<>();
        for (int step = 0; step < 200; step++) {
            double value = hostile(random, kind, step);
            moments.add(value);
            values.add(value);
            if (values.size() > window) {
                values.remove();
            }
            if (step % 7 != 0) {
                continue;
            }
            double[] held = values.stream().mapToDouble(Double::doubleValue).toArray();
            double largest = Arrays.stream(held).map(Math::abs).max().orElseThrow();
            double mean = exactMean(held).doubleValue();
            double variance = exactMoment(held, 2).doubleValue();
            assertThat(moments.mean()).isCloseTo(mean, within(1e-15 * largest));
            assertThat(moments.variance(DegreesOfFreedom.POPULATION)).isCloseTo(variance, within(1e-12 * variance));
            if (held.length > 1) {
                assertThat(moments.variance(DegreesOfFreedom.SAMPLE))
                        .isCloseTo(variance * held.length / (held.length - 1), within(2e-12 * variance));
            }
            if (variance > 0) {
                double sigma = Math.sqrt(variance);
                assertThat(moments.skewness())
                        .isCloseTo(exactMoment(held, 3).doubleValue() / variance / sigma, within(1e-11 * held.length));
                double kurtosis = exactMoment(held, 4).doubleValue() / variance / variance - 3;
                assertThat(moments.excessKurtosis()).isCloseTo(kurtosis, within(1e-11 * (kurtosis + 4)));
            } else {
                assertThat(moments.hasSpread()).isFalse();
            }
        }
    }

    private static BigDecimal exactMean(double[] values) {
        return Arrays.stream(values)
                .mapToObj(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(values.length), DIGITS);
    }

    private static BigDecimal exactMoment(double[] values, int power) {
        BigDecimal mean = exactMean(values);
        return Arrays.stream(values)
                .mapToObj(x -> new BigDecimal(x).subtract(mean, DIGITS).pow(power, DIGITS))
                .reduce(BigDecimal.ZERO, (a, b) -> a.add(b, DIGITS))
                .divide(BigDecimal.valueOf(values.length), DIGITS);
    }

    @Property(tries = 60)
    void drawdownIsThatOfTheValuesInTheWindow(
            @ForAll @IntRange(min = 1, max = 70) int window, @ForAll boolean calm, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RollingDrawdown drawdown = RollingDrawdown.over(window);
        Deque<Double> values = new ArrayDeque<>();
        double equity = 100;
        for (int step = 0; step < 400; step++) {
            equity *= calm ? 1 + 0.02 * (random.nextDouble() - 0.5) : StrictMath.exp(2 * random.nextDouble() - 1);
            equity = Math.max(1e-9, Math.min(1e9, equity));
            drawdown.add(equity);
            values.add(equity);
            if (values.size() > window) {
                values.remove();
            }
            double highest = 0;
            double deepest = 0;
            for (double value : values) {
                highest = Math.max(highest, value);
                deepest = Math.max(deepest, 1 - value / highest);
            }
            assertThat(drawdown.deepest()).isEqualTo(deepest);
            assertThat(drawdown.current()).isEqualTo(1 - equity / highest);
            assertThat(drawdown.size()).isEqualTo(values.size());
        }
    }

    @Test
    void aHugeValueThatHasLeftLeavesNothingBehind() {
        RollingMoments moments = RollingMoments.over(3);
        RollingTail tail = RollingTail.over(3, Confidence.of(0.5));
        for (double x : new double[] {1e9, 0.1, 0.2, 0.3}) {
            moments.add(x);
            tail.add(x);
        }
        // closed form: mean 0.2, variance 2/300 of 0.1, 0.2, 0.3
        assertThat(moments.variance(DegreesOfFreedom.POPULATION)).isCloseTo(0.02 / 3, within(1e-17));
        // the worst 1.5 of three losses: 0.3 and half of 0.2
        assertThat(tail.expectedShortfall()).isCloseTo((0.3 + 0.1) / 1.5, within(1e-16));
    }

    @Property(tries = 40)
    void aRestoredWindowGoesOnWithTheSameBits(
            @ForAll @IntRange(min = 1, max = 60) int window,
            @ForAll @IntRange(min = 0, max = 8) int kind,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RollingTail tail = RollingTail.over(window, Confidence.of(0.9));
        int before = random.nextInt(0, 150);
        for (int step = 0; step < before; step++) {
            tail.add(hostile(random, kind, step));
        }
        WindowSnapshot snapshot = tail.snapshot();
        RollingTail restored = RollingTail.restored(snapshot);
        assertThat(restored.snapshot()).isEqualTo(snapshot).hasSameHashCodeAs(snapshot);
        for (int step = 0; step < 100; step++) {
            double loss = hostile(random, kind, step);
            tail.add(loss);
            restored.add(loss);
            assertThat(restored.valueAtRisk()).isEqualTo(tail.valueAtRisk());
            assertThat(restored.expectedShortfall()).isEqualTo(tail.expectedShortfall());
        }
    }

    static Stream<Double> notNumbers() {
        return Stream.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300);
    }

    @ParameterizedTest
    @MethodSource("notNumbers")
    void valuesThatAreNotNumbersAreRefusedAndChangeNothing(double bad) {
        RollingTail tail = RollingTail.over(2, Confidence.of(0.9));
        tail.add(1);
        tail.add(2);
        assertThatThrownBy(() -> tail.add(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loss");
        assertThat(tail.snapshot().values()).containsExactly(1, 2);
        RollingMoments moments = RollingMoments.over(2);
        moments.add(1);
        assertThatThrownBy(() -> moments.add(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value");
        assertThat(moments.size()).isEqualTo(1);
        assertThat(moments.mean()).isEqualTo(1);
        RollingDrawdown drawdown = RollingDrawdown.over(2);
        drawdown.add(1);
        if (bad != 1e300) {
            assertThatThrownBy(() -> drawdown.add(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("equity");
        }
        assertThatThrownBy(() -> drawdown.add(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(drawdown.size()).isEqualTo(1);
    }

    @Test
    void anEmptyWindowSaysSoInsteadOfMeasuring() {
        RollingTail tail = RollingTail.over(2, Confidence.of(0.9));
        assertThatThrownBy(tail::valueAtRisk)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no loss");
        assertThatThrownBy(tail::expectedShortfall).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(tail::worstLoss).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> tail.isWithin(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> tail.isWithin(Double.NaN)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> tail.countAbove(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        RollingMoments moments = RollingMoments.over(2);
        assertThatThrownBy(moments::mean).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> moments.variance(DegreesOfFreedom.POPULATION))
                .isInstanceOf(IllegalStateException.class);
        moments.add(1);
        assertThatThrownBy(() -> moments.variance(DegreesOfFreedom.SAMPLE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("at least 2");
        assertThatThrownBy(moments::skewness)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("equal");
        assertThatThrownBy(moments::excessKurtosis).isInstanceOf(IllegalStateException.class);
        RollingDrawdown drawdown = RollingDrawdown.over(2);
        assertThatThrownBy(drawdown::current).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(drawdown::deepest).isInstanceOf(IllegalStateException.class);
        assertThat(tail).hasToString("RollingTail[90%, 0 of 2 losses]");
        assertThat(moments).hasToString("RollingMoments[1 of 2 values]");
        assertThat(drawdown).hasToString("RollingDrawdown[0 of 2 values]");
        assertThat(tail.window() + moments.window()).isEqualTo(4);
        assertThat(tail.confidence()).isEqualTo(Confidence.of(0.9));
    }

    @Test
    void windowsOfNoLengthAreRefused() {
        assertThatThrownBy(() -> RollingTail.over(0, Confidence.of(0.9))).hasMessageContaining("window");
        assertThatThrownBy(() -> RollingTail.over(Integer.MAX_VALUE, Confidence.of(0.9)))
                .hasMessageContaining("window");
        assertThatThrownBy(() -> RollingMoments.over(-1)).hasMessageContaining("window");
        assertThatThrownBy(() -> RollingDrawdown.over(0)).hasMessageContaining("window");
        assertThatThrownBy(() -> new WindowSnapshot(1, Confidence.of(0.9), new double[2]))
                .hasMessageContaining("window");
    }

    /** Thousands of equal losses: ranks and sums are those of a fresh simulation, to the bit where nothing is rounded. */
    @Test
    void aStormOfTiesKeepsItsRanks() {
        SplittableRandom random = new SplittableRandom(11);
        for (int window : new int[] {1, 2, 3, 64, 1_000}) {
            Confidence confidence = Confidence.of(0.95);
            RollingTail tail = RollingTail.over(window, confidence);
            RollingMoments moments = RollingMoments.over(window);
            RollingDrawdown drawdown = RollingDrawdown.over(window);
            double[] latest = new double[window];
            for (int t = 0; t < 5_000; t++) {
                // zeros of either sign are one value
                double loss = random.nextInt(4) == 0 ? -0.0 : random.nextInt(3) - 1;
                tail.add(loss);
                moments.add(loss);
                drawdown.add(2 + loss);
                latest[t % window] = loss;
                if (t >= window && t % 97 == 0) {
                    HistoricalSimulation fresh = HistoricalSimulation.at(confidence);
                    assertThat(tail.valueAtRisk()).isEqualTo(fresh.valueAtRisk(latest, new double[window]));
                    assertThat(tail.expectedShortfall())
                            .isCloseTo(fresh.expectedShortfall(latest, new double[window]), within(1e-15));
                    assertThat(tail.countAbove(0)).isEqualTo((int)
                            Arrays.stream(latest).filter(x -> x > 0).count());
                    double sum = Arrays.stream(latest).sum();
                    assertThat(moments.mean()).isCloseTo(sum / window, within(1e-15));
                    assertThat(window > 1 || moments.variance(DegreesOfFreedom.POPULATION) == 0)
                            .isTrue();
                    assertThat(window > 1 || drawdown.current() == 0).isTrue();
                }
            }
        }
    }
}
