package io.trimtab.core.statistics;

import io.trimtab.core.check.Check;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A mixture of normal distributions: with probability w_i the value is normal with mean m_i and variance v_i.
 *
 * <p>Its mean is sum w m, its variance sum w (v + (m - mean)^2): the average variance and the spread of the means. Immutable
 * and thread-safe.
 *
 * <pre>{@code
 * NormalMixture tomorrow = filter.forecastObservation(1);
 * tomorrow.quantile(0.05); // of 100 tomorrows, five are worse
 * }</pre>
 */
public final class NormalMixture implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final double SUM_TOLERANCE = 1e-9;
    /** Halvings of an interval until no double is left within it, from the largest to the smallest. */
    private static final int MOST_HALVINGS = 2200;

    private final double[] weights;
    private final double[] means;
    private final double[] variances;
    private final double mean;
    private final double variance;

    private NormalMixture(double[] weights, double[] means, double[] variances) {
        this.weights = weights;
        this.means = means;
        this.variances = variances;
        double centre = 0;
        for (int i = 0; i < weights.length; i++) {
            centre += weights[i] * means[i];
        }
        double spread = 0;
        for (int i = 0; i < weights.length; i++) {
            double d = means[i] - centre;
            spread += weights[i] == 0 ? 0 : weights[i] * (variances[i] + d * d);
        }
        this.mean = centre;
        this.variance = spread;
    }

    /**
     * A mixture.
     *
     * @param weights probabilities; they must sum to one within 1e-9 and are then divided by their sum
     * @param means means
     * @param variances variances, positive
     * @return the mixture
     * @throws IllegalArgumentException if lengths differ, a weight is outside [0, 1], or a value is not finite
     */
    public static NormalMixture of(double[] weights, double[] means, double[] variances) {
        double[] w = Check.notNull(weights, "weights").clone();
        double[] m = Check.notNull(means, "means").clone();
        double[] v = Check.notNull(variances, "variances").clone();
        Check.atLeast(w.length, 1, "number of weights");
        Check.length(m.length, w.length, "means");
        Check.length(v.length, w.length, "variances");
        Check.allFinite(m, "means");
        double sum = 0;
        for (int i = 0; i < w.length; i++) {
            sum += Check.within(w[i], 0, 1, "weights[" + i + "]");
            Check.positive(v[i], "variances[" + i + "]");
        }
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException("weights must sum to 1, was " + sum);
        }
        for (int i = 0; i < w.length; i++) {
            w[i] = w[i] / sum + 0.0; // no negative zero
        }
        return new NormalMixture(w, m, v);
    }

    /**
     * The number of components.
     *
     * @return at least 1
     */
    public int size() {
        return weights.length;
    }

    /**
     * The probability of a component.
     *
     * @param component from 0 to {@code size() - 1}
     * @return the probability
     */
    public double weight(int component) {
        return weights[Check.index(component, weights.length, "component")];
    }

    /**
     * The mean of a component.
     *
     * @param component from 0 to {@code size() - 1}
     * @return the mean
     */
    public double mean(int component) {
        return means[Check.index(component, weights.length, "component")];
    }

    /**
     * The variance of a component.
     *
     * @param component from 0 to {@code size() - 1}
     * @return the variance, positive
     */
    public double variance(int component) {
        return variances[Check.index(component, weights.length, "component")];
    }

    /**
     * The mean.
     *
     * @return sum w m
     */
    public double mean() {
        return mean;
    }

    /**
     * The variance.
     *
     * @return sum w (v + (m - mean)^2), positive
     */
    public double variance() {
        return variance;
    }

    /**
     * The probability of a value at or below another.
     *
     * @param x any value but NaN
     * @return sum w Phi((x - m) / sqrt v)
     */
    public double probabilityBelow(double x) {
        if (Double.isNaN(x)) {
            throw new IllegalArgumentException("x must be a number, was NaN");
        }
        return tail(x, 1);
    }

    /** The probability below (side 1) or above (side -1). */
    private double tail(double x, int side) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double z = side * (x - means[i]) / Math.sqrt(variances[i]);
            sum += weights[i] == 0 ? 0 : weights[i] * StandardNormal.cumulative(z);
        }
        return Math.min(1, sum);
    }

    /**
     * The value that is not exceeded with a probability.
     *
     * @param p within (0, 1)
     * @return the smallest value at or below which the mixture is with that probability, by halving an interval
     */
    public double quantile(double p) {
        Check.strictlyWithin(p, 0, 1, "p");
        double z = StandardNormal.quantile(p);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                double own = means[i] + z * Math.sqrt(variances[i]);
                low = Math.min(low, own);
                high = Math.max(high, own);
            }
        }
        if (!(low < high)) {
            return low;
        }
        for (int i = 0; i < MOST_HALVINGS; i++) {
            double middle = low / 2 + high / 2;
            if (!(middle > low && middle < high)) {
                break;
            }
            // By the smaller tail, which keeps its digits.
            if (p <= 0.5 ? tail(middle, 1) < p : tail(middle, -1) > 1 - p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof NormalMixture that
                        && Arrays.equals(weights, that.weights)
                        && Arrays.equals(means, that.means)
                        && Arrays.equals(variances, that.variances));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(weights) + Arrays.hashCode(means)) + Arrays.hashCode(variances);
    }

    @Override
    public String toString() {
        return "NormalMixture[weights " + Arrays.toString(weights) + ", means " + Arrays.toString(means)
                + ", variances " + Arrays.toString(variances) + "]";
    }
}
