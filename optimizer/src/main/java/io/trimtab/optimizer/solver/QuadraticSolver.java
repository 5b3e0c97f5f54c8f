package io.trimtab.optimizer.solver;

import io.trimtab.core.check.Check;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Solves a {@link QuadraticProgram}: phase one for a feasible point, then sifting over the active-set method, then the
 * weights of the final working set to the last bit.
 *
 * <p>Sifting: the active-set method runs on some candidate assets only. At its optimum all n assets are priced, those
 * that would improve the objective become candidates, and it runs on. In a long-only book few assets ever move, so a
 * handful of passes over all n suffices. Up to {@value #SMALL} assets everything is a candidate.
 *
 * <p>The last step computes the free weights and the multipliers of the final working set from S and A to the last bit:
 * the updated inverse only gives corrections to residuals in doubled precision, and leaves no trace once a correction is
 * too small to matter; where it is too far off for that, LU with refinement does the same. Held weights are their bounds
 * exactly. An instance is a workspace: it may be used again and again, by one thread at a time, and allocates nothing
 * once it has grown to its problem.
 */
public final class QuadraticSolver {
    /** How a solve ended. */
    public enum Status {
        /** At an optimum, to the accuracy that the caller is to verify. */
        OPTIMAL,
        /** At a feasible point; a limit was reached before the optimum. */
        FEASIBLE,
        /** No point satisfies rows and bounds; {@link Feasibility} proves it. */
        INFEASIBLE,
        /** The objective falls without end along {@link #rayInto}. */
        UNBOUNDED,
        /** A limit was reached before a feasible point. */
        STOPPED,
        /** The covariance has a direction of negative variance. */
        NOT_CONVEX,
        /** Rounding won. */
        FAILED
    }

    private static final int SMALL = Pricing.SMALL;
    private static final int ROUNDS = 50;
    private static final int RECOVERIES = 3;
    /** A tenth of what is still called optimal. */
    private static final double PLAINLY_SMALL = 1e-10;
    /** What an optimum may miss the conditions by, scaled; a tenth of what is allowed. */
    private static final double PROVEN = 1e-10;

    private final QuadraticProgram p;
    private final Iterate at;
    private final Columns columns;
    private final WorkingSet set;
    private final ActiveSet active;
    private final PhaseOne phaseOne = new PhaseOne();
    private final Polish polish;
    private final HeldSet held;
    private final Pricing pricing;
    private final Sieve sieve;
    /** Made when first needed, like what is remembered: the first solve of a fresh JVM need not read their classes. */
    private @Nullable Repair repair;

    private @Nullable Reference reference;
    private boolean remembered;
    private final double[] scratch;
    private int recoveries;
    private boolean warm;
    private int changes;

    private final Residuals residuals;
    private final double[] multipliers;
    private final Regime regime = new Regime();
    private final FactorMethod factors;
    /** Not null while the last answer is its answer. */
    private @Nullable LastResort lastResort;

    /**
     * A workspace for a program.
     *
     * @param program the program; its q, tilt and bounds may change between solves
     */
    public QuadraticSolver(QuadraticProgram program) {
        p = program;
        at = new Iterate(p);
        columns = new Columns(p);
        set = new WorkingSet(p, columns, at.segments);
        active = new ActiveSet(at, set, columns);
        polish = new Polish(p, at, set, columns);
        held = new HeldSet(p, at, set, polish);
        scratch = new double[p.n];
        residuals = new Residuals(p);
        multipliers = new double[p.m];
        factors = new FactorMethod(p);
        pricing = new Pricing(p, at, columns, factors);
        sieve = new Sieve(p, pricing);
    }

    /**
     * Solves from nothing.
     *
     * @param limits when to stop
     * @return how it ended
     */
    public Status solve(Limits limits) {
        return orSurely(attempt(limits), limits);
    }

    /** Where no method has found an answer, or one that rounding may have given, the last resort is asked. */
    private Status orSurely(Status status, Limits limits) {
        return status == Status.FAILED || status == Status.NOT_CONVEX ? solveSurely(limits) : status;
    }

    private Status attempt(Limits limits) {
        begin(limits);
        restart();
        if (regime.unforced() && factors.applies()) {
            factors.start();
            if (byFactors(limits)) {
                return Status.OPTIMAL;
            }
            return afterFactors(limits);
        }
        if (regime.manyFree(p) && regime.open(at, limits) && accepted()) {
            return Status.OPTIMAL;
        }
        if (regime.interiorFirst(p) && byInterior(limits, Status.FAILED) == Status.OPTIMAL) {
            return Status.OPTIMAL;
        }
        restart();
        at.placeAtBounds();
        return fromPoint(limits);
    }

    /**
     * Solves from weights that may be near the optimum.
     *
     * @param weights where to start; moved into the box if outside
     * @param limits when to stop
     * @return how it ended
     */
    public Status solveFrom(double[] weights, Limits limits) {
        return orSurely(attemptFrom(weights, limits), limits);
    }

    private Status attemptFrom(double[] weights, Limits limits) {
        begin(limits);
        restart();
        if (factors.applies()) {
            factors.startFrom(weights);
            if (byFactors(limits)) {
                return Status.OPTIMAL;
            }
            restart();
        }
        at.placeAt(weights);
        if (regime.crowded(at)) {
            if (regime.resume(at, limits) && accepted()) {
                return Status.OPTIMAL;
            }
            restart();
            at.placeAt(weights);
        }
        return fromPoint(limits);
    }

    /**
     * Solves from what was held at an optimum of this program or of one that had other data, bounds or rows.
     *
     * @param start of as many assets and rows
     * @param limits when to stop
     * @return how it ended
     */
    public Status solveFrom(StartingSet start, Limits limits) {
        Check.length(start.assets(), p.n, "assets of the starting set");
        Check.length(start.rows(), p.m, "rows of the starting set");
        return orSurely(attemptFrom(start, limits), limits);
    }

    private Status attemptFrom(StartingSet start, Limits limits) {
        begin(limits);
        restart();
        if (factors.applies()) {
            return attemptFrom(start.weights(), limits);
        }
        start.place(at);
        if (regime.crowded(at)) {
            return attemptFrom(start.weights(), limits);
        }
        double[] placed = at.w.clone();
        if (!repair().adopt(start)) {
            restart();
            at.placeAt(placed);
            return fromPoint(limits);
        }
        return correct(placed, limits);
    }

    /**
     * Remembers the working set of the last optimum for {@link #solveFromRemembered}.
     *
     * @return false if the last solve did not end at an optimum of the active set, which leaves nothing to remember
     */
    public boolean remember() {
        if (warm) {
            Reference taken = reference == null ? new Reference() : reference;
            taken.take(at, set, columns);
            reference = taken;
        }
        remembered = warm;
        return remembered;
    }

    /**
     * Solves with the present numbers from the remembered working set: the bits of the answer depend on that and the
     * present numbers, not on other solves in between.
     *
     * @param limits when to stop
     * @return how it ended
     * @throws IllegalStateException if nothing is remembered
     */
    public Status solveFromRemembered(Limits limits) {
        Reference start = reference;
        if (start == null || !remembered) {
            throw new IllegalStateException("nothing is remembered: remember() must have returned true");
        }
        return orSurely(attemptFromRemembered(start, limits), limits);
    }

    private Status attemptFromRemembered(Reference start, Limits limits) {
        begin(limits);
        warm = false;
        regime.forget();
        factors.forget();
        changes = p.changes;
        start.giveBack(at, set, columns);
        if (!at.follow()) {
            return attemptFrom(start.w, limits);
        }
        return correct(start.w, limits);
    }

    private Repair repair() {
        Repair known = repair;
        if (known == null) {
            known = new Repair(at, set, columns, held, pricing);
            repair = known;
        }
        return known;
    }

    /** Corrects a working set that is only a guess; if that does not do, solves from weights. */
    private Status correct(double[] weights, Limits limits) {
        switch (repair().run(limits)) {
            case OPTIMAL -> {
                warm = true;
                return Status.OPTIMAL;
            }
            case SETTLED -> {
                active.start(at, set, columns);
                addCandidates();
                return sift(limits, true);
            }
            default -> {
                restart();
                at.placeAt(weights);
                return fromPoint(limits);
            }
        }
    }

    /** As {@link #solveFrom}, by the active set whatever the program: afterwards {@link #workingSet} is the answer's. */
    Status solveByActiveSetFrom(double[] weights, Limits limits) {
        begin(limits);
        restart();
        at.placeAt(weights);
        return fromPoint(limits);
    }

    /** By Newton's method on the factors: the optimum, verified, or false. */
    private boolean byFactors(Limits limits) {
        for (int round = 0; round < RECOVERIES; round++) {
            if (!factors.run(at, limits)) {
                return false;
            }
            pricing.compute();
            if (pricing.settled()) {
                return true;
            }
        }
        return false;
    }

    /** By the active set, from the weights that the factors led to if they are any good. */
    private Status afterFactors(Limits limits) {
        boolean near = factors.near();
        restart();
        if (near) {
            at.placeAt(factors.weights());
        } else {
            at.placeAtBounds();
        }
        return fromPoint(limits);
    }

    /**
     * Solves again after q, the tilt or bounds changed, from the last optimum and its working set.
     *
     * @param limits when to stop
     * @return how it ended
     */
    public Status resume(Limits limits) {
        return orSurely(attemptAgain(limits), limits);
    }

    private Status attemptAgain(Limits limits) {
        if (regime.solved()) {
            at.segments.refresh();
            return again(limits);
        }
        if (factors.solved()) {
            at.segments.refresh();
            begin(limits);
            return byFactors(limits) ? Status.OPTIMAL : afterFactors(limits);
        }
        if (!warm) {
            return attempt(limits);
        }
        warm = false;
        begin(limits);
        at.segments.refresh();
        System.arraycopy(at.w, 0, scratch, 0, p.n);
        if (changes != p.changes) {
            changes = p.changes;
            if (!at.follow()) {
                restart();
                at.placeAt(scratch);
                return fromPoint(limits);
            }
        }
        switch (repair().run(limits)) {
            case OPTIMAL -> {
                warm = true;
                return Status.OPTIMAL;
            }
            case SETTLED -> {
                return sift(limits, true);
            }
            default -> {
                restart();
                at.placeAt(scratch);
                return fromPoint(limits);
            }
        }
    }

    /** After a solve by block pivoting: from its partition, and from its weights if that does not do. */
    private Status again(Limits limits) {
        begin(limits);
        changes = p.changes;
        at.segments.refresh();
        if (regime.resume(at, limits) && accepted()) {
            return Status.OPTIMAL;
        }
        return recover(limits, Status.FAILED);
    }

    /** Whether the weights found by block pivoting are optimal by the rule that the active set is judged by. */
    private boolean accepted() {
        pricing.compute();
        return pricing.settled();
    }

    /** The interior point, then whatever makes its answer exact. */
    private Status byInterior(Limits limits, Status otherwise) {
        restart();
        if (!regime.approach(at, limits)) {
            return otherwise;
        }
        if (regime.solved() && accepted()) {
            return Status.OPTIMAL;
        }
        System.arraycopy(at.w, 0, scratch, 0, p.n);
        restart();
        at.placeAt(scratch);
        return fromPoint(limits);
    }

    /**
     * Solves from nothing, slowly and for certain: for programs of which the answer has failed its proof ({@link #solve}
     * calls it where it finds no answer). Doubled precision throughout, and fresh factors at each of some tens of steps for a small program.
     *
     * @param limits when to stop; of the solve before this one, which has spent a part of them
     * @return how it ended; OPTIMAL only with a proof
     */
    public Status solveSurely(Limits limits) {
        Limits rest = limits.rest();
        rest.begin();
        pricing.begin();
        restart();
        LastResort resort = new LastResort(p);
        Status status = resort.run(at, rest);
        limits.spent(rest);
        lastResort = resort;
        return status;
    }

    /**
     * Whether the last status is that of {@link #solveSurely}.
     *
     * @return true if it was called last
     */
    public boolean solvedSurely() {
        return lastResort != null;
    }

    /**
     * After {@link #solveSurely} has failed: why that may be unavoidable.
     *
     * @return the largest weight of the optimum, if its last digits alone move rows by more than a proof allows; else 0
     */
    public double unwritableWeight() {
        return lastResort == null ? 0 : lastResort.unwritable();
    }

    private void begin(Limits limits) {
        limits.begin();
        pricing.begin();
        recoveries = 0;
        lastResort = null;
    }

    private void restart() {
        warm = false;
        lastResort = null;
        regime.forget();
        factors.forget();
        changes = p.changes;
        columns.reset(p);
        at.start(p);
        set.start(p, columns, at.segments);
        active.start(at, set, columns);
        active.crowd(recoveries > 0 ? Integer.MAX_VALUE : regime.crowd());
        polish.reset();
        held.reset();
    }

    private Status fromPoint(Limits limits) {
        at.computeActivities();
        PhaseOne.Result feasible = phaseOne.run(at, set, limits);
        if (feasible != PhaseOne.Result.FEASIBLE) {
            return switch (feasible) {
                case INFEASIBLE -> Status.INFEASIBLE;
                case STOPPED -> Status.STOPPED;
                default -> Status.FAILED;
            };
        }
        set.flat(false);
        for (int k = 0; k < set.size(); k++) {
            if (set.code(k) < p.n) {
                columns.fetch(set.code(k));
            }
        }
        if (set.size() > 0 && !set.refactor()) {
            return recover(limits, Status.FAILED);
        }
        Arrays.fill(at.y, 0, p.m, 0);
        addCandidates();
        pricing.compute();
        return sift(limits, false);
    }

    private void addCandidates() {
        if (p.n <= SMALL) {
            active.addAll();
            return;
        }
        for (int j = 0; j < p.n; j++) {
            if (at.state[j] >= Iterate.FREE || at.w[j] != 0) {
                active.add(j);
            }
        }
    }

    // ---- sifting

    /**
     * From a point whose gradient is known to the optimum.
     *
     * @param settled whether the point is already the minimum over its working set
     */
    private Status sift(Limits limits, boolean settled) {
        for (int round = 0; round < ROUNDS; round++) {
            active.refresh(pricing.gradient, pricing.scale);
            ActiveSet.Result result = active.run(limits, settled && round == 0);
            if (result == ActiveSet.Result.UNBOUNDED) {
                return Status.UNBOUNDED;
            }
            if (result == ActiveSet.Result.CROWDED) {
                if (regime.take(at, limits) && accepted()) {
                    return Status.OPTIMAL;
                }
                if (regime.solved()) {
                    return recover(limits, Status.FAILED);
                }
                active.crowd(Integer.MAX_VALUE);
                pricing.compute();
                continue;
            }
            if (result == ActiveSet.Result.NOT_CONVEX) {
                return recover(limits, Status.NOT_CONVEX);
            }
            if (result == ActiveSet.Result.STOPPED) {
                finish();
                return Status.FEASIBLE;
            }
            if (active.candidates() < p.n) {
                pricing.compute();
                if (sieve.extend(active, set.size()) > 0) {
                    continue;
                }
            }
            boolean exact = held.run() || polish.run();
            if (result == ActiveSet.Result.STUCK && !exact) {
                return recover(limits, Status.FAILED);
            }
            at.computeActivities();
            pricing.compute();
            if (pricing.settled() || (round > 5 && scaledResidual() <= PROVEN)) {
                warm = true;
                return Status.OPTIMAL;
            }
            if (!set.refactor()) {
                return recover(limits, Status.FAILED);
            }
            held.reset();
        }
        return recover(limits, Status.FAILED);
    }

    /**
     * When rounding has spoilt the inverse: begins again from the weights reached, with an empty working set, which
     * rebuilds itself asset by asset. A matrix that is no covariance fails again.
     */
    private Status recover(Limits limits, Status otherwise) {
        if (recoveries > RECOVERIES) {
            return otherwise;
        }
        recoveries++;
        if (recoveries > RECOVERIES) {
            return byInterior(limits, otherwise);
        }
        for (int j = 0; j < p.n; j++) {
            scratch[j] = Double.isFinite(at.w[j]) ? at.w[j] : 0;
        }
        restart();
        at.placeAt(scratch);
        return fromPoint(limits);
    }

    private void finish() {
        at.computeActivities();
        pricing.compute();
        warm = false;
    }

    /**
     * The reduced cost of an asset at the last point.
     *
     * @param j the asset
     * @return the derivative of the objective with respect to its weight, after the rows have had their part
     */
    public double reducedCost(int j) {
        return pricing.reducedCost(j);
    }

    /**
     * How the last answer was found.
     *
     * @param limits the limits of that solve, which have counted its iterations
     * @return for a person
     */
    public String method(Limits limits) {
        if (lastResort != null) {
            return "parametric path in doubled precision, " + lastResort.steps() + " steps";
        }
        if (factors.solved()) {
            return factors.method(limits.iterations());
        }
        return regime.solved()
                ? "block pivoting, " + regime.factorizations() + " factorisations of up to " + p.n + " assets"
                : "active set, " + limits.iterations() + " pivots, " + pricing.passes() + " passes over " + p.n
                        + " assets";
    }

    /** The choice of the method that begins. */
    Regime regime() {
        return regime;
    }

    // ---- the state after an optimum, for whoever goes on from it

    Iterate iterate() {
        return at;
    }

    WorkingSet workingSet() {
        return set;
    }

    Columns columns() {
        return columns;
    }

    // ---- answers

    /**
     * The last weights.
     *
     * @param out receives n weights
     */
    public void weightsInto(double[] out) {
        System.arraycopy(at.w, 0, out, 0, p.n);
    }

    /**
     * The multipliers of the rows, in the unit the rows were given in: derivatives of the minimum with respect to the
     * bound that holds; not negative for a bound below, not positive for one above.
     *
     * @param out receives m multipliers
     */
    public void multipliersInto(double[] out) {
        for (int i = 0; i < p.m; i++) {
            double y = at.y[i] * p.rowScale[i];
            if (p.rowLower[i] != p.rowUpper[i]) { // rounding gives no price a sign that its bound cannot have
                byte state = at.rowState[i];
                y = state == Iterate.AT_LOWER ? Math.max(0, y) : state == Iterate.AT_UPPER ? Math.min(0, y) : y;
            }
            out[i] = y + 0.0;
        }
    }

    /**
     * After OPTIMAL: the derivative of the weights with respect to the tilt while the working set stays as it is, which
     * it does for a tilt a little larger or a little smaller.
     *
     * @param out receives n derivatives
     * @return false if the working set is singular; then zeros
     */
    public boolean tiltResponseInto(double[] out) {
        return regime.solved() ? regime.tiltResponse(out) : polish.tiltResponse(out);
    }

    /**
     * After UNBOUNDED: a direction along which the objective falls without end.
     *
     * @param out receives n changes of weight
     */
    public void rayInto(double[] out) {
        if (lastResort != null) {
            System.arraycopy(lastResort.ray(), 0, out, 0, p.n);
        } else {
            active.rayInto(out);
        }
    }

    /**
     * The largest scaled residual of the last point, computed from the original data: in plain arithmetic, and where the
     * bound on its rounding does not leave it clearly small, in doubled precision.
     *
     * @return as {@link Residuals#scaled}, the bound on rounding included
     */
    public double scaledResidual() {
        multipliersInto(multipliers);
        if (warm && pricing.byColumns()) {
            residuals.compute(at.w, multipliers, pricing.product());
        } else {
            residuals.compute(at.w, multipliers);
        }
        double plain = residuals.scaled() + residuals.scaledError();
        if (plain <= PLAINLY_SMALL) {
            return plain;
        }
        residuals.certify(at.w, multipliers);
        return residuals.scaled() + residuals.scaledError();
    }

    /**
     * The residuals of the last point in doubled precision.
     *
     * @return this solver's own residuals: they change with the next call
     */
    public Residuals certify() {
        multipliersInto(multipliers);
        residuals.certify(at.w, multipliers);
        return residuals;
    }

    /**
     * How often the last solve looked at all assets.
     *
     * @return passes over n
     */
    public int passes() {
        return pricing.passes();
    }
}
