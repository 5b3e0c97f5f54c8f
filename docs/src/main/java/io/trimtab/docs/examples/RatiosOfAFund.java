package io.trimtab.docs.examples;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.statistics.BlockBootstrap;
import io.trimtab.core.statistics.BlockLength;
import io.trimtab.core.statistics.BootstrapDistribution;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.SharpeEstimate;
import io.trimtab.core.statistics.SharpeTrials;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.risk.measure.Capture;
import io.trimtab.risk.measure.DrawdownRatios;
import io.trimtab.risk.measure.GainLossRatios;
import io.trimtab.risk.measure.MarketModel;
import io.trimtab.risk.measure.MarketTiming;
import io.trimtab.risk.measure.MeasureBatch;
import io.trimtab.risk.measure.MeasureTable;
import io.trimtab.risk.measure.PerformanceConvention;
import io.trimtab.risk.measure.RelativeBatch;
import io.trimtab.risk.measure.RewardToRisk;
import java.util.List;
import java.util.Locale;

/** Ratios of one series, of many, and against a benchmark, and how sure they are. */
public final class RatiosOfAFund {
    private static final PerformanceConvention DAILY = PerformanceConvention.of(EcbHistory.YEAR);

    private RatiosOfAFund() {}

    /**
     * Some ratios of every currency.
     *
     * @param returns daily returns
     * @return a line for three of them
     */
    public static List<String> alone(ReturnPanel returns) {
        MeasureTable table = MeasureBatch.of(
                        RewardToRisk.sharpe(DAILY), GainLossRatios.sortino(DAILY), DrawdownRatios.calmar(DAILY))
                .measure(returns);
        return lines(table, List.of("CHF", "USD", "ZAR"));
    }

    /**
     * Every currency against all of them in equal weight.
     *
     * @param returns daily returns
     * @param benchmark daily returns of the same days
     * @return a line for three of them
     */
    public static List<String> against(ReturnPanel returns, double[] benchmark) {
        MeasureTable table = RelativeBatch.of(
                        MarketModel.beta(), MarketModel.jensenAlpha(DAILY), Capture.down(EcbHistory.YEAR))
                .measure(returns, benchmark);
        return lines(table, List.of("CHF", "USD", "ZAR"));
    }

    private static List<String> lines(MeasureTable table, List<String> names) {
        return names.stream()
                .map(name -> name
                        + table.measures().stream()
                                .map(measure -> String.format(
                                        Locale.ROOT,
                                        ", %s %.2f",
                                        measure,
                                        table.of(name, measure).orElseThrow()))
                                .reduce("", String::concat))
                .toList();
    }

    /**
     * How sure a Sharpe ratio is.
     *
     * @param returns daily returns
     * @return three sentences
     */
    public static List<String> howSure(double[] returns) {
        SharpeEstimate sharpe = SharpeEstimate.of(returns).orElseThrow();
        double best = sharpe.deflated(new SharpeTrials(17, 1e-4));
        BootstrapDistribution drawn = BlockBootstrap.stationary(
                        BlockLength.of(returns).stationary())
                .replicate(returns, 2000, 7, r -> RewardToRisk.sharpe(DAILY).of(r));
        BootstrapDistribution.Interval interval = drawn.interval(Confidence.of(0.95));
        return List.of(
                String.format(
                        Locale.ROOT,
                        "above 0 with probability %.2f, above the best of 17 without skill with %.2f",
                        sharpe.probabilityAbove(0),
                        best),
                String.format(
                        Locale.ROOT,
                        "to be 95%% sure of 0 takes %.0f years",
                        sharpe.minimumTrackRecord(0, Confidence.of(0.95)).orElseThrow() / EcbHistory.YEAR.count()),
                String.format(Locale.ROOT, "95%% interval by blocks: %.2f to %.2f", interval.low(), interval.high()));
    }

    /**
     * Whether a currency rises more with the others than it falls with them.
     *
     * @param returns daily returns
     * @param benchmark daily returns of the same days
     * @return a sentence
     */
    public static String timing(double[] returns, double[] benchmark) {
        MarketTiming timing =
                MarketTiming.henrikssonMerton(returns, benchmark, DAILY).orElseThrow();
        return String.format(
                Locale.ROOT,
                "gamma %.2f with a t statistic of %.1f",
                timing.gamma().value(),
                timing.gamma().tStatistic());
    }
}
