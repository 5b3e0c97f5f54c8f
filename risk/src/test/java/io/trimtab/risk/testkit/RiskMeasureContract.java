package io.trimtab.risk.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.core.testkit.Allocation;
import io.trimtab.risk.attribution.EulerContributions;
import io.trimtab.risk.measure.Homogeneity;
import io.trimtab.risk.measure.MeasuredSeries;
import io.trimtab.risk.measure.RiskMeasure;
import io.trimtab.risk.measure.ScenarioProbabilities;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link RiskMeasure} promises. Extend it in a test of your own measures:
 *
 * <pre>{@code
 * class MyMeasureTest extends RiskMeasureContract {
 *     @Override
 *     protected Stream<RiskMeasure> measures() {
 *         return Stream.of(new MyMeasure());
 *     }
 * }
 * }</pre>
 */
public abstract class RiskMeasureContract {
    /** For whoever implements a measure. */
    protected RiskMeasureContract() {}

    /**
     * The measures to be examined.
     *
     * @return at least one
     */
    protected abstract Stream<RiskMeasure> measures();

    /**
     * How far derivatives may be from differences, relative to the largest of them.
     *
     * @return by default 1e-5
     */
    protected double gradientTolerance() {
        return 1e-5;
    }

    /** Fat tails, both signs, no ties. */
    private static double[] returns(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] r = new double[n];
        for (int t = 0; t < n; t++) {
            double u = 1.98 * random.nextDouble() - 0.99;
            r[t] = 0.0005 + 0.01 * u / Math.pow(1 - u * u, 0.4);
        }
        return r;
    }

    @TestFactory
    Stream<DynamicTest> hasANameAndARangeOfObservations() {
        return each(measure -> {
            assertThat(measure.name()).isNotBlank();
            assertThat(measure.fewestObservations()).isPositive();
            assertThat(measure.toString()).isNotBlank();
        });
    }

    @TestFactory
    Stream<DynamicTest> tooFewReturnsGiveNoNumber() {
        return each(measure -> {
            for (int n = 0; n < measure.fewestObservations(); n++) {
                double[] few = returns(n, 3);
                assertThat(measure.value(MeasuredSeries.of(few))).isNaN();
                assertThat(measure.ifDefined(few)).isEmpty();
                assertThatThrownBy(() -> measure.of(few))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(measure.name() + " is undefined: it needs at least "
                                + measure.fewestObservations() + " returns, had " + n);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsNoNumberIsRefusedByName() {
        return each(measure -> {
            double[] broken = returns(50, 4);
            broken[7] = Double.NaN;
            assertThatThrownBy(() -> measure.of(broken)).hasMessage("returns[7] must be finite, was NaN");
            assertThatThrownBy(() -> measure.ofLosses(broken)).hasMessage("losses[7] must be finite, was NaN");
        });
    }

    @TestFactory
    Stream<DynamicTest> aSeriesIsNotChangedAndGivesTheSameBitsAgain() {
        return each(measure -> {
            double[] returns = returns(300, 5);
            double[] before = returns.clone();
            MeasuredSeries series = MeasuredSeries.of(returns);
            double first = measure.value(series);
            assertThat(returns).containsExactly(before);
            assertThat(measure.value(series)).isEqualTo(first);
            MeasuredSeries used = MeasuredSeries.of(returns(1000, 6));
            measure.value(used);
            assertThat(measure.value(used.load(300, returns, 0))).isEqualTo(first);
            double[] losses = Arrays.stream(returns).map(r -> 0.0 - r).toArray();
            assertThat(measure.ofLosses(losses)).isEqualTo(first);
        });
    }

    @TestFactory
    Stream<DynamicTest> underEqualProbabilitiesItIsItselfOrItSaysWhyNot() {
        return each(measure -> {
            double[] returns = returns(300, 10);
            ScenarioProbabilities equal = ScenarioProbabilities.equal(300);
            RiskMeasure under;
            try {
                under = measure.under(equal);
            } catch (IllegalArgumentException refused) {
                assertThat(refused)
                        .hasMessageContaining(measure.name())
                        .hasMessageContaining("under scenario probabil");
                return;
            }
            assertThat(under.value(MeasuredSeries.of(returns))).isEqualTo(measure.value(MeasuredSeries.of(returns)));
            assertThat(under.homogeneity()).isEqualTo(measure.homogeneity());
            assertThat(under.preference()).isEqualTo(measure.preference());
            assertThat(under.hasGradient()).isEqualTo(measure.hasGradient());
        });
    }

    @TestFactory
    Stream<DynamicTest> growsWithTheReturnsAsItSays() {
        return each(measure -> {
            int degree = measure.homogeneity().degree();
            for (int n : new int[] {Math.max(40, measure.fewestObservations()), 501}) {
                double[] returns = returns(n, 7);
                double value = measure.of(returns);
                // a power of two scales every sum exactly; another number shows what rounding leaves
                for (double scale : new double[] {4, 0.3}) {
                    double scaled = measure.of(
                            Arrays.stream(returns).map(r -> scale * r).toArray());
                    if (degree >= 0) {
                        double expected = value * Math.pow(scale, degree);
                        assertThat(scaled).as("scale %s", scale).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
                    }
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> derivativesAgreeWithDifferences() {
        return each(measure -> {
            if (!measure.hasGradient()) {
                assertThatThrownBy(() -> measure.gradientInto(MeasuredSeries.of(0.1, 0.2), new double[2]))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(measure.name() + " has no gradient");
                return;
            }
            double[] returns = returns(Math.max(60, measure.fewestObservations()), 8);
            double[] gradient = new double[returns.length];
            MeasuredSeries series = MeasuredSeries.of(returns);
            assertThat(measure.gradientInto(series, gradient)).isEqualTo(measure.value(series));
            double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
            double h = 1e-6;
            for (int t = 0; t < returns.length; t++) {
                double[] moved = returns.clone();
                moved[t] += h;
                double up = measure.of(moved);
                moved[t] -= 2 * h;
                double slope = (up - measure.of(moved)) / (2 * h);
                assertThat(gradient[t])
                        .as("derivative by return %d", t)
                        .isCloseTo(slope, within(gradientTolerance() * largest));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> contributionsAddUpWithTiesToo() {
        return each(measure -> {
            for (boolean ties : new boolean[] {false, true}) {
                int rows = Math.max(120, measure.fewestObservations());
                double[][] columns = new double[4][];
                for (int j = 0; j < 4; j++) {
                    columns[j] = returns(rows, 20 + j);
                    if (ties) {
                        columns[j] = Arrays.stream(columns[j])
                                .map(r -> Math.rint(r * 64) / 64)
                                .toArray();
                    }
                }
                ReturnPanel panel = Panels.of(columns);
                Weights weights = Weights.of(panel.universe(), 0.5, -0.25, 0.5, 0.25);
                if (measure.homogeneity() != Homogeneity.PROPORTIONAL || !measure.hasGradient()) {
                    assertThatThrownBy(() -> measure.contributions(panel, weights))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining(measure.name());
                    return;
                }
                EulerContributions parts = measure.contributions(panel, weights);
                double absolute = Arrays.stream(parts.toArray()).map(Math::abs).sum();
                assertThat(Arrays.stream(parts.toArray()).sum())
                        .isCloseTo(measure.of(panel, weights), within(1e-12 * absolute));
                assertThat(parts.measure()).isEqualTo(measure.name());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> allocatesNothingOnceWarm() {
        return each(measure -> {
            double[] returns = returns(500, 9);
            MeasuredSeries series = new MeasuredSeries();
            double[] gradient = new double[500];
            Runnable task = () -> {
                for (int k = 0; k < 400; k++) {
                    series.load(500, returns, 0);
                    measure.value(series);
                    if (measure.hasGradient()) {
                        measure.gradientInto(series, gradient);
                    }
                }
            };
            task.run();
            // the counting itself takes some kilobytes; the smallest object for each call would take more
            long bytes = Allocation.bytesIn(task);
            assertThat(bytes).isLessThan(6000);
        });
    }

    private Stream<DynamicTest> each(java.util.function.Consumer<RiskMeasure> examine) {
        return measures().map(measure -> DynamicTest.dynamicTest(measure.name(), () -> examine.accept(measure)));
    }
}
