package io.trimtab.optimizer.solver;

/**
 * The slow oracle: tries every way in which bounds and rows can hold, solves each by Gaussian elimination and keeps the
 * best point that is feasible.
 *
 * <p>In a bounded feasible set some optimum lies where the restricted problem has exactly one solution, whose matrix is
 * regular; so leaving out singular matrices loses nothing. It shares no code and no idea with the engine.
 */
final class EnumerationSolver {
    private final int n;
    private final int m;
    private final double[][] s;
    private final double[] q;
    private final double[][] rows;
    private final double[] rowLower;
    private final double[] rowUpper;
    private final double[] lower;
    private final double[] upper;
    private final double tolerance;
    private final double unit;
    double best = Double.POSITIVE_INFINITY;
    double[] point = new double[0];

    EnumerationSolver(
            double[][] s,
            double[] q,
            double[][] rows,
            double[] rowLower,
            double[] rowUpper,
            double[] lower,
            double[] upper,
            double tolerance) {
        this.n = q.length;
        this.m = rows.length;
        double largest = 0;
        for (int j = 0; j < n; j++) {
            largest = Math.max(largest, s[j][j]);
        }
        this.unit = largest > 0 ? largest : 1;
        this.s = new double[n][n];
        this.q = new double[n];
        for (int j = 0; j < n; j++) {
            this.q[j] = q[j] / unit;
            for (int i = 0; i < n; i++) {
                this.s[i][j] = s[i][j] / unit;
            }
        }
        this.rows = new double[m][n];
        this.rowLower = rowLower.clone();
        this.rowUpper = rowUpper.clone();
        for (int i = 0; i < m; i++) {
            double size = 0;
            for (double x : rows[i]) {
                size = Math.max(size, Math.abs(x));
            }
            size = size > 0 ? size : 1;
            for (int j = 0; j < n; j++) {
                this.rows[i][j] = rows[i][j] / size;
            }
            this.rowLower[i] /= size;
            this.rowUpper[i] /= size;
        }
        this.lower = lower;
        this.upper = upper;
        this.tolerance = tolerance;
    }

    /** True if a feasible point was found. */
    boolean solve() {
        assets(0, new int[n]);
        return best < Double.POSITIVE_INFINITY;
    }

    private void assets(int j, int[] state) {
        if (j == n) {
            rows(0, state, new int[m]);
            return;
        }
        for (int choice = 0; choice < 3; choice++) {
            boolean possible = switch (choice) {
                case 0 -> lower[j] > Double.NEGATIVE_INFINITY;
                case 1 -> upper[j] < Double.POSITIVE_INFINITY && upper[j] > lower[j];
                default -> upper[j] > lower[j];
            };
            if (possible) {
                state[j] = choice;
                assets(j + 1, state);
            }
        }
    }

    private void rows(int i, int[] state, int[] held) {
        if (i == m) {
            attempt(state, held);
            return;
        }
        for (int choice = 0; choice < 3; choice++) {
            boolean possible = switch (choice) {
                case 0 -> true;
                case 1 -> rowLower[i] > Double.NEGATIVE_INFINITY;
                default -> rowUpper[i] < Double.POSITIVE_INFINITY && rowUpper[i] > rowLower[i];
            };
            if (possible) {
                held[i] = choice;
                rows(i + 1, state, held);
            }
        }
    }

    private void attempt(int[] state, int[] held) {
        int free = 0;
        int[] f = new int[n];
        for (int j = 0; j < n; j++) {
            if (state[j] == 2) {
                f[free++] = j;
            }
        }
        int active = 0;
        int[] a = new int[m];
        for (int i = 0; i < m; i++) {
            if (held[i] != 0) {
                a[active++] = i;
            }
        }
        if (active > free) {
            return;
        }
        double[] w = new double[n];
        for (int j = 0; j < n; j++) {
            w[j] = state[j] == 0 ? lower[j] : state[j] == 1 ? upper[j] : 0;
        }
        int size = free + active;
        double[][] k = new double[size][size + 1];
        for (int r = 0; r < free; r++) {
            double rhs = -q[f[r]];
            for (int j = 0; j < n; j++) {
                rhs -= s[f[r]][j] * w[j];
            }
            for (int c = 0; c < free; c++) {
                k[r][c] = s[f[r]][f[c]];
            }
            for (int c = 0; c < active; c++) {
                k[r][free + c] = rows[a[c]][f[r]];
            }
            k[r][size] = rhs;
        }
        for (int r = 0; r < active; r++) {
            double rhs = held[a[r]] == 1 ? rowLower[a[r]] : rowUpper[a[r]];
            for (int j = 0; j < n; j++) {
                rhs -= rows[a[r]][j] * w[j];
            }
            for (int c = 0; c < free; c++) {
                k[free + r][c] = rows[a[r]][f[c]];
            }
            k[free + r][size] = rhs;
        }
        if (!eliminate(k, size)) {
            return;
        }
        for (int c = 0; c < free; c++) {
            w[f[c]] = k[c][size];
        }
        judge(w);
    }

    private static boolean eliminate(double[][] k, int size) {
        for (double[] row : k) {
            double largest = 0;
            for (int c = 0; c < size; c++) {
                largest = Math.max(largest, Math.abs(row[c]));
            }
            if (largest == 0) {
                return false;
            }
            for (int c = 0; c <= size; c++) {
                row[c] /= largest;
            }
        }
        for (int c = 0; c < size; c++) {
            int p = c;
            for (int r = c + 1; r < size; r++) {
                p = Math.abs(k[r][c]) > Math.abs(k[p][c]) ? r : p;
            }
            if (!(Math.abs(k[p][c]) > 1e-13)) {
                return false;
            }
            double[] swap = k[p];
            k[p] = k[c];
            k[c] = swap;
            for (int r = 0; r < size; r++) {
                if (r != c && k[r][c] != 0) {
                    double factor = k[r][c] / k[c][c];
                    for (int x = c; x <= size; x++) {
                        k[r][x] -= factor * k[c][x];
                    }
                }
            }
        }
        for (int c = 0; c < size; c++) {
            k[c][size] /= k[c][c];
        }
        return true;
    }

    private void judge(double[] w) {
        for (int j = 0; j < n; j++) {
            if (!(w[j] >= lower[j] - tolerance && w[j] <= upper[j] + tolerance)) {
                return;
            }
        }
        for (int i = 0; i < m; i++) {
            double activity = 0;
            for (int j = 0; j < n; j++) {
                activity += rows[i][j] * w[j];
            }
            if (!(activity >= rowLower[i] - tolerance && activity <= rowUpper[i] + tolerance)) {
                return;
            }
        }
        double value = 0;
        for (int j = 0; j < n; j++) {
            double sw = 0;
            for (int i = 0; i < n; i++) {
                sw += s[j][i] * w[i];
            }
            value += w[j] * (sw / 2 + q[j]);
        }
        if (value * unit < best) {
            best = value * unit;
            point = w.clone();
        }
    }
}
