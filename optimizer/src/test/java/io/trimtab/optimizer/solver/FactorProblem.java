package io.trimtab.optimizer.solver;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.optimizer.DenseRisk;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.FactorCovariance;
import io.trimtab.risk.model.RiskModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Random programs over factor models, ordinary ones and ones with ties, copies, missing specific risk and odd units. */
final class FactorProblem {
    final int n;
    final int k;
    final int m;
    final double unit;
    final FactorCovariance risk;
    final double[] q;
    final double[][] rows;
    final double[] rowLower;
    final double[] rowUpper;
    final double[] lower;
    final double[] upper;
    final double[] diagonal;
    double tilt = 1;
    private int kinkedRows;
    private final List<Consumer<ProgramBuilder>> functions = new ArrayList<>();
    private final SplittableRandom random;

    FactorProblem(long seed, int fewest, int most) {
        random = new SplittableRandom(seed);
        n = random.nextInt(fewest, most + 1);
        k = 1 + random.nextInt(chance(0.1) ? n + 5 : Math.max(1, n / 3));
        unit = chance(0.3) ? StrictMath.pow(10, random.nextInt(-8, 9)) : 1;
        risk = model();
        diagonal = new double[n];
        q = new double[n];
        linear();
        lower = new double[n];
        upper = new double[n];
        box();
        m = random.nextInt(1, 5);
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
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum - 6;
    }

    /** Daily returns with a market factor. */
    static ReturnPanel panel(int rows, int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] market = new double[rows];
        List<LocalDate> dates = new ArrayList<>();
        for (int t = 0; t < rows; t++) {
            market[t] = 0.01 * random.nextGaussian();
            dates.add(LocalDate.of(2020, 1, 1).plusDays(t));
        }
        double[] returns = new double[rows * n];
        for (int j = 0; j < n; j++) {
            double beta = 0.5 + random.nextDouble();
            double own = 0.01 + 0.02 * random.nextDouble();
            for (int t = 0; t < rows; t++) {
                returns[j * rows + t] = beta * market[t] + own * random.nextGaussian();
            }
        }
        return ReturnPanel.of(universe("A", n), dates, returns);
    }

    static Universe universe(String prefix, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(prefix + i);
        }
        return Universe.of(ids);
    }

    private FactorCovariance model() {
        int rank = chance(0.2) ? 1 + random.nextInt(k) : k + 2;
        double[][] root = new double[k][rank];
        for (double[] row : root) {
            double size = StrictMath.pow(10, -2 * random.nextDouble());
            for (int i = 0; i < rank; i++) {
                row[i] = size * normal();
            }
        }
        double[][] omega = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                for (int l = 0; l < rank; l++) {
                    omega[i][j] += unit * root[i][l] * root[j][l] / rank;
                }
                omega[j][i] = omega[i][j];
            }
        }
        double[][] b = new double[n][k];
        double[] d = new double[n];
        boolean whole = chance(0.2);
        int missing = random.nextInt(8);
        for (int j = 0; j < n; j++) {
            for (int f = 0; f < k; f++) {
                b[j][f] = whole ? random.nextInt(-1, 2) : (f == 0 ? 1 : 0) + 0.3 * normal();
            }
            d[j] = unit * StrictMath.pow(10, -2.5 * random.nextDouble());
            if (missing == 0 || (missing == 1 && chance(0.1))) {
                d[j] = 0;
            }
            if (missing == 2 && chance(0.1)) {
                d[j] *= 1e-9;
            }
        }
        if (chance(0.2)) {
            b[0] = b[n - 1].clone();
            d[0] = d[n - 1];
        }
        return FactorCovariance.of(universe("A", n), CovarianceMatrix.of(universe("F", k), omega), b, d);
    }

    private void linear() {
        int kind = random.nextInt(4);
        for (int j = 0; j < n; j++) {
            q[j] = switch (kind) {
                case 0 -> 0;
                case 1 -> unit * random.nextInt(-1, 2);
                case 2 -> unit * normal() * 1e-3;
                default -> unit * normal();
            };
        }
    }

    private void box() {
        int kind = random.nextInt(6);
        boolean free = smallestResidual() > 1e-6;
        for (int j = 0; j < n; j++) {
            switch (kind) {
                case 0 -> set(j, 0, 1);
                case 1 -> set(j, 0, 3.0 / n);
                case 2 -> set(j, -2.0 / n, 3.0 / n);
                // without curvature and bounds weights become millions, which no absolute tolerance of a row survives
                case 3 -> set(j, free ? Double.NEGATIVE_INFINITY : -5, free ? Double.POSITIVE_INFINITY : 5);
                case 4 -> set(j, 0.1 / n, 5.0 / n);
                default -> set(j, random.nextInt(-3, 1) / 10.0, random.nextInt(1, 5) / 10.0);
            }
            if (chance(0.05)) {
                set(j, 1.0 / n, 1.0 / n);
            } else if (chance(0.05)) {
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
        int kind = i == 0 ? 0 : random.nextInt(5);
        for (int j = 0; j < n; j++) {
            a[j] = switch (kind) {
                case 0 -> 1;
                case 1 -> random.nextInt(2);
                case 2 -> 1e-4 * normal();
                case 3 -> normal();
                default -> rows[i - 1][j];
            };
        }
        rows[i] = a;
        double centre = 0;
        double width = 0;
        for (int j = 0; j < n; j++) {
            double low = Math.max(lower[j], -1);
            double high = Math.min(upper[j], 1);
            centre += a[j] * (low + (high - low) * random.nextDouble());
            width = Math.max(width, Math.abs(a[j]));
        }
        double level = kind == 0 && chance(0.8) ? 1 : centre;
        switch (i == 0 ? random.nextInt(2) : random.nextInt(5)) {
            case 0, 1 -> range(i, level, level);
            case 2 -> range(i, level, Double.POSITIVE_INFINITY);
            case 3 -> range(i, Double.NEGATIVE_INFINITY, level);
            default -> range(i, level, level + 0.1 * width * random.nextDouble());
        }
    }

    private void range(int i, double low, double high) {
        rowLower[i] = low + 0.0;
        rowUpper[i] = high + 0.0;
    }

    QuadraticProgram structured() {
        return program(risk);
    }

    /** The same with the covariance as a matrix: another algorithm solves it. */
    QuadraticProgram dense() {
        double[] flat = new double[n * n];
        for (int j = 0; j < n; j++) {
            risk.columnInto(j, flat, j * n);
        }
        return program(new DenseRisk(n, flat));
    }

    private QuadraticProgram program(RiskModel model) {
        ProgramBuilder builder = QuadraticProgram.builder(model)
                .linear(q)
                .bounds(lower, upper)
                .diagonal(diagonal)
                .tilt(tilt);
        for (int i = 0; i < m; i++) {
            builder.row(rows[i], rowLower[i], rowUpper[i]);
        }
        functions.forEach(function -> function.accept(builder));
        return builder.build();
    }

    /** Adds linear costs, bounds on turnover or on short positions, a quadratic penalty and a tilt. */
    FactorProblem withKinks() {
        double[] current = new double[n];
        for (int j = 0; j < n; j++) {
            current[j] = Math.max(lower[j], Math.min(upper[j], chance(0.3) ? 0 : random.nextDouble() / n));
            diagonal[j] = 0.1 * unit * random.nextDouble();
        }
        tilt = chance(0.5) ? 1 : 0.5 + random.nextDouble();
        if (chance(0.6)) {
            double cost = unit * StrictMath.pow(10, -3 * random.nextDouble());
            for (int j = 0; j < n; j++) {
                double[] at = {current[j]};
                double[] slopes = {-cost * random.nextDouble(), cost};
                int asset = j;
                functions.add(builder -> builder.kinks(asset, at, slopes));
            }
        }
        if (chance(0.6)) {
            kinkedRow(current, -1, 1, 0.2 + random.nextDouble());
        }
        if (chance(0.3)) {
            kinkedRow(new double[n], -1, 0, 0.3 * random.nextDouble());
        }
        return this;
    }

    /** A bound on the sum of what weights differ from something, each way at its own rate. */
    private void kinkedRow(double[] from, double below, double above, double bound) {
        int row = m + kinkedRows++;
        functions.add(builder -> {
            builder.row(new double[n], Double.NEGATIVE_INFINITY, bound);
            for (int j = 0; j < n; j++) {
                builder.rowKinks(row, j, new double[] {from[j]}, new double[] {below, above});
            }
        });
    }

    int allRows() {
        return m + kinkedRows;
    }

    double objective(double[] w) {
        double[] product = new double[n];
        risk.multiplyInto(w, product);
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += w[j] * (product[j] / 2 + q[j]);
        }
        return sum;
    }

    /** The size of the terms of the objective, to which its error is relative. */
    double size(double[] w) {
        double spread = 0;
        double size = 0;
        for (int j = 0; j < n; j++) {
            spread += Math.sqrt(risk.variance(j)) * Math.abs(w[j]);
            size += Math.abs(q[j] * w[j]);
        }
        return size + spread * spread;
    }

    /** The least specific variance, relative to the largest variance. */
    double smallestResidual() {
        double largest = Double.MIN_NORMAL;
        for (int j = 0; j < n; j++) {
            largest = Math.max(largest, risk.variance(j));
        }
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            least = Math.min(least, risk.residualVariance(j) / largest);
        }
        return least;
    }
}
