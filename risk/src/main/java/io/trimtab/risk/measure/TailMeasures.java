package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import org.hipparchus.util.FastMath;
import org.jspecify.annotations.Nullable;

/**
 * Measures of the tail beyond value at risk and expected shortfall, from the losses as they were observed.
 *
 * <pre>{@code
 * RiskMeasure evar = TailMeasures.entropicValueAtRisk(Confidence.of(0.95));
 * evar.of(returns);                        // at least the expected shortfall, at most the worst loss
 * evar.contributions(scenarios, weights);  // from the optimal scenario weights, in one solve
 * }</pre>
 *
 * <p>For one confidence: value at risk &lt;= expected shortfall &lt;= EVaR &lt;= RLVaR &lt;= worst loss. Where {@code alpha T}
 * is at most 1 all but the first are the worst loss. Thread-safe.
 */
public final class TailMeasures {
    private static final double LEAST_KAPPA = 1e-3;

    private TailMeasures() {}

    /**
     * The worst loss. Losses that tie share its derivative.
     *
     * @return the measure
     */
    public static RiskMeasure worstLoss() {
        return LossFunctional.measure("worst loss", HistoricalTail.worst())
                .weighableBy(WeightedTail.worst("worst loss"));
    }

    /**
     * The entropic value at risk: {@code min over z of z (ln mean exp(L / z) + ln(1 / alpha))}; Ahmadi-Javid, Journal of
     * Optimization Theory and Applications 155 (2012), 1105-1123. Coherent; a root in one variable.
     *
     * @param confidence 1 - alpha
     * @return the measure
     */
    public static RiskMeasure entropicValueAtRisk(Confidence confidence) {
        String name = "EVaR " + Check.notNull(confidence, "confidence");
        EntropicTail tail = new EntropicTail(confidence);
        return LossFunctional.measure(name, tail).weighableBy(tail.weighed(name));
    }

    /**
     * The relativistic value at risk: as the entropic one, with the entropy of Kaniadakis; Cajas, "Portfolio optimization
     * of relativistic value at risk" (2023). Coherent; two nested roots instead of a conic program.
     *
     * @param confidence 1 - alpha
     * @param kappa the deformation, from 0.001 to 0.999: near 0 it is the entropic value at risk, near 1 the worst loss
     * @return the measure
     * @throws IllegalArgumentException if kappa is out of range
     */
    public static RiskMeasure relativisticValueAtRisk(Confidence confidence, double kappa) {
        Check.notNull(confidence, "confidence");
        requireKappa(kappa);
        return LossFunctional.measure(
                        "RLVaR " + confidence + " kappa " + Text.number(kappa), new RelativisticTail(confidence, kappa))
                .neverWeighable("its entropy depends on the number of scenarios; EVaR, its limit, has one");
    }

    static void requireKappa(double kappa) {
        Check.within(kappa, LEAST_KAPPA, 1 - LEAST_KAPPA, "kappa");
    }

    /**
     * The entropic risk: {@code theta ln mean exp(L / theta)}; Föllmer and Schied, "Stochastic Finance" (2002), the
     * certainty equivalent of exponential utility. Convex, not proportional to the portfolio.
     *
     * @param theta the risk tolerance, in the unit of losses: near 0 it is the worst loss, large the mean loss
     * @return the measure
     * @throws IllegalArgumentException if theta is not positive and finite
     */
    public static RiskMeasure entropic(double theta) {
        return entropic("entropic risk tolerance " + Text.number(Check.positive(theta, "theta")), theta, 0);
    }

    /**
     * The entropic bound of value at risk: {@code theta (ln mean exp(L / theta) + ln(1 / alpha))}, of which the entropic
     * value at risk is the least; what Riskfolio and skfolio call entropic risk.
     *
     * @param theta the risk tolerance, in the unit of losses
     * @param confidence 1 - alpha
     * @return the measure
     * @throws IllegalArgumentException if theta is not positive and finite
     */
    public static RiskMeasure entropicBound(double theta, Confidence confidence) {
        Check.notNull(confidence, "confidence");
        return entropic(
                "entropic bound " + confidence + " tolerance " + Text.number(Check.positive(theta, "theta")),
                theta,
                -theta * FastMath.log(confidence.tail()));
    }

    private static RiskMeasure entropic(String name, double theta, double added) {
        return Measure.of(name, Homogeneity.NONE, 1, series -> softMaximum(series, theta, null) + added)
                .withGradient((series, out) -> softMaximum(series, theta, out) + added)
                .weighable();
    }

    private static double softMaximum(MeasuredSeries series, double theta, double @Nullable [] out) {
        int n = series.size();
        double[] returns = series.array();
        double[] weights = series.weights();
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < n; t++) {
            boolean counts = weights == null || weights[t] > 0;
            lowest = counts ? Math.min(lowest, returns[t]) : lowest;
            highest = counts ? Math.max(highest, returns[t]) : highest;
        }
        // where all terms are near 1 the digits are in what they lack of it: a large tolerance multiplies what is lost
        boolean flat = highest - lowest < 0.5 * theta;
        double sum = 0;
        double missing = 0;
        for (int t = 0; t < n; t++) {
            double weight = weights == null ? 1 : weights[t];
            double x = weight == 0 ? 0 : (lowest - returns[t]) / theta;
            double less = flat ? StrictMath.expm1(x) : 0;
            double e = weight * (flat ? 1 + less : FastMath.exp(x));
            sum += e;
            missing += weight * less;
            if (out != null) {
                out[t] = -e;
            }
        }
        if (out != null) {
            for (int t = 0; t < n; t++) {
                out[t] /= sum;
            }
        }
        double total = series.total();
        return theta * (flat ? StrictMath.log1p(missing / total) : FastMath.log(sum / total)) - lowest;
    }

    /**
     * The tail Gini: the mean of expected shortfalls at all smaller tails, {@code (2 / alpha^2) integral from 0 to alpha
     * of a ES_a da}, of the empirical distribution without discretisation; Furman, Wang and Zitikis, "Gini-type measures
     * of risk and variability", Insurance: Mathematics and Economics 76 (2017), 62-74. Between expected shortfall and
     * worst loss. O(T log T).
     *
     * @param confidence 1 - alpha
     * @return the measure
     */
    public static RiskMeasure tailGini(Confidence confidence) {
        Check.notNull(confidence, "confidence");
        return OrderWeighted.measure(
                "tail Gini " + confidence,
                1,
                (below, here, above, series) -> -tailGini(tail(confidence, series), below, here));
    }

    /**
     * The range of tail means: expected shortfall of the losses plus that of the gains.
     *
     * @param confidence 1 - alpha
     * @return the measure, at least 0
     */
    public static RiskMeasure shortfallRange(Confidence confidence) {
        Check.notNull(confidence, "confidence");
        return OrderWeighted.measure("shortfall range " + confidence, 1, (below, here, above, series) -> {
            double tail = tail(confidence, series);
            return shortfall(tail, above, here) - shortfall(tail, below, here);
        });
    }

    /**
     * The range of tail Ginis: that of the losses plus that of the gains.
     *
     * @param confidence 1 - alpha
     * @return the measure, at least 0
     */
    public static RiskMeasure tailGiniRange(Confidence confidence) {
        Check.notNull(confidence, "confidence");
        return OrderWeighted.measure("tail Gini range " + confidence, 1, (below, here, above, series) -> {
            double tail = tail(confidence, series);
            return tailGini(tail, above, here) - tailGini(tail, below, here);
        });
    }

    /**
     * A spectral measure: the mean of expected shortfalls at several confidences; Acerbi, "Spectral measures of risk",
     * Journal of Banking and Finance 26 (2002), 1505-1518.
     *
     * @param name what it is called
     * @param confidences where the shortfalls are taken
     * @param weights their weights, not negative, with the sum of 1
     * @return the measure
     * @throws IllegalArgumentException if the lengths differ, or the weights are negative or do not sum to 1
     */
    public static RiskMeasure spectral(String name, Confidence[] confidences, double[] weights) {
        Check.notBlank(name, "name");
        Confidence[] levels = Check.copy(confidences, "confidences").toArray(Confidence[]::new);
        double[] shares = Check.notNull(weights, "weights").clone();
        Check.length(shares.length, levels.length, "weights");
        double sum = 0;
        for (int k = 0; k < shares.length; k++) {
            sum += Check.notNegative(shares[k], "weights[" + k + "]");
        }
        if (!(Math.abs(sum - 1) <= 1e-9)) {
            throw new IllegalArgumentException("weights must sum to 1, summed to " + sum);
        }
        return OrderWeighted.measure(name, 1, (below, here, above, series) -> {
            double coefficient = 0;
            for (int k = 0; k < levels.length; k++) {
                coefficient -= shares[k] * shortfall(tail(levels[k], series), below, here);
            }
            return coefficient;
        });
    }

    /** The weight of the tail: at least one of equally likely returns, or alpha. */
    private static double tail(Confidence confidence, MeasuredSeries series) {
        return series.weights() == null
                ? Math.max(1, LossFunctional.tailCount(confidence, series.size()))
                : confidence.tail();
    }

    /** The weight of a loss in the expected shortfall, given the weight of the worse ones and its own. */
    private static double shortfall(double tail, double worse, double here) {
        return Math.max(0, Math.min(here, tail - worse)) / tail;
    }

    /** The same in the tail Gini: the integral of 2 (alpha - u) / alpha^2 over its step. */
    private static double tailGini(double tail, double worse, double here) {
        double first = Math.max(0, tail - worse);
        double last = Math.max(0, tail - worse - here);
        return (first - last) * (first + last) / (tail * tail);
    }
}
