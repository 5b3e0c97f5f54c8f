package io.trimtab.optimizer.solver;

/**
 * Solves a program that rounding was too much for by a sequence of better-natured ones: the proximal point method.
 *
 * <p>Each program adds {@code (e / 2) sum of v_j (w_j - c_j)^2} with c the answer before and v the variances, so that no
 * direction is without curvature; the answers approach an optimum of the program itself (Rockafellar, "Monotone operators and the proximal point
 * algorithm", SIAM J. Control Optim. 14 (1976), 877-898). e falls from step to step, so that few are needed; what is
 * returned as optimal satisfies the conditions of the program itself. Before that {@link RecessionSearch} asks whether there
 * is one at all. For the rare case, not for speed.
 */
public final class Proximal {
    private static final int MOST_PROGRAMS = 12;
    private static final double FIRST = 1e-3;
    private static final double LAST = 1e-9;
    /** The least curvature of an asset, in relation to the largest variance. */
    private static final double LEAST = 1e-8;
    /** A tenth of what is still called optimal. */
    private static final double PROVEN = 1e-10;

    private final QuadraticProgram p;
    private final double[] w;
    private final double[] y;
    private final double[] ray;
    private final double[] curvature;
    private int programs;

    /**
     * A workspace.
     *
     * @param program the program
     */
    public Proximal(QuadraticProgram program) {
        p = program;
        w = new double[p.n];
        y = new double[p.m];
        ray = new double[p.n];
        curvature = new double[p.n];
        double largest = p.largestVolatility * p.largestVolatility;
        double steepest = 0;
        for (double slope : p.q) {
            steepest = Math.max(steepest, Math.abs(p.tilt * slope));
        }
        double least = largest > 0 ? LEAST * largest : steepest > 0 ? steepest : 1;
        for (int j = 0; j < p.n; j++) {
            curvature[j] = Math.max(least, p.variance(j));
        }
    }

    /**
     * Solves the program.
     *
     * @param start where to begin
     * @param limits when to stop, for the sequence as a whole
     * @return OPTIMAL or UNBOUNDED only if that is certain; FAILED if nothing is
     */
    public QuadraticSolver.Status solve(double[] start, Limits limits) {
        programs = 0;
        limits.begin();
        if (RecessionSearch.find(p, ray)) {
            return QuadraticSolver.Status.UNBOUNDED;
        }
        System.arraycopy(start, 0, w, 0, p.n);
        double e = FIRST;
        while (programs < MOST_PROGRAMS) {
            QuadraticSolver solver = new QuadraticSolver(around(e));
            Limits rest = limits.rest();
            QuadraticSolver.Status status = programs == 0 ? solver.solve(rest) : solver.solveFrom(w, rest);
            boolean over = limits.spent(rest);
            programs++;
            if (status != QuadraticSolver.Status.OPTIMAL) {
                return over
                        ? QuadraticSolver.Status.STOPPED
                        : status == QuadraticSolver.Status.INFEASIBLE ? status : QuadraticSolver.Status.FAILED;
            }
            solver.weightsInto(w);
            solver.multipliersInto(y);
            Residuals residuals = new Residuals(p);
            residuals.certify(w, y);
            if (residuals.scaled() + residuals.scaledError() <= PROVEN) {
                return QuadraticSolver.Status.OPTIMAL;
            }
            e = Math.max(LAST, e / 32);
        }
        return QuadraticSolver.Status.FAILED;
    }

    private QuadraticProgram around(double e) {
        double[] d = p.diagonal.length == 0 ? new double[p.n] : p.diagonal.clone();
        double[] q = p.q.clone();
        for (int j = 0; j < p.n; j++) {
            d[j] += e * curvature[j];
            q[j] -= e * curvature[j] * w[j] / p.tilt;
        }
        return p.with(d, q, p.lower, p.upper);
    }

    /**
     * The last weights.
     *
     * @param out receives n weights
     */
    public void weightsInto(double[] out) {
        System.arraycopy(w, 0, out, 0, p.n);
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
     * After UNBOUNDED: the direction.
     *
     * @param out receives n changes of weight, the largest 1 or -1
     */
    public void rayInto(double[] out) {
        System.arraycopy(ray, 0, out, 0, p.n);
    }

    /**
     * How the last answer was found.
     *
     * @return for a person
     */
    public String method() {
        return "proximal points, " + programs + " programs";
    }
}
