package io.trimtab.optimizer.solver;

import java.util.Arrays;

/**
 * The last resort: follows the optimum of a {@link PathProgram} from tau = 1, where it is known, to tau = 0, in doubled
 * precision and with fresh factors at every step.
 *
 * <p>This is the parametric active-set method (Best, "An algorithm for the solution of the parametric quadratic
 * programming problem", in Applied Mathematics and Parallel Computing, 1996), which for a random perturbation is Lemke's
 * method and cannot cycle: at each tau &gt; 0 exactly one thing happens. Between two events free weights and multipliers
 * are linear in tau. At an event one asset or row changes places; if that would leave rows that imply each other or a
 * direction without curvature, the optimum at this tau is not unique, and the path goes along the set of optima (or of
 * multipliers) until a second one changes places too. If nothing ends such a move along multipliers, they prove that
 * nothing is feasible below this tau; if along weights, the objective falls without end.
 *
 * <p>Every quantity is computed from the original data: nothing is carried from step to step but which assets are free,
 * which rows are held, and tau. O(F^3 + n F) a step for F free weights.
 */
final class DoubledPath {
    enum Result {
        OPTIMAL,
        INFEASIBLE,
        UNBOUNDED,
        STOPPED,
        /** The problem is too large for this method. */
        EXHAUSTED,
        STUCK
    }

    /** Rates below this part of their terms are the rounding of zero. */
    private static final double ZERO = 1e-26;
    /** The end of the path: what still happens there happens at zero. */
    private static final double END = 1e-28;
    /** Weights are of order one: one of this size is none. */
    private static final double NO_WEIGHT = 0x1p-60;
    /** The same for multipliers, relative to what gradients can be. */
    private static final double NO_PRICE = 0x1p-90;
    /** Parts of a solution below this multiple of its largest are the rounding of zero. */
    private static final double NONE = 1e-27;
    /** Elements of factors and products that may be computed before this method is too slow to be of use. */
    private static final double MOST_WORK = 2e10;

    /** How often the ridge is taken away: each time leaves a part of it over its sum with the curvature. */
    private static final int PROXIMAL = 4;

    private final PathProgram path;
    private final QuadraticProgram p;
    private final Columns columns;
    private final int n;
    private final int m;
    /** The point at which each weight rests, or -1; of those that do not rest, the segment. */
    private final int[] rest;

    private final int[] segment;
    private final byte[] rowState;
    private int[] members = new int[0];
    private int free;
    private int size;
    private HeldSystem system = new HeldSystem();
    private HeldSystem other = new HeldSystem();
    private final Doubled x = new Doubled();
    private final Vector at0;
    private final Vector at1;
    private final Vector along;
    /** Where the ridge pulls to. */
    private final double[] center;

    private double tauHigh = 1;
    private double tauLow;
    private int steps;
    private double work;

    /** Weights and multipliers, and what follows from them: the value of each condition, two a code. */
    private final class Vector {
        final double[] wh = new double[n];
        final double[] wl = new double[n];
        final double[] yh = new double[m];
        final double[] yl = new double[m];
        final double[] vh = new double[2 * (n + m)];
        final double[] vl = new double[2 * (n + m)];
        /** What a value would be if nothing cancelled in it. */
        final double[] natural = new double[2 * (n + m)];

        final double[] sh = new double[n];
        final double[] sl = new double[n];
        final double[] sizes = new double[n];
        /** The power of tau that this is the coefficient of; 2 for a direction. */
        final int order;

        Vector(int order) {
            this.order = order;
        }
    }

    DoubledPath(QuadraticProgram program, boolean geometryOnly, double relaxed) {
        path = new PathProgram(program, geometryOnly, relaxed);
        p = program;
        n = p.n;
        m = p.m;
        columns = new Columns(p);
        rest = path.begin.clone();
        segment = new int[n];
        rowState = new byte[m];
        center = new double[n];
        Arrays.fill(rowState, Iterate.SLACK);
        at0 = new Vector(0);
        at1 = new Vector(1);
        along = new Vector(2);
    }

    int steps() {
        return steps;
    }

    /** Where the path ended: 0 at an optimum. */
    double tau() {
        return tauHigh;
    }

    /** After INFEASIBLE: the multiplier of each scaled row. */
    double[] certificate() {
        return along.yh.clone();
    }

    /** After UNBOUNDED: the direction. */
    double[] ray() {
        return along.wh.clone();
    }

    byte rowState(int i) {
        return rowState[i];
    }

    boolean isFree(int j) {
        return rest[j] < 0;
    }

    Result run(Limits limits) {
        collect();
        if (!factor(system)) {
            return Result.STUCK;
        }
        long most = 1_000 + 100L * (n + m);
        while (true) {
            solve(at0);
            solve(at1);
            evaluate(at0);
            evaluate(at1);
            int event = nextEvent();
            double reached = x.high;
            double reachedLow = x.low;
            if (event < 0 || reached <= END) {
                tauHigh = 0;
                tauLow = 0;
                withoutRidge();
                return Result.OPTIMAL;
            }
            if (reached < tauHigh || (reached == tauHigh && reachedLow < tauLow)) {
                tauHigh = reached;
                tauLow = reachedLow;
            }
            if (limits.reached()) {
                return Result.STOPPED;
            }
            if (work > MOST_WORK) {
                return Result.EXHAUSTED;
            }
            if (++steps > most) {
                return Result.STUCK;
            }
            Result result = step(event);
            if (result != Result.OPTIMAL) {
                return result;
            }
        }
    }

    /**
     * Takes the effect of the ridge away: it then holds weights where they are, no longer at zero, and once they stay
     * there it holds nothing. Ends early where the working set would have to change.
     */
    private void withoutRidge() {
        for (int round = 0; round < PROXIMAL && path.ridge > 0; round++) {
            for (int j = 0; j < n; j++) {
                center[j] = at0.wh[j];
            }
            solve(at0);
            evaluate(at0);
            for (int slot = 0; slot < 2 * (n + m); slot++) {
                if (at0.vh[slot] < -ZERO * at0.natural[slot]) {
                    Arrays.fill(center, 0);
                    solve(at0);
                    return;
                }
            }
        }
    }

    // ---- the working set

    private void collect() {
        free = 0;
        size = 0;
        if (members.length < n + m) {
            members = new int[n + m];
        }
        for (int j = 0; j < n; j++) {
            if (rest[j] < 0) {
                members[free++] = j;
                columns.fetch(j);
            }
        }
        size = free;
        for (int i = 0; i < m; i++) {
            if (rowState[i] != Iterate.SLACK) {
                members[size++] = n + i;
            }
        }
    }

    private boolean factor(HeldSystem into) {
        into.begin(free, size - free);
        for (int a = 0; a < free; a++) {
            int j = members[a];
            for (int b = 0; b < free; b++) {
                double element = path.hasRisk() ? columns.get(members[b], j) : 0;
                Doubled s = path.covariance(j, members[b], element);
                into.curvature(a, b, s.high, s.low);
            }
            for (int r = free; r < size; r++) {
                Doubled c = path.coefficient(members[r] - n, j, segment[j]);
                into.row(r - free, a, c.high, c.low);
            }
        }
        work += (double) size * size * size;
        return into.factor() == HeldSystem.Kind.REGULAR;
    }

    private int segmentOf(int j) {
        return rest[j] < 0 ? segment[j] : path.segmentAt(j, rest[j]);
    }

    /** Weights and multipliers with the working set held: the coefficient of a power of tau. */
    private void solve(Vector v) {
        double[] h = new double[size];
        double[] l = new double[size];
        for (int j = 0; j < n; j++) {
            v.wh[j] = rest[j] >= 0 && v.order == 0 ? path.points[j][rest[j]] : 0;
            v.wl[j] = 0;
        }
        product(v);
        for (int a = 0; a < free; a++) {
            int j = members[a];
            x.set(-v.sh[j], -v.sl[j]);
            double sh = x.high;
            double sl = x.low;
            if (v.order == 0) {
                Doubled slope = path.slope(j, segment[j]);
                x.set(-slope.high, -slope.low);
            } else {
                x.set(-path.shift[j], 0);
                x.add(-path.bend[j][segment[j]], 0);
            }
            x.add(sh, sl);
            x.store(h, l, a);
        }
        for (int r = free; r < size; r++) {
            int i = members[r] - n;
            boolean lower = rowState[i] == Iterate.AT_LOWER;
            if (v.order == 0) {
                activity(v, i, true);
                double ah = -x.high;
                double al = -x.low;
                x.set(lower ? p.rowLower[i] : p.rowUpper[i], 0);
                x.add(lower ? -path.widerBelow[i] : path.widerAbove[i], 0);
                x.add(ah, al);
            } else {
                x.set(lower ? -path.below[i] : path.above[i], 0);
            }
            x.store(h, l, r);
        }
        system.solve(h, l);
        spread(v, h, l, 1);
    }

    /** Members' values times a sign into weights and multipliers. */
    private void spread(Vector v, double[] h, double[] l, double sign) {
        Arrays.fill(v.yh, 0);
        Arrays.fill(v.yl, 0);
        clean(h, l, 0, free);
        clean(h, l, free, size);
        for (int k = 0; k < size; k++) {
            int code = members[k];
            if (code < n) {
                v.wh[code] = sign * h[k];
                v.wl[code] = sign * l[k];
            } else {
                v.yh[code - n] = -sign * h[k];
                v.yl[code - n] = -sign * l[k];
            }
        }
    }

    private static void clean(double[] h, double[] l, int from, int to) {
        double largest = 0;
        for (int k = from; k < to; k++) {
            largest = Math.max(largest, Math.abs(h[k]));
        }
        for (int k = from; k < to; k++) {
            if (Math.abs(h[k]) <= NONE * largest) {
                h[k] = 0;
                l[k] = 0;
            }
        }
    }

    /** Sw. */
    private void product(Vector v) {
        Arrays.fill(v.sh, 0);
        Arrays.fill(v.sl, 0);
        Arrays.fill(v.sizes, 0);
        if (!path.hasRisk()) {
            return;
        }
        for (int i = 0; i < n; i++) {
            double h = v.wh[i];
            double l = v.wl[i];
            if (h == 0) {
                continue;
            }
            work += n;
            double[] column = columns.column(columns.fetch(i));
            for (int j = 0; j < n; j++) {
                double s = column[j];
                x.set(v.sh, v.sl, j);
                x.addProduct(h, l, s);
                if (i == j) {
                    x.addProduct(h * path.ridge, l * path.ridge, s);
                }
                x.store(v.sh, v.sl, j);
                v.sizes[j] += Math.abs(s * h);
            }
        }
        for (int j = 0; j < n && v.order == 0; j++) {
            x.set(v.sh, v.sl, j);
            x.addProduct(-path.ridge * p.variance(j), center[j]);
            x.store(v.sh, v.sl, j);
        }
    }

    /** The activity of a row into x; returns the size of its terms. */
    private double activity(Vector v, int i, boolean withOffsets) {
        double h = 0;
        double l = 0;
        double terms = 0;
        for (int j = 0; j < n; j++) {
            if (v.wh[j] != 0) {
                Doubled c = path.coefficient(i, j, segmentOf(j));
                double ch = c.high;
                double cl = c.low;
                x.set(h, l);
                x.addProduct(ch, cl, v.wh[j], v.wl[j]);
                terms += Math.abs(ch * v.wh[j]);
                h = x.high;
                l = x.low;
            }
            if (withOffsets && p.kinks.count(j) > 0) {
                Doubled c = path.offset(i, j, segmentOf(j));
                double ch = c.high;
                double cl = c.low;
                x.set(h, l);
                x.add(ch, cl);
                h = x.high;
                l = x.low;
            }
        }
        x.set(h, l);
        return terms;
    }

    // ---- conditions

    /** The value of each condition, which is not negative while it holds; infinite for those that there are not. */
    private void evaluate(Vector v) {
        product(v);
        double largest = 0;
        double largestPrice = 0;
        for (int j = 0; j < n; j++) {
            largest = Math.max(largest, Math.abs(v.wh[j]));
        }
        for (int i = 0; i < m; i++) {
            largestPrice = Math.max(largestPrice, Math.abs(v.yh[i]));
        }
        for (int j = 0; j < n; j++) {
            none(v, 2 * j);
            none(v, 2 * j + 1);
            if (rest[j] < 0) {
                distance(v, j, segment[j], 1, 2 * j, largest);
                distance(v, j, segment[j] + 1, -1, 2 * j + 1, largest);
            } else if (!path.isFixed(j)) {
                if (rest[j] < path.points[j].length - 1) {
                    cost(v, j, rest[j], 1, 2 * j);
                }
                if (rest[j] > 0) {
                    cost(v, j, rest[j] - 1, -1, 2 * j + 1);
                }
            }
        }
        for (int i = 0; i < m; i++) {
            int slot = 2 * (n + i);
            none(v, slot);
            none(v, slot + 1);
            if (rowState[i] == Iterate.SLACK) {
                slack(v, i, slot);
            } else {
                double sign = rowState[i] == Iterate.AT_LOWER ? 1 : -1;
                put(v, slot, sign * v.yh[i], sign * v.yl[i], largestPrice);
            }
        }
    }

    private static void none(Vector v, int slot) {
        put(v, slot, Double.POSITIVE_INFINITY, 0, 0);
    }

    private static void put(Vector v, int slot, double h, double l, double natural) {
        v.vh[slot] = h;
        v.vl[slot] = l;
        v.natural[slot] = natural;
    }

    /** How far a free weight is from a point. */
    private void distance(Vector v, int j, int point, double sign, int slot, double largest) {
        double bound = path.points[j][point];
        if (Double.isFinite(bound)) {
            x.set(v.wh[j], v.wl[j]);
            if (v.order == 0) {
                x.add(-bound, 0);
            }
            put(v, slot, sign * x.high, sign * x.low, largest);
        }
    }

    /** What it costs a resting weight to move into a segment. */
    private void cost(Vector v, int j, int s, double sign, int slot) {
        double h;
        double l;
        double terms = v.sizes[j];
        if (v.order == 0) {
            Doubled slope = path.slope(j, s);
            h = slope.high;
            l = slope.low;
        } else if (v.order == 1) {
            x.set(path.shift[j], 0);
            x.add(path.bend[j][s], 0);
            h = x.high;
            l = x.low;
        } else {
            h = 0;
            l = 0;
        }
        terms += Math.abs(h);
        x.set(h, l);
        x.add(v.sh[j], v.sl[j]);
        h = x.high;
        l = x.low;
        for (int i = 0; i < m; i++) {
            if (v.yh[i] != 0) {
                Doubled c = path.coefficient(i, j, s);
                double ch = c.high;
                double cl = c.low;
                x.set(h, l);
                x.addProduct(-ch, -cl, v.yh[i], v.yl[i]);
                terms += Math.abs(ch * v.yh[i]);
                h = x.high;
                l = x.low;
            }
        }
        put(v, slot, sign * h, sign * l, terms);
    }

    private void slack(Vector v, int i, int slot) {
        double terms = activity(v, i, v.order == 0);
        double h = x.high;
        double l = x.low;
        double lo = v.order == 0 ? -p.rowLower[i] : v.order == 1 ? path.below[i] : 0;
        double hi = v.order == 0 ? p.rowUpper[i] : v.order == 1 ? path.above[i] : 0;
        if (p.rowLower[i] > Double.NEGATIVE_INFINITY) {
            x.set(h, l);
            x.add(lo, 0);
            if (v.order == 0) {
                x.add(path.widerBelow[i], 0);
            }
            put(v, slot, x.high, x.low, terms + Math.abs(lo));
        }
        if (p.rowUpper[i] < Double.POSITIVE_INFINITY) {
            x.set(hi, 0);
            x.add(-h, -l);
            if (v.order == 0) {
                x.add(path.widerAbove[i], 0);
            }
            put(v, slot + 1, x.high, x.low, terms + Math.abs(hi));
        }
    }

    /** The condition that fails first as tau falls, with its tau in x; -1 if none does. */
    private int nextEvent() {
        int event = -1;
        double bestHigh = 0;
        double bestLow = 0;
        for (int slot = 0; slot < 2 * (n + m); slot++) {
            if (at0.vh[slot] < 0 && at1.vh[slot] > ZERO * at1.natural[slot]) {
                x.set(-at0.vh[slot], -at0.vl[slot]);
                x.divide(at1.vh[slot], at1.vl[slot]);
                if (x.exceeds(bestHigh, bestLow)) {
                    bestHigh = x.high;
                    bestLow = x.low;
                    event = slot;
                }
            }
        }
        x.set(bestHigh, bestLow);
        return event;
    }

    // ---- moves

    private boolean isMember(int code) {
        return code < n ? rest[code] < 0 : rowState[code - n] != Iterate.SLACK;
    }

    /** What failed changes places. */
    private void toggle(int slot) {
        int code = slot / 2;
        int side = slot % 2;
        if (code >= n) {
            int i = code - n;
            rowState[i] =
                    rowState[i] != Iterate.SLACK ? Iterate.SLACK : side == 0 ? Iterate.AT_LOWER : Iterate.AT_UPPER;
        } else if (rest[code] < 0) {
            rest[code] = segment[code] + side;
        } else {
            segment[code] = rest[code] - side;
            rest[code] = -1;
        }
    }

    private Result step(int event) {
        int code = event / 2;
        boolean leaving = isMember(code);
        boolean upper = code >= n && rowState[code - n] == Iterate.AT_UPPER;
        int[] before = Arrays.copyOf(members, size);
        int freeBefore = free;
        toggle(event);
        collect();
        if (factor(other)) {
            HeldSystem t = system;
            system = other;
            other = t;
            return Result.OPTIMAL;
        }
        // back to the members whose factors are known
        System.arraycopy(before, 0, members, 0, before.length);
        size = before.length;
        free = freeBefore;
        int side = event % 2;
        double sign = leaving && code >= n ? (upper ? -1 : 1) : side == 0 ? 1 : -1;
        direction(code, leaving, leaving || code < n ? sign : -sign);
        int second = blocking();
        if (second < 0) {
            boolean weights = leaving == (code >= n);
            return weights ? Result.UNBOUNDED : Result.INFEASIBLE;
        }
        toggle(second);
        collect();
        return factor(system) ? Result.OPTIMAL : Result.STUCK;
    }

    /** Along which the optimum at this tau is not unique. */
    private void direction(int code, boolean leaving, double sign) {
        double[] h = new double[size];
        double[] l = new double[size];
        for (int k = 0; k < size; k++) {
            int member = members[k];
            if (leaving) {
                h[k] = member == code ? 1 : 0;
            } else if (code < n && member < n) {
                h[k] = path.hasRisk() ? columns.get(member, code) : 0;
            } else if (code < n || member < n) {
                int asset = Math.min(code, member);
                Doubled c = path.coefficient(Math.max(code, member) - n, asset, segment[asset]);
                c.store(h, l, k);
            }
        }
        system.solve(h, l);
        Arrays.fill(along.wh, 0);
        Arrays.fill(along.wl, 0);
        spread(along, h, l, leaving ? sign : -sign);
        if (code < n) {
            along.wh[code] = leaving ? 0 : sign;
            along.wl[code] = 0;
        } else {
            along.yh[code - n] = leaving ? 0 : -sign;
            along.yl[code - n] = 0;
        }
        // one of the two parts is the rounding of zero
        if (leaving == (code >= n)) {
            Arrays.fill(along.yh, 0);
            Arrays.fill(along.yl, 0);
        } else {
            Arrays.fill(along.wh, 0);
            Arrays.fill(along.wl, 0);
        }
    }

    /** The condition that ends the move, or -1. */
    private int blocking() {
        evaluate(at0);
        evaluate(at1);
        evaluate(along);
        int blocking = -1;
        double bestHigh = Double.POSITIVE_INFINITY;
        double bestLow = 0;
        for (int slot = 0; slot < 2 * (n + m); slot++) {
            if (!(-along.vh[slot] > ZERO * along.natural[slot]) || Double.isInfinite(at0.vh[slot])) {
                continue;
            }
            x.set(at0.vh, at0.vl, slot);
            x.addProduct(at1.vh[slot], at1.vl[slot], tauHigh, tauLow);
            if (x.high < 0) {
                x.set(0, 0);
            }
            x.divide(-along.vh[slot], -along.vl[slot]);
            if (!x.exceeds(bestHigh, bestLow) && (x.high != bestHigh || x.low != bestLow)) {
                bestHigh = x.high;
                bestLow = x.low;
                blocking = slot;
            }
        }
        return blocking;
    }

    // ---- answers

    /** After OPTIMAL: the weights, within their segments. */
    double[] weights() {
        double[] w = new double[n];
        for (int j = 0; j < n; j++) {
            if (rest[j] >= 0) {
                w[j] = path.points[j][rest[j]];
            } else {
                double low = path.points[j][segment[j]];
                double high = path.points[j][segment[j] + 1];
                double free = Math.abs(at0.wh[j]) <= NO_WEIGHT ? 0 : at0.wh[j] + at0.wl[j];
                w[j] = Math.max(low, Math.min(high, free)) + 0.0;
            }
        }
        return w;
    }

    /** After OPTIMAL: the multipliers, of rows in their scaled unit. */
    double[] multipliers() {
        double[] y = new double[m];
        double largest = 0;
        double linear = 0;
        for (int j = 0; j < n; j++) {
            largest = Math.max(largest, Math.abs(at0.wh[j]));
            linear = Math.max(linear, Math.abs(p.tilt * p.q[j]));
        }
        double none = NO_PRICE * (p.largestVolatility * p.largestVolatility * largest + linear);
        for (int i = 0; i < m; i++) {
            if (rowState[i] != Iterate.SLACK) {
                double price = at0.yh[i] + at0.yl[i];
                boolean equality = p.rowLower[i] == p.rowUpper[i];
                y[i] = equality ? price : rowState[i] == Iterate.AT_LOWER ? Math.max(0, price) : Math.min(0, price);
                y[i] = Math.abs(price) <= none ? 0 : y[i] + 0.0;
            }
        }
        return y;
    }
}
