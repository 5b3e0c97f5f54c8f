package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.risk.model.CovarianceMatrix;

/**
 * A book known by its first and second derivatives, over normal returns of its risk factors: gain = theta + delta'x +
 * x'Gamma x / 2.
 *
 * <pre>{@code
 * DeltaGamma book = DeltaGamma.of(covariance, theta, delta, gamma);
 * book.valueAtRisk(Confidence.of(0.99)); // by its first four moments
 * MonteCarloSimulation.gaussian(covariance, mean, 7).measure(Confidence.of(0.99), 100_000, book); // without them
 * }</pre>
 *
 * <p>With x normal of mean 0 and covariance S, and P = S Gamma, the cumulants of the gain are exact:
 *
 * <pre>
 * k1 = theta + tr P / 2
 * k2 = delta'S delta + tr P^2 / 2
 * k3 = 3 delta'S Gamma S delta + tr P^3
 * k4 = 12 delta'S Gamma S Gamma S delta + 3 tr P^4
 * </pre>
 *
 * <p>The value at risk is that of the Cornish-Fisher expansion of these; it is refused outside the domain in which that is a
 * distribution, which options sold without a hedge often leave: simulate then. Sources: Jaschke, "The Cornish-Fisher
 * expansion in the context of delta-gamma-normal approximations", Journal of Risk 4 (2002), 33-52; Maillard (2012).
 * Immutable and thread-safe. O(n^3) once.
 */
public final class DeltaGamma implements PositionValue {
    private final CovarianceMatrix covariance;
    private final double theta;
    private final double[] delta;
    private final double[] gamma;
    private final double k1;
    private final double k2;
    private final double k3;
    private final double k4;

    private DeltaGamma(
            CovarianceMatrix covariance,
            double theta,
            double[] delta,
            double[] gamma,
            double k1,
            double k2,
            double k3,
            double k4) {
        this.covariance = covariance;
        this.theta = theta;
        this.delta = delta;
        this.gamma = gamma;
        this.k1 = k1;
        this.k2 = k2;
        this.k3 = k3;
        this.k4 = k4;
    }

    /**
     * A book by its derivatives.
     *
     * @param covariance of the factors' returns over the horizon
     * @param theta what it gains over the horizon when no factor moves
     * @param delta its derivatives by the n factors' returns; copied
     * @param gamma n rows of its second derivatives, symmetric; copied
     * @return the book
     * @throws IllegalArgumentException if a length differs, a number is not finite, or gamma is not symmetric
     */
    public static DeltaGamma of(CovarianceMatrix covariance, double theta, double[] delta, double[][] gamma) {
        int n = Check.notNull(covariance, "covariance").universe().size();
        Check.finite(theta, "theta");
        double[] d = Check.allFinite(Check.notNull(delta, "delta"), "delta").clone();
        Check.length(d.length, n, "delta");
        double[] g = symmetric(Check.notNull(gamma, "gamma"), n);
        double[] p = new double[n * n];
        double[] s = new double[n];
        double[] column = new double[n];
        for (int j = 0; j < n; j++) {
            System.arraycopy(g, j * n, column, 0, n);
            double[] product = new double[n];
            covariance.multiplyInto(column, product);
            System.arraycopy(product, 0, p, j * n, n);
        }
        covariance.multiplyInto(d, s);
        double[] p2 = product(n, p, p);
        double[] gs = multiply(n, g, s);
        double[] sgs = new double[n];
        covariance.multiplyInto(gs, sgs);
        return new DeltaGamma(
                covariance,
                theta,
                d,
                g,
                theta + trace(n, p) / 2,
                Check.finite(dot(d, s) + trace(n, p2) / 2, "variance of the book"),
                3 * dot(s, gs) + traceOfProduct(n, p2, p),
                Check.finite(12 * dot(gs, sgs) + 3 * traceOfProduct(n, p2, p2), "fourth cumulant of the book"));
    }

    private static double[] symmetric(double[][] gamma, int n) {
        Check.length(gamma.length, n, "gamma");
        double[] g = new double[n * n];
        for (int i = 0; i < n; i++) {
            String row = "gamma[" + i + "]";
            Check.length(Check.notNull(gamma[i], row).length, n, row);
            Check.allFinite(gamma[i], row);
            for (int j = 0; j < n; j++) {
                g[i + j * n] = gamma[i][j];
                if (j < i && gamma[i][j] != gamma[j][i]) {
                    throw new IllegalArgumentException("gamma must be symmetric, was " + gamma[i][j] + " at [" + i
                            + "][" + j + "] and " + gamma[j][i] + " at [" + j + "][" + i + "]");
                }
            }
        }
        return g;
    }

    private static double[] product(int n, double[] a, double[] b) {
        double[] c = new double[n * n];
        Kernels.gemm(n, n, n, 1, a, 0, n, b, 0, n, 0, c, 0, n);
        return c;
    }

    private static double[] multiply(int n, double[] a, double[] x) {
        double[] y = new double[n];
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                y[i] += a[i + j * n] * x[j];
            }
        }
        return y;
    }

    private static double dot(double[] x, double[] y) {
        return Kernels.dot(x.length, x, 0, y, 0);
    }

    private static double trace(int n, double[] a) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a[i + i * n];
        }
        return sum;
    }

    private static double traceOfProduct(int n, double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sum += a[i + j * n] * b[j + i * n];
            }
        }
        return sum;
    }

    @Override
    public double gain(double[] factorReturns) {
        int n = delta.length;
        Check.length(Check.notNull(factorReturns, "factorReturns").length, n, "factorReturns");
        double gain = theta;
        for (int j = 0; j < n; j++) {
            double half = 0;
            for (int i = 0; i < n; i++) {
                half += gamma[i + j * n] * factorReturns[i];
            }
            gain += factorReturns[j] * (delta[j] + half / 2);
        }
        return gain;
    }

    /**
     * The covariance of the factors' returns.
     *
     * @return as given
     */
    public CovarianceMatrix covariance() {
        return covariance;
    }

    /**
     * What the book gains when no factor moves.
     *
     * @return theta
     */
    public double theta() {
        return theta;
    }

    /**
     * The first derivatives of the gain by the factors' returns.
     *
     * @return a copy, n
     */
    public double[] delta() {
        return delta.clone();
    }

    /**
     * The second derivatives of the gain by the factors' returns.
     *
     * @return a copy, n x n, symmetric: row after row or column after column
     */
    public double[] gamma() {
        return gamma.clone();
    }

    /**
     * The expected gain.
     *
     * @return k1
     */
    public double mean() {
        return k1;
    }

    /**
     * The standard deviation of the gain.
     *
     * @return sqrt(k2)
     */
    public double volatility() {
        return Math.sqrt(k2);
    }

    /**
     * The skewness of the gain.
     *
     * @return k3 / k2^1.5; NaN for a book that cannot move
     */
    public double skewness() {
        return k3 / (k2 * Math.sqrt(k2));
    }

    /**
     * The excess kurtosis of the gain.
     *
     * @return k4 / k2^2; NaN for a book that cannot move
     */
    public double excessKurtosis() {
        return k4 / (k2 * k2);
    }

    /**
     * The value at risk by the Cornish-Fisher expansion.
     *
     * @param confidence 1 - alpha
     * @return positive for a loss
     * @throws IllegalArgumentException if skewness and kurtosis are outside the domain in which the expansion is a
     *     distribution
     */
    public double valueAtRisk(Confidence confidence) {
        Check.notNull(confidence, "confidence");
        if (k2 > 0 && !MomentTail.valid(skewness(), excessKurtosis())) {
            throw new IllegalArgumentException(
                    "book has skewness " + skewness() + " and excess kurtosis " + excessKurtosis()
                            + ", outside the domain in which the Cornish-Fisher expansion is a distribution: simulate it");
        }
        return uncheckedValueAtRisk(confidence);
    }

    /**
     * The value at risk by the Cornish-Fisher expansion, also where that is not a distribution.
     *
     * @param confidence 1 - alpha
     * @return positive for a loss
     */
    public double uncheckedValueAtRisk(Confidence confidence) {
        double z = TailQuantiles.normal(Check.notNull(confidence, "confidence").tail());
        double factor = k2 > 0 ? MomentTail.cornishFisher(z).of(skewness(), excessKurtosis(), new double[2]) : 0;
        return Math.sqrt(k2) * factor - k1;
    }
}
