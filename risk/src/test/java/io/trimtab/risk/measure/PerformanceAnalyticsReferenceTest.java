package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.risk.testkit.ReferenceData;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The rows of PerformanceAnalytics 2.1.0 that are measures of one series, or co-moments of two: every row is either
 * asserted here or is a ratio, and the counts are asserted, so that none is skipped in silence.
 *
 * <p>Tolerance: 1e-12 relative, the digits of the file are 15.
 */
class PerformanceAnalyticsReferenceTest {
    private static final Pattern CALL = Pattern.compile("([\\w.]+)\\((.*)\\)");

    /** Calls of ratios and of inference about them, which other tests cover. */
    private static final Pattern RATIO = Pattern.compile("(?x) ActivePremium | AdjustedSharpeRatio | AppraisalRatio"
            + "| BernardoLedoitRatio | BurkeRatio | CAPM\\..* | CDaR\\..* | CalmarRatio | DRatio | DownsideSharpeRatio"
            + "| FamaBeta | HurstIndex | InformationRatio | Kappa | KellyRatio | M2Sortino | MSquared | MSquaredExcess"
            + "| MarketTiming | MartinRatio | MinTrackRecord | Modigliani | NetSelectivity | Omega | OmegaExcessReturn"
            + "| OmegaSharpeRatio | PainRatio | ProbSharpeRatio | ProspectRatio | RachevRatio | Return.annualized"
            + "| Selectivity | SharpeRatio | SharpeRatio.annualized | SkewnessKurtosisRatio | SmoothingIndex | SortinoRatio"
            + "| SpecificRisk | SterlingRatio | SystematicRisk | TimingRatio | TotalRisk | TrackingError | TreynorRatio"
            + "| UpDownRatios | UpsidePotentialRatio | VolatilitySkewness | Frequency");

    private final Map<String, Integer> covered = new TreeMap<>();
    private int ratios;

    @Test
    void everyMeasureHasTheValueOfTheRow() {
        for (String[] row : ReferenceData.rows("risk/expected/pa_2.1.0_reference.csv")) {
            Matcher call = CALL.matcher(row[3]);
            assertThat(call.lookingAt()).as(row[3]).isTrue();
            String function = call.group(1);
            if (RATIO.matcher(function).matches()) {
                ratios++;
                continue;
            }
            String label = Arrays.toString(row);
            // it has no number where even the tail of the returns gains: ours is negative there
            double expected = row[5].equals("NA") ? Double.NaN : Double.parseDouble(row[5]);
            if (row[2].isEmpty()) {
                check(function, row[3], ReferenceData.column(row[0], row[1]), expected, label);
            } else {
                checkPair(function, row, expected, label);
            }
        }
        int total = covered.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(total + ratios).isEqualTo(2964);
        assertThat(total).isEqualTo(1405);
        assertThat(covered).hasSize(33).containsEntry("VaR", 260).containsEntry("ES", 280);
    }

    private void count(String function) {
        covered.merge(function, 1, Integer::sum);
    }

    private void near(double actual, double expected, String label) {
        assertThat(actual).as(label).isCloseTo(expected, within(1e-12 * Math.max(Math.abs(expected), 1e-3)));
    }

    private static OptionalDouble argument(String call, String name) {
        Matcher m = Pattern.compile("\\b" + name + "=([0-9.]+)").matcher(call);
        return m.find() ? OptionalDouble.of(Double.parseDouble(m.group(1))) : OptionalDouble.empty();
    }

    private void check(String function, String call, double[] r, double expected, String label) {
        count(function);
        double mar = argument(call, "MAR").orElse(0);
        double p = argument(call, "p").orElse(0.95);
        Compounding compounding = call.contains("geometric=FALSE") ? Compounding.UNCOMPOUNDED : Compounding.COMPOUNDED;
        switch (function) {
            case "nrow" -> assertThat(r.length).as(label).isEqualTo((int) expected);
            case "mean" -> near(Moments.mean().of(r), expected, label);
            case "mean.geometric" -> near(Moments.geometricMean().of(r), expected, label);
            case "StdDev" ->
                near(
                        Dispersion.volatility(
                                        call.contains("'ML'") ? DegreesOfFreedom.POPULATION : DegreesOfFreedom.SAMPLE)
                                .of(r),
                        expected,
                        label);
            case "StdDev.annualized" ->
                near(Dispersion.volatility(DegreesOfFreedom.SAMPLE).of(r) * Math.sqrt(12), expected, label);
            case "Return.cumulative" -> near(Moments.totalReturn(compounding).of(r), expected, label);
            case "skewness" -> skewness(call, r, expected, label);
            case "kurtosis" ->
                near(
                        Moments.kurtosis(
                                        call.contains("'excess'")
                                                ? KurtosisForm.EXCESS
                                                : call.contains("'moment'")
                                                        ? KurtosisForm.MOMENT
                                                        : call.contains("'sample'")
                                                                ? KurtosisForm.SAMPLE
                                                                : KurtosisForm.SAMPLE_EXCESS)
                                .of(r),
                        expected,
                        label);
            case "MeanAbsoluteDeviation" ->
                near(Dispersion.meanAbsoluteDeviation().of(r), expected, label);
            case "SemiDeviation", "SemiVariance" -> semi(function, r, expected, label);
            case "DownsideDeviation" ->
                near(PartialMoments.downsideDeviation(mar, basis(call)).of(r), expected, label);
            case "DownsidePotential" ->
                near(
                        PartialMoments.lower(1, mar, DownsideBasis.ALL_OBSERVATIONS)
                                .of(r),
                        expected,
                        label);
            case "DownsideFrequency" ->
                near(PartialMoments.shortfallFrequency(mar).of(r), expected, label);
            case "UpsideFrequency" ->
                near(Arrays.stream(r).filter(x -> x > mar).count() / (double) r.length, expected, label);
            case "UpsideRisk" ->
                near(
                        call.contains("'risk'")
                                ? PartialMoments.upsideDeviation(mar, DownsideBasis.ALL_OBSERVATIONS)
                                        .of(r)
                                : PartialMoments.upper(
                                                call.contains("'variance'") ? 2 : 1,
                                                mar,
                                                DownsideBasis.ALL_OBSERVATIONS)
                                        .of(r),
                        expected,
                        label);
            case "VaR", "ES" -> tail(function.equals("ES"), call, Confidence.of(p), r, expected, label);
            default -> drawdown(function, call, r, expected, label);
        }
    }

    private static DownsideBasis basis(String call) {
        return call.contains("'subset'") ? DownsideBasis.SHORTFALLS_ONLY : DownsideBasis.ALL_OBSERVATIONS;
    }

    private void skewness(String call, double[] r, double expected, String label) {
        double n = r.length;
        double moment = Moments.skewness(SkewnessForm.MOMENT).of(r);
        double sample = Moments.skewness(SkewnessForm.SAMPLE).of(r);
        if (call.contains("'moment'")) {
            near(moment, expected, label);
        } else if (call.contains("'fisher'")) {
            near(sample, expected, label);
        } else {
            // 'sample' takes the cube of the deviation of the population where its source (Bacon 2008) takes that of
            // the
            // sample, which gives the adjusted form of Fisher
            near(moment * n * n / ((n - 1) * (n - 2)), expected, label);
        }
    }

    private void semi(String function, double[] r, double expected, String label) {
        double value = function.equals("SemiVariance")
                ? Dispersion.semivariance(DownsideBasis.SHORTFALLS_ONLY).of(r)
                : Dispersion.semideviation(DownsideBasis.ALL_OBSERVATIONS).of(r);
        near(value, expected, label);
    }

    private void tail(boolean shortfall, String call, Confidence c, double[] r, double expected, String label) {
        RiskMeasure historical = ValueAtRisk.historical(c, QuantileRule.TYPE_7);
        if (Double.isNaN(expected) && historical.of(r) < 0) {
            assertThat(label).contains("US 3m TR"); // bills never lose: the peer has no number, ours is negative
        } else if (call.contains("'gaussian'")) {
            near(
                    -(shortfall
                                    ? ExpectedShortfall.gaussian(c, DegreesOfFreedom.POPULATION)
                                    : ValueAtRisk.gaussian(c, DegreesOfFreedom.POPULATION))
                            .of(r),
                    expected,
                    label);
        } else if (call.contains("operational=FALSE")
                && !(-expected > ValueAtRisk.cornishFisherUnchecked(c).of(r))) {
            // the expansion leaves a shortfall (or none at all) below the value at risk; a shortfall is never below it
            near(
                    ExpectedShortfall.edgeworth(c).of(r),
                    ValueAtRisk.cornishFisherUnchecked(c).of(r),
                    label);
        } else if (call.contains("'modified'")) {
            near(
                    -(shortfall ? ExpectedShortfall.edgeworth(c) : ValueAtRisk.cornishFisherUnchecked(c)).of(r),
                    expected,
                    label);
        } else if (call.contains("'historical'")) {
            double quantile = -historical.of(r);
            if (!shortfall) {
                near(quantile, expected, label);
                return;
            }
            // the peer averages the returns below an interpolated quantile, of which there are more or fewer than
            // alpha T; ours has exactly alpha T of them, which no quantile rule decides
            near(meanBelow(quantile, r), expected, label);
            near(ExpectedShortfall.historical(c).of(r), rockafellarUryasev(1 - c.level(), r), label);
        } else {
            // log-normal: the quantile of exp(normal), which is a normal quantile of the log returns
            double[] logs = Arrays.stream(r).map(Math::log1p).toArray();
            near(Math.expm1(-ValueAtRisk.gaussian(c, DegreesOfFreedom.SAMPLE).of(logs)), expected, label);
        }
    }

    private static double meanBelow(double quantile, double[] r) {
        return Arrays.stream(r).filter(x -> x < quantile).average().orElseThrow();
    }

    /** min over x of x + mean(max(0, L - x)) / alpha, attained at one of the losses. */
    private static double rockafellarUryasev(double alpha, double[] r) {
        double least = Double.POSITIVE_INFINITY;
        for (double x : r) {
            double excess =
                    Arrays.stream(r).map(y -> Math.max(0, x - y)).average().orElseThrow();
            least = Math.min(least, -x + excess / alpha);
        }
        return least;
    }

    private void drawdown(String function, String call, double[] r, double expected, String label) {
        Compounding reinvested = Compounding.COMPOUNDED;
        switch (function) {
            case "maxDrawdown" ->
                near(
                        call.contains("geometric=FALSE")
                                // relative to the peak of 1 + the sum of returns: the drawdown of that equity curve
                                ? Drawdowns.ofEquity(stake(r)).maximum()
                                : DrawdownMeasures.maximum(reinvested).of(r),
                        expected,
                        label);
            case "AverageDrawdown" -> near(orNone(DrawdownMeasures.averageDepth(reinvested), r), expected, label);
            case "AverageLength" ->
                near(orNone(DrawdownMeasures.averageDuration(reinvested), r) + openShare(r), expected, label);
            case "AverageRecovery" ->
                near(orNone(DrawdownMeasures.averageRecovery(reinvested), r) + openShare(r), expected, label);
            case "DrawdownDeviation" ->
                near(DrawdownMeasures.deviation(reinvested).of(r), expected, label);
            case "UlcerIndex" -> near(DrawdownMeasures.ulcer(reinvested).of(r), expected, label);
            case "PainIndex" -> near(DrawdownMeasures.average(reinvested).of(r), expected, label);
            case "CDD" -> near(conditionalOverSegments(argument(call, "p").orElseThrow(), r), expected, label);
            default -> throw new AssertionError("no measure for " + label);
        }
    }

    /** The peer's mean over no drawdown is 0, ours is undefined. */
    private static double orNone(RiskMeasure measure, double[] r) {
        return measure.ifDefined(r).orElse(0);
    }

    private static double[] stake(double[] r) {
        double[] equity = new double[r.length + 1];
        equity[0] = 1;
        for (int t = 0; t < r.length; t++) {
            equity[t + 1] = equity[t] + r[t];
        }
        return equity;
    }

    /** The peer counts a drawdown that is still open as if the next return, of which nothing is known, recovered it. */
    private static double openShare(double[] r) {
        double[] path = Drawdowns.of(r, Compounding.COMPOUNDED).path();
        int episodes = 0;
        for (int t = 0; t < path.length; t++) {
            episodes += path[t] > 0 && (t == 0 || path[t - 1] == 0) ? 1 : 0;
        }
        return path[path.length - 1] > 0 ? 1.0 / episodes : 0;
    }

    /**
     * The peer's conditional drawdown is the mean of segment depths beyond their interpolated quantile, where times
     * without any drawdown are segments too; ours is over time, as Chekhlov, Uryasev and Zabarankin define it.
     */
    private static double conditionalOverSegments(double p, double[] r) {
        double[] path = Drawdowns.of(r, Compounding.COMPOUNDED).path();
        double[] depths = new double[path.length];
        int segments = 0;
        for (int t = 0; t < path.length; t++) {
            if (t == 0 || (path[t] > 0) != (path[t - 1] > 0)) {
                segments++;
            }
            depths[segments - 1] = Math.max(depths[segments - 1], path[t]);
        }
        double[] all = Arrays.copyOf(depths, segments);
        double quantile = QuantileRule.TYPE_7.quantile(all, p);
        return Arrays.stream(all).filter(d -> d > quantile).average().orElse(0);
    }

    private void checkPair(String function, String[] row, double expected, String label) {
        count(function);
        double[][] pair = ReferenceData.pair(row[0], row[1], row[2]);
        RelativeMeasure measure = switch (function) {
            case "CoVariance" -> CoMoments.covariance(DegreesOfFreedom.POPULATION);
            case "CoSkewness" -> CoMoments.coskewness();
            case "CoKurtosis" -> CoMoments.cokurtosis();
            case "BetaCoVariance" -> CoMoments.betaCovariance();
            case "BetaCoSkewness" -> CoMoments.betaCoskewness();
            case "BetaCoKurtosis" -> CoMoments.betaCokurtosis();
            case "cor" -> CoMoments.correlation();
            default -> throw new AssertionError("no measure for " + label);
        };
        double value = measure.of(pair[0], pair[1]);
        assertThat(value).as(label).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    }
}
