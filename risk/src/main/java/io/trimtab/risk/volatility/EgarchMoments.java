package io.trimtab.risk.volatility;

import org.hipparchus.special.Erf;

/**
 * Expected variances of EGARCH.
 *
 * <p>With g(z) = alpha (|z| - E|z|) + gamma z, {@code ln h(k) = omega (1 + ... + beta^(k-2)) + sum over j < k - 1 of beta^j
 * g(z) + beta^(k-1) ln h(1)} with independent z, so that the expectation of h(k) is a product of E exp(b g(z)), b = beta^j. For
 * normal z (Nelson 1991, theorem A1.2 with p = 0)
 *
 * <pre>E exp(b g) = exp(-b alpha E|z|) (Phi(c+) exp(c+^2 / 2) + Phi(c-) exp(c-^2 / 2)),  c+- = b (alpha +- gamma)</pre>
 *
 * <p>For Student-t z it is infinite where a c is positive, and not in closed form elsewhere: no value is given then.
 */
final class EgarchMoments {
    private static final double ROOT_HALF = Math.sqrt(0.5);

    private EgarchMoments() {}

    /** Fills {@code out[1..]} with the expected variances after the first. */
    static void forecastInto(GarchParameters parameters, double logVariance, double[] out) {
        double constant = 0;
        double factors = 0;
        double power = 1;
        for (int k = 1; k < out.length; k++) {
            double factor = logFactor(parameters, power);
            if (factor == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException(
                        "steps must be 1, was " + out.length
                                + ": under EGARCH with Student-t innovations the expected variance is infinite beyond one step");
            }
            constant += parameters.omega() * power;
            factors += factor;
            power *= parameters.beta();
            out[k] = StrictMath.exp(constant + factors + power * logVariance);
        }
    }

    static double longRunVariance(GarchParameters parameters) {
        double sum = parameters.omega() / (1 - parameters.beta());
        // beta^j falls below rounding after at most 36 / (1 - |beta|) factors
        for (double power = 1; Math.abs(power) > 0x1p-60; power *= parameters.beta()) {
            sum += logFactor(parameters, power);
        }
        return StrictMath.exp(sum);
    }

    private static double logFactor(GarchParameters parameters, double b) {
        double up = b * (parameters.alpha() + parameters.gamma());
        double down = b * (parameters.alpha() - parameters.gamma());
        if (up == 0 && down == 0) {
            return 0;
        }
        if (parameters.innovations() == Innovations.STUDENT_T) {
            return Double.POSITIVE_INFINITY;
        }
        double shift = b * parameters.alpha() * UnitInnovations.meanSize(Double.POSITIVE_INFINITY);
        return StrictMath.log(half(up) + half(down)) - shift;
    }

    private static double half(double c) {
        return 0.5 * Erf.erfc(-c * ROOT_HALF) * StrictMath.exp(0.5 * c * c);
    }
}
