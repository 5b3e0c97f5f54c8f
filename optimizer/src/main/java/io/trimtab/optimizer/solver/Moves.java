package io.trimtab.optimizer.solver;

/** What happens to the states of assets and rows when a move ends. */
final class Moves {
    private Moves() {}

    /** A code goes from one of its bounds, or from one end of its segment, to the other, exactly. */
    static void flip(Iterate at, int code, double direction) {
        QuadraticProgram p = at.p;
        at.moves++;
        Segments s = at.segments;
        byte side = direction > 0 ? Iterate.AT_UPPER : Iterate.AT_LOWER;
        if (code < p.n) {
            at.w[code] = direction > 0 ? s.upper[code] : s.lower[code];
            at.state[code] = side;
        } else {
            at.hold(code - p.n, side);
        }
    }

    /** An asset at the end of its segment goes to the next; returns by how much its gradient changes. */
    static double cross(Iterate at, int asset, int direction) {
        at.moves++;
        at.state[asset] = direction > 0 ? Iterate.AT_LOWER : Iterate.AT_UPPER;
        return at.segments.cross(asset, direction);
    }

    /** What blocked a move is put exactly on the bound it met. */
    static void land(Iterate at, int code, byte side) {
        at.moves++;
        Segments s = at.segments;
        if (code < at.p.n) {
            at.w[code] = side == Iterate.AT_LOWER ? s.lower[code] : s.upper[code];
            at.state[code] = side;
        } else {
            at.hold(code - at.p.n, side);
        }
    }

    /** An asset becomes free, a row is no longer held. */
    static void join(Iterate at, int code) {
        at.moves++;
        if (code < at.p.n) {
            at.state[code] = Iterate.FREE;
        } else {
            at.release(code - at.p.n);
        }
    }
}
