package io.trimtab.benchmarks;

import io.trimtab.core.market.Universe;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Seeded instances of the benchmark family P1: minimise {@code w'Sw / 2 - 0.2 mu'w}, weights sum to one, each within
 * [0, 0.1].
 *
 * <p>S is 252 times the sample covariance of T = 2n daily returns {@code r = beta f + s_k S_k + e + mu / 252} with a
 * market factor f ~ N(0, 1%), twenty sectors S_k ~ N(0, 0.6%) with loadings s_k ~ U(0.5, 1.5), e ~ N(0, U(1%, 3%)), beta =
 * 1 + 0.3 N(0, 1) and mu = 0.02 + 0.06 beta + 0.03 N(0, 1).
 */
final class PortfolioInstances {
    static final double LAMBDA = 0.2;
    static final double CAP = 0.1;
    private static final int SECTORS = 20;

    final int n;
    final Universe universe;
    final double[] mu;
    /** Column-major. */
    final double[] sigma;

    private PortfolioInstances(int n, double[] mu, double[] sigma) {
        this.n = n;
        this.mu = mu;
        this.sigma = sigma;
        List<String> ids = new ArrayList<>();
        for (int j = 0; j < n; j++) {
            ids.add("A" + j);
        }
        universe = Universe.of(ids);
    }

    static PortfolioInstances of(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int t = 2 * n;
        double[] mu = new double[n];
        double[] beta = new double[n];
        double[] loading = new double[n];
        double[] idiosyncratic = new double[n];
        for (int j = 0; j < n; j++) {
            beta[j] = 1 + 0.3 * Draws.normal(random);
            loading[j] = 0.5 + random.nextDouble();
            idiosyncratic[j] = 0.01 + 0.02 * random.nextDouble();
            mu[j] = 0.02 + 0.06 * beta[j] + 0.03 * Draws.normal(random);
        }
        double[] returns = new double[t * n];
        double[] sector = new double[SECTORS];
        for (int day = 0; day < t; day++) {
            double market = 0.01 * Draws.normal(random);
            for (int k = 0; k < SECTORS; k++) {
                sector[k] = 0.006 * Draws.normal(random);
            }
            for (int j = 0; j < n; j++) {
                returns[j * t + day] = beta[j] * market
                        + loading[j] * sector[j % SECTORS]
                        + idiosyncratic[j] * Draws.normal(random)
                        + mu[j] / 252;
            }
        }
        for (int j = 0; j < n; j++) {
            double mean = Kernels.sum(t, returns, j * t) / t;
            for (int day = 0; day < t; day++) {
                returns[j * t + day] -= mean;
            }
        }
        double[] sigma = new double[n * n];
        Kernels.syrk(n, t, 252.0 / (t - 1), returns, 0, t, 0, sigma, 0, n);
        return new PortfolioInstances(n, mu, sigma);
    }

    /** Forecasts that follow a slow autoregression around mu: x = 0.98 x + 0.001 N(0, 1). */
    double[][] forecasts(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] offset = new double[n];
        double[][] out = new double[count][];
        for (int k = 0; k < count; k++) {
            out[k] = mu.clone();
            for (int j = 0; j < n; j++) {
                offset[j] = 0.98 * offset[j] + 0.001 * Draws.normal(random);
                out[k][j] += offset[j];
            }
        }
        return out;
    }

    CovarianceMatrix risk() {
        return CovarianceMatrix.of(universe, sigma);
    }

    ExpectedReturns returns() {
        return ExpectedReturns.of(universe, mu);
    }

    double objective(double[] w) {
        double value = 0;
        for (int j = 0; j < n; j++) {
            value += w[j] * (Kernels.dot(n, sigma, j * n, w, 0) / 2 - LAMBDA * mu[j]);
        }
        return value;
    }

    /** The largest violation of the budget or of a bound. */
    double violation(double[] w) {
        return Draws.violation(w, 0, CAP);
    }

    /** Refuses a peer's answer that is no answer; says how good it is. */
    void check(String who, double[] w, double best, double tolerance) {
        Draws.check(who, n, objective(w) - best, violation(w), tolerance);
    }
}
