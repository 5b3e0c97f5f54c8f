package io.trimtab.optimizer.solver;

import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.Kernels;
import java.util.Arrays;

/**
 * Block principal pivoting: guesses which assets are free and which rows are held, solves for that guess, and corrects
 * the whole guess at once.
 *
 * <p>Legend: F the assets taken for free, N the others, each at a bound; W the rows taken for held; {@code M = S_FF +
 * diag(d_F)}; g = Sw + dw + q the gradient, y the multipliers of the rows, z = g - A'y the reduced costs. From a point w
 * whose N are at their bounds, the minimum over F with W held is w + D, where
 *
 * <pre>
 * M D = -g_F + A_WF' y,   A_WF D = b_W - A_W w   hence   (A_WF M^-1 A_WF') y = b_W - A_W w + A_WF M^-1 g_F.
 * </pre>
 *
 * <p>Then every free weight outside its box goes to the bound it has passed, every asset at a bound whose reduced cost
 * has the wrong sign becomes free, every held row whose multiplier has the wrong sign is let go and every violated row
 * is held: the primal-dual active-set method (Kunisch and Rendl, SIAM J. Optim. 14 (2003), 35-52; Hintermueller, Ito and
 * Kunisch, SIAM J. Optim. 13 (2003), 865-888). Where hundreds of weights are free it needs some five large Cholesky
 * factorisations, where an active-set method needs a pivot for each of them.
 *
 * <p>It may cycle. The safeguard of Judice and Pires (Computers and Operations Research 21 (1994), 587-596) counts what
 * is wrong with a guess: after {@value #PATIENCE} guesses without a new least count the method declines, and so it does
 * when M is singular or the held rows are dependent; the caller then goes on with its finite active-set method. Before it
 * gives up, a guess with few mistakes is corrected one by one (Murty), assets that depend on others (copies) are put on a
 * bound, and a correction that would leave too few free for the rows held is made in part. An M
 * that is singular only because a cash asset or a copy needs the budget to be determined is factored with the held rows
 * folded in, {@code M + rho A_WF' A_WF}, which changes y by a known amount and D not at all.
 *
 * <p>A weight at a bound equals it exactly. The last solution is refined with the gradient in doubled precision, so that
 * nothing of the path remains. O(|F|^3 / 3) per guess for a dense S, O(n r^2) for one of r factors.
 */
final class BlockPivoting {
    enum Result {
        /** The point is optimal, its states say how. */
        OPTIMAL,
        /** Not a case for this method; nothing is known. */
        DECLINED,
        /** A limit was reached. */
        STOPPED
    }

    /** Guesses without progress that are allowed. */
    private static final int PATIENCE = 6;

    private static final int MOST_GUESSES = 80;
    /** A guess with so few mistakes is corrected one by one when correcting all of them does not help. */
    private static final int FEW = 12;

    private static final int SINGLE_CHANGES = 12;
    private static final int REFINEMENTS = 3;
    /** If a correction would leave too few free for the rows held, one in this many of those before stays. */
    private static final int KEPT = 3;
    /** A refinement that changes no weight by more, relative to the largest, was the last. */
    private static final double SMALL_STEP = 1e-14;
    /** Weights this far outside their box, relative to the bound, are outside. */
    private static final double OUTSIDE = 1e-14;
    /** A free weight this near to its bound is on it, as in {@link Polish}. */
    private static final double ON_BOUND = 1e-15;
    /** Times the dual tolerance: what remains of terms that cancel, as in {@link QuadraticSolver}. */
    private static final double ROUNDING = 4e-3;

    private final QuadraticProgram p;
    private final Iterate at;
    private final ShiftedBlock block;
    private final double[] product;
    private final double[] low;
    private final double[] column;
    private final double[] gradient;
    private final double[] shift;
    private final int[] free;
    private final int[] held;
    private final double[] target;
    private double[] step = new double[0];
    private double[] response = new double[0];
    private double[] schur = new double[0];
    private double[] missing = new double[0];
    private int freeCount;
    private int heldCount;
    private boolean folded;
    private double scale;
    private int factorizations;

    BlockPivoting(QuadraticProgram p, Iterate at) {
        this.p = p;
        this.at = at;
        block = ShiftedBlock.of(p.risk);
        product = new double[p.n];
        low = new double[p.n];
        column = new double[p.n];
        gradient = new double[p.n];
        shift = p.diagonal.length == 0 ? new double[p.n] : p.diagonal;
        free = new int[p.n];
        held = new int[p.m];
        target = new double[p.m];
    }

    /** How many factorisations the last run needed. */
    int factorizations() {
        return factorizations;
    }

    /** The first guess when nothing is known: every weight is free, only equations are held. */
    void openAll() {
        for (int j = 0; j < p.n; j++) {
            at.w[j] = Math.max(p.lower[j], Math.min(p.upper[j], 0));
            at.state[j] = Iterate.FREE;
            if (at.segments.kinked(j)) {
                at.w[j] = at.segments.start(j, at.w[j]);
                at.segments.seat(j, at.w[j]);
            }
        }
        for (int i = 0; i < p.m; i++) {
            at.rowState[i] = p.rowLower[i] == p.rowUpper[i] ? Iterate.AT_LOWER : Iterate.SLACK;
            at.y[i] = 0;
        }
    }

    /** Goes from the states of the point to those of the optimum. */
    Result run(Limits limits) {
        factorizations = 0;
        int fewest = Integer.MAX_VALUE;
        int patience = PATIENCE;
        int single = 0;
        pin();
        gradient();
        for (int guess = 0; guess < MOST_GUESSES; guess++) {
            if (limits.reached()) {
                return Result.STOPPED;
            }
            if (!minimise()) {
                return Result.DECLINED;
            }
            int wrong = wrong(false);
            if (wrong == 0) {
                wrong = refine();
                if (wrong == 0) {
                    return Result.OPTIMAL;
                }
            }
            if (wrong < fewest) {
                fewest = wrong;
                patience = PATIENCE;
                single = 0;
            } else if (single == 0 && --patience == 0 && wrong > 0 && wrong <= FEW) {
                single = SINGLE_CHANGES;
            } else if ((patience <= 0 && --single <= 0) || wrong < 0) {
                return Result.DECLINED;
            }
            if (single > 0) {
                correctLast();
            } else {
                wrong(true);
            }
            gradient();
        }
        return Result.DECLINED;
    }

    /** Puts every asset that is not free on its bound; bounds that are not there any more hold nothing. */
    private void pin() {
        for (int j = 0; j < p.n; j++) {
            byte state = p.lower[j] == p.upper[j] ? Iterate.AT_LOWER : at.state[j];
            double bound = state == Iterate.FREE || state == Iterate.PARKED ? Double.NaN : end(j, state);
            at.state[j] = Double.isFinite(bound) ? state : Iterate.FREE;
            at.w[j] = Double.isFinite(bound) ? bound : at.w[j];
        }
        for (int i = 0; i < p.m; i++) {
            if (p.rowLower[i] == p.rowUpper[i]) {
                at.rowState[i] = Iterate.AT_LOWER;
            } else if (at.rowState[i] != Iterate.SLACK && !Double.isFinite(at.rowBound(i))) {
                at.rowState[i] = Iterate.SLACK;
            }
        }
    }

    /** The end of an asset's segment at which it stands. */
    private double end(int j, byte state) {
        return state == Iterate.AT_LOWER ? at.segments.lower[j] : at.segments.upper[j];
    }

    /** After OPTIMAL: how the free weights respond to the tilt while the guess is held. */
    void tiltResponse(double[] out) {
        for (int k = 0; k < freeCount; k++) {
            step[k] = -at.segments.q[free[k]] / p.tilt;
        }
        Arrays.fill(missing, 0, p.m, 0);
        solve();
        Arrays.fill(out, 0, p.n, 0);
        for (int k = 0; k < freeCount; k++) {
            out[free[k]] = step[k];
        }
    }

    // ---- the minimum over F with W held

    /** Factors for the current guess and goes to its minimum. */
    private boolean minimise() {
        collect();
        if (heldCount > freeCount) {
            return false;
        }
        reserve();
        boolean factored = factor();
        if (!factored && bindDependents()) {
            gradient();
            collect();
            factored = heldCount <= freeCount && factor();
        }
        return factored && correct() && (settled() || (correct() && settled()) || (correct() && settled()));
    }

    /**
     * Puts assets on a bound that depend on the free assets before them, as copies do: any portfolio of them can be had
     * without them.
     */
    private boolean bindDependents() {
        boolean any = false;
        for (int k = 0; k < freeCount; k++) {
            if (block.dependent(k)) {
                int j = free[k];
                double below = at.w[j] - at.segments.lower[j];
                double above = at.segments.upper[j] - at.w[j];
                byte side = below <= above ? Iterate.AT_LOWER : Iterate.AT_UPPER;
                if (!Double.isFinite(end(j, side))) {
                    return false;
                }
                at.state[j] = side;
                at.w[j] = end(j, side);
                any = true;
            }
        }
        return any;
    }

    private void collect() {
        freeCount = 0;
        for (int j = 0; j < p.n; j++) {
            if (at.state[j] == Iterate.FREE) {
                free[freeCount++] = j;
            }
        }
        heldCount = 0;
        for (int i = 0; i < p.m; i++) {
            if (at.rowState[i] != Iterate.SLACK) {
                held[heldCount++] = i;
                target[i] = at.rowBound(i);
            }
        }
    }

    private void reserve() {
        int room = freeCount * (heldCount + 1);
        if (step.length < freeCount) {
            step = new double[p.n];
        }
        if (response.length < room) {
            response = new double[Math.max(room, p.n)];
        }
        if (schur.length < heldCount * heldCount) {
            schur = new double[heldCount * heldCount];
        }
        if (missing.length < p.m) {
            missing = new double[p.m];
        }
    }

    /** Factors M and the Schur complement of the held rows. */
    private boolean factor() {
        factorizations++;
        folded = false;
        block.withoutRows();
        if (!block.factor(free, freeCount, shift)) {
            if (heldCount == 0) {
                return false;
            }
            folded = true;
            fold();
            if (!block.factor(free, freeCount, shift)) {
                return false;
            }
        }
        if (heldCount == 0) {
            return true;
        }
        rowsInto(response);
        block.solve(heldCount, response);
        for (int b = 0; b < heldCount; b++) {
            for (int a = b; a < heldCount; a++) {
                double sum = 0;
                for (int k = 0; k < freeCount; k++) {
                    sum = Math.fma(at.segments.a[free[k] * p.m + held[a]], response[b * freeCount + k], sum);
                }
                schur[b * heldCount + a] = sum;
            }
        }
        return Cholesky.factor(heldCount, schur, 0, heldCount) == heldCount;
    }

    private void fold() {
        if (block.rows.length < heldCount * freeCount) {
            block.rows = new double[heldCount * p.n];
        }
        rowsInto(block.rows);
        block.rowCount = heldCount;
        block.rho = p.largestVolatility > 0 ? p.largestVolatility * p.largestVolatility : 1;
    }

    private void rowsInto(double[] out) {
        for (int i = 0; i < heldCount; i++) {
            for (int k = 0; k < freeCount; k++) {
                out[i * freeCount + k] = at.segments.a[free[k] * p.m + held[i]];
            }
        }
    }

    /** One step to the minimum from wherever w is: the first is the solution, those after it refine it. */
    private boolean correct() {
        for (int k = 0; k < freeCount; k++) {
            step[k] = -gradient[free[k]];
        }
        at.computeActivities();
        for (int i = 0; i < heldCount; i++) {
            missing[i] = target[held[i]] - at.activity[held[i]];
        }
        solve();
        Arrays.fill(at.y, 0, p.m, 0);
        for (int i = 0; i < heldCount; i++) {
            at.y[held[i]] = missing[i];
        }
        for (int k = 0; k < freeCount; k++) {
            if (!Double.isFinite(step[k])) {
                return false;
            }
            at.w[free[k]] += step[k];
        }
        gradient();
        return true;
    }

    /**
     * Solves M D - A'y = r, A D = b: r in {@code step} is overwritten with D, b in {@code missing} with y. With rows
     * folded in, the first equation is (M + rho A'A) D = r + A'(y + rho b).
     */
    private void solve() {
        for (int i = 0; i < heldCount && folded; i++) {
            for (int k = 0; k < freeCount; k++) {
                step[k] = Math.fma(block.rho * missing[i], at.segments.a[free[k] * p.m + held[i]], step[k]);
            }
        }
        block.solve(1, step);
        for (int i = 0; i < heldCount; i++) {
            double sum = missing[i];
            for (int k = 0; k < freeCount; k++) {
                sum = Math.fma(-at.segments.a[free[k] * p.m + held[i]], step[k], sum);
            }
            missing[i] = sum;
        }
        if (heldCount > 0) {
            Cholesky.solve(heldCount, schur, 0, heldCount, missing, 0);
        }
        for (int i = 0; i < heldCount; i++) {
            Kernels.axpy(freeCount, missing[i], response, i * freeCount, step, 0);
        }
    }

    /** Whether the reduced costs of F are zero to the accuracy that signs are judged by. */
    private boolean settled() {
        double worst = 0;
        for (int k = 0; k < freeCount; k++) {
            worst = Math.max(worst, Math.abs(reduced(free[k])));
        }
        return worst <= ActiveSet.DUAL_TOLERANCE * scale;
    }

    private double reduced(int j) {
        double d = gradient[j];
        for (int i = 0; i < p.m; i++) {
            d = Math.fma(-at.y[i], at.segments.a[j * p.m + i], d);
        }
        return d;
    }

    /** g = Sw + q and what its rounding is relative to. */
    private void gradient() {
        p.multiplyInto(at.w, product);
        finishGradient();
    }

    private void finishGradient() {
        double largest = 0;
        double spread = 0;
        for (int j = 0; j < p.n; j++) {
            double q = at.segments.q[j];
            largest = Math.max(largest, Math.max(Math.abs(product[j]), Math.abs(q)));
            gradient[j] = product[j] + q;
            spread += p.volatility[j] * Math.abs(at.w[j]);
        }
        double cancelled = p.largestVolatility * spread;
        for (int i = 0; i < p.m; i++) {
            cancelled += Math.abs(at.y[i]);
        }
        scale = Math.max(largest, ROUNDING * cancelled);
    }

    // ---- the guess

    /** Counts what is wrong with the guess, and corrects it if asked. */
    private int wrong(boolean andCorrect) {
        double least = ActiveSet.DUAL_TOLERANCE * scale;
        at.computeActivities();
        int count = wrongRows(andCorrect, least);
        int stays = 0;
        for (int j = 0; j < p.n; j++) {
            byte next = next(j, least);
            stays += next == Iterate.FREE ? 1 : 0;
            if (next != at.state[j]) {
                count++;
                if (andCorrect && next == Iterate.FREE) {
                    free(j);
                }
            }
        }
        if (andCorrect) {
            bind(least, enough(stays));
        }
        return count;
    }

    /** Corrects only the last thing that is wrong (Murty's rule). */
    private void correctLast() {
        double least = ActiveSet.DUAL_TOLERANCE * scale;
        for (int i = p.m - 1; i >= 0; i--) {
            byte next = nextOfRow(i, least);
            if (next != at.rowState[i]) {
                at.rowState[i] = next;
                return;
            }
        }
        for (int j = p.n - 1; j >= 0; j--) {
            byte next = next(j, least);
            if (next != at.state[j]) {
                if (next == Iterate.FREE) {
                    free(j);
                } else {
                    at.w[j] = end(j, next);
                    at.state[j] = next;
                }
                return;
            }
        }
    }

    /** How far outside its segment, in widths of it, a weight may be and yet stay free; 0 unless too few would. */
    private double enough(int stays) {
        int holding = 0;
        for (int i = 0; i < p.m; i++) {
            holding += at.rowState[i] == Iterate.SLACK ? 0 : 1;
        }
        if (stays > holding) {
            return 0;
        }
        int count = 0;
        for (int k = 0; k < freeCount; k++) {
            if (at.state[free[k]] == Iterate.FREE) {
                low[count++] = outside(free[k]);
            }
        }
        Arrays.sort(low, 0, count);
        int kept = Math.min(count, Math.max(2 * holding + 2, count / KEPT));
        return kept == 0 ? 0 : low[kept - 1];
    }

    private double outside(int j) {
        double lo = at.segments.lower[j];
        double hi = at.segments.upper[j];
        double by = Math.max(0, Math.max(lo - at.w[j], at.w[j] - hi));
        return Double.isFinite(hi - lo) ? by / (hi - lo) : by;
    }

    /** Puts free weights that are outside their segment on its end, those excepted that are within a distance. */
    private void bind(double least, double within) {
        for (int j = 0; j < p.n; j++) {
            if (at.state[j] == Iterate.FREE) {
                byte next = next(j, least);
                if (next != Iterate.FREE) {
                    boolean near = within > 0 && outside(j) <= within;
                    at.w[j] = end(j, next);
                    at.state[j] = near ? Iterate.FREE : next;
                }
            }
        }
    }

    /** An asset at the end of its segment becomes free, in this segment or the next. */
    private void free(int j) {
        int across = crossing(j, at.state[j] == Iterate.AT_LOWER ? -1 : 1, 0);
        if (across != 0) {
            at.segments.cross(j, across);
        }
        at.state[j] = Iterate.FREE;
    }

    private byte next(int j, double least) {
        byte state = at.state[j];
        if (state == Iterate.FREE) {
            double lo = at.segments.lower[j];
            double hi = at.segments.upper[j];
            double w = at.w[j];
            return w < lo - OUTSIDE * Math.max(1, Math.abs(lo))
                    ? Iterate.AT_LOWER
                    : w > hi + OUTSIDE * Math.max(1, Math.abs(hi)) ? Iterate.AT_UPPER : Iterate.FREE;
        }
        if (p.lower[j] == p.upper[j]) {
            return state;
        }
        double z = reduced(j);
        double margin = at.segments.kinked(j) ? least + at.segments.rounding(j) : least;
        boolean inwards = (state == Iterate.AT_LOWER ? -z : z) > margin;
        return inwards || crossing(j, state == Iterate.AT_LOWER ? -1 : 1, margin) != 0 ? Iterate.FREE : state;
    }

    /** The direction if an asset at the end of its segment wants to go on into the next one, 0 if it does not. */
    private int crossing(int j, int direction, double margin) {
        boolean open = at.across(j) == direction && at.segments.kinked(j);
        return open && -direction * (reduced(j) + at.segments.costChange(j, direction, at.y)) > margin ? direction : 0;
    }

    private int wrongRows(boolean andCorrect, double least) {
        int count = 0;
        for (int i = 0; i < p.m; i++) {
            byte next = nextOfRow(i, least);
            if (next != at.rowState[i]) {
                count++;
                if (andCorrect) {
                    at.rowState[i] = next;
                }
            }
        }
        return count;
    }

    private byte nextOfRow(int i, double least) {
        byte state = at.rowState[i];
        if (p.rowLower[i] == p.rowUpper[i]) {
            return state;
        }
        if (state == Iterate.SLACK) {
            double violation = at.violation(i);
            return violation < 0 ? Iterate.AT_LOWER : violation > 0 ? Iterate.AT_UPPER : Iterate.SLACK;
        }
        return (state == Iterate.AT_LOWER ? -at.y[i] : at.y[i]) > least ? Iterate.SLACK : state;
    }

    // ---- the end

    /**
     * Solves for the guess once more, from free weights of zero and with residuals in doubled precision, so that the
     * answer is a function of the guess alone; returns what is wrong with it.
     */
    private int refine() {
        for (int k = 0; k < freeCount; k++) {
            at.w[free[k]] = 0;
        }
        for (int pass = 0; pass <= REFINEMENTS; pass++) {
            preciseGradient();
            if (!correct()) {
                return -1;
            }
            if (largest(step, freeCount) <= SMALL_STEP * largest(at.w, p.n)) {
                break;
            }
        }
        int wrong = wrong(false);
        if (wrong == 0) {
            for (int k = 0; k < freeCount; k++) {
                int j = free[k];
                double lo = at.segments.lower[j];
                double hi = at.segments.upper[j];
                double w = at.w[j];
                at.w[j] = isOn(lo, w - lo) ? lo : isOn(hi, hi - w) ? hi : w;
            }
        }
        return wrong;
    }

    private static boolean isOn(double bound, double distance) {
        return Double.isFinite(bound) && distance <= ON_BOUND * Math.max(1, Math.abs(bound));
    }

    private static double largest(double[] x, int count) {
        double largest = 0;
        for (int k = 0; k < count; k++) {
            largest = Math.max(largest, Math.abs(x[k]));
        }
        return largest;
    }

    /** The gradient with the sums of Sw in doubled precision. */
    private void preciseGradient() {
        if (block instanceof DenseBlock) {
            Arrays.fill(product, 0);
            Arrays.fill(low, 0);
            for (int j = 0; j < p.n; j++) {
                if (at.w[j] != 0) {
                    p.columnInto(j, column, 0);
                    accumulate(p.n, at.w[j], column, product, low);
                }
            }
            for (int j = 0; j < p.n; j++) {
                product[j] += low[j];
            }
        } else {
            p.multiplyInto(at.w, product);
        }
        finishGradient();
    }

    /** high + low += x * column, without rounding that matters. */
    private static void accumulate(int n, double x, double[] column, double[] high, double[] low) {
        for (int i = 0; i < n; i++) {
            double term = column[i] * x;
            double error = Math.fma(column[i], x, -term);
            double total = high[i] + term;
            double part = total - high[i];
            low[i] += (high[i] - (total - part)) + (term - part) + error;
            high[i] = total;
        }
    }
}
