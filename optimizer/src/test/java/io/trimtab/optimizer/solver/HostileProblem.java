package io.trimtab.optimizer.solver;

import io.trimtab.optimizer.DenseRisk;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Random small programs with everything that breaks solvers: ties, copies, flat directions, tight and odd bounds. */
final class HostileProblem {
    final int n;
    final int m;
    final double[][] s;
    final double[] q;
    final double[][] rows;
    final double[] rowLower;
    final double[] rowUpper;
    final double[] lower;
    final double[] upper;
    private final SplittableRandom random;

    HostileProblem(long seed, int mostAssets, int mostRows) {
        random = new SplittableRandom(seed);
        n = 1 + random.nextInt(mostAssets);
        s = covariance();
        q = new double[n];
        lower = new double[n];
        upper = new double[n];
        linear();
        box();
        m = random.nextInt(mostRows + 1);
        rows = new double[m][];
        rowLower = new double[m];
        rowUpper = new double[m];
        for (int i = 0; i < m; i++) {
            row(i);
        }
    }

    private boolean chance(double p) {
        return random.nextDouble() < p;
    }

    private double normal() {
        double sum = 0;
        for (int k = 0; k < 12; k++) {
            sum += random.nextDouble();
        }
        return sum - 6;
    }

    private double[][] covariance() {
        int factors = chance(0.4) ? 1 + random.nextInt(n) : n + 3;
        boolean integer = chance(0.4);
        double[][] f = new double[n][factors];
        for (double[] row : f) {
            double vol = chance(0.2) ? Math.pow(10, -3 * random.nextDouble()) : 1;
            for (int k = 0; k < factors; k++) {
                row[k] = integer ? random.nextInt(-2, 3) : vol * normal();
            }
        }
        if (n > 1 && chance(0.25)) {
            f[0] = f[n - 1].clone();
        }
        if (chance(0.15)) {
            f[random.nextInt(n)] = new double[factors];
        }
        double scale = chance(0.5) ? Math.pow(10, random.nextInt(-8, 9)) : 1;
        double[][] out = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < factors; k++) {
                    sum += f[i][k] * f[j][k];
                }
                out[i][j] = scale * sum;
                out[j][i] = out[i][j];
            }
        }
        return out;
    }

    double largestVariance() {
        double largest = 0;
        for (int j = 0; j < n; j++) {
            largest = Math.max(largest, s[j][j]);
        }
        return largest > 0 ? largest : 1;
    }

    private void linear() {
        double unit = largestVariance();
        int kind = random.nextInt(5);
        for (int j = 0; j < n; j++) {
            q[j] = switch (kind) {
                case 0 -> 0;
                case 1 -> unit;
                case 2 -> unit * random.nextInt(-1, 2);
                case 3 -> unit * normal() * 1e-6;
                default -> unit * normal();
            };
        }
    }

    private void box() {
        int kind = random.nextInt(8);
        for (int j = 0; j < n; j++) {
            switch (kind) {
                case 0 -> set(j, 0, 1);
                case 1 -> set(j, 0, 1.0 / n);
                case 2 -> set(j, -1, 1);
                case 3 -> set(j, 1.0 / n, 1);
                case 4 -> set(j, -0.1, 0.4);
                case 5 -> set(j, 0, 100);
                case 6 -> set(j, random.nextInt(-3, 1) / 10.0, random.nextInt(1, 5) / 10.0);
                default -> set(j, 0, 1.2 / n);
            }
            if (chance(0.1)) {
                set(j, 0.1, 0.1);
            } else if (chance(0.1)) {
                set(j, 0, 0);
            }
        }
    }

    private void set(int j, double low, double high) {
        lower[j] = low;
        upper[j] = high;
    }

    private void row(int i) {
        double[] a = new double[n];
        int kind = random.nextInt(7);
        switch (kind) {
            case 0, 1 -> Arrays.fill(a, 1);
            case 2 -> {
                for (int j = 0; j < n; j++) {
                    a[j] = random.nextInt(2);
                }
            }
            case 3 -> {
                for (int j = 0; j < n; j++) {
                    a[j] = normal() * 1e-4;
                }
            }
            case 4 -> {
                for (int j = 0; j < n; j++) {
                    a[j] = random.nextInt(-2, 3);
                }
            }
            case 5 -> a = i > 0 ? rows[i - 1].clone() : new double[n];
            default -> {
                for (int j = 0; j < n; j++) {
                    a[j] = normal();
                }
            }
        }
        rows[i] = a;
        double low = 0;
        double high = 0;
        for (int j = 0; j < n; j++) {
            low += a[j] > 0 ? a[j] * lower[j] : a[j] * upper[j];
            high += a[j] > 0 ? a[j] * upper[j] : a[j] * lower[j];
        }
        int side = random.nextInt(7);
        double level = kind <= 1 && chance(0.7)
                ? 1
                : low + (high - low) * (chance(0.3) ? random.nextInt(-1, 12) / 10.0 : random.nextDouble());
        double wide = (high - low) * 0.1 * random.nextDouble();
        switch (side) {
            case 0, 1, 2 -> range(i, level, level);
            case 3 -> range(i, level, Double.POSITIVE_INFINITY);
            case 4 -> range(i, Double.NEGATIVE_INFINITY, level);
            case 5 -> range(i, level, level + wide);
            default -> range(i, chance(0.5) ? low : high, Double.POSITIVE_INFINITY);
        }
    }

    private void range(int i, double low, double high) {
        rowLower[i] = low + 0.0;
        rowUpper[i] = high + 0.0;
    }

    QuadraticProgram program() {
        double[] flat = new double[n * n];
        for (int j = 0; j < n; j++) {
            System.arraycopy(s[j], 0, flat, j * n, n);
        }
        return new QuadraticProgram(
                new DenseRisk(n, flat), q.clone(), rows, rowLower, rowUpper, lower.clone(), upper.clone());
    }

    /** By how much the rows are violated at best: 0 if they can hold. Found by another method: enumeration of vertices. */
    boolean feasible(double tolerance) {
        EnumerationSolver oracle = new EnumerationSolver(
                new double[n][n], new double[n], rows, rowLower, rowUpper, lower, upper, tolerance);
        return oracle.solve();
    }

    /** What the objective changes by, at most, per unit of one weight near zero: the oracle's points may be off a little. */
    double unit() {
        double largest = largestVariance();
        for (double x : q) {
            largest = Math.max(largest, Math.abs(x));
        }
        return largest;
    }

    /** The size of the terms of the objective, to which its error is relative. */
    double size(double[] w) {
        double size = 0;
        for (int j = 0; j < n; j++) {
            size += Math.abs(q[j] * w[j]);
            for (int i = 0; i < n; i++) {
                size += Math.abs(s[i][j] * w[i] * w[j]);
            }
        }
        return size;
    }
}
