package io.trimtab.optimizer.solver;

import java.util.Arrays;

/** The gradient at a point over all assets, and whether the point is the optimum. */
final class Pricing {
    static final int SMALL = 160;
    /** Times the dual tolerance, 4e-15: what remains of terms that cancel. */
    private static final double ROUNDING = 4e-3;
    /** What an optimum may miss the conditions by, scaled; a tenth of what is allowed. */
    private static final double PROVEN = 1e-10;

    /** g = Sw + q. */
    final double[] gradient;
    /** What the rounding of reduced costs is relative to. */
    double scale;

    private final QuadraticProgram p;
    private final Iterate at;
    private final Columns columns;
    private final FactorMethod factors;
    private final double[] product;
    /** The reduced costs at the last point, of whatever segment an asset was on. */
    private final double[] reduced;

    private final double[] scratch;
    /** The assets whose weights are not zero, ascending: one pass without branches, which nothing could foretell. */
    private final int[] holdings;

    private int held;
    /** By state of an asset: how large its reduced cost may be at the optimum, whatever its sign. */
    private final double[] residual = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY};

    private double[] heldWeights = new double[16];
    private double[][] heldColumns = new double[16][];
    private int passes;
    private boolean byColumns;

    Pricing(QuadraticProgram p, Iterate at, Columns columns, FactorMethod factors) {
        this.p = p;
        this.at = at;
        this.columns = columns;
        this.factors = factors;
        gradient = new double[p.n];
        product = new double[p.n];
        reduced = new double[p.n];
        scratch = new double[p.n];
        holdings = new int[p.n];
    }

    /** Whether the last product was a plain sum of columns of S. */
    boolean byColumns() {
        return byColumns;
    }

    /** Sw at the last point; not copied. */
    double[] product() {
        return product;
    }

    void begin() {
        passes = 0;
    }

    /** How often all assets were looked at. */
    int passes() {
        return passes;
    }

    /** g = Sw + q, from the risk model and the weights as they are. */
    void compute() {
        passes++;
        byColumns = false;
        held = 0;
        for (int j = 0; j < p.n; j++) {
            holdings[held] = j;
            held += at.w[j] != 0 ? 1 : 0;
        }
        if (factors.multiply(at.w, held, product)) {
            finishGradient();
            return;
        }
        if (3 * held > p.n && p.n > SMALL) {
            p.multiplyInto(at.w, product);
        } else {
            byColumns = true;
            productOfColumns();
        }
        finishGradient();
    }

    /** Sw from the columns of what is held, in the order of assets; those that were not read before are not kept. */
    private void productOfColumns() {
        if (heldWeights.length < held) {
            heldWeights = new double[2 * held];
            heldColumns = new double[2 * held][];
        }
        Arrays.fill(product, 0);
        int waiting = 0;
        for (int k = 0; k < held; k++) {
            int j = holdings[k];
            int slot = columns.slotOf(j);
            heldWeights[waiting] = at.w[j];
            if (slot >= 0) {
                heldColumns[waiting++] = columns.column(slot);
            } else {
                p.columnInto(j, scratch, 0);
                heldColumns[waiting] = scratch;
                ColumnSums.add(p.n, waiting + 1, heldWeights, heldColumns, product);
                waiting = 0;
            }
        }
        ColumnSums.add(p.n, waiting, heldWeights, heldColumns, product);
    }

    private void finishGradient() {
        double[] linear = at.segments.q;
        boolean kinked = at.segments.kinked();
        double largest = 0;
        double spread = 0;
        for (int j = 0; j < p.n; j++) {
            double g = product[j];
            double size = kinked && at.state[j] != Iterate.FREE ? p.tilt * p.q[j] : linear[j];
            gradient[j] = g + linear[j];
            g = Math.abs(g);
            size = Math.abs(size);
            if (g > largest) {
                largest = g;
            }
            if (size > largest) {
                largest = size;
            }
        }
        for (int k = 0; k < held; k++) {
            int j = holdings[k];
            spread = Math.fma(p.volatility[j], Math.abs(at.w[j]), spread);
        }
        double cancelled = p.largestVolatility * spread;
        for (int i = 0; i < p.m; i++) {
            cancelled += Math.abs(at.y[i]);
        }
        scale = Math.max(largest, ROUNDING * cancelled);
        reduce();
    }

    private void reduce() {
        if (p.m == 1 && !at.segments.kinked()) {
            double y = -at.y[0];
            double[] a = p.a;
            double[] g = gradient;
            double[] d = reduced;
            for (int j = 0; j < d.length; j++) {
                d[j] = Math.fma(y, a[j], g[j]);
            }
            return;
        }
        double[] y = at.y;
        double[] a = at.segments.a;
        int[] rows = p.rowsOf;
        int m = p.m;
        for (int j = 0; j < p.n; j++) {
            double d = gradient[j];
            int end = p.rowsEnd(j);
            for (int k = p.rowsBegin(j); k < end; k++) {
                d = Math.fma(-y[rows[k]], a[j * m + rows[k]], d);
            }
            reduced[j] = d;
        }
    }

    /** Whether no asset would still improve the objective by more than twice what the active set calls rounding. */
    boolean settled() {
        double least = 2 * ActiveSet.DUAL_TOLERANCE * scale;
        double proven = PROVEN * scale;
        Segments s = at.segments;
        boolean kinked = s.kinked();
        residual[Iterate.FREE] = proven;
        for (int j = 0; j < p.n; j++) { // no branch is ever taken while the answer is yes
            byte state = at.state[j];
            double d = reduced[j];
            double w = at.w[j];
            if (!(Math.abs(d) <= residual[state]) || (!(w >= s.lower[j] && w <= s.upper[j]) && state == Iterate.FREE)) {
                return false;
            }
            if (kinked) {
                if (state != Iterate.FREE && !(improvement(j) <= least)) {
                    return false;
                }
                continue;
            }
            double gain = state == Iterate.PARKED ? Math.abs(d) : Iterate.INWARDS[state] * d;
            if (!(gain <= least) && p.lower[j] != p.upper[j]) {
                return false;
            }
        }
        for (int i = 0; i < p.m; i++) {
            byte state = at.rowState[i];
            if (state != Iterate.SLACK && p.rowLower[i] != p.rowUpper[i]) {
                if ((state == Iterate.AT_LOWER ? -at.y[i] : at.y[i]) > least) {
                    return false;
                }
            } else if (state == Iterate.SLACK && at.violation(i) != 0) {
                return false;
            }
            if (state != Iterate.SLACK && !isMet(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a held row is where it is held: rows that imply each other make the matrix of the working set singular. */
    private boolean isMet(int i) {
        double bound = at.rowBound(i);
        return Math.abs(at.activity[i] - bound) <= Iterate.ROW_TOLERANCE * Math.max(1, Math.abs(bound));
    }

    /** By how much the objective would fall per unit of the asset's move into its box; 0 for what is free or fixed. */
    double improvement(int j) {
        byte state = at.state[j];
        double d = reduced[j];
        double gain = state == Iterate.PARKED ? Math.abs(d) : Iterate.INWARDS[state] * d;
        if (p.lower[j] == p.upper[j]) {
            return 0;
        }
        if (state == Iterate.FREE || !at.segments.kinked(j)) {
            return gain;
        }
        int across = at.across(j);
        if (across != 0) {
            gain = Math.max(gain, -across * (d + at.segments.costChange(j, across, at.y)));
        }
        return gain - at.segments.rounding(j);
    }

    /** The first asset from this one on whose improvement is more than a least one; n if there is none. */
    int next(int from, double least) {
        boolean kinked = at.segments.kinked();
        byte[] states = at.state;
        for (int j = from; j < p.n; j++) {
            if (kinked) {
                if (improvement(j) > least) {
                    return j;
                }
                continue;
            }
            double d = reduced[j];
            double gain = states[j] == Iterate.PARKED ? Math.abs(d) : Iterate.INWARDS[states[j]] * d;
            if (gain > least && p.lower[j] != p.upper[j]) {
                return j;
            }
        }
        return p.n;
    }

    /** Whether what improves the objective is a move into the neighbouring segment. */
    boolean improvesAcross(int j, int across) {
        return -across * (reduced[j] + at.segments.costChange(j, across, at.y)) > at.segments.rounding(j);
    }

    /** The derivative of the objective with respect to a weight, after the rows have had their part. */
    double reducedCost(int j) {
        double d = gradient[j];
        int base = j * p.m;
        int end = p.rowsEnd(j);
        for (int k = p.rowsBegin(j); k < end; k++) {
            int i = p.rowsOf[k];
            d = Math.fma(-at.y[i], at.segments.a[base + i], d);
        }
        return d;
    }
}
