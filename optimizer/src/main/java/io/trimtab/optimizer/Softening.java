package io.trimtab.optimizer;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Solves a problem with soft constraints as one without.
 *
 * <p>Each row of a soft constraint, each bound on risk and on the largest weights takes a slack s, an asset without risk
 * that costs {@code price |s| + squared s^2}; a soft bound on an asset is a kink of the objective at that bound, but with a
 * price of squares a row of that asset alone. The answer is translated back: weights of the assets alone, slacks by the names of their constraints.
 */
final class Softening {
    private final Universe original;
    private final Universe extended;
    private final List<Constraint> constraints = new ArrayList<>();
    /** The position of each soft constraint's first slack. */
    private final Map<SoftConstraint, Integer> firstSlack = new LinkedHashMap<>();

    /** For the constraints of a problem, soft or hard. */
    Softening(PortfolioProblem problem) {
        original = problem.universe();
        List<String> ids = new ArrayList<>(original.ids());
        for (Constraint constraint : problem.constraints()) {
            if (constraint instanceof SoftConstraint soft) {
                firstSlack.put(soft, ids.size());
                int slacks = slacks(read(soft));
                for (int k = 0; k < slacks; k++) {
                    ids.add("slack " + (k + 1) + " of " + soft.name());
                }
                constraints.add(Lifted.soft(soft, original, ids.size() - slacks));
            } else {
                constraints.add(Lifted.hard(constraint, original));
            }
        }
        extended = ids.size() == original.size() ? original : Universe.of(ids);
    }

    /** What a constraint says over its own universe. */
    static LinearForm read(Constraint constraint, Universe universe) {
        LinearForm form = new LinearForm(universe);
        form.speaking(0, constraint.name());
        constraint.describe(universe, form);
        return form;
    }

    private LinearForm read(SoftConstraint soft) {
        return soft(read(soft.inner(), original), soft.squaredPrice());
    }

    /** What takes slacks: with a price of their squares bounds on assets as well, which then are rows. */
    static LinearForm soft(LinearForm form, double squaredPrice) {
        if (squaredPrice > 0) {
            form.boundsAsRows();
        }
        return form;
    }

    /** How many slacks it takes: bounds on assets that are no rows have theirs in the objective. */
    private static int slacks(LinearForm form) {
        return form.rows().size() + form.quadratics().size() + form.largest().size();
    }

    static PortfolioSolution solve(PortfolioProblem problem) {
        Softening softening = new Softening(problem);
        PortfolioSolution solution = Solving.solve(softening.lifted(problem));
        if (solution instanceof Infeasible) {
            // soft constraints contradict nothing: the others do by themselves
            List<Constraint> hard = new ArrayList<>(problem.constraints());
            hard.removeIf(c -> c instanceof SoftConstraint);
            PortfolioSolution without = Solving.solve(problem.withConstraints(hard));
            if (without instanceof Infeasible) {
                return without;
            }
            // but of a ratio they may cost more than any portfolio earns
            return problem.objective().ratio().isEmpty()
                    ? new Failed("the hard constraints hold together, but with slacks rounding hides it")
                    : solution;
        }
        return softening.back(problem, solution);
    }

    private PortfolioProblem lifted(PortfolioProblem problem) {
        Objective objective = problem.objective();
        List<Term> terms = new ArrayList<>(lifted(objective.terms()));
        terms.addAll(penalties());
        List<Weights> start = new ArrayList<>();
        for (Weights weights : problem.start()) {
            start.add(Weights.of(extended, Arrays.copyOf(weights.toArray(), extended.size())));
        }
        List<Objective.Ratio> ratio = new ArrayList<>();
        for (Objective.Ratio given : objective.ratio()) {
            // what slacks cost reduces the numerator, which stays concave
            ratio.add(new Objective.Ratio(
                    new PaddedRisk(extended, given.risk()), given.constant(), given.constantName()));
        }
        List<RiskModel> covariance = new ArrayList<>();
        for (RiskModel given : objective.covariance()) {
            covariance.add(new PaddedRisk(extended, given));
        }
        Objective total = new Objective(objective.name(), objective.sense(), terms, ratio, covariance);
        return problem.elsewhere(extended, total, constraints, start);
    }

    /** The assets, and after them the slacks. */
    Universe extended() {
        return extended;
    }

    /** Over the extended universe, none of them soft. */
    List<Constraint> constraints() {
        return constraints;
    }

    /** The soft constraint that has a slack, which is an asset of the extended universe. */
    String softened(int slack) {
        String name = "";
        for (Map.Entry<SoftConstraint, Integer> entry : firstSlack.entrySet()) {
            name = entry.getValue() <= slack ? entry.getKey().name() : name;
        }
        return name;
    }

    // ---- the objective

    /** Terms over the extended universe. */
    List<Term> lifted(List<Term> terms) {
        List<Term> out = new ArrayList<>();
        for (Term term : terms) {
            out.add(firstSlack.isEmpty() ? term : lifted(term));
        }
        return out;
    }

    /** What the soft constraints cost. */
    List<Term> penalties() {
        List<Term> out = new ArrayList<>();
        firstSlack.forEach((soft, first) -> addPenalty(soft, first, out));
        return out;
    }

    private Term lifted(Term term) {
        int n = extended.size();
        if (term instanceof Term.Quadratic quadratic) {
            double[] centre =
                    quadratic.centre().length == 0 ? quadratic.centre() : Arrays.copyOf(quadratic.centre(), n);
            return new Term.Quadratic(
                    term.name(), quadratic.coefficient(), new PaddedRisk(extended, quadratic.risk()), centre);
        }
        if (term instanceof Term.Linear linear) {
            List<ExpectedReturns> returns = new ArrayList<>();
            for (ExpectedReturns mu : linear.returns()) {
                returns.add(ExpectedReturns.of(extended, Arrays.copyOf(mu.toArray(), n)));
            }
            return new Term.Linear(term.name(), extended, Arrays.copyOf(linear.coefficients(), n), returns);
        }
        if (term instanceof Term.Diagonal diagonal) {
            return new Term.Diagonal(
                    term.name(),
                    extended,
                    Arrays.copyOf(diagonal.coefficients(), n),
                    Arrays.copyOf(diagonal.centre(), n));
        }
        if (term instanceof Term.PiecewiseLinear bent) {
            Penalty padded = new Penalty(n);
            for (int j = 0; j < original.size(); j++) {
                padded.breakpoints[j] = bent.breakpoints()[j];
                padded.slopes[j] = bent.slopes()[j];
                padded.atFirst[j] = bent.atFirst()[j];
            }
            return padded.term(term.name(), extended);
        }
        Term.Power power = (Term.Power) term;
        return new Term.Power(
                term.name(), extended, Arrays.copyOf(power.coefficients(), n), Arrays.copyOf(power.centre(), n));
    }

    /** A piecewise linear function of each weight, zero until something is written. */
    private static final class Penalty {
        final double[][] breakpoints;
        final double[][] slopes;
        final double[] atFirst;

        Penalty(int n) {
            breakpoints = new double[n][0];
            slopes = new double[n][1];
            atFirst = new double[n];
        }

        Term term(String name, Universe universe) {
            return new Term.PiecewiseLinear(name, universe, breakpoints, slopes, atFirst);
        }
    }

    private void addPenalty(SoftConstraint soft, int first, List<Term> terms) {
        LinearForm form = read(soft);
        Penalty penalty = new Penalty(extended.size());
        for (int j = 0; j < original.size(); j++) {
            bend(penalty, j, form.lower()[j], form.upper()[j], soft);
        }
        double[] squares = new double[extended.size()];
        int slacks = slacks(form);
        for (int k = 0; k < slacks; k++) {
            bend(penalty, first + k, 0, 0, soft);
            squares[first + k] = soft.squaredPrice();
        }
        terms.add(penalty.term("soft " + soft.name(), extended));
        if (soft.squaredPrice() > 0) {
            terms.add(new Term.Diagonal(
                    "soft " + soft.name() + " squared", extended, squares, new double[extended.size()]));
        }
    }

    private static void bend(Penalty penalty, int j, double low, double high, SoftConstraint soft) {
        boolean below = low > Double.NEGATIVE_INFINITY;
        boolean above = high < Double.POSITIVE_INFINITY;
        double price = soft.price();
        if (below && above && low > high) {
            throw new IllegalArgumentException("the bounds of \"" + soft.name() + "\" contradict each other");
        }
        if (below && above && low < high) {
            penalty.breakpoints[j] = new double[] {low, high};
            penalty.slopes[j] = new double[] {-price, 0, price};
        } else if (below || above) {
            penalty.breakpoints[j] = new double[] {below ? low : high};
            penalty.slopes[j] = new double[] {below ? -price : 0, above ? price : 0};
        }
    }

    // ---- the way back

    private PortfolioSolution back(PortfolioProblem problem, PortfolioSolution solution) {
        if (solution instanceof Optimal best) {
            return best.over(
                    problem.objective(),
                    first(best.weights()),
                    slacks(problem, best),
                    activities(problem, best),
                    s -> back(problem, s));
        }
        if (solution instanceof Feasible stopped) {
            return stopped.over(
                    first(stopped.weights()),
                    objectiveWithLeastSlacks(problem, stopped),
                    problem.objective().name());
        }
        if (solution instanceof Unbounded endless) {
            return endless.over(first(endless.direction()));
        }
        if (solution instanceof NotAttained limit) {
            return limit.over(first(limit.direction()));
        }
        return solution;
    }

    /** A search that was stopped may have left slacks larger than they must be. */
    private double objectiveWithLeastSlacks(PortfolioProblem problem, Feasible stopped) {
        double[] w = stopped.weights().toArray();
        double[] assets = Arrays.copyOf(w, original.size());
        firstSlack.forEach((soft, first) -> {
            LinearForm form = read(soft);
            int next = first;
            for (LinearForm.Row row : form.rows()) {
                double at = row.activity(assets);
                w[next++] = Math.max(0, at - row.upper()) - Math.max(0, row.lower() - at);
            }
            for (LinearForm.Quadratic bound : form.quadratics()) {
                w[next++] = Math.max(0, bound.at(assets) - bound.limit());
            }
            for (LinearForm.Largest bound : form.largest()) {
                w[next++] = Math.max(0, bound.sum(assets) - bound.limit());
            }
        });
        return lifted(problem).objective().value(w);
    }

    private Weights first(Weights weights) {
        return Weights.of(original, Arrays.copyOf(weights.toArray(), original.size()));
    }

    /** Where soft constraints stand: of one quantity what it is without its slack, and their bounds on single assets. */
    private Map<String, ConstraintActivity> activities(PortfolioProblem problem, Optimal best) {
        double[] w = first(best.weights()).toArray();
        double[] costs = new double[0];
        Map<String, ConstraintActivity> out = new LinkedHashMap<>(best.activities());
        for (SoftConstraint soft : firstSlack.keySet()) {
            LinearForm form = read(soft);
            if (slacks(form) == 1 && form.bounds().isEmpty()) {
                out.computeIfPresent(soft.name(), (name, at) -> at.of(value(form, w)));
            } else if (!form.bounds().isEmpty()) {
                costs = costs.length == 0 ? best.costsBelow() : costs;
                SoftBounds bounds = SoftBounds.of(form, soft.price() / best.divisor());
                double price = problem.objective().sign() * bounds.derivative(w, costs) + 0.0;
                out.computeIfPresent(soft.name(), (name, at) -> bounds.activity(at, w, price));
            }
        }
        return out;
    }

    private static double value(LinearForm form, double[] w) {
        if (!form.rows().isEmpty()) {
            return form.rows().get(0).activity(w);
        }
        return form.quadratics().isEmpty()
                ? form.largest().get(0).sum(w)
                : form.quadratics().get(0).at(w);
    }

    private Map<String, SoftSlack> slacks(PortfolioProblem problem, Optimal best) {
        Map<String, SoftSlack> out = new LinkedHashMap<>();
        double[] w = best.weights().toArray();
        double sign = problem.objective().sign();
        firstSlack.forEach((soft, first) -> {
            double slack = slack(soft, first, w);
            double cost = best.objectiveTerms().getOrDefault("soft " + soft.name(), 0.0)
                    + best.objectiveTerms().getOrDefault("soft " + soft.name() + " squared", 0.0);
            out.put(soft.name(), new SoftSlack(soft.name(), slack, soft.price(), sign * cost + 0.0));
        });
        return out;
    }

    private double slack(SoftConstraint soft, int first, double[] w) {
        LinearForm form = read(soft);
        double slack = 0;
        int slacks = slacks(form);
        for (int k = 0; k < slacks; k++) {
            slack += Math.abs(w[first + k]);
        }
        for (int j = 0; j < original.size(); j++) {
            slack += Math.max(0, Math.max(form.lower()[j] - w[j], w[j] - form.upper()[j]));
        }
        return slack;
    }

    /** The slacks at weights over the extended universe, and what they cost in the unit of their prices. */
    List<SoftSlack> slacks(double[] w) {
        List<SoftSlack> out = new ArrayList<>();
        firstSlack.forEach((soft, first) -> {
            List<Term> penalty = new ArrayList<>();
            addPenalty(soft, first, penalty);
            double cost = 0;
            for (Term term : penalty) {
                cost += term.cost(w);
            }
            out.add(new SoftSlack(soft.name(), slack(soft, first, w), soft.price(), cost + 0.0));
        });
        return out;
    }
}
