package io.trimtab.risk.validation;

import java.util.SplittableRandom;

/** Independent standard normal numbers, the same for a seed on every platform: Marsaglia's polar method (1964). */
final class NormalDraws {
    private NormalDraws() {}

    static void into(double[] out, SplittableRandom random) {
        int t = 0;
        while (t < out.length) {
            double u = uniform(random) * 2 - 1;
            double v = uniform(random) * 2 - 1;
            double square = u * u + v * v;
            if (square < 1 && square > 0) {
                double scale = Math.sqrt(-2 * StrictMath.log(square) / square);
                out[t++] = u * scale;
                if (t < out.length) {
                    out[t++] = v * scale;
                }
            }
        }
    }

    /** Strictly between 0 and 1, from the generator's bits alone. */
    static double uniform(SplittableRandom random) {
        return (random.nextLong() >>> 11) * 0x1p-53 + 0x1p-54;
    }
}
