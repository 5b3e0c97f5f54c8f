package io.trimtab.core.statistics;

import io.trimtab.core.check.Check;

/**
 * The normal distribution with mean 0 and variance 1.
 *
 * <pre>{@code
 * double z = StandardNormal.quantile(0.975); // 1.96
 * double p = StandardNormal.cumulative(z); // 0.975
 * }</pre>
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // as published, digit by digit
public final class StandardNormal {
    /** The square root of 2 pi. */
    private static final double ROOT_TWO_PI = 2.5066282746310002;
    /** Where the cumulative probability is 3/4: the end of the central approximation. */
    private static final double QUARTILE = 0.67448975;

    /** Cody's coefficients of Phi(x) - 1/2 for |x| below the quartile, lowest power of x^2 first. */
    private static final double[] CENTRE_TOP = {
        18154.981253343561249,
        1067.6894854603709582,
        161.02823106855587881,
        2.2352520354606839287,
        0.065682337918207449113
    };

    private static final double[] CENTRE_BOTTOM = {
        45507.789335026729956, 10260.932208618978205, 976.09855173777669322, 47.20258190468824187, 1
    };

    /** Of Phi(-x) exp(x^2 / 2) for x up to sqrt(32), lowest power of x first. */
    private static final double[] FLANK_TOP = {
        9842.7148383839780218,
        11602.651437647350124,
        6848.1904505362823326,
        2494.5375852903726711,
        597.27027639480026226,
        93.506656132177855979,
        8.8831497943883759412,
        0.39894151208813466764,
        1.0765576773720192317e-8
    };

    private static final double[] FLANK_BOTTOM = {
        19685.429676859990727,
        38912.003286093271411,
        34900.952721145977266,
        18615.571640885098091,
        6485.558298266760755,
        1519.377599407554805,
        235.38790178262499861,
        22.266688044328115691,
        1
    };

    /** Beyond sqrt(32), lowest power of 1 / x^2 first. */
    private static final double[] TAIL_TOP = {
        2.9112874951168792e-5,
        0.001421619193227893466,
        0.022235277870649807,
        0.1274011611602473639,
        0.21589853405795699,
        0.02307344176494017303
    };

    private static final double[] TAIL_BOTTOM = {
        7.29751555083966205e-5,
        0.00378239633202758244,
        0.0659881378689285515,
        0.468238212480865118,
        1.28426009614491121,
        1
    };

    private StandardNormal() {}

    /**
     * The density: {@code exp(-x^2 / 2) / sqrt(2 pi)}.
     *
     * @param x any number; infinite gives 0
     * @return the density
     * @throws IllegalArgumentException if x is NaN
     */
    public static double density(double x) {
        return exponential(Math.abs(number(x))) / ROOT_TWO_PI;
    }

    /**
     * The probability that a normal variable stays below a value, by W. J. Cody's rational approximations; its relative
     * error is below 1e-14 in the lower tail as well. Source: Cody, Rational Chebyshev Approximations for the Error
     * Function, Mathematics of Computation 23 (1969), 631-637.
     *
     * @param x any number, infinite ones included
     * @return from 0 to 1; for the upper tail ask for {@code cumulative(-x)}, which keeps its digits
     * @throws IllegalArgumentException if x is NaN
     */
    public static double cumulative(double x) {
        double size = Math.abs(number(x));
        if (size <= QUARTILE) {
            return 0.5 + aboveHalf(x);
        }
        double tail = tail(size);
        return x < 0 ? tail : 1 - tail;
    }

    private static double number(double x) {
        if (Double.isNaN(x)) {
            throw new IllegalArgumentException("x must be a number, was NaN");
        }
        return x;
    }

    /** Phi(x) - 1/2, for |x| up to the quartile. */
    private static double aboveHalf(double x) {
        double square = x * x;
        return x * polynomial(CENTRE_TOP, square) / polynomial(CENTRE_BOTTOM, square);
    }

    /** Phi(-x), for x beyond the quartile. */
    private static double tail(double x) {
        if (x > 39) {
            return 0;
        }
        if (x * x <= 32) {
            return exponential(x) * polynomial(FLANK_TOP, x) / polynomial(FLANK_BOTTOM, x);
        }
        double inverse = 1 / (x * x);
        double correction = inverse * polynomial(TAIL_TOP, inverse) / polynomial(TAIL_BOTTOM, inverse);
        return exponential(x) * (1 / ROOT_TWO_PI - correction) / x;
    }

    /** exp(-x^2 / 2), with x split so that its square is rounded once only. */
    private static double exponential(double x) {
        if (x > 39) {
            return 0;
        }
        double coarse = Math.floor(x * 16) / 16;
        double rest = (x - coarse) * (x + coarse);
        return StrictMath.exp(-0.5 * coarse * coarse) * StrictMath.exp(-0.5 * rest);
    }

    private static double polynomial(double[] lowestFirst, double x) {
        double value = lowestFirst[lowestFirst.length - 1];
        for (int k = lowestFirst.length - 2; k >= 0; k--) {
            value = value * x + lowestFirst[k];
        }
        return value;
    }

    /**
     * The value below which a normal variable stays with a probability: P. J. Acklam's rational approximation and one step
     * of Halley's method on {@link #cumulative}; relative error below 1e-14, odd about 1/2 by construction.
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
        double x = approximateQuantile(p);
        double miss = x > -QUARTILE ? aboveHalf(x) - (p - 0.5) : tail(-x) - p;
        double step = miss * ROOT_TWO_PI / exponential(-x);
        return x - step / (1 + 0.5 * x * step);
    }

    /** Acklam's, for p up to 1/2; relative error below 1.2e-9. */
    private static double approximateQuantile(double p) {
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
