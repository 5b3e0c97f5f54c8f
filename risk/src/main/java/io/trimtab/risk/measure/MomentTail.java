package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.DegreesOfFreedom;

/**
 * Value at risk and expected shortfall of a distribution that is known by its moments: {@code -mean + sigma f(S, K)}, with
 * S the skewness m3 / m2^1.5 and K the excess kurtosis m4 / m2^2 - 3.
 */
final class MomentTail {
    private MomentTail() {}

    /** How many standard deviations beyond the mean. */
    @FunctionalInterface
    interface Factor {
        /**
         * The factor and its derivatives.
         *
         * @param skewness S
         * @param excessKurtosis K
         * @param slopes receives the derivatives by S and by K
         * @return f(S, K), or NaN where it is undefined
         */
        double of(double skewness, double excessKurtosis, double[] slopes);
    }

    /** What to add to a name where sigma is not the sample's. */
    static String divisor(DegreesOfFreedom degreesOfFreedom) {
        return Check.notNull(degreesOfFreedom, "degreesOfFreedom") == DegreesOfFreedom.SAMPLE ? "" : " (n)";
    }

    static Measure measure(String name, DegreesOfFreedom degreesOfFreedom, Factor factor) {
        int fewest = Math.max(1, degreesOfFreedom.fewestObservations());
        return Measure.of(name, Homogeneity.PROPORTIONAL, fewest, series -> value(series, degreesOfFreedom, factor))
                .withGradient((series, out) -> gradientInto(series, degreesOfFreedom, factor, out))
                .weighable();
    }

    private static double value(MeasuredSeries series, DegreesOfFreedom degreesOfFreedom, Factor factor) {
        if (series.volatility(DegreesOfFreedom.POPULATION) == 0) {
            return 0.0 - series.mean();
        }
        return Math.fma(
                series.volatility(degreesOfFreedom),
                factor.of(skewness(series), excessKurtosis(series), series.scratch(3, 2)),
                -series.mean());
    }

    private static double skewness(MeasuredSeries series) {
        return series.skewness();
    }

    private static double excessKurtosis(MeasuredSeries series) {
        return series.kurtosis() - 3;
    }

    private static double gradientInto(
            MeasuredSeries series, DegreesOfFreedom degreesOfFreedom, Factor factor, double[] out) {
        int n = series.size();
        double root = series.volatility(DegreesOfFreedom.POPULATION);
        double value = value(series, degreesOfFreedom, factor);
        double[] weights = series.weights();
        if (root == 0) {
            for (int t = 0; t < n; t++) {
                out[t] = weights == null ? -1.0 / n : -weights[t];
            }
            return value;
        }
        double s = skewness(series);
        double k = excessKurtosis(series);
        double[] slopes = series.scratch(3, 2);
        double f = factor.of(s, k, slopes);
        double sigma = series.volatility(degreesOfFreedom);
        double fs = slopes[0];
        double fk = slopes[1];
        for (int t = 0; t < n; t++) {
            double d = series.deviation(t);
            // derivatives of n m2, n m3 and n m4, in units of the standard deviation
            double x = d / root;
            double two = 2 * x;
            double three = 3 * (x * x - 1) - 1.5 * s * two;
            double four = 4 * (x * x * x - s) - 2 * (k + 3) * two;
            double slope = -1 + sigma / root * (f * two / 2 + fs * three + fk * four);
            out[t] = weights == null ? slope / n : weights[t] == 0 ? 0 : slope * weights[t];
        }
        return value;
    }

    /** f does not depend on the moments. */
    static Factor constant(double factor) {
        return (s, k, slopes) -> {
            slopes[0] = 0;
            slopes[1] = 0;
            return factor;
        };
    }

    /**
     * Minus the quantile of Cornish and Fisher at z = -quantile: z + (z^2 - 1) S / 6 + (z^3 - 3 z) K / 24 - (2 z^3 - 5 z)
     * S^2 / 36 with z negative.
     */
    static Factor cornishFisher(double beyond) {
        double z = -beyond;
        double a = (z * z - 1) / 6;
        double b = (z * z * z - 3 * z) / 24;
        double c = (2 * z * z * z - 5 * z) / 36;
        return (s, k, slopes) -> {
            slopes[0] = 2 * c * s - a;
            slopes[1] = -b;
            return -(z + a * s + b * k - c * s * s);
        };
    }

    /** The mean of that quantile function over the tail: integrals of Hermite polynomials against the density. */
    static Factor cornishFisherShortfall(double beyond, double tail) {
        double z = -beyond;
        double scale = TailQuantiles.normalDensity(z) / tail;
        double a = z / 6;
        double b = (z * z - 1) / 24;
        double c = (2 * (z * z - 1) + 1) / 36;
        return (s, k, slopes) -> {
            slopes[0] = scale * (a - 2 * c * s);
            slopes[1] = scale * b;
            return scale * (1 + a * s + b * k - c * s * s);
        };
    }

    /**
     * The mean beyond the Cornish-Fisher quantile g of the second-order Edgeworth density; Boudt, Peterson and Croux,
     * equation 16; where the expansion leaves less than the quantile itself, the quantile.
     */
    static Factor edgeworth(double beyond, double tail) {
        Factor quantile = cornishFisher(beyond);
        return (s, k, slopes) -> {
            double h = -quantile.of(s, k, slopes);
            double hs = -slopes[0];
            double hk = -slopes[1];
            double h2 = h * h;
            double p3 = h * h2 / 6;
            double p4 = (h2 * h2 - 2 * h2 - 1) / 24;
            double p6 = (((h2 - 9) * h2 + 9) * h2 + 3) / 72;
            double scale = TailQuantiles.normalDensity(h) / tail;
            double p = 1 + p3 * s + p4 * k + p6 * s * s;
            if (!(scale * p > -h)) {
                return -h;
            }
            double byH = h2 / 2 * s + (4 * h2 - 4) * h / 24 * k + ((6 * h2 - 36) * h2 + 18) * h / 72 * s * s - h * p;
            slopes[0] = scale * (p3 + 2 * p6 * s + byH * hs);
            slopes[1] = scale * (p4 + byH * hk);
            return scale * p;
        };
    }

    /**
     * Undefined outside the domain in which the transformation of Cornish and Fisher increases everywhere: its derivative
     * {@code z^2 (K/8 - S^2/6) + z S/3 + 1 - K/8 + 5 S^2/36} must not be negative for any z; Maillard, "A user's guide to
     * the Cornish Fisher expansion" (2012).
     */
    static Factor withinDomain(Factor factor) {
        return (s, k, slopes) -> valid(s, k) ? factor.of(s, k, slopes) : Double.NaN;
    }

    static boolean valid(double s, double k) {
        double quadratic = k / 8 - s * s / 6;
        double constant = 1 - k / 8 + 5 * s * s / 36;
        return quadratic >= 0 && constant >= 0 && s * s / 9 <= 4 * quadratic * constant;
    }
}
