package io.trimtab.optimizer.solver;

import io.trimtab.risk.model.FactorStructure;
import java.util.Arrays;

/**
 * The product of a covariance {@code CC' + diag(d)} with weights, without any column of it: O(nr).
 *
 * <p>In plain arithmetic the error of an element is below {@code (k + r + 8) u} times its volatility and the sum of the
 * volatilities of the k weights that are not zero, each times its weight, since {@code |c_i|'|c_j|} is at most the
 * product of the two volatilities. In doubled precision (Ogita, Rump and Oishi 2005) u is replaced by its square.
 */
final class StructuredProduct {
    private final FactorStructure s;
    private final int n;
    private final int r;
    private final double[] high;
    private final double[] low;
    private final double[] row;

    StructuredProduct(FactorStructure s) {
        this.s = s;
        n = s.universe().size();
        r = s.rank();
        high = new double[r];
        low = new double[r];
        row = new double[r];
    }

    int rank() {
        return r;
    }

    /** Whether this is cheaper than adding up so many columns that are known already: one that is not costs as much. */
    boolean beatsKnown(int columns) {
        return r < columns;
    }

    /** out = Sw. */
    void plain(double[] w, double[] out) {
        s.projectInto(w, high);
        s.combineInto(high, out);
        for (int j = 0; j < n; j++) {
            out[j] = Math.fma(s.residualVariance(j), w[j], out[j]);
        }
    }

    /** outHigh + outLow = Sw. */
    void doubled(double[] w, double[] outHigh, double[] outLow) {
        Arrays.fill(high, 0);
        Arrays.fill(low, 0);
        for (int j = 0; j < n; j++) {
            if (w[j] != 0) {
                s.loadingsInto(j, row, 0);
                for (int i = 0; i < r; i++) {
                    double term = row[i] * w[j];
                    double error = Math.fma(row[i], w[j], -term);
                    double total = high[i] + term;
                    double part = total - high[i];
                    low[i] += (high[i] - (total - part)) + (term - part) + error;
                    high[i] = total;
                }
            }
        }
        for (int j = 0; j < n; j++) {
            s.loadingsInto(j, row, 0);
            double sum = s.residualVariance(j) * w[j];
            double rest = Math.fma(s.residualVariance(j), w[j], -sum);
            for (int i = 0; i < r; i++) {
                double term = row[i] * high[i];
                double error = Math.fma(row[i], high[i], -term);
                double total = sum + term;
                double part = total - sum;
                rest += (sum - (total - part)) + (term - part) + error + row[i] * low[i];
                sum = total;
            }
            outHigh[j] = sum + rest;
            outLow[j] = rest - (outHigh[j] - sum);
        }
    }
}
