package io.trimtab.core.strategy;

import io.trimtab.core.numeric.Kernels;
import java.util.Arrays;

/** The one place where totals are added up, for the friendly and the allocation-free form alike. */
final class ScoreKernel {
    /** A sum of weights may miss a floor by this and meet it all the same: eight tenths are 0.8. */
    private static final double ROUNDING = 1e-12;

    private ScoreKernel() {}

    /** Whether a share of the weights reaches a floor, up to rounding; NaN does not. */
    static boolean covers(double coverage, double floor) {
        return coverage >= floor - ROUNDING;
    }

    /**
     * Totals of all rows: sum over factors of weight x value, in the order of the factors; NaN for rows without a score.
     */
    static void totalsInto(
            FactorTable table, double[] weights, MissingPolicy policy, double floor, double[] out, double[] coverage) {
        int rows = table.rows;
        for (int start = 0; start < rows; start += ScoreWorkspace.BLOCK) {
            int count = Math.min(ScoreWorkspace.BLOCK, rows - start);
            Kernels.gemv(count, weights.length, 1, table.values, start, rows, weights, 0, 0, out, start);
            if (!table.isComplete()) {
                coverageInto(table, weights, start, count, coverage);
                for (int i = 0; i < count; i++) {
                    out[start + i] = settle(table, start + i, out[start + i], coverage[i], policy, floor);
                }
            }
        }
    }

    /** Takes every penalty off. */
    static void takeOff(FactorTable table, double[] totals) {
        for (double[] amounts : table.penalties) {
            Kernels.axpy(table.rows, -1, amounts, 0, totals, 0);
        }
    }

    /** Whether a row gets a score. */
    static boolean scores(FactorTable table, double[] weights, MissingPolicy policy, double floor, int row) {
        return !table.excluded[row]
                && (table.missing[row] == 0
                        || (policy != MissingPolicy.REJECT && covers(coverage(table, weights, row), floor)));
    }

    /** The share of the weights whose factors are measured; 1 for a complete row. */
    static double coverage(FactorTable table, double[] weights, int row) {
        if (table.missing[row] == 0) {
            return 1;
        }
        double covered = 0;
        for (int f = 0; f < weights.length; f++) {
            if (table.isMeasured(row, f)) {
                covered += weights[f];
            }
        }
        return covered;
    }

    private static void coverageInto(FactorTable table, double[] weights, int start, int count, double[] coverage) {
        Arrays.fill(coverage, 0, count, 0);
        for (int f = 0; f < weights.length; f++) {
            double w = weights[f];
            double[] flags = table.measured[f];
            if (flags.length == 0) {
                for (int i = 0; i < count; i++) {
                    coverage[i] += w;
                }
            } else {
                Kernels.axpy(count, w, flags, start, coverage, 0);
            }
        }
    }

    private static double settle(
            FactorTable table, int row, double total, double coverage, MissingPolicy policy, double floor) {
        if (table.excluded[row]) {
            return Double.NaN;
        }
        if (table.missing[row] == 0) {
            return total;
        }
        if (policy == MissingPolicy.REJECT || !covers(coverage, floor)) {
            return Double.NaN;
        }
        return policy == MissingPolicy.RENORMALISE ? total / coverage : total;
    }
}
