package io.trimtab.optimizer;

import io.trimtab.optimizer.solver.Limits;
import io.trimtab.optimizer.solver.PowerCostSolver;
import io.trimtab.optimizer.solver.QuadraticProgram;
import io.trimtab.optimizer.solver.QuadraticSolver;
import io.trimtab.optimizer.solver.Recession;
import io.trimtab.optimizer.solver.Residuals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Problems that share bounds and rows, and whose objectives are combinations of the same parts; each is solved from the
 * optimum of the one before.
 *
 * <p>Bounds on the k largest weights are rows for each k assets, far too many to write down. They are generated: solve,
 * add the row of the k largest weights if it is violated, solve again. Each row is new, so that this ends, and the
 * optimum satisfies all of them. A workspace for one thread.
 */
final class Family {
    /** A sum of largest weights above its bound by less than this is rounding. */
    private static final double ROUNDING = 1e-12;

    private final PortfolioProblem problem;
    private final Assembly assembly;
    private final List<Composition> parts;
    /** What the program was built of; empty if its rows have changed since. */
    private final List<Composition> built = new ArrayList<>();

    private final List<QuadraticProgram> program = new ArrayList<>();
    private final List<QuadraticSolver> solver = new ArrayList<>();
    /** What is being solved, while it is. */
    private final List<Composition> combination = new ArrayList<>();

    /** Where the search for the row of each bound on the largest weights ended last. */
    private final double[] level;

    private double[] w;
    private double[] y = new double[0];
    private boolean started;
    private int iterations;
    private int solves;
    private final Progress progress;
    /** Without limits nobody asks how far a search has come. */
    private final boolean limited;

    private final double[] ray;
    /** Whether every solve is for certain, as nothing less has been enough. */
    private boolean sure;

    /** The largest weight of an optimum that could not be written down, if there was one. */
    private double unwritable;

    private String method = "";
    private Limits limits;
    private long nanos;
    private final long begun;

    Family(PortfolioProblem problem, Assembly assembly, List<Composition> parts) {
        this.problem = problem;
        this.assembly = assembly;
        this.parts = List.copyOf(parts);
        this.limits = Assembly.limits(problem);
        this.begun = problem.nanos() == Long.MAX_VALUE ? 0 : problem.clock().nanos();
        started = !problem.start().isEmpty();
        ray = new double[assembly.n()];
        level = new double[assembly.form.largest().size()];
        Arrays.fill(level, Double.NaN);
        progress = new Progress(problem.objective(), assembly.form.quadratics());
        limited = problem.isLimited();
        w = started ? problem.start().get(0).toArray() : new double[assembly.n()];
    }

    /** Minimises the parts, each times its factor; rows of the largest weights included. */
    QuadraticSolver.Status solve(double[] factors) {
        Composition total = Composition.sum(parts, factors);
        combination.clear();
        combination.add(total);
        QuadraticSolver.Status status = solve(total);
        while ((status == QuadraticSolver.Status.OPTIMAL && cut(w))
                || (status == QuadraticSolver.Status.UNBOUNDED && cut(ray))
                || (status == QuadraticSolver.Status.FAILED && cut(attempted()))) {
            built.clear();
            status = solve(total);
        }
        combination.clear();
        boolean point = status == QuadraticSolver.Status.OPTIMAL || status == QuadraticSolver.Status.FEASIBLE;
        if (point && limited && violation() <= ROUNDING && satisfiesRows(factors)) {
            progress.met(w);
        }
        if (point && limited && factors[0] > 0) {
            progress.solved(factors, w, status == QuadraticSolver.Status.OPTIMAL ? 0 : gap(factors));
        }
        return status;
    }

    /** Weights at which the engine gave up: they prove nothing, but a row that they violate holds all the same. */
    private double[] attempted() {
        double[] last = w.clone();
        if (!solver.isEmpty()) {
            solver.get(0).weightsInto(last);
        }
        return last;
    }

    /** By how much the combination may be above its minimum at the last weights, per unit of F; infinite if nobody knows. */
    private double gap(double[] factors) {
        Residuals residuals = residuals(program(factors));
        return residuals.bounded() ? curvature(factors) * residuals.gap() / factors[0] : Double.POSITIVE_INFINITY;
    }

    /** Whether the last weights satisfy the rows as nearly as an optimum must: where a limit stopped a solve, rounding may be left. */
    private boolean satisfiesRows(double[] factors) {
        return residuals(program(factors)).scaledPrimal() <= KktProof.LARGEST_RESIDUAL;
    }

    /** What is known so far. */
    Progress progress() {
        return progress;
    }

    private QuadraticSolver.Status solve(Composition total) {
        solves++;
        QuadraticSolver.Status status = total.hasPowers() ? byPowers(total) : byEngine(total);
        started |= status == QuadraticSolver.Status.OPTIMAL || status == QuadraticSolver.Status.FEASIBLE;
        return status;
    }

    private QuadraticSolver.Status byEngine(Composition total) {
        boolean same = !built.isEmpty() && total.sameShape(built.get(0));
        if (same) {
            double[] q = total.linear();
            double tilt = total.tiltFrom(built.get(0));
            for (int j = 0; j < q.length; j++) {
                program.get(0).linear()[j] = q[j] / tilt;
            }
            program.get(0).tilt(tilt);
        } else {
            program.clear();
            solver.clear();
            program.add(assembly.anyProgram(total));
            solver.add(new QuadraticSolver(program.get(0)));
            built.clear();
            built.add(total);
        }
        QuadraticSolver engine = solver.get(0);
        limits = remaining();
        if (sure) {
            return surely();
        }
        QuadraticSolver.Status status =
                same ? engine.resume(limits) : started ? engine.solveFrom(w, limits) : engine.solve(limits);
        count();
        method = engine.method(limits);
        if (status == QuadraticSolver.Status.OPTIMAL || status == QuadraticSolver.Status.FEASIBLE) {
            y = new double[assembly.m()];
            engine.weightsInto(w);
            engine.multipliersInto(y);
            return status;
        }
        unwritable = Math.max(unwritable, engine.unwritableWeight());
        if (status == QuadraticSolver.Status.UNBOUNDED) {
            engine.rayInto(ray);
        }
        if (status == QuadraticSolver.Status.UNBOUNDED && !(Recession.rate(program.get(0), ray) > 0)) {
            return surely();
        }
        return status;
    }

    /** Solves all that follows for certain; false if that is so already, or costs are not piecewise linear. */
    boolean makeSure() {
        boolean more = !sure && !Composition.sum(parts, ones()).hasPowers();
        sure = more || sure;
        return more;
    }

    private double[] ones() {
        double[] factors = new double[parts.size()];
        Arrays.fill(factors, 1);
        return factors;
    }

    /** For certain, where the engine's answer is not proved. */
    private QuadraticSolver.Status surely() {
        QuadraticSolver engine = solver.get(0);
        limits = remaining();
        QuadraticSolver.Status status = engine.solveSurely(limits);
        count();
        method = engine.method(limits);
        if (status == QuadraticSolver.Status.OPTIMAL) {
            y = new double[assembly.m()];
            engine.weightsInto(w);
            engine.multipliersInto(y);
        } else if (status == QuadraticSolver.Status.UNBOUNDED) {
            engine.rayInto(ray);
        }
        return status;
    }

    private QuadraticSolver.Status byPowers(Composition total) {
        built.clear();
        PowerCostSolver engine = new PowerCostSolver(assembly.anyProgram(total), total.powers());
        limits = remaining();
        QuadraticSolver.Status status = engine.solve(limits);
        count();
        method = engine.method();
        if (status == QuadraticSolver.Status.OPTIMAL || status == QuadraticSolver.Status.FEASIBLE) {
            y = new double[assembly.m()];
            engine.weightsInto(w);
            engine.multipliersInto(y);
        } else if (status == QuadraticSolver.Status.UNBOUNDED) {
            engine.rayInto(ray);
        }
        return status;
    }

    private void count() {
        iterations += limits.iterations();
        nanos += Math.max(0, limits.elapsedNanos());
    }

    /** How long the solves have taken. */
    Duration time() {
        return Duration.ofNanos(nanos);
    }

    /** What the solves so far have left of the limits of the problem. */
    private Limits remaining() {
        long nanos = problem.nanos();
        if (nanos != Long.MAX_VALUE) {
            nanos = Math.max(1, nanos - (problem.clock().nanos() - begun));
        }
        return new Limits(problem.clock(), problem.iterationLimit() - iterations, nanos);
    }

    // ---- the largest weights

    /**
     * Adds the rows that weights violate, or that a direction leaves for ever; false if there are none that are not there
     * yet.
     */
    private boolean cut(double[] x) {
        boolean added = false;
        for (LinearForm.Largest bound : assembly.form.largest()) {
            double limit = x == ray ? 0 : bound.limit();
            if (bound.sum(x) > limit + ROUNDING * Math.max(1, Math.abs(limit))) {
                added |= (x == w && byLevel(bound)) || add(bound, x);
            }
        }
        return added;
    }

    /** Adds the row that the bound comes down to at the optimum; false if it is not found, or known. */
    private boolean byLevel(LinearForm.Largest bound) {
        if (combination.isEmpty() || !Levels.applies(assembly, combination.get(0), bound)) {
            return false;
        }
        List<Limits> spent = new ArrayList<>();
        Levels levels = new Levels(assembly, combination.get(0), bound, this::remaining, spent);
        int which = assembly.form.largest().indexOf(bound);
        double[] row = levels.find(w, level[which]);
        for (Limits own : spent) {
            limits = own;
            count();
        }
        solves += spent.size();
        if (row.length == 0) {
            return false;
        }
        level[which] = levels.level();
        return isNew(bound, row);
    }

    /** Makes sure that each bound on the largest weights has its row for the weights as they are. */
    void complete() {
        for (LinearForm.Largest bound : assembly.form.largest()) {
            if (add(bound, w)) {
                y = Arrays.copyOf(y, assembly.m());
            }
        }
    }

    private boolean add(LinearForm.Largest bound, double[] x) {
        return isNew(bound, bound.row(x));
    }

    private boolean isNew(LinearForm.Largest bound, double[] row) {
        for (LinearForm.Row known : assembly.form.rows()) {
            if (known.owner() == bound.owner() && Arrays.equals(known.coefficients(), row)) {
                return false;
            }
        }
        assembly.form.cut(bound, row);
        return true;
    }

    /** The largest violation of a bound on the largest weights, relative to it or to one. */
    double violation() {
        double worst = 0;
        for (LinearForm.Largest bound : assembly.form.largest()) {
            worst = Math.max(worst, (bound.sum(w) - bound.limit()) / Math.max(1, Math.abs(bound.limit())));
        }
        return worst;
    }

    // ---- answers

    /** The last weights; not copied, and overwritten by the next solve. */
    double[] weights() {
        return w;
    }

    /** The multipliers of the rows, of the program that {@link #curvature} makes of the last factors. */
    double[] multipliers() {
        return y;
    }

    void takeOver(double[] weights, double[] multipliers) {
        w = weights.clone();
        y = Arrays.copyOf(multipliers, assembly.m());
        built.clear();
    }

    double curvature(double[] factors) {
        return Composition.sum(parts, factors).curvature();
    }

    /**
     * The program of a combination of parts; costs with the power 3/2 have their slopes at the last weights in it, so that
     * its optimality conditions there are the problem's own.
     */
    QuadraticProgram program(double[] factors) {
        return program(factors, List.of(), y);
    }

    /** The same with more rows, which the last of the multipliers belong to. */
    QuadraticProgram program(double[] factors, List<LinearForm.Row> more, double[] multipliers) {
        Composition total = Composition.sum(parts, factors);
        QuadraticProgram plain = assembly.anyProgram(total, more);
        return total.hasPowers() ? new PowerCostSolver(plain, total.powers()).linearisedAt(w, multipliers) : plain;
    }

    /** Whether a direction leads out of no bound, row or bound on the largest weights, but for rounding. */
    boolean staysInside(double[] direction, double rounding) {
        double[] first = new double[parts.size()];
        first[0] = 1;
        boolean inside = Recession.staysInside(assembly.anyProgram(Composition.sum(parts, first)), direction, rounding);
        double largest = 0;
        for (double d : direction) {
            largest = Math.max(largest, Math.abs(d));
        }
        for (LinearForm.Largest bound : assembly.form.largest()) {
            inside &= bound.sum(direction) <= rounding * largest;
        }
        return inside;
    }

    /** How exactly the last weights and multipliers satisfy the conditions of a program. */
    Residuals residuals(QuadraticProgram of) {
        Residuals residuals = new Residuals(of);
        residuals.certify(w, y);
        return residuals;
    }

    /** The largest element of the gradient of a combination at the last weights. */
    double steepness(double[] factors) {
        return Composition.sum(parts, factors).steepness(w);
    }

    /** After UNBOUNDED: the direction. */
    double[] ray() {
        return ray.clone();
    }

    int iterations() {
        return iterations;
    }

    /** The largest weight of an optimum on the way whose rows no doubles near it satisfy, or 0. */
    double unwritable() {
        return unwritable;
    }

    String method() {
        return method + ", the last of " + solves + " solves";
    }
}
