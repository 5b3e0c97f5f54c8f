package io.trimtab.optimizer;

import io.trimtab.optimizer.solver.Feasibility;
import java.util.List;
import java.util.function.Function;

/** How far one constraint alone must give way for a contradiction to vanish. */
final class Margin {
    /** A step to a relaxation that changes it by less than this part is the last. */
    private static final double SETTLED = 1e-13;

    private final PortfolioProblem problem;
    private final Function<Assembly, Contradiction> look;

    /** Of constraints of a problem, at which one looks so. */
    Margin(PortfolioProblem problem, Function<Assembly, Contradiction> look) {
        this.problem = problem;
        this.look = look;
    }

    /**
     * How far one constraint must give way: by Newton's method on the piecewise linear shortfall. Each certificate says
     * how its contradiction shrinks as the bounds move, the next trial is where it vanishes; finitely many steps, each
     * from below. NaN if moving it alone does not help.
     */
    double of(List<Constraint> constraints, int which) {
        double by = 0;
        for (int step = 0; step < 100; step++) {
            Assembly assembly = Assembly.relaxed(problem.universe(), constraints, which, by);
            int crossed = assembly.crossed();
            if (crossed >= 0) {
                boolean helps =
                        assembly.form.lowerOwner(crossed) == which || assembly.form.upperOwner(crossed) == which;
                boolean twice =
                        assembly.form.lowerOwner(crossed) == which && assembly.form.upperOwner(crossed) == which;
                if (!helps) {
                    return Double.NaN;
                }
                double gap = assembly.form.lower()[crossed] - assembly.form.upper()[crossed];
                by += twice ? gap / 2 : gap;
                continue;
            }
            Contradiction proof = look.apply(assembly);
            if (proof.answer != Feasibility.Answer.INFEASIBLE) {
                return proof.answer == Feasibility.Answer.FEASIBLE ? by : Double.NaN;
            }
            double slope = 0;
            for (int i = 0; i < proof.rows.length; i++) {
                if (assembly.form.rows().get(i).owner() == which) {
                    slope += Math.abs(proof.rows[i]);
                }
            }
            for (int j = 0; j < assembly.n(); j++) {
                double c = proof.pull(j);
                int owner = c > 0 ? assembly.form.upperOwner(j) : assembly.form.lowerOwner(j);
                slope += owner == which ? Math.abs(c) : 0;
            }
            double shortfall = proof.certificate.required() - proof.certificate.attainable();
            if (!(slope > 0) || !(shortfall > 0)) {
                return Double.NaN;
            }
            double more = shortfall / slope;
            by += more;
            if (more <= SETTLED * by) {
                return by; // what is left is rounding, for which whoever relies on it allows
            }
        }
        return Double.NaN;
    }

    /** Adds the relaxation of one of all constraints, if moving it alone helps. */
    void relax(List<Constraint> all, Constraint constraint, List<Relaxation> out) {
        int which = all.indexOf(constraint);
        double by = of(all, which);
        if (Double.isNaN(by)) {
            return;
        }
        if (by > 0 && !verified(all, which, by)) {
            return;
        }
        double from = movingBound(all, which);
        double to = Double.NaN;
        if (!Double.isNaN(from)) {
            to = movesUp(all, which) ? from + by : from - by;
        }
        out.add(new Relaxation(constraint.name(), constraint.description(), by, from, to));
    }

    /** Whether the problem so relaxed is feasible, if need be with a hair for rounding. */
    private boolean verified(List<Constraint> all, int which, double by) {
        double[] moves = new double[all.size()];
        moves[which] = by;
        boolean feasible = false;
        for (int k = 0; k < 2 && !feasible; k++) {
            Assembly relaxed = Assembly.of(problem.universe(), Nearest.moved(all, moves));
            feasible = relaxed.crossed() < 0 && look.apply(relaxed).answer == Feasibility.Answer.FEASIBLE;
            moves[which] = by + 1e-12 * Math.max(1, by);
        }
        return feasible;
    }

    /** The bound of a constraint that the contradiction uses, if it is one number; else NaN. */
    private double movingBound(List<Constraint> all, int which) {
        Assembly assembly = Assembly.of(problem.universe(), all);
        Contradiction proof = look.apply(assembly);
        double found = Double.NaN;
        for (int i = 0; i < proof.rows.length; i++) {
            LinearForm.Row row = assembly.form.rows().get(i);
            if (row.owner() == which && proof.rows[i] != 0) {
                double bound = proof.rows[i] > 0 ? row.lower() : row.upper();
                if (!Double.isNaN(found) && found != bound) {
                    return Double.NaN;
                }
                found = bound;
            }
        }
        for (LinearForm.Bound bound : assembly.form.bounds()) {
            if (bound.owner() != which || !usedBy(proof, assembly, bound)) {
                continue;
            }
            if (!Double.isNaN(found) && found != bound.value()) {
                return Double.NaN;
            }
            found = bound.value();
        }
        return found;
    }

    private static boolean usedBy(Contradiction proof, Assembly assembly, LinearForm.Bound bound) {
        int crossed = assembly.crossed();
        if (crossed >= 0) {
            double crossing = bound.isUpper()
                    ? assembly.form.upper()[crossed]
                    : assembly.form.lower()[crossed];
            return bound.asset() == crossed && bound.value() == crossing;
        }
        double c = proof.combination[bound.asset()];
        return bound.isUpper() ? c > 0 : c < 0;
    }

    private boolean movesUp(List<Constraint> all, int which) {
        Assembly assembly = Assembly.of(problem.universe(), all);
        Contradiction proof = look.apply(assembly);
        for (int i = 0; i < proof.rows.length; i++) {
            if (assembly.form.rows().get(i).owner() == which && proof.rows[i] != 0) {
                return proof.rows[i] < 0;
            }
        }
        for (LinearForm.Bound bound : assembly.form.bounds()) {
            if (bound.owner() == which && usedBy(proof, assembly, bound)) {
                return bound.isUpper();
            }
        }
        return true;
    }
}
