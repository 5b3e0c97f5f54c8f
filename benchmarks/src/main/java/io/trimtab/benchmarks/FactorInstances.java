package io.trimtab.benchmarks;

import io.trimtab.core.market.Universe;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.FactorCovariance;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Seeded instances of the benchmark family P3: minimise {@code w'Sw / 2 - 0.2 mu'w}, weights sum to one, each within
 * zero and a cap, with {@code S = F Omega F' + D} of fifty factors.
 *
 * <p>F = 0.3 N(0, 1) with a first column of 1 + 0.3 N(0, 1); factor volatilities 0.16 and 0.02 + 0.06 U; correlations of
 * the factors those of N(0, 1) vectors of length 2,000; D = U(0.16, 0.48)^2; mu as in {@link PortfolioInstances}.
 */
final class FactorInstances {
    static final double LAMBDA = 0.2;
    static final int FACTORS = 50;

    final int n;
    final double cap;
    final Universe universe;
    final double[] mu;
    final double[][] exposures;
    final double[] specific;
    final double[] omega;

    private FactorInstances(int n, SplittableRandom random) {
        this.n = n;
        cap = n <= 500 ? 0.1 : n <= 3000 ? 0.02 : 0.01;
        universe = Universe.of(names("A", n));
        mu = new double[n];
        exposures = new double[n][FACTORS];
        specific = new double[n];
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < FACTORS; k++) {
                exposures[j][k] = (k == 0 ? 1 : 0) + 0.3 * Draws.normal(random);
            }
            double own = 0.16 + 0.32 * random.nextDouble();
            specific[j] = own * own;
            mu[j] = 0.02 + 0.06 * exposures[j][0] + 0.03 * Draws.normal(random);
        }
        int length = 2_000;
        double[] history = new double[length * FACTORS];
        for (int k = 0; k < FACTORS; k++) {
            double volatility = k == 0 ? 0.16 : 0.02 + 0.06 * random.nextDouble();
            for (int t = 0; t < length; t++) {
                history[k * length + t] = volatility * Draws.normal(random);
            }
        }
        omega = new double[FACTORS * FACTORS];
        Kernels.syrk(FACTORS, length, 1.0 / length, history, 0, length, 0, omega, 0, FACTORS);
    }

    static FactorInstances of(int n, long seed) {
        return new FactorInstances(n, new SplittableRandom(seed));
    }

    private static List<String> names(String prefix, int count) {
        List<String> ids = new ArrayList<>();
        for (int j = 0; j < count; j++) {
            ids.add(prefix + j);
        }
        return ids;
    }

    FactorCovariance risk() {
        return FactorCovariance.of(
                universe, CovarianceMatrix.of(Universe.of(names("F", FACTORS)), omega), exposures, specific);
    }

    ExpectedReturns returns() {
        return ExpectedReturns.of(universe, mu);
    }

    double objective(double[] w) {
        double[] f = new double[FACTORS];
        double value = 0;
        for (int j = 0; j < n; j++) {
            Kernels.axpy(FACTORS, w[j], exposures[j], 0, f, 0);
            value += w[j] * (specific[j] * w[j] / 2 - LAMBDA * mu[j]);
        }
        for (int k = 0; k < FACTORS; k++) {
            value += f[k] * Kernels.dot(FACTORS, omega, k * FACTORS, f, 0) / 2;
        }
        return value;
    }

    /** The largest violation of the budget or of a bound. */
    private double violation(double[] w) {
        return Draws.violation(w, 0, cap);
    }

    /** Refuses an answer that is no answer; says how good it is. */
    void check(String who, double[] w, double best, double tolerance) {
        Draws.check(who, n, objective(w) - best, violation(w), tolerance);
    }
}
