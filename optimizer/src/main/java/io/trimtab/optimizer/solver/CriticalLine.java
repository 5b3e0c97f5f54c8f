package io.trimtab.optimizer.solver;

import io.trimtab.core.numeric.Compensated;
import io.trimtab.core.time.NanoClock;
import java.util.Arrays;

/**
 * Follows the minimiser of {@code w'Sw / 2 + (q0 + t q1)'w} through all t from 0 to infinity.
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
 * objective differs from the optimum in second order only.
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
        /** A limit was reached. */
        STOPPED,
        /** The covariance has a direction of negative variance. */
        NOT_CONVEX,
        /** Rounding won. */
        FAILED
    }

    /** Curvatures below this multiple of their largest possible value are zero, as in the active-set method. */
    private static final double FLAT = 1e-12;
    /** Residuals above this multiple of the gradient are put right. */
    private static final double DRIFT = 1e-14;
    /** Residuals above this multiple of the gradient are not accepted. */
    private static final double LARGEST = 1e-11;

    /** Below this multiple of a t in the middle the gain counts for nothing. */
    private static final double NOTHING = 1e-13;
    /** An event this near to t = 0, as a part of the line that leads to it, is at t = 0 up to rounding. */
    private static final double NEAR = 1e-11;
    /** An event missed by more than this part of the way to it is aimed at a second time. */
    private static final double MISSED = 1e-14;
    /** A weight this near a bound is on it. */
    private static final double ON_BOUND = 2e-14;
    /** Where the gradient vanishes, as at t = 0 without risk, this multiple of its largest size stands for it. */
    private static final double VANISHING = 1e-7;

    /** A jump shorter than this is rounding. */
    private static final double SAME = 1e-13;
    /** Beyond this multiple of a t in the middle only differences of gain that are rounding would count. */
    private static final double MOST = 1e12;
    /** Times the smallest residual that is put right: what rounding leaves of terms that cancel. */
    private static final double ROUNDING = 0.05;

    private static final int MOST_REPAIRS = 200;

    private final QuadraticProgram p;
    private final double[] base;
    private final double[] tilt;
    private final QuadraticSolver solver;
    private final Iterate at;
    private final WorkingSet set;
    private final Columns columns;
    private final CriticalSegment line;
    private final StepLength ratio = new StepLength();
    private final double[] product;
    private final double[] d;
    private final Panel products;
    private final double[] previous;
    private final double[] previousMultipliers;
    private final int[] touchedAt;
    private final int[] touched;
    private final byte[] before;
    private final int[] knotted;
    private double[] rhs = new double[0];
    private double[] response = new double[0];
    private PathRecorder out = new PathRecorder();
    private double t;
    private double scale;
    private double largestScale;
    private double largestWeight;
    private double most;
    private double least;
    private boolean open;
    private int touches;
    private int stamp;
    private int repairs;
    private int pivots;
    private CriticalPath path;

    /**
     * A path to be followed.
     *
     * @param program the program; its q is overwritten
     * @param base q0, n numbers; kept, not copied
     * @param tilt q1, n numbers; kept, not copied
     */
    public CriticalLine(QuadraticProgram program, double[] base, double[] tilt) {
        p = program;
        this.base = base;
        this.tilt = tilt;
        solver = new QuadraticSolver(p);
        at = solver.iterate();
        set = solver.workingSet();
        columns = solver.columns();
        line = new CriticalSegment(p, tilt, at, set, columns);
        product = new double[p.n];
        products = new Panel(columns, p.n, product);
        d = new double[p.n];
        previous = new double[p.n];
        previousMultipliers = new double[p.m];
        touchedAt = new int[p.n + p.m];
        touched = new int[p.n + p.m];
        before = new byte[p.n + p.m];
        knotted = new int[p.n + p.m];
        path = new CriticalPath(p.n, out, out, new double[p.n + p.m], 1);
    }

    /**
     * Follows the path.
     *
     * @param limits when to stop
     * @return how it ended
     */
    public Status trace(Limits limits) {
        pivots = 0;
        repairs = 0;
        largestScale = Double.MIN_NORMAL;
        moveTo(middle());
        most = t * MOST;
        least = t * NOTHING;
        Status started = translate(solver.solve(limits));
        if (started == Status.COMPLETE && !adopt()) {
            started = translate(solver.solveByActiveSetFrom(at.w.clone(), limits));
        }
        if (started != Status.COMPLETE) {
            return started;
        }
        double start = t;
        double[] w = Arrays.copyOf(at.w, p.n);
        double[] y = Arrays.copyOf(at.y, p.m);
        byte[] state = Arrays.copyOf(at.state, p.n);
        byte[] rowState = Arrays.copyOf(at.rowState, p.m);
        int[] members = members();
        PathRecorder up = new PathRecorder();
        Status status = follow(1, up, new int[0], limits);
        if (status != Status.COMPLETE) {
            return status;
        }
        System.arraycopy(w, 0, at.w, 0, p.n);
        System.arraycopy(y, 0, at.y, 0, p.m);
        System.arraycopy(state, 0, at.state, 0, p.n);
        System.arraycopy(rowState, 0, at.rowState, 0, p.m);
        set.members(members, members.length);
        moveTo(start);
        fetchMembers();
        PathRecorder down = new PathRecorder();
        boolean same = set.refactor();
        if (!same && solver.solveByActiveSetFrom(w, limits) != QuadraticSolver.Status.OPTIMAL) {
            return Status.FAILED;
        }
        status = follow(-1, down, same ? new int[0] : members, limits);
        if (status == Status.COMPLETE) {
            path = new CriticalPath(p.n, up, down, Arrays.copyOf(w, p.n + p.m), start);
        }
        return status;
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

    private void moveTo(double next) {
        t = next;
        double[] q = p.linear();
        for (int j = 0; j < p.n; j++) {
            q[j] = Math.fma(t, tilt[j], base[j]);
        }
    }

    // ---- the walk

    /**
     * Follows the path one way.
     *
     * @param parted members of another working set at the same point, from which the other half sets out: they get a
     *     point here, at which the halves meet
     */
    private Status follow(int sign, PathRecorder recorder, int[] parted, Limits limits) {
        out = recorder;
        open = false;
        touches = 0;
        Arrays.fill(knotted, -1);
        fetchMembers();
        reserve();
        if (parted.length > 0) {
            begin();
            for (int code : parted) {
                touch(code);
            }
        }
        if (!correct() && !repair(sign)) {
            return Status.FAILED;
        }
        int still = 0;
        while (true) {
            if (limits.reached()) {
                return Status.STOPPED;
            }
            line.compute();
            line.find(t, sign, d);
            double length = line.length;
            if (sign < 0 && t - length <= Math.max(least, NEAR * t)) {
                close();
                advance(sign, t);
                moveTo(0);
                if (!correct() && !resolved()) {
                    return Status.FAILED;
                }
                end(0);
                return Status.COMPLETE;
            }
            if (t + length > most && sign > 0) {
                if (line.doubtful() && 2 * t < most) {
                    if (!repair(1, 1)) {
                        return Status.FAILED;
                    }
                    continue;
                }
                close();
                if (length < Double.POSITIVE_INFINITY || !line.moves()) {
                    end(Double.POSITIVE_INFINITY);
                }
                ray();
                return Status.COMPLETE;
            }
            if (length > CriticalSegment.TIE * t) {
                close();
                still = 0;
            }
            pivots++;
            advance(sign, length);
            moveTo(t + sign * length);
            boolean accurate = correct();
            double missed = line.missed(sign, d);
            if (accurate && Math.abs(missed) > MISSED * length && Math.abs(missed) < 0.1 * length) {
                advance(sign, missed);
                moveTo(t + sign * missed);
                accurate = correct();
            }
            begin();
            accurate = accurate && ++still <= 3 * (p.n + p.m) + 20 && pivot(line.code, sign);
            if (!accurate) {
                still = 0;
                if (!repair(sign)) {
                    return Status.FAILED;
                }
            }
        }
    }

    private void fetchMembers() {
        for (int k = 0; k < set.size(); k++) {
            if (set.code(k) < p.n) {
                columns.fetch(set.code(k));
            }
        }
    }

    private void advance(int sign, double length) {
        for (int k = 0; k < set.size(); k++) {
            int code = set.code(k);
            double change = sign * length * line.rate[k];
            if (code < p.n) {
                at.w[code] += change;
            } else {
                at.y[code - p.n] -= change;
            }
        }
    }

    /** Computes gradient and activities at the weights, and moves members until theirs are what they should be. */
    private boolean correct() {
        return solveMembers() && holds();
    }

    /** Whether what is not a member is as it should be at an optimum. */
    private boolean holds() {
        double wrong = LARGEST * scale;
        for (int j = 0; j < p.n; j++) {
            byte state = at.state[j];
            if (state == Iterate.FREE) {
                double far = LARGEST * largestWeight;
                if (!(at.w[j] >= p.lower[j] - far && at.w[j] <= p.upper[j] + far)) {
                    return false;
                }
            } else if (p.lower[j] != p.upper[j] && (state == Iterate.AT_LOWER ? d[j] < -wrong : d[j] > wrong)) {
                return false;
            }
        }
        for (int i = 0; i < p.m; i++) {
            if (at.rowState[i] == Iterate.SLACK && at.violation(i) != 0) {
                double bound = at.violation(i) > 0 ? p.rowUpper[i] : p.rowLower[i];
                if (Math.abs(at.violation(i)) > LARGEST * Math.max(1, Math.abs(bound))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean solveMembers() {
        double worst = Double.POSITIVE_INFINITY;
        boolean refactored = false;
        for (int pass = 0; pass < 8; pass++) {
            refresh();
            double residual = residual();
            if (!(residual > DRIFT * scale)) {
                return true;
            }
            if (!(residual < 0.25 * worst)) {
                if (residual <= LARGEST * scale || refactored || !set.refactor()) {
                    return residual <= LARGEST * scale;
                }
                refactored = true;
                residual = Double.POSITIVE_INFINITY;
            }
            worst = residual;
            set.solve(rhs, response);
            for (int k = 0; k < set.size(); k++) {
                int code = set.code(k);
                if (code < p.n) {
                    at.w[code] += response[k];
                } else {
                    at.y[code - p.n] -= response[k];
                }
            }
        }
        return worst <= LARGEST * scale;
    }

    private void refresh() {
        Arrays.fill(product, 0);
        for (int j = 0; j < p.n; j++) {
            products.add(at.w[j], j);
        }
        products.finish();
        double[] q = p.linear();
        double largest = 0;
        double spread = 0;
        largestWeight = 1;
        for (int j = 0; j < p.n; j++) {
            largestWeight = Math.max(largestWeight, Math.abs(at.w[j]));
            largest = Math.max(largest, Math.max(Math.abs(product[j]), Math.abs(base[j])));
            largest = Math.max(largest, Math.abs(t * tilt[j]));
            d[j] = product[j] + q[j];
            spread += p.volatility[j] * Math.abs(at.w[j]);
        }
        double cancelled = p.largestVolatility * spread;
        for (int i = 0; i < p.m; i++) {
            cancelled += Math.abs(at.y[i]);
        }
        largestScale = Math.max(largestScale, largest);
        scale = Math.max(Math.max(largest, ROUNDING * cancelled), VANISHING * largestScale);
        for (int i = 0; i < p.m; i++) {
            double y = at.y[i];
            if (at.rowState[i] != Iterate.SLACK && y != 0) {
                for (int j = 0; j < p.n; j++) {
                    d[j] = Math.fma(-y, p.a[j * p.m + i], d[j]);
                }
            }
        }
        at.computeActivities();
    }

    /** The largest residual of the members' equations, in the unit of the gradient; rhs receives what is to be solved. */
    private double residual() {
        reserve();
        double worst = 0;
        for (int k = 0; k < set.size(); k++) {
            int code = set.code(k);
            if (code < p.n) {
                rhs[k] = -d[code];
                worst = Math.max(worst, Math.abs(d[code]));
            } else {
                int i = code - p.n;
                double bound = at.rowBound(i);
                rhs[k] = bound - at.activity[i];
                worst = Math.max(worst, 0.1 * scale * Math.abs(rhs[k]) / Math.max(1, Math.abs(bound)));
            }
        }
        return worst;
    }

    private void reserve() {
        int room = set.size() + 2;
        if (rhs.length < room) {
            rhs = new double[2 * room];
            response = new double[2 * room];
        }
    }

    // ---- changes of the working set

    private boolean pivot(int code, int sign) {
        touch(code);
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
        reserve();
        if (asset) {
            columns.fetch(code);
        }
        double curvature = set.respond(code, response);
        double most = largestCurvature(code);
        if (curvature > FLAT * most) {
            set.toggle(code);
            Moves.join(at, code);
            return true;
        }
        return jump(code, factor);
    }

    /** What the curvature of the move would be if all assets in it were perfectly correlated. */
    private double largestCurvature(int code) {
        double floor = set.volatilityFloor();
        double sum = code < p.n ? Math.max(floor, p.volatility[code]) : 0;
        for (int k = 0; k < set.size(); k++) {
            int j = set.code(k);
            if (j < p.n) {
                sum += Math.abs(response[k]) * Math.max(floor, p.volatility[j]);
            }
        }
        return sum * sum;
    }

    /** Along a direction without curvature the weights go, at this t, as far as they can. */
    private boolean jump(int code, double factor) {
        boolean asset = code < p.n;
        Arrays.fill(ratio.ignored, false);
        ratio.run(at, set, response, factor, asset ? code : -1, 0, true);
        double flip = asset
                ? (factor > 0 ? p.upper[code] - at.w[code] : at.w[code] - p.lower[code])
                : p.rowUpper[code - p.n] - p.rowLower[code - p.n];
        double step = Math.min(flip, ratio.step);
        if (step == Double.POSITIVE_INFINITY) {
            return false;
        }
        if (step <= SAME * largestWeight) {
            step = 0;
        } else {
            byte own = before[code];
            close();
            begin();
            touch(code);
            before[code] = own;
        }
        for (int k = 0; k < set.size(); k++) {
            int member = set.code(k);
            if (member < p.n) {
                at.w[member] += factor * step * response[k];
                touch(member);
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
            touch(ratio.blocking);
            Moves.land(at, ratio.blocking, ratio.side);
            set.exchange(code, ratio.blocking);
            Moves.join(at, code);
        }
        return correct();
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
        begin();
        refresh();
        close();
        moveTo(t * (1 + sign * step));
        return resolved();
    }

    private boolean resolved() {
        Limits limits = new Limits(NanoClock.system(), 100_000, Long.MAX_VALUE);
        if (solver.solveByActiveSetFrom(previous, limits) != QuadraticSolver.Status.OPTIMAL) {
            return false;
        }
        reserve();
        boolean fine = correct();
        int last = out.points - 1;
        for (int j = 0; j < p.n; j++) {
            if (at.w[j] != previous[j] && last >= 0 && knotted[j] != last) {
                out.knot(j, previous[j]);
                knotted[j] = last;
            }
        }
        for (int i = 0; i < p.m; i++) {
            if (at.y[i] != previousMultipliers[i] && last >= 0 && knotted[p.n + i] != last) {
                out.knot(p.n + i, -previousMultipliers[i]);
                knotted[p.n + i] = last;
            }
        }
        begin();
        for (int j = 0; j < p.n; j++) {
            if (at.w[j] != previous[j]) {
                touch(j);
            }
        }
        for (int i = 0; i < p.m; i++) {
            if (at.y[i] != previousMultipliers[i]) {
                touch(p.n + i);
            }
        }
        return fine;
    }

    // ---- the record

    /** A point begins here, unless one has. */
    private void begin() {
        if (!open) {
            open = true;
            touches = 0;
            stamp++;
        }
    }

    private void touch(int code) {
        if (touchedAt[code] != stamp) {
            touchedAt[code] = stamp;
            touched[touches++] = code;
            before[code] = code < p.n ? at.state[code] : at.rowState[code - p.n];
        }
    }

    /** The point that has begun is left for the next. */
    private void close() {
        if (open) {
            open = false;
            write(t);
        }
    }

    private void end(double tilted) {
        touches = 0;
        write(tilted);
    }

    private void write(double tilted) {
        double gain = -Compensated.dot(p.n, tilt, 0, at.w, 0);
        System.arraycopy(at.w, 0, previous, 0, p.n);
        System.arraycopy(at.y, 0, previousMultipliers, 0, p.m);
        double form = Math.max(0, Compensated.dot(p.n, at.w, 0, product, 0));
        out.point(tilted, gain, form);
        for (int k = 0; k < set.size(); k++) {
            knot(set.code(k));
        }
        for (int k = 0; k < touches; k++) {
            int code = touched[k];
            byte now = code < p.n ? at.state[code] : at.rowState[code - p.n];
            if (now != before[code]) {
                out.change(code, before[code], now);
            }
            knot(code);
        }
    }

    private void knot(int code) {
        if (knotted[code] != out.points - 1) {
            knotted[code] = out.points - 1;
            out.knot(code, code < p.n ? boxed(code) : -at.y[code - p.n]);
        }
    }

    private double boxed(int asset) {
        double w = at.w[asset];
        double low = p.lower[asset];
        double high = p.upper[asset];
        double near = ON_BOUND * largestWeight;
        return w - low <= near ? low : high - w <= near ? high : w;
    }

    /** Nothing ends the line: its members move on at these rates for ever. */
    private void ray() {
        int size = set.size();
        out.rayCode = new int[size];
        out.rayRate = Arrays.copyOf(line.rate, size);
        for (int k = 0; k < size; k++) {
            out.rayCode[k] = set.code(k);
        }
        out.moving = line.length == Double.POSITIVE_INFINITY && line.moves();
    }

    // ---- answers

    /**
     * The path.
     *
     * @return the path last followed to both ends; empty before
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
