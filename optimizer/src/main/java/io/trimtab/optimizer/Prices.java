package io.trimtab.optimizer;

import io.trimtab.optimizer.solver.BoundPrices;
import io.trimtab.optimizer.solver.QuadraticProgram;
import java.util.Arrays;

/** One-sided prices of constraints at an optimum: which bounds move with a constraint, and what that is worth. */
final class Prices {
    /** Two derivatives this close, relative to the larger, are one that was computed twice. */
    private static final double SAME = 1e-9;

    /** Weights this close are equally large. */
    private static final double TIED = 1e-12;

    private final Assembly assembly;
    private final QuadraticProgram program;
    private final double[] w;
    private final double[] y;
    /** From the solver's minimum to the objective; negative where it is maximised. */
    private final double unit;

    /** The constraints of the rows of the program beyond those of the assembly: the gradients of bounds on risk. */
    private final int[] riskOwners;

    Prices(Assembly assembly, QuadraticProgram program, double[] w, double[] y, double unit, int[] riskOwners) {
        this.assembly = assembly;
        this.program = program;
        this.w = w;
        this.y = y;
        this.unit = unit;
        this.riskOwners = riskOwners;
    }

    /** The pair of constraint c, whose single price is known; the price of a soft one is multiplied by a divisor's. */
    PricePair pair(int c, double price, double largest, double divisor) {
        BoundPrices bounds = new BoundPrices(program, w, y);
        double[] bend = new double[w.length];
        double[] left = new double[w.length];
        if (assembly.constraints.get(c) instanceof Lifted soft && soft.isSoft()) {
            SoftBounds slopes = SoftBounds.of(soft, soft.price() / divisor / Math.abs(unit));
            for (int j = 0; j < slopes.size(); j++) {
                left[j] = slopes.below(j, w[j]);
                bend[j] = slopes.above(j, w[j]) - left[j];
            }
        }
        double raising = unit * derivative(bounds, c, 1, bend, left);
        double lowering = -unit * derivative(bounds, c, -1, bend, left);
        double same = SAME * Math.max(Math.abs(price), 1e-3 * largest);
        return new PricePair(
                Math.abs(lowering - price) <= same ? price : lowering + 0.0,
                Math.abs(raising - price) <= same ? price : raising + 0.0);
    }

    private double derivative(BoundPrices bounds, int c, int step, double[] bend, double[] left) {
        int m = assembly.m();
        double[] rows = new double[m + riskOwners.length];
        for (int i = 0; i < rows.length; i++) {
            int owner = i < m ? assembly.form.rows().get(i).owner() : riskOwners[i - m];
            rows[i] = owner == c ? step : 0;
        }
        double[] lower = new double[w.length];
        double[] upper = new double[w.length];
        for (LinearForm.Bound bound : assembly.form.bounds()) {
            if (bound.owner() == c && reached(bound)) {
                (bound.isUpper() ? upper : lower)[bound.asset()] = step;
            }
        }
        // what another constraint holds at the same value stays where it is when this one gives way
        for (LinearForm.Bound bound : assembly.form.bounds()) {
            boolean givesWay = bound.isUpper() ? step > 0 : step < 0;
            if (bound.owner() != c && givesWay && reached(bound)) {
                (bound.isUpper() ? upper : lower)[bound.asset()] = 0;
            }
        }
        double[] shift = new double[w.length];
        double worth = 0;
        for (int j = 0; j < w.length; j++) {
            shift[j] = bend[j] > 0 ? step : 0;
            worth -= left[j] * step;
        }
        return bounds.derivative(rows, rows, lower, upper, shift, bend, d -> violated(d, c, step)) + worth;
    }

    /**
     * A row that a direction violates, of those that a bound on the largest weights that is reached stands for: where
     * several weights are the k-th largest, any of them may be among the largest a moment later.
     */
    private double[] violated(double[] d, int c, int step) {
        for (LinearForm.Largest bound : assembly.form.largest()) {
            double limit = bound.owner() == c ? step : 0;
            if (bound.sum(w) < bound.limit() - TIED * Math.max(1, Math.abs(bound.limit()))) {
                continue;
            }
            double[] row = bound.row(w, d, TIED);
            double sum = 0;
            double size = 1;
            for (int j = 0; j < w.length; j++) {
                sum = Math.fma(row[j], d[j], sum);
                size = Math.max(size, Math.abs(d[j]));
            }
            if (sum > limit + SAME * size) {
                row = Arrays.copyOf(row, w.length + 1);
                row[w.length] = limit;
                return row;
            }
        }
        return new double[0];
    }

    private boolean reached(LinearForm.Bound bound) {
        return w[bound.asset()] == bound.value();
    }
}
