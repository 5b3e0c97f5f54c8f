package io.trimtab.optimizer.solver;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Rounds an optimum to doubles in such a way that the rows that are held stay held and reduced costs stay zero.
 *
 * <p>Of a weight of 1e8 the last bit is 1e-8: a budget of one is missed by more than a proof allows if each such weight
 * is rounded for itself. Here they are rounded one after the other, those of the coarsest bits first (Babai, "On Lovász'
 * lattice reduction and the nearest lattice point problem", Combinatorica 6 (1986), 1-13): what that has spoilt of the
 * optimality conditions, those to come make good, as far as they can,
 *
 * <pre>
 *   S_RR c - A_R'd = -z_R,   A_R c = r
 * </pre>
 *
 * <p>for R the weights to come, z the reduced costs and r what the rows lack, all in doubled precision. In the end the
 * conditions are off by the finest bits alone. If that is too much as well, another attempt moves weights by a bit or two
 * at random as they are rounded: what is left over in the end is then another part of a bit.
 */
final class Settling {
    private static final int MOST_ATTEMPTS = 200;
    /** By how many of its last bits a weight is moved at random in all attempts but the first. */
    private static final int BITS = 2;

    /** Multiplications in doubled precision, for all attempts. */
    private static final double MOST_WORK = 1e7;

    private final QuadraticProgram p;
    private final Columns columns;
    /** The rows held, and the bound of each. */
    private final int[] rows;

    private final double[] bound;
    private int count;
    /** The free weights, those of the coarsest bits first. */
    private final int[] order;

    private int free;
    private final double[] high;
    private final double[] low;
    private final HeldSystem system = new HeldSystem();
    private final Doubled x = new Doubled();

    /** For weights of which some are free, and rows of which some are held. */
    Settling(QuadraticProgram program, double[] w, byte[] rowState) {
        p = program;
        columns = new Columns(p);
        rows = new int[p.m];
        bound = new double[p.m];
        order = new int[p.n];
        high = new double[p.n + p.m];
        low = new double[p.n + p.m];
        for (int i = 0; i < p.m; i++) {
            if (rowState[i] != Iterate.SLACK) {
                bound[count] = rowState[i] == Iterate.AT_LOWER ? p.rowLower[i] : p.rowUpper[i];
                rows[count++] = i;
            }
        }
        for (int j = 0; j < p.n; j++) {
            if (isFree(j, w[j])) {
                int at = free++;
                for (; at > 0 && Math.abs(w[order[at - 1]]) < Math.abs(w[j]); at--) {
                    order[at] = order[at - 1];
                }
                order[at] = j;
            }
        }
    }

    /** How often it may be tried. */
    int attempts() {
        double size = free + count;
        return free <= count ? 0 : (int) Math.min(MOST_ATTEMPTS, MOST_WORK / (size * size * size * size));
    }

    private boolean isFree(int j, double w) {
        return w > p.lower[j] && w < p.upper[j] && (p.kinks.count(j) == 0 || p.kinks.below(j, w) == p.kinks.upTo(j, w));
    }

    /**
     * Moves weights and multipliers by a few of their last bits.
     *
     * @param attempt from 0 on
     * @param w the weights; those at a bound or breakpoint stay
     * @param y the multipliers of the rows as they are stored
     * @return false if the system cannot be solved or a weight would leave its segment
     */
    boolean run(int attempt, double[] w, double[] y) {
        SplittableRandom random = new SplittableRandom(attempt);
        for (int from = 0; from <= free - count; from++) {
            if (!solve(from, w, y)) {
                return false;
            }
            int until = from == free - count ? free : from + 1;
            for (int a = from; a < until; a++) {
                int j = order[a];
                w[j] += high[a - from];
                w[j] += attempt > 0 && until == from + 1 ? random.nextInt(-BITS, BITS + 1) * Math.ulp(w[j]) : 0;
                if (!isFree(j, w[j])) {
                    return false;
                }
            }
            for (int k = 0; k < count; k++) {
                y[rows[k]] -= high[free - from + k];
            }
        }
        return true;
    }

    /** How the weights from one on, and the multipliers, would have to change, were they no doubles. */
    private boolean solve(int from, double[] w, double[] y) {
        int size = free - from;
        system.begin(size, count);
        for (int a = 0; a < size; a++) {
            int j = order[from + a];
            columns.fetch(j);
            for (int b = 0; b < size; b++) {
                system.curvature(a, b, columns.get(order[from + b], j), 0);
            }
            for (int k = 0; k < count; k++) {
                system.row(k, a, coefficient(rows[k], j, w[j]), 0);
            }
            reducedCost(j, w, y);
            high[a] = -x.high;
            low[a] = -x.low;
        }
        for (int k = 0; k < count; k++) {
            lack(k, w);
            high[size + k] = x.high;
            low[size + k] = x.low;
        }
        if (size > 0 && system.factor() != HeldSystem.Kind.REGULAR) {
            return false;
        }
        system.solve(high, low);
        return true;
    }

    private int kinkedRow(int row) {
        return p.kinks.isEmpty() ? -1 : Arrays.binarySearch(p.kinks.rows, row);
    }

    private double coefficient(int row, int j, double w) {
        int r = kinkedRow(row);
        double bend = r >= 0 && p.kinks.count(j) > 0 ? p.kinks.rowSlope(r, j, p.kinks.below(j, w)) : 0;
        return p.a[j * p.m + row] + bend;
    }

    /** The reduced cost of a free weight into x. */
    private void reducedCost(int j, double[] w, double[] y) {
        double[] column = columns.column(columns.fetch(j));
        x.set(0, 0);
        x.addProduct(p.tilt, p.q[j]);
        if (p.kinks.count(j) > 0) {
            x.addProduct(p.tilt, p.kinks.slope(j, p.kinks.below(j, w[j])));
        }
        for (int k = 0; k < p.n; k++) {
            x.addProduct(column[k], w[k]);
        }
        for (int k = 0; k < count; k++) {
            x.addProduct(-coefficient(rows[k], j, w[j]), y[rows[k]]);
        }
    }

    /** What a row held lacks into x. */
    private void lack(int k, double[] w) {
        int i = rows[k];
        int r = kinkedRow(i);
        x.set(bound[k], 0);
        for (int j = 0; j < p.n; j++) {
            x.addProduct(-p.a[j * p.m + i], w[j]);
            if (r >= 0 && p.kinks.count(j) > 0) {
                int s = p.kinks.below(j, w[j]);
                double steep = p.kinks.rowSlope(r, j, s);
                x.addProduct(-steep, w[j]);
                x.addProduct(steep, p.kinks.anchorPoint(j, s));
                x.add(-p.kinks.anchorRowValue(r, j, s), 0);
            }
        }
    }
}
