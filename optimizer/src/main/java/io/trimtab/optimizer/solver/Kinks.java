package io.trimtab.optimizer.solver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The convex piecewise linear functions of a program: one phi_j of an asset's weight in the objective and one psi_ij in
 * some rows, on the common breakpoints of each asset.
 *
 * <p>An asset with b breakpoints has b + 1 <em>segments</em>; segment s lies between breakpoint s - 1 and breakpoint s.
 * On each every function of the asset is linear. Each function given is zero at its first breakpoint; functions given
 * for the same asset and row add up. Row functions are stored in the scaled unit of their row. Functions of the
 * objective may count as often as a parameter t says, which {@link #at} changes; all else is immutable.
 */
final class Kinks {
    private static final int[] NO_INTS = {};
    private static final double[] NO_DOUBLES = {};
    static final Kinks NONE = new Kinks(
            NO_INTS, NO_INTS, NO_DOUBLES, NO_DOUBLES, NO_DOUBLES, NO_DOUBLES, NO_DOUBLES, NO_DOUBLES, NO_DOUBLES);

    /** One function as it was given; row -1 means the objective. */
    static final class Given {
        final int row;
        final int asset;
        final double[] breakpoints;
        final double[] slopes;
        /** Whether it counts t times. */
        final boolean tilted;

        Given(int row, int asset, double[] breakpoints, double[] slopes) {
            this(row, asset, breakpoints, slopes, false);
        }

        Given(int row, int asset, double[] breakpoints, double[] slopes, boolean tilted) {
            this.tilted = tilted;
            this.row = row;
            this.asset = asset;
            this.breakpoints = breakpoints;
            this.slopes = slopes;
        }

        double slopeRightOf(double x) {
            int s = 0;
            while (s < breakpoints.length && breakpoints[s] <= x) {
                s++;
            }
            return slopes[s];
        }

        double value(double x) {
            int s = 0;
            double value = 0;
            if (x <= breakpoints[0]) {
                return slopes[0] * (x - breakpoints[0]);
            }
            while (s + 1 < breakpoints.length && breakpoints[s + 1] < x) {
                value = Math.fma(slopes[s + 1], breakpoints[s + 1] - breakpoints[s], value);
                s++;
            }
            return Math.fma(slopes[s + 1], x - breakpoints[s], value);
        }
    }

    /** The rows that have functions. */
    final int[] rows;
    /** The breakpoints of asset j are at start[j]..start[j + 1]; empty if the program has none at all. */
    private final int[] start;

    private final double[] points;
    /** Slope of phi_j on segment s at {@code start[j] + j + s}; its value at breakpoint k at k. */
    private final double[] slopes;

    private final double[] values;
    /** What t is multiplied by in slopes and values; empty if nothing is. */
    private final double[] tiltSlopes;

    private final double[] tiltValues;
    /** What does not depend on t; the slopes and values themselves if nothing does. */
    private final double[] baseSlopes;

    private final double[] baseValues;
    /** The same for psi: row number r among {@link #rows} of segment g at {@code g * rows.length + r}. */
    private final double[] rowSlopes;

    private final double[] rowValues;

    private Kinks(
            int[] rows,
            int[] start,
            double[] points,
            double[] slopes,
            double[] values,
            double[] tiltSlopes,
            double[] tiltValues,
            double[] rowSlopes,
            double[] rowValues) {
        this.rows = rows;
        this.start = start;
        this.points = points;
        this.slopes = slopes;
        this.values = values;
        this.tiltSlopes = tiltSlopes;
        this.tiltValues = tiltValues;
        this.baseSlopes = tiltSlopes.length > 0 ? slopes.clone() : slopes;
        this.baseValues = tiltSlopes.length > 0 ? values.clone() : values;
        this.rowSlopes = rowSlopes;
        this.rowValues = rowValues;
    }

    /** Merges functions; a program without any has {@link #NONE}. */
    static Kinks of(int n, List<Given> all, double[] rowScale) {
        if (all.isEmpty()) {
            return NONE;
        }
        List<List<Given>> byAsset = new ArrayList<>(n);
        for (int j = 0; j < n; j++) {
            byAsset.add(new ArrayList<>(2));
        }
        boolean[] used = new boolean[rowScale.length];
        for (Given one : all) {
            byAsset.get(one.asset).add(one);
            if (one.row >= 0) {
                used[one.row] = true;
            }
        }
        int[] rows = new int[used.length];
        int count = 0;
        for (int i = 0; i < used.length; i++) {
            if (used[i]) {
                rows[count++] = i;
            }
        }
        return merge(n, byAsset, Arrays.copyOf(rows, count), rowScale);
    }

    private static Kinks merge(int n, List<List<Given>> byAsset, int[] rows, double[] rowScale) {
        int r = rows.length;
        int[] start = new int[n + 1];
        double[][] sorted = new double[n][];
        for (int j = 0; j < n; j++) {
            sorted[j] = breakpoints(byAsset.get(j));
            start[j + 1] = start[j] + sorted[j].length;
        }
        int total = start[n];
        double[] points = new double[total];
        double[] slopes = new double[total + n];
        double[] values = new double[total];
        boolean tilted = tilted(byAsset);
        double[] tiltSlopes = tilted ? new double[total + n] : NO_DOUBLES;
        double[] tiltValues = tilted ? new double[total] : NO_DOUBLES;
        double[] rowSlopes = new double[(total + n) * r];
        double[] rowValues = new double[total * r];
        for (int j = 0; j < n; j++) {
            System.arraycopy(sorted[j], 0, points, start[j], sorted[j].length);
            for (Given one : byAsset.get(j)) {
                int place = one.row < 0 ? -1 : Arrays.binarySearch(rows, one.row);
                double scale = one.row < 0 ? 1 : rowScale[one.row];
                for (int s = 0; s <= sorted[j].length; s++) {
                    double slope = scale * one.slopeRightOf(s == 0 ? Double.NEGATIVE_INFINITY : sorted[j][s - 1]);
                    int g = start[j] + j + s;
                    if (place < 0) {
                        (one.tilted ? tiltSlopes : slopes)[g] += slope;
                    } else {
                        rowSlopes[g * r + place] += slope;
                    }
                    if (s > 0) {
                        int k = start[j] + s - 1;
                        double value = scale * one.value(sorted[j][s - 1]);
                        if (place < 0) {
                            (one.tilted ? tiltValues : values)[k] += value;
                        } else {
                            rowValues[k * r + place] += value;
                        }
                    }
                }
            }
        }
        return new Kinks(rows, start, points, slopes, values, tiltSlopes, tiltValues, rowSlopes, rowValues);
    }

    private static boolean tilted(List<List<Given>> byAsset) {
        for (List<Given> functions : byAsset) {
            for (Given one : functions) {
                if (one.tilted) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Lets the tilted functions of the objective count t times; before the first call they do not count. */
    void at(double t) {
        for (int g = 0; g < tiltSlopes.length; g++) {
            slopes[g] = Math.fma(t, tiltSlopes[g], baseSlopes[g]);
        }
        for (int k = 0; k < tiltValues.length; k++) {
            values[k] = Math.fma(t, tiltValues[k], baseValues[k]);
        }
    }

    /** By how much the slope of the objective's function on a segment changes per unit of t. */
    double tiltSlope(int j, int segment) {
        return tiltSlopes.length == 0 ? 0 : tiltSlopes[start[j] + j + segment];
    }

    /** What t is multiplied by in phi_j(x). */
    double tiltValue(int j, double x) {
        return tiltSlopes.length == 0 ? 0 : value(j, x, tiltSlopes, tiltValues);
    }

    /** What does not depend on t in phi_j(x). */
    double baseValue(int j, double x) {
        return value(j, x, baseSlopes, baseValues);
    }

    private double value(int j, double x, double[] rates, double[] levels) {
        if (count(j) == 0) {
            return 0;
        }
        int s = below(j, x);
        return Math.fma(rates[start[j] + j + s], x - anchorPoint(j, s), levels[anchor(j, s)]);
    }

    private static double[] breakpoints(List<Given> functions) {
        int room = 0;
        for (Given one : functions) {
            room += one.breakpoints.length;
        }
        double[] all = new double[room];
        int count = 0;
        for (Given one : functions) {
            for (double x : one.breakpoints) {
                all[count++] = x + 0.0;
            }
        }
        Arrays.sort(all);
        int distinct = 0;
        for (int k = 0; k < count; k++) {
            if (k == 0 || all[k] != all[distinct - 1]) {
                all[distinct++] = all[k];
            }
        }
        return Arrays.copyOf(all, distinct);
    }

    boolean isEmpty() {
        return start.length == 0;
    }

    /** How many breakpoints an asset has. */
    int count(int j) {
        return start.length == 0 ? 0 : start[j + 1] - start[j];
    }

    double point(int j, int k) {
        return points[start[j] + k];
    }

    /** The slope of the objective's function on a segment. */
    double slope(int j, int segment) {
        return slopes[start[j] + j + segment];
    }

    /** The slope of the r-th kinked row's function on a segment. */
    double rowSlope(int r, int j, int segment) {
        return rowSlopes[(start[j] + j + segment) * rows.length + r];
    }

    /** How many breakpoints lie below x. */
    int below(int j, double x) {
        int k = start[j];
        while (k < start[j + 1] && points[k] < x) {
            k++;
        }
        return k - start[j];
    }

    /** Whether an asset has the breakpoints that it has elsewhere. */
    boolean samePoints(Kinks other, int j) {
        boolean same = count(j) == other.count(j);
        for (int k = 0; same && k < count(j); k++) {
            same = point(j, k) == other.point(j, k);
        }
        return same;
    }

    /** The breakpoint nearest to a weight; the weight itself if there is none. */
    double nearest(int j, double w) {
        double best = Double.POSITIVE_INFINITY;
        for (int k = 0; k < count(j); k++) {
            best = Math.abs(point(j, k) - w) < Math.abs(best - w) ? point(j, k) : best;
        }
        return best < Double.POSITIVE_INFINITY ? best : w;
    }

    /** How many breakpoints lie at x or below. */
    int upTo(int j, double x) {
        int k = start[j];
        while (k < start[j + 1] && points[k] <= x) {
            k++;
        }
        return k - start[j];
    }

    /** The breakpoint from which values on a segment are reckoned. */
    private int anchor(int j, int segment) {
        return start[j] + Math.max(0, segment - 1);
    }

    double anchorPoint(int j, int segment) {
        return points[anchor(j, segment)];
    }

    /** phi_j at the anchor of a segment. */
    double anchorValue(int j, int segment) {
        return values[anchor(j, segment)];
    }

    /** psi of the r-th kinked row at the anchor of a segment. */
    double anchorRowValue(int r, int j, int segment) {
        return rowValues[anchor(j, segment) * rows.length + r];
    }

    /** The end of a segment within the box, in a direction. */
    double end(QuadraticProgram p, int j, int segment, int direction) {
        if (direction < 0) {
            return segment == 0 ? p.lower[j] : Math.max(p.lower[j], point(j, segment - 1));
        }
        return segment == count(j) ? p.upper[j] : Math.min(p.upper[j], point(j, segment));
    }

    /**
     * The reduced cost of an asset on one of its segments.
     *
     * @param plain without functions
     * @param y multipliers, in the unit the rows were given in
     */
    double sideCost(QuadraticProgram p, int j, int segment, double plain, double[] y) {
        double cost = plain + p.tilt * slope(j, segment);
        for (int r = 0; r < rows.length; r++) {
            cost = Math.fma(-y[rows[r]] / p.rowScale[rows[r]], rowSlope(r, j, segment), cost);
        }
        return cost;
    }

    /** phi_j(x), on the segment in which x lies. */
    double value(int j, double x) {
        return value(j, x, slopes, values);
    }

    /** psi of the r-th kinked row at x, on a segment in which x lies. */
    double rowValue(int r, int j, int segment, double x) {
        return Math.fma(rowSlope(r, j, segment), x - anchorPoint(j, segment), anchorRowValue(r, j, segment));
    }
}
