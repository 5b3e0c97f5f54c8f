package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Measures of how far, how often and how long wealth is below its highest point.
 *
 * <pre>{@code
 * DrawdownMeasures.maximum(Compounding.COMPOUNDED).of(returns);
 * DrawdownMeasures.conditional(Confidence.of(0.95), Compounding.UNCOMPOUNDED).contributions(scenarios, weights);
 * }</pre>
 *
 * <p>Wealth starts at 1, or at 0 where it is a sum, and the start is a peak, so a first loss is a drawdown; a drawdown
 * still open at the end counts.
 * Measures over time take the depth after every return, 0 included; measures of episodes take one number for each fall from
 * a peak until wealth is back there. Compounded depths are fractions of the peak and undefined for a return below -1.
 * Uncompounded depths are fractions of the stake; only they grow in proportion to the portfolio and have contributions:
 * the derivative of a depth by a return is -1 from after its peak up to it. {@link Drawdowns} has the path itself. Source of
 * the tail measures: Chekhlov, Uryasev and Zabarankin, "Drawdown measure in portfolio optimization", International Journal
 * of Theoretical and Applied Finance 8 (2005), 13-58. Thread-safe.
 */
public final class DrawdownMeasures {
    private DrawdownMeasures() {}

    /**
     * The deepest drawdown.
     *
     * @param compounding how returns make wealth
     * @return the measure, at least 0
     */
    public static RiskMeasure maximum(Compounding compounding) {
        return overTime("maximum drawdown", compounding, HistoricalTail.worst());
    }

    /**
     * The mean depth over time; the pain index.
     *
     * @param compounding how returns make wealth
     * @return the measure, at least 0
     */
    public static RiskMeasure average(Compounding compounding) {
        return overTime("average drawdown", compounding, HistoricalTail.mean());
    }

    /**
     * The root of the mean squared depth over time: the ulcer index; Martin and McCann, "The Investor's Guide to Fidelity
     * Funds" (1989).
     *
     * @param compounding how returns make wealth
     * @return the measure, at least 0
     */
    public static RiskMeasure ulcer(Compounding compounding) {
        return overTime("ulcer index", compounding, new RootMeanSquare());
    }

    /**
     * The drawdown that is not exceeded with a confidence, over time.
     *
     * @param confidence 1 - alpha
     * @param compounding how returns make wealth
     * @return the measure: the k-th deepest with k = floor(alpha T) + 1
     */
    public static RiskMeasure atRisk(Confidence confidence, Compounding compounding) {
        return atRisk(confidence, QuantileRule.TYPE_1, compounding);
    }

    /**
     * The drawdown that is not exceeded with a confidence, over time.
     *
     * @param confidence 1 - alpha
     * @param rule how the quantile of the depths is read
     * @param compounding how returns make wealth
     * @return the measure
     */
    public static RiskMeasure atRisk(Confidence confidence, QuantileRule rule, Compounding compounding) {
        Check.notNull(confidence, "confidence");
        String suffix = Check.notNull(rule, "rule") == QuantileRule.TYPE_1 ? "" : " " + rule;
        return overTime(
                "drawdown at risk " + confidence + suffix, compounding, HistoricalTail.quantile(confidence, rule));
    }

    /**
     * The mean of the deepest alpha T drawdowns over time: conditional drawdown at risk.
     *
     * @param confidence 1 - alpha
     * @param compounding how returns make wealth
     * @return the measure
     */
    public static RiskMeasure conditional(Confidence confidence, Compounding compounding) {
        Check.notNull(confidence, "confidence");
        return overTime(
                "conditional drawdown at risk " + confidence, compounding, HistoricalTail.shortfall(confidence));
    }

    /**
     * The entropic drawdown at risk, over time; see {@link TailMeasures#entropicValueAtRisk}.
     *
     * @param confidence 1 - alpha
     * @param compounding how returns make wealth
     * @return the measure
     */
    public static RiskMeasure entropic(Confidence confidence, Compounding compounding) {
        Check.notNull(confidence, "confidence");
        return overTime("entropic drawdown at risk " + confidence, compounding, new EntropicTail(confidence));
    }

    /**
     * The relativistic drawdown at risk, over time; see {@link TailMeasures#relativisticValueAtRisk}.
     *
     * @param confidence 1 - alpha
     * @param kappa the deformation, from 0.001 to 0.999
     * @param compounding how returns make wealth
     * @return the measure
     * @throws IllegalArgumentException if kappa is out of range
     */
    public static RiskMeasure relativistic(Confidence confidence, double kappa, Compounding compounding) {
        Check.notNull(confidence, "confidence");
        TailMeasures.requireKappa(kappa);
        return overTime(
                "relativistic drawdown at risk " + confidence + " kappa " + Text.number(kappa),
                compounding,
                new RelativisticTail(confidence, kappa));
    }

    /**
     * The drawdown that is open at the end.
     *
     * @param compounding how returns make wealth
     * @return the measure; 0 when wealth ends at its highest
     */
    public static RiskMeasure current(Compounding compounding) {
        return overTime("open drawdown", compounding, new LossFunctional() {
            @Override
            public double value(int n, double[] losses, double[] scratch) {
                return losses[n - 1];
            }

            @Override
            public double weightsInto(int n, double[] losses, double[] scratch, double[] q) {
                Arrays.fill(q, 0, n, 0);
                q[n - 1] = 1;
                return losses[n - 1];
            }
        });
    }

    /**
     * The longest time below a peak, in returns: from the peak to the return that regains it, or to the end.
     *
     * @param compounding how returns make wealth
     * @return the measure; 0 when wealth never fell
     */
    public static RiskMeasure longestDuration(Compounding compounding) {
        return ofEpisodes("longest drawdown", Homogeneity.NONE, compounding, path -> {
            int longest = 0;
            for (int e = 0; e < path.episodes(); e++) {
                longest = Math.max(longest, path.duration(e));
            }
            return longest;
        });
    }

    /**
     * The mean time below a peak, in returns, an open drawdown counted up to the end.
     *
     * @param compounding how returns make wealth
     * @return the measure; undefined when wealth never fell
     */
    public static RiskMeasure averageDuration(Compounding compounding) {
        return ofEpisodes("average duration of drawdowns", Homogeneity.NONE, compounding, path -> {
            int sum = 0;
            for (int e = 0; e < path.episodes(); e++) {
                sum += path.duration(e);
            }
            return (double) sum / path.episodes();
        });
    }

    /**
     * The mean time from the deepest point of a drawdown until its peak is regained, in returns; an open drawdown is
     * counted up to the end.
     *
     * @param compounding how returns make wealth
     * @return the measure; undefined when wealth never fell
     */
    public static RiskMeasure averageRecovery(Compounding compounding) {
        return ofEpisodes("average recovery of drawdowns", Homogeneity.NONE, compounding, path -> {
            int sum = 0;
            for (int e = 0; e < path.episodes(); e++) {
                sum += path.end(e) - path.trough(e);
            }
            return (double) sum / path.episodes();
        });
    }

    /**
     * The mean of the deepest points of the drawdowns, one for each.
     *
     * @param compounding how returns make wealth
     * @return the measure; undefined when wealth never fell
     */
    public static RiskMeasure averageDepth(Compounding compounding) {
        return ofEpisodes("average depth of drawdowns", degree(compounding), compounding, path -> {
            double sum = 0;
            for (int e = 0; e < path.episodes(); e++) {
                sum += path.depths()[path.trough(e)];
            }
            return sum / path.episodes();
        });
    }

    /**
     * The root of the sum of the squared deepest points over the number of returns: the drawdown deviation that the
     * ratio of Burke uses; Bacon, "Practical Portfolio Performance Measurement and Attribution", 2nd edition (2008).
     *
     * @param compounding how returns make wealth
     * @return the measure, at least 0
     */
    public static RiskMeasure deviation(Compounding compounding) {
        return ofEpisodes("drawdown deviation", degree(compounding), compounding, path -> {
            double sum = 0;
            for (int e = 0; e < path.episodes(); e++) {
                double depth = path.depths()[path.trough(e)];
                sum += depth * depth;
            }
            return Math.sqrt(sum / path.size());
        });
    }

    private static Homogeneity degree(Compounding compounding) {
        return Check.notNull(compounding, "compounding") == Compounding.UNCOMPOUNDED
                ? Homogeneity.PROPORTIONAL
                : Homogeneity.NONE;
    }

    private static String suffix(Compounding compounding) {
        return Check.notNull(compounding, "compounding") == Compounding.UNCOMPOUNDED ? " uncompounded" : "";
    }

    private static RiskMeasure overTime(String words, Compounding compounding, LossFunctional functional) {
        String name = words + suffix(compounding);
        Measure measure = Measure.of(name, degree(compounding), 1, series -> {
                    DrawdownPath path = series.drawdowns(compounding);
                    int n = series.size();
                    return path.defined() ? functional.value(n, path.depths(), series.scratch(0, n)) : Double.NaN;
                })
                .undefinedBecause("a return below -1 cannot be compounded, nor wealth beyond any number")
                .alongThePath();
        if (compounding == Compounding.COMPOUNDED) {
            return measure;
        }
        return measure.withGradient((series, out) -> {
            int n = series.size();
            DrawdownPath path = series.drawdowns(compounding);
            if (!path.defined()) {
                return Double.NaN;
            }
            double[] q = series.scratch(1, n);
            double value = functional.weightsInto(n, path.depths(), series.scratch(0, n), q);
            // a depth loses each return after its peak: its weight enters there and leaves after it
            Arrays.fill(out, 0, n, 0);
            for (int t = 0; t < n; t++) {
                if (path.peaks()[t] < t) {
                    out[path.peaks()[t] + 1] -= q[t];
                    if (t + 1 < n) {
                        out[t + 1] += q[t];
                    }
                }
            }
            for (int t = 1; t < n; t++) {
                out[t] += out[t - 1];
            }
            return value;
        });
    }

    private static RiskMeasure ofEpisodes(
            String words, Homogeneity homogeneity, Compounding compounding, ToDoubleFunction<DrawdownPath> value) {
        return Measure.of(words + suffix(compounding), homogeneity, 1, series -> {
                    DrawdownPath path = series.drawdowns(compounding);
                    return path.defined() ? value.applyAsDouble(path) : Double.NaN;
                })
                .undefinedBecause("wealth never fell, or a return below -1 cannot be compounded")
                .alongThePath();
    }

    /** The root of the mean square. */
    private static final class RootMeanSquare implements LossFunctional {
        @Override
        public double value(int n, double[] losses, double[] scratch) {
            double sum = 0;
            for (int t = 0; t < n; t++) {
                sum += losses[t] * losses[t];
            }
            return Math.sqrt(sum / n);
        }

        @Override
        public double weightsInto(int n, double[] losses, double[] scratch, double[] q) {
            double value = value(n, losses, scratch);
            double scale = value > 0 ? 1 / (n * value) : 0;
            for (int t = 0; t < n; t++) {
                q[t] = scale * losses[t];
            }
            return value;
        }
    }
}
