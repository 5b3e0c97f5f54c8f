package io.trimtab.core.regime;

/** The logarithm of the gamma function. */
final class LogGamma {
    /** B_2j / (2j (2j - 1)) of Stirling's series (Abramowitz and Stegun, 6.1.40). */
    private static final double[] STIRLING = {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156
    };

    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;
    private static final double LARGE = 12;

    private LogGamma() {}

    /** For positive arguments, to a few units in the last place of the larger of one and the result. */
    static double of(double x) {
        double product = 1;
        double y = x;
        while (y < LARGE) {
            product *= y;
            y++;
        }
        double inverse = 1 / (y * y);
        double sum = 0;
        for (int j = STIRLING.length - 1; j >= 0; j--) {
            sum = sum * inverse + STIRLING[j];
        }
        double large = (y - 0.5) * StrictMath.log(y) - y + HALF_LOG_TWO_PI + sum / y;
        return product == 1 ? large : large - StrictMath.log(product);
    }
}
