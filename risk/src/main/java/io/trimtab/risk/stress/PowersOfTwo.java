package io.trimtab.risk.stress;

/** Powers of two that keep squares within what doubles hold; to multiply by them rounds nothing. */
final class PowersOfTwo {
    /** Rounding of a book that is hedged as far as can be told from one without risk: 2^-27. */
    private static final double UNREACHED = 1e-6;

    private PowersOfTwo() {}

    /** e with 2^e at most |x| and 2^(e + 1) above it, for x not 0; for subnormal numbers as well. */
    static int exponent(double x) {
        return Math.abs(x) < Double.MIN_NORMAL ? Math.getExponent(x * 0x1p54) - 54 : Math.getExponent(x);
    }

    /** The exponent of the largest, or a very small one if all are 0. */
    static int exponent(double[] x) {
        double largest = 0;
        for (double some : x) {
            largest = Math.max(largest, Math.abs(some));
        }
        return largest == 0 ? -10_000 : exponent(largest);
    }

    static void multiply(double[] x, int power) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.scalb(x[i], power);
        }
    }

    static double requireReturn(double value, String asset, double loss) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("loss must be one that returns can be written for, was " + loss
                    + ", for which " + asset + " had to return " + value);
        }
        return value + 0.0;
    }

    /** What is lost in the scenario, recomputed: another sum where returns vanish below what doubles hold. */
    static double requireReached(double reached, double loss, double theta) {
        if (!(Math.abs(reached - loss) <= UNREACHED * (loss + Math.abs(theta)))) {
            throw new IllegalArgumentException("loss must be one that returns can be written for, was " + loss
                    + ", and the returns that come nearest lose " + reached);
        }
        return reached;
    }

    static double requireDistance(double value, double loss) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("loss must be one whose distance can be written, was " + loss);
        }
        return value;
    }
}
