package io.trimtab.optimizer.solver;

import io.trimtab.core.numeric.Kernels;
import java.util.Arrays;

/** Checks from the original data that along a direction nothing ends: no bound, no row, no risk, and the objective falls. */
public final class Recession {
    /** Relative to the terms that cancel: what is taken for rounding in a row or the linear part of the objective. */
    private static final double ROUNDING = 1e-12;
    /** The same for the variance, which rounding enters squared. */
    private static final double NO_VARIANCE = 0x1p-46;

    private Recession() {}

    /**
     * Cleans a direction of rounding and checks it.
     *
     * @param p the program
     * @param direction n changes of weight; scaled so that the largest is 1 or -1
     * @return by how much the objective falls per unit of the direction; NaN if it does not prove that there is no end
     */
    public static double rate(QuadraticProgram p, double[] direction) {
        double largest = 0;
        for (int j = 0; j < p.n; j++) {
            largest = Math.max(largest, Math.abs(direction[j]));
        }
        if (!(largest > 0 && largest < Double.POSITIVE_INFINITY)) {
            return Double.NaN;
        }
        for (int j = 0; j < p.n; j++) {
            double d = direction[j] / largest;
            direction[j] = Math.abs(d) < ROUNDING ? 0 : d;
        }
        return staysInside(p, direction, ROUNDING) && !hasVariance(p, direction) ? fall(p, direction) : Double.NaN;
    }

    /**
     * Whether a direction leads out of no bound and no row, however far it is followed.
     *
     * @param p the program
     * @param direction n changes of weight
     * @param rounding what counts as none, as a part of the largest change, and of the terms of a row
     * @return true if nothing ends it
     */
    public static boolean staysInside(QuadraticProgram p, double[] direction, double rounding) {
        double none = rounding * Kernels.maxAbs(p.n, direction, 0);
        double[] d = direction.clone();
        for (int j = 0; j < p.n; j++) {
            d[j] = Math.abs(d[j]) <= none ? 0 : d[j];
            if ((d[j] > 0 && p.upper[j] < Double.POSITIVE_INFINITY)
                    || (d[j] < 0 && p.lower[j] > Double.NEGATIVE_INFINITY)) {
                return false;
            }
        }
        for (int i = 0; i < p.m; i++) {
            double change = 0;
            double terms = 0;
            for (int j = 0; j < p.n; j++) {
                double term = (p.a[j * p.m + i] + rowSlope(p, i, j, d[j])) * d[j];
                change += term;
                terms += Math.abs(term);
            }
            if ((change > rounding * terms && p.rowUpper[i] < Double.POSITIVE_INFINITY)
                    || (change < -rounding * terms && p.rowLower[i] > Double.NEGATIVE_INFINITY)) {
                return false;
            }
        }
        return true;
    }

    /** The slope of a row's function far out in the direction of d. */
    private static double rowSlope(QuadraticProgram p, int i, int j, double d) {
        if (d == 0 || p.kinks.count(j) == 0) {
            return 0;
        }
        int r = Arrays.binarySearch(p.kinks.rows, i);
        return r < 0 ? 0 : p.kinks.rowSlope(r, j, d > 0 ? p.kinks.count(j) : 0);
    }

    private static boolean hasVariance(QuadraticProgram p, double[] d) {
        double[] product = new double[p.n];
        p.multiplyInto(d, product);
        double variance = 0;
        double spread = 0;
        for (int j = 0; j < p.n; j++) {
            variance = Math.fma(d[j], product[j], variance);
            spread += p.volatility[j] * Math.abs(d[j]);
        }
        return variance > (NO_VARIANCE + p.risk.indefiniteness()) * spread * spread;
    }

    private static double fall(QuadraticProgram p, double[] d) {
        double change = 0;
        double terms = 0;
        for (int j = 0; j < p.n; j++) {
            double slope = p.kinks.count(j) == 0 || d[j] == 0 ? 0 : p.kinks.slope(j, d[j] > 0 ? p.kinks.count(j) : 0);
            double term = p.tilt * (p.q[j] + slope) * d[j];
            change += term;
            terms += Math.abs(term);
        }
        return change < -ROUNDING * terms ? -change : Double.NaN;
    }
}
