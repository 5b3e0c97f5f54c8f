package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.statistics.SharpeEstimate;
import io.trimtab.core.statistics.StandardNormal;
import io.trimtab.risk.testkit.ReferenceData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * PerformanceAnalytics 2.1.0, row by row: each of its ratios is ours under named settings, or the peer errs, by a slip that
 * is said and reproduced, and ours is right; or it is nothing that Trimtab measures. No row is passed over: those of
 * measures that are no ratio are in {@code PerformanceAnalyticsReferenceTest}, which counts them too.
 */
class PerformanceAnalyticsTest {
    private static final String FILE = "risk/expected/pa_2.1.0_reference.csv";
    /** The file prints 15 significant digits; growth is annualised by powers, drawdowns by products. */
    private static final double PRINTED = 2e-11;
    /** Below this a number is what rounding leaves of 0. */
    private static final double NOTHING = 1e-15;

    private static final PerformanceConvention MONTHLY = PerformanceConvention.of(PeriodsPerYear.MONTHLY);
    private static final PerformanceConvention PER_PERIOD = PerformanceConvention.of(PeriodsPerYear.YEARLY);
    private static final PerformanceConvention POPULATION = MONTHLY.withDegreesOfFreedom(DegreesOfFreedom.POPULATION);
    private static final RiskFreeRate QUARTER_PERCENT = RiskFreeRate.per(PeriodsPerYear.MONTHLY, 0.0025);
    private static final PerformanceConvention OVER_RATE = MONTHLY.withRiskFree(QUARTER_PERCENT);
    private static final Confidence C95 = Confidence.of(0.95);
    private static final Confidence C90 = Confidence.of(0.9);

    private record Row(String dataset, String column, String benchmark, String call, int index, String value) {
        double[] returns() {
            return ReferenceData.column(dataset, column);
        }

        double[][] pair() {
            return ReferenceData.pair(dataset, column, benchmark);
        }

        double[] wholeBenchmark() {
            return ReferenceData.column(dataset, benchmark);
        }

        /** How many times there are, with those at which the return is missing. */
        int times() {
            return ReferenceData.withGaps(dataset, column).length;
        }

        boolean isNumber() {
            return !List.of("NA", "NaN", "Inf", "-Inf").contains(value);
        }

        double expected() {
            return Double.parseDouble(value);
        }

        @Override
        public String toString() {
            return dataset + " " + column + " " + benchmark + " " + call + " [" + index + "]";
        }
    }

    /** What is to be said of the rows of one call. */
    private sealed interface Finding permits Agrees, Near, PeerErrs, Outside {}

    /** Ours is theirs wherever theirs is a number. */
    private record Agrees(ToDoubleFunction<Row> ours) implements Finding {}

    /** Ours is theirs but for digits that theirs lacks, relatively. */
    private record Near(ToDoubleFunction<Row> ours, double tolerance, String reason) implements Finding {}

    /** Theirs is wrong as said: {@code theirs} reproduces the slip, and ours is another number. */
    private record PeerErrs(ToDoubleFunction<Row> ours, ToDoubleFunction<Row> theirs, String slip) implements Finding {}

    /** Not for a measure of a return series. */
    private record Outside(String reason) implements Finding {}

    private final Map<String, Finding> findings = new TreeMap<>();

    private void agrees(String call, RiskMeasure measure) {
        agrees(call, row -> of(measure, row));
    }

    private void agrees(String call, RelativeMeasure measure) {
        agrees(call, row -> of(measure, row));
    }

    private void agrees(String call, ToDoubleFunction<Row> ours) {
        findings.put(call, new Agrees(ours));
    }

    private static double of(RiskMeasure measure, Row row) {
        return measure.ifDefined(row.returns()).orElse(Double.NaN);
    }

    private static double of(RelativeMeasure measure, Row row) {
        return measure.ifDefined(row.pair()[0], row.pair()[1]).orElse(Double.NaN);
    }

    PerformanceAnalyticsTest() {
        returns();
        sharpe();
        gainsAndLosses();
        drawdowns();
        benchmark();
        marketModel();
    }

    private void returns() {
        agrees("Return.annualized(R)", Growth.annual(PeriodsPerYear.MONTHLY));
        agrees("Return.annualized(R,geometric=FALSE)", Growth.annualMean(PeriodsPerYear.MONTHLY));
        findings.put("Frequency(R)", new Outside("the dates' spacing: in Trimtab it is said, as PeriodsPerYear"));
        findings.put(
                "SmoothingIndex(R)",
                new Near(
                        row -> ReturnSmoothing.of(row.returns()).orElseThrow().index(),
                        2e-3,
                        "the peer stops before the likelihood is at its highest"));
        agrees("HurstIndex(R)", PathShape.hurst(DegreesOfFreedom.SAMPLE));
    }

    private void sharpe() {
        agrees("SharpeRatio(R,Rf=0,FUN='StdDev')", RewardToRisk.sharpe(PER_PERIOD));
        agrees(
                "SharpeRatio(R,Rf=0.0025,FUN='StdDev')",
                RewardToRisk.sharpe(PER_PERIOD.withRiskFree(RiskFreeRate.perYear(0.0025))));
        agrees("SharpeRatio(R,Rf=0,FUN='SemiSD')", RewardToRisk.downsideSharpe(PER_PERIOD));
        agrees("DownsideSharpeRatio(R)", RewardToRisk.downsideSharpe(PER_PERIOD));
        // its geometric form is the arithmetic one: the flag has no effect on the number
        agrees("SharpeRatio.annualized(R,Rf=0)", RewardToRisk.sharpe(MONTHLY));
        agrees("SharpeRatio.annualized(R,Rf=0.0025)", RewardToRisk.sharpe(OVER_RATE));
        agrees("SharpeRatio.annualized(R,Rf=0,geometric=FALSE)", RewardToRisk.sharpe(MONTHLY));
        agrees("SharpeRatio.annualized(R,Rf=0.0025,geometric=FALSE)", RewardToRisk.sharpe(OVER_RATE));
        agrees("AdjustedSharpeRatio(R)", RewardToRisk.adjustedSharpe(MONTHLY));
        // Cornish-Fisher's value at risk and shortfall; undefined for cash, of which even the tail gains
        agrees(
                "SharpeRatio(R,Rf=0,p=0.95,FUN='VaR')",
                RewardToRisk.sharpeOver(ValueAtRisk.cornishFisherUnchecked(C95), PER_PERIOD));
        agrees(
                "SharpeRatio(R,Rf=0,p=0.95,FUN='ES')",
                RewardToRisk.sharpeOver(ExpectedShortfall.edgeworth(C95), PER_PERIOD));
        agrees("SkewnessKurtosisRatio(R)", RewardToRisk.skewnessToKurtosis());
        agrees("KellyRatio(R)", row -> RewardToRisk.kelly(PER_PERIOD).of(row.returns()) / 2);
        // a reference ratio per period
        String slip = "by default skewness counts with a kurtosis of 3, which no distribution with such skewness has";
        findings.put(
                "ProbSharpeRatio(R,refSR=0.05,Rf=0,p=0.95)$sr_prob",
                new PeerErrs(
                        row -> estimate(row).probabilityAbove(0.05),
                        row -> StandardNormal.cumulative((estimate(row).ratio() - 0.05)
                                * Math.sqrt(row.times() - 1)
                                / Math.sqrt(varianceOfThePeer(row))),
                        slip));
        findings.put(
                "MinTrackRecord(R,refSR=0.05,Rf=0,p=0.95)$min_TRL",
                new PeerErrs(
                        row -> estimate(row).minimumTrackRecord(0.05, C95).orElse(Double.NaN),
                        row -> 1
                                + varianceOfThePeer(row)
                                        * Math.pow(
                                                1.6448536269514722
                                                        / (estimate(row).ratio() - 0.05),
                                                2),
                        slip));
        findings.put(
                "ProbSharpeRatio(R,refSR=0.05,Rf=0,p=0.95,ignore_skewness=FALSE,ignore_kurtosis=FALSE)$sr_prob",
                new PeerErrs(
                        row -> of(RewardToRisk.probabilisticSharpe(PER_PERIOD, 0.05), row),
                        row -> new SharpeEstimate(
                                        estimate(row).ratio(),
                                        row.times(),
                                        estimate(row).skewness(),
                                        estimate(row).kurtosis())
                                .probabilityAbove(0.05),
                        "missing cells are counted as observations"));
        agrees(
                "MinTrackRecord(R,refSR=0.05,Rf=0,p=0.95,ignore_skewness=FALSE,ignore_kurtosis=FALSE)$min_TRL",
                row -> estimate(row).minimumTrackRecord(0.05, C95).orElse(Double.NaN));
    }

    private static SharpeEstimate estimate(Row row) {
        return SharpeEstimate.of(row.returns()).orElseThrow();
    }

    private static double varianceOfThePeer(Row row) {
        SharpeEstimate s = estimate(row);
        return 1 - s.skewness() * s.ratio() + 0.5 * s.ratio() * s.ratio();
    }

    private void gainsAndLosses() {
        PerformanceConvention target = PER_PERIOD.withMinimumAcceptable(0.005);
        agrees("SortinoRatio(R,MAR=0)", GainLossRatios.sortino(PER_PERIOD));
        agrees("SortinoRatio(R,MAR=0.005)", GainLossRatios.sortino(target));
        agrees("Omega(R,L=0,method='simple')", GainLossRatios.omega(0));
        agrees("Omega(R,L=0.005,method='simple')", GainLossRatios.omega(0.005));
        agrees("OmegaSharpeRatio(R,MAR=0.005)", GainLossRatios.omegaSharpe(0.005));
        for (int order = 1; order <= 3; order++) {
            agrees("Kappa(R,MAR=0.005,l=" + order + ")", GainLossRatios.kappa(order, 0.005));
        }
        agrees(
                "UpsidePotentialRatio(R,MAR=0.005)",
                GainLossRatios.upsidePotential(0.005, DownsideBasis.SHORTFALLS_ONLY));
        agrees(
                "UpsidePotentialRatio(R,MAR=0.005,method='full')",
                GainLossRatios.upsidePotential(0.005, DownsideBasis.ALL_OBSERVATIONS));
        agrees("VolatilitySkewness(R,MAR=0.005,stat='volatility')", GainLossRatios.volatilitySkewness(0.005));
        agrees("VolatilitySkewness(R,MAR=0.005,stat='variability')", GainLossRatios.variabilitySkewness(0.005));
        agrees("DRatio(R)", GainLossRatios.dRatio());
        agrees("BernardoLedoitRatio(R)", GainLossRatios.omega(0));
        findings.put(
                "ProspectRatio(R,MAR=0.005)",
                new PeerErrs(
                        row -> GainLossRatios.prospect(0.005).of(row.returns()),
                        PerformanceAnalyticsTest::prospectOfThePeer,
                        "the target is subtracted from the sum over returns, not from their mean, and gaps count"));
        for (Confidence tail : List.of(C90, C95)) {
            String p = tail.equals(C90) ? "0.1" : "0.05";
            findings.put(
                    "RachevRatio(R,alpha=" + p + ",beta=" + p + ")",
                    new PeerErrs(
                            row -> GainLossRatios.rachev(tail, tail)
                                    .ifDefined(row.returns())
                                    .orElse(Double.NaN),
                            row -> rachevOfThePeer(row.returns(), Double.parseDouble(p)),
                            "the upper tail has one return more than the lower one, and neither a fraction of one"));
        }
    }

    private static double prospectOfThePeer(Row row) {
        double[] r = row.returns();
        double felt = Arrays.stream(r).map(x -> x > 0 ? x : 2.25 * x).sum();
        return (felt - 0.005) / row.times() / Volatility.downside(r, 0.005, DownsideBasis.ALL_OBSERVATIONS);
    }

    private static double rachevOfThePeer(double[] returns, double p) {
        double[] sorted = returns.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double worst = HistoricalTailOfThePeer.meanBelowQuantile(sorted, p);
        int from = (int) Math.floor(n * (1 - p) + 1e-9) - 1;
        return Arrays.stream(sorted, from, n).average().orElseThrow() / -worst;
    }

    private static final class HistoricalTailOfThePeer {
        static double meanBelowQuantile(double[] sorted, double p) {
            double q = QuantileRule.TYPE_7.quantile(sorted, p);
            return Arrays.stream(sorted).filter(x -> x <= q).average().orElseThrow();
        }
    }

    private void drawdowns() {
        agrees("CalmarRatio(R)", DrawdownRatios.calmar(MONTHLY));
        agrees("SterlingRatio(R)", DrawdownRatios.sterling(MONTHLY, 0.1));
        agrees("SterlingRatio(R,excess=0)", DrawdownRatios.sterling(MONTHLY, 0));
        agrees("PainRatio(R)", DrawdownRatios.pain(MONTHLY));
        agrees("MartinRatio(R)", DrawdownRatios.martin(MONTHLY));
        String slip =
                "drawdowns are runs of losses, without a first one, whose hundredths are compounded as if in percent";
        findings.put(
                "BurkeRatio(R)",
                new PeerErrs(
                        row -> DrawdownRatios.burke(MONTHLY)
                                .ifDefined(row.returns())
                                .orElse(Double.NaN),
                        row -> burkeOfThePeer(row, false),
                        slip));
        findings.put(
                "BurkeRatio(R,modified=TRUE)",
                new PeerErrs(
                        row -> DrawdownRatios.modifiedBurke(MONTHLY)
                                .ifDefined(row.returns())
                                .orElse(Double.NaN),
                        row -> burkeOfThePeer(row, true),
                        slip));
    }

    private static double burkeOfThePeer(Row row, boolean modified) {
        double[] r = row.returns();
        double squares = 0;
        double run = 1;
        for (int t = 1; t < r.length; t++) {
            if (r[t] < 0) {
                run *= 1 + r[t] / 100;
            } else {
                squares += Math.pow(100 * (run - 1), 2);
                run = 1;
            }
        }
        squares += Math.pow(100 * (run - 1), 2);
        double burke = Growth.annual(PeriodsPerYear.MONTHLY).of(r) / Math.sqrt(squares);
        return modified ? burke * Math.sqrt(row.times()) : burke;
    }

    private void benchmark() {
        agrees("ActivePremium(R,B)", BenchmarkRatios.activePremium(MONTHLY));
        agrees("TrackingError(R,B)", BenchmarkRatios.trackingError(MONTHLY));
        agrees("InformationRatio(R,B)", BenchmarkRatios.informationOfGrowth(MONTHLY));
        agrees("TreynorRatio(R,B,Rf=0)", BenchmarkRatios.treynor(MONTHLY));
        agrees("TreynorRatio(R,B,Rf=0.0025)", BenchmarkRatios.treynor(OVER_RATE));
        findings.put(
                "TreynorRatio(R,B,Rf=0,modified=TRUE)",
                new PeerErrs(
                        row -> of(BenchmarkRatios.modifiedTreynor(MONTHLY), row),
                        row -> Growth.annual(PeriodsPerYear.MONTHLY).of(row.pair()[0]) / systematicOfThePeer(row),
                        NEGATIVE_RISK));
        agrees("AppraisalRatio(R,B,method='appraisal')", BenchmarkRatios.appraisal(POPULATION));
        findings.put(
                "AppraisalRatio(R,B,method='modified')",
                new PeerErrs(
                        row -> of(BenchmarkRatios.alphaOverBeta(MONTHLY), row),
                        row -> jensenOfThePeer(row) / of(MarketModel.beta(), row),
                        WHOLE_BENCHMARK));
        findings.put(
                "AppraisalRatio(R,B,method='alternative')",
                new PeerErrs(
                        row -> of(BenchmarkRatios.alphaOverSystematicRisk(MONTHLY), row),
                        row -> jensenOfThePeer(row) / systematicOfThePeer(row),
                        NEGATIVE_RISK));
        agrees("MSquared(R,B)", BenchmarkRatios.modigliani(MONTHLY));
        agrees("MSquaredExcess(R,B)", BenchmarkRatios.modiglianiExcess(MONTHLY, Compounding.COMPOUNDED));
        agrees(
                "MSquaredExcess(R,B,Method='arithmetic')",
                BenchmarkRatios.modiglianiExcess(MONTHLY, Compounding.UNCOMPOUNDED));
        PerformanceConvention target = MONTHLY.withMinimumAcceptable(0.005);
        agrees("M2Sortino(R,B,MAR=0.005)", BenchmarkRatios.modiglianiSortino(target));
        findings.put(
                "Modigliani(R,B,Rf=0)",
                new PeerErrs(
                        row -> of(BenchmarkRatios.modiglianiOfMeans(MONTHLY), row),
                        row -> RewardToRisk.sharpe(PER_PERIOD).of(row.returns())
                                * Volatility.of(row.wholeBenchmark(), DegreesOfFreedom.SAMPLE),
                        WHOLE_BENCHMARK));
        agrees("OmegaExcessReturn(R,B,MAR=0.005)", BenchmarkRatios.omegaExcessReturn(target));
        agrees("UpDownRatios(R,B,method='Capture',side='Up')", Capture.totalUp());
        findings.put(
                "UpDownRatios(R,B,method='Capture',side='Down')",
                new PeerErrs(
                        row -> of(Capture.totalDown(), row),
                        PerformanceAnalyticsTest::downCaptureOfThePeer,
                        "times at which the benchmark stands still count as falls"));
        agrees("UpDownRatios(R,B,method='Number',side='Up')", Capture.upNumber());
        agrees("UpDownRatios(R,B,method='Number',side='Down')", Capture.downNumber());
        agrees("UpDownRatios(R,B,method='Percent',side='Up')", Capture.upBattingAverage());
        agrees("UpDownRatios(R,B,method='Percent',side='Down')", Capture.downBattingAverage());
    }

    private static final String WHOLE_BENCHMARK =
            "the benchmark is measured over all times, also those at which the series is missing";
    private static final String NEGATIVE_RISK =
            "risk is negative where beta is, and the benchmark is measured over all times, also those without returns";

    private void marketModel() {
        agrees("CAPM.beta(R,B)", MarketModel.beta());
        agrees("CAPM.beta(R,B,Rf=0.0025)", MarketModel.beta());
        agrees("CAPM.beta.bull(R,B)", MarketModel.bullBeta(MONTHLY));
        agrees("CAPM.beta.bear(R,B)", MarketModel.bearBeta(MONTHLY));
        agrees("TimingRatio(R,B)", MarketModel.timingRatio(MONTHLY));
        agrees("CAPM.alpha(R,B)", MarketModel.alpha(MONTHLY));
        agrees("CAPM.alpha(R,B,Rf=0.0025)", MarketModel.alpha(OVER_RATE));
        findings.put(
                "CAPM.jensenAlpha(R,B)",
                new PeerErrs(
                        row -> of(MarketModel.jensenAlpha(MONTHLY), row),
                        PerformanceAnalyticsTest::jensenOfThePeer,
                        WHOLE_BENCHMARK));
        findings.put(
                "Selectivity(R,B)",
                new PeerErrs(
                        row -> of(MarketModel.jensenAlpha(MONTHLY), row),
                        PerformanceAnalyticsTest::jensenOfThePeer,
                        WHOLE_BENCHMARK));
        agrees("NetSelectivity(R,B)", MarketModel.netSelectivity(MONTHLY));
        agrees("FamaBeta(R,B)", MarketModel.famaBeta());
        findings.put(
                "SystematicRisk(R,B)",
                new PeerErrs(
                        row -> of(MarketModel.systematicRisk(MONTHLY), row),
                        PerformanceAnalyticsTest::systematicOfThePeer,
                        NEGATIVE_RISK));
        agrees("SpecificRisk(R,B)", MarketModel.specificRisk(POPULATION));
        findings.put(
                "TotalRisk(R,B)",
                new PeerErrs(
                        row -> MarketModel.totalRisk(MONTHLY).of(row.pair()[0], row.pair()[1]),
                        row -> Math.hypot(
                                MarketModel.systematicRisk(MONTHLY).of(row.pair()[0], row.pair()[1]),
                                MarketModel.specificRisk(POPULATION).of(row.pair()[0], row.pair()[1])),
                        "systematic risk divides by n - 1 and specific risk by n, so the whole is not the volatility"));
        for (String method : List.of("HM", "TM")) {
            agrees("MarketTiming(R,B,method='" + method + "')", row -> timing(row, method));
        }
        PeerErrs drawdownBeta = new PeerErrs(
                row -> of(MarketModel.drawdownBeta(C95, Compounding.COMPOUNDED), row),
                PerformanceAnalyticsTest::drawdownBetaOfThePeer,
                "the worst drawdowns count as wholes, and those between them as drawdowns of nothing");
        findings.put("CDaR.beta(R,B)", drawdownBeta);
        findings.put("CDaR.beta(R,B,p=0.95)", drawdownBeta);
        findings.put(
                "CDaR.alpha(R,B)",
                new PeerErrs(
                        row -> of(MarketModel.drawdownAlpha(C95, MONTHLY), row),
                        row -> compoundedMean(row.pair()[0])
                                - drawdownBetaOfThePeer(row) * compoundedMean(row.pair()[1]),
                        "arithmetic means are compounded, which is more than the growth there was"));
    }

    private static double compoundedMean(double[] returns) {
        return Math.pow(1 + Volatility.mean(returns), 12) - 1;
    }

    /** Over the deepest of the benchmark's drawdowns, from peak to trough: as many as 5% of twice their number. */
    private static double drawdownBetaOfThePeer(Row row) {
        double[] r = row.pair()[0];
        double[] b = row.pair()[1];
        List<double[]> episodes = new ArrayList<>();
        double wealth = 1;
        double market = 1;
        double wealthAtPeak = 1;
        double peak = 1;
        double[] worst = {0, 0};
        for (int t = 0; t < r.length; t++) {
            wealth *= 1 + r[t];
            market *= 1 + b[t];
            if (market >= peak) {
                episodes.add(worst);
                worst = new double[] {0, 0};
                peak = market;
                wealthAtPeak = wealth;
            } else if (1 - market / peak > worst[0]) {
                worst = new double[] {1 - market / peak, 1 - wealth / wealthAtPeak};
            }
        }
        episodes.add(worst);
        episodes.removeIf(episode -> episode[0] == 0);
        episodes.sort((x, y) -> Double.compare(y[0], x[0]));
        List<double[]> deepest = episodes.subList(0, (int) Math.ceil(0.05 * 2 * episodes.size()));
        return deepest.stream().mapToDouble(e -> e[1]).sum()
                / deepest.stream().mapToDouble(e -> e[0]).sum();
    }

    private static double downCaptureOfThePeer(Row row) {
        double own = 1;
        double other = 1;
        for (int t = 0; t < row.pair()[0].length; t++) {
            if (row.pair()[1][t] <= 0) {
                own *= 1 + row.pair()[0][t];
                other *= 1 + row.pair()[1][t];
            }
        }
        return (own - 1) / (other - 1);
    }

    private static double systematicOfThePeer(Row row) {
        return of(MarketModel.beta(), row)
                * Volatility.annualised(row.wholeBenchmark(), DegreesOfFreedom.SAMPLE, PeriodsPerYear.MONTHLY);
    }

    private static double jensenOfThePeer(Row row) {
        RiskMeasure growth = Growth.annual(PeriodsPerYear.MONTHLY);
        return growth.of(row.returns()) - of(MarketModel.beta(), row) * growth.of(row.wholeBenchmark());
    }

    private static double timing(Row row, String method) {
        MarketTiming timing = (method.equals("HM")
                        ? MarketTiming.henrikssonMerton(row.pair()[0], row.pair()[1], MONTHLY)
                        : MarketTiming.treynorMazuy(row.pair()[0], row.pair()[1], MONTHLY))
                .orElseThrow();
        return switch (row.index()) {
            case 1 -> timing.alpha().value();
            case 2 -> timing.beta().value();
            default -> timing.gamma().value();
        };
    }

    private static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String[] c : ReferenceData.rows(FILE)) {
            rows.add(new Row(c[0], c[1], c[2], c[3], Integer.parseInt(c[4]), c[5]));
        }
        return rows;
    }

    /** The rows of measures that are no ratio. */
    private static boolean isElsewhere(String call) {
        return call.matches(
                "(nrow|mean|mean\\.geometric|StdDev|StdDev\\.annualized|Return\\.cumulative|skewness|kurtosis"
                        + "|MeanAbsoluteDeviation|Semi\\w+|Downside(Deviation|Potential|Frequency)|Upside(Risk|Frequency)|VaR|ES"
                        + "|maxDrawdown|Average\\w+|DrawdownDeviation|CDD|UlcerIndex|PainIndex|Co\\w+|BetaCo\\w+|cor)\\(.*");
    }

    @Test
    void everyRatioIsOursOrThePeerErrs() {
        Map<String, Integer> count = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (Row row : rows()) {
            String kind = isElsewhere(row.call()) ? "elsewhere" : judge(row, problems);
            count.merge(kind, 1, Integer::sum);
        }
        assertThat(problems).isEmpty();
        assertThat(count).isEqualTo(COUNT);
    }

    /** Of the 2,964 rows; those where the peer has no number are counted by what ours is. */
    private static final Map<String, Integer> COUNT = Map.of(
            "agrees", 1258,
            "nearly agrees", 20,
            "the peer errs", 200,
            "the peer stops at gaps", 38,
            "undefined", 20,
            "undefined for both", 3,
            "outside", 20,
            "elsewhere", 1405);

    private String judge(Row row, List<String> problems) {
        Finding finding = findings.get(row.call());
        if (finding == null) {
            problems.add("nothing is said of " + row);
            return "unknown";
        }
        if (finding instanceof Outside) {
            return "outside";
        }
        if (finding instanceof PeerErrs errs) {
            double ours = errs.ours().applyAsDouble(row);
            if (!row.isNumber()) {
                return infinite(row, ours, problems);
            }
            double theirs = errs.theirs().applyAsDouble(row);
            if (!same(theirs, row)) {
                problems.add(row + ": the peer says " + row.value() + ", and not " + theirs + " as if: " + errs.slip());
            }
            return same(ours, row) ? "agrees" : "the peer errs";
        }
        if (finding instanceof Near near) {
            double ours = near.ours().applyAsDouble(row);
            if (!(Math.abs(ours - row.expected()) <= near.tolerance() * Math.abs(row.expected()))) {
                problems.add(row + ": the peer says " + row.value() + ", we " + ours + " though: " + near.reason());
            }
            return "nearly agrees";
        }
        double ours = ((Agrees) finding).ours().applyAsDouble(row);
        if (!row.isNumber()) {
            return infinite(row, ours, problems);
        }
        if (Double.isNaN(ours) && row.column().equals(row.benchmark())) {
            // the peer divides by what rounding leaves of the risk against itself
            return "undefined";
        }
        if (Double.isNaN(ours) && row.column().equals("US 3m TR")) {
            return "undefined";
        }
        if (!same(ours, row)) {
            problems.add(row + ": the peer says " + row.value() + ", we " + ours);
        }
        return "agrees";
    }

    /** Where the peer divides by 0, ours is undefined; where it has no number although there are enough, ours is one. */
    private static String infinite(Row row, double ours, List<String> problems) {
        boolean dividedByNothing = !row.value().equals("NA");
        if (dividedByNothing && !Double.isNaN(ours)) {
            problems.add(row + ": the peer divides by nothing, we say " + ours);
        }
        return dividedByNothing ? "undefined" : Double.isNaN(ours) ? "undefined for both" : "the peer stops at gaps";
    }

    private static boolean same(double value, Row row) {
        return Math.abs(value - row.expected()) <= PRINTED * Math.abs(row.expected()) + NOTHING;
    }
}
