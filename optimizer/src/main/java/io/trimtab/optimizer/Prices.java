package io.trimtab.optimizer;

import io.trimtab.optimizer.solver.BoundPrices;
import io.trimtab.optimizer.solver.QuadraticProgram;

/** One-sided prices of constraints at an optimum: which bounds move with a constraint, and what that is worth. */
final class Prices {
    /** Two derivatives this close, relative to the larger, are one that was computed twice. */
    private static final double SAME = 1e-9;

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

    /** The pair of constraint c, whose single price is known. */
    PricePair pair(int c, double price, double largest) {
        BoundPrices bounds = new BoundPrices(program, w, y);
        double raising = unit * derivative(bounds, c, 1);
        double lowering = -unit * derivative(bounds, c, -1);
        double same = SAME * Math.max(Math.abs(price), 1e-3 * largest);
        return new PricePair(
                Math.abs(lowering - price) <= same ? price : lowering + 0.0,
                Math.abs(raising - price) <= same ? price : raising + 0.0);
    }

    private double derivative(BoundPrices bounds, int c, int step) {
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
        return bounds.derivative(rows, rows, lower, upper);
    }

    private boolean reached(LinearForm.Bound bound) {
        return w[bound.asset()] == bound.value();
    }
}
