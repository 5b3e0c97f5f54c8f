package io.trimtab.optimizer;

import io.trimtab.core.market.Universe;
import io.trimtab.optimizer.solver.Limits;
import io.trimtab.optimizer.solver.ProgramBuilder;
import io.trimtab.optimizer.solver.QuadraticProgram;
import java.util.List;

/** A problem as arrays, with the way back from rows and bounds to the names of constraints. */
final class Assembly {
    final Universe universe;
    final List<Constraint> constraints;
    final LinearForm form;

    private Assembly(Universe universe, List<Constraint> constraints, LinearForm form) {
        this.universe = universe;
        this.constraints = constraints;
        this.form = form;
    }

    static Assembly of(Universe universe, List<Constraint> constraints) {
        return relaxed(universe, constraints, -1, 0);
    }

    /** With all bounds of one constraint moved outwards. */
    static Assembly relaxed(Universe universe, List<Constraint> constraints, int which, double by) {
        LinearForm form = new LinearForm(universe, which, by);
        for (int c = 0; c < constraints.size(); c++) {
            form.speaking(c, constraints.get(c).name());
            constraints.get(c).describe(universe, form);
        }
        form.close();
        return new Assembly(universe, constraints, form);
    }

    int n() {
        return universe.size();
    }

    int m() {
        return form.rows().size();
    }

    /** The first asset whose bounds contradict each other, or -1. */
    int crossed() {
        for (int j = 0; j < n(); j++) {
            if (form.lower()[j] > form.upper()[j]) {
                return j;
            }
        }
        return -1;
    }

    /** The program 1/2 w'Sw + q'w + sum of phi_j(w_j), of which the objective is a multiple. */
    QuadraticProgram program(Composition objective) {
        requireLinear();
        return anyProgram(objective);
    }

    /** Whether all constraints are bounds and rows. */
    boolean isLinear() {
        return form.quadratics().isEmpty() && form.largest().isEmpty();
    }

    /** Refuses, by name, what is neither a bound nor a row. */
    void requireLinear() {
        if (!isLinear()) {
            int owner = form.quadratics().isEmpty()
                    ? form.largest().get(0).owner()
                    : form.quadratics().get(0).owner();
            throw new IllegalArgumentException("\"" + constraints.get(owner).description()
                    + "\" is not a bound on a linear combination of weights, and not offered here: solve the problem"
                    + " itself with solve()");
        }
    }

    /** The same, of the linear constraints only. */
    QuadraticProgram anyProgram(Composition objective) {
        return anyProgram(objective, List.of());
    }

    /** The same, with more rows. */
    QuadraticProgram anyProgram(Composition objective, List<LinearForm.Row> more) {
        int m = m() + more.size();
        double[][] rows = new double[m][];
        double[] low = new double[m];
        double[] high = new double[m];
        for (int i = 0; i < m; i++) {
            LinearForm.Row row = i < m() ? form.rows().get(i) : more.get(i - m());
            rows[i] = row.coefficients();
            low[i] = row.lower();
            high[i] = row.upper();
        }
        boolean bent = isPiecewise() || isPiecewise(more);
        if (!objective.isPiecewise() && !objective.hasDiagonal() && !bent) {
            return new QuadraticProgram(
                    objective.risk(), objective.linear(), rows, low, high, form.lower(), form.upper());
        }
        ProgramBuilder builder = QuadraticProgram.builder(objective.risk())
                .linear(objective.linear())
                .bounds(form.lower(), form.upper());
        for (int i = 0; i < m; i++) {
            builder.row(rows[i], low[i], high[i]);
            LinearForm.Row row = i < m() ? form.rows().get(i) : more.get(i - m());
            for (int j = 0; j < n(); j++) {
                if (row.bends(j)) {
                    ConvexFunctions functions = row.functions().get(0);
                    builder.rowKinks(i, j, functions.breakpoints(j), functions.slopes(j));
                }
            }
        }
        if (objective.hasDiagonal()) {
            builder.diagonal(objective.diagonal());
        }
        objective.addKinks(builder);
        return builder.build();
    }

    /** Whether a row has kinks. */
    boolean isPiecewise() {
        return isPiecewise(form.rows());
    }

    /** Whether a row has kinks at one of the first so many assets. */
    boolean bends(int among) {
        for (LinearForm.Row row : form.rows()) {
            for (int j = 0; j < among; j++) {
                if (row.bends(j)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isPiecewise(List<LinearForm.Row> rows) {
        for (LinearForm.Row row : rows) {
            if (!row.functions().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    static Limits limits(PortfolioProblem problem) {
        return new Limits(problem.clock(), problem.iterationLimit(), problem.nanos());
    }
}
