package io.trimtab.optimizer.solver;

/**
 * Computes free weights and multipliers from the working set and the inverse that the active set has kept up to date.
 *
 * <p>The inverse H of K is only approximate, but a solution {@code x = H b} is corrected by {@code H (b - Kx)} with the
 * residual in doubled precision until a correction is below the last bit: x is then the solution rounded, whatever H's
 * history. The parts of b that assets outside the working set have are kept while nothing moves. A re-solve for another
 * q costs three products of the working set's order.
 */
final class HeldSet {
    /** A correction below this part of x leaves, with the next, nothing but the rounding of x. */
    private static final double SMALL = 1e-9;

    /** As for the blocks: weights this far outside their box, relative to the bound, are outside. */
    private static final double OUTSIDE = 1e-15;

    private static final int MOST_CORRECTIONS = 3;

    private final QuadraticProgram p;
    private final Iterate at;
    private final WorkingSet set;
    private final Polish polish;
    private double[] constants = new double[0];
    private double[] x = new double[0];
    private double[] high = new double[0];
    private double[] low = new double[0];
    private long known = -1;

    HeldSet(QuadraticProgram p, Iterate at, WorkingSet set, Polish polish) {
        this.p = p;
        this.at = at;
        this.set = set;
        this.polish = polish;
    }

    void reset() {
        known = -1;
    }

    /** Returns false, leaving the point as it is, if H is too far off or a free weight comes out of its box. */
    boolean run() {
        estimate();
        return refine() && accept();
    }

    /** Takes over the solution, unless a free weight is out of its box. */
    boolean accept() {
        return polish.accept(set.codes(), x, set.size());
    }

    /** Solves to what H is good for, without moving the point. */
    void estimate() {
        int size = set.size();
        if (x.length < size) {
            int room = 2 * size;
            constants = new double[room];
            x = new double[room];
            high = new double[room];
            low = new double[room];
            known = -1;
        }
        if (known != at.moves) {
            polish.constantsInto(set.codes(), size, constants);
            known = at.moves;
        }
        rightHandSide(size);
        set.solve(high, x);
    }

    /** Corrects the estimate to the last bit, without moving the point; false if H is too far off. */
    boolean refine() {
        int size = set.size();
        for (int pass = 0; pass < MOST_CORRECTIONS; pass++) {
            if (pass > 0) {
                rightHandSide(size);
            }
            double change = correct(size);
            if (change <= SMALL) {
                return true;
            }
        }
        return false;
    }

    /** How many free weights of the solution are out of their segment. */
    int outside() {
        int count = 0;
        for (int k = 0; k < set.size(); k++) {
            count += set.code(k) < p.n && sideOf(k) != Iterate.FREE ? 1 : 0;
        }
        return count;
    }

    /** The end of its segment that the k-th member has passed, or FREE. */
    byte sideOf(int k) {
        int j = set.code(k);
        double low = at.segments.lower[j];
        double high = at.segments.upper[j];
        if (x[k] >= low && x[k] <= high) {
            return Iterate.FREE;
        }
        if (x[k] < low - OUTSIDE * Math.max(1, Math.abs(low))) {
            return Iterate.AT_LOWER;
        }
        return x[k] > high + OUTSIDE * Math.max(1, Math.abs(high)) ? Iterate.AT_UPPER : Iterate.FREE;
    }

    /** The k-th member has left, and the last, whose number was {@code last}, has taken its place. */
    void drop(int k, int last) {
        x[k] = x[last];
    }

    private void rightHandSide(int size) {
        int[] codes = set.codes();
        double[] q = at.segments.q;
        for (int i = 0; i < size; i++) {
            int code = codes[i];
            high[i] = (code < p.n ? -q[code] : at.rowBound(code - p.n)) - constants[i];
            low[i] = 0;
        }
    }

    /** x += H (b - Kx); returns by how much x changed, relative to its size. */
    private double correct(int size) {
        set.subtractProduct(x, high, low);
        for (int i = 0; i < size; i++) {
            high[i] += low[i];
        }
        set.solve(high, low);
        double change = 0;
        double rowChange = 0;
        double largest = 0;
        double largestRow = 0;
        for (int i = 0; i < size; i++) {
            x[i] += low[i];
            if (set.code(i) < p.n) {
                change = Math.max(change, Math.abs(low[i]));
                largest = Math.max(largest, Math.abs(x[i]));
            } else {
                rowChange = Math.max(rowChange, Math.abs(low[i]));
                largestRow = Math.max(largestRow, Math.abs(x[i]));
            }
        }
        double weights = change == 0 ? 0 : change / largest;
        return Math.max(weights, rowChange == 0 ? 0 : rowChange / largestRow);
    }
}
