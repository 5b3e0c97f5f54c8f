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

    /** Oracle: two returns an ulp apart have half an ulp of standard deviation, and contributions that add up to it. */
    @Test
    void returnsNearlyEqualKeepTheirVolatility() {
        double low = 0.01;
        double high = Math.nextUp(low);
        double ulp = high - low;
        for (RiskMeasure measure : List.of(
                Dispersion.volatility(DegreesOfFreedom.POPULATION),
                ValueAtRisk.gaussian(C95, DegreesOfFreedom.POPULATION),
                ExpectedShortfall.gaussian(C95, DegreesOfFreedom.POPULATION))) {
            double[] returns = {high, low};
            double[] gradient = new double[2];
            double value = measure.gradientInto(MeasuredSeries.of(returns), gradient);
            assertThat(gradient[0] * high + gradient[1] * low)
                    .as(measure.name())
                    .isCloseTo(value, within(2 * ulp));
        }
        assertThat(Dispersion.volatility(DegreesOfFreedom.POPULATION).of(high, low))
                .isCloseTo(ulp / 2, Percentage.withPercentage(1e-10));
        // a third of the returns an ulp higher: sqrt(2) / 3 ulps
        assertThat(Dispersion.volatility(DegreesOfFreedom.POPULATION).of(high, low, low))
                .isCloseTo(ulp * Math.sqrt(2) / 3, Percentage.withPercentage(1e-10));
    }

    /** Oracle: equal returns have themselves for a mean and do not scatter, whatever their sum. */
    @Test
    void sumsBeyondAnyNumberHaveAMean() {
        double[] equal = {1e308, 1e308, 1e308};
        assertThat(Moments.mean().of(equal)).isEqualTo(1e308);
        assertThat(Dispersion.volatility(DegreesOfFreedom.SAMPLE).of(equal)).isZero();
        assertThat(RewardToRisk.probabilisticSharpe(DAILY, 0.5).ifDefined(equal))
                .isEmpty();
        assertThat(PathShape.hurst(DegreesOfFreedom.SAMPLE).ifDefined(Double.MIN_VALUE, 0))
                .isEmpty();
    }

    /** Oracle: the mean loss plus half the variance over the tolerance, to first order; Föllmer and Schied (2002). */
    @Test
    void aLargeToleranceIsTheMeanLoss() {
        double variance = Dispersion.variance(DegreesOfFreedom.POPULATION).of(RETURNS);
        double mean = Moments.mean().of(RETURNS);
        for (double theta : new double[] {1e2, 1e6, 1e10, 1e14}) {
            assertThat(TailMeasures.entropic(theta).of(RETURNS))
                    .isCloseTo(-mean + variance / (2 * theta), within(1e-16 + 1e-6 / (theta * theta)));
        }
    }

    /** Oracle: covariances of returns that cancel exactly are 0, so that nothing is divided by their rounding. */
    @Test
    void whatRoundingLeavesOfABetaIsNoDenominator() {
        double[] r = new double[20];
        double[] b = new double[20];
        for (int t = 0; t < 20; t++) {
            r[t] = t % 2 == 0 ? 0.01 : -0.01;
            b[t] = t % 4 < 2 ? 0.01 : -0.01;
        }
        assertThat(MarketModel.beta().of(r, b)).isZero();
        assertThat(BenchmarkRatios.treynor(DAILY).ifDefined(r, b)).isEmpty();
        // deviations of -25, -5, 5 and 25 in thousandths have no third moment
        assertThat(CoMoments.betaCoskewness()
                        .ifDefined(new double[] {0.01, -0.02, 0.03, 0}, new double[] {0, -0.02, 0.01, 0.03}))
                .isEmpty();
    }

    /** Oracle: what was lost since the peak, whatever was gained before it. */
    @Test
    void aSmallDrawdownKeepsItsDigitsAfterALargeGain() {
        double[] returns = {1e10, -0.1, 0.3, -0.2, -0.025};
        assertThat(DrawdownMeasures.maximum(Compounding.UNCOMPOUNDED).of(returns))
                .isEqualTo(0.225);
        assertThat(Drawdowns.of(returns, Compounding.UNCOMPOUNDED).maximum()).isEqualTo(0.225);
        assertThat(Drawdowns.of(returns, Compounding.UNCOMPOUNDED).peak()).isEqualTo(2);
        assertThat(DrawdownMeasures.conditional(C95, Compounding.UNCOMPOUNDED).ifDefined(-1e308, -1e308))
                .isEmpty();
        double[] gradient = new double[2];
        assertThat(DrawdownMeasures.conditional(C95, Compounding.UNCOMPOUNDED)
                        .gradientInto(MeasuredSeries.of(-1e308, -1e308), gradient))
                .isNaN();
        assertThat(gradient).containsOnly(Double.NaN);
    }

    /** Measures that differ have names that differ, so that one batch may hold both. */
    @Test
    void namesTellWhatWasAskedFor() {
        MeasureBatch.of(
                ValueAtRisk.gaussian(C95, DegreesOfFreedom.SAMPLE),
                ValueAtRisk.gaussian(C95, DegreesOfFreedom.POPULATION),
                ExpectedShortfall.studentT(C95, 4, DegreesOfFreedom.SAMPLE),
                ExpectedShortfall.studentT(C95, 4, DegreesOfFreedom.POPULATION),
                GainLossRatios.tailRatio(C95, QuantileRule.TYPE_7),
                GainLossRatios.tailRatio(C95, QuantileRule.TYPE_1));
        RelativeBatch.of(
                MarketModel.drawdownBeta(C95, Compounding.COMPOUNDED),
                MarketModel.drawdownBeta(C95, Compounding.UNCOMPOUNDED),
                CoMoments.covariance(DegreesOfFreedom.SAMPLE),
                CoMoments.covariance(DegreesOfFreedom.POPULATION),
                BenchmarkRatios.omegaExcessReturn(DAILY),
                BenchmarkRatios.omegaExcessReturn(DAILY.withMinimumAcceptable(0.001)));
    }

    @Test
    void arraysTooShortAreNamed() {
        assertThatThrownBy(() -> Moments.mean().gradientInto(MeasuredSeries.of(RETURNS), new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("length of out");
        assertThatThrownBy(() -> ConditionalVolatility.exponentiallyWeighted(0.94)
                        .forecastInto(MeasuredSeries.of(RETURNS), new double[RETURNS.length]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("length of out");
        assertThatThrownBy(() -> ConditionalVolatility.given("own", 0, new double[] {1, 1, 1})
                        .forecastInto(MeasuredSeries.of(0.1, 0.2), new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("length of out");
    }
}
