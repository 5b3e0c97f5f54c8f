package io.trimtab.optimizer.solver;

import io.trimtab.core.time.Progress;
import java.util.Arrays;

/**
 * Follows the minimiser of {@code w'Sw / 2 + (q0 + t q1)'w + sum_j (phi0_j(w_j) + t phi1_j(w_j))} through all t from 0 to
 * infinity, under rows and bounds that do not depend on t. S includes the program's diagonal; phi0 are its kinks, phi1
 * its tilted kinks, and its rows may have kinks too.
 *
 * <p>All of this is piecewise linear, and so is the path. A weight that meets a breakpoint comes to rest there, like one
 * that meets a bound, until going on pays (Best and Hlouskova, "An algorithm for portfolio optimization with transaction
 * costs", Management Science 51 (2005), 1676-1688, in the original variables).
 *
 * <p>Starts from the optimum at some t in the middle, found by {@link QuadraticSolver}, and follows the critical lines
 * up and down from there: so both ends are limits of the path, and of several portfolios of greatest gain (or of least
 * variance) the last is the one of least variance (of greatest gain) without further ado. At the end of a line one asset or row changes
 * its state and the inverse of the Karush-Kuhn-Tucker matrix is updated; the gradient is computed afresh from S and the
 * weights at every point, and what the updates have lost is put right by Newton steps on it (M. J. Best, "An algorithm
 * for the solution of the parametric quadratic programming problem", in Applied Mathematics and Parallel Computing,
 * 1996, 57-76; Niedermayer and Niedermayer, "Applying Markowitz's critical line algorithm", 2010).
 *
 * <p>An asset that would enter where it adds no curvature (a copy, T &lt; n) swaps with what it meets first: the weights
 * jump at that t, from one of several minimisers to another. Where accuracy or patience is exhausted the path is taken
 * up again a little further on by a solve from the weights reached; the two points are joined by a straight line, whose
 * objective differs from the optimum in second order only. Such a path, and one with breakpoints, is proved afterwards from
 * the original data, at every point and half way between.
 *
 * <p>A turning point costs O(N^2 + n (F + k)) for N members, F of them assets, and k weights that are not zero. A workspace,
 * for one thread at a time.
 */
public final class CriticalLine {
    /** How it ended. */
    public enum Status {
        /** The whole path is known. */
        COMPLETE,
        /** No point satisfies rows and bounds. */
        INFEASIBLE,
        /** There is no minimum for any t above 0. */
        UNBOUNDED,
        /** A limit was reached; what was followed until then is the path. */
        STOPPED,
        /** The covariance has a direction of negative variance. */
        NOT_CONVEX,
        /** Rounding won. */
        FAILED
    }

    /** Curvatures below this multiple of their largest possible value are zero, as in the active-set method. */
    private static final double FLAT = 1e-12;
    /** Below this multiple of what it would be if all in it were as volatile as any, a curvature is computed afresh. */
    private static final double DOUBTFUL = 1e-9;
    /** The first t, as a multiple of one in the middle: high enough that few weights are free. */
    private static final double HIGH = 16;
    /** Below this multiple of a t in the middle the gain counts for nothing. */
    private static final double NOTHING = 1e-13;
    /** Beyond this multiple of a t in the middle only differences of gain that are rounding would count. */
    private static final double MOST = 1e12;
    /** An event this near to t = 0, as a part of the line that leads to it, is at t = 0 up to rounding. */
    private static final double NEAR = 1e-11;
    /** An event missed by more than this part of t is aimed at a second time. */
    private static final double MISSED = 1e-15;
    /** A jump shorter than this is rounding. */
    private static final double SAME = 1e-13;

    /** What a point of a path may miss the conditions of its optimum by, scaled. */
    private static final double PROVEN = 1e-9;

    /** In thousandths. */
    private static final long WHOLE = 1000;

    private static final int MOST_REPAIRS = 200;

    private final QuadraticProgram p;
    private final double[] base;
    private final double[] tilt;
    private final QuadraticSolver solver;
    private final Iterate at;
    private final WorkingSet set;
    private final Columns columns;
    private final CriticalPoint point;
    private final CriticalSegment line;
    private final StepLength ratio = new StepLength();
    private double[] response = new double[0];
    private double least;
    private double most;
    private int repairs;
    private int pivots;
    private PathRecorder out;
    private Limits limits = new Limits(() -> 0, 0, 0);
    private Progress progress = Progress.unheard();
    private double middle;
    /** The sizes of weights from which the path goes down. */
    private double[] largest = new double[0];

    private double start;
    /** Whether no weight moved on the line that led here. */
    private boolean idle;
    /** Whether a repair met a limit. */
    private boolean stopped;

    private CriticalPath path;

    /**
     * A path to be followed.
     *
     * @param program the program; its q and tilted kinks are overwritten, its own tilt becomes 1
     * @param base q0, n numbers; kept, not copied
     * @param tilt q1, n numbers; kept, not copied
     */
    public CriticalLine(QuadraticProgram program, double[] base, double[] tilt) {
        p = program;
        p.tilt(1);
        this.base = base;
        this.tilt = tilt;
        solver = new QuadraticSolver(p);
        at = solver.iterate();
        set = solver.workingSet();
        columns = solver.columns();
        point = new CriticalPoint(p, base, tilt, at, set, columns);
        line = new CriticalSegment(p, tilt, at, set, columns);
        out = new PathRecorder(p, point, set);
        path = new CriticalPath(p.n, out, out, new double[p.n + p.m], 1);
    }

    /**
     * Follows the path.
     *
     * @param limit when to stop
     * @return how it ended
     */
    public Status trace(Limits limit) {
        return trace(limit, Progress.unheard());
    }

    /**
     * Follows the path and tells how far it has come, in thousandths.
     *
     * @param limit when to stop
     * @param listener hears of each turning point
     * @return how it ended
     */
    public Status trace(Limits limit, Progress listener) {
        limits = limit;
        progress = listener;
        Status status = walk();
        if (status == Status.COMPLETE) {
            progress.reached(WHOLE, WHOLE);
        }
        return status;
    }

    private Status walk() {
        pivots = 0;
        stopped = false;
        repairs = 0;
        point.reset();
        middle = middle();
        least = NOTHING * middle;
        most = MOST * middle;
        Status started = begin(HIGH * middle);
        if (started == Status.FAILED) {
            started = begin(middle / HIGH);
        }
        start = point.t;
        if (started != Status.COMPLETE) {
            return started;
        }
        double[] w = Arrays.copyOf(at.w, p.n);
        largest = w.clone();
        double[] y = Arrays.copyOf(at.y, p.m);
        byte[] state = Arrays.copyOf(at.state, p.n);
        byte[] rowState = Arrays.copyOf(at.rowState, p.m);
        int[] segment = at.segments.segments();
        int[] members = members();
        PathRecorder up = new PathRecorder(p, point, set);
        Status status = follow(1, up, new int[0]);
        if (status != Status.COMPLETE) {
            return status == Status.STOPPED ? partial(up, new PathRecorder(p, point, set), w) : status;
        }
        System.arraycopy(w, 0, at.w, 0, p.n);
        System.arraycopy(y, 0, at.y, 0, p.m);
        System.arraycopy(state, 0, at.state, 0, p.n);
        System.arraycopy(rowState, 0, at.rowState, 0, p.m);
        at.segments.segments(segment);
        set.members(members, members.length);
        point.moveTo(start);
        fetchMembers();
        boolean same = set.refactor();
        if (!same && solver.solveByActiveSetFrom(w, limits.rest()) != QuadraticSolver.Status.OPTIMAL) {
            return Status.FAILED;
        }
        PathRecorder down = new PathRecorder(p, point, set);
        status = follow(-1, down, same ? new int[0] : members);
        if (status == Status.STOPPED) {
            return partial(up, down, w);
        }
        if (status == Status.COMPLETE) {
            path = new CriticalPath(p.n, up, down, Arrays.copyOf(w, p.n + p.m), middle);
            boolean doubted = repairs > 0 || at.segments.kinked();
            if (doubted && !(path.scaledResidual(p, base, tilt) <= PROVEN)) {
                return Status.FAILED;
            }
        }
        return status;
    }

    private Status partial(PathRecorder up, PathRecorder down, double[] w) {
        if (up.points + down.points > 0) {
            path = new CriticalPath(p.n, up, down, Arrays.copyOf(w, p.n + p.m), middle);
        }
        return Status.STOPPED;
    }

    /** Goes to the optimum at one t. */
    private Status begin(double first) {
        point.moveTo(first);
        Status started = translate(solver.solve(limits));
        if (started == Status.COMPLETE && !adopt()) {
            started = translate(solver.solveByActiveSetFrom(at.w.clone(), limits.rest()));
        }
        return started;
    }

    /** Makes a working set of the states at the optimum, however that was found; false if it is singular. */
    private boolean adopt() {
        int[] codes = new int[p.n + p.m];
        int count = 0;
        for (int j = 0; j < p.n; j++) {
            if (at.state[j] == Iterate.FREE) {
                codes[count++] = j;
            }
        }
        for (int i = 0; i < p.m; i++) {
            if (at.rowState[i] != Iterate.SLACK) {
                codes[count++] = p.n + i;
            }
        }
        set.members(codes, count);
        set.flat(false);
        fetchMembers();
        return set.refactor();
    }

    private int[] members() {
        int[] codes = new int[set.size()];
        for (int k = 0; k < codes.length; k++) {
            codes[k] = set.code(k);
        }
        return codes;
    }

    /** Of the size at which variance and gain weigh about the same; the unit of S over that of q1. */
    private double middle() {
        double sum = 0;
        for (int j = 0; j < p.n; j++) {
            sum += p.volatility[j] * p.volatility[j];
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double x : tilt) {
            low = Math.min(low, x);
            high = Math.max(high, x);
        }
        double range = high > low ? high - low : Math.abs(high);
        for (int j = 0; j < p.n && at.segments.kinked(); j++) {
            double bend = p.kinks.tiltSlope(j, p.kinks.count(j)) - p.kinks.tiltSlope(j, 0);
            range = Math.max(range, bend);
        }
        double middle = sum / p.n / range;
        return middle > 0 && middle < Double.POSITIVE_INFINITY ? middle : 1;
    }

    private static Status translate(QuadraticSolver.Status status) {
        return switch (status) {
            case OPTIMAL -> Status.COMPLETE;
            case INFEASIBLE -> Status.INFEASIBLE;
            case UNBOUNDED -> Status.UNBOUNDED;
            case FEASIBLE, STOPPED -> Status.STOPPED;
            case NOT_CONVEX -> Status.NOT_CONVEX;
            case FAILED -> Status.FAILED;
        };
    }

    // ---- the walk

    /**
     * Follows the path one way.
     *
     * @param parted members of another working set at the same point, from which the other half sets out: they get a
     *     point here, at which the halves meet
     */
    private Status follow(int sign, PathRecorder recorder, int[] parted) {
        out = recorder;
        fetchMembers();
        if (parted.length > 0) {
            out.begin();
            for (int code : parted) {
                out.touch(code);
            }
        }
        if (!point.correct() && !repair(sign)) {
            return failure();
        }
        int still = 0;
        idle = false;
        while (true) {
            if (limits.reached()) {
                out.close();
                return Status.STOPPED;
            }
            progress.reached(done(sign), WHOLE);
            line.compute();
            line.find(point.t, sign, point.d);
            double length = line.length;
            if (sign < 0 && point.t - length <= Math.max(least, NEAR * point.t)) {
                return arriveAtZero() ? Status.COMPLETE : failure();
            }
            if (sign > 0 && point.t + length > most) {
                if (!line.doubtful() || 2 * point.t > most) {
                    leaveForInfinity();
                    return Status.COMPLETE;
                }
                if (!repair(1, 1)) {
                    return failure();
                }
                continue;
            }
            if (length > CriticalSegment.TIE * point.t) {
                close();
                still = 0;
            }
            pivots++;
            boolean accurate = arrive(sign);
            if (accurate && passes(line.code, sign)) {
                continue;
            }
            out.begin();
            accurate = accurate && ++still <= 3 * (p.n + p.m) + 20 && pivot(line.code, line.across, sign);
            if (!accurate) {
                still = 0;
                if (!repair(sign)) {
                    return failure();
                }
            }
        }
    }

    private Status failure() {
        return stopped ? Status.STOPPED : Status.FAILED;
    }

    /** How much of the way from the start up to infinity, and of that down to zero, lies behind. */
    private long done(int sign) {
        double high = start / (start + middle);
        double here = point.t / (point.t + middle);
        double part = sign > 0 ? here - high : 1 - here;
        return Math.max(0, Math.min(WHOLE - 1, (long) (WHOLE * part)));
    }

    /** Goes to the end of the line, in two steps where one misses it. */
    private boolean arrive(int sign) {
        point.advance(line, sign * line.length);
        boolean accurate = point.correct();
        double missed = line.missed(sign, point.d);
        boolean ahead = point.t + sign * missed > 0;
        if (accurate && ahead && Math.abs(missed) > MISSED * point.t && Math.abs(missed) < 0.1 * line.length) {
            point.advance(line, sign * missed);
            accurate = point.correct();
        }
        return accurate;
    }

    /**
     * The point that is open is left for the line; but where no weight moves on either side of it, only the working set of
     * a degenerate vertex has changed, and it is none.
     */
    private void close() {
        boolean moves = line.moves();
        if (moves || !idle) {
            out.close();
        } else {
            out.defer();
        }
        idle = !moves;
    }

    private boolean arriveAtZero() {
        close();
        for (int j = 0; j < p.n; j++) {
            largest[j] = Math.max(Math.abs(largest[j]), Math.abs(at.w[j]));
        }
        double from = point.t;
        double[] w = Arrays.copyOf(at.w, p.n);
        double[] y = Arrays.copyOf(at.y, p.m);
        point.advance(line, -from);
        point.moveTo(0);
        if (!point.correct() && !resolvedAtZero(from, w, y)) {
            return false;
        }
        point.polish();
        point.dropDust(largest);
        out.end(0);
        return true;
    }

    /** Solves at t = 0 anew; a half that has no point yet gets one where it began, for what then turns there. */
    private boolean resolvedAtZero(double from, double[] w, double[] y) {
        if (out.points == 0) {
            System.arraycopy(w, 0, at.w, 0, p.n);
            System.arraycopy(y, 0, at.y, 0, p.m);
            point.moveTo(from);
            point.correct();
            out.begin();
            out.close();
            point.moveTo(0);
        }
        return resolved();
    }

    private void leaveForInfinity() {
        close();
        boolean forEver = line.length == Double.POSITIVE_INFINITY && line.moves();
        if (!forEver) {
            out.end(Double.POSITIVE_INFINITY);
        }
        out.ray(line, forEver);
    }

    private void fetchMembers() {
        for (int k = 0; k < set.size(); k++) {
            if (set.code(k) < p.n) {
                columns.fetch(set.code(k));
            }
        }
    }

    // ---- changes of the working set

    /** A free weight that meets a breakpoint at which nothing changes that counts goes on; returns whether it was one. */
    private boolean passes(int code, int sign) {
        Segments segments = at.segments;
        if (code >= p.n || at.state[code] != Iterate.FREE || !segments.kinked(code)) {
            return false;
        }
        int direction = sign * line.rateOf(code) < 0 ? -1 : 1;
        boolean open = direction < 0 ? segments.opensBelow(code) : segments.opensAbove(code);
        if (!open || !segments.straight(code, direction, at.rowState)) {
            return false;
        }
        at.w[code] = direction < 0 ? segments.lower[code] : segments.upper[code];
        segments.cross(code, direction);
        return true;
    }

    private boolean pivot(int code, int across, int sign) {
        out.touch(code);
        if (across != 0) {
            point.d[code] += at.segments.costChange(code, across, at.y);
            Moves.cross(at, code, across);
        }
        boolean asset = code < p.n;
        byte state = asset ? at.state[code] : at.rowState[code - p.n];
        if (state == Iterate.FREE || state == Iterate.SLACK) {
            double rate = sign * line.rateOf(code);
            if (!set.toggle(code)) {
                return false;
            }
            Moves.land(at, code, rate < 0 ? Iterate.AT_LOWER : Iterate.AT_UPPER);
            return true;
        }
        double factor = state == Iterate.AT_LOWER
                ? 1
                : state == Iterate.AT_UPPER ? -1 : -Math.signum(sign * line.costRate(code));
        if (response.length < set.size() + 2) {
            response = new double[2 * set.size() + 2];
        }
        if (asset) {
            columns.fetch(code);
        }
        double curvature = set.respond(code, response);
        double most = largestCurvature(code, set.volatilityFloor());
        if (curvature <= DOUBTFUL * largestCurvature(code, p.largestVolatility)) {
            curvature = Math.min(curvature, curvatureAfresh(code));
        }
        if (curvature > FLAT * most) {
            set.toggle(code);
            Moves.join(at, code);
            return true;
        }
        return jump(code, factor);
    }

    /** What the curvature of the move would be if all assets in it were perfectly correlated. */
    private double largestCurvature(int code, double floor) {
        double sum = code < p.n ? Math.max(floor, p.volatility[code]) : 0;
        for (int k = 0; k < set.size(); k++) {
            int j = set.code(k);
            if (j < p.n) {
                sum += Math.abs(response[k]) * Math.max(floor, p.volatility[j]);
            }
        }
        return sum * sum;
    }

    /** The curvature of the move from S itself: without riskless members the inverse gives it only up to rounding. */
    private double curvatureAfresh(int code) {
        double sum = code < p.n ? p.variance(code) : 0;
        for (int k = 0; k < set.size(); k++) {
            int j = set.code(k);
            if (j < p.n) {
                double product = code < p.n ? 2 * columns.get(code, j) : 0;
                for (int l = 0; l < set.size(); l++) {
                    int i = set.code(l);
                    product = i < p.n ? Math.fma(columns.get(i, j), response[l], product) : product;
                }
                sum = Math.fma(product, response[k], sum);
            }
        }
        return sum;
    }

    /** Along a direction without curvature the weights go, at this t, as far as they can. */
    private boolean jump(int code, double factor) {
        boolean asset = code < p.n;
        Arrays.fill(ratio.ignored, false);
        ratio.run(at, set, response, factor, asset ? code : -1, 0, true);
        double flip = asset
                ? (factor > 0 ? at.segments.upper[code] - at.w[code] : at.w[code] - at.segments.lower[code])
                : p.rowUpper[code - p.n] - p.rowLower[code - p.n];
        double step = Math.min(flip, ratio.step);
        if (step == Double.POSITIVE_INFINITY) {
            return false;
        }
        if (step <= SAME * point.largestWeight) {
            step = 0;
        } else {
            out.split(code);
            idle = false;
        }
        for (int k = 0; k < set.size(); k++) {
            int member = set.code(k);
            if (member < p.n) {
                at.w[member] += factor * step * response[k];
                out.touch(member);
            } else {
                at.y[member - p.n] -= factor * step * response[k];
            }
        }
        if (asset) {
            at.w[code] += factor * step;
        }
        if (flip <= ratio.step) {
            Moves.flip(at, code, factor);
        } else {
            out.touch(ratio.blocking);
            Moves.land(at, ratio.blocking, ratio.side);
            set.exchange(code, ratio.blocking);
            Moves.join(at, code);
        }
        point.moveTo(point.t);
        return point.correct();
    }

    // ---- when it goes wrong

    /** Solves a little further on from the weights reached, and goes on there. */
    private boolean repair(int sign) {
        return repair(sign, Math.scalb(1e-10, Math.min(30, repairs)));
    }

    private boolean repair(int sign, double step) {
        if (++repairs > MOST_REPAIRS) {
            return false;
        }
        idle = false;
        double from = point.t;
        if (point.correct() || out.points == 0) {
            out.begin();
            out.close();
        } else {
            out.discard();
        }
        point.moveTo(from * (1 + sign * step));
        return resolved();
    }

    private boolean resolved() {
        QuadraticSolver.Status status = solver.solveByActiveSetFrom(out.weights, limits.rest());
        stopped = status == QuadraticSolver.Status.STOPPED || status == QuadraticSolver.Status.FEASIBLE;
        if (status != QuadraticSolver.Status.OPTIMAL) {
            return false;
        }
        point.moveTo(point.t); // what was computed there belongs to weights and multipliers of before
        boolean fine = point.correct();
        out.bridge();
        return fine;
    }

    // ---- answers

    /**
     * The path.
     *
     * @return the path last followed, to both ends or until it was stopped; empty before
     */
    public CriticalPath path() {
        return path;
    }

    /**
     * The work done.
     *
     * @return changes of the working set
     */
    public int pivots() {
        return pivots;
    }

    /**
     * How often the path had to be taken up again by a solve.
     *
     * @return at least 0
     */
    public int repairs() {
        return repairs;
    }
}
