package io.trimtab.optimizer.solver;

import io.trimtab.core.check.Check;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Describes a {@link QuadraticProgram} piece by piece.
 *
 * <pre>{@code
 * QuadraticProgram p = QuadraticProgram.builder(risk).linear(q).bounds(lower, upper).row(ones, 1, 1)
 *         .kinks(3, new double[] {0.1}, new double[] {-0.001, 0.002})
 *         .build();
 * }</pre>
 *
 * <p>Assets that nothing is said about are unbounded. Not thread-safe.
 */
public final class ProgramBuilder {
    private static final double[] NONE = {};

    private final RiskModel risk;
    private final int n;
    private double[] diagonal = NONE;
    private double[] q;
    private double[] lower;
    private double[] upper;
    private double tilt = 1;
    private final List<double[]> rows = new ArrayList<>();
    private final List<double[]> rowBounds = new ArrayList<>();
    private final List<Kinks.Given> functions = new ArrayList<>();

    ProgramBuilder(RiskModel risk) {
        this.risk = risk;
        n = risk.universe().size();
        q = new double[n];
        lower = new double[n];
        upper = new double[n];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
    }

    /**
     * Adds to the diagonal of the covariance.
     *
     * @param d n numbers of at least 0; copied
     * @return this
     */
    public ProgramBuilder diagonal(double[] d) {
        Check.length(d.length, n, "diagonal");
        for (int j = 0; j < n; j++) {
            if (!(d[j] >= 0 && d[j] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("diagonal[" + j + "] must be at least 0 and finite, was " + d[j]);
            }
        }
        diagonal = d.clone();
        return this;
    }

    /**
     * Sets the linear coefficients.
     *
     * @param linear n coefficients; copied
     * @return this
     */
    public ProgramBuilder linear(double[] linear) {
        Check.length(linear.length, n, "linear");
        q = linear.clone();
        return this;
    }

    /**
     * Adds a row.
     *
     * @param coefficients n coefficients; copied
     * @param low the bound below, perhaps {@code -infinity}
     * @param high the bound above, perhaps {@code infinity}
     * @return this
     */
    public ProgramBuilder row(double[] coefficients, double low, double high) {
        Check.length(coefficients.length, n, "coefficients");
        QuadraticProgram.requireOrder(low, high, "bounds of row " + rows.size());
        rows.add(coefficients.clone());
        rowBounds.add(new double[] {low, high});
        return this;
    }

    /**
     * Sets the bounds of the assets.
     *
     * @param low n bounds below, perhaps {@code -infinity}; copied
     * @param high n bounds above, perhaps {@code infinity}; copied
     * @return this
     */
    public ProgramBuilder bounds(double[] low, double[] high) {
        Check.length(low.length, n, "lower");
        Check.length(high.length, n, "upper");
        for (int j = 0; j < n; j++) {
            QuadraticProgram.requireOrder(low[j], high[j], "bounds of asset " + j);
        }
        lower = low.clone();
        upper = high.clone();
        return this;
    }

    /**
     * Adds a convex piecewise linear function of one weight to the objective: zero at its first breakpoint.
     *
     * @param asset the asset's position
     * @param breakpoints at least one, ascending, finite
     * @param slopes one more than breakpoints, ascending, finite: left of the first, between, right of the last
     * @return this
     * @throws IllegalArgumentException if it is not convex
     */
    public ProgramBuilder kinks(int asset, double[] breakpoints, double[] slopes) {
        return function(-1, asset, breakpoints, slopes, false);
    }

    /**
     * Adds a convex piecewise linear function of one weight to what {@link CriticalLine} multiplies by its t: zero at its
     * first breakpoint. In a single solve it does not count.
     *
     * @param asset the asset's position
     * @param breakpoints at least one, ascending, finite
     * @param slopes one more than breakpoints, ascending, finite: left of the first, between, right of the last
     * @return this
     * @throws IllegalArgumentException if it is not convex
     */
    public ProgramBuilder tiltedKinks(int asset, double[] breakpoints, double[] slopes) {
        return function(-1, asset, breakpoints, slopes, true);
    }

    /**
     * Adds a convex piecewise linear function of one weight to a row: zero at its first breakpoint.
     *
     * @param row a row added before, without bound below
     * @param asset the asset's position
     * @param breakpoints at least one, ascending, finite
     * @param slopes one more than breakpoints, ascending, finite: left of the first, between, right of the last
     * @return this
     * @throws IllegalArgumentException if it is not convex or the row has a bound below
     */
    public ProgramBuilder rowKinks(int row, int asset, double[] breakpoints, double[] slopes) {
        Check.index(row, rows.size(), "row");
        if (rowBounds.get(row)[0] != Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "row " + row + " must have no bound below to have a convex function, was "
                            + rowBounds.get(row)[0]);
        }
        return function(row, asset, breakpoints, slopes, false);
    }

    private ProgramBuilder function(int row, int asset, double[] breakpoints, double[] slopes, boolean tilted) {
        Check.index(asset, n, "asset");
        Check.length(slopes.length, breakpoints.length + 1, "slopes");
        if (breakpoints.length == 0) {
            throw new IllegalArgumentException("breakpoints must not be empty: write a linear function into q");
        }
        for (int k = 0; k < slopes.length; k++) {
            Check.finite(slopes[k], "slope");
            if (k > 0 && !(slopes[k] >= slopes[k - 1])) {
                throw new IllegalArgumentException(
                        "slopes must ascend (convexity), were " + slopes[k - 1] + " before " + slopes[k]);
            }
        }
        for (int k = 0; k < breakpoints.length; k++) {
            Check.finite(breakpoints[k], "breakpoint");
            if (k > 0 && !(breakpoints[k] > breakpoints[k - 1])) {
                throw new IllegalArgumentException(
                        "breakpoints must ascend, were " + breakpoints[k - 1] + " before " + breakpoints[k]);
            }
        }
        functions.add(new Kinks.Given(row, asset, breakpoints.clone(), slopes.clone(), tilted));
        return this;
    }

    /**
     * Sets the weight of the linear part.
     *
     * @param t positive
     * @return this
     */
    public ProgramBuilder tilt(double t) {
        tilt = t;
        return this;
    }

    /**
     * The program.
     *
     * @return a new one
     */
    public QuadraticProgram build() {
        int m = rows.size();
        double[] low = new double[m];
        double[] high = new double[m];
        for (int i = 0; i < m; i++) {
            low[i] = rowBounds.get(i)[0];
            high[i] = rowBounds.get(i)[1];
        }
        QuadraticProgram program = new QuadraticProgram(
                risk,
                diagonal,
                q.clone(),
                rows.toArray(new double[0][]),
                low,
                high,
                lower.clone(),
                upper.clone(),
                functions);
        program.tilt(tilt);
        return program;
    }
}
