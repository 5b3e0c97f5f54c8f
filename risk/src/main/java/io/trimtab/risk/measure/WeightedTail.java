package io.trimtab.risk.measure;

import io.trimtab.core.statistics.Confidence;
import org.jspecify.annotations.Nullable;

/**
 * Quantile and tail mean of a series whose returns have probabilities.
 *
 * <p>The quantile at p is the lowest return up to which the probability reaches p (lower), or the lowest at which it exceeds p
 * (upper); rules that interpolate between ranks have no form here, since ranks have no unique meaning once returns are not
 * equally likely. The shortfall takes exactly alpha of probability. Returns that tie share in proportion to their
 * probabilities: that is the subgradient taken.
 */
final class WeightedTail {
    /** A sum of probabilities that is this near to p is p; relative, so that what has no probability never reaches it. */
    private static final double SNAP = 1e-9;

    private WeightedTail() {}

    /** Value at risk, as {@link ValueAtRisk#historical}. */
    static Measure valueAtRisk(String name, Confidence confidence, QuantileRule rule) {
        double alpha = confidence.tail();
        QuantileRule ofReturns = mirrored(rule);
        return Measure.of(name, Homogeneity.PROPORTIONAL, 1, series -> 0.0 - quantile(series, alpha, ofReturns))
                .withGradient((series, out) -> {
                    double below = series.sorted()[lower(series, alpha)];
                    double above = series.sorted()[upper(series, alpha)];
                    double g = ofReturns == QuantileRule.TYPE_1 ? 0 : ofReturns == QuantileRule.TYPE_2 ? 0.5 : 1;
                    atInto(series, below, above, g, out);
                    return 0.0 - quantile(series, alpha, ofReturns);
                });
    }

    /** Expected shortfall, as {@link ExpectedShortfall#historical}. */
    static Measure shortfall(String name, Confidence confidence) {
        double alpha = confidence.tail();
        return Measure.of(name, Homogeneity.PROPORTIONAL, 1, series -> shortfall(series, alpha))
                .withGradient((series, out) -> shortfallGradientInto(series, alpha, out));
    }

    /** The worst loss that has a probability. */
    static Measure worst(String name) {
        return Measure.of(name, Homogeneity.PROPORTIONAL, 1, series -> 0.0 - series.sorted()[lower(series, 0)])
                .withGradient((series, out) -> {
                    double worst = series.sorted()[lower(series, 0)];
                    atInto(series, worst, worst, 0, out);
                    return 0.0 - worst;
                });
    }

    /** Why a rule is refused under probabilities, or null. */
    static @Nullable String refusal(QuantileRule rule) {
        return switch (rule) {
            case TYPE_1, TYPE_2, UPPER_INVERSE -> null;
            default ->
                rule + " interpolates between ranks or rounds them, which have no unique meaning once returns are not"
                        + " equally likely; TYPE_1, TYPE_2 and UPPER_INVERSE have";
        };
    }

    /** The rule for returns that is this one for losses. */
    private static QuantileRule mirrored(QuantileRule rule) {
        return switch (rule) {
            case TYPE_1 -> QuantileRule.UPPER_INVERSE;
            case UPPER_INVERSE -> QuantileRule.TYPE_1;
            default -> rule;
        };
    }

    /** A quantile of the returns. */
    static double quantile(MeasuredSeries series, double p, QuantileRule rule) {
        double[] sorted = series.sorted();
        return switch (rule) {
            case TYPE_1 -> sorted[lower(series, p)];
            case UPPER_INVERSE -> sorted[upper(series, p)];
            default -> QuantileRule.between(sorted[lower(series, p)], sorted[upper(series, p)], 0.5);
        };
    }

    /** The first rank with a probability up to which it reaches p. */
    private static int lower(MeasuredSeries series, double p) {
        double[] masses = series.masses();
        double least = p * (1 - SNAP);
        double sum = 0;
        int last = 0;
        for (int k = 0; k < series.size(); k++) {
            if (masses[k] > 0) {
                sum += masses[k];
                last = k;
                if (sum >= least) {
                    return k;
                }
            }
        }
        return last;
    }

    /** The first rank with a probability up to which it exceeds p. */
    private static int upper(MeasuredSeries series, double p) {
        double[] masses = series.masses();
        double most = p * (1 + SNAP);
        double sum = 0;
        int last = 0;
        for (int k = 0; k < series.size(); k++) {
            if (masses[k] > 0) {
                sum += masses[k];
                last = k;
                if (sum > most) {
                    return k;
                }
            }
        }
        return last;
    }

    private static double shortfall(MeasuredSeries series, double alpha) {
        int boundary = lower(series, alpha);
        double[] sorted = series.sorted();
        double[] masses = series.masses();
        double excess = 0;
        for (int k = boundary - 1; k >= 0; k--) {
            if (masses[k] > 0) {
                excess += masses[k] * (sorted[boundary] - sorted[k]);
            }
        }
        return excess / alpha - sorted[boundary];
    }

    private static double shortfallGradientInto(MeasuredSeries series, double alpha, double[] out) {
        int boundary = lower(series, alpha);
        double[] masses = series.masses();
        double beyond = 0;
        for (int k = 0; k < boundary; k++) {
            beyond += masses[k];
        }
        double shared = Math.max(0, 1 - beyond / alpha) / masses[boundary];
        double at = series.sorted()[boundary];
        double[] weights = requireWeights(series);
        for (int t = 0; t < series.size(); t++) {
            double r = series.array()[t];
            out[t] = 0.0 - weights[t] * (r < at ? 1 / alpha : r == at ? shared : 0);
        }
        return shortfall(series, alpha);
    }

    /** The derivative of minus (1 - g) times the one return and g times the other. */
    private static void atInto(MeasuredSeries series, double below, double above, double g, double[] out) {
        int n = series.size();
        double atBelow = series.masses()[OrderWeighted.rank(n, series.sorted(), below)];
        double atAbove = series.masses()[OrderWeighted.rank(n, series.sorted(), above)];
        double[] weights = requireWeights(series);
        for (int t = 0; t < n; t++) {
            double r = series.array()[t];
            double share = (r == below ? (1 - g) / atBelow : 0) + (r == above ? g / atAbove : 0);
            out[t] = 0.0 - weights[t] * share;
        }
    }

    private static double[] requireWeights(MeasuredSeries series) {
        double[] weights = series.weights();
        if (weights == null) {
            throw new IllegalStateException("the series has no probabilities");
        }
        return weights;
    }

    /** The median distance from the median, of TYPE_2 both. */
    static double medianAbsoluteDeviation(MeasuredSeries series) {
        double median = quantile(series, 0.5, QuantileRule.TYPE_2);
        double[] sorted = series.sorted();
        double[] masses = series.masses();
        int high = 0;
        while (high < series.size() && sorted[high] < median) {
            high++;
        }
        int low = high - 1;
        double sum = 0;
        double lower = Double.NaN;
        double distance = 0;
        while (low >= 0 || high < series.size()) {
            boolean down = high == series.size() || (low >= 0 && median - sorted[low] <= sorted[high] - median);
            int k = down ? low-- : high++;
            if (masses[k] > 0) {
                sum += masses[k];
                distance = Math.abs(sorted[k] - median);
                if (Double.isNaN(lower) && sum >= 0.5 * (1 - SNAP)) {
                    lower = distance;
                }
                if (sum > 0.5 * (1 + SNAP)) {
                    return QuantileRule.between(lower, distance, 0.5);
                }
            }
        }
        return distance;
    }
}
