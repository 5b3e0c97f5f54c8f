package io.trimtab.optimizer.solver;

import org.jspecify.annotations.Nullable;

/**
 * Chooses between the active set and block pivoting, and remembers which one gave the last answer.
 *
 * <p>An active set needs a pivot for each asset that comes to lie between its bounds, block pivoting a few large
 * factorisations however many there are. In a long-only book most weights are zero, the bound itself: few are free. Where
 * zero lies strictly inside most boxes (long-short books, bounds that hardly matter) nothing holds the weights at zero,
 * and most are free. So the choice is by the boxes: block pivoting from {@value #FEWEST} assets on if zero is inside at
 * least half of them. Programs with piecewise linear functions are left to the active
 * set. It is a guess about speed only; either method ends at the same optimum.
 */
final class Regime {
    /** Which method begins. */
    enum Beginning {
        /** The one that the boxes suggest. */
        CHOSEN,
        /** Always the active set. */
        ACTIVE_SET,
        /** Always block pivoting. */
        BLOCK_PIVOTING,
        /** Always the interior point. */
        INTERIOR_POINT
    }

    private static final int FEWEST = 24;
    /** Members of a working set that are too many for it: some of the pivots cost as much as a factorisation then. */
    private static final int CROWD = 100;
    /** Assets from which on a score of factorisations is less than a pivot for each. */
    private static final int LARGE = 200;

    private Beginning beginning = Beginning.CHOSEN;
    private @Nullable BlockPivoting blocks;
    private @Nullable InteriorPoint interior;
    private boolean solved;

    /** Whether many free weights are to be expected. */
    boolean manyFree(QuadraticProgram p) {
        if (beginning != Beginning.CHOSEN) {
            return beginning == Beginning.BLOCK_PIVOTING;
        }
        if (!p.kinks.isEmpty()) {
            return false;
        }
        int inside = 0;
        for (int j = 0; j < p.n; j++) {
            if (p.lower[j] < 0 && p.upper[j] > 0) {
                inside++;
            }
        }
        return p.n >= FEWEST && 2 * inside >= p.n;
    }

    void beginWith(Beginning method) {
        beginning = method;
    }

    /** Whether the choice of the method is the solver's. */
    boolean unforced() {
        return beginning == Beginning.CHOSEN;
    }

    /** Whether the last answer was found by block pivoting. */
    boolean solved() {
        return solved;
    }

    /** How many factorisations the last run of block pivoting needed. */
    int factorizations() {
        return blocks == null ? 0 : blocks.factorizations();
    }

    void forget() {
        solved = false;
    }

    /** From how many members of its working set on the active set is to ask for block pivoting. */
    int crowd() {
        return beginning == Beginning.CHOSEN ? CROWD : Integer.MAX_VALUE;
    }

    /** Whether a point has so many weights between their bounds that block pivoting should go on from it. */
    boolean crowded(Iterate at) {
        int between = 0;
        for (int j = 0; j < at.p.n; j++) {
            between += at.state[j] == Iterate.AT_LOWER || at.state[j] == Iterate.AT_UPPER ? 0 : 1;
        }
        return between > crowd();
    }

    /** Block pivoting in the place of a crowded active set; if it declines, the point is what it was. */
    boolean take(Iterate at, Limits limits) {
        double[] w = at.w.clone();
        byte[] state = at.state.clone();
        byte[] rowState = at.rowState.clone();
        double[] y = at.y.clone();
        int[] segment = at.segments.segments();
        if (run(method(at), limits)) {
            return true;
        }
        System.arraycopy(w, 0, at.w, 0, w.length);
        System.arraycopy(state, 0, at.state, 0, state.length);
        System.arraycopy(rowState, 0, at.rowState, 0, rowState.length);
        System.arraycopy(y, 0, at.y, 0, y.length);
        at.segments.segments(segment);
        at.computeActivities();
        return false;
    }

    /** Block pivoting from nothing; false if it declined. */
    boolean open(Iterate at, Limits limits) {
        BlockPivoting method = method(at);
        method.openAll();
        return run(method, limits);
    }

    /** Block pivoting from the states of the point; false if it declined. */
    boolean resume(Iterate at, Limits limits) {
        return run(method(at), limits);
    }

    /** Whether the interior point is to begin, block pivoting having declined if it was to be tried before. */
    boolean interiorFirst(QuadraticProgram p) {
        return beginning == Beginning.INTERIOR_POINT || (beginning == Beginning.CHOSEN && p.n >= LARGE && manyFree(p));
    }

    /**
     * The interior point from nothing, then block pivoting from what it thinks is held. If that declines the point has
     * weights from which the active set is to go on.
     *
     * @return whether the interior point arrived
     */
    boolean approach(Iterate at, Limits limits) {
        InteriorPoint known = interior;
        if (known == null) {
            known = new InteriorPoint(at.p);
            interior = known;
        }
        if (!at.p.kinks.isEmpty() || !known.run(limits)) {
            return false;
        }
        known.placeInto(at);
        if (!run(method(at), limits)) {
            known.placeInto(at);
        }
        return true;
    }

    /** After OPTIMAL by block pivoting: the derivative of the weights with respect to the tilt. */
    boolean tiltResponse(double[] out) {
        BlockPivoting known = blocks;
        if (known == null) {
            return false;
        }
        known.tiltResponse(out);
        return true;
    }

    private BlockPivoting method(Iterate at) {
        BlockPivoting known = blocks;
        if (known == null) {
            known = new BlockPivoting(at.p, at);
            blocks = known;
        }
        return known;
    }

    private boolean run(BlockPivoting method, Limits limits) {
        solved = method.run(limits) == BlockPivoting.Result.OPTIMAL;
        return solved;
    }
}
