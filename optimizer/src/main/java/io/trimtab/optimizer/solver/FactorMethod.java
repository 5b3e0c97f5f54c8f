package io.trimtab.optimizer.solver;

import io.trimtab.risk.model.FactorStructure;
import org.jspecify.annotations.Nullable;

/**
 * The choice of {@link FactorNewton} for programs whose covariance has {@link FactorStructure}, and its answers.
 *
 * <p>It is chosen where factors and rows together are fewer than half the assets, and most assets have residual variance:
 * then the dual has few unknowns and is smooth. A panel of returns has none and is left to the active set.
 */
final class FactorMethod {
    /** As few factors and rows for each asset. */
    private static final int ASSETS = 2;
    /** One asset in so many may lack residual variance. */
    private static final int PROXIMAL = 8;

    private static final double[] NONE = {};

    private final QuadraticProgram p;
    private final @Nullable FactorNewton newton;
    private final @Nullable FactorPolish polish;
    private final @Nullable StructuredProduct structured;
    private boolean solved;
    private boolean settled;

    FactorMethod(QuadraticProgram p) {
        this.p = p;
        if (p.risk instanceof FactorStructure s && ASSETS * (s.rank() + p.m) <= p.n) {
            newton = new FactorNewton(p, s);
            polish = new FactorPolish(newton);
        } else {
            newton = null;
            polish = null;
        }
        structured = p.risk instanceof FactorStructure s ? new StructuredProduct(s) : null;
    }

    /** Whether this method is for the program. */
    boolean applies() {
        return newton != null && PROXIMAL * newton.proximal() <= p.n;
    }

    /** Begins at breakpoints, which is what is held now; without any at equal weights, moved into the boxes. */
    void start() {
        if (newton != null) {
            for (int j = 0; j < p.n; j++) {
                double equal = Math.max(p.lower[j], Math.min(p.upper[j], 1.0 / p.n));
                newton.w[j] = newton.segments.start(j, equal);
            }
            newton.start(newton.w);
        }
    }

    /** Begins at weights. */
    void startFrom(double[] weights) {
        if (newton != null) {
            System.arraycopy(weights, 0, newton.w, 0, p.n);
            newton.start(newton.w);
        }
    }

    /**
     * Goes on from the multipliers of the last run, or from where it was told to start.
     *
     * @param at receives weights, states and multipliers
     * @return whether these are an optimum but for what the caller is to verify
     */
    boolean run(Iterate at, Limits limits) {
        solved = false;
        settled = false;
        if (newton == null || polish == null) {
            return false;
        }
        newton.passes = 0;
        settled = newton.run(limits) == FactorNewton.Result.SETTLED;
        solved = settled && newton.proximal() == 0 && polish.run();
        if (solved) {
            answer(newton, at);
        }
        return solved;
    }

    private static void answer(FactorNewton newton, Iterate at) {
        for (int j = 0; j < newton.p.n; j++) {
            at.w[j] = newton.w[j];
            byte seat = at.segments.seat(j, newton.w[j]);
            at.state[j] = seat == Iterate.PARKED ? Iterate.FREE : seat;
        }
        for (int i = 0; i < newton.p.m; i++) {
            at.release(i);
        }
        for (int h = 0; h < newton.heldCount; h++) {
            int i = newton.held[h];
            at.hold(i, newton.bound[i] == newton.p.rowLower[i] ? Iterate.AT_LOWER : Iterate.AT_UPPER);
            at.y[i] = newton.dual[newton.r + i];
        }
        at.computeActivities();
    }

    /** Whether the last run left weights that are near the optimum, though not of it. */
    boolean near() {
        return settled;
    }

    /** Those weights. */
    double[] weights() {
        return newton == null ? NONE : newton.w;
    }

    /** Whether the last answer was found here. */
    boolean solved() {
        return solved;
    }

    void forget() {
        solved = false;
        settled = false;
    }

    /** Passes over all assets of the last run. */
    int passes() {
        return newton == null ? 0 : newton.passes;
    }

    /**
     * The product Sw without a column of S, where S has few squares.
     *
     * @param held how many weights are not zero
     * @return false, with nothing done, where columns would be cheaper
     */
    boolean multiply(double[] w, int held, double[] out) {
        if (structured == null || !(solved || structured.beatsKnown(held))) {
            return false;
        }
        structured.plain(w, out);
        for (int j = 0; j < p.diagonal.length; j++) {
            out[j] = Math.fma(p.diagonal[j], w[j], out[j]);
        }
        return true;
    }

    /** For a person. */
    String method(int steps) {
        return "Newton's method on " + (newton == null ? 0 : newton.r) + " factors, " + steps + " steps, " + passes()
                + " passes over " + p.n + " assets";
    }
}
