package io.trimtab.optimizer.solver;

import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.risk.model.FactorStructure;

/**
 * The symmetric positive definite system of a partition: {@code [I + C_F'E C_F, -C_F'E A_F'; ., A_F E A_F']} over the r
 * factors and the rows held, with {@code E = diag(d)^-1} on the free assets F.
 *
 * <p>Held rows that the free assets cannot satisfy independently of each other would make it singular; their diagonal is
 * raised, by a last bit where free assets have a part in the row and by what an average asset would add where none has.
 * That changes the direction, not what it leads to. O(|F| (r + rows)^2 + (r + rows)^3 / 3).
 */
final class FactorSystem {
    private static final double LAST_BIT = 1e-12;

    private final QuadraticProgram p;
    private final FactorStructure s;
    private final int r;
    private final double[] d;
    private final Segments segments;
    /** For each row the sum of a^2 / d over all assets, with the change of a for those that have breakpoints. */
    private final double[] rowSize;

    private double[] gathered = new double[0];
    private double[] all = new double[0];
    private double[] factor = new double[0];
    private final int[] rows;
    private int rowCount;
    private int order;

    FactorSystem(QuadraticProgram p, FactorStructure s, double[] d, Segments segments) {
        this.p = p;
        this.s = s;
        this.r = s.rank();
        this.d = d;
        this.segments = segments;
        rows = new int[p.m];
        rowSize = new double[p.m];
    }

    /** Takes over coefficients that may have changed. */
    void start() {
        int m = p.m;
        for (int i = 0; i < m; i++) {
            rowSize[i] = 0;
        }
        for (int j = 0; j < p.n; j++) {
            for (int i = 0; i < m; i++) {
                double a = p.a[j * m + i];
                rowSize[i] += a * a / d[j];
            }
            for (int k = 0; k < p.kinks.rows.length && p.kinks.count(j) > 0; k++) {
                double bend = p.kinks.rowSlope(k, j, p.kinks.count(j)) - p.kinks.rowSlope(k, j, 0);
                rowSize[p.kinks.rows[k]] += bend * bend / d[j];
            }
        }
    }

    /** Assembles the system of free assets and held rows. */
    void assemble(int[] free, int freeCount, int[] held, int heldCount) {
        int size = r + heldCount;
        reserve(size, freeCount);
        rowCount = heldCount;
        System.arraycopy(held, 0, rows, 0, heldCount);
        for (int k = 0; k < freeCount; k++) {
            int j = free[k];
            int at = k * size;
            double root = 1 / Math.sqrt(d[j]);
            s.loadingsInto(j, gathered, at);
            for (int i = at; i < at + r; i++) {
                gathered[i] *= root;
            }
            for (int h = 0; h < heldCount; h++) {
                gathered[at + r + h] = -root * segments.a[j * p.m + held[h]];
            }
        }
        if (size > 0) {
            Kernels.syrkTransposed(size, freeCount, 1, gathered, 0, size, 0, all, 0, size);
        }
        for (int i = 0; i < r; i++) {
            all[i * size + i] += 1;
        }
        for (int h = 0; h < heldCount; h++) {
            int at = (r + h) * size + r + h;
            double whole = rowSize[held[h]];
            all[at] += all[at] > 0 ? LAST_BIT * whole : whole / p.n + Double.MIN_NORMAL;
        }
    }

    private void reserve(int size, int columns) {
        if (gathered.length < size * columns) {
            gathered = new double[size * columns + size * columns / 2];
        }
        if (all.length < size * size) {
            all = new double[size * size];
            factor = new double[size * size];
        }
    }

    /**
     * Factors the assembled system without some of its rows.
     *
     * @param excluded by row of the program
     * @return false if rounding made it indefinite
     */
    boolean factor(boolean[] excluded) {
        int size = r + rowCount;
        order = 0;
        for (int h = 0; h < size; h++) {
            order += h < r || !excluded[rows[h - r]] ? 1 : 0;
        }
        int column = 0;
        for (int h = 0; h < size; h++) {
            if (h >= r && excluded[rows[h - r]]) {
                continue;
            }
            int at = column++ * order;
            for (int g = 0; g < size; g++) {
                if (g < r || !excluded[rows[g - r]]) {
                    factor[at++] = all[h * size + g];
                }
            }
        }
        return Cholesky.factor(order, factor, 0, Math.max(1, order)) >= 0;
    }

    /** Solves for the rows kept, in their order, in place. */
    void solve(double[] rhs) {
        Cholesky.solve(order, factor, 0, Math.max(1, order), rhs, 0);
    }
}
