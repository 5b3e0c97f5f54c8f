package io.trimtab.optimizer.solver;

/** What happens to the states of assets and rows when a move ends. */
final class Moves {
    private Moves() {}

    /** A code goes from one of its bounds to the other, exactly. */
    static void flip(Iterate at, int code, double direction) {
        QuadraticProgram p = at.p;
        byte side = direction > 0 ? Iterate.AT_UPPER : Iterate.AT_LOWER;
        if (code < p.n) {
            at.w[code] = direction > 0 ? p.upper[code] : p.lower[code];
            at.state[code] = side;
        } else {
            at.hold(code - p.n, side);
        }
    }

    /** What blocked a move is put exactly on the bound it met. */
    static void land(Iterate at, int code, byte side) {
        QuadraticProgram p = at.p;
        if (code < p.n) {
            at.w[code] = side == Iterate.AT_LOWER ? p.lower[code] : p.upper[code];
            at.state[code] = side;
        } else {
            at.hold(code - p.n, side);
        }
    }

    /** An asset becomes free, a row is no longer held. */
    static void join(Iterate at, int code) {
        if (code < at.p.n) {
            at.state[code] = Iterate.FREE;
        } else {
            at.release(code - at.p.n);
        }
    }
}
