package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import java.util.function.ToDoubleFunction;

/**
 * Ratios of gains to losses about a target: Sortino, Omega, Kappa, upside potential, prospect, Rachev and others.
 *
 * <pre>{@code
 * PerformanceConvention c = PerformanceConvention.of(PeriodsPerYear.DAILY).withMinimumAcceptable(0.0002);
 * GainLossRatios.sortino(c).of(returns);
 * GainLossRatios.omega(0).ifDefined(returns);   // empty when nothing was lost
 * }</pre>
 *
 * <p>Targets are per period, like the returns. More is better unless said. A ratio whose losses are 0 is undefined, never
 * infinite; with a target of 0 the scale of the returns does not matter. Thread-safe.
 */
public final class GainLossRatios {
    private GainLossRatios() {}

    private static Measure named(String name, double target, ToDoubleFunction<MeasuredSeries> value) {
        Check.finite(target, "target");
        return Measure.of(
                        name + (target == 0 ? "" : " about " + Text.number(target)),
                        target == 0 ? Homogeneity.SCALE_FREE : Homogeneity.NONE,
                        1,
                        value)
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("nothing was lost, so its denominator is 0")
                .weighable();
    }

    /**
     * The annual Sortino ratio: {@code sqrt(N) (mean - target) / downside deviation}, N periods in a year; Sortino and
     * Price, Performance Measurement in a Downside Risk Framework, Journal of Investing 3 (1994) 59-64.
     *
     * @param convention periods, minimum acceptable return and divisor of the downside deviation
     * @return the ratio
     */
    public static RiskMeasure sortino(PerformanceConvention convention) {
        double target = Check.notNull(convention, "convention").minimumAcceptable();
        double root = Math.sqrt(convention.periods().count());
        return named(
                "Sortino ratio" + basis(convention.downside()),
                target,
                series -> RewardToRisk.ratio(
                        root * (series.mean() - target), downside(series, target, convention.downside())));
    }

    static double downside(MeasuredSeries series, double target, DownsideBasis basis) {
        return PartialMoments.lowerRoot(series, 2, target, basis);
    }

    private static String basis(DownsideBasis basis) {
        return basis == DownsideBasis.ALL_OBSERVATIONS ? "" : " " + basis.words();
    }

    /**
     * Omega: {@code sum max(0, r - target) / sum max(0, target - r)}; Keating and Shadwick, A Universal Performance
     * Measure, Journal of Performance Measurement 6 (2002). With a target of 0 it is Bernardo and Ledoit's gain-loss ratio,
     * Gain, Loss, and Asset Pricing, Journal of Political Economy 108 (2000).
     *
     * @param target per period
     * @return the ratio; 1 when the mean is the target
     * @throws IllegalArgumentException if the target is not finite
     */
    public static RiskMeasure omega(double target) {
        return named("Omega", target, series -> omega(series, target));
    }

    private static double omega(MeasuredSeries series, double target) {
        return RewardToRisk.ratio(
                PartialMoments.upper(series, 1, target, DownsideBasis.ALL_OBSERVATIONS),
                PartialMoments.lower(series, 1, target, DownsideBasis.ALL_OBSERVATIONS));
    }

    /**
     * The Omega-Sharpe ratio: {@code (mean - target) / mean max(0, target - r)}, which is Omega less 1. With a target of 0
     * it is Schwager's gain-to-pain ratio.
     *
     * @param target per period
     * @return the ratio; 0 when the mean is the target
     * @throws IllegalArgumentException if the target is not finite
     */
    public static RiskMeasure omegaSharpe(double target) {
        return named("Omega-Sharpe ratio", target, series -> omega(series, target) - 1);
    }

    /**
     * Kappa: {@code (mean - target) / (mean max(0, target - r)^k)^(1/k)}; Kaplan and Knowles, Kappa: A Generalized Downside
     * Risk-Adjusted Performance Measure, Journal of Performance Measurement 8 (2004). The first is the Omega-Sharpe ratio,
     * the second the Sortino ratio per period.
     *
     * @param order k, from 1 to 4
     * @param target per period
     * @return the ratio
     * @throws IllegalArgumentException if the order is out of range or the target is not finite
     */
    public static RiskMeasure kappa(int order, double target) {
        if (order < 1 || order > 4) {
            throw new IllegalArgumentException("order of Kappa must be from 1 to 4, was " + order);
        }
        return named("Kappa " + order, target, series -> {
            double root = PartialMoments.lowerRoot(series, order, target, DownsideBasis.ALL_OBSERVATIONS);
            return RewardToRisk.ratio(series.mean() - target, root);
        });
    }

    /**
     * The upside potential ratio: {@code mean max(0, r - target) / downside deviation}; Sortino, van der Meer and Plantinga,
     * The Dutch Triangle, Journal of Portfolio Management 26 (1999) 50-57.
     *
     * @param target per period
     * @param basis what both are divided by: all returns, or those above and those below
     * @return the ratio
     * @throws IllegalArgumentException if the target is not finite
     */
    public static RiskMeasure upsidePotential(double target, DownsideBasis basis) {
        Check.notNull(basis, "basis");
        return named("upside potential ratio" + basis(basis), target, series -> {
            double upside = PartialMoments.upper(series, 1, target, basis);
            return RewardToRisk.ratio(upside, downside(series, target, basis));
        });
    }

    /**
     * Variability skewness: {@code upside deviation / downside deviation}, over all returns; Bacon (2008), section 4.
     *
     * @param target per period
     * @return the ratio; its square is volatility skewness
     * @throws IllegalArgumentException if the target is not finite
     */
    public static RiskMeasure variabilitySkewness(double target) {
        return named("upside over downside deviation", target, series -> {
            double upside = PartialMoments.upperRoot(series, 2, target, DownsideBasis.ALL_OBSERVATIONS);
            return RewardToRisk.ratio(upside, downside(series, target, DownsideBasis.ALL_OBSERVATIONS));
        });
    }

    /**
     * Volatility skewness: {@code upside variance / downside variance}, over all returns; Bacon (2008), section 4.
     *
     * @param target per period
     * @return the ratio
     * @throws IllegalArgumentException if the target is not finite
     */
    public static RiskMeasure volatilitySkewness(double target) {
        return named("upside over downside variance", target, series -> {
            double upside = PartialMoments.upperRoot(series, 2, target, DownsideBasis.ALL_OBSERVATIONS);
            double ratio = RewardToRisk.ratio(upside, downside(series, target, DownsideBasis.ALL_OBSERVATIONS));
            return ratio * ratio;
        });
    }

    /**
     * The d ratio: {@code (losses' number times their sum) / (gains' number times their sum)}; Lavinio, The Hedge Fund
     * Handbook (2000). From 0, and less is better.
     *
     * @return the ratio; undefined when nothing was gained
     */
    public static RiskMeasure dRatio() {
        return named("d ratio", 0, series -> {
                    double gains = 0;
                    double losses = 0;
                    double up = 0;
                    double down = 0;
                    double[] weights = series.weights();
                    for (int t = 0; t < series.size(); t++) {
                        double weight = weights == null ? 1 : weights[t];
                        double r = series.array()[t];
                        if (r > 0) {
                            gains += weight * r;
                            up += weight;
                        } else if (r < 0) {
                            losses -= weight * r;
                            down += weight;
                        }
                    }
                    return RewardToRisk.ratio(down * losses, up * gains);
                })
                .preferring(Preference.LESS_IS_BETTER)
                .undefinedBecause("nothing was gained, so its denominator is 0");
    }

    /**
     * The prospect ratio: {@code (mean (max(0, r) + 2.25 min(0, r)) - target) / downside deviation}; Watanabe, New Prospect
     * Ratio: Application to Hedge Funds with Higher Order Moments, Journal of Performance Measurement 19 (2014). Losses
     * weigh 2.25 times as much as gains, as people felt in Tversky and Kahneman's experiments (1992).
     *
     * <p>PerformanceAnalytics 2.1.0 subtracts the target from the sum over returns instead of the mean, which leaves a
     * fraction 1/n of it.
     *
     * @param target per period
     * @return the ratio
     * @throws IllegalArgumentException if the target is not finite
     */
    public static RiskMeasure prospect(double target) {
        return named("prospect ratio", target, series -> {
            double gains = PartialMoments.upper(series, 1, 0, DownsideBasis.ALL_OBSERVATIONS);
            double losses = PartialMoments.lower(series, 1, 0, DownsideBasis.ALL_OBSERVATIONS);
            return RewardToRisk.ratio(
                    gains - 2.25 * losses - target, downside(series, target, DownsideBasis.ALL_OBSERVATIONS));
        });
    }

    /**
     * The Rachev ratio: mean of the best gains over mean of the worst losses, each an exact expected shortfall with a
     * fractional boundary; Biglova, Ortobelli, Rachev and Stoyanov, Different Approaches to Risk Estimation in Portfolio
     * Theory, Journal of Portfolio Management 31 (2004).
     *
     * @param gains how far out the gains are: 95% takes the best 5%
     * @param losses how far out the losses are
     * @return the ratio; undefined when even the worst returns gain on average
     */
    public static RiskMeasure rachev(Confidence gains, Confidence losses) {
        Check.notNull(gains, "gains");
        Check.notNull(losses, "losses");
        return Measure.of("Rachev ratio " + gains + " to " + losses, Homogeneity.SCALE_FREE, 1, series -> {
                    int n = series.size();
                    double[] mirrored = series.scratch(0, n);
                    for (int i = 0; i < n; i++) {
                        mirrored[i] = 0.0 - series.sorted()[n - 1 - i];
                    }
                    return RewardToRisk.ratio(
                            HistoricalTail.sortedShortfall(n, mirrored, gains),
                            HistoricalTail.sortedShortfall(n, series.sorted(), losses));
                })
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("the worst returns lose nothing on average");
    }

    /**
     * The tail ratio: {@code |quantile(p) / quantile(1 - p)|} of the returns, as empyrical with p = 0.95 and
     * {@link QuantileRule#TYPE_7}.
     *
     * @param level p, above 1/2
     * @param rule how a quantile is read
     * @return the ratio; undefined when the lower quantile is 0
     * @throws IllegalArgumentException if the level is not above 1/2
     */
    public static RiskMeasure tailRatio(Confidence level, QuantileRule rule) {
        double p = Check.strictlyWithin(Check.notNull(level, "level").level(), 0.5, 1, "level");
        Check.notNull(rule, "rule");
        return Measure.of(
                        "tail ratio " + level + (rule == QuantileRule.TYPE_7 ? "" : " " + rule),
                        Homogeneity.SCALE_FREE,
                        1,
                        series -> {
                            double high = rule.ofSorted(series.size(), series.sorted(), p);
                            double low = rule.ofSorted(series.size(), series.sorted(), 1 - p);
                            return RewardToRisk.ratio(Math.abs(high), Math.abs(low));
                        })
                .preferring(Preference.MORE_IS_BETTER);
    }

    /**
     * The Kelly fraction of bets: {@code p - (1 - p) / b}, p the share of gains among returns other than 0 and b the mean
     * gain over the mean loss; Kelly, A New Interpretation of Information Rate, Bell System Technical Journal 35 (1956).
     * As quantstats. For returns as they come see {@link RewardToRisk#kelly}.
     *
     * @return the fraction; undefined without a gain or without a loss
     */
    public static RiskMeasure kellyOfBets() {
        return named("Kelly fraction of bets", 0, series -> {
                    double[] weights = series.weights();
                    double up = 0;
                    double down = 0;
                    for (int t = 0; t < series.size(); t++) {
                        double weight = weights == null ? 1 : weights[t];
                        up += series.array()[t] > 0 ? weight : 0;
                        down += series.array()[t] < 0 ? weight : 0;
                    }
                    double gain = PartialMoments.upper(series, 1, 0, DownsideBasis.SHORTFALLS_ONLY);
                    double loss = PartialMoments.lower(series, 1, 0, DownsideBasis.SHORTFALLS_ONLY);
                    double p = up / (up + down);
                    return up == 0 || down == 0 ? Double.NaN : p - (1 - p) * loss / gain;
                })
                .undefinedBecause("it needs a gain and a loss");
    }
}
