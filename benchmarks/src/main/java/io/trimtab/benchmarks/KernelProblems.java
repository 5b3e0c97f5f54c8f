package io.trimtab.benchmarks;

import java.util.Locale;
import java.util.SplittableRandom;

/** Seeded data of the kernel benchmarks, and the checks that every timed answer must pass, outside the timed region. */
final class KernelProblems {
    private KernelProblems() {}

    /** An element of a matrix of any library. */
    @FunctionalInterface
    interface Element {
        double at(int row, int column);
    }

    /** Values uniform on [-1, 1). */
    static double[] uniform(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = 2 * random.nextDouble() - 1;
        }
        return values;
    }

    /** A well-conditioned symmetric positive definite matrix, both triangles. */
    static double[] definite(int n, long seed) {
        double[] a = uniform(n * n, seed);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                a[j + i * n] = a[i + j * n];
            }
            a[i + i * n] = 2 * Math.sqrt(n) + 1;
        }
        return a;
    }

    /** Requires C = A B at 300 sampled elements, to the a-priori bound 2 k u |A||B|. */
    static void checkProduct(String who, int rows, int columns, int k, Element a, Element b, Element c) {
        SplittableRandom random = new SplittableRandom(rows);
        for (int sample = 0; sample < 300; sample++) {
            int i = random.nextInt(rows);
            int j = random.nextInt(columns);
            double sum = 0;
            double size = 0;
            for (int p = 0; p < k; p++) {
                sum = Math.fma(a.at(i, p), b.at(p, j), sum);
                size += Math.abs(a.at(i, p) * b.at(p, j));
            }
            require(who, Math.abs(c.at(i, j) - sum), 2 * k * 0x1p-53 * size);
        }
    }

    /** Requires an error within its bound; NaN fails. */
    static void require(String who, double error, double bound) {
        if (!(error <= bound)) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT, "%s: error %.3g exceeds %.3g, its time means nothing", who, error, bound));
        }
    }
}
