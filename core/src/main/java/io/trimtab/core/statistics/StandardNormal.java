package io.trimtab.core.statistics;

import io.trimtab.core.check.Check;

/**
 * The normal distribution with mean 0 and variance 1.
 *
 * <pre>{@code
 * double z = StandardNormal.quantile(0.975); // 1.96
 * }</pre>
 */
public final class StandardNormal {
    private StandardNormal() {}

    /**
     * The value below which a normal variable stays with a probability: P. J. Acklam's rational approximation (relative
     * error below 1.2e-9), odd about 1/2 by construction.
     *
     * @param p the probability, strictly between 0 and 1
     * @return the quantile
     * @throws IllegalArgumentException if the probability is not strictly between 0 and 1
     */
    public static double quantile(double p) {
        Check.strictlyWithin(p, 0, 1, "p");
        if (p > 0.5) {
            return -quantile(1 - p);
        }
        if (p < 0.02425) {
            double q = Math.sqrt(-2 * StrictMath.log(p));
            double top = ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q
                                                    - 2.549732539343734)
                                            * q
                                    + 4.374664141464968)
                            * q
                    + 2.938163982698783;
            double bottom = (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q
                                    + 3.754408661907416)
                            * q
                    + 1;
            return top / bottom;
        }
        double q = p - 0.5;
        double r = q * q;
        double top = (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r
                                                        + 1.383577518672690e+02)
                                                * r
                                        - 3.066479806614716e+01)
                                * r
                        + 2.506628277459239)
                * q;
        double bottom = ((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r
                                                + 6.680131188771972e+01)
                                        * r
                                - 1.328068155288572e+01)
                        * r
                + 1;
        return top / bottom;
    }
}
