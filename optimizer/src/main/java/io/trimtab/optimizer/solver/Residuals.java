package io.trimtab.optimizer.solver;

import java.util.Arrays;

/**
 * How far weights and multipliers are from satisfying the optimality conditions, computed from the original data.
 *
 * <p>With {@code z = Sw + q - A'y}: the primal violation of rows and bounds; the dual residual, which is {@code |z_j|}
 * where the weight's position does not allow its sign, and a multiplier of a row without that bound; complementarity,
 * the sum of each multiplier times its slack; the gap between primal and dual objective. The scaled forms divide by
 * {@code max(1, |bound|)}, by {@code max(|Sw|, |q|)} in the maximum norm, and by {@code max(w'Sw / 2, |q'w|)}, so that
 * a change of all data's unit changes nothing. Where a portfolio is hedged so well that Sw, z and the gap are the
 * rounding of terms that cancel, the divisors are at least {@value #HEDGED} times the absolute sum of those terms: no
 * weights that a double can hold would do better.
 *
 * <p>All sums are compensated (Ogita, Rump and Oishi 2005): error below n^2 u^2 times the sum of absolute terms. O(n k)
 * for k weights that are not zero.
 */
public final class Residuals {
    /** The smallest divisor, relative to the size of the terms that cancel in it. */
    static final double HEDGED = 1e-5;

    /** A variance below minus this multiple of what it would be without cancellation is not rounding. */
    private static final double NEGATIVE = 1e-8;

    private final QuadraticProgram p;
    private final double[] high;
    private final double[] low;
    private final double[] column;
    private double sumHigh;
    private double sumLow;
    private double primal;
    private double scaledPrimal;
    private double dual;
    private double scaledDual;
    private double complementarity;
    private double gap;
    private double gapDivisor;
    /** Sums of absolute terms that would cancel in the gap and, at worst, in a reduced cost. */
    private double cancelledInGap;

    private double largestCancelled;
    private double variance;
    private double linear;
    private boolean bounded;
    private boolean negative;

    /**
     * Room to compute residuals of a program.
     *
     * @param program the program
     */
    public Residuals(QuadraticProgram program) {
        p = program;
        high = new double[p.n];
        low = new double[p.n];
        column = new double[p.n];
    }

    /**
     * Computes all residuals.
     *
     * @param w n weights
     * @param y m multipliers, in the unit the rows were given in
     */
    public void compute(double[] w, double[] y) {
        product(w);
        double largestProduct = 0;
        double largestLinear = 0;
        double spread = 0;
        for (int j = 0; j < p.n; j++) {
            largestProduct = Math.max(largestProduct, Math.abs(high[j]));
            largestLinear = Math.max(largestLinear, Math.abs(p.q[j]));
            spread += p.volatility[j] * Math.abs(w[j]);
        }
        quadraticForm(w, spread);
        bounded = true;
        complementarity = 0;
        primal = 0;
        scaledPrimal = 0;
        dual = 0;
        sumHigh = 0;
        sumLow = 0;
        add(variance, 1);
        add(linear, 1);
        cancelledInGap = spread * spread / 2;
        largestCancelled = 0;
        rows(w, y);
        assets(w, y, spread);
        gap = Math.abs(sumHigh + sumLow);
        gapDivisor = Math.max(Math.max(variance / 2, Math.abs(linear)), HEDGED * cancelledInGap);
        double dualDivisor = Math.max(Math.max(largestProduct, largestLinear), HEDGED * largestCancelled);
        scaledDual = dual == 0 ? 0 : dual / dualDivisor;
    }

    /** high + low = Sw. */
    private void product(double[] w) {
        Arrays.fill(high, 0);
        Arrays.fill(low, 0);
        for (int j = 0; j < p.n; j++) {
            double x = w[j];
            if (x == 0) {
                continue;
            }
            p.risk.columnInto(j, column, 0);
            for (int i = 0; i < p.n; i++) {
                double term = column[i] * x;
                double error = Math.fma(column[i], x, -term);
                double total = high[i] + term;
                double part = total - high[i];
                low[i] += (high[i] - (total - part)) + (term - part) + error;
                high[i] = total;
            }
        }
        for (int i = 0; i < p.n; i++) {
            double total = high[i] + low[i];
            low[i] += high[i] - total;
            high[i] = total;
        }
    }

    private void quadraticForm(double[] w, double spread) {
        sumHigh = 0;
        sumLow = 0;
        for (int j = 0; j < p.n; j++) {
            add(high[j], w[j]);
            add(low[j], w[j]);
        }
        double form = sumHigh + sumLow;
        variance = Math.max(0, form);
        negative = -form > NEGATIVE * spread * spread;
        sumHigh = 0;
        sumLow = 0;
        for (int j = 0; j < p.n; j++) {
            add(p.q[j], w[j]);
        }
        linear = sumHigh + sumLow;
    }

    private void add(double x, double y) {
        double term = x * y;
        double error = Math.fma(x, y, -term);
        double total = sumHigh + term;
        double part = total - sumHigh;
        sumLow += (sumHigh - (total - part)) + (term - part) + error;
        sumHigh = total;
    }

    private void violated(double by, double bound) {
        if (by > 0) {
            primal = Math.max(primal, by);
            scaledPrimal = Math.max(scaledPrimal, by / Math.max(1, Math.abs(bound)));
        }
    }

    private void rows(double[] w, double[] y) {
        for (int i = 0; i < p.m; i++) {
            double scale = p.rowScale[i];
            double saveHigh = sumHigh;
            double saveLow = sumLow;
            sumHigh = 0;
            sumLow = 0;
            double largest = 0;
            for (int j = 0; j < p.n; j++) {
                double a = p.a[j * p.m + i];
                largest = Math.max(largest, Math.abs(a));
                add(a, w[j]);
            }
            double activity = (sumHigh + sumLow) / scale;
            sumHigh = saveHigh;
            sumLow = saveLow;
            double lo = p.rowLower[i] / scale;
            double hi = p.rowUpper[i] / scale;
            violated(lo - activity, lo);
            violated(activity - hi, hi);
            support(y[i], lo, hi, activity, largest / scale);
        }
    }

    private void assets(double[] w, double[] y, double spread) {
        for (int j = 0; j < p.n; j++) {
            double z = reducedCost(j, y);
            double lo = p.lower[j];
            double hi = p.upper[j];
            violated(lo - w[j], lo);
            violated(w[j] - hi, hi);
            boolean allowed = (w[j] == lo && (z >= 0 || lo == hi)) || (w[j] == hi && z <= 0);
            if (!allowed) {
                dual = Math.max(dual, Math.abs(z));
            }
            support(z, lo, hi, w[j], 0);
            double terms = p.volatility[j] * spread + Math.abs(p.q[j]);
            for (int i = 0; i < p.m; i++) {
                terms += Math.abs(p.a[j * p.m + i] * y[i] / p.rowScale[i]);
            }
            largestCancelled = Math.max(largestCancelled, terms);
            double bound = z > 0 ? lo : hi;
            cancelledInGap += terms * (Math.abs(w[j]) + (Double.isFinite(bound) ? Math.abs(w[j] - bound) : 0));
        }
    }

    /** One multiplier's part in complementarity and in the dual objective. */
    private void support(double multiplier, double lo, double hi, double value, double size) {
        double bound = multiplier > 0 ? lo : hi;
        if (multiplier == 0) {
            return;
        }
        if (!Double.isFinite(bound)) {
            bounded = false;
            dual = Math.max(dual, Math.abs(multiplier) * size);
            return;
        }
        complementarity += Math.abs(multiplier) * Math.abs(value - bound);
        add(-multiplier, bound);
    }

    /**
     * The reduced cost of an asset at the point last computed.
     *
     * @param j the asset
     * @param y m multipliers, in the unit the rows were given in
     * @return the element of {@code Sw + q - A'y}
     */
    public double reducedCost(int j, double[] y) {
        double saveHigh = sumHigh;
        double saveLow = sumLow;
        sumHigh = high[j];
        sumLow = low[j];
        add(p.q[j], 1);
        for (int i = 0; i < p.m; i++) {
            add(-p.a[j * p.m + i], y[i] / p.rowScale[i]);
        }
        double z = sumHigh + sumLow;
        sumHigh = saveHigh;
        sumLow = saveLow;
        return z;
    }

    /**
     * The largest violation of a row or bound.
     *
     * @return at least 0
     */
    public double primal() {
        return primal;
    }

    /**
     * The largest dual residual.
     *
     * @return at least 0
     */
    public double dual() {
        return dual;
    }

    /**
     * The sum of multipliers times slacks.
     *
     * @return at least 0
     */
    public double complementarity() {
        return complementarity;
    }

    /**
     * The gap between primal and dual objective.
     *
     * @return at least 0
     */
    public double gap() {
        return gap;
    }

    /**
     * Whether the multipliers give a finite dual objective, so that the gap bounds what the optimum is better by.
     *
     * @return false if a multiplier has the sign of a bound that is infinite
     */
    public boolean bounded() {
        return bounded;
    }

    /**
     * Whether w'Sw is negative by more than rounding, so that S is no covariance.
     *
     * @return true if it is
     */
    public boolean negativeVariance() {
        return negative;
    }

    /**
     * The primal violation, scaled.
     *
     * @return at least 0
     */
    public double scaledPrimal() {
        return scaledPrimal;
    }

    /**
     * The dual residual, scaled.
     *
     * @return at least 0
     */
    public double scaledDual() {
        return scaledDual;
    }

    /**
     * Complementarity, scaled.
     *
     * @return at least 0
     */
    public double scaledComplementarity() {
        return complementarity == 0 ? 0 : complementarity / gapDivisor;
    }

    /**
     * The gap, scaled.
     *
     * @return at least 0
     */
    public double scaledGap() {
        return gap == 0 ? 0 : gap / gapDivisor;
    }

    /**
     * The largest of the scaled residuals.
     *
     * @return at least 0
     */
    public double scaled() {
        return Math.max(Math.max(scaledPrimal, scaledDual), Math.max(scaledComplementarity(), scaledGap()));
    }

    /**
     * The quadratic form w'Sw.
     *
     * @return at least 0
     */
    public double variance() {
        return variance;
    }

    /**
     * The linear form q'w.
     *
     * @return its value
     */
    public double linear() {
        return linear;
    }
}
