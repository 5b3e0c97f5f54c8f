package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.StandardNormal;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Student's distribution, with its digits also in far tails and for very many degrees of freedom, where it is nearly normal.
 *
 * <pre>{@code
 * StudentDistribution t = StudentDistribution.of(4);
 * t.exceededWith(0.01); // 3.747: exceeded with a probability of 1%
 * }</pre>
 *
 * <p>Up to a million degrees of freedom nu the incomplete beta function, and quantiles refined by Newton's method; from there, where its
 * differences of logarithms of the gamma function lose all digits, the expansions about the normal distribution in powers of 1 / nu
 * (Abramowitz and Stegun 26.7.5 and its inverse), whose next term is below 1e-17. Above nu = 200 the constant of the density is the
 * series of Gamma(x + 1/2) / Gamma(x), x = nu / 2 (its terms up to x^-6). Immutable and thread-safe.
 */
public final class StudentDistribution {
    private static final double EXPANDED_FROM = 1e6;
    private static final double SERIES_FROM = 200;
    private static final double ROOT_TWO_PI = 2.5066282746310002;
    /** A normal variable further out has a probability below the least double. */
    private static final double FURTHEST = 45;

    private final double nu;
    private final TDistribution exact;
    /** The density at 0. */
    private final double peak;

    private StudentDistribution(double nu) {
        this.nu = nu;
        this.exact = new TDistribution(Math.min(nu, EXPANDED_FROM));
        this.peak = nu < SERIES_FROM ? exact.density(0) : peak(0.5 * nu);
    }

    /**
     * The distribution.
     *
     * @param nu degrees of freedom, positive and finite
     * @return the distribution
     * @throws IllegalArgumentException if nu is out of range
     */
    public static StudentDistribution of(double nu) {
        return new StudentDistribution(Check.positive(nu, "nu"));
    }

    /** Gamma(x + 1/2) / (Gamma(x) sqrt(2 pi x)). */
    private static double peak(double x) {
        double y = 1 / x;
        double series = 869.0 / 4194304;
        series = -399.0 / 262144 + y * series;
        series = -21.0 / 32768 + y * series;
        series = 5.0 / 1024 + y * series;
        series = 1.0 / 128 + y * series;
        series = -1.0 / 8 + y * series;
        series = 1 + y * series;
        return series / ROOT_TWO_PI;
    }

    /**
     * Degrees of freedom.
     *
     * @return nu
     */
    public double nu() {
        return nu;
    }

    /**
     * The density.
     *
     * @param t finite
     * @return at least 0
     * @throws IllegalArgumentException if t is not finite
     */
    public double density(double t) {
        Check.finite(t, "t");
        double ratio = t / nu * t;
        if (ratio == Double.POSITIVE_INFINITY) {
            // (t^2 / nu)^(-(nu + 1) / 2), the 1 beside it lost
            double logarithm = 2 * StrictMath.log(Math.abs(t)) - StrictMath.log(nu);
            return peak * StrictMath.exp(-0.5 * (nu + 1) * logarithm);
        }
        return peak * StrictMath.exp(-0.5 * (nu + 1) * StrictMath.log1p(ratio));
    }

    /**
     * The probability of so much or less.
     *
     * @param t finite
     * @return from 0 to 1, small ones with their digits
     * @throws IllegalArgumentException if t is not finite
     */
    public double cumulative(double t) {
        Check.finite(t, "t");
        if (nu < EXPANDED_FROM) {
            return exact.cumulativeProbability(t);
        }
        return StandardNormal.cumulative(Math.abs(t) > FURTHEST ? t : normal(t));
    }

    /** The z that is as likely for a normal variable. */
    private double normal(double t) {
        double s = t * t;
        double first = t * (s + 1) / 4;
        double second = t * ((13 * s + 8) * s + 3) / 96;
        double third = t * (((35 * s + 19) * s + 1) * s - 15) / 384;
        return t - (first - (second - third / nu) / nu) / nu;
    }

    /**
     * The t that is not exceeded with a probability.
     *
     * @param probability strictly within (0, 1)
     * @return the quantile
     * @throws IllegalArgumentException if the probability is out of range
     */
    public double quantile(double probability) {
        Check.strictlyWithin(probability, 0, 1, "probability");
        return probability < 0.5 ? -exceededWith(probability) : exceededWith(1 - probability);
    }

    /**
     * The t that is exceeded with a probability.
     *
     * @param tail strictly within (0, 1); small ones keep their digits
     * @return minus the quantile at {@code tail}
     * @throws IllegalArgumentException if the tail is out of range
     */
    public double exceededWith(double tail) {
        Check.strictlyWithin(tail, 0, 1, "tail");
        if (tail >= 0.5) {
            return tail == 0.5 ? 0 : -exceededWith(1 - tail);
        }
        if (nu >= EXPANDED_FROM) {
            return expanded(-StandardNormal.quantile(tail));
        }
        double t = -exact.inverseCumulativeProbability(tail);
        for (int k = 0; k < 2 && t > 0 && t < Double.POSITIVE_INFINITY; k++) {
            double step = (exact.cumulativeProbability(-t) - tail) / density(t);
            t += Math.abs(step) <= 0.5 * t ? step : 0;
        }
        return t;
    }

    private double expanded(double z) {
        double s = z * z;
        double first = z * (s + 1) / 4;
        double second = z * ((5 * s + 16) * s + 3) / 96;
        double third = z * (((3 * s + 19) * s + 17) * s - 15) / 384;
        double fourth = z * ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) / 92160;
        return z + (first + (second + (third + fourth / nu) / nu) / nu) / nu;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StudentDistribution that && nu == that.nu;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(nu);
    }

    @Override
    public String toString() {
        return "StudentDistribution[nu " + Text.number(nu) + "]";
    }
}
