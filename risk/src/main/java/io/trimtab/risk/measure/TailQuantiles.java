package io.trimtab.risk.measure;

import org.hipparchus.special.Erf;
import org.hipparchus.util.FastMath;

/** Quantiles of the standard normal distribution to the last digits, for constants made once. */
final class TailQuantiles {
    private static final double ROOT_TWO_PI = 2.5066282746310002;
    private static final double ROOT_TWO = 1.4142135623730951;

    private TailQuantiles() {}

    static double normalDensity(double z) {
        return FastMath.exp(-0.5 * z * z) / ROOT_TWO_PI;
    }

    /** The z that a standard normal variable exceeds with a probability, from a tail that may be small. */
    static double normal(double tail) {
        if (tail > 0.5) {
            return -normal(1 - tail);
        }
        double z = ROOT_TWO * Erf.erfcInv(2 * tail);
        // Newton on the logarithm of the tail: twice squares what error the library leaves
        for (int k = 0; k < 2; k++) {
            double beyond = 0.5 * Erf.erfc(z / ROOT_TWO);
            z += beyond / normalDensity(z) * FastMath.log(beyond / tail);
        }
        return z;
    }
}
