package io.trimtab.risk.measure;

import io.trimtab.core.numeric.Compensated;
import org.jspecify.annotations.Nullable;

/**
 * Mean and central moments of returns, all alike or with probabilities, within the range of numbers for every series.
 *
 * <p>The mean is taken in twice the precision; where it was rounded too coarsely for what the returns differ by, deviations
 * are taken from it and its rest.
 */
final class CentralMoments {
    /** Fourth powers of deviations up to 2 to this power, and sums of them, stay within the range of numbers. */
    private static final int PLAIN = 200;
    /** The mean deviation, over the standard deviation, from which the mean's own rounding is taken into account. */
    private static final double COARSE = 0x1p-40;

    double mean;
    /** What the mean lacks of the exact one, where that matters: returns may differ by less than the mean was rounded. */
    double rest;

    double m2;
    double m3;
    double m4;
    /** The moments m2 to m4 are of deviations divided by 2 to this power: 0 unless their powers would leave the range. */
    int exponent;

    /** One pass after the mean, or two where the mean was rounded too coarsely; weights are null, or sum to 1. */
    void of(int size, double[] returns, double @Nullable [] weights) {
        mean = size == 0 ? Double.NaN : weights == null ? average(size, returns) : average(size, returns, weights);
        rest = 0;
        double left = measure(size, returns, weights);
        if (Math.abs(left) > COARSE * Math.sqrt(m2)) {
            rest = Math.scalb(left, exponent);
            measure(size, returns, weights);
        }
    }

    /** The mean, also where the sum has no number. */
    private static double average(int size, double[] returns) {
        double plain = Compensated.mean(size, returns, 0);
        if (Double.isFinite(plain)) {
            return plain;
        }
        double sum = 0;
        double low = returns[0];
        double high = returns[0];
        for (int t = 0; t < size; t++) {
            sum += returns[t] * 0x1p-32;
            low = Math.min(low, returns[t]);
            high = Math.max(high, returns[t]);
        }
        return Math.max(low, Math.min(high, sum / size * 0x1p32));
    }

    /** The mean under probabilities; never beyond the returns that have one, so of equal returns that return itself. */
    private static double average(int size, double[] returns, double[] weights) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < size; t++) {
            low = weights[t] > 0 ? Math.min(low, returns[t]) : low;
            high = weights[t] > 0 ? Math.max(high, returns[t]) : high;
        }
        double plain = Compensated.dot(size, returns, 0, weights, 0);
        if (!Double.isFinite(plain)) {
            plain = 0;
            for (int t = 0; t < size; t++) {
                plain += weights[t] * (returns[t] * 0x1p-32);
            }
            plain *= 0x1p32;
        }
        return Math.max(low, Math.min(high, plain));
    }

    /** Sets the central moments; returns the mean deviation, in their unit. */
    private double measure(int size, double[] returns, double @Nullable [] weights) {
        double largest = 0;
        for (int t = 0; t < size; t++) {
            boolean counts = weights == null || weights[t] > 0;
            largest = counts ? Math.max(largest, Math.abs(returns[t] - mean)) : largest;
        }
        int e = Math.getExponent(largest);
        exponent = largest > 0 && Math.abs(e) > PLAIN ? Math.max(-1000, Math.min(1000, e)) : 0;
        double unit = Math.scalb(1.0, -exponent);
        return weights == null ? plainly(size, returns, unit) : weighted(size, returns, weights, unit);
    }

    private double plainly(int size, double[] returns, double unit) {
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        for (int t = 0; t < size; t++) {
            double d = (returns[t] - mean - rest) * unit;
            s1 += d;
            double square = d * d;
            s2 += square;
            s3 += square * d;
            s4 += square * square;
        }
        m2 = s2 / size;
        m3 = s3 / size;
        m4 = s4 / size;
        return s1 / size;
    }

    private double weighted(int size, double[] returns, double[] weights, double unit) {
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        for (int t = 0; t < size; t++) {
            double w = weights[t];
            if (w > 0) {
                double d = (returns[t] - mean - rest) * unit;
                s1 += w * d;
                double square = w * d * d;
                s2 += square;
                s3 += square * d;
                s4 += square * d * d;
            }
        }
        m2 = s2;
        m3 = s3;
        m4 = s4;
        return s1;
    }
}
