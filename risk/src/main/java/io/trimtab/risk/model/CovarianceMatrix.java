package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.statistics.PeriodsPerYear;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dense covariance of simple returns over a universe, validated once: finite, symmetric, positive semidefinite.
 *
 * <pre>{@code
 * CovarianceMatrix risk = CovarianceMatrix.of(universe, new double[][] {{0.04, 0.01}, {0.01, 0.09}});
 * double[] vols = risk.volatilities(); // 0.2, 0.3
 * }</pre>
 *
 * <p>Symmetry: the elements (i, j) and (j, i) may differ by {@value #SYMMETRY_TOLERANCE} of the product of the two
 * volatilities, which is rounding, and both become their mean; what differs by more is refused with the pair named.
 *
 * <p>Positive semidefiniteness: a Cholesky factorisation of the correlation matrix, shifted by as little as makes it
 * run to the end, proves a bound on the smallest eigenvalue (Rump, "Verification of positive definiteness", BIT 46
 * (2006), 433-452, theorem 2.3). The bound is {@link #indefiniteness()}; a matrix that needs a shift of more than
 * {@value #LARGEST_INDEFINITENESS} is refused with a portfolio of negative variance named. Matrices given by the user
 * are certified when they enter, those of an estimator (sums of squares by construction) when first asked.
 *
 * <p>The period is that of the returns: {@link #annualised} multiplies by the number of periods in a year, which
 * supposes returns uncorrelated over time. Immutable and thread-safe. O(n^2) memory; certificate O(n^3).
 */
public final class CovarianceMatrix implements RiskModel, Serializable {
    /** Asymmetry up to this multiple of the two volatilities' product is taken for rounding. */
    public static final double SYMMETRY_TOLERANCE = 1e-10;
    /** The largest {@link #indefiniteness()} that is taken for rounding. */
    public static final double LARGEST_INDEFINITENESS = 1e-8;

    private static final long serialVersionUID = 1L;
    private static final double NOT_CERTIFIED = -1;

    /** The assets. */
    private final Universe universe;
    /** Both triangles, column by column. */
    private final double[] values;
    /** The last date of what it was estimated from; null if nobody has said. */
    private final @Nullable LocalDate asOf;
    /** Written at most once with one value that depends on the matrix alone, so a race is harmless. */
    private volatile double indefiniteness = NOT_CERTIFIED;

    private CovarianceMatrix(Universe universe, double[] values, @Nullable LocalDate asOf) {
        this.universe = universe;
        this.values = values;
        this.asOf = asOf;
    }

    /**
     * A covariance matrix, validated and certified.
     *
     * @param universe the assets, n of them
     * @param columnMajor n x n covariances; copied
     * @return the matrix
     * @throws IllegalArgumentException if the length differs, an element is not finite, a variance is negative, the
     *     matrix is not symmetric or not positive semidefinite; the message names the assets
     */
    public static CovarianceMatrix of(Universe universe, double... columnMajor) {
        int n = Check.notNull(universe, "universe").size();
        double[] copy = Check.notNull(columnMajor, "covariances").clone();
        Check.length(copy.length, n * n, "covariances");
        requireFinite(universe, copy);
        requireVariances(universe, copy);
        symmetrise(universe, copy);
        CovarianceMatrix matrix = new CovarianceMatrix(universe, copy, null);
        matrix.indefiniteness();
        return matrix;
    }

    /**
     * A covariance matrix, validated and certified.
     *
     * @param universe the assets, n of them
     * @param rows n rows of n covariances; copied
     * @return the matrix
     * @throws IllegalArgumentException as for {@link #of(Universe, double...)}
     */
    public static CovarianceMatrix of(Universe universe, double[][] rows) {
        int n = Check.notNull(universe, "universe").size();
        Check.length(Check.notNull(rows, "rows").length, n, "rows");
        double[] flat = new double[n * n];
        for (int i = 0; i < n; i++) {
            Check.length(Check.notNull(rows[i], "rows[" + i + "]").length, n, "rows[" + i + "]");
            for (int j = 0; j < n; j++) {
                flat[j * n + i] = rows[i][j];
            }
        }
        return of(universe, flat);
    }

    /**
     * What an estimator computed as a sum of squares: symmetric to the bit, and taken over rather than copied.
     *
     * @throws IllegalArgumentException if an element is not finite, because the returns overflow
     */
    static CovarianceMatrix estimated(Universe universe, double[] values) {
        requireFinite(universe, values);
        return new CovarianceMatrix(universe, values, null);
    }

    /** The same, where the estimator knows how indefinite rounding may have made it. */
    static CovarianceMatrix estimated(Universe universe, double[] values, double indefiniteness) {
        CovarianceMatrix matrix = estimated(universe, values);
        matrix.indefiniteness = indefiniteness;
        return matrix;
    }

    /**
     * This covariance with the date of what it was estimated from, which estimators of this library state themselves.
     *
     * @param date the last date of the data; nothing later went into it
     * @return the same matrix with that date
     */
    public CovarianceMatrix withAsOf(LocalDate date) {
        return dated(Check.notNull(date, "date"));
    }

    /** As of the last date of a panel. */
    CovarianceMatrix datedAs(ReturnPanel returns) {
        return dated(returns.date(returns.rows() - 1));
    }

    /** As of the date of another covariance, if that has one. */
    CovarianceMatrix datedAs(RiskModel other) {
        return dated(other.asOf().orElse(null));
    }

    private CovarianceMatrix dated(@Nullable LocalDate date) {
        CovarianceMatrix same = new CovarianceMatrix(universe, values, date);
        same.indefiniteness = indefiniteness;
        return same;
    }

    @Override
    public Optional<LocalDate> asOf() {
        return Optional.ofNullable(asOf);
    }

    private static void requireFinite(Universe universe, double[] values) {
        int n = universe.size();
        for (int k = 0; k < values.length; k++) {
            double value = values[k]; // compared in place: a hundred assets are ten thousand calls of an interpreter
            if (!(value >= -Double.MAX_VALUE && value <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException("covariance of " + universe.id(k % n) + " and " + universe.id(k / n)
                        + " must be finite, was " + values[k]);
            }
        }
    }

    private static void requireVariances(Universe universe, double[] values) {
        int n = universe.size();
        for (int i = 0; i < n; i++) {
            if (!(values[i * n + i] >= 0)) {
                Check.notNegative(values[i * n + i], "variance of " + universe.id(i));
            }
        }
    }

    private static void symmetrise(Universe universe, double[] values) {
        int n = universe.size();
        double[] volatility = new double[n];
        for (int j = 0; j < n; j++) {
            double sj = Math.sqrt(values[j * n + j]);
            volatility[j] = sj;
            for (int i = 0; i < j; i++) {
                double upper = values[j * n + i];
                double lower = values[i * n + j];
                double scale = sj * volatility[i];
                if (upper != lower && !(Math.abs(upper - lower) <= SYMMETRY_TOLERANCE * scale)) {
                    throw new IllegalArgumentException("covariance must be symmetric, but of " + universe.id(i)
                            + " and " + universe.id(j) + " it is " + upper + " one way and " + lower + " the other");
                }
                double mean = upper == lower ? upper : 0.5 * upper + 0.5 * lower;
                double largest = scale * (1 + LARGEST_INDEFINITENESS);
                if (!(mean <= largest && mean >= -largest)) {
                    throw new IllegalArgumentException("covariance " + mean + " of " + universe.id(i) + " and "
                            + universe.id(j) + " exceeds the product " + scale
                            + " of their volatilities: no returns can have it");
                }
                values[j * n + i] = mean;
                values[i * n + j] = mean;
            }
        }
    }

    @Override
    public Universe universe() {
        return universe;
    }

    /**
     * One covariance.
     *
     * @param i an asset's position
     * @param j an asset's position
     * @return the covariance of the two, their variance when {@code i == j}
     */
    public double get(int i, int j) {
        return values[j * universe.size() + i];
    }

    @Override
    public double variance(int index) {
        return values[index * universe.size() + index];
    }

    @Override
    public void multiplyInto(double[] x, double[] out) {
        int n = universe.size();
        Kernels.symv(n, 1, values, 0, n, Check.notNull(x, "x"), 0, 0, Check.notNull(out, "out"), 0);
    }

    @Override
    public void columnInto(int index, double[] out, int offset) {
        int n = universe.size();
        System.arraycopy(values, index * n, Check.notNull(out, "out"), offset, n);
    }

    @Override
    public void blockInto(int[] assets, int count, double[] out) {
        Check.notNull(assets, "assets");
        Check.notNull(out, "out");
        int n = universe.size();
        for (int b = 0; b < count; b++) {
            int column = assets[b] * n;
            for (int a = 0; a < count; a++) {
                out[b * count + a] = values[column + assets[a]];
            }
        }
    }

    @Override
    public double indefiniteness() {
        double known = indefiniteness;
        if (known == NOT_CERTIFIED) {
            known = SemidefiniteCertificate.of(universe, values);
            indefiniteness = known;
        }
        return known;
    }

    /**
     * The volatility of each asset: the square root of its variance.
     *
     * @return a new array in the order of the universe
     */
    public double[] volatilities() {
        double[] out = new double[universe.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.sqrt(variance(i));
        }
        return out;
    }

    /**
     * The correlation matrix: the covariance of the returns, each divided by its volatility.
     *
     * @return a matrix with ones on the diagonal
     * @throws IllegalArgumentException naming an asset of zero variance, whose correlations are undefined
     */
    public CovarianceMatrix correlation() {
        int n = universe.size();
        double[] vols = volatilities();
        double[] out = new double[n * n];
        for (int j = 0; j < n; j++) {
            if (!(vols[j] > 0)) {
                throw new IllegalArgumentException("correlation with " + universe.id(j)
                        + " is undefined because its variance is 0: leave the asset out");
            }
            for (int i = 0; i < j; i++) {
                double r = Math.max(-1, Math.min(1, values[j * n + i] / vols[i] / vols[j]));
                out[j * n + i] = r;
                out[i * n + j] = r;
            }
            out[j * n + j] = 1;
        }
        return new CovarianceMatrix(universe, out, asOf);
    }

    /**
     * This covariance for a year: every element times the number of periods.
     *
     * @param periods how many of the matrix's periods make a year
     * @return the annual covariance
     */
    public CovarianceMatrix annualised(PeriodsPerYear periods) {
        return scaled(Check.notNull(periods, "periods").count());
    }

    /**
     * This covariance times a number.
     *
     * @param factor finite, at least 0
     * @return the scaled covariance
     * @throws IllegalArgumentException if the factor is negative or not finite, or an element overflows
     */
    public CovarianceMatrix scaled(double factor) {
        Check.notNegative(factor, "factor");
        double[] out = new double[values.length];
        for (int k = 0; k < out.length; k++) {
            out[k] = factor * values[k];
        }
        return estimated(universe, out).datedAs(this);
    }

    /**
     * All elements.
     *
     * @return a new array, n x n, column by column (or row by row: it is symmetric)
     */
    public double[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof CovarianceMatrix that
                        && universe.equals(that.universe)
                        && Arrays.equals(values, that.values));
    }

    @Override
    public int hashCode() {
        return 31 * universe.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        double[] vols = volatilities();
        Arrays.sort(vols);
        return String.format(
                Locale.ROOT,
                "CovarianceMatrix[%d assets, volatilities %.4g to %.4g]",
                vols.length,
                vols[0],
                vols[vols.length - 1]);
    }
}
