package io.trimtab.risk.model;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Kernels;

/**
 * Linear shrinkage of the sample covariance towards a simple target, as much as is best for the returns at hand.
 *
 * <pre>{@code
 * CovarianceMatrix risk = LedoitWolf.constantCorrelation().estimate(returns);
 * double intensity = LedoitWolf.identity().shrink(returns).intensity();
 * }</pre>
 *
 * <p>{@code delta F + (1 - delta) S} with S the sample covariance (divisor T) and delta = min(1, max(0, (pi - rho) / gamma /
 * T)) the asymptotically optimal intensity: pi sums the asymptotic variances of the elements of S, rho their covariances
 * with those of F, gamma the squared differences of F and S. The targets:
 *
 * <ul>
 *   <li>{@link #constantCorrelation()}: the variances of S with the average sample correlation (Ledoit and Wolf, "Honey, I
 *       shrunk the sample covariance matrix", Journal of Portfolio Management 30 (2004), 110-119, appendices A and B);
 *   <li>{@link #singleFactor()}: the market model of the equally weighted portfolio, {@code F_ij = s_im s_jm / s_mm}, with
 *       the variances of S (Ledoit and Wolf, "Improved estimation of the covariance matrix of stock returns with an
 *       application to portfolio selection", Journal of Empirical Finance 10 (2003), 603-621, equation 8);
 *   <li>{@link #identity()}: the average variance on the diagonal (Ledoit and Wolf, "A well-conditioned estimator for
 *       large-dimensional covariance matrices", Journal of Multivariate Analysis 88 (2004), 365-411, section 3.2); here
 *       rho = 0 and pi is the exact sum of lemma 3.4. It draws all variances together, so prefer it for assets of one
 *       kind.
 * </ul>
 *
 * <p>Returns are supposed independent over time with four moments. An asset that never moves keeps its zero row and enters
 * no average. Where F and S are equal (two assets and constant correlation, say) the intensity is 0. With delta positive
 * the result is positive definite also for T below n (for constant correlation, if the average correlation lies inside
 * its range). O(T n^2). Immutable and thread-safe.
 */
public final class LedoitWolf implements CovarianceEstimator {
    private static final LedoitWolf CONSTANT_CORRELATION = new LedoitWolf(Target.CONSTANT_CORRELATION);
    private static final LedoitWolf SINGLE_FACTOR = new LedoitWolf(Target.SINGLE_FACTOR);
    private static final LedoitWolf IDENTITY = new LedoitWolf(Target.IDENTITY);

    private enum Target {
        CONSTANT_CORRELATION,
        SINGLE_FACTOR,
        IDENTITY
    }

    private final Target target;

    private LedoitWolf(Target target) {
        this.target = target;
    }

    /**
     * The estimator that shrinks towards constant correlation.
     *
     * @return the estimator
     */
    public static LedoitWolf constantCorrelation() {
        return CONSTANT_CORRELATION;
    }

    /**
     * The estimator that shrinks towards the market model of the equally weighted portfolio.
     *
     * @return the estimator
     */
    public static LedoitWolf singleFactor() {
        return SINGLE_FACTOR;
    }

    /**
     * The estimator that shrinks towards a multiple of the identity.
     *
     * @return the estimator
     */
    public static LedoitWolf identity() {
        return IDENTITY;
    }

    @Override
    public CovarianceMatrix estimate(ReturnPanel returns) {
        return shrink(returns).covariance();
    }

    /**
     * Estimates the covariance and says how much it was shrunk.
     *
     * @param returns T returns of n assets, T at least 2
     * @return the covariance and the intensity
     * @throws IllegalArgumentException if there are fewer than 2 periods, or the result overflows
     */
    public Shrinkage shrink(ReturnPanel returns) {
        Movers movers = Movers.of(returns, 2, "Ledoit-Wolf covariance");
        double[] s = movers.moments(movers.rows);
        ShrinkageTarget f = switch (target) {
            case CONSTANT_CORRELATION -> new ConstantCorrelationTarget(s, movers.count);
            case SINGLE_FACTOR -> new SingleFactorTarget(s, movers.count);
            case IDENTITY -> new IdentityTarget(s, movers.count);
        };
        double delta = intensity(movers, s, f);
        return new Shrinkage(shrunk(movers, s, f, delta), delta);
    }

    /** S becomes the mixture, its elements in one order on both sides of the diagonal. */
    static CovarianceMatrix shrunk(Movers movers, double[] s, ShrinkageTarget f, double delta) {
        int m = movers.count;
        double smallest = 1;
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < m; i++) {
                s[j * m + i] = delta * f.element(i, j) + (1 - delta) * s[j * m + i];
            }
            smallest = Math.min(smallest, f.element(j, j) / s[j * m + j]);
        }
        double rounding = 4 * SampleCovariance.rounding(movers.rows, m);
        // a matrix that the target alone keeps from zero by more than rounding need not be certified
        return delta * f.leastEigenvalue() * smallest > rounding ? movers.covariance(s, 0) : movers.covariance(s);
    }

    /*
     * In the papers' symbols, y the centred returns and each E a mean over t:
     *   pi    = sum_ij E (y_i y_j - s_ij)^2 = E (sum_i y_i^2)^2 - sum_ij s_ij^2
     *   gamma = sum_ij (f_ij - s_ij)^2
     */
    private static double intensity(Movers movers, double[] s, ShrinkageTarget f) {
        int m = movers.count;
        double[] squares = new double[movers.rows];
        for (int i = 0; i < m; i++) {
            for (int t = 0, k = i * movers.rows; t < squares.length; t++, k++) {
                squares[t] += movers.x[k] * movers.x[k];
            }
        }
        double pi = Kernels.dot(squares.length, squares, 0, squares, 0) / movers.rows;
        double gamma = 0;
        double scale = 0;
        for (int j = 0; j < m; j++) {
            double differences = 0;
            for (int i = 0; i < m; i++) {
                double d = f.element(i, j) - s[j * m + i];
                differences += d * d;
            }
            gamma += differences;
            scale += Kernels.dot(m, s, j * m, s, j * m);
        }
        // below this the difference between F and S is rounding, and their mixture is S whatever the intensity
        if (!(gamma > scale * 0x1p-90)) {
            return 0;
        }
        double rho = f.rho(movers, squares);
        return Math.max(0, Math.min(1, (pi - scale - rho) / gamma / movers.rows));
    }

    /** A target and what its own estimation error takes off the intensity; all over the assets that move. */
    interface ShrinkageTarget {
        /** Symmetric to the bit. */
        double element(int i, int j);

        /** Of the target divided by its own volatilities; a lower bound, 0 if none is known. */
        double leastEigenvalue();

        /** The sum of the asymptotic covariances of f_ij and s_ij, given sum_i y_it^2 of each date. */
        double rho(Movers movers, double[] squares);
    }

    /** m I with m the average variance; known so much better than S that its error is left out. */
    static final class IdentityTarget implements ShrinkageTarget {
        private final double mean;

        IdentityTarget(double[] s, int m) {
            double trace = 0;
            for (int i = 0; i < m; i++) {
                trace += s[i * m + i];
            }
            this.mean = m == 0 ? 0 : trace / m;
        }

        double mean() {
            return mean;
        }

        @Override
        public double element(int i, int j) {
            return i == j ? mean : 0;
        }

        @Override
        public double leastEigenvalue() {
            return 1;
        }

        @Override
        public double rho(Movers movers, double[] squares) {
            return 0;
        }
    }

    /*
     * theta_ii,ij = E (y_i^2 - s_ii)(y_i y_j - s_ij) = E y_i^3 y_j - s_ii s_ij
     * rho         = sum_i pi_ii + r sum_{i != j} sqrt(s_jj / s_ii) theta_ii,ij          (its two halves are equal)
     */
    private static final class ConstantCorrelationTarget implements ShrinkageTarget {
        private final double[] s;
        private final double[] sigma;
        private final double r;

        ConstantCorrelationTarget(double[] s, int m) {
            this.s = s;
            this.sigma = new double[m];
            for (int i = 0; i < m; i++) {
                sigma[i] = Math.sqrt(s[i * m + i]);
            }
            double sum = 0;
            for (int j = 0; j < m; j++) {
                double column = 0;
                for (int i = 0; i < j; i++) {
                    column += s[j * m + i] / sigma[i];
                }
                sum += column / sigma[j];
            }
            this.r = m < 2 ? 0 : Math.max(-1, Math.min(1, sum / (0.5 * m * (m - 1.0))));
        }

        @Override
        public double element(int i, int j) {
            return i == j ? s[j * sigma.length + j] : r * (sigma[i] * sigma[j]);
        }

        /** r vv' + (1 - r) diag(v^2). */
        @Override
        public double leastEigenvalue() {
            return r >= 0 ? 1 - r : 0;
        }

        @Override
        public double rho(Movers movers, double[] squares) {
            int m = movers.count;
            int rows = movers.rows;
            double[] cubes = new double[rows];
            double[] levels = new double[rows];
            double own = 0;
            double sampled = 0;
            for (int i = 0; i < m; i++) {
                double v = sigma[i];
                double fourths = 0;
                for (int t = 0, k = i * rows; t < rows; t++, k++) {
                    double x = movers.x[k];
                    double cube = x * x * x;
                    cubes[t] += cube / v;
                    levels[t] += v * x;
                    fourths += cube * x;
                }
                own += fourths;
                double column = 0;
                for (int j = 0; j < m; j++) {
                    column += sigma[j] * s[i * m + j];
                }
                double variance = s[i * m + i];
                sampled += variance * variance + r * (v * column - variance * variance);
            }
            double pairs = Kernels.dot(rows, cubes, 0, levels, 0) - own;
            return (own + r * pairs) / rows - sampled;
        }
    }

    /*
     * With m_t = sum_i y_it the market up to a factor, c_i = E m y_i, v = E m^2:
     * rho = sum_i pi_ii + sum_{i != j} [E (c_j v y_i + c_i v y_j - c_i c_j m) m y_i y_j / v^2 - f_ij s_ij]
     */
    private static final class SingleFactorTarget implements ShrinkageTarget {
        private final double[] s;
        /** c_i / sqrt(v). */
        private final double[] load;

        private final double root;

        SingleFactorTarget(double[] s, int m) {
            this.s = s;
            this.load = new double[m];
            double v = 0;
            double size = 0;
            for (int j = 0; j < m; j++) {
                load[j] = Kernels.sum(m, s, j * m);
                v += load[j];
                size += s[j * m + j];
            }
            // a market that does not move explains nothing; c is rounding then
            this.root = v > m * 0x1p-44 * size ? Math.sqrt(v) : 0;
            for (int j = 0; j < m; j++) {
                load[j] = root > 0 ? load[j] / root : 0;
            }
        }

        @Override
        public double element(int i, int j) {
            return i == j ? s[j * load.length + j] : load[i] * load[j];
        }

        /** A sum of squares and specific variances; no bound but zero is free. */
        @Override
        public double leastEigenvalue() {
            return 0;
        }

        @Override
        public double rho(Movers movers, double[] squares) {
            int m = movers.count;
            int rows = movers.rows;
            double[] market = new double[rows];
            double[] levels = new double[rows];
            for (int i = 0; i < m; i++) {
                Kernels.axpy(rows, 1, movers.x, i * rows, market, 0);
                Kernels.axpy(rows, load[i], movers.x, i * rows, levels, 0);
            }
            for (int t = 0; t < rows; t++) {
                market[t] = root > 0 ? market[t] / root : 0;
            }
            double sum = 0;
            for (int t = 0; t < rows; t++) {
                double a = market[t] * levels[t];
                sum += 2 * a * squares[t] - a * a;
            }
            double sampled = 0;
            for (int i = 0; i < m; i++) {
                double own = 0;
                for (int t = 0, k = i * rows; t < rows; t++, k++) {
                    double x = movers.x[k];
                    double a = market[t] * load[i];
                    own += x * x * (x * x - 2 * a * x + a * a);
                }
                sum += own;
                double variance = s[i * m + i];
                double column = Kernels.dot(m, load, 0, s, i * m) - load[i] * variance;
                sampled += variance * variance + load[i] * column;
            }
            return sum / rows - sampled;
        }
    }

    @Override
    public String toString() {
        return "LedoitWolf[" + target + "]";
    }
}
