package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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

    /** A benchmark of its own shape, so that betas and correlations are neither 0 nor 1. */
    private static double[] benchmark(double factor) {
        double[] b = {0.008, -0.012, 0.006, 0.003, -0.016, 0.014, 0.001, -0.004, 0.02, -0.022, -0.003, 0.01};
        return Arrays.stream(b).map(x -> factor * x).toArray();
    }

    @Test
    void ratiosOfVerySmallAndVeryLargeReturnsAreThoseOfPlainOnes() {
        List<RiskMeasure> ratios = List.of(
                GainLossRatios.sortino(DAILY),
                GainLossRatios.omega(0),
                GainLossRatios.kappa(1, 0),
                GainLossRatios.kappa(2, 0),
                GainLossRatios.kappa(3, 0),
                GainLossRatios.kappa(4, 0),
                GainLossRatios.upsidePotential(0, DownsideBasis.SHORTFALLS_ONLY),
                GainLossRatios.variabilitySkewness(0),
                GainLossRatios.volatilitySkewness(0),
                GainLossRatios.prospect(0),
                GainLossRatios.dRatio(),
                RewardToRisk.sharpe(DAILY),
                RewardToRisk.downsideSharpe(DAILY),
                PathShape.hurst(DegreesOfFreedom.SAMPLE));
        List<RelativeMeasure> relative = List.of(
                MarketModel.beta(),
                MarketModel.rSquared(),
                MarketModel.bullBeta(DAILY),
                MarketModel.bearBeta(DAILY),
                MarketModel.famaBeta(),
                CoMoments.correlation(),
                CoMoments.betaCoskewness(),
                CoMoments.betaCokurtosis(),
                BenchmarkRatios.information(DAILY));
        for (double factor : new double[] {0x1p-1000, 0x1p-510, 0x1p-332, 0x1p332, 0x1p510, 0x1p1000}) {
            for (RiskMeasure ratio : ratios) {
                assertThat(ratio.of(scaled(factor)))
                        .as(ratio.name() + " at " + factor)
                        .isCloseTo(ratio.of(RETURNS), Percentage.withPercentage(1e-10));
            }
            for (RelativeMeasure ratio : relative) {
                assertThat(ratio.of(scaled(factor), benchmark(factor)))
                        .as(ratio.name() + " at " + factor)
                        .isCloseTo(ratio.of(RETURNS, benchmark(1)), Percentage.withPercentage(1e-10));
            }
            for (RelativeMeasure size : List.of(
                    MarketModel.specificRisk(DAILY),
                    MarketModel.systematicRisk(DAILY),
                    MarketModel.totalRisk(DAILY),
                    BenchmarkRatios.trackingError(DAILY))) {
                assertThat(size.of(scaled(factor), benchmark(factor)) / factor)
                        .as(size.name() + " at " + factor)
                        .isCloseTo(size.of(RETURNS, benchmark(1)), Percentage.withPercentage(1e-10));
            }
            assertThat(PartialMoments.downsideDeviation(0, DownsideBasis.ALL_OBSERVATIONS)
                                    .of(scaled(factor))
                            / factor)
                    .isCloseTo(
                            PartialMoments.downsideDeviation(0, DownsideBasis.ALL_OBSERVATIONS)
                                    .of(RETURNS),
                            Percentage.withPercentage(1e-10));
        }
        // series of scales far apart
        assertThat(MarketModel.beta().of(scaled(0x1p-400), benchmark(0x1p400)) * 0x1p800)
                .isCloseTo(MarketModel.beta().of(RETURNS, benchmark(1)), Percentage.withPercentage(1e-10));
    }

    /** Oracle: a steady rate compounds to itself, (1 + r)^N - 1, whatever comes of 1 in between. */
    @Test
    void longProductsNeitherOverflowNorVanish() {
        double[] doubling = new double[3000];
        Arrays.fill(doubling, 1);
        double[] halving = new double[3000];
        Arrays.fill(halving, -0.5);
        assertThat(Growth.annual(PeriodsPerYear.MONTHLY).of(doubling)).isCloseTo(4095, within(1e-8));
        assertThat(Growth.annual(PeriodsPerYear.MONTHLY).of(halving)).isCloseTo(0x1p-12 - 1, within(1e-13));
        double[] both = new double[6000];
        System.arraycopy(doubling, 0, both, 0, 3000);
        System.arraycopy(halving, 0, both, 3000, 3000);
        assertThat(Growth.annual(PeriodsPerYear.MONTHLY).of(both)).isZero();
        assertThat(Moments.totalReturn(Compounding.COMPOUNDED).of(both)).isZero();
        assertThat(Capture.up(PeriodsPerYear.MONTHLY).of(doubling, doubling)).isEqualTo(1);
        assertThat(Growth.annual(PeriodsPerYear.YEARLY).of(1e200, 1e200)).isCloseTo(1e200, within(1e188));
        // growth that is no number is none, and says so
        assertThat(Moments.totalReturn(Compounding.COMPOUNDED).ifDefined(doubling))
                .isEmpty();
        assertThatThrownBy(() -> Growth.annual(PeriodsPerYear.DAILY).of(1e300))
                .hasMessageContaining("beyond any number");
        assertThat(Growth.annual(PeriodsPerYear.DAILY).of(-1, 1e300)).isEqualTo(-1);
    }

    /** A loss so old that its probability underflows is not in a tail however small. */
    @Test
    void whatHasNoProbabilityIsNotInTheTail() {
        double[] losses = new double[4000];
        for (int t = 1; t < losses.length; t++) {
            losses[t] = 0.01 * (t % 7);
        }
        losses[0] = 1;
        Confidence far = Confidence.of(1 - 1e-10);
        for (RiskMeasure tail : List.of(ValueAtRisk.timeWeighted(far, 0.8), ExpectedShortfall.timeWeighted(far, 0.8))) {
            double[] gradient = new double[losses.length];
            MeasuredSeries series = MeasuredSeries.ofLosses(losses);
            assertThat(tail.value(series)).isCloseTo(0.06, within(1e-15));
            assertThat(tail.gradientInto(series, gradient)).isCloseTo(0.06, within(1e-15));
            assertThat(Arrays.stream(gradient).sum()).isCloseTo(-1, within(1e-12));
        }
    }
}
