package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;

/**
 * Linear shrinkage of the sample covariance towards constant correlation: every pair gets a share of the average
 * correlation, and the variances stay.
 *
 * <pre>{@code
 * CovarianceMatrix risk = LedoitWolf.constantCorrelation().estimate(returns);
 * double intensity = LedoitWolf.constantCorrelation().shrink(returns).intensity();
 * }</pre>
 *
 * <p>{@code delta F + (1 - delta) S} with S the sample covariance (divisor T), F its variances with the average sample
 * correlation, and delta = min(1, max(0, (pi - rho) / gamma / T)) the asymptotically optimal intensity. Source: Ledoit
 * and Wolf, "Honey, I shrunk the sample covariance matrix", Journal of Portfolio Management 30 (2004), 110-119,
 * appendices A and B. Returns are supposed independent over time with four moments.
 *
 * <p>An asset that never moves has no correlation: it keeps its zero row and does not enter the average. With fewer
 * than three assets that move, F equals S and the intensity is 0. The result is positive definite when delta is positive
 * and the average correlation lies inside its range, also for T below n. O(T n^2). Immutable and thread-safe.
 */
public final class LedoitWolf implements CovarianceEstimator {
    private static final LedoitWolf CONSTANT_CORRELATION = new LedoitWolf();

    private LedoitWolf() {}

    /**
     * The estimator that shrinks towards constant correlation.
     *
     * @return the estimator
     */
    public static LedoitWolf constantCorrelation() {
        return CONSTANT_CORRELATION;
    }

    /**
     * What the shrinkage found.
     *
     * @param covariance the shrunk covariance per period
     * @param intensity the weight of the target, from 0 (sample covariance) to 1 (constant correlation)
     * @param averageCorrelation the correlation of the target; 0 with fewer than two assets that move
     */
    public record Shrinkage(CovarianceMatrix covariance, double intensity, double averageCorrelation) {
        public Shrinkage {
            Check.notNull(covariance, "covariance");
            Check.within(intensity, 0, 1, "intensity");
            Check.within(averageCorrelation, -1, 1, "averageCorrelation");
        }
    }

    @Override
    public CovarianceMatrix estimate(ReturnPanel returns) {
        return shrink(returns).covariance();
    }

    /**
     * Estimates the covariance and says how much it was shrunk.
     *
     * @param returns T returns of n assets, T at least 2
     * @return the covariance, the intensity and the target's correlation
     * @throws IllegalArgumentException if there are fewer than 2 periods, or the result overflows
     */
    public Shrinkage shrink(ReturnPanel returns) {
        double[] y = CentredReturns.of(returns, 2, "Ledoit-Wolf covariance");
        int rows = returns.rows();
        int n = returns.columns();
        double[] s = SampleCovariance.moments(y, rows, n, rows);
        // refuse overflow before the intensity is computed from it
        CovarianceMatrix sample = CovarianceMatrix.estimated(returns.universe(), s);
        double[] sigma = sample.volatilities();
        double r = averageCorrelation(s, sigma);
        double delta = intensity(y, rows, s, sigma, r);
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                if (i != j) {
                    s[j * n + i] = delta * (r * (sigma[i] * sigma[j])) + (1 - delta) * s[j * n + i];
                }
            }
        }
        return new Shrinkage(shrunk(returns, s, delta, r), delta, r);
    }

    /**
     * The target is r vv' + (1 - r) diag(v^2): with r not negative no eigenvalue of the result, relative to its diagonal,
     * is below delta (1 - r) but for rounding, so that nothing need be certified.
     */
    private static CovarianceMatrix shrunk(ReturnPanel returns, double[] s, double delta, double r) {
        double rounding = 4 * SampleCovariance.rounding(returns.rows(), returns.columns());
        return r >= 0 && delta * (1 - r) > rounding
                ? CovarianceMatrix.estimated(returns.universe(), s, 0)
                : CovarianceMatrix.estimated(returns.universe(), s);
    }

    /** Over the pairs of assets that move. */
    private static double averageCorrelation(double[] s, double[] sigma) {
        int n = sigma.length;
        double sum = 0;
        long pairs = 0;
        for (int j = 0; j < n; j++) {
            double column = 0;
            for (int i = 0; i < j; i++) {
                if (sigma[i] > 0 && sigma[j] > 0) {
                    column += s[j * n + i] / sigma[i] / sigma[j];
                    pairs++;
                }
            }
            sum += column;
        }
        return pairs == 0 ? 0 : Math.max(-1, Math.min(1, sum / pairs));
    }

    /*
     * In the paper's symbols, y the centred returns and each E a mean over t:
     *   pi_ij        = E (y_i y_j - s_ij)^2 = E y_i^2 y_j^2 - s_ij^2
     *   theta_ii,ij  = E (y_i^2 - s_ii)(y_i y_j - s_ij) = E y_i^3 y_j - s_ii s_ij
     *   rho          = sum_i pi_ii + r sum_{i != j} sqrt(s_jj / s_ii) theta_ii,ij        (its two halves are equal)
     *   gamma        = sum_ij (f_ij - s_ij)^2
     * The double sums over E factorise for each t, so pi and rho cost O(T n). Every asset is divided by one common power
     * of two, which leaves the intensity unchanged to the bit and the fourth powers in range.
     */
    private static double intensity(double[] y, int rows, double[] s, double[] sigma, double r) {
        int n = sigma.length;
        double largest = 0;
        for (double v : sigma) {
            largest = Math.max(largest, v);
        }
        if (!(largest > 0)) {
            return 0;
        }
        double unit = Math.scalb(1.0, -Math.getExponent(largest));
        double pi = 0;
        double rho = 0;
        for (int t = 0; t < rows; t++) {
            double squares = 0;
            double fourths = 0;
            double cubesOverSigma = 0;
            double bySigma = 0;
            double diagonal = 0;
            for (int i = 0; i < n; i++) {
                double x = y[i * rows + t] * unit;
                double v = sigma[i] * unit;
                if (v > 0) {
                    double x2 = x * x;
                    squares += x2;
                    fourths += x2 * x2;
                    double c = x2 * x / v;
                    cubesOverSigma += c;
                    bySigma += v * x;
                    diagonal += c * (v * x);
                }
            }
            pi += squares * squares;
            rho += fourths + r * (cubesOverSigma * bySigma - diagonal);
        }
        pi /= rows;
        rho /= rows;
        double gamma = 0;
        double scale = 0;
        for (int j = 0; j < n; j++) {
            for (int i = 0; i < n; i++) {
                double v = s[j * n + i] * unit * unit;
                double target = i == j ? v : r * (sigma[i] * unit) * (sigma[j] * unit);
                pi -= v * v;
                rho -= i == j ? v * v : r * (sigma[i] * unit) * (sigma[j] * unit) * v;
                gamma += (target - v) * (target - v);
                scale += v * v;
            }
        }
        // below this the difference between F and S is rounding, and their mixture is S whatever the intensity
        if (!(gamma > scale * 0x1p-90)) {
            return 0;
        }
        return Math.max(0, Math.min(1, (pi - rho) / gamma / rows));
    }
}
