package io.trimtab.optimizer;

import io.trimtab.core.market.Weights;
import io.trimtab.core.numeric.Compensated;
import io.trimtab.optimizer.solver.QuadraticProgram;
import io.trimtab.optimizer.solver.QuadraticSolver;
import io.trimtab.optimizer.solver.Recession;
import io.trimtab.optimizer.solver.Residuals;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Solves problems with a ratio, with bounds on risk or on the largest weights: a search over quadratic solves. */
final class SearchSolving {
    /** Each bound on risk nests a search in that of the others. */
    private static final int MOST_RISKS = 3;

    /** A ratio that may be better by more than this part is not called the best: a bound, of which little is ever true. */
    private static final double MOST_BETTER = 1e-6;

    /** A portfolio that vanishes is looked at where it is so much smaller again. */
    private static final double SMALLER = 1e-4;

    /** What may be left out of a portfolio without risk to show it clearly: parts of its largest weight. */
    private static final double[] DUST = {1e-10, Riskless.LAST_BITS, 0};

    private final PortfolioProblem problem;
    private final Objective objective;
    private final Assembly assembly;
    private final List<LinearForm.Quadratic> bounds;
    private final Family family;
    private final Search search;

    SearchSolving(PortfolioProblem problem, Assembly assembly) {
        this.problem = problem;
        this.objective = problem.objective();
        this.assembly = assembly;
        this.bounds = assembly.form.quadratics();
        requireOffered();
        family = new Family(problem, assembly, parts());
        search = new Search(family, bounds, objective);
    }

    /** The same search once more. */
    private SearchSolving(SearchSolving before) {
        problem = before.problem;
        objective = before.objective;
        assembly = before.assembly;
        bounds = before.bounds;
        family = before.family;
        search = new Search(family, bounds, objective);
    }

    private void requireOffered() {
        if (bounds.size() > MOST_RISKS) {
            throw new IllegalArgumentException("a problem must have at most " + MOST_RISKS + " bounds on risk, had "
                    + bounds.size() + ", the last being \""
                    + assembly.constraints
                            .get(bounds.get(bounds.size() - 1).owner())
                            .description()
                    + "\"");
        }
        int shortable = shortable(objective, assembly);
        if (shortable >= 0) {
            throw new IllegalArgumentException("the diversification ratio is defined for long-only portfolios,"
                    + " but " + problem.universe().id(shortable) + " may be sold short: add longOnly()");
        }
    }

    /** The first asset with a volatility that may be sold short under a diversification ratio, or -1. */
    private static int shortable(Objective objective, Assembly assembly) {
        if (!objective.ratio().isEmpty() && objective.termNames().contains(Objectives.DIVERSIFICATION)) {
            for (int j = 0; j < assembly.n(); j++) {
                if (!(assembly.form.lower()[j] >= 0)
                        && objective.ratio().get(0).risk().variance(j) > 0) {
                    return j;
                }
            }
        }
        return -1;
    }

    /** Whether a problem whose objective has been accepted with other bounds would be with these. */
    static boolean offers(PortfolioProblem problem) {
        return shortable(problem.objective(), Assembly.of(problem.universe(), problem.constraints())) < 0;
    }

    private List<Composition> parts() {
        List<Composition> parts = new ArrayList<>();
        double[] zero = new double[0];
        if (objective.ratio().isEmpty()) {
            parts.add(Composition.withPowers(problem.universe(), objective.terms()));
            parts.add(Composition.of(problem.universe(), List.of()));
        } else {
            parts.add(Composition.of(
                    problem.universe(),
                    List.of(new Term.Quadratic("", 1, objective.ratio().get(0).risk(), zero))));
            parts.add(Composition.withPowers(problem.universe(), objective.terms()));
        }
        for (LinearForm.Quadratic bound : bounds) {
            parts.add(Composition.of(
                    problem.universe(), List.of(new Term.Quadratic("", 1, bound.risk(), bound.centre()))));
        }
        return parts;
    }

    /** Whether there is an optimum, and if not, why. */
    QuadraticSolver.Status look() {
        return search.minimise(1, 0);
    }

    /** After INFEASIBLE: as {@link Search#blocked}. */
    int blocked() {
        return search.blocked();
    }

    PortfolioSolution solve() {
        if (objective.ratio().isEmpty()) {
            QuadraticSolver.Status status = search.minimise(1, 0);
            return status == QuadraticSolver.Status.OPTIMAL ? proven(1) : notSolved(status);
        }
        return switch (search.ratio()) {
            case OPTIMAL -> ratio();
            case RISKLESS -> riskless();
            case LEVERAGE -> leverage();
            case NONE -> Unattainable.excess(problem);
            case ENGINE -> notSolved(search.engine());
        };
    }

    private PortfolioSolution ratio() {
        double[] w = family.weights();
        if (Search.gross(w) < Search.VANISHING) {
            return vanishing();
        }
        double variance = Term.Quadratic.form(objective.ratio().get(0).risk(), w, new double[0]);
        double gain = objective.numerator(w);
        double[] v = search.factors();
        v[1] = v[0] * variance / gain;
        search.settle();
        return proven(gain / (variance * Math.sqrt(variance)));
    }

    /** The ratio rises all the way to no portfolio at all. */
    private PortfolioSolution vanishing() {
        double[] w = family.weights().clone();
        double[] nothing = new double[w.length];
        if (objective.numerator(nothing) > 0) { // which then beats the risk-free rate, without risk
            return riskless(nothing);
        }
        if (search.minimise(1, SMALLER * search.factors()[1]) == QuadraticSolver.Status.OPTIMAL
                && Search.gross(family.weights()) > 0) {
            w = family.weights().clone();
        }
        Weights direction = unit(w);
        double gain = 0;
        for (Term term : objective.terms()) {
            gain -= term.vanishesFaster() ? 0 : term.cost(w);
        }
        double limit =
                gain / Math.sqrt(Term.Quadratic.form(objective.ratio().get(0).risk(), w, new double[0]));
        return new NotAttained(
                direction,
                limit,
                "the " + objective.name() + " is the greater the smaller the portfolio, down to none at all,"
                        + " because a penalty falls faster than the return; it comes near to " + Numbers.text(limit)
                        + " and reaches it nowhere: fix the size with fullyInvested(), a budget or an exposure",
                DataDate.of(problem, assembly));
    }

    private PortfolioSolution riskless() {
        boolean ray = search.engine() == QuadraticSolver.Status.UNBOUNDED;
        double[] found = ray ? family.ray() : family.weights();
        for (double dust : DUST) {
            double[] direction = without(dust, found);
            if (search.riskless(direction) && (ray ? costsNoSlack(direction) : objective.numerator(direction) > 0)) {
                return riskless(direction);
            }
        }
        return Solving.inaccurate();
    }

    private boolean costsNoSlack(double[] direction) {
        boolean flat = true;
        for (LinearForm.Quadratic bound : bounds) {
            flat &= Search.flat(bound, direction);
        }
        return flat;
    }

    /** Without what is below this part of the largest. */
    private static double[] without(double dust, double[] weights) {
        double largest = 0;
        for (double x : weights) {
            largest = Math.max(largest, Math.abs(x));
        }
        double[] clean = weights.clone();
        for (int j = 0; j < clean.length; j++) {
            clean[j] = Math.abs(clean[j]) <= dust * largest ? 0 : clean[j];
        }
        return clean;
    }

    private Unbounded riskless(double[] direction) {
        return new Unbounded(
                unit(direction),
                Double.POSITIVE_INFINITY,
                "the " + objective.name() + " has no limit: there is a portfolio with a positive excess return and no"
                        + " risk; look for a riskless asset that earns more than the risk-free rate, or for fewer"
                        + " observations than assets",
                DataDate.of(problem, assembly));
    }

    private PortfolioSolution leverage() {
        double[] w = family.weights();
        double[] step = search.climbed();
        double[] further = w.clone();
        for (int j = 0; j < further.length; j++) {
            further[j] += step[j];
        }
        double limit = (objective.numerator(further) - objective.numerator(w))
                / Math.sqrt(Term.Quadratic.form(objective.ratio().get(0).risk(), step, new double[0]));
        return new NotAttained(
                unit(step),
                limit,
                "the " + objective.name() + " grows with leverage without reaching its limit of " + Numbers.text(limit)
                        + ", because the portfolio of least risk does not beat the risk-free rate: bound the weights, for"
                        + " instance with longOnly() or minWeight(...) and maxWeight(...)",
                DataDate.of(problem, assembly));
    }

    private Weights unit(double[] direction) {
        double largest = 0;
        for (double x : direction) {
            largest = Math.max(largest, Math.abs(x));
        }
        double[] unit = direction.clone();
        for (int j = 0; j < unit.length; j++) {
            unit[j] /= largest > 0 ? largest : 1;
        }
        return Weights.of(problem.universe(), unit);
    }

    // ---- proof

    /** The optimum, its conditions computed from the original data; one unit of F is so much of the objective. */
    private PortfolioSolution proven(double unit) {
        double[] v = search.factors();
        family.complete();
        double[] w = family.weights().clone();
        double[] y = family.multipliers().clone();
        QuadraticProgram program = family.program(v);
        chargeSlacks(program, v, w);
        Residuals residuals = family.residuals(program);
        if (residuals.negativeVariance()) {
            return Solving.noCovariance();
        }
        double curvature = unit * family.curvature(v) / v[0];
        double divisor = curvature * Math.max(residuals.variance() / 2, Math.abs(residuals.linear()));
        double violation = Math.max(0, family.violation());
        double slack = 0;
        double[] prices = new double[bounds.size()];
        for (int k = 0; k < prices.length; k++) {
            double theta = unit * v[2 + k] / v[0];
            double limit = bounds.get(k).limit();
            double beyond = bounds.get(k).slackOf(w);
            double at = bounds.get(k).at(w) - beyond;
            violation = Math.max(violation, at / limit - 1);
            slack += theta * Math.abs(limit - at) * (limit + at) / 2;
            prices[k] = -objective.sign() * theta * (limit + beyond) + 0.0;
        }
        KktProof proof = KktProof.of(residuals, curvature, KktProof.Arithmetic.COMPENSATED)
                .including(violation, violation, slack, slack == 0 ? 0 : slack / divisor);
        if (!proof.holds()) {
            return Solving.unwritable(family.unwritable(), Solving.notProven(proof));
        }
        if (!objective.ratio().isEmpty()
                && !(better(family.residuals(program), w, y, family.curvature(v) / v[0]) <= MOST_BETTER)) {
            return hedged(w);
        }
        return new Report(problem, assembly, program, w, y, residuals, curvature, prices, ofRisk(unit, v, w, y))
                .optimal(proof, family.iterations(), family.method(), family.time());
    }

    /** The slack of a soft bound on risk lets it give way: so much is its multiplier, in the program's own unit. */
    private void chargeSlacks(QuadraticProgram program, double[] v, double[] w) {
        for (int k = 0; k < bounds.size(); k++) {
            LinearForm.Quadratic bound = bounds.get(k);
            if (bound.isSoft()) {
                program.linear()[bound.slack().position()] -= v[2 + k] * bound.at(w) / family.curvature(v);
            }
        }
    }

    /**
     * One-sided prices under bounds on risk: to first order such a bound is the row of its gradient, so that the prices are
     * those of the problem with these rows and without the multipliers of the bounds in its objective.
     */
    private List<Prices> ofRisk(double unit, double[] v, double[] w, double[] y) {
        if (bounds.isEmpty()) {
            return List.of();
        }
        double[] only = new double[v.length];
        only[0] = 1;
        only[1] = v[1] / v[0];
        double curvature = family.curvature(only);
        int m = assembly.m();
        double[] multipliers = Arrays.copyOf(y, m + bounds.size());
        double scale = family.curvature(v) / v[0] / curvature;
        for (int i = 0; i < m; i++) {
            multipliers[i] *= scale;
        }
        List<LinearForm.Row> gradients = new ArrayList<>();
        int[] owners = new int[bounds.size()];
        for (int k = 0; k < owners.length; k++) {
            LinearForm.Quadratic bound = bounds.get(k);
            owners[k] = bound.owner();
            double[] gradient = bound.gradient(w);
            if (bound.isSoft()) {
                gradient[bound.slack().position()] = -1;
            }
            double theta = v[2 + k] / v[0];
            double at = bound.at(w);
            boolean reached = theta > 0 || at - bound.slackOf(w) >= bound.limit() * (1 - 1e-12);
            double activity = Compensated.dot(w.length, gradient, 0, w, 0);
            double high = reached ? activity : activity + Math.max(1, Math.abs(activity));
            gradients.add(new LinearForm.Row(bound.owner(), gradient, List.of(), Double.NEGATIVE_INFINITY, high));
            multipliers[m + k] = -theta * at / curvature;
        }
        return List.of(new Prices(
                assembly,
                family.program(only, gradients, multipliers),
                w,
                multipliers,
                objective.sign() * unit * curvature,
                owners));
    }

    /**
     * By what part of itself the ratio may be better at most. The scaled conditions alone do not see that: they forgive
     * what the last bits of weights do, and of a hedge that is all there is.
     */
    private double better(Residuals residuals, double[] w, double[] y, double curvature) {
        RiskModel risk = objective.ratio().get(0).risk();
        return new RatioRoom(assembly, risk, w, y, curvature).above(residuals, MOST_BETTER);
    }

    /** What the engine forgives itself may be all that a hedge leaves: then the search is made again without. */
    private PortfolioSolution hedged(double[] w) {
        double[] hedge = w.clone();
        if (family.makeSure()) {
            PortfolioSolution again = new SearchSolving(this).solve();
            return again instanceof Failed ? indistinct(hedge) : again;
        }
        return indistinct(hedge);
    }

    private Failed indistinct(double[] w) {
        RiskModel risk = objective.ratio().get(0).risk();
        double own = 0;
        for (int j = 0; j < w.length; j++) {
            own += Math.abs(w[j]) * Math.sqrt(risk.variance(j));
        }
        return new Failed(
                "the " + objective.name() + " cannot be told from one without limit: its best portfolio hedges all"
                        + " but " + Numbers.text(Math.sqrt(Term.Quadratic.form(risk, w, new double[0])) / own)
                        + " of the volatility of its positions, and rounding hides how much is left: look for assets that nearly"
                        + " duplicate each other, or use a shrunk risk model");
    }

    // ---- other outcomes

    private PortfolioSolution notSolved(QuadraticSolver.Status status) {
        return switch (status) {
            case INFEASIBLE ->
                search.blocked() >= 0
                        ? Unattainable.risk(problem, assembly, bounds.get(search.blocked()), search.least())
                        : Unattainable.rows(problem, assembly);
            case UNBOUNDED -> unbounded();
            case FEASIBLE, STOPPED -> stopped();
            case NOT_CONVEX -> Solving.noCovariance();
            default -> Solving.unwritable(family.unwritable(), Solving.inaccurate());
        };
    }

    private PortfolioSolution unbounded() {
        double[] f = new double[2 + bounds.size()];
        f[0] = 1;
        QuadraticProgram program = family.program(f);
        double[] ray = family.ray();
        for (double[] candidate : List.of(family.ray(), search.endless())) {
            if (candidate.length > 0 && leaves(candidate) && Recession.rate(program, candidate) > 0) {
                ray = candidate;
            }
        }
        return leaves(ray)
                ? Solving.unbounded(
                        problem, assembly, Composition.withPowers(problem.universe(), objective.terms()), program, ray)
                : Solving.inaccurate();
    }

    /** Whether no hard bound on risk ends a direction, in which it writes down what the slacks of soft ones need. */
    private boolean leaves(double[] direction) {
        boolean flat = true;
        for (LinearForm.Quadratic bound : bounds) {
            boolean none = Search.flat(bound, direction);
            flat &= bound.isSoft() || none;
            if (bound.isSoft()) {
                direction[bound.slack().position()] =
                        none ? 0 : Math.sqrt(Term.Quadratic.form(bound.risk(), direction, new double[0]));
            }
        }
        return flat;
    }

    private PortfolioSolution stopped() {
        String limit = family.iterations() >= problem.iterationLimit()
                ? "limit of " + problem.iterationLimit() + " iterations"
                : "time limit";
        Progress progress = family.progress();
        if (!progress.hasPortfolio()) {
            return new Failed("the " + limit + " was reached before a feasible portfolio was found");
        }
        double gap = progress.gap();
        return new Feasible(
                Weights.of(problem.universe(), progress.weights()),
                progress.value(),
                gap,
                new Feasible.Wording(limit, objective.name(), "no solve of the search has ended that does"),
                DataDate.of(problem, assembly));
    }
}
