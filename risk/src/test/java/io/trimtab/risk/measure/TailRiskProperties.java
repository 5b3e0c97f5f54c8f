package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.risk.attribution.EulerContributions;
import io.trimtab.risk.testkit.Panels;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class TailRiskProperties {
    /** Six assets of weight up to 3/4 and returns up to 4/64. */
    private static final double LARGEST_TERM = 6 * 0.75 / 16;

    /** Losses with ties, gains and outliers. */
    @Provide
    Arbitrary<double[]> losses() {
        Arbitrary<Double> coarse = Arbitraries.integers().between(-20, 20).map(i -> i / 100.0);
        Arbitrary<Double> fine = Arbitraries.doubles().between(-1, 1);
        return Arbitraries.oneOf(coarse, fine)
                .array(double[].class)
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    private static TailRisk measure(double level, double... losses) {
        return HistoricalSimulation.at(Confidence.of(level)).measure(losses);
    }

    @Property(tries = 500)
    void shortfallLiesBetweenValueAtRiskAndTheWorstLoss(
            @ForAll("losses") double[] losses, @ForAll @DoubleRange(min = 0.01, max = 0.99) double level) {
        TailRisk tail = measure(level, losses);
        assertThat(tail.expectedShortfall()).isBetween(tail.valueAtRisk(), Math.nextUp(tail.worstLoss()));
    }

    @Property(tries = 500)
    void shortfallIsTheMinimumOfRockafellarAndUryasev(
            @ForAll("losses") double[] losses, @ForAll @DoubleRange(min = 0.05, max = 0.99) double level) {
        // oracle: min over x of x + mean(max(0, L - x)) / alpha is attained at one of the losses
        double alpha = 1 - level;
        double least = Double.POSITIVE_INFINITY;
        for (double x : losses) {
            double excess = 0;
            for (double loss : losses) {
                excess += Math.max(0, loss - x);
            }
            least = Math.min(least, x + excess / losses.length / alpha);
        }
        assertThat(measure(level, losses).expectedShortfall()).isCloseTo(least, within(1e-7));
    }

    @Property(tries = 500)
    void valueAtRiskIsTheLeastLossThatFewEnoughExceed(
            @ForAll("losses") double[] losses, @ForAll @IntRange(min = 1, max = 99) int percent) {
        double x = measure(percent / 100.0, losses).valueAtRisk();
        // oracle: counting, in integers
        long allowed = Math.floorDiv((100L - percent) * losses.length, 100L);
        assertThat(Arrays.stream(losses).filter(l -> l > x).count()).isLessThanOrEqualTo(allowed);
        assertThat(Arrays.stream(losses).filter(l -> l >= x).count()).isGreaterThan(allowed);
    }

    @Property(tries = 200)
    void bothTranslateAndScale(
            @ForAll("losses") double[] losses, @ForAll @DoubleRange(min = 0.5, max = 0.99) double level) {
        TailRisk plain = measure(level, losses);
        TailRisk moved = measure(level, Arrays.stream(losses).map(l -> l + 0.5).toArray());
        TailRisk doubled = measure(level, Arrays.stream(losses).map(l -> 2 * l).toArray());
        assertThat(moved.expectedShortfall()).isCloseTo(plain.expectedShortfall() + 0.5, within(1e-13));
        assertThat(moved.valueAtRisk()).isCloseTo(plain.valueAtRisk() + 0.5, within(1e-13));
        assertThat(doubled.expectedShortfall()).isEqualTo(2 * plain.expectedShortfall());
        assertThat(doubled.valueAtRisk()).isEqualTo(2 * plain.valueAtRisk());
    }

    @Property(tries = 200)
    void repeatingEveryLossChangesNothing(
            @ForAll("losses") double[] losses, @ForAll @DoubleRange(min = 0.5, max = 0.9) double level) {
        double[] three = new double[losses.length * 3];
        for (int i = 0; i < three.length; i++) {
            three[i] = losses[i % losses.length];
        }
        if (losses.length * (1 - level) >= 1) {
            assertThat(measure(level, three).expectedShortfall())
                    .isCloseTo(measure(level, losses).expectedShortfall(), within(1e-12));
        }
    }

    @Property(tries = 300)
    void shortfallOfASumIsAtMostTheSumOfShortfalls(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(min = 1, max = 80) int n,
            @ForAll @DoubleRange(min = 0.5, max = 0.99) double level) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] a = random.doubles(n, -1, 1).toArray();
        double[] b = random.doubles(n, -1, 1).map(x -> x * x * x).toArray();
        double[] sum = new double[n];
        Arrays.setAll(sum, i -> a[i] + b[i]);
        assertThat(measure(level, sum).expectedShortfall())
                .isLessThanOrEqualTo(measure(level, a).expectedShortfall()
                        + measure(level, b).expectedShortfall()
                        + 1e-14);
    }

    @Property(tries = 200)
    void contributionsSumToTheTotalWithTiesToo(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(min = 1, max = 120) int rows,
            @ForAll @IntRange(min = 1, max = 6) int n,
            @ForAll @DoubleRange(min = 0.5, max = 0.99) double level,
            @ForAll QuantileRule rule) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] columns = new double[n][];
        for (int j = 0; j < n; j++) {
            columns[j] = random.ints(rows, -4, 5).mapToDouble(i -> i / 64.0).toArray();
        }
        ReturnPanel panel = Panels.of(columns);
        Weights weights = Weights.of(
                panel.universe(),
                random.ints(n, -3, 4).mapToDouble(i -> i / 4.0).toArray());
        TailRisk tail =
                HistoricalSimulation.at(Confidence.of(level)).withQuantile(rule).measure(panel, weights);
        check(tail.contributions(panel, weights), tail.expectedShortfall());
        check(tail.valueAtRiskContributions(panel, weights), tail.valueAtRisk());
    }

    /** Gains and losses of one asset that tie at the quantile may cancel: then rounding is relative to them. */
    private static void check(EulerContributions parts, double total) {
        double sum = Arrays.stream(parts.toArray()).sum();
        double absolute = Arrays.stream(parts.toArray()).map(Math::abs).sum();
        assertThat(sum).isCloseTo(total, within(1e-12 * absolute + LARGEST_TERM * 1e-15));
    }

    @Example
    void gainsAndLossesThatCancelAtTheQuantileAreDecomposed() {
        contributionsSumToTheTotalWithTiesToo(34740, 6, 1, 0.5, QuantileRule.TYPE_2);
    }

    @Property(tries = 100)
    void contributionsAreTheGradientWhereItExists(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        double[][] columns = Panels.random(97, 3, seed);
        ReturnPanel panel = Panels.of(columns);
        double[] w = {0.5, 0.3, 0.2};
        HistoricalSimulation at90 = HistoricalSimulation.at(Confidence.of(0.9));
        EulerContributions parts = at90.measure(panel, Weights.of(panel.universe(), w))
                .contributions(panel, Weights.of(panel.universe(), w));
        double h = 1e-9;
        for (int i = 0; i < 3; i++) {
            double[] up = w.clone();
            up[i] += h;
            double[] down = w.clone();
            down[i] -= h;
            double slope =
                    (at90.measure(panel, Weights.of(panel.universe(), up)).expectedShortfall()
                                    - at90.measure(panel, Weights.of(panel.universe(), down))
                                            .expectedShortfall())
                            / (2 * h);
            // tolerance: rounding of the difference quotient, and the chance of a kink within h
            assertThat(parts.marginal(i)).isCloseTo(slope, within(1e-5));
        }
    }
}
