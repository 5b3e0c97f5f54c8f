package io.trimtab.benchmarks;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.risk.measure.Compounding;
import io.trimtab.risk.measure.Dispersion;
import io.trimtab.risk.measure.DownsideBasis;
import io.trimtab.risk.measure.DrawdownMeasures;
import io.trimtab.risk.measure.ExpectedShortfall;
import io.trimtab.risk.measure.KurtosisForm;
import io.trimtab.risk.measure.MeasureBatch;
import io.trimtab.risk.measure.MeasuredSeries;
import io.trimtab.risk.measure.Moments;
import io.trimtab.risk.measure.QuantileRule;
import io.trimtab.risk.measure.RiskMeasure;
import io.trimtab.risk.measure.SkewnessForm;
import io.trimtab.risk.measure.TailMeasures;
import io.trimtab.risk.measure.ValueAtRisk;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.hipparchus.stat.descriptive.moment.Kurtosis;
import org.hipparchus.stat.descriptive.moment.Mean;
import org.hipparchus.stat.descriptive.moment.Skewness;
import org.hipparchus.stat.descriptive.moment.StandardDeviation;
import org.hipparchus.stat.descriptive.rank.Percentile;
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

/** Measures of series of returns with fat tails, in the forms that allocate nothing, beside Hipparchus' statistics. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up method
public class MeasureBenchmark {
    private static final int SERIES = 1000;
    private static final int DAYS = 250;
    private static final Confidence C95 = Confidence.of(0.95);

    /** The number of returns of the one series. */
    @Param({"1000", "10000"})
    public int observations;

    private double[] returns;
    private double[] gradient;
    private double[] many;
    private double[] out;
    private MeasuredSeries series;
    private RiskMeasure valueAtRisk;
    private RiskMeasure shortfall;
    private RiskMeasure entropic;
    private RiskMeasure relativistic;
    private MeasureBatch twoHundred;
    private MeasureBatch ten;

    /** Makes the series and the measures. */
    @Setup(Level.Trial)
    public void setUp() {
        returns = fat(observations, 7);
        many = fat(SERIES * DAYS, 8);
        gradient = new double[observations];
        out = new double[SERIES * 10];
        series = new MeasuredSeries();
        valueAtRisk = ValueAtRisk.historical(Confidence.of(0.99));
        shortfall = ExpectedShortfall.historical(Confidence.of(0.99));
        entropic = TailMeasures.entropicValueAtRisk(C95);
        relativistic = TailMeasures.relativisticValueAtRisk(C95, 0.3);
        twoHundred = MeasureBatch.of(catalogue());
        ten = MeasureBatch.of(catalogue().subList(0, 10));
    }

    private static double[] fat(int n, long seed) {
        return new SplittableRandom(seed)
                .doubles(n, -0.99, 0.99)
                .map(u -> 0.0005 + 0.01 * u / Math.sqrt(1 - u * u))
                .toArray();
    }

    /** Ten measures of every kind, then quantiles and shortfalls at many confidences. */
    private static List<RiskMeasure> catalogue() {
        List<RiskMeasure> all = new ArrayList<>(List.of(
                Dispersion.volatility(DegreesOfFreedom.SAMPLE),
                Dispersion.semideviation(DownsideBasis.ALL_OBSERVATIONS),
                Dispersion.meanAbsoluteDeviation(),
                Dispersion.giniMeanDifference(),
                Moments.skewness(SkewnessForm.MOMENT),
                Moments.kurtosis(KurtosisForm.EXCESS),
                ValueAtRisk.historical(C95),
                ExpectedShortfall.historical(C95),
                DrawdownMeasures.maximum(Compounding.COMPOUNDED),
                DrawdownMeasures.ulcer(Compounding.COMPOUNDED)));
        for (int k = 0; all.size() < 200; k++) {
            Confidence level = Confidence.of(0.90 + 0.0005 * k + 0.00025);
            all.add(ValueAtRisk.historical(level, QuantileRule.TYPE_7));
            all.add(ExpectedShortfall.historical(level));
            all.add(ValueAtRisk.gaussian(level, DegreesOfFreedom.SAMPLE));
            all.add(ExpectedShortfall.edgeworth(level));
            all.add(DrawdownMeasures.conditional(level, Compounding.COMPOUNDED));
        }
        return all.subList(0, 200);
    }

    /**
     * Value at risk and expected shortfall at 99% of a series that is loaded and checked.
     *
     * @return their sum
     */
    @Benchmark
    public double tailInto() {
        series.load(observations, returns, 0);
        return valueAtRisk.value(series) + shortfall.value(series);
    }

    /**
     * The same quantile by Hipparchus.
     *
     * @return the quantile
     */
    @Benchmark
    public double tailHipparchus() {
        return new Percentile(1)
                .withEstimationType(Percentile.EstimationType.R_1)
                .evaluate(returns);
    }

    /**
     * The entropic value at risk at 95%.
     *
     * @return the value
     */
    @Benchmark
    public double entropicInto() {
        series.load(observations, returns, 0);
        return entropic.value(series);
    }

    /**
     * The relativistic value at risk at 95% and kappa 0.3.
     *
     * @return the value
     */
    @Benchmark
    public double relativisticInto() {
        series.load(observations, returns, 0);
        return relativistic.value(series);
    }

    /**
     * The relativistic value at risk with its derivative by every return.
     *
     * @return the value
     */
    @Benchmark
    public double relativisticGradientInto() {
        series.load(observations, returns, 0);
        return relativistic.gradientInto(series, gradient);
    }

    /**
     * Two hundred measures of one series.
     *
     * @return the values
     */
    @Benchmark
    public double[] twoHundredInto() {
        twoHundred.measureInto(observations, returns, 0, out, 0, series);
        return out;
    }

    /**
     * Mean, deviation, skewness and kurtosis by Hipparchus, for scale.
     *
     * @return their sum
     */
    @Benchmark
    public double fourHipparchus() {
        return new Mean().evaluate(returns)
                + new StandardDeviation().evaluate(returns)
                + new Skewness().evaluate(returns)
                + new Kurtosis().evaluate(returns);
    }

    /**
     * Ten measures, one of each kind, of each of a thousand series of 250 returns.
     *
     * @return the values
     */
    @Benchmark
    public double[] thousandSeriesInto() {
        ten.measureInto(DAYS, SERIES, many, out, series);
        return out;
    }
}
