package io.trimtab.optimizer.solver;

import java.util.Arrays;

/**
 * A primal active-set method for the quadratic program restricted to some candidate assets, all others staying put.
 *
 * <p>Legend: F free assets, W rows held, K their Karush-Kuhn-Tucker matrix with inverse H (see {@link WorkingSet});
 * g = Sw + q the gradient, y the multipliers of the rows, d = g - A'y the reduced costs.
 *
 * <p>At the minimum over F with W held, d_F = 0. The asset (or held row) with the wrong sign of d (of y) that promises
 * most moves: per unit, F and y respond by a column of H, and d of the mover rises by the curvature c. The move ends
 * where d becomes 0 (the mover joins F), at the mover's other bound, or where something blocks: then mover and blocker
 * change places in the working set, and the point goes to the minimum over the new F, perhaps in several steps. Zero
 * curvature, which is what duplicated assets, cash and T &lt; n bring, only means that d never becomes 0. The objective
 * falls with every step of positive length; after a number of steps of length zero Bland's rule takes over, under which
 * least-index pivoting of a convex quadratic program cannot cycle (Chang and Cottle, "Least-index resolution of
 * degeneracy in quadratic programming", Mathematical Programming 18 (1980), 127-137).
 *
 * <p>A step costs O(N^2 + c k) for N members, c candidates and k free assets.
 */
final class ActiveSet {
    enum Result {
        OPTIMAL,
        UNBOUNDED,
        STOPPED,
        NOT_CONVEX,
        STUCK,
        /** More members than this method is good at. */
        CROWDED
    }

    /** Reduced costs below this multiple of the gradient's size are rounding. */
    static final double DUAL_TOLERANCE = 1e-12;
    /** Curvatures below this multiple of their largest possible value are zero. */
    private static final double FLAT = 1e-12;
    /** Curvatures below minus this multiple are those of a matrix that is no covariance. */
    private static final double CONCAVE = 1e-7;

    /** A weight that changes by less does not block a step to the minimum over F. */
    private static final double NEGLIGIBLE = 1e-14;

    private static final int PATIENCE = 30;

    /** After so many pivots, and one more for each asset and row, the objective must have fallen. */
    private static final int WINDOW = 64;
    /** By this part of its terms. */
    private static final double PROGRESS = 1e-11;

    /** Beyond this and a hundred for each asset and row, pivots go round in circles that rounding has made. */
    private static final long MOST_PIVOTS = 10_000;

    private final StepLength ratio = new StepLength();
    private Iterate at;
    private WorkingSet set;
    private Columns columns;
    private QuadraticProgram p;

    /** The candidates, and where each asset is among them (-1 if it is not). */
    private int[] candidates = new int[0];

    private int[] place = new int[0];
    private int count;
    private boolean all;
    /** The gradient at the candidates, and 1 over the volatility that scales its violations. */
    private double[] g = new double[0];

    private double[] reach = new double[0];
    /** Rows of the candidates in the columns read so far. */
    private double[][] compact = new double[0][];

    private int gathered;
    private double[] rhs = new double[0];
    private double[] response = new double[0];
    private double[][] movedColumns = new double[0][];
    private double[] movedBy = new double[0];
    private int moved;
    private double scale;
    private int crowd = Integer.MAX_VALUE;
    private int still;
    private boolean stalled;
    private double lowest;
    private double moverCost;
    /** Into which neighbouring segment the mover goes first: -1 below, +1 above, 0 for none. */
    private int crossing;

    /** After UNBOUNDED: the mover and its direction; the response holds the rest. */
    private int rayCode;

    private double rayFactor;

    ActiveSet(Iterate at, WorkingSet set, Columns columns) {
        this.at = at;
        this.set = set;
        this.columns = columns;
        this.p = at.p;
    }

    /** Begins with no candidates. */
    void start(Iterate point, WorkingSet members, Columns read) {
        at = point;
        set = members;
        columns = read;
        p = point.p;
        if (place.length < p.n) {
            place = new int[p.n];
        }
        Arrays.fill(place, 0, p.n, -1);
        count = 0;
        gathered = 0;
        all = false;
        still = 0;
        Arrays.fill(idle, false);
    }

    /** Sets the size of the working set above which the caller wants to know of it. */
    void crowd(int members) {
        crowd = members;
    }

    int candidates() {
        return count;
    }

    boolean isCandidate(int asset) {
        return place[asset] >= 0;
    }

    /** Adds a candidate; {@link #refresh} must follow before the next run. */
    void add(int asset) {
        if (place[asset] < 0) {
            if (count == candidates.length) {
                int room = Math.min(p.n, Math.max(64, 2 * count));
                room = Math.max(room, count + 1);
                candidates = Arrays.copyOf(candidates, room);
                g = Arrays.copyOf(g, room);
                reach = Arrays.copyOf(reach, room);
            }
            candidates[count] = asset;
            place[asset] = count++;
            double floor = p.largestVolatility > 0 ? 1e-4 * p.largestVolatility : 1;
            reach[count - 1] = 1 / Math.max(p.volatility[asset], floor);
            gathered = 0;
        }
    }

    /** All assets in order, so that the columns need no gathering. */
    void addAll() {
        for (int j = 0; j < p.n; j++) {
            add(j);
        }
        all = true;
    }

    /** Takes the gradient, computed afresh by the caller, and its size, to which tolerances are relative. */
    void refresh(double[] gradient, double gradientScale) {
        for (int c = 0; c < count; c++) {
            g[c] = gradient[candidates[c]];
        }
        scale = gradientScale;
    }

    private double tolerance() {
        return DUAL_TOLERANCE * scale;
    }

    /**
     * Goes to the optimum over the candidates.
     *
     * @param settled whether the point is already the minimum over F with W held
     */
    Result run(Limits limits, boolean settled) {
        if (!settled && !settle()) {
            return Result.STUCK;
        }
        stalled = false;
        lowest = Double.POSITIVE_INFINITY;
        for (long pivot = 0; pivot < MOST_PIVOTS + 100L * (p.n + p.m); pivot++) {
            if (pivot % (WINDOW + p.n + p.m) == 0 && !progress()) {
                if (stalled) {
                    return Result.STUCK;
                }
                stalled = true;
            }
            int entering = price();
            if (entering < 0) {
                return Result.OPTIMAL;
            }
            if (limits.reached()) {
                return Result.STOPPED;
            }
            Result result = enter(entering);
            if (result != Result.OPTIMAL) {
                return result;
            }
            if (set.size() > crowd) {
                return Result.CROWDED;
            }
        }
        return Result.STUCK;
    }

    /**
     * Whether the objective has fallen since the last call. Rounding can lead round in circles by steps that seem to have
     * a length, so that only what they have achieved tells.
     */
    private boolean progress() {
        double objective = 0;
        double size = 0;
        for (int c = 0; c < count; c++) {
            int j = candidates[c];
            double w = at.w[j];
            double product = 0.5 * w * (g[c] - at.segments.q[j]);
            double linear = p.tilt * Math.fma(p.q[j], w, p.kinks.value(j, w));
            objective += product + linear;
            size += Math.abs(product) + Math.abs(linear);
        }
        boolean falls = lowest == Double.POSITIVE_INFINITY || objective < lowest - PROGRESS * size;
        lowest = Math.min(lowest, objective);
        return falls;
    }

    // ---- pricing

    /** The reduced cost of an asset that is not free. */
    private double reduced(int asset, double gradient) {
        double d = gradient;
        double[] a = at.segments.a;
        int base = asset * p.m;
        int end = p.rowsEnd(asset);
        for (int k = p.rowsBegin(asset); k < end; k++) {
            int i = p.rowsOf[k];
            d = Math.fma(-at.y[i], a[base + i], d);
        }
        return d;
    }

    /** Whether it is time for Bland's rule. */
    private boolean isStill() {
        return stalled || still > PATIENCE;
    }

    private int price() {
        return p.m == 1 && !at.segments.kinked() && !isStill() ? priceOneRow() : priceAll(isStill());
    }

    /** What {@link #priceAll} comes to for one row and no breakpoints, with few branches: the most frequent pass of all. */
    private int priceOneRow() {
        double least = tolerance();
        double best = 0;
        int entering = -1;
        crossing = 0;
        double y = -at.y[0];
        double[] a = p.a;
        byte[] state = at.state;
        for (int c = 0; c < count; c++) {
            int j = candidates[c];
            double d = Math.fma(y, a[j], g[c]);
            byte s = state[j];
            double gain = s == Iterate.PARKED ? parkedGain(j, d) : Iterate.INWARDS[s] * d;
            if (gain * reach[c] > best && gain > least && p.lower[j] != p.upper[j]) {
                best = gain * reach[c];
                entering = j;
                moverCost = d;
            }
        }
        return priceRows(false, least, best, entering);
    }

    private int priceAll(boolean bland) {
        double least = tolerance();
        double best = 0;
        int entering = -1;
        crossing = 0;
        for (int c = 0; c < count; c++) {
            int j = candidates[c];
            byte state = at.state[j];
            if (state == Iterate.FREE || p.lower[j] == p.upper[j]) {
                continue;
            }
            double d = reduced(j, g[c]);
            double gain = state == Iterate.AT_LOWER ? -d : state == Iterate.AT_UPPER ? d : parkedGain(j, d);
            int across = 0;
            if (at.segments.kinked(j)) {
                across = at.across(j);
                double there = across == 0 ? d : d + at.segments.costChange(j, across, at.y);
                if (-across * there > gain) {
                    gain = -across * there;
                    d = there;
                } else {
                    across = 0;
                }
                gain -= at.segments.rounding(j);
            }
            if (gain > least) {
                double promise = bland ? 1.0 / (j + 1) : gain * reach[c];
                if (promise > best) {
                    best = promise;
                    entering = j;
                    moverCost = d;
                    crossing = across;
                }
            }
        }
        return bland && entering >= 0 ? entering : priceRows(bland, least, best, entering);
    }

    private int priceRows(boolean bland, double least, double bestAsset, int bestCode) {
        double best = bestAsset;
        int entering = bestCode;
        for (int i = 0; i < p.m; i++) {
            byte state = at.rowState[i];
            if (state == Iterate.SLACK || p.rowLower[i] == p.rowUpper[i]) {
                continue;
            }
            double gain = state == Iterate.AT_LOWER ? -at.y[i] : at.y[i];
            if (gain > least) {
                double curvature = Math.max(-set.diagonal(p.n + i), 1e-8 * p.largestVolatility * p.largestVolatility);
                double promise = bland ? 1.0 / (p.n + i + 1) : gain / Math.sqrt(curvature);
                if (promise > best) {
                    best = promise;
                    entering = p.n + i;
                    moverCost = at.y[i];
                    crossing = 0;
                }
            }
        }
        return entering;
    }

    /** A parked asset always asks to move, to a bound or into the working set, unless it lies in a flat direction. */
    private double parkedGain(int j, double d) {
        boolean settled = p.lower[j] == Double.NEGATIVE_INFINITY && p.upper[j] == Double.POSITIVE_INFINITY && lies(j);
        return settled ? Math.abs(d) : Math.max(Math.abs(d), 2 * tolerance() + Double.MIN_NORMAL);
    }

    private boolean lies(int j) {
        return idle.length > j && idle[j];
    }

    private boolean[] idle = new boolean[0];

    // ---- moves

    private Result enter(int entering) {
        reserve();
        boolean asset = entering < p.n;
        if (crossing != 0) {
            g[place[entering]] += Moves.cross(at, entering, crossing);
        }
        double factor = direction(entering);
        if (asset) {
            gather(columns.fetch(entering));
        }
        double c = set.respond(entering, response);
        double most = largestCurvature(entering);
        if (c < -CONCAVE * most) {
            return Result.NOT_CONVEX;
        }
        Arrays.fill(ratio.ignored, false);
        double newton = c > FLAT * most ? Math.max(0, -moverCost * factor) / c : Double.POSITIVE_INFINITY;
        double flip = flipRoom(entering, factor);
        ratio.run(at, set, response, factor, asset ? entering : -1, 0, isStill());
        double step = Math.min(newton, Math.min(flip, ratio.step));
        if (step == Double.POSITIVE_INFINITY) {
            if (Math.abs(moverCost) > tolerance()) {
                rayCode = entering;
                rayFactor = factor;
                return Result.UNBOUNDED;
            }
            rest(entering);
            return Result.OPTIMAL;
        }
        still = step > 1e-13 ? 0 : still + 1;
        apply(entering, factor, step);
        if (flip <= step) {
            Moves.flip(at, entering, factor);
        } else if (newton <= step) {
            set.toggle(entering);
            Moves.join(at, entering);
        } else {
            int blocking = ratio.blocking;
            Moves.land(at, blocking, ratio.side);
            set.exchange(entering, blocking);
            Moves.join(at, entering);
            if (!settle()) {
                return Result.STUCK;
            }
        }
        return drifted() && !settle() ? Result.STUCK : Result.OPTIMAL;
    }

    /** What the curvature of the move would be if all assets in it were perfectly correlated. */
    private double largestCurvature(int entering) {
        double floor = set.volatilityFloor();
        double sum = entering < p.n ? Math.max(floor, p.volatility[entering]) : 0;
        for (int k = 0; k < set.size(); k++) {
            int j = set.code(k);
            if (j < p.n) {
                sum += Math.abs(response[k]) * Math.max(floor, p.volatility[j]);
            }
        }
        return sum * sum;
    }

    private void rest(int asset) {
        if (idle.length < p.n) {
            idle = new boolean[p.n];
        }
        idle[asset] = true;
    }

    private double direction(int entering) {
        if (entering >= p.n) {
            return at.rowState[entering - p.n] == Iterate.AT_LOWER ? 1 : -1;
        }
        return switch (at.state[entering]) {
            case Iterate.AT_LOWER -> 1;
            case Iterate.AT_UPPER -> -1;
            default -> {
                double w = at.w[entering];
                boolean up = moverCost < -tolerance()
                        || (moverCost <= tolerance()
                                && at.segments.upper[entering] - w < w - at.segments.lower[entering]);
                yield up ? 1 : -1;
            }
        };
    }

    private double flipRoom(int entering, double factor) {
        if (entering >= p.n) {
            return p.rowUpper[entering - p.n] - p.rowLower[entering - p.n];
        }
        double w = at.w[entering];
        return factor > 0 ? at.segments.upper[entering] - w : w - at.segments.lower[entering];
    }

    /** Moves weights, activities, multipliers and gradient. */
    private void apply(int entering, double factor, double step) {
        double t = factor * step;
        if (t == 0) {
            return;
        }
        for (int k = 0; k < set.size(); k++) {
            int code = set.code(k);
            double change = t * response[k];
            if (code < p.n) {
                at.w[code] += change;
                addColumn(code, change);
            } else {
                at.y[code - p.n] -= change;
            }
        }
        if (entering < p.n) {
            at.w[entering] += t;
            addColumn(entering, t);
        }
        moveGradient();
        moveActivities(step);
    }

    private void moveActivities(double step) {
        for (int i = 0; i < p.m; i++) {
            at.activity[i] = Math.fma(step, ratio.slope[i], at.activity[i]);
        }
    }

    /** Notes that a weight changed; {@link #moveGradient} follows. */
    private void addColumn(int asset, double change) {
        if (moved == movedBy.length) {
            movedColumns = Arrays.copyOf(movedColumns, 2 * moved + 16);
            movedBy = Arrays.copyOf(movedBy, 2 * moved + 16);
        }
        int slot = columns.slotOf(asset);
        movedColumns[moved] = all ? columns.column(slot) : compact[slot];
        movedBy[moved++] = change;
    }

    /** Adds the columns of all that moved to the gradient. */
    private void moveGradient() {
        ColumnSums.add(count, moved, movedBy, movedColumns, g);
        moved = 0;
    }

    /** Copies what the candidates need of the columns read since the last call. */
    private void gather(int slot) {
        if (all || slot < gathered) {
            return;
        }
        int slots = columns.count();
        if (compact.length < slots) {
            compact = Arrays.copyOf(compact, 2 * slots + 16);
        }
        for (int s = gathered; s < slots; s++) {
            double[] from = columns.column(s);
            double[] to = compact[s];
            if (to == null || to.length < count) {
                to = new double[candidates.length];
                compact[s] = to;
            }
            for (int c = 0; c < count; c++) {
                to[c] = from[candidates[c]];
            }
        }
        gathered = slots;
    }

    // ---- the minimum over the free assets

    /** Goes to the minimum over F with W held, dropping from F what meets a bound on the way. */
    private boolean settle() {
        boolean refactored = false;
        Arrays.fill(ratio.ignored, false);
        for (int pass = 0; pass < 4 * (p.n + p.m) + 20; pass++) {
            reserve();
            gather(columns.count() - 1);
            int size = set.size();
            if (size == 0) {
                return true;
            }
            for (int k = 0; k < size; k++) {
                int code = set.code(k);
                rhs[k] = code < p.n ? -g[place[code]] : at.rowBound(code - p.n) - at.activity[code - p.n];
            }
            set.solve(rhs, response);
            ratio.run(at, set, response, 1, -1, NEGLIGIBLE, false);
            if (ratio.step >= 1) {
                newMultipliers();
                step(1);
                if (!drifted()) {
                    return true;
                }
                if (pass >= 2 && !refactored) {
                    refactored = true;
                    if (!set.refactor()) {
                        return false;
                    }
                } else if (pass >= 5) {
                    return residual() <= 1e-8 * scale;
                }
            } else {
                step(ratio.step);
                if (set.toggle(ratio.blocking)) {
                    Moves.land(at, ratio.blocking, ratio.side);
                } else {
                    ratio.ignored[ratio.blocking] = true;
                }
                pass = 0;
            }
        }
        return false;
    }

    private void newMultipliers() {
        for (int k = 0; k < set.size(); k++) {
            int code = set.code(k);
            if (code >= p.n) {
                at.y[code - p.n] = -response[k];
            }
        }
    }

    private void step(double t) {
        for (int k = 0; k < set.size(); k++) {
            int code = set.code(k);
            if (code < p.n && response[k] != 0) {
                double change = t * response[k];
                at.w[code] += change;
                addColumn(code, change);
            }
        }
        moveGradient();
        moveActivities(t);
    }

    private double residual() {
        double worst = 0;
        for (int k = 0; k < set.size(); k++) {
            int code = set.code(k);
            if (code < p.n) {
                worst = Math.max(worst, Math.abs(reduced(code, g[place[code]])));
            }
        }
        return worst;
    }

    private boolean drifted() {
        return !(residual() <= tolerance());
    }

    /** After UNBOUNDED: the direction along which the objective falls for ever. */
    void rayInto(double[] out) {
        Arrays.fill(out, 0, p.n, 0);
        for (int k = 0; k < set.size(); k++) {
            int code = set.code(k);
            if (code < p.n) {
                out[code] = rayFactor * response[k];
            }
        }
        if (rayCode < p.n) {
            out[rayCode] = rayFactor;
        }
    }

    private void reserve() {
        int room = set.size() + 2;
        if (rhs.length < room) {
            rhs = new double[2 * room];
            response = new double[2 * room];
        }
    }
}
