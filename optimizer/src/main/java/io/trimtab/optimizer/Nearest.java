package io.trimtab.optimizer;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.time.NanoClock;
import io.trimtab.optimizer.solver.Feasibility;
import io.trimtab.optimizer.solver.Limits;
import io.trimtab.optimizer.solver.NoRisk;
import io.trimtab.optimizer.solver.QuadraticProgram;
import io.trimtab.optimizer.solver.QuadraticSolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the smallest moves of bounds that make contradicting constraints feasible.
 *
 * <p>With s_c the move of constraint c, all certificates of infeasibility are linear in s: each says
 * {@code sum_c slope_c s_c >= shortfall}. So the smallest sum of moves is found by a cutting plane method (Benders 1962):
 * solve for s under the certificates known, look whether bounds so moved are feasible, and if not, add the certificate
 * that says why. There are finitely many vertices, so it ends; a handful of steps is usual.
 *
 * <p>With bounds on risk, the least risk under the other bounds is a convex function of the moves, and the prices at that
 * portfolio are its slopes: each look adds the tangent (Kelley 1960). A tangent asks for {@value #TANGENT} of the bound
 * more than it must, so that this ends too; the sum found is the smallest to that. Rows of the largest weights are
 * generated as they are violated.
 */
final class Nearest {
    private static final int MOST_STEPS = 200;
    /** A move of less than this, relative to the largest, or to a weight of one if that is less, is the rounding of none. */
    private static final double NO_MOVE = 1e-9;
    /** What is added to moves that rounding leaves short of feasible, in the order in which it is tried. */
    private static final double[] HAIR = {0, 1e-12, 1e-10, 1e-8};
    /** Iterations of a solve before more of a hair is tried, and as many for each asset and row. */
    private static final int IMPATIENT = 100;

    private static final int IMPATIENT_EACH = 4;
    /** By what part of a bound on risk a tangent asks for more than it must. */
    private static final double TANGENT = 1e-10;
    /** By how much, relative to the first, the last constraint is cheaper to move: only ties notice. */
    private static final double TIE = 1e-7;

    private final PortfolioProblem problem;
    private final List<Constraint> all;
    private final Assembly assembly;
    private final boolean[] movable;
    private final double[] unit;
    private final List<double[]> cuts = new ArrayList<>();
    private final List<Double> shortfalls = new ArrayList<>();

    private Nearest(PortfolioProblem problem, boolean[] movable) {
        this.problem = problem;
        this.movable = movable;
        all = problem.constraints();
        assembly = Assembly.of(problem.universe(), all);
        unit = new double[all.size()];
        for (LinearForm.Row row : assembly.form.rows()) {
            for (double a : row.coefficients()) {
                unit[row.owner()] = Math.max(unit[row.owner()], Math.abs(a));
            }
            if (!row.functions().isEmpty()) {
                unit[row.owner()] = Math.max(unit[row.owner()], 1);
            }
        }
        for (LinearForm.Quadratic bound : assembly.form.quadratics()) {
            // a move by the largest volatility is what a weight of one may ask for
            for (int j = 0; j < assembly.n(); j++) {
                unit[bound.owner()] =
                        Math.max(unit[bound.owner()], Math.sqrt(bound.risk().variance(j)));
            }
        }
        for (int c = 0; c < unit.length; c++) {
            unit[c] = unit[c] > 0 ? unit[c] : 1;
        }
    }

    /** The nearest portfolio if the constraints marked may move; empty if that does not suffice or nothing is optimal. */
    static List<Found> of(PortfolioProblem problem, boolean[] movable) {
        Nearest search = new Nearest(problem, movable);
        double[] by = search.moves();
        return by.length == 0 ? List.of() : search.verified(by);
    }

    /** For each constraint of a conflict how far it alone must give way, if that suffices. */
    static List<Relaxation> alone(PortfolioProblem problem, List<String> conflict) {
        List<Relaxation> out = new ArrayList<>();
        for (int c = 0; c < problem.constraints().size() && !given(problem); c++) {
            if (conflict.contains(problem.constraints().get(c).name())) {
                boolean[] movable = new boolean[problem.constraints().size()];
                movable[c] = true;
                for (Found found : of(problem, movable)) {
                    out.addAll(found.portfolio.relaxations());
                }
            }
        }
        return out;
    }

    /** The nearest portfolio if all constraints may move; none if there is none. */
    static List<NearestPortfolio> together(PortfolioProblem problem) {
        if (given(problem)) {
            return List.of();
        }
        boolean[] movable = new boolean[problem.constraints().size()];
        Arrays.fill(movable, true);
        return of(problem, movable).stream().map(Found::portfolio).toList();
    }

    /** Whether constraints have given way already: that is asked only to see whether it suffices. */
    private static boolean given(PortfolioProblem problem) {
        return problem.constraints().stream().anyMatch(c -> c instanceof Relaxed);
    }

    /**
     * The optimum of the relaxed problem, and what gave way for it.
     *
     * @param own whether it is the optimum of the problem's own objective
     */
    record Found(Optimal optimal, NearestPortfolio portfolio, boolean own) {}

    /** Empty if there are none. */
    private double[] moves() {
        double[] by = new double[all.size()];
        for (int step = 0; step < MOST_STEPS; step++) {
            Assembly moved = Assembly.of(problem.universe(), moved(all, by));
            switch (look(moved, by)) {
                case FEASIBLE -> {
                    return by;
                }
                case UNKNOWN -> {
                    return new double[0];
                }
                default -> {}
            }
            double[] next = master();
            if (next.length == 0) {
                return next;
            }
            if (!progress(by, next)) {
                // short of feasible by rounding alone
                return by;
            }
            by = next;
        }
        return new double[0];
    }

    /** Looks whether bounds so moved leave a portfolio; if not, adds a condition on the moves that says why. */
    private Feasibility.Answer look(Assembly moved, double[] by) {
        int crossed = moved.crossed();
        if (crossed >= 0) {
            cut(
                    by,
                    crossing(moved, crossed),
                    moved.form.lower()[crossed] - moved.form.upper()[crossed]);
            return Feasibility.Answer.INFEASIBLE;
        }
        if (!moved.isLinear()) {
            return lookAtRisk(moved, by);
        }
        Contradiction proof = Contradiction.of(problem, moved);
        if (proof.answer == Feasibility.Answer.INFEASIBLE) {
            cut(by, slopes(moved, proof), proof.certificate.required() - proof.certificate.attainable());
        }
        return proof.answer;
    }

    private Feasibility.Answer lookAtRisk(Assembly moved, double[] by) {
        PortfolioProblem anything =
                problem.withConstraints(moved(all, by)).minimize(Objectives.l2(problem.universe(), 1));
        SearchSolving search = new SearchSolving(anything, moved);
        QuadraticSolver.Status status = search.look();
        if (status == QuadraticSolver.Status.OPTIMAL) {
            return Feasibility.Answer.FEASIBLE;
        }
        if (status != QuadraticSolver.Status.INFEASIBLE) {
            return Feasibility.Answer.UNKNOWN;
        }
        if (search.blocked() < 0) {
            // with the rows of the largest weights that have been generated
            Contradiction proof = Contradiction.of(problem, moved);
            if (proof.answer != Feasibility.Answer.INFEASIBLE) {
                return Feasibility.Answer.UNKNOWN;
            }
            cut(by, slopes(moved, proof), proof.certificate.required() - proof.certificate.attainable());
            return Feasibility.Answer.INFEASIBLE;
        }
        return tangent(moved, by, search.blocked()) ? Feasibility.Answer.INFEASIBLE : Feasibility.Answer.UNKNOWN;
    }

    /** The least of one risk under the rows and the risks after it: its value, and how it falls as each constraint moves. */
    private boolean tangent(Assembly moved, double[] by, int blocked) {
        LinearForm.Quadratic bound = moved.form.quadratics().get(blocked);
        List<Constraint> others = moved(all, by);
        boolean[] left = new boolean[all.size()];
        for (int k = 0; k <= blocked; k++) {
            left[moved.form.quadratics().get(k).owner()] = true;
        }
        List<Constraint> kept = new ArrayList<>();
        List<Integer> owner = new ArrayList<>();
        for (int c = 0; c < left.length; c++) {
            if (!left[c]) {
                kept.add(others.get(c));
                owner.add(c);
            }
        }
        Term risk = new Term.Quadratic("risk", 2, bound.risk(), bound.centre());
        PortfolioSolution solution = problem.withConstraints(kept)
                .fallingBackTo()
                .minimize(new Objective("risk", Objective.Sense.MINIMIZE, List.of(risk)))
                .solve();
        if (!(solution instanceof Optimal best)) {
            return false;
        }
        double least = Math.sqrt(best.objective());
        double[] slope = new double[all.size()];
        double[] prices = best.outwardPrices();
        for (int k = 0; k < prices.length; k++) {
            slope[owner.get(k)] = prices[k] / (2 * least);
        }
        slope[bound.owner()] = 1;
        cut(by, slope, Math.max(0, least - bound.limit()) + TANGENT * bound.limit());
        return true;
    }

    private static boolean progress(double[] before, double[] next) {
        double change = 0;
        for (int c = 0; c < next.length; c++) {
            change = Math.max(change, Math.abs(next[c] - before[c]));
        }
        return change > 0;
    }

    static List<Constraint> moved(List<Constraint> constraints, double[] by) {
        List<Constraint> out = new ArrayList<>();
        for (int c = 0; c < by.length; c++) {
            out.add(by[c] == 0 ? constraints.get(c) : new Relaxed(constraints.get(c), by[c]));
        }
        return out;
    }

    private double[] crossing(Assembly moved, int asset) {
        double[] slope = new double[all.size()];
        slope[moved.form.lowerOwner(asset)] += 1;
        slope[moved.form.upperOwner(asset)] += 1;
        return slope;
    }

    /** How much the contradiction shrinks as each constraint gives way. */
    private double[] slopes(Assembly moved, Contradiction proof) {
        double[] slope = new double[all.size()];
        for (int i = 0; i < proof.rows.length; i++) {
            slope[moved.form.rows().get(i).owner()] += Math.abs(proof.rows[i]);
        }
        for (int j = 0; j < moved.n(); j++) {
            double c = proof.pull(j);
            int owner = c > 0 ? moved.form.upperOwner(j) : moved.form.lowerOwner(j);
            if (c != 0 && owner >= 0) {
                slope[owner] += Math.abs(c);
            }
        }
        return slope;
    }

    /** Of the remaining contradiction at the present moves makes a condition on all moves. */
    private void cut(double[] by, double[] slope, double remaining) {
        double total = remaining;
        for (int c = 0; c < by.length; c++) {
            total += slope[c] * by[c];
        }
        for (int c = 0; c < by.length; c++) {
            slope[c] *= unit[c];
        }
        cuts.add(slope);
        shortfalls.add(total);
    }

    /** The smallest moves, in weight, that satisfy the conditions known; empty if there are none. */
    private double[] master() {
        int n = all.size();
        int m = cuts.size();
        double[] cost = new double[n];
        double[] most = new double[n];
        for (int c = 0; c < n; c++) {
            cost[c] = 1 + TIE * (n - c);
            most[c] = movable[c] ? Double.POSITIVE_INFINITY : 0;
        }
        double[] low = new double[m];
        double[] high = new double[m];
        for (int i = 0; i < m; i++) {
            low[i] = shortfalls.get(i);
            high[i] = Double.POSITIVE_INFINITY;
        }
        Universe names =
                Universe.of(IntStream.range(0, n).mapToObj(c -> "s" + c).toList());
        QuadraticSolver solver = new QuadraticSolver(new QuadraticProgram(
                new NoRisk(names), cost, cuts.toArray(new double[0][]), low, high, new double[n], most));
        if (solver.solve(new Limits(NanoClock.system(), 1000 * (n + m), Long.MAX_VALUE))
                != QuadraticSolver.Status.OPTIMAL) {
            return new double[0];
        }
        double[] by = new double[n];
        solver.weightsInto(by);
        double largest = 0;
        for (int c = 0; c < n; c++) {
            largest = Math.max(largest, by[c]);
        }
        for (int c = 0; c < n; c++) {
            by[c] = by[c] <= NO_MOVE * Math.min(1, largest) ? 0 : by[c];
        }
        double stretch = stretch(by);
        for (int c = 0; c < n; c++) {
            by[c] *= stretch * unit[c];
        }
        return by;
    }

    /** By how much moves that satisfy all conditions but for rounding must grow to satisfy them. */
    private double stretch(double[] by) {
        double most = 1;
        for (int i = 0; i < cuts.size(); i++) {
            double reached = 0;
            for (int c = 0; c < by.length; c++) {
                reached = Math.fma(cuts.get(i)[c], by[c], reached);
            }
            if (reached > 0) {
                most = Math.max(most, shortfalls.get(i) / reached);
            }
        }
        return most * (1 + 4 * Math.ulp(1.0));
    }

    private List<Found> verified(double[] by) {
        for (double hair : HAIR) {
            double[] tried = by.clone();
            boolean moves = false;
            for (int c = 0; c < tried.length; c++) {
                moves |= tried[c] > 0;
                tried[c] += tried[c] > 0 ? hair * unit[c] * Math.max(1, tried[c] / unit[c]) : 0;
            }
            if (!moves) {
                return List.of();
            }
            PortfolioProblem relaxed =
                    problem.withConstraints(moved(all, tried)).fallingBackTo();
            relaxed = patience(relaxed, hair);
            PortfolioSolution own = SearchSolving.offers(relaxed) ? relaxed.solve() : new Failed("");
            if (own instanceof Optimal best) {
                return List.of(new Found(best, portfolio(best.weights(), tried), true));
            }
            if (!(own instanceof Infeasible) && plain(relaxed) instanceof Optimal any) {
                return List.of(new Found(any, portfolio(any.weights(), tried), false));
            }
        }
        return List.of();
    }

    /** At the edge of what is feasible a solve may fail slowly: then more of a hair is tried first, and patience comes last. */
    private PortfolioProblem patience(PortfolioProblem relaxed, double hair) {
        boolean search = !assembly.isLinear()
                || !problem.objective().ratio().isEmpty()
                || Composition.hasPowers(problem.objective().terms());
        return search || hair == HAIR[HAIR.length - 1]
                ? relaxed
                : relaxed.iterationLimit(IMPATIENT + IMPATIENT_EACH * (assembly.n() + assembly.m()));
    }

    /** Where the problem's objective has no optimum: the portfolio of least risk, or of the least sum of squares. */
    private PortfolioSolution plain(PortfolioProblem relaxed) {
        if (!problem.objective().covariance().isEmpty()) {
            PortfolioSolution least = relaxed.minimize(
                            Objectives.variance(problem.objective().riskModel()))
                    .solve();
            if (least instanceof Optimal) {
                return least;
            }
        }
        return relaxed.minimize(Objectives.l2(problem.universe(), 1)).solve();
    }

    private NearestPortfolio portfolio(Weights weights, double[] by) {
        List<Relaxation> relaxations = new ArrayList<>();
        double total = 0;
        for (int c = 0; c < by.length; c++) {
            if (by[c] > 0) {
                relaxations.add(relaxation(weights, c, by[c]));
                total += by[c] / unit[c];
            }
        }
        return new NearestPortfolio(weights, relaxations, total);
    }

    /** The bound that gave way is the one that the weights violate as it was given, if that is one number. */
    private Relaxation relaxation(Weights w, int c, double by) {
        double from = Double.NaN;
        boolean up = false;
        boolean several = false;
        for (LinearForm.Row row : assembly.form.rows()) {
            if (row.owner() == c) {
                double at = row.activity(w.toArray());
                double room = by / 2;
                if (at < row.lower() - room || at > row.upper() + room) {
                    double bound = at > row.upper() ? row.upper() : row.lower();
                    several |= !Double.isNaN(from) && from != bound;
                    from = bound;
                    up = at > row.upper();
                }
            }
        }
        for (LinearForm.Bound bound : assembly.form.bounds()) {
            double beyond =
                    bound.isUpper() ? w.get(bound.asset()) - bound.value() : bound.value() - w.get(bound.asset());
            if (bound.owner() == c && beyond > by / 2) {
                several |= !Double.isNaN(from) && (from != bound.value() || up != bound.isUpper());
                from = bound.value();
                up = bound.isUpper();
            }
        }
        for (LinearForm.Quadratic bound : assembly.form.quadratics()) {
            if (bound.owner() == c) {
                from = bound.limit();
                up = true;
            }
        }
        for (LinearForm.Largest bound : assembly.form.largest()) {
            if (bound.owner() == c) {
                from = bound.limit();
                up = true;
            }
        }
        double one = several ? Double.NaN : from;
        return new Relaxation(all.get(c).name(), all.get(c).description(), by, one, up ? one + by : one - by);
    }
}
