package io.trimtab.optimizer.solver;

import java.util.Arrays;

/**
 * Solves a quadratic program with {@link PowerCosts} added to its objective, tilted like the rest of the linear part, by
 * a sequence of quadratic programs.
 *
 * <p>Legend: f the costs, x = w - b the trades, z the reduced costs without f. Around the trades x each program has the
 * slope f'(x) and a curvature k(x):
 *
 * <ul>
 *   <li><em>Newton</em>: {@code f''(x) = 3c / (4 sqrt|x|)}. The next x is reached by a step in sqrt|x|, in which f' is
 *       linear, so that it does not swing from side to side of b where the costs decide;
 *   <li><em>majorant</em>: {@code f'(x) / x}, twice that, with which the parabola through f(x) lies above f everywhere
 *       (|x|^(3/2) is concave in x^2), so that the objective falls whatever happens. It is taken when Newton's program
 *       did not lower the objective;
 *   <li><em>free majorant</em>: the same after the majorant has been needed {@value #HELD} times, with no asset held: what is
 *       nearer to b than where the curvature would exceed {@value #STIFFEST} times the variance is taken as if it were
 *       there, which is a majorant still. So an asset that was held at the wrong trade comes off it;
 *   <li>assets whose curvature would exceed {@value #STIFF} times their variance hardly trade. They are held at the trade
 *       that their reduced cost asks for, {@code f'(x) = -z} in closed form, exactly at b where a linear cost's kink
 *       (or nothing) asks for no trade; that is a contraction by 1 / {@value #STIFF}.
 * </ul>
 *
 * <p>The certificate needs nothing of this: with g = f'(w) at the weights found, w is optimal for the convex objective
 * if and only if it is optimal for the program with g in place of f, and the gap of that program bounds the excess over
 * the optimum. {@link #linearised()} is that program, for {@link Residuals} to judge. Where a weight lies within rounding
 * of b, g is taken from the slopes within its last bit. A workspace, for one thread at a time.
 */
public final class PowerCostSolver {
    private static final int MOST_PROGRAMS = 80;
    private static final double STIFF = 1e7;
    private static final double STIFFEST = 1e10;
    private static final int HELD = 2;
    /** A residual at which no better is expected. */
    private static final double CLOSE = 1e-13;
    /** A residual that is surely accepted. */
    private static final double SURE = 1e-10;
    /** Near enough to the optimum for what is held there to be known. */
    private static final double SHARPENED = 1e-2;

    private static final int NEWTON_STEPS = 12;
    /** Programs without a better residual, once it is small, after which the best is taken. */
    private static final int PATIENCE = 2;
    /** Programs that have not lowered the objective, after which the weights are known and only multipliers are not. */
    private static final int STILL = 4;

    private final QuadraticProgram p;
    private final PowerCosts f;
    private final int n;
    private final double[] w;
    private final double[] y;
    private final double[] trades;
    private final double[] product;
    private final double[] best;
    private final double[] bestMultipliers;
    private QuadraticProgram linearised;
    private QuadraticSolver last;
    private int programs;
    private int iterations;

    /**
     * A workspace.
     *
     * @param program the program without the costs; its diagonal, bounds, rows and functions are kept
     * @param costs the costs, of as many assets
     */
    public PowerCostSolver(QuadraticProgram program, PowerCosts costs) {
        p = program;
        f = costs;
        n = program.n;
        w = new double[n];
        y = new double[program.m];
        trades = new double[n];
        product = new double[n];
        best = new double[n];
        bestMultipliers = new double[program.m];
        linearised = program;
        last = new QuadraticSolver(program);
    }

    /**
     * Solves from nothing.
     *
     * @param limits when to stop, for the sequence as a whole
     * @return how it ended; after FEASIBLE the gap of {@link #linearised()} still bounds what the optimum is better by
     */
    public QuadraticSolver.Status solve(Limits limits) {
        programs = 0;
        limits.begin();
        linearised = p;
        last = new QuadraticSolver(p);
        QuadraticSolver.Status status = solved(last, false, limits);
        if (status == QuadraticSolver.Status.UNBOUNDED || status == QuadraticSolver.Status.FAILED) {
            // the costs grow faster than linearly, so they may bound what the program alone does not, or hardly does
            status = first(limits);
        }
        if (status == QuadraticSolver.Status.FEASIBLE) {
            // stopped before the first program was solved: its point is feasible all the same
            read();
            judge();
        }
        return status == QuadraticSolver.Status.OPTIMAL ? improve(limits) : status;
    }

    private QuadraticSolver.Status solved(QuadraticSolver solver, boolean warm, Limits limits) {
        programs++;
        Limits rest = limits.rest();
        QuadraticSolver.Status status = warm ? solver.solveFrom(w, rest) : solver.solve(rest);
        limits.spent(rest);
        iterations = limits.iterations();
        return status;
    }

    /** The program with the curvature of a trade of one for all. */
    private QuadraticSolver.Status first(Limits limits) {
        Arrays.fill(trades, 1);
        last = new QuadraticSolver(around(true, new boolean[n]));
        return solved(last, false, limits);
    }

    private QuadraticSolver.Status improve(Limits limits) {
        read();
        startTrades();
        double value = value();
        boolean[] stiff = new boolean[n];
        boolean newton = true;
        int majorants = 0;
        double least = Double.POSITIVE_INFINITY;
        int patience = PATIENCE;
        int still = 0;
        while (programs < MOST_PROGRAMS) {
            double residual = judge();
            if (residual < least) {
                least = residual;
                System.arraycopy(w, 0, best, 0, n);
                System.arraycopy(y, 0, bestMultipliers, 0, p.m);
                patience = PATIENCE;
            } else if (least < 1e-11 && --patience == 0) {
                break;
            }
            if (residual <= CLOSE) {
                break;
            }
            if (still >= STILL) {
                least = still == STILL && least > SURE ? repriced(least, limits) : least;
                if (least <= SURE) {
                    break;
                }
            }
            if (newton || majorants++ < HELD) {
                plan(stiff, newton);
            } else {
                planFreely(stiff);
            }
            QuadraticProgram program = around(!newton, stiff);
            QuadraticSolver solver = new QuadraticSolver(program);
            QuadraticSolver.Status status = solved(solver, true, limits);
            if (status == QuadraticSolver.Status.FEASIBLE || status == QuadraticSolver.Status.STOPPED) {
                settle(Double.MIN_VALUE);
                return QuadraticSolver.Status.FEASIBLE;
            }
            if (status != QuadraticSolver.Status.OPTIMAL) {
                if (!newton) {
                    return settle(least) ? QuadraticSolver.Status.OPTIMAL : status;
                }
                newton = false;
                continue;
            }
            double[] before = w.clone();
            double[] pricesBefore = y.clone();
            last = solver;
            read();
            double next = value();
            if (newton && !(next <= value + 1e-13 * size())) {
                System.arraycopy(before, 0, w, 0, n);
                System.arraycopy(pricesBefore, 0, y, 0, p.m);
                newton = false;
            } else {
                if (!newton) {
                    startTrades();
                }
                still = value - next > 1e-14 * size() ? 0 : still + 1;
                value = next;
                newton = true;
            }
        }
        if (!(least <= SURE)) {
            least = sharpened(least);
        }
        if (!(least <= SURE)) {
            double[] known = best.clone();
            double[] knownMultipliers = bestMultipliers.clone();
            double then = snapped(stiff, limits);
            if (then < least) {
                least = then;
            } else {
                System.arraycopy(known, 0, best, 0, n);
                System.arraycopy(knownMultipliers, 0, bestMultipliers, 0, p.m);
            }
        }
        return settle(least) ? QuadraticSolver.Status.OPTIMAL : QuadraticSolver.Status.FAILED;
    }

    /**
     * Better multipliers for weights that are right: those of the program with f's slopes there, of which the weights are
     * an optimum too; returns the residual of the best there is then, and goes on from here.
     */
    private double repriced(double known, Limits limits) {
        double[] weights = w.clone();
        double[] multipliers = y.clone();
        double least = known;
        QuadraticSolver solver = new QuadraticSolver(linearised);
        if (solved(solver, true, limits) == QuadraticSolver.Status.OPTIMAL) {
            last = solver;
            read();
            least = better(known);
        }
        System.arraycopy(weights, 0, w, 0, n);
        System.arraycopy(multipliers, 0, y, 0, p.m);
        judge();
        return least;
    }

    /** Takes Newton's steps in the roots of the trades from the best point; returns the residual of the best there is then. */
    private double sharpened(double known) {
        double least = known;
        if (!(least < SHARPENED)) {
            return least;
        }
        System.arraycopy(best, 0, w, 0, n);
        System.arraycopy(bestMultipliers, 0, y, 0, p.m);
        PowerPolish polish = new PowerPolish(p, f);
        polish.begin(w, y);
        polish.reprice(w, y);
        least = better(least);
        System.arraycopy(best, 0, w, 0, n);
        System.arraycopy(bestMultipliers, 0, y, 0, p.m);
        polish.begin(w, y);
        for (int step = 0; step < NEWTON_STEPS && least > CLOSE && polish.step(w, y); step++) {
            least = better(least);
            polish.reprice(w, y);
            least = better(least);
        }
        return least;
    }

    /** The residual of the point, which is kept if it is less. */
    private double better(double least) {
        double residual = judge();
        if (!(residual < least)) {
            return least;
        }
        System.arraycopy(w, 0, best, 0, n);
        System.arraycopy(y, 0, bestMultipliers, 0, p.m);
        return residual;
    }

    /** Puts what is traded by no more than the last bits of its weight on its centre, and takes two more of Newton's steps. */
    private double snapped(boolean[] stiff, Limits limits) {
        double least = Double.POSITIVE_INFINITY;
        for (int step = 0; step < 2; step++) {
            for (int j = 0; j < n; j++) {
                double x = w[j] - f.centre(j);
                stiff[j] = f.costs(j) && Math.abs(x) <= 4 * Math.ulp(Math.max(Math.abs(w[j]), 1e-2));
                trades[j] = stiff[j] ? 0 : x;
            }
            QuadraticSolver solver = new QuadraticSolver(around(false, stiff));
            if (solved(solver, true, limits) != QuadraticSolver.Status.OPTIMAL) {
                break;
            }
            last = solver;
            read();
            double residual = judge();
            if (residual < least) {
                least = residual;
                System.arraycopy(w, 0, best, 0, n);
                System.arraycopy(y, 0, bestMultipliers, 0, p.m);
            }
        }
        return least;
    }

    /** Goes back to the best point; false if there is none worth the name. */
    private boolean settle(double least) {
        if (!(least < 1e-6)) {
            return false;
        }
        System.arraycopy(best, 0, w, 0, n);
        System.arraycopy(bestMultipliers, 0, y, 0, p.m);
        judge();
        return true;
    }

    private void startTrades() {
        for (int j = 0; j < n; j++) {
            trades[j] = w[j] - f.centre(j);
        }
    }

    private void read() {
        last.weightsInto(w);
        last.multipliersInto(y);
    }

    // ---- the objective and its certificate

    private double value() {
        p.multiplyInto(w, product);
        double sum = 0;
        for (int j = 0; j < n; j++) {
            double linear = p.q[j] * w[j] + p.kinks.value(j, w[j]) + f.value(j, w[j] - f.centre(j));
            sum += product[j] * w[j] / 2 + p.tilt * linear;
        }
        return sum;
    }

    private double size() {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            double linear = Math.abs(p.q[j] * w[j]) + f.value(j, w[j] - f.centre(j));
            sum += Math.abs(product[j] * w[j]) / 2 + p.tilt * linear;
        }
        return sum;
    }

    /** Makes the program that has f's slopes at w in place of f; returns w's scaled residual there. */
    private double judge() {
        p.multiplyInto(w, product);
        double[] q = p.q.clone();
        for (int j = 0; j < n; j++) {
            if (f.costs(j)) {
                double z = reduced(j) / p.tilt;
                double left = w[j] <= p.lower[j] ? Double.NEGATIVE_INFINITY : z + bend(j, below(j, w[j]));
                double right = w[j] >= p.upper[j] ? Double.POSITIVE_INFINITY : z + bend(j, above(j, w[j]));
                q[j] += f.slopeWithin(j, w[j], -right, -left);
            }
        }
        linearised = p.with(p.diagonal, q, p.lower, p.upper);
        Residuals residuals = new Residuals(linearised);
        residuals.compute(w, y);
        return residuals.scaled();
    }

    /** The reduced cost without f and without piecewise linear functions; product must be current. */
    private double reduced(int j) {
        double z = product[j] + p.tilt * p.q[j];
        for (int i = 0; i < p.m; i++) {
            z = Math.fma(-p.a[j * p.m + i], y[i] / p.rowScale[i], z);
        }
        return z;
    }

    private int below(int j, double x) {
        return p.kinks.isEmpty() ? 0 : p.kinks.below(j, x);
    }

    private int above(int j, double x) {
        return p.kinks.isEmpty() ? 0 : p.kinks.upTo(j, x);
    }

    /** The slope of the piecewise linear functions on a segment, as f is reckoned: before the tilt. */
    private double bend(int j, int segment) {
        if (p.kinks.count(j) == 0) {
            return 0;
        }
        double slope = p.kinks.slope(j, segment);
        for (int r = 0; r < p.kinks.rows.length; r++) {
            int i = p.kinks.rows[r];
            slope -= y[i] / p.rowScale[i] * p.kinks.rowSlope(r, j, segment) / p.tilt;
        }
        return slope;
    }

    // ---- the next program

    /** Chooses the trades to expand around, and which assets are too stiff for that. */
    private void plan(boolean[] stiff, boolean newton) {
        for (int j = 0; j < n; j++) {
            if (!f.costs(j)) {
                stiff[j] = false;
                continue;
            }
            double x = w[j] - f.centre(j);
            double next = newton ? curved(trades[j], x) : x;
            if (newton && stiff(j, next)) {
                next = asked(j);
            }
            stiff[j] = stiff(j, next);
            trades[j] = next;
        }
    }

    /** Holds no asset, and expands around no trade that is too near to its centre. */
    private void planFreely(boolean[] stiff) {
        Arrays.fill(stiff, false);
        for (int j = 0; j < n; j++) {
            if (f.costs(j)) {
                double x = w[j] - f.centre(j);
                double nearest = f.inverseCurvature(j, STIFFEST * scale(j) / p.tilt);
                trades[j] = Math.copySign(Math.max(Math.abs(x), nearest), x);
            }
        }
    }

    /** Whether f is so curved at a trade that the trade hardly depends on anything else. */
    private boolean stiff(int j, double x) {
        return x == 0 || p.tilt * f.curvature(j, x) > STIFF * scale(j);
    }

    /** The curvature that an asset's is compared with: the largest variance, or its own at a trade of all there is. */
    private double scale(int j) {
        return Math.max(p.largestVolatility * p.largestVolatility, p.tilt * f.curvature(j, 1));
    }

    /** Where a step from one trade to another leads if it is taken in the root of the trade, in which f' is linear. */
    private static double curved(double from, double to) {
        double root = Math.sqrt(Math.abs(from));
        if (root == 0) {
            return to;
        }
        double next = Math.copySign(root, from) + (to - from) / (2 * root);
        return next * Math.abs(next);
    }

    /** The trade of which the slope of f balances the reduced cost at the centre; 0 if a kink there holds it. */
    private double asked(int j) {
        double b = f.centre(j);
        double z = reduced(j) / p.tilt;
        double right = z + bend(j, above(j, b));
        double left = z + bend(j, below(j, b));
        double x = right < 0 ? f.inverseSlope(j, -right) : left > 0 ? f.inverseSlope(j, -left) : 0;
        return Math.max(p.lower[j] - b, Math.min(p.upper[j] - b, x));
    }

    private QuadraticProgram around(boolean majorant, boolean[] stiff) {
        double[] d = p.diagonal.length == 0 ? new double[n] : p.diagonal.clone();
        double[] q = p.q.clone();
        double[] lower = p.lower.clone();
        double[] upper = p.upper.clone();
        for (int j = 0; j < n; j++) {
            if (!f.costs(j)) {
                continue;
            }
            double x = trades[j];
            double b = f.centre(j);
            if (stiff[j]) {
                double at = Math.max(lower[j], Math.min(upper[j], b + x));
                lower[j] = at;
                upper[j] = at;
                continue;
            }
            double k = f.curvature(j, x) * (majorant ? 2 : 1);
            d[j] += p.tilt * k;
            q[j] += f.slope(j, x) - k * (b + x);
        }
        return p.with(d, q, lower, upper);
    }

    // ---- answers

    /**
     * The last weights.
     *
     * @param out receives n weights
     */
    public void weightsInto(double[] out) {
        System.arraycopy(w, 0, out, 0, n);
    }

    /**
     * The multipliers of the rows, as {@link QuadraticSolver#multipliersInto}.
     *
     * @param out receives m multipliers
     */
    public void multipliersInto(double[] out) {
        System.arraycopy(y, 0, out, 0, p.m);
    }

    /**
     * The program whose optimality conditions are those of the whole problem at the last weights.
     *
     * @return the program with the slope of the costs in place of the costs
     */
    public QuadraticProgram linearised() {
        return linearised;
    }

    /**
     * The same program at given weights and multipliers, as if they had been found here.
     *
     * @param weights n weights
     * @param multipliers m multipliers, as of {@link #multipliersInto}
     * @return the program with the slope of the costs in place of the costs
     */
    public QuadraticProgram linearisedAt(double[] weights, double[] multipliers) {
        System.arraycopy(weights, 0, w, 0, n);
        System.arraycopy(multipliers, 0, y, 0, p.m);
        judge();
        return linearised;
    }

    /**
     * The costs at the last weights.
     *
     * @return the sum of {@code c_j |w_j - b_j|^(3/2)}, before the tilt
     */
    public double costs() {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += f.value(j, w[j] - f.centre(j));
        }
        return sum;
    }

    /**
     * After UNBOUNDED: a direction along which the objective falls without end.
     *
     * @param out receives n changes of weight
     */
    public void rayInto(double[] out) {
        last.rayInto(out);
    }

    /**
     * How the last answer was found.
     *
     * @return for a person
     */
    public String method() {
        return programs + " quadratic programs around the square-root law's slopes, " + iterations + " pivots";
    }

    /**
     * The work of the last solve.
     *
     * @return the iterations of all programs
     */
    public int iterations() {
        return iterations;
    }
}
