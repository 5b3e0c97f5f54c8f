package io.trimtab.benchmarks;

import java.util.SplittableRandom;

/** What the seeded instances share. */
final class Draws {
    private Draws() {}

    /** The sum of twelve uniform numbers: the same bits everywhere. */
    static double normal(SplittableRandom random) {
        double sum = 0;
        for (int k = 0; k < 12; k++) {
            sum += random.nextDouble();
        }
        return sum - 6;
    }

    /** Says how good an answer is, and refuses one that is none. */
    static void check(String who, int n, double excess, double violation, double tolerance) {
        System.out.printf("# %s n = %d: objective above the optimum %.1e, violation %.1e%n", who, n, excess, violation);
        if (!(Math.abs(excess) <= tolerance && violation <= tolerance)) {
            throw new IllegalStateException(who + " is wrong: objective off by " + excess + ", violation " + violation);
        }
    }

    /** How far weights are from summing to one within a box; at least 0. */
    static double violation(double[] w, double lower, double upper) {
        double sum = 0;
        double worst = 0;
        for (double x : w) {
            sum += x;
            worst = Math.max(worst, Math.max(lower - x, x - upper));
        }
        return Math.max(worst, Math.abs(sum - 1));
    }
}
