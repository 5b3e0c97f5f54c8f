package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.numeric.Compensated;
import java.util.Optional;

/**
 * Whether a series takes more of its benchmark before it rises: a regression with a bend.
 *
 * <pre>{@code
 * MarketTiming timing = MarketTiming.treynorMazuy(returns, benchmark, convention).orElseThrow();
 * timing.gamma().value();          // above 0 for a timer
 * timing.gamma().tStatistic();     // above 2 for one whom to believe
 * }</pre>
 *
 * <p>With y = r - f and x = b - f: {@code y = alpha + beta x + gamma z + e}, where z is x^2 in Treynor and Mazuy, Can Mutual
 * Funds Outguess the Market? Harvard Business Review 44 (1966), and max(0, -x) in Henriksson and Merton, On Market Timing
 * and Investment Performance II, Journal of Business 54 (1981). Least squares by orthogonal columns; standard errors are
 * those of independent errors of one variance, with n - 3 degrees of freedom. O(n).
 *
 * @param alpha per period
 * @param beta the slope; under Henriksson and Merton in rising markets, and {@code beta - gamma} in falling ones
 * @param gamma the timing
 * @param observations n, at least 4
 */
public record MarketTiming(Coefficient alpha, Coefficient beta, Coefficient gamma, int observations) {
    /** How small what is left of a column may be, relative to it, before it counts as explained by the others. */
    private static final double DEPENDENT = 1e-10;

    public MarketTiming {
        Check.notNull(alpha, "alpha");
        Check.notNull(beta, "beta");
        Check.notNull(gamma, "gamma");
        Check.atLeast(observations, 4, "observations");
    }

    /**
     * One coefficient of a regression.
     *
     * @param value its estimate
     * @param standardError of the estimate, at least 0; 0 for an exact fit
     */
    public record Coefficient(double value, double standardError) {
        public Coefficient {
            Check.finite(value, "value");
            Check.notNegative(standardError, "standardError");
        }

        /**
         * The value in units of its standard error.
         *
         * @return the t statistic; infinite for an exact fit that is not 0, 0 for one that is
         */
        public double tStatistic() {
            return value == 0 ? 0 : value / standardError;
        }
    }

    /**
     * The regression with the square of the benchmark.
     *
     * @param returns at least four simple returns, all finite
     * @param benchmark the benchmark's simple returns of the same times, all finite
     * @param convention periods and risk-free rate
     * @return the fit; empty when the benchmark takes fewer than three different values
     * @throws IllegalArgumentException if there are too few returns, the lengths differ, or one is not finite
     */
    public static Optional<MarketTiming> treynorMazuy(
            double[] returns, double[] benchmark, PerformanceConvention convention) {
        return fit(returns, benchmark, convention, true);
    }

    /**
     * The regression with the benchmark's falls.
     *
     * @param returns at least four simple returns, all finite
     * @param benchmark the benchmark's simple returns of the same times, all finite
     * @param convention periods and risk-free rate
     * @return the fit; empty when the benchmark does not take different values on one side of the risk-free rate and one
     *     on the other
     * @throws IllegalArgumentException if there are too few returns, the lengths differ, or one is not finite
     */
    public static Optional<MarketTiming> henrikssonMerton(
            double[] returns, double[] benchmark, PerformanceConvention convention) {
        return fit(returns, benchmark, convention, false);
    }

    private static Optional<MarketTiming> fit(
            double[] returns, double[] benchmark, PerformanceConvention convention, boolean square) {
        Check.notNull(convention, "convention");
        Check.allFinite(Check.notNull(returns, "returns"), "returns");
        Check.allFinite(Check.notNull(benchmark, "benchmark"), "benchmark");
        Check.length(benchmark.length, returns.length, "benchmark");
        int n = Check.atLeast(returns.length, 4, "number of returns");
        double rate = convention.riskFree().over(convention.periods());
        double[][] columns = new double[3][n];
        double[] y = new double[n];
        for (int t = 0; t < n; t++) {
            double x = benchmark[t] - rate;
            columns[0][t] = 1;
            columns[1][t] = x;
            columns[2][t] = square ? x * x : Math.max(0, -x);
            y[t] = returns[t] - rate;
        }
        return solve(columns, y);
    }

    /** Modified Gram-Schmidt with y as a last column: columns become Q, the triangle R, and y its residuals. */
    private static Optional<MarketTiming> solve(double[][] q, double[] y) {
        int n = y.length;
        double[][] triangle = new double[3][3];
        double[] rotated = new double[3];
        for (int j = 0; j < 3; j++) {
            double before = norm(q[j]);
            // twice is enough: orthogonal to the last digits
            for (int pass = 0; pass < 2; pass++) {
                for (int i = 0; i < j; i++) {
                    triangle[i][j] += remove(q[i], q[j]);
                }
            }
            double after = norm(q[j]);
            if (!(after > DEPENDENT * before)) {
                return Optional.empty();
            }
            triangle[j][j] = after;
            for (int t = 0; t < n; t++) {
                q[j][t] /= after;
            }
            rotated[j] = remove(q[j], y);
        }
        double variance = norm(y) * norm(y) / (n - 3);
        double[] values = back(triangle, rotated);
        Coefficient[] coefficients = new Coefficient[3];
        for (int j = 0; j < 3; j++) {
            coefficients[j] = new Coefficient(values[j], Math.sqrt(variance * inverseGram(triangle, j)));
        }
        return Optional.of(new MarketTiming(coefficients[0], coefficients[1], coefficients[2], n));
    }

    private static double norm(double[] x) {
        return Math.sqrt(Compensated.dot(x.length, x, 0, x, 0));
    }

    /** Takes the part along a unit vector out of another, and returns its length. */
    private static double remove(double[] unit, double[] x) {
        double along = Compensated.dot(x.length, unit, 0, x, 0);
        for (int t = 0; t < x.length; t++) {
            x[t] -= along * unit[t];
        }
        return along;
    }

    private static double[] back(double[][] triangle, double[] rotated) {
        double[] x = rotated.clone();
        for (int j = 2; j >= 0; j--) {
            for (int k = j + 1; k < 3; k++) {
                x[j] -= triangle[j][k] * x[k];
            }
            x[j] /= triangle[j][j];
        }
        return x;
    }

    /** The j-th diagonal element of (R'R)^-1: the squared length of row j of R^-1. */
    private static double inverseGram(double[][] triangle, int j) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
            double[] unit = new double[3];
            unit[k] = 1;
            double element = back(triangle, unit)[j];
            sum += element * element;
        }
        return sum;
    }
}
