package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.testkit.Allocation;
import io.trimtab.risk.testkit.Panels;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;

/** Measures against a benchmark: numbers by hand, another algorithm, identities, and what has no denominator. */
class RelativeRatioTest {
    private static final PerformanceConvention MONTHLY = PerformanceConvention.of(PeriodsPerYear.MONTHLY);
    private static final PerformanceConvention YEARLY = PerformanceConvention.of(PeriodsPerYear.YEARLY);
    private static final PerformanceConvention OVER = MONTHLY.withRiskFree(RiskFreeRate.perYear(0.03));
    private static final Confidence C90 = Confidence.of(0.9);
    private static final double[] R = {0.02, -0.02, 0.03, 0.01};
    private static final double[] B = {0.01, -0.03, 0.01, 0.01};

    static List<RelativeMeasure> all() {
        return List.of(
                MarketModel.beta(),
                MarketModel.bullBeta(MONTHLY),
                MarketModel.bearBeta(MONTHLY),
                MarketModel.timingRatio(MONTHLY),
                MarketModel.alpha(OVER),
                MarketModel.annualAlpha(MONTHLY),
                MarketModel.jensenAlpha(OVER),
                MarketModel.systematicRisk(MONTHLY),
                MarketModel.specificRisk(MONTHLY),
                MarketModel.totalRisk(MONTHLY),
                MarketModel.famaBeta(),
                MarketModel.diversification(MONTHLY),
                MarketModel.netSelectivity(MONTHLY),
                MarketModel.rSquared(),
                MarketModel.drawdownBeta(C90, Compounding.COMPOUNDED),
                MarketModel.drawdownAlpha(C90, MONTHLY),
                BenchmarkRatios.activePremium(MONTHLY),
                BenchmarkRatios.trackingError(MONTHLY),
                BenchmarkRatios.information(MONTHLY),
                BenchmarkRatios.informationOfGrowth(MONTHLY),
                BenchmarkRatios.treynor(OVER),
                BenchmarkRatios.modifiedTreynor(MONTHLY),
                BenchmarkRatios.appraisal(MONTHLY),
                BenchmarkRatios.alphaOverBeta(MONTHLY),
                BenchmarkRatios.alphaOverSystematicRisk(MONTHLY),
                BenchmarkRatios.modigliani(OVER),
                BenchmarkRatios.modiglianiOfMeans(OVER),
                BenchmarkRatios.modiglianiExcess(OVER, Compounding.COMPOUNDED),
                BenchmarkRatios.modiglianiExcess(OVER, Compounding.UNCOMPOUNDED),
                BenchmarkRatios.modiglianiSortino(MONTHLY),
                BenchmarkRatios.omegaExcessReturn(MONTHLY),
                Capture.up(PeriodsPerYear.MONTHLY),
                Capture.down(PeriodsPerYear.MONTHLY),
                Capture.totalUp(),
                Capture.totalDown(),
                Capture.upOverDown(PeriodsPerYear.MONTHLY),
                Capture.overall(PeriodsPerYear.MONTHLY),
                Capture.upNumber(),
                Capture.downNumber(),
                Capture.battingAverage(),
                Capture.upBattingAverage(),
                Capture.downBattingAverage());
    }

    /** Oracle: hand calculation; deviations 1, -3, 2, 0 and 1, -3, 1, 1 hundredths. */
    @Test
    void theMarketModelMatchesHandCalculation() {
        double beta = 12.0 / 12;
        assertThat(MarketModel.beta().of(R, B)).isCloseTo(beta, within(1e-14));
        assertThat(MarketModel.alpha(YEARLY).of(R, B)).isCloseTo(0.01, within(1e-15));
        assertThat(MarketModel.annualAlpha(MONTHLY).of(R, B)).isCloseTo(Math.pow(1.01, 12) - 1, within(1e-13));
        // residuals 0, 0, 1, -1 hundredths
        assertThat(MarketModel.specificRisk(YEARLY).of(R, B)).isCloseTo(0.01 * Math.sqrt(2.0 / 3), within(1e-14));
        assertThat(MarketModel.systematicRisk(YEARLY).of(R, B)).isCloseTo(0.01 * Math.sqrt(4), within(1e-14));
        assertThat(MarketModel.totalRisk(YEARLY).of(R, B))
                .isCloseTo(Volatility.of(R, DegreesOfFreedom.SAMPLE), within(1e-14));
        assertThat(MarketModel.rSquared().of(R, B)).isCloseTo(144.0 / (14 * 12), within(1e-14));
        assertThat(MarketModel.famaBeta().of(R, B)).isCloseTo(Math.sqrt(14.0 / 12), within(1e-14));
        // one fall of the benchmark, three equal rises: neither side has two different returns
        assertThat(MarketModel.bearBeta(YEARLY).ifDefined(R, B)).isEmpty();
        assertThat(MarketModel.bullBeta(YEARLY).ifDefined(R, B)).isEmpty();
        assertThat(MarketModel.bullBeta(YEARLY).of(new double[] {0.02, 0.05, 0.9}, new double[] {0.01, 0.02, -0.1}))
                .isCloseTo(3, within(1e-13));
    }

    /** Oracle: hand calculation; active returns 1, 1, 2, 0 hundredths. */
    @Test
    void activeRatiosMatchHandCalculation() {
        double sigma = 0.01 * Math.sqrt(2.0 / 3);
        assertThat(BenchmarkRatios.trackingError(MONTHLY).of(R, B)).isCloseTo(sigma * Math.sqrt(12), within(1e-15));
        assertThat(BenchmarkRatios.information(MONTHLY).of(R, B))
                .isCloseTo(0.01 / sigma * Math.sqrt(12), within(1e-12));
        assertThat(BenchmarkRatios.modiglianiOfMeans(YEARLY).of(R, B))
                .isCloseTo(0.01 * Math.sqrt(12.0 / 14), within(1e-15));
        assertThat(Capture.battingAverage().of(R, B)).isEqualTo(0.75);
        assertThat(Capture.upBattingAverage().of(R, B)).isCloseTo(2.0 / 3, within(1e-16));
        assertThat(Capture.downBattingAverage().of(R, B)).isEqualTo(1);
        assertThat(Capture.upNumber().of(R, B)).isEqualTo(1);
        assertThat(Capture.totalDown().of(R, B)).isCloseTo(2.0 / 3, within(1e-14));
        assertThat(Capture.totalUp().of(R, B))
                .isCloseTo((1.02 * 1.03 * 1.01 - 1) / (1.01 * 1.01 * 1.01 - 1), within(1e-12));
        assertThat(Capture.up(PeriodsPerYear.MONTHLY).of(R, B))
                .isCloseTo((Math.pow(1.02 * 1.03 * 1.01, 4) - 1) / (Math.pow(1.01, 12) - 1), within(1e-12));
    }

    /** The benchmark against itself, and twice the benchmark: what each measure must be. */
    @Test
    void aBenchmarkOfItselfHasNoActiveRisk() {
        double[] b = random(200, 3);
        double[] twice = Arrays.stream(b).map(x -> 2 * x).toArray();
        assertThat(MarketModel.beta().of(b, b)).isCloseTo(1, within(1e-15));
        assertThat(MarketModel.beta().of(twice, b)).isCloseTo(2, within(1e-15));
        assertThat(MarketModel.specificRisk(MONTHLY).of(twice, b)).isZero();
        assertThat(BenchmarkRatios.appraisal(MONTHLY).ifDefined(twice, b)).isEmpty();
        assertThat(BenchmarkRatios.trackingError(MONTHLY).of(b, b)).isZero();
        assertThat(BenchmarkRatios.information(MONTHLY).ifDefined(b, b)).isEmpty();
        double[] shifted = Arrays.stream(b).map(x -> x + 0.001).toArray();
        assertThat(BenchmarkRatios.trackingError(MONTHLY).of(shifted, b)).isZero();
        assertThat(MarketModel.drawdownBeta(C90, Compounding.COMPOUNDED).of(b, b))
                .isCloseTo(1, within(1e-12));
        assertThat(MarketModel.drawdownBeta(C90, Compounding.UNCOMPOUNDED).of(twice, b))
                .isCloseTo(2, within(1e-12));
        assertThat(BenchmarkRatios.modigliani(OVER).of(twice, b))
                .isCloseTo((Growth.annual(PeriodsPerYear.MONTHLY).of(twice) - 0.03) / 2 + 0.03, within(1e-12));
        assertThat(Capture.up(PeriodsPerYear.MONTHLY).of(b, b)).isEqualTo(1);
        assertThat(Capture.battingAverage().of(b, b)).isZero();
    }

    /** Oracle: the drawdown at each time sorted and averaged in another way, uncompounded. */
    @Test
    void theDrawdownBetaIsTheFallInTheWorstTimes() {
        double[] r = random(100, 5);
        double[] b = random(100, 6);
        double[][] times = new double[100][];
        double level = 0;
        double own = 0;
        double peak = 0;
        double ownAtPeak = 0;
        for (int t = 0; t < 100; t++) {
            level += b[t];
            own += r[t];
            if (level >= peak) {
                peak = level;
                ownAtPeak = own;
            }
            times[t] = new double[] {peak - level, ownAtPeak - own};
        }
        Arrays.sort(times, (x, y) -> Double.compare(y[0], x[0]));
        double falls = 0;
        double depths = 0;
        for (int i = 0; i < 10; i++) {
            depths += times[i][0];
            falls += times[i][1];
        }
        depths += 0.5 * times[10][0];
        falls += 0.5 * times[10][1];
        assertThat(MarketModel.drawdownBeta(Confidence.of(0.895), Compounding.UNCOMPOUNDED)
                        .of(r, b))
                .isCloseTo(falls / depths, within(1e-10));
    }

    /** Oracle: Hipparchus' least squares, coefficients and standard errors. */
    @Test
    void timingMatchesAnotherRegression() {
        for (int k = 0; k < 20; k++) {
            double[] r = random(40, 100 + k);
            double[] b = random(40, 200 + k);
            double rate = OVER.riskFree().over(OVER.periods());
            for (boolean square : new boolean[] {true, false}) {
                double[][] x = new double[40][];
                double[] y = new double[40];
                for (int t = 0; t < 40; t++) {
                    double excess = b[t] - rate;
                    x[t] = new double[] {excess, square ? excess * excess : Math.max(0, -excess)};
                    y[t] = r[t] - rate;
                }
                OLSMultipleLinearRegression ols = new OLSMultipleLinearRegression();
                ols.newSampleData(y, x);
                double[] values = ols.estimateRegressionParameters();
                double[] errors = ols.estimateRegressionParametersStandardErrors();
                MarketTiming timing = (square
                                ? MarketTiming.treynorMazuy(r, b, OVER)
                                : MarketTiming.henrikssonMerton(r, b, OVER))
                        .orElseThrow();
                MarketTiming.Coefficient[] ours = {timing.alpha(), timing.beta(), timing.gamma()};
                for (int j = 0; j < 3; j++) {
                    assertThat(ours[j].value()).isCloseTo(values[j], within(1e-11 * (1 + Math.abs(values[j]))));
                    assertThat(ours[j].standardError()).isCloseTo(errors[j], within(1e-11 * errors[j]));
                    assertThat(ours[j].tStatistic()).isCloseTo(values[j] / errors[j], within(1e-8));
                }
                assertThat(timing.observations()).isEqualTo(40);
            }
        }
    }

    @Test
    void timingNeedsABendToSee() {
        double[] r = {0.1, 0.2, 0.3, 0.4};
        assertThat(MarketTiming.treynorMazuy(r, new double[] {0.1, 0.1, 0.1, 0.1}, MONTHLY))
                .isEmpty();
        assertThat(MarketTiming.treynorMazuy(r, new double[] {0.1, 0.2, 0.1, 0.2}, MONTHLY))
                .isEmpty();
        assertThat(MarketTiming.henrikssonMerton(r, new double[] {0.1, 0.2, 0.3, 0.4}, MONTHLY))
                .isEmpty();
        // an exact parabola has no error
        double[] b = {-0.1, 0.05, 0.2, 0.3, -0.2};
        double[] parabola = Arrays.stream(b).map(x -> 0.01 + x + 2 * x * x).toArray();
        MarketTiming exact = MarketTiming.treynorMazuy(parabola, b, YEARLY).orElseThrow();
        assertThat(exact.gamma().value()).isCloseTo(2, within(1e-13));
        assertThat(exact.gamma().standardError()).isLessThan(1e-13);
        assertThat(new MarketTiming.Coefficient(0, 0).tStatistic()).isZero();
        assertThatThrownBy(() -> MarketTiming.treynorMazuy(R, new double[] {1, 2}, MONTHLY))
                .hasMessage("benchmark must have length 4, had 2");
        assertThatThrownBy(() -> MarketTiming.treynorMazuy(new double[3], new double[3], MONTHLY))
                .hasMessageContaining("number of returns must be at least 4");
    }

    @Test
    void famasPartsAddUp() {
        double[] r = random(60, 11);
        double[] b = random(60, 12);
        FamaDecomposition parts = FamaDecomposition.of(r, b, OVER).orElseThrow();
        assertThat(parts.riskFree() + parts.systematic() + parts.diversification() + parts.netSelectivity())
                .isCloseTo(parts.growth(), within(1e-14));
        assertThat(parts.growth())
                .isEqualTo(Growth.annual(PeriodsPerYear.MONTHLY).of(r));
        assertThat(parts.selectivity()).isCloseTo(MarketModel.jensenAlpha(OVER).of(r, b), within(1e-15));
        assertThat(parts.netSelectivity())
                .isCloseTo(MarketModel.netSelectivity(OVER).of(r, b), within(1e-15));
        assertThat(FamaDecomposition.of(r, new double[60], OVER)).isEmpty();
        assertThat(FamaDecomposition.of(new double[] {0.1}, new double[] {0.1}, OVER))
                .isEmpty();
    }

    @Test
    void everyMeasureOfEverySeriesIsWhatItIsAlone() {
        double[][] columns = Panels.random(40, 5, 3);
        double[] benchmark = random(40, 9);
        ReturnPanel panel = Panels.of(columns);
        RelativeBatch batch = RelativeBatch.of(all());
        MeasureTable table = batch.measure(panel, benchmark);
        for (int j = 0; j < 5; j++) {
            for (RelativeMeasure measure : all()) {
                assertThat(table.of(panel.universe().id(j), measure.name()))
                        .as(measure.name())
                        .isEqualTo(measure.ifDefined(columns[j], benchmark));
            }
        }
        assertThat(batch.measures()).hasSize(all().size());
        assertThat(RelativeBatch.of(MarketModel.beta())).hasToString("RelativeBatch[beta]");
        // a gap in either leaves out the time
        double[] gaps = columns[0].clone();
        gaps[3] = Double.NaN;
        double[] other = benchmark.clone();
        other[7] = Double.NaN;
        double[] out = new double[1];
        RelativeBatch beta = RelativeBatch.of(MarketModel.beta());
        MeasuredSeries a = new MeasuredSeries();
        MeasuredSeries b = new MeasuredSeries();
        beta.withMissing(MissingReturns.OMIT).measureInto(40, 1, gaps, other, out, a, b);
        assertThat(out[0]).isEqualTo(MarketModel.beta().of(without(columns[0], 3, 7), without(benchmark, 3, 7)));
        assertThatThrownBy(() -> beta.measureInto(40, 1, gaps, benchmark, out, a, b))
                .hasMessage("returns[3] must be finite, was NaN");
        assertThatThrownBy(() -> RelativeBatch.of(MarketModel.beta(), MarketModel.beta()))
                .hasMessageContaining("different names");
        assertThatThrownBy(() -> batch.measure(panel, new double[3]))
                .hasMessageContaining("benchmark must have length");
    }

    @Test
    void tooFewReturnsGiveNoNumber() {
        for (RelativeMeasure measure : all()) {
            assertThat(measure.ifDefined(new double[0], new double[0]))
                    .as(measure.name())
                    .isEmpty();
            if (measure.fewestObservations() > 1) {
                assertThat(measure.ifDefined(new double[] {0.1}, new double[] {0.1}))
                        .isEmpty();
                assertThatThrownBy(() -> measure.of(new double[] {0.1}, new double[] {0.1}))
                        .hasMessageContaining("it needs at least 2 returns, had 1");
            }
            assertThatThrownBy(() -> measure.value(MeasuredSeries.of(1, 2, 3), MeasuredSeries.of(1, 2)))
                    .hasMessageContaining("benchmark must have");
        }
    }

    @Test
    void aBenchmarkThatNeverMovesExplainsNothing() {
        double[] still = new double[4];
        for (RelativeMeasure measure : List.of(
                MarketModel.beta(),
                MarketModel.alpha(YEARLY),
                MarketModel.jensenAlpha(YEARLY),
                MarketModel.famaBeta(),
                MarketModel.rSquared(),
                MarketModel.drawdownBeta(C90, Compounding.COMPOUNDED),
                BenchmarkRatios.treynor(YEARLY),
                Capture.totalUp(),
                Capture.downNumber())) {
            assertThat(measure.ifDefined(R, still)).as(measure.name()).isEmpty();
        }
        assertThatThrownBy(() -> MarketModel.famaBeta().of(R, still))
                .hasMessage("Fama's beta is undefined: the benchmark never moves");
    }

    @Test
    void allocatesNothingOnceWarm() {
        int rows = 60;
        double[] returns = random(rows * 20, 31);
        double[] benchmark = random(rows, 32);
        RelativeBatch batch = RelativeBatch.of(all());
        double[] out = new double[20 * all().size()];
        MeasuredSeries a = new MeasuredSeries();
        MeasuredSeries b = new MeasuredSeries();
        Runnable task = () -> {
            for (int k = 0; k < 100; k++) {
                batch.measureInto(rows, 20, returns, benchmark, out, a, b);
            }
        };
        task.run();
        assertThat(Allocation.bytesIn(task)).isLessThan(6000);
    }

    private static double[] without(double[] x, int... positions) {
        return java.util.stream.IntStream.range(0, x.length)
                .filter(t -> Arrays.stream(positions).noneMatch(p -> p == t))
                .mapToDouble(t -> x[t])
                .toArray();
    }

    private static double[] random(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[n];
        Arrays.setAll(x, t -> 0.04 * (random.nextDouble() + random.nextDouble() - 0.95));
        return x;
    }
}
