package io.trimtab.optimizer.solver;

import io.trimtab.optimizer.DenseRisk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A hostile program with piecewise linear functions: breakpoints on bounds, on each other, outside the box; rows that
 * allow no change at all; costs that swamp everything.
 */
final class KinkedProblem {
    /** A function as the builder takes it; row -1 is the objective. */
    static final class Function {
        final int row;
        final int asset;
        final double[] breakpoints;
        final double[] slopes;

        Function(int row, int asset, double[] breakpoints, double[] slopes) {
            this.row = row;
            this.asset = asset;
            this.breakpoints = breakpoints;
            this.slopes = slopes;
        }
    }

    final HostileProblem base;
    final int n;
    final int m;
    final double[][] rows;
    final double[] rowLower;
    final double[] rowUpper;
    final double[] diagonal;
    final double tilt;
    final List<Function> functions = new ArrayList<>();
    private final SplittableRandom random;

    KinkedProblem(long seed, int mostAssets, int mostRows) {
        base = new HostileProblem(seed, mostAssets, mostRows);
        random = new SplittableRandom(seed ^ 0x5DEECE66DL);
        n = base.n;
        int kinkedRows = random.nextInt(3);
        m = base.m + kinkedRows;
        rows = Arrays.copyOf(base.rows, m);
        rowLower = Arrays.copyOf(base.rowLower, m);
        rowUpper = Arrays.copyOf(base.rowUpper, m);
        diagonal = new double[n];
        if (chance(0.3)) {
            for (int j = 0; j < n; j++) {
                diagonal[j] = chance(0.5) ? base.largestVariance() * random.nextDouble() : 0;
            }
        }
        tilt = chance(0.3) ? 0.25 + random.nextDouble() : 1;
        double[] current = current();
        if (kinkedRows < 2 || chance(0.5)) {
            costs(current);
        }
        for (int i = base.m; i < m; i++) {
            row(i, current);
        }
    }

    private boolean chance(double p) {
        return random.nextDouble() < p;
    }

    private double[] current() {
        double[] current = new double[n];
        for (int j = 0; j < n; j++) {
            double width = base.upper[j] - base.lower[j];
            current[j] = switch (random.nextInt(5)) {
                case 0 -> base.lower[j];
                case 1 -> base.upper[j];
                case 2 -> 0;
                case 3 -> base.lower[j] + width * (3 * random.nextDouble() - 1);
                default -> base.lower[j] + width * random.nextDouble();
            };
            current[j] += 0.0;
        }
        return current;
    }

    private void costs(double[] current) {
        double unit = base.unit();
        double size = chance(0.2) ? 1e4 : chance(0.5) ? 0.1 : 0.01;
        boolean borrow = chance(0.3);
        for (int j = 0; j < n; j++) {
            if (chance(0.8)) {
                double buy = unit * size * (chance(0.2) ? 0 : random.nextDouble());
                double sell = unit * size * random.nextDouble();
                functions.add(new Function(-1, j, new double[] {current[j]}, new double[] {-sell, buy}));
            }
            if (borrow) {
                functions.add(new Function(-1, j, new double[] {0}, new double[] {-unit * size, 0}));
            }
            if (chance(0.1)) {
                double x = current[j];
                functions.add(new Function(
                        -1, j, new double[] {x - 0.05, x + 0.05}, new double[] {-unit * size, 0, unit * size}));
            }
        }
    }

    private void row(int i, double[] current) {
        double[] a = new double[n];
        int kind = random.nextInt(4);
        for (int j = 0; j < n; j++) {
            double scale = chance(0.1) ? random.nextInt(3) : 1;
            double at = kind == 1 ? 0 : current[j];
            double left = kind == 2 ? 0 : -scale;
            double right = kind == 3 ? 0 : scale;
            if (scale > 0) {
                functions.add(new Function(i, j, new double[] {at}, new double[] {left, right}));
            }
            if (chance(0.1)) {
                a[j] = random.nextInt(-1, 2);
            }
        }
        rows[i] = a;
        rowLower[i] = Double.NEGATIVE_INFINITY;
        rowUpper[i] = chance(0.2) ? 0 : random.nextDouble() * (chance(0.5) ? 0.3 : 1.5);
    }

    QuadraticProgram program() {
        double[] flat = new double[n * n];
        for (int j = 0; j < n; j++) {
            System.arraycopy(base.s[j], 0, flat, j * n, n);
        }
        ProgramBuilder builder = QuadraticProgram.builder(new DenseRisk(n, flat))
                .diagonal(diagonal)
                .linear(base.q)
                .bounds(base.lower, base.upper)
                .tilt(tilt);
        for (int i = 0; i < m; i++) {
            builder.row(rows[i], rowLower[i], rowUpper[i]);
        }
        for (Function f : functions) {
            if (f.row < 0) {
                builder.kinks(f.asset, f.breakpoints, f.slopes);
            } else {
                builder.rowKinks(f.row, f.asset, f.breakpoints, f.slopes);
            }
        }
        return builder.build();
    }

    double function(int row, int asset, double x) {
        double sum = 0;
        for (Function f : functions) {
            if (f.row == row && f.asset == asset) {
                sum += value(f, x);
            }
        }
        return sum;
    }

    private static double value(Function f, double x) {
        double value = 0;
        double from = f.breakpoints[0];
        if (x < from) {
            return f.slopes[0] * (x - from);
        }
        for (int k = 0; k < f.breakpoints.length; k++) {
            double to = k + 1 < f.breakpoints.length ? Math.min(x, f.breakpoints[k + 1]) : x;
            if (to > f.breakpoints[k]) {
                value += f.slopes[k + 1] * (to - f.breakpoints[k]);
            }
        }
        return value;
    }

    double objective(double[] w) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            double sw = diagonal[j] * w[j];
            for (int i = 0; i < n; i++) {
                sw += base.s[j][i] * w[i];
            }
            sum += w[j] * (sw / 2 + tilt * base.q[j]) + tilt * function(-1, j, w[j]);
        }
        return sum;
    }

    double size(double[] w) {
        double size = base.size(w);
        for (int j = 0; j < n; j++) {
            size += diagonal[j] * w[j] * w[j] + Math.abs(tilt * function(-1, j, w[j]));
        }
        return size;
    }

    /** What the objective changes by, at most, per unit of one weight: the oracle's points may be off a little. */
    double unit() {
        double largest = base.unit();
        for (Function f : functions) {
            if (f.row < 0) {
                largest = Math.max(largest, tilt * (Math.abs(f.slopes[0]) + Math.abs(f.slopes[f.slopes.length - 1])));
            }
        }
        return largest;
    }

    double[] breakpointsOf(int j) {
        return functions.stream()
                .filter(f -> f.asset == j)
                .flatMapToDouble(f -> Arrays.stream(f.breakpoints))
                .sorted()
                .distinct()
                .toArray();
    }

    double[][] covariance() {
        double[][] s = new double[n][];
        for (int j = 0; j < n; j++) {
            s[j] = base.s[j].clone();
            s[j][j] += diagonal[j];
        }
        return s;
    }

    /** The best value over all combinations of segments, each a plain program for the enumeration; infinity if none. */
    double enumerated(boolean flat, double tolerance) {
        return enumerate(0, new double[n], new double[n], flat, tolerance);
    }

    private double enumerate(int j, double[] low, double[] high, boolean flat, double tolerance) {
        if (j == n) {
            return onSegments(low, high, flat, tolerance);
        }
        double[] ends = breakpointsOf(j);
        double best = Double.POSITIVE_INFINITY;
        double from = base.lower[j];
        for (int s = 0; s <= ends.length; s++) {
            double to = s == ends.length ? base.upper[j] : Math.min(ends[s], base.upper[j]);
            if (to > from || (base.lower[j] == base.upper[j] && s == ends.length)) {
                low[j] = from;
                high[j] = to;
                best = Math.min(best, enumerate(j + 1, low, high, flat, tolerance));
                from = to;
            }
        }
        return best;
    }

    private double onSegments(double[] low, double[] high, boolean flat, double tolerance) {
        double constant = 0;
        double[] q = new double[n];
        double[][] a = new double[m][n];
        double[] lo = rowLower.clone();
        double[] hi = rowUpper.clone();
        for (int j = 0; j < n; j++) {
            double middle = 0.5 * (low[j] + high[j]);
            double slope = slope(-1, j, middle);
            q[j] = flat ? 0 : tilt * (base.q[j] + slope);
            constant += flat ? 0 : tilt * (function(-1, j, middle) - slope * middle);
            for (int i = 0; i < m; i++) {
                double bend = slope(i, j, middle);
                a[i][j] = rows[i][j] + bend;
                hi[i] -= function(i, j, middle) - bend * middle;
            }
        }
        EnumerationSolver solver = new EnumerationSolver(
                flat ? new double[n][n] : covariance(), q, a, lo, hi, low.clone(), high.clone(), tolerance);
        return solver.solve() ? solver.best + constant : Double.POSITIVE_INFINITY;
    }

    private double slope(int row, int asset, double x) {
        double sum = 0;
        for (Function f : functions) {
            if (f.row == row && f.asset == asset) {
                int s = 0;
                while (s < f.breakpoints.length && f.breakpoints[s] <= x) {
                    s++;
                }
                sum += f.slopes[s];
            }
        }
        return sum;
    }
}
