package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.statistics.SerialSharpe;
import io.trimtab.core.statistics.StandardNormal;
import io.trimtab.risk.testkit.ReferenceData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * One series through four libraries: which of Trimtab's settings give whose number. Every row is ours, or the peer errs by a
 * slip that is said and reproduced, or it is nothing that Trimtab measures; the page {@code docs/guide/conventions.md} tells
 * the same.
 */
class CrossLibraryTest {
    private static final PerformanceConvention MONTHLY = PerformanceConvention.of(PeriodsPerYear.MONTHLY);
    private static final PerformanceConvention DAILY = PerformanceConvention.of(PeriodsPerYear.DAILY);
    private static final PerformanceConvention PER_PERIOD = PerformanceConvention.of(PeriodsPerYear.YEARLY);
    private static final Compounding SUMS = Compounding.UNCOMPOUNDED;
    private static final Compounding PRODUCTS = Compounding.COMPOUNDED;
    private static final DownsideBasis ALL = DownsideBasis.ALL_OBSERVATIONS;
    private static final DownsideBasis LESS_ONE = DownsideBasis.ALL_OBSERVATIONS_LESS_ONE;

    /** The file prints 15 digits. */
    private static final double PRINTED = 2e-11;
    /** How far the peers' conic solvers and the file's root search stop from the optimum, relatively. */
    private static final double SOLVED = 5e-7;

    /** What we say to a row: our number, how near theirs must be, and theirs where it is made by a slip. */
    private record Answer(double ours, double tolerance, double theirs, String slip) {
        static Answer of(double ours) {
            return new Answer(ours, PRINTED, ours, "");
        }

        static Answer solved(double ours) {
            return new Answer(ours, SOLVED, ours, "");
        }

        static Answer errs(double ours, double theirs, String slip) {
            return new Answer(ours, PRINTED, theirs, slip);
        }
    }

    private static double[] returns(String dataset) {
        String[] parts = dataset.split("\\.", 2);
        return ReferenceData.column(parts[0], parts[1]);
    }

    private static OptionalDouble argument(String call, String... names) {
        for (String name : names) {
            Matcher m = Pattern.compile("\\b" + name + "=([0-9.]+)").matcher(call);
            if (m.find()) {
                return OptionalDouble.of(Double.parseDouble(m.group(1)));
            }
        }
        return OptionalDouble.empty();
    }

    private static Answer independent(String call, double[] r) {
        double alpha = argument(call, "alpha").orElseThrow();
        Confidence confidence = Confidence.of(1 - alpha);
        if (call.startsWith("CVaR")) {
            return Answer.of(ExpectedShortfall.historical(confidence).of(r));
        }
        if (call.startsWith("EVaR")) {
            return Answer.solved(TailMeasures.entropicValueAtRisk(confidence).of(r));
        }
        if (call.startsWith("EDaR")) {
            return Answer.solved(DrawdownMeasures.entropic(confidence, SUMS).of(r));
        }
        double kappa = argument(call, "kappa").orElseThrow();
        return Answer.solved(
                TailMeasures.relativisticValueAtRisk(confidence, kappa).of(r));
    }

    private static Answer riskfolio(String call, double[] r) {
        Matcher m = Pattern.compile("X,(0\\.\\d+)").matcher(call);
        Confidence c = Confidence.of(m.find() ? 1 - Double.parseDouble(m.group(1)) : 0.95);
        QuantileRule worst = QuantileRule.UPPER_INVERSE;
        return switch (call.substring(0, call.indexOf('('))) {
            case "VaR_Hist" -> Answer.of(ValueAtRisk.historical(c, worst).of(r));
            case "CVaR_Hist" -> Answer.of(ExpectedShortfall.historical(c).of(r));
            case "DaR_Abs" -> Answer.of(DrawdownMeasures.atRisk(c, worst, SUMS).of(r));
            case "DaR_Rel" ->
                Answer.of(DrawdownMeasures.atRisk(c, worst, PRODUCTS).of(r));
            case "CDaR_Abs" -> Answer.of(DrawdownMeasures.conditional(c, SUMS).of(r));
            case "CDaR_Rel" ->
                Answer.of(DrawdownMeasures.conditional(c, PRODUCTS).of(r));
            case "EVaR_Hist" ->
                Answer.solved(TailMeasures.entropicValueAtRisk(c).of(r));
            case "EDaR_Abs" -> Answer.solved(DrawdownMeasures.entropic(c, SUMS).of(r));
            case "RLVaR_Hist" ->
                Answer.solved(TailMeasures.relativisticValueAtRisk(c, 0.3).of(r));
            // it cuts the tail into a hundred steps where we integrate
            case "TG" ->
                new Answer(
                        TailMeasures.tailGini(c).of(r),
                        5e-5,
                        TailMeasures.tailGini(c).of(r),
                        "");
            case "MAD" -> Answer.of(Dispersion.meanAbsoluteDeviation().of(r));
            case "SemiDeviation" -> Answer.of(Dispersion.semideviation(LESS_ONE).of(r));
            case "Kurtosis" -> Answer.of(Math.sqrt(Moments.central(4).of(r)));
            case "SemiKurtosis" ->
                Answer.of(Math.sqrt(PartialMoments.belowMean(4, ALL).of(r)));
            case "WR" -> Answer.of(TailMeasures.worstLoss().of(r));
            case "MDD_Abs" -> Answer.of(DrawdownMeasures.maximum(SUMS).of(r));
            case "MDD_Rel" -> Answer.of(DrawdownMeasures.maximum(PRODUCTS).of(r));
            case "ADD_Abs" -> Answer.of(DrawdownMeasures.average(SUMS).of(r));
            case "ADD_Rel" -> Answer.of(DrawdownMeasures.average(PRODUCTS).of(r));
            case "UCI_Abs" -> Answer.of(DrawdownMeasures.ulcer(SUMS).of(r));
            case "UCI_Rel" -> Answer.of(DrawdownMeasures.ulcer(PRODUCTS).of(r));
            case "GMD" -> Answer.of(Dispersion.giniMeanDifference().of(r));
            case "RG" -> Answer.of(Dispersion.range().of(r));
            case "LPM" ->
                Answer.of(
                        call.contains("p=1")
                                ? PartialMoments.lower(1, 0, ALL).of(r)
                                : PartialMoments.downsideDeviation(0, LESS_ONE).of(r));
            case "Entropic_RM" -> Answer.of(TailMeasures.entropicBound(1, c).of(r));
            default -> throw new AssertionError(call);
        };
    }

    private static Answer skfolio(String call, double[] r) {
        Compounding compounding = call.contains("compounded=True") ? PRODUCTS : SUMS;
        Confidence c = Confidence.of(argument(call, "beta").orElse(0.95));
        QuantileRule worst = QuantileRule.UPPER_INVERSE;
        return switch (call.split("\\(")[0]) {
            case "value_at_risk" -> Answer.of(ValueAtRisk.historical(c, worst).of(r));
            case "cvar" -> Answer.of(ExpectedShortfall.historical(c).of(r));
            // a minimum, of which the peer's search stops short where alpha T is below 1: ours is the worst loss
            case "evar" ->
                c.tail() * r.length < 1
                        ? Answer.errs(TailMeasures.worstLoss().of(r), 0.0659290056049648, "the search stops short")
                        : Answer.solved(TailMeasures.entropicValueAtRisk(c).of(r));
            case "cdar" ->
                Answer.of(DrawdownMeasures.conditional(c, compounding).of(r));
            case "drawdown_at_risk" ->
                Answer.of(DrawdownMeasures.atRisk(c, worst, compounding).of(r));
            case "mean" -> Answer.of(Moments.mean().of(r));
            case "mean_absolute_deviation" ->
                Answer.of(Dispersion.meanAbsoluteDeviation().of(r));
            case "first_lower_partial_moment" ->
                Answer.of(PartialMoments.belowMean(1, ALL).of(r));
            case "fourth_lower_partial_moment" ->
                Answer.of(PartialMoments.belowMean(4, ALL).of(r));
            case "variance" ->
                Answer.of(Dispersion.variance(DegreesOfFreedom.SAMPLE).of(r));
            case "semi_variance" -> Answer.of(Dispersion.semivariance(LESS_ONE).of(r));
            case "standard_deviation" ->
                Answer.of(Dispersion.volatility(DegreesOfFreedom.SAMPLE).of(r));
            case "semi_deviation" ->
                Answer.of(Dispersion.semideviation(LESS_ONE).of(r));
            case "third_central_moment" -> Answer.of(Moments.central(3).of(r));
            case "fourth_central_moment" -> Answer.of(Moments.central(4).of(r));
            case "skew" -> Answer.of(Moments.skewness(SkewnessForm.MOMENT).of(r));
            case "kurtosis" -> Answer.of(Moments.kurtosis(KurtosisForm.MOMENT).of(r));
            case "worst_realization" -> Answer.of(TailMeasures.worstLoss().of(r));
            case "gini_mean_difference" ->
                Answer.of(Dispersion.giniMeanDifference().of(r));
            case "entropic_risk_measure" ->
                Answer.of(TailMeasures.entropicBound(1, c).of(r));
            case "max_drawdown" ->
                Answer.of(DrawdownMeasures.maximum(compounding).of(r));
            case "average_drawdown" ->
                Answer.of(DrawdownMeasures.average(compounding).of(r));
            case "ulcer_index" -> Answer.of(DrawdownMeasures.ulcer(compounding).of(r));
            default -> throw new AssertionError(call);
        };
    }

    private static Answer empyrical(String call, double[] r) {
        double[] sorted = r.clone();
        Arrays.sort(sorted);
        double cutoff = argument(call, "cutoff").orElse(0.05);
        Confidence c = Confidence.of(1 - cutoff);
        return switch (call.split("\\(")[0]) {
            case "value_at_risk" ->
                Answer.of(-ValueAtRisk.historical(c, QuantileRule.TYPE_7).of(r));
            case "conditional_value_at_risk" ->
                Answer.errs(
                        -ExpectedShortfall.historical(c).of(r),
                        Arrays.stream(sorted, 0, (int) ((r.length - 1) * cutoff) + 1)
                                .average()
                                .orElseThrow(),
                        "the tail has floor((n - 1) a) + 1 returns, whole ones, and not a n");
            case "max_drawdown" -> Answer.of(-DrawdownMeasures.maximum(PRODUCTS).of(r));
            case "annual_return" ->
                Answer.of(Growth.annual(PeriodsPerYear.MONTHLY).of(r));
            case "annual_volatility" ->
                Answer.of(Volatility.annualised(r, DegreesOfFreedom.SAMPLE, PeriodsPerYear.MONTHLY));
            case "calmar_ratio" -> Answer.of(DrawdownRatios.calmar(MONTHLY).of(r));
            case "sharpe_ratio" -> Answer.of(RewardToRisk.sharpe(MONTHLY).of(r));
            case "sortino_ratio" -> Answer.of(GainLossRatios.sortino(MONTHLY).of(r));
            case "downside_risk" ->
                Answer.of(PartialMoments.downsideDeviation(0, ALL).of(r) * Math.sqrt(12));
            case "tail_ratio" ->
                Answer.of(GainLossRatios.tailRatio(Confidence.of(0.95), QuantileRule.TYPE_7)
                        .of(r));
            case "stability_of_timeseries" -> Answer.of(PathShape.stability().of(r));
            case "omega_ratio" -> Answer.of(GainLossRatios.omega(0).of(r));
            default -> throw new AssertionError(call);
        };
    }

    private static Answer empyrical(String call, double[] r, double[] b) {
        return switch (call) {
            case "beta" -> Answer.of(MarketModel.beta().of(r, b));
            case "alpha(monthly)" -> Answer.of(MarketModel.annualAlpha(MONTHLY).of(r, b));
            case "excess_sharpe" ->
                Answer.of(BenchmarkRatios.information(PER_PERIOD).of(r, b));
            case "up_capture" -> Answer.of(Capture.up(PeriodsPerYear.MONTHLY).of(r, b));
            case "down_capture" ->
                Answer.of(Capture.down(PeriodsPerYear.MONTHLY).of(r, b));
            case "batting_average" -> Answer.of(Capture.battingAverage().of(r, b));
            default -> throw new AssertionError(call);
        };
    }

    private static Answer quantstats(String call, double[] r) {
        int n = r.length;
        Confidence c = Confidence.of(argument(call, "confidence").orElse(0.95));
        double normal = -ValueAtRisk.gaussian(c, DegreesOfFreedom.SAMPLE).of(r);
        return switch (call.split("\\(")[0]) {
            case "value_at_risk" -> Answer.of(normal);
            case "cvar" ->
                Answer.errs(
                        -ExpectedShortfall.historical(c).of(r),
                        Arrays.stream(r).filter(x -> x < normal).average().orElse(normal),
                        "observed returns are averaged beyond a normal quantile");
            case "sharpe" -> Answer.of(RewardToRisk.sharpe(MONTHLY).of(r));
            case "sortino" -> Answer.of(GainLossRatios.sortino(MONTHLY).of(r));
            case "adjusted_sortino" -> Answer.of(GainLossRatios.sortino(DAILY).of(r) / Math.sqrt(2));
            case "volatility" -> Answer.of(Volatility.annualised(r, DegreesOfFreedom.SAMPLE, PeriodsPerYear.MONTHLY));
            case "cagr" -> Answer.of(Growth.annual(PeriodsPerYear.MONTHLY).of(r));
            case "calmar" -> Answer.of(DrawdownRatios.calmar(MONTHLY).of(r));
            case "probabilistic_sharpe_ratio" ->
                Answer.errs(
                        RewardToRisk.probabilisticSharpe(PER_PERIOD, 0).of(r),
                        probabilityOfThePeer(r),
                        "the kurtosis in excess is taken for the raw one");
            case "omega" -> Answer.of(GainLossRatios.omega(0).of(r));
            case "ulcer_index" ->
                Answer.errs(
                        DrawdownMeasures.ulcer(PRODUCTS).of(r),
                        DrawdownMeasures.ulcer(PRODUCTS).of(r) * Math.sqrt(n / (n - 1.0)),
                        "a mean square about 0 divided by n - 1");
            case "max_drawdown" -> Answer.of(-DrawdownMeasures.maximum(PRODUCTS).of(r));
            case "skew" -> Answer.of(Moments.skewness(SkewnessForm.SAMPLE).of(r));
            case "kurtosis" ->
                Answer.of(Moments.kurtosis(KurtosisForm.SAMPLE_EXCESS).of(r));
            case "tail_ratio" ->
                Answer.of(GainLossRatios.tailRatio(Confidence.of(0.95), QuantileRule.TYPE_7)
                        .of(r));
            case "kelly_criterion" -> Answer.of(GainLossRatios.kellyOfBets().of(r));
            case "gain_to_pain_ratio" -> Answer.of(GainLossRatios.omegaSharpe(0).of(r));
            case "smart_sharpe" -> smartSharpe(r);
            default -> throw new AssertionError(call);
        };
    }

    private static double probabilityOfThePeer(double[] r) {
        double s = RewardToRisk.sharpe(PER_PERIOD).of(r);
        double skewness = Moments.skewness(SkewnessForm.SAMPLE).of(r);
        double excess = Moments.kurtosis(KurtosisForm.SAMPLE_EXCESS).of(r);
        double variance = 1 + 0.5 * s * s - skewness * s + (excess - 3) / 4 * s * s;
        return StandardNormal.cumulative(s / Math.sqrt(variance / (r.length - 1)));
    }

    /** Sharpe's ratio over a horizon of the whole series, as if its first autocorrelation decayed geometrically. */
    private static Answer smartSharpe(double[] r) {
        double[] x = Arrays.copyOfRange(r, 0, r.length - 1);
        double[] y = Arrays.copyOfRange(r, 1, r.length);
        double first = Math.abs(CoMoments.correlation().of(x, y));
        double[] decaying = new double[r.length - 1];
        Arrays.setAll(decaying, k -> Math.pow(first, k + 1));
        double factor = SerialSharpe.horizonFactor(r.length, decaying).orElseThrow() / Math.sqrt(r.length);
        return Answer.of(RewardToRisk.sharpe(DAILY).of(r) * factor);
    }

    @Test
    void everyRowIsOursOrThePeerErrs() {
        Map<String, Integer> count = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (String[] row : ReferenceData.rows("risk/expected/cross_library.csv")) {
            String kind;
            if (row[4].startsWith("ERR")) {
                // alpha T below 1: the file's search finds no root, and the value is the worst loss
                kind = "no number";
            } else if (row[3].startsWith("serenity_index")) {
                // a ratio of a ratio of quantstats' own, without a source
                kind = "outside";
            } else {
                kind = judge(row, problems);
            }
            count.merge(row[2] + ": " + kind, 1, Integer::sum);
        }
        assertThat(problems).isEmpty();
        assertThat(count).isEqualTo(COUNT);
    }

    private static final Map<String, Integer> COUNT = Map.ofEntries(
            Map.entry("empyrical: agrees", 46),
            Map.entry("empyrical: the peer errs", 8),
            Map.entry("independent: agrees", 51),
            Map.entry("independent: no number", 3),
            Map.entry("quantstats: agrees", 37),
            Map.entry("quantstats: outside", 2),
            Map.entry("quantstats: the peer errs", 13),
            Map.entry("riskfolio: agrees", 138),
            Map.entry("skfolio: agrees", 125),
            Map.entry("skfolio: the peer errs", 1));

    private static String judge(String[] row, List<String> problems) {
        Answer answer = answer(row);
        double expected = Double.parseDouble(row[4]);
        double tolerance = answer.tolerance() * Math.abs(expected) + 1e-15;
        if (!(Math.abs(answer.theirs() - expected) <= tolerance)) {
            problems.add(String.join(" ", row) + ": we " + answer.ours() + ", by their slip " + answer.theirs());
        }
        return Math.abs(answer.ours() - expected) <= tolerance ? "agrees" : "the peer errs";
    }

    private static Answer answer(String[] row) {
        if (row[0].contains(" vs ")) {
            double[][] pair = ReferenceData.pair("managers", "HAM1", "SP500 TR");
            return empyrical(row[3], pair[0], pair[1]);
        }
        double[] r = returns(row[0]);
        return switch (row[2]) {
            case "independent" -> independent(row[3], r);
            case "riskfolio" -> riskfolio(row[3], r);
            case "skfolio" -> skfolio(row[3], r);
            case "empyrical" -> empyrical(row[3], r);
            default -> quantstats(row[3], r);
        };
    }
}
