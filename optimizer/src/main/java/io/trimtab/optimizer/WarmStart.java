package io.trimtab.optimizer;

import io.trimtab.core.market.Weights;
import io.trimtab.optimizer.solver.Limits;
import io.trimtab.optimizer.solver.QuadraticProgram;
import io.trimtab.optimizer.solver.QuadraticSolver;
import io.trimtab.optimizer.solver.StartingSet;
import java.util.List;

/** Where to begin: weights and, if they are of an optimum, what was held there, its rows known by constraint. */
final class WarmStart {
    private final Weights weights;
    /** At most one. */
    private final List<StartingSet> held;
    /** The constraint of each row. */
    private final String[] owners;

    private WarmStart(Weights weights, List<StartingSet> held, String[] owners) {
        this.weights = weights;
        this.held = held;
        this.owners = owners;
    }

    static WarmStart at(Weights weights) {
        return new WarmStart(weights, List.of(), new String[0]);
    }

    /** From an optimum of a program with the rows of an assembly. */
    static WarmStart at(Weights weights, Assembly assembly, QuadraticProgram program, double[] w, double[] y) {
        return new WarmStart(weights, List.of(StartingSet.of(program, w, y)), owners(assembly));
    }

    private static String[] owners(Assembly assembly) {
        String[] owners = new String[assembly.m()];
        for (int i = 0; i < owners.length; i++) {
            owners[i] = assembly.constraints
                    .get(assembly.form.rows().get(i).owner())
                    .name();
        }
        return owners;
    }

    Weights weights() {
        return weights;
    }

    /** Solves a program with the rows of an assembly from here. */
    QuadraticSolver.Status solve(QuadraticSolver solver, Assembly assembly, Limits limits) {
        if (held.isEmpty()) {
            return solver.solveFrom(weights.toArray(), limits);
        }
        return solver.solveFrom(held.get(0).withRows(rows(held.get(0), owners(assembly))), limits);
    }

    /** What is known of rows by their constraints: of the k-th row of a constraint what was so of its k-th row. */
    private byte[] rows(StartingSet from, String[] names) {
        byte[] rows = new byte[names.length];
        for (int i = 0; i < names.length; i++) {
            boolean sameName = i < owners.length && owners[i].equals(names[i]);
            boolean samePlace = sameName && ordinal(owners, i) == ordinal(names, i);
            int known = samePlace ? i : find(names[i], ordinal(names, i));
            rows[i] = known < 0 ? StartingSet.BETWEEN : from.row(known);
        }
        return rows;
    }

    /** The rows of a constraint are neighbours. */
    private static int ordinal(String[] names, int i) {
        int first = i;
        while (first > 0 && names[first - 1].equals(names[i])) {
            first--;
        }
        return i - first;
    }

    private int find(String name, int ordinal) {
        for (int k = 0; k < owners.length; k++) {
            if (owners[k].equals(name) && ordinal(owners, k) == ordinal) {
                return k;
            }
        }
        return -1;
    }
}
