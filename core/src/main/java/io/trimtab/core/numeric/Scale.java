package io.trimtab.core.numeric;

/** Numbers so large or small that their squares overflow or vanish, in a unit in which they do not. */
public final class Scale {
    private static final double SMALLEST = 0x1p-300;
    private static final double LARGEST = 0x1p300;

    private Scale() {}

    /**
     * A unit in which some numbers can be squared: a power of two, so that dividing by it costs no bit.
     *
     * @param x the numbers
     * @return 1 where the largest is within 2^-300 and 2^300, or they are all 0
     */
    public static double unit(double[] x) {
        double largest = 0;
        for (double value : x) {
            largest = Math.max(largest, Math.abs(value));
        }
        boolean plain = largest == 0 || (largest > SMALLEST && largest < LARGEST);
        return plain ? 1 : Math.scalb(1.0, Math.max(-1021, Math.getExponent(largest)));
    }

    /**
     * Divides by a unit, in place.
     *
     * @param x the numbers
     * @param unit of {@link #unit}
     */
    public static void divide(double[] x, double unit) {
        for (int i = 0; unit != 1 && i < x.length; i++) {
            x[i] /= unit;
        }
    }
}
