package io.trimtab.optimizer.solver;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A program with a parameter tau: at tau = 0 the program itself, at tau = 1 one whose optimum is known.
 *
 * <p>Each weight has points where it can rest (its bounds and breakpoints; zero, if it has neither) and between them
 * segments on which everything is linear. With rho positive random numbers of a fixed seed,
 *
 * <pre>
 *   slope of segment s      tilt (q_j + phi_j') + tau (d_j + bend_js),   bend_js rising in s
 *   bounds of row i         rowLower_i - tau e_i,  rowUpper_i + tau f_i
 * </pre>
 *
 * <p>where d, e and f are so large that all weights may rest where they begin and all rows are slack at tau = 1. Because
 * rho is random no two things happen at one tau, but for tau = 0 itself.
 */
final class PathProgram {
    final QuadraticProgram p;
    final int n;
    final int m;
    /** Where each weight can rest, ascending; the first and last may be infinite. */
    final double[][] points;
    /** Where each weight begins: the number of a point. */
    final int[] begin;
    /** How much d and bends change slopes, and e and f bounds, per unit of tau. */
    final double[] shift;

    final double[][] bend;
    /** How far each row's bounds are moved outwards, at any tau: less than their last bit, perhaps. */
    final double[] widerBelow;

    final double[] widerAbove;
    final double[] below;
    final double[] above;
    /** Makes S positive definite where it has variance: its diagonal counts so much more. */
    final double ridge;

    private final boolean geometry;
    private final int[] base;
    private final boolean[] artificial;
    private final int[] kinkedRow;
    private final Doubled x = new Doubled();

    /**
     * A program on a path.
     *
     * @param program the program at the end of the path
     * @param geometryOnly whether S, q and functions in the objective count as zero: only rows and bounds matter then
     * @param relaxed by what part of itself, if that is more than one, each row bound is moved outwards
     */
    PathProgram(QuadraticProgram program, boolean geometryOnly, double relaxed) {
        p = program;
        n = p.n;
        m = p.m;
        geometry = geometryOnly;
        points = new double[n][];
        base = new int[n];
        begin = new int[n];
        artificial = new boolean[n];
        kinkedRow = new int[m];
        Arrays.fill(kinkedRow, -1);
        for (int r = 0; r < p.kinks.rows.length; r++) {
            kinkedRow[p.kinks.rows[r]] = r;
        }
        for (int j = 0; j < n; j++) {
            place(j);
        }
        ridge = geometry ? 0 : 2 * p.risk.indefiniteness() + 0x1p-50;
        shift = new double[n];
        bend = new double[n][];
        widerBelow = new double[m];
        widerAbove = new double[m];
        for (int i = 0; i < m && relaxed > 0; i++) {
            widerBelow[i] = Double.isFinite(p.rowLower[i]) ? relaxed * Math.max(1, Math.abs(p.rowLower[i])) : 0;
            widerAbove[i] = Double.isFinite(p.rowUpper[i]) ? relaxed * Math.max(1, Math.abs(p.rowUpper[i])) : 0;
        }
        below = new double[m];
        above = new double[m];
        perturb(new SplittableRandom(0x7469_6c74L));
    }

    private void place(int j) {
        double lo = p.lower[j];
        double hi = p.upper[j];
        boolean kinked = p.kinks.count(j) > 0;
        base[j] = kinked ? p.kinks.upTo(j, lo) : 0;
        int inside = kinked ? Math.max(0, p.kinks.below(j, hi) - base[j]) : 0;
        artificial[j] = inside == 0 && lo == Double.NEGATIVE_INFINITY && hi == Double.POSITIVE_INFINITY;
        if (lo == hi) {
            points[j] = new double[] {lo};
            return;
        }
        double[] at = new double[2 + (artificial[j] ? 1 : inside)];
        at[0] = lo;
        for (int k = 0; k < inside; k++) {
            at[k + 1] = p.kinks.point(j, base[j] + k);
        }
        at[at.length - 1] = hi;
        points[j] = at;
        for (int k = 1; k < at.length; k++) {
            if (Math.abs(at[k]) < Math.abs(at[begin[j]])) {
                begin[j] = k;
            }
        }
    }

    private void perturb(SplittableRandom random) {
        double[] w = new double[n];
        for (int j = 0; j < n; j++) {
            w[j] = points[j][begin[j]];
        }
        double[] gradient = new double[n];
        if (!geometry) {
            p.multiplyInto(w, gradient);
        }
        double unit = 0;
        for (int j = 0; j < n; j++) {
            unit = Math.max(unit, Math.abs(gradient[j]) + (geometry ? 0 : Math.abs(p.tilt * p.q[j])));
        }
        unit = unit > 0 ? unit : p.largestVolatility > 0 && !geometry ? square(p.largestVolatility) : 1;
        for (int j = 0; j < n; j++) {
            int segments = points[j].length - 1;
            bend[j] = new double[Math.max(1, segments)];
            for (int s = 1; s < segments; s++) {
                bend[j][s] = bend[j][s - 1] + unit * (1 + random.nextDouble());
            }
            if (segments > 0) {
                shift[j] = shift(j, gradient[j], unit * (1 + random.nextDouble()));
            }
        }
        for (int i = 0; i < m; i++) {
            double activity = 0;
            for (int j = 0; j < n; j++) {
                activity += coefficient(i, j, segmentAt(j, begin[j])).value() * w[j];
                activity += offset(i, j, segmentAt(j, begin[j])).value();
            }
            double size = 1 + Math.abs(activity);
            below[i] = Math.max(0, p.rowLower[i] - activity) + size * (0.5 + random.nextDouble());
            above[i] = Math.max(0, activity - p.rowUpper[i]) + size * (0.5 + random.nextDouble());
        }
    }

    private static double square(double x) {
        return x * x;
    }

    /** What lets a weight rest where it begins. */
    private double shift(int j, double gradient, double margin) {
        int k = begin[j];
        int last = points[j].length - 1;
        if (k == 0) {
            return Math.max(0, -gradient - slope(j, 0).value()) + margin;
        }
        if (k == last) {
            return Math.min(0, -gradient - slope(j, last - 1).value() - bend[j][last - 1]) - margin;
        }
        double left = slope(j, k - 1).value() + bend[j][k - 1];
        double right = slope(j, k).value() + bend[j][k];
        double room = bend[j][k] - bend[j][k - 1];
        return -gradient - 0.5 * (left + right) + 0.3 * (margin > 0 ? room * (margin / (1 + margin) - 0.5) : 0);
    }

    boolean isFixed(int j) {
        return points[j].length == 1;
    }

    /** A segment that ends at a point. */
    int segmentAt(int j, int point) {
        return Math.max(0, Math.min(point, points[j].length - 2));
    }

    private int kinkSegment(int j, int s) {
        return artificial[j] ? base[j] : base[j] + s;
    }

    /** The slope of the objective's linear part on a segment, at tau = 0. */
    Doubled slope(int j, int s) {
        x.set(0, 0);
        if (!geometry) {
            x.addProduct(p.tilt, p.q[j]);
            if (p.kinks.count(j) > 0) {
                x.addProduct(p.tilt, p.kinks.slope(j, kinkSegment(j, s)));
            }
        }
        return x;
    }

    /** The slope of row i on a segment. */
    Doubled coefficient(int i, int j, int s) {
        x.set(p.a[j * m + i], 0);
        if (kinkedRow[i] >= 0 && p.kinks.count(j) > 0) {
            x.add(p.kinks.rowSlope(kinkedRow[i], j, kinkSegment(j, s)), 0);
        }
        return x;
    }

    /** What coefficient times weight leaves out of the weight's part in row i. */
    Doubled offset(int i, int j, int s) {
        x.set(0, 0);
        if (kinkedRow[i] >= 0 && p.kinks.count(j) > 0) {
            int r = kinkedRow[i];
            int k = kinkSegment(j, s);
            x.set(p.kinks.anchorRowValue(r, j, k), 0);
            x.addProduct(-p.kinks.rowSlope(r, j, k), p.kinks.anchorPoint(j, k));
        }
        return x;
    }

    /** An element of S with its ridge, given S's own. */
    Doubled covariance(int i, int j, double element) {
        x.set(geometry ? 0 : element, 0);
        if (i == j) {
            x.addProduct(ridge, geometry ? 0 : element);
        }
        return x;
    }

    boolean hasRisk() {
        return !geometry;
    }
}
