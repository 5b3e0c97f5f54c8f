package io.trimtab.optimizer;

import io.trimtab.optimizer.solver.Feasibility;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out which constraints contradict each other.
 *
 * <p>The certificate of infeasibility names the constraints it uses. A deletion filter then leaves out one after the
 * other, in the order of the problem, and keeps out those without which the rest is still contradictory (Chinneck and
 * Dravnieks, "Locating minimal infeasible constraint sets in linear programs", ORSA J. Computing 3 (1991), 157-168): what
 * stays is irreducible.
 */
final class Conflict {
    private final PortfolioProblem problem;
    /** Whether constraints that contradict each other by less than any tolerance are to count as contradictory. */
    private final boolean toTheLastBit;

    private Conflict(PortfolioProblem problem, boolean toTheLastBit) {
        this.problem = problem;
        this.toTheLastBit = toTheLastBit;
    }

    static PortfolioSolution explain(PortfolioProblem problem, Assembly assembly) {
        return explain(problem, assembly, problem);
    }

    /**
     * Explains rows and bounds that were written for a problem whose own constraints are others of the same names: how far
     * those must give way is asked of the problem itself.
     */
    static PortfolioSolution explain(PortfolioProblem problem, Assembly assembly, PortfolioProblem whose) {
        return new Conflict(problem, false).explain(assembly, whose);
    }

    /** The same for constraints that contradict each other by rounding: where no optimum within rounding could be proved. */
    static PortfolioSolution explainSurely(PortfolioProblem problem, Assembly assembly) {
        return new Conflict(problem, true).explain(assembly, problem);
    }

    private PortfolioSolution explain(Assembly assembly, PortfolioProblem whose) {
        List<Constraint> all = problem.constraints();
        Contradiction whole = proof(assembly);
        if (whole.answer != Feasibility.Answer.INFEASIBLE || !whole.certificate.isProven()) {
            return new Failed("no weights were found that satisfy all constraints, but rounding hides the proof that"
                    + " there are none: the constraints are within rounding of contradicting each other");
        }
        for (Constraint constraint : all) {
            if (constraint instanceof Relaxed) {
                return new Failed("the relaxed constraints contradict each other: " + whole.certificate);
            }
        }
        List<Constraint> core = filter(used(all, whole));
        FarkasCertificate certificate = proof(Assembly.of(problem.universe(), core)).certificate;
        List<String> names = core.stream().map(Constraint::name).toList();
        List<Relaxation> relaxations = new ArrayList<>();
        if (assembly.isLinear() && whose == problem) {
            Margin margin = new Margin(problem, this::proof);
            for (Constraint constraint : core) {
                margin.relax(all, constraint, relaxations);
            }
        } else {
            relaxations.addAll(Nearest.alone(whose, names));
        }
        return new Infeasible(
                names,
                new ConflictWords(problem, this::proof).sentence(core),
                relaxations,
                certificate,
                Nearest.together(whose));
    }

    private Contradiction proof(Assembly assembly) {
        return toTheLastBit ? Contradiction.toTheLastBit(problem, assembly) : Contradiction.of(problem, assembly);
    }

    /** The constraints a proof uses. */
    private List<Constraint> used(List<Constraint> all, Contradiction proof) {
        Assembly assembly = Assembly.of(problem.universe(), all);
        boolean[] uses = new boolean[all.size()];
        for (int i = 0; i < proof.rows.length; i++) {
            if (proof.rows[i] != 0) {
                uses[assembly.form.rows().get(i).owner()] = true;
            }
        }
        int crossed = assembly.crossed();
        for (int j = 0; j < assembly.n(); j++) {
            double c = proof.combination.length > j ? proof.combination[j] : 0;
            int lower = assembly.form.lowerOwner(j);
            int upper = assembly.form.upperOwner(j);
            if (lower >= 0 && (c < 0 || j == crossed)) {
                uses[lower] = true;
            }
            if (upper >= 0 && (c > 0 || j == crossed)) {
                uses[upper] = true;
            }
        }
        List<Constraint> out = new ArrayList<>();
        for (int c = 0; c < all.size(); c++) {
            if (uses[c]) {
                out.add(all.get(c));
            }
        }
        return contradictory(out) ? out : all;
    }

    private boolean contradictory(List<Constraint> some) {
        Contradiction proof = proof(Assembly.of(problem.universe(), some));
        return proof.answer == Feasibility.Answer.INFEASIBLE && proof.certificate.isProven();
    }

    private List<Constraint> filter(List<Constraint> some) {
        List<Constraint> kept = new ArrayList<>(some);
        int c = 0;
        while (c < kept.size()) {
            List<Constraint> without = new ArrayList<>(kept);
            without.remove(c);
            if (contradictory(without)) {
                kept = without;
            } else {
                c++;
            }
        }
        return kept;
    }
}
