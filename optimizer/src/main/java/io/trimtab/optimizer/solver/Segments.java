package io.trimtab.optimizer.solver;

import java.util.Arrays;

/**
 * A program as it looks from where the assets are: linear in each weight between two breakpoints.
 *
 * <p>On the segment in which an asset stands its objective and rows are linear, and the ends of the segment are bounds
 * like others. The active-set method works on these; an asset at the end of its segment that wants to go on is moved
 * to the next one, which changes its coefficients while it is not a member of the working set. The linear coefficients
 * are those of the objective times its tilt. Without breakpoints and with tilt 1 the arrays are the program's own.
 */
final class Segments {
    private static final double ROUNDING = 1e-15;

    double[] lower = new double[0];
    double[] upper = new double[0];
    /** Tilted linear coefficients, the objective's functions included. */
    double[] q = new double[0];
    /** Scaled row coefficients, the rows' functions included; row i of asset j at {@code j * m + i}. */
    double[] a = new double[0];

    private QuadraticProgram p;
    private Kinks kinks;
    private int[] segment = new int[0];

    Segments(QuadraticProgram program) {
        p = program;
        kinks = program.kinks;
        start(program);
    }

    /** Begins with a program; every kinked asset is then to be seated. */
    void start(QuadraticProgram program) {
        p = program;
        kinks = program.kinks;
        if (kinks.isEmpty()) {
            lower = p.lower;
            upper = p.upper;
            a = p.a;
            q = p.tilt == 1 ? p.q : room(q, p.q, p.n);
        } else {
            lower = room(lower, p.lower, p.n);
            upper = room(upper, p.upper, p.n);
            q = room(q, p.q, p.n);
            if (a.length != p.a.length || a == p.a) {
                a = p.a.clone();
            } else {
                System.arraycopy(p.a, 0, a, 0, a.length);
            }
            if (segment.length < p.n) {
                segment = new int[p.n];
            }
        }
        refresh();
    }

    private static double[] room(double[] own, double[] shared, int n) {
        return own.length < n || own == shared ? new double[n] : own;
    }

    /** Takes over what may have changed in the program since; segments stay as they are. */
    void refresh() {
        if (kinks.isEmpty()) {
            if (p.tilt != 1 || q != p.q) {
                q = p.tilt == 1 ? p.q : room(q, p.q, p.n);
                for (int j = 0; j < p.n && q != p.q; j++) {
                    q[j] = p.tilt * p.q[j];
                }
            }
            return;
        }
        for (int j = 0; j < p.n; j++) {
            moveTo(j, Math.min(segment[j], kinks.count(j)));
        }
    }

    /** Takes over other linear coefficients; all else stays as it is. The tilt is 1. */
    void requote() {
        for (int j = 0; j < p.n && q != p.q; j++) {
            q[j] = p.q[j] + kinks.slope(j, segment[j]);
        }
    }

    /** By how much the slope of an asset's function in the objective changes per unit of t. */
    double tiltSlope(int j) {
        return kinked(j) ? kinks.tiltSlope(j, segment[j]) : 0;
    }

    /** By how much {@link #tiltSlope} changes from this segment to a neighbour. */
    double tiltChange(int j, int direction) {
        return kinks.tiltSlope(j, segment[j] + direction) - kinks.tiltSlope(j, segment[j]);
    }

    /** Whether nothing that counts changes from this segment to a neighbour, whatever t is. */
    boolean straight(int j, int direction, byte[] rowState) {
        int s = segment[j];
        boolean same = kinks.slope(j, s) == kinks.slope(j, s + direction)
                && kinks.tiltSlope(j, s) == kinks.tiltSlope(j, s + direction);
        for (int r = 0; same && r < kinks.rows.length; r++) {
            same = rowState[kinks.rows[r]] == Iterate.SLACK
                    || kinks.rowSlope(r, j, s) == kinks.rowSlope(r, j, s + direction);
        }
        return same;
    }

    /** All segments, to come back to. */
    int[] segments() {
        return segment.clone();
    }

    /** Comes back to segments. */
    void segments(int[] saved) {
        if (!kinks.isEmpty()) {
            System.arraycopy(saved, 0, segment, 0, p.n);
            refresh();
        }
    }

    boolean kinked(int j) {
        return kinks.count(j) > 0;
    }

    boolean kinked() {
        return !kinks.isEmpty();
    }

    /** Where an asset stands among its breakpoints. */
    int segment(int j) {
        return kinks.isEmpty() ? 0 : segment[j];
    }

    /**
     * Puts an asset into the segment of a weight; at a breakpoint into the one above, if the box reaches so far.
     *
     * @return the state of such a weight
     */
    byte seat(int j, double w) {
        if (kinked(j)) {
            moveTo(j, w < p.upper[j] ? kinks.upTo(j, w) : kinks.below(j, w));
        }
        if (!(w > lower[j])) {
            return Iterate.AT_LOWER;
        }
        return w < upper[j] ? Iterate.PARKED : Iterate.AT_UPPER;
    }

    /** The breakpoint within the box farthest from zero; {@code otherwise} if there is none. */
    double start(int j, double otherwise) {
        double best = Double.NaN;
        for (int k = 0; k < kinks.count(j); k++) {
            double x = kinks.point(j, k);
            if (x >= p.lower[j] && x <= p.upper[j] && !(Math.abs(x) <= Math.abs(best))) {
                best = x;
            }
        }
        return Double.isNaN(best) ? otherwise : best;
    }

    private void moveTo(int j, int s) {
        int b = kinks.count(j);
        if (b == 0) {
            lower[j] = p.lower[j];
            upper[j] = p.upper[j];
            q[j] = p.tilt * p.q[j];
            return;
        }
        segment[j] = s;
        lower[j] = s == 0 ? p.lower[j] : Math.max(p.lower[j], kinks.point(j, s - 1));
        upper[j] = s == b ? p.upper[j] : Math.min(p.upper[j], kinks.point(j, s));
        q[j] = p.tilt * (p.q[j] + kinks.slope(j, s));
        int m = p.m;
        for (int r = 0; r < kinks.rows.length; r++) {
            int i = kinks.rows[r];
            a[j * m + i] = p.a[j * m + i] + kinks.rowSlope(r, j, s);
        }
    }

    /** Whether an asset at the lower end of its segment can go on below. */
    boolean opensBelow(int j) {
        return kinked(j) && lower[j] > p.lower[j];
    }

    /** Whether an asset at the upper end of its segment can go on above. */
    boolean opensAbove(int j) {
        return kinked(j) && upper[j] < p.upper[j];
    }

    /** The next segment above (+1) or below (-1); returns by how much the linear coefficient changes. */
    double cross(int j, int direction) {
        double before = q[j];
        moveTo(j, segment[j] + direction);
        return q[j] - before;
    }

    /**
     * By how much a reduced cost changes from this segment to a neighbour.
     *
     * @param y the multipliers of the rows
     */
    double costChange(int j, int direction, double[] y) {
        int s = segment[j];
        return p.tilt * (kinks.slope(j, s + direction) - kinks.slope(j, s)) - bend(j, direction, y);
    }

    /** By how much a combination of row coefficients changes from this segment to a neighbour. */
    double bend(int j, int direction, double[] y) {
        int s = segment[j];
        double change = 0;
        for (int r = 0; r < kinks.rows.length; r++) {
            double bend = kinks.rowSlope(r, j, s + direction) - kinks.rowSlope(r, j, s);
            change = Math.fma(y[kinks.rows[r]], bend, change);
        }
        return change;
    }

    /** By how much the coefficient in the r-th kinked row changes from this segment to a neighbour. */
    double bend(int j, int direction, int r) {
        return kinks.rowSlope(r, j, segment[j] + direction) - kinks.rowSlope(r, j, segment[j]);
    }

    /** What may be rounding in the reduced cost of an asset whose functions are steep. */
    double rounding(int j) {
        return ROUNDING * Math.abs(q[j]);
    }

    /** What coefficient times weight leaves out of an asset's part in a row: psi(w) - slope * w, 0 without kinks. */
    double offset(int row, int j) {
        if (!kinked(j)) {
            return 0;
        }
        int r = Arrays.binarySearch(kinks.rows, row);
        int s = segment[j];
        return r < 0 ? 0 : Math.fma(-kinks.rowSlope(r, j, s), kinks.anchorPoint(j, s), kinks.anchorRowValue(r, j, s));
    }

    /** Adds an asset's part of the rows' activities. */
    void addActivity(int j, double w, double[] activity) {
        int m = p.m;
        if (w != 0) {
            for (int i = 0; i < m; i++) {
                activity[i] = Math.fma(p.a[j * m + i], w, activity[i]);
            }
        }
        if (kinked(j)) {
            for (int r = 0; r < kinks.rows.length; r++) {
                activity[kinks.rows[r]] += kinks.rowValue(r, j, segment[j], w);
            }
        }
    }
}
