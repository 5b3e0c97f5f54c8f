package io.trimtab.benchmarks;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.measure.BenchmarkRatios;
import io.trimtab.risk.measure.Capture;
import io.trimtab.risk.measure.Compounding;
import io.trimtab.risk.measure.DownsideBasis;
import io.trimtab.risk.measure.DrawdownRatios;
import io.trimtab.risk.measure.GainLossRatios;
import io.trimtab.risk.measure.MarketModel;
import io.trimtab.risk.measure.MeasureBatch;
import io.trimtab.risk.measure.MeasuredSeries;
import io.trimtab.risk.measure.PathShape;
import io.trimtab.risk.measure.PerformanceConvention;
import io.trimtab.risk.measure.QuantileRule;
import io.trimtab.risk.measure.RelativeBatch;
import io.trimtab.risk.measure.RewardToRisk;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.hipparchus.stat.descriptive.moment.Mean;
import org.hipparchus.stat.descriptive.moment.StandardDeviation;
import org.hipparchus.stat.regression.SimpleRegression;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All ratios of many series of a year of days, alone and against a benchmark, in the forms that allocate nothing; two of them beside
 * Hipparchus' statistics, whose answers are checked to be the same first.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class RatioBenchmark {
    private static final int DAYS = 250;
    private static final PerformanceConvention DAILY = PerformanceConvention.of(PeriodsPerYear.DAILY);
    private static final Confidence C95 = Confidence.of(0.95);

    /** The number of series. */
    @Param({"10", "100", "1000"})
    public int series;

    private double[] returns;
    private double[] benchmark;
    private double[] out;
    private MeasuredSeries workspace;
    private MeasuredSeries other;
    private MeasureBatch alone;
    private RelativeBatch against;
    private MeasureBatch sharpeAlone;
    private RelativeBatch betaAgainst;

    /** Makes the series and the ratios. */
    @Setup(Level.Trial)
    public void setUp() {
        SplittableRandom random = new SplittableRandom(7);
        returns = random.doubles((long) series * DAYS, -0.03, 0.031).toArray();
        benchmark = random.doubles(DAYS, -0.02, 0.021).toArray();
        workspace = new MeasuredSeries();
        other = new MeasuredSeries();
        alone = alone();
        against = against();
        sharpeAlone = MeasureBatch.of(RewardToRisk.sharpe(DAILY));
        betaAgainst = RelativeBatch.of(MarketModel.beta());
        out = new double
                [series * Math.max(alone.measures().size(), against.measures().size())];
        requireSame();
    }

    private void requireSame() {
        double[] expected = sharpe().clone();
        requireClose(expected, sharpeHipparchus());
        expected = beta().clone();
        requireClose(expected, betaHipparchus());
    }

    private void requireClose(double[] expected, double[] actual) {
        for (int k = 0; k < series; k++) {
            if (!(Math.abs(expected[k] - actual[k]) <= 1e-9 * (1 + Math.abs(expected[k])))) {
                throw new IllegalStateException("series " + k + ": " + expected[k] + " and " + actual[k]);
            }
        }
    }

    private static MeasureBatch alone() {
        return MeasureBatch.of(
                RewardToRisk.sharpe(DAILY),
                RewardToRisk.sharpeOfGrowth(DAILY),
                RewardToRisk.adjustedSharpe(DAILY),
                RewardToRisk.probabilisticSharpe(DAILY, 0),
                RewardToRisk.downsideSharpe(DAILY),
                RewardToRisk.skewnessToKurtosis(),
                RewardToRisk.kelly(DAILY),
                GainLossRatios.sortino(DAILY),
                GainLossRatios.omega(0),
                GainLossRatios.omegaSharpe(0),
                GainLossRatios.kappa(3, 0),
                GainLossRatios.kappa(4, 0),
                GainLossRatios.upsidePotential(0, DownsideBasis.ALL_OBSERVATIONS),
                GainLossRatios.variabilitySkewness(0),
                GainLossRatios.volatilitySkewness(0),
                GainLossRatios.dRatio(),
                GainLossRatios.prospect(0),
                GainLossRatios.rachev(C95, C95),
                GainLossRatios.tailRatio(C95, QuantileRule.TYPE_7),
                GainLossRatios.kellyOfBets(),
                DrawdownRatios.calmar(DAILY),
                DrawdownRatios.sterling(DAILY, 0.1),
                DrawdownRatios.burke(DAILY),
                DrawdownRatios.modifiedBurke(DAILY),
                DrawdownRatios.martin(DAILY),
                DrawdownRatios.pain(DAILY),
                PathShape.hurst(DegreesOfFreedom.SAMPLE),
                PathShape.stability());
    }

    private static RelativeBatch against() {
        return RelativeBatch.of(
                MarketModel.beta(),
                MarketModel.bullBeta(DAILY),
                MarketModel.bearBeta(DAILY),
                MarketModel.timingRatio(DAILY),
                MarketModel.alpha(DAILY),
                MarketModel.jensenAlpha(DAILY),
                MarketModel.systematicRisk(DAILY),
                MarketModel.specificRisk(DAILY),
                MarketModel.famaBeta(),
                MarketModel.netSelectivity(DAILY),
                MarketModel.rSquared(),
                MarketModel.drawdownBeta(C95, Compounding.COMPOUNDED),
                BenchmarkRatios.trackingError(DAILY),
                BenchmarkRatios.information(DAILY),
                BenchmarkRatios.informationOfGrowth(DAILY),
                BenchmarkRatios.treynor(DAILY),
                BenchmarkRatios.appraisal(DAILY),
                BenchmarkRatios.modigliani(DAILY),
                BenchmarkRatios.omegaExcessReturn(DAILY),
                Capture.up(PeriodsPerYear.DAILY),
                Capture.down(PeriodsPerYear.DAILY),
                Capture.upNumber(),
                Capture.battingAverage());
    }

    /**
     * The Sharpe ratio of each series.
     *
     * @return the values
     */
    @Benchmark
    public double[] sharpe() {
        sharpeAlone.measureInto(DAYS, series, returns, out, workspace);
        return out;
    }

    /**
     * The Sharpe ratio of each series from Hipparchus' mean and standard deviation.
     *
     * @return the values
     */
    @Benchmark
    public double[] sharpeHipparchus() {
        double root = Math.sqrt(PeriodsPerYear.DAILY.count());
        Mean mean = new Mean();
        StandardDeviation deviation = new StandardDeviation();
        for (int k = 0; k < series; k++) {
            double average = mean.evaluate(returns, k * DAYS, DAYS);
            out[k] = root * average / deviation.evaluate(returns, average, k * DAYS, DAYS);
        }
        return out;
    }

    /**
     * The beta of each series against one benchmark.
     *
     * @return the values
     */
    @Benchmark
    public double[] beta() {
        betaAgainst.measureInto(DAYS, series, returns, benchmark, out, workspace, other);
        return out;
    }

    /**
     * The beta of each series by Hipparchus' regression.
     *
     * @return the values
     */
    @Benchmark
    public double[] betaHipparchus() {
        for (int k = 0; k < series; k++) {
            SimpleRegression regression = new SimpleRegression();
            for (int t = 0; t < DAYS; t++) {
                regression.addData(benchmark[t], returns[k * DAYS + t]);
            }
            out[k] = regression.getSlope();
        }
        return out;
    }

    /**
     * Twenty-eight ratios of each series.
     *
     * @return the values
     */
    @Benchmark
    public double[] alone28() {
        alone.measureInto(DAYS, series, returns, out, workspace);
        return out;
    }

    /**
     * Twenty-three ratios of each series against one benchmark.
     *
     * @return the values
     */
    @Benchmark
    public double[] against23() {
        against.measureInto(DAYS, series, returns, benchmark, out, workspace, other);
        return out;
    }
}
