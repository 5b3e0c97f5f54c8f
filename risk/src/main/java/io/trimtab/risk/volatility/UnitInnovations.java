package io.trimtab.risk.volatility;

import io.trimtab.risk.measure.StudentDistribution;
import org.hipparchus.special.Gamma;

/**
 * Constants of the Student-t distribution scaled to variance 1, nu degrees of freedom.
 *
 * <p>Log-density: {@code c(nu) - (nu + 1) / 2 ln(1 + z^2 / (nu - 2))} with {@code c = ln Gamma((nu + 1) / 2) - ln Gamma(nu / 2) -
 * ln(pi (nu - 2)) / 2}.
 */
final class UnitInnovations {
    private static final double ROOT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);

    /** More than are fitted. */
    private static final double MANY_DEGREES = 1000;

    private UnitInnovations() {}

    /** c(nu). */
    static double logConstant(double nu) {
        return Gamma.logGamma(0.5 * (nu + 1)) - Gamma.logGamma(0.5 * nu) - 0.5 * StrictMath.log(Math.PI * (nu - 2));
    }

    /** c'(nu). */
    static double logConstantSlope(double nu) {
        return 0.5 * (digamma(0.5 * (nu + 1)) - digamma(0.5 * nu) - 1 / (nu - 2));
    }

    /** E|z|: sqrt(2 / pi) for normal innovations, {@code sqrt((nu - 2) / pi) Gamma((nu - 1) / 2) / Gamma(nu / 2)} for Student-t. */
    static double meanSize(double nu) {
        if (nu == Double.POSITIVE_INFINITY) {
            return ROOT_TWO_OVER_PI;
        }
        if (nu > MANY_DEGREES) {
            // E|t| = 2 nu f(0) / (nu - 1), without differences of large logarithms
            return Math.sqrt((nu - 2) / nu) * 2 * StudentDistribution.of(nu).density(0) * (nu / (nu - 1));
        }
        return Math.sqrt((nu - 2) / Math.PI)
                * StrictMath.exp(Gamma.logGamma(0.5 * (nu - 1)) - Gamma.logGamma(0.5 * nu));
    }

    /** The derivative of {@link #meanSize} by nu. */
    static double meanSizeSlope(double nu) {
        return meanSize(nu) * 0.5 * (1 / (nu - 2) + digamma(0.5 * (nu - 1)) - digamma(0.5 * nu));
    }

    /** By recurrence to x of at least 10 and the asymptotic series (Abramowitz and Stegun 6.3.18), whose next term is below 2^-53. */
    static double digamma(double x) {
        double shift = 0;
        double y = x;
        while (y < 10) {
            shift -= 1 / y;
            y += 1;
        }
        double r = 1 / (y * y);
        double series = r
                * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r * (1.0 / 240 - r * (1.0 / 132 - r * 691 / 32760)))));
        return shift + StrictMath.log(y) - 0.5 / y - series;
    }
}
