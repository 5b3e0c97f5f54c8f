package io.trimtab.optimizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what the best attainable is where a bound on risk, or a return above the risk-free rate, cannot be had. */
final class Unattainable {
    private Unattainable() {}

    // ---- risk

    /** No portfolio has as little risk as a bound asks for. */
    static PortfolioSolution risk(
            PortfolioProblem problem, Assembly assembly, LinearForm.Quadratic bound, double least) {
        Constraint asked = assembly.constraints.get(bound.owner());
        List<Constraint> others = new ArrayList<>(problem.constraints());
        others.remove(asked);
        others = irreducible(problem, others, bound);
        List<String> conflict = new ArrayList<>();
        StringBuilder under = new StringBuilder();
        for (Constraint constraint : others) {
            conflict.add(constraint.name());
            boolean last = constraint == others.get(others.size() - 1);
            under.append(under.length() == 0 ? "" : last ? " and " : ", ").append(constraint.description());
        }
        conflict.add(asked.name());
        String message = asked.description() + " cannot be reached: the least attainable " + asked.name() + " is "
                + Numbers.text(least) + (under.length() == 0 ? "" : " under " + under);
        return new Infeasible(
                conflict,
                message,
                Nearest.alone(problem, conflict),
                certificate(problem, others, bound, asked.name()),
                Nearest.together(problem));
    }

    /** A deletion filter: leaves out, in the order of the problem, what the bound does not need to be out of reach. */
    private static List<Constraint> irreducible(
            PortfolioProblem problem, List<Constraint> all, LinearForm.Quadratic bound) {
        List<Constraint> kept = new ArrayList<>(all);
        int c = 0;
        while (c < kept.size()) {
            List<Constraint> without = new ArrayList<>(kept);
            without.remove(c);
            PortfolioSolution solution = least(problem, without, bound);
            if (solution instanceof Optimal best && Math.sqrt(best.objective()) > bound.limit() * (1 + 1e-9)) {
                kept = without;
            } else {
                c++;
            }
        }
        return kept;
    }

    private static PortfolioSolution least(
            PortfolioProblem problem, List<Constraint> constraints, LinearForm.Quadratic bound) {
        Term term = new Term.Quadratic("variance", 2, bound.risk(), bound.centre());
        return PortfolioProblem.over(problem.universe())
                .minimize(new Objective("variance", Objective.Sense.MINIMIZE, List.of(term)))
                .subjectTo(constraints)
                .solve();
    }

    /** By duality the rows ask for more variance than the bound allows. */
    private static FarkasCertificate certificate(
            PortfolioProblem problem, List<Constraint> others, LinearForm.Quadratic bound, String name) {
        double allowed = bound.limit() * bound.limit();
        if (least(problem, others, bound) instanceof Optimal best) {
            Map<String, Double> multipliers = new LinkedHashMap<>(best.shadowPrices());
            multipliers.put(name, -1.0);
            return new FarkasCertificate(
                    multipliers, best.objective(), allowed, best.proof().gap());
        }
        return new FarkasCertificate(Map.of(), allowed, allowed, 0);
    }

    // ---- return

    /** No portfolio beats the risk-free rate. */
    static PortfolioSolution excess(PortfolioProblem problem) {
        Objective objective = problem.objective();
        Objective.Ratio ratio = objective.ratio().get(0);
        PortfolioSolution solution = Solving.solve(problem.maximize(objective.numerator()));
        if (!(solution instanceof Optimal best)) {
            return new Failed(
                    "no portfolio was found that beats the risk-free rate, but there is no proof that there is"
                            + " none: " + solution.message());
        }
        List<String> conflict = new ArrayList<>();
        for (ConstraintActivity at : best.activities().values()) {
            if (at.shadowPrice() != 0) {
                conflict.add(at.name());
            }
        }
        double rate = ratio.constant();
        String what = objective.terms().size() == 1 ? "expected return" : "expected return less " + costs(objective);
        String message = ratio.constantName().isEmpty()
                ? objective.terms().size() == 1
                        ? "no feasible portfolio has a volatility to divide by"
                        : "no feasible portfolio has more of a weighted volatility than it costs: the largest less "
                                + costs(objective) + " is " + Numbers.text(best.objective())
                : "no feasible portfolio beats the risk-free rate of " + Numbers.text(rate) + ": the largest " + what
                        + " is " + Numbers.text(best.objective());
        List<Relaxation> relaxations = ratio.constantName().isEmpty()
                ? List.of()
                : List.of(new Relaxation(
                        ratio.constantName(),
                        ratio.constantName() + " " + Numbers.text(rate),
                        Math.max(0, rate - best.objective()),
                        rate,
                        best.objective()));
        return new Infeasible(
                conflict,
                message,
                relaxations,
                new FarkasCertificate(
                        best.shadowPrices(),
                        rate,
                        best.objective(),
                        best.proof().gap()),
                List.of());
    }

    private static String costs(Objective objective) {
        StringBuilder text = new StringBuilder();
        for (String term :
                objective.termNames().subList(1, objective.termNames().size())) {
            text.append(text.length() == 0 ? "" : " and ").append(term);
        }
        return text.toString();
    }

    // ---- rows

    /** Bounds and rows contradict each other, those generated for the largest weights among them. */
    static PortfolioSolution rows(PortfolioProblem problem, Assembly assembly) {
        if (assembly.isLinear()) {
            return Conflict.explain(problem, assembly);
        }
        List<Constraint> written = new ArrayList<>();
        for (int c = 0; c < assembly.constraints.size(); c++) {
            Constraint constraint = assembly.constraints.get(c);
            int owner = c;
            written.add(
                    assembly.form.largest().stream().noneMatch(bound -> bound.owner() == owner)
                            ? constraint
                            : new NamedConstraint(constraint.name(), constraint.description(), (universe, form) -> {
                                for (LinearForm.Row row : assembly.form.rows()) {
                                    if (row.owner() == owner) {
                                        form.row(row.coefficients(), row.lower(), row.upper());
                                    }
                                }
                            }));
        }
        PortfolioProblem linear = problem.withConstraints(written);
        return Conflict.explain(linear, Assembly.of(problem.universe(), written), problem);
    }
}
