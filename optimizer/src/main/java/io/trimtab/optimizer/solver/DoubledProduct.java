package io.trimtab.optimizer.solver;

import java.util.Arrays;

/**
 * The product of a covariance with weights in doubled precision, from the columns of what is held (algorithm Dot2 of
 * Ogita, Rump and Oishi 2005, for every element at once).
 *
 * <p>Weights that are zero need no column: one pass over those of the others is all that a proof reads of the covariance.
 * Columns are added four at a time, which spares three of four reads and writes of the sums; each element is summed in
 * the order of assets whatever the grouping, and elements do not meet, so that plain and vector code give the same bits.
 */
final class DoubledProduct {
    private static final int TOGETHER = 4;

    private final QuadraticProgram p;
    private final int n;
    private final double[] columns;
    private final double[] factors = new double[TOGETHER];

    DoubledProduct(QuadraticProgram program) {
        p = program;
        n = p.n;
        columns = new double[TOGETHER * n];
    }

    /**
     * high + low = (S + diag(d))w, low at most the rounding of high.
     *
     * @param held the assets whose weights are not zero, ascending
     */
    void into(double[] w, int[] held, int count, double[] high, double[] low) {
        Arrays.fill(high, 0);
        Arrays.fill(low, 0);
        int k = 0;
        for (; k + TOGETHER <= count; k += TOGETHER) {
            for (int c = 0; c < TOGETHER; c++) {
                p.columnInto(held[k + c], columns, c * n);
                factors[c] = w[held[k + c]];
            }
            addFour(high, low);
        }
        for (; k < count; k++) {
            p.columnInto(held[k], columns, 0);
            addOne(w[held[k]], high, low);
        }
        for (int i = 0; i < n; i++) {
            double total = high[i] + low[i];
            low[i] += high[i] - total;
            high[i] = total;
        }
    }

    private void addFour(double[] high, double[] low) {
        double[] s = columns;
        int second = n;
        int third = 2 * n;
        int fourth = 3 * n;
        double x0 = factors[0];
        double x1 = factors[1];
        double x2 = factors[2];
        double x3 = factors[3];
        for (int i = 0; i < n; i++) {
            double h = high[i];
            double term = s[i] * x0;
            double rest = Math.fma(s[i], x0, -term);
            double total = h + term;
            double part = total - h;
            rest += (h - (total - part)) + (term - part);
            h = total;

            term = s[second + i] * x1;
            rest += Math.fma(s[second + i], x1, -term);
            total = h + term;
            part = total - h;
            rest += (h - (total - part)) + (term - part);
            h = total;

            term = s[third + i] * x2;
            rest += Math.fma(s[third + i], x2, -term);
            total = h + term;
            part = total - h;
            rest += (h - (total - part)) + (term - part);
            h = total;

            term = s[fourth + i] * x3;
            rest += Math.fma(s[fourth + i], x3, -term);
            total = h + term;
            part = total - h;
            rest += (h - (total - part)) + (term - part);
            high[i] = total;
            low[i] += rest;
        }
    }

    private void addOne(double x, double[] high, double[] low) {
        for (int i = 0; i < n; i++) {
            double term = columns[i] * x;
            double error = Math.fma(columns[i], x, -term);
            double total = high[i] + term;
            double part = total - high[i];
            low[i] += (high[i] - (total - part)) + (term - part) + error;
            high[i] = total;
        }
    }
}
