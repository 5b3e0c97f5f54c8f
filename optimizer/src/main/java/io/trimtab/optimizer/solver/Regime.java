package io.trimtab.optimizer.solver;

import org.jspecify.annotations.Nullable;

/**
 * Chooses between the active set and block pivoting, and remembers which one gave the last answer.
 *
 * <p>An active set needs a pivot for each asset that comes to lie between its bounds, block pivoting a few large
 * factorisations however many there are. In a long-only book most weights are zero, the bound itself: few are free. Where
 * zero lies strictly inside most boxes (long-short books, bounds that hardly matter) nothing holds the weights at zero,
 * and most are free. So the choice is by the boxes: block pivoting from {@value #FEWEST} assets on if zero is inside at
 * least half of them. Programs with
 * piecewise linear functions are left to the active set. It is a guess about speed only; either method ends at the same optimum.
 */
final class Regime {
    /** Which method begins. */
    enum Beginning {
        /** The one that the boxes suggest. */
        CHOSEN,
        /** Always the active set. */
        ACTIVE_SET,
        /** Always block pivoting. */
        BLOCK_PIVOTING
    }

    private static final int FEWEST = 24;

    private Beginning beginning = Beginning.CHOSEN;
    private @Nullable BlockPivoting blocks;
    private boolean solved;

    /** Whether many free weights are to be expected. */
    boolean manyFree(QuadraticProgram p) {
        if (!p.kinks.isEmpty()) {
            return false;
        }
        if (beginning != Beginning.CHOSEN) {
            return beginning == Beginning.BLOCK_PIVOTING;
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
