package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.statistics.PeriodsPerYear;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Series at the ends of what is possible. Oracles: the same series at scale 1, equal returns, the mean. */
class ExtremeSeriesTest {
    private static final Confidence C95 = Confidence.of(0.95);
    private static final PerformanceConvention DAILY = PerformanceConvention.of(PeriodsPerYear.DAILY);
    private static final double[] RETURNS = {
        0.011, -0.02, 0.004, 0.0, -0.013, 0.025, 0.007, -0.009, 0.016, -0.031, 0.002, 0.012
    };

    private static double[] scaled(double factor) {
        return Arrays.stream(RETURNS).map(r -> factor * r).toArray();
    }

    @Test
    void verySmallAndVeryLargeReturnsKeepTheirShape() {
        List<RiskMeasure> shapes = List.of(
                Moments.skewness(SkewnessForm.MOMENT),
                Moments.kurtosis(KurtosisForm.SAMPLE_EXCESS),
                RewardToRisk.adjustedSharpe(DAILY),
                RewardToRisk.probabilisticSharpe(DAILY, 0.5));
        List<RiskMeasure> sizes = List.of(
                Dispersion.volatility(DegreesOfFreedom.SAMPLE),
                ValueAtRisk.cornishFisherUnchecked(C95),
                ExpectedShortfall.edgeworth(C95),
                ValueAtRisk.gaussian(C95, DegreesOfFreedom.SAMPLE));
        for (double factor : new double[] {0x1p-800, 0x1p-560, 0x1p-250, 0x1p250, 0x1p560, 0x1p800}) {
            for (RiskMeasure shape : shapes) {
                assertThat(shape.of(scaled(factor)))
                        .as(shape.name() + " at " + factor)
                        .isCloseTo(shape.of(RETURNS), Percentage.withPercentage(1e-10));
            }
            for (RiskMeasure size : sizes) {
                assertThat(size.of(scaled(factor)) / factor)
                        .as(size.name() + " at " + factor)
                        .isCloseTo(size.of(RETURNS), Percentage.withPercentage(1e-10));
            }
        }
    }

    @Test
    void gradientsOfMomentsDoNotDependOnTheScale() {
        RiskMeasure tail = ValueAtRisk.cornishFisherUnchecked(C95);
        double[] plain = new double[RETURNS.length];
        double[] small = new double[RETURNS.length];
        tail.gradientInto(MeasuredSeries.of(RETURNS), plain);
        tail.gradientInto(MeasuredSeries.of(scaled(0x1p-560)), small);
        assertThat(small).containsExactly(plain, within(1e-13));
    }

    @Test
    void drawdownsOfSumsKeepTheDigitsOfSmallReturns() {
        Compounding sum = Compounding.UNCOMPOUNDED;
        for (RiskMeasure depth : List.of(
                DrawdownMeasures.maximum(sum),
                DrawdownMeasures.conditional(C95, sum),
                DrawdownMeasures.current(sum),
                DrawdownMeasures.averageDepth(sum))) {
            assertThat(depth.of(scaled(0x1p-60)) * 0x1p60).as(depth.name()).isEqualTo(depth.of(RETURNS));
        }
        assertThat(Drawdowns.of(scaled(0x1p-60), sum).maximum() * 0x1p60)
                .isEqualTo(Drawdowns.of(RETURNS, sum).maximum());
    }

    @Test
    void equalReturnsScatterByExactlyNothing() {
        for (double level : new double[] {0.1, -0.1, 1.0 / 3, -0.013}) {
            for (int n : new int[] {4, 7, 10, 100}) {
                double[] equal = new double[n];
                Arrays.fill(equal, level);
                for (RiskMeasure scatter : List.of(
                        Dispersion.giniMeanDifference(),
                        Dispersion.lMoment(2),
                        Dispersion.lMoment(3),
                        Dispersion.lMoment(4),
                        Dispersion.range(),
                        TailMeasures.shortfallRange(C95),
                        TailMeasures.tailGiniRange(C95))) {
                    assertThat(scatter.of(equal))
                            .as(scatter.name() + " of " + n)
                            .isZero();
                }
                assertThat(Dispersion.lMoment(1).of(equal)).isEqualTo(level);
                assertThat(TailMeasures.tailGini(C95).of(equal)).isEqualTo(-level);
            }
        }
    }

    @Test
    void whatNeverMovesHasNoBetaToEitherSideAndNoTiming() {
        double[] equal = new double[RETURNS.length];
        Arrays.fill(equal, 1.0 / 300);
        assertThat(MarketModel.bullBeta(DAILY).of(equal, RETURNS)).isZero();
        assertThat(MarketModel.bearBeta(DAILY).of(equal, RETURNS)).isZero();
        assertThat(MarketModel.timingRatio(DAILY).ifDefined(equal, RETURNS)).isEmpty();
    }

    @Test
    void tailsFittedToVeryLargeLossesAreThoseOfPlainOnes() {
        double[] losses = new double[100];
        double[] large = new double[losses.length];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = -StrictMath.log((i + 0.5) / losses.length) + 0.1 * (i % 3);
            large[i] = losses[i] * 0x1p332;
        }
        RiskMeasure quantile = ValueAtRisk.peaksOverThreshold(C95, TailThreshold.worst(20));
        RiskMeasure mean = ExpectedShortfall.peaksOverThreshold(C95, TailThreshold.worst(20));
        assertThat(quantile.ofLosses(large) / 0x1p332)
                .isCloseTo(quantile.ofLosses(losses), Percentage.withPercentage(1e-8));
        assertThat(mean.ofLosses(large) / 0x1p332).isCloseTo(mean.ofLosses(losses), Percentage.withPercentage(1e-8));
    }

    @Test
    void withoutConfidenceTheRelativisticTailIsTheMeanLoss() {
        for (double confidence : new double[] {1e-12, 1e-11}) {
            for (double kappa : new double[] {0.001, 0.3, 0.999}) {
                RiskMeasure tail = TailMeasures.relativisticValueAtRisk(Confidence.of(confidence), kappa);
                double[] gradient = new double[RETURNS.length];
                double mean = Arrays.stream(RETURNS).average().orElseThrow();
                assertThat(tail.of(RETURNS)).isCloseTo(-mean, within(1e-17));
                tail.gradientInto(MeasuredSeries.of(RETURNS), gradient);
                assertThat(gradient).containsOnly(-1.0 / RETURNS.length);
            }
        }
    }
}
