package io.trimtab.risk.stress;

import io.trimtab.core.check.Check;
import io.trimtab.core.numeric.SymmetricEigen;
import io.trimtab.risk.model.FactorCovariance;
import io.trimtab.risk.model.RiskModel;

/**
 * The expected returns of all assets, given those of some assets and factors: {@code C K^+ x} with K the covariance of what
 * is given and C that of everything with it.
 *
 * <p>K is scaled to correlations and inverted on the space where it has variance; what is given must lie there, or the model
 * calls it impossible.
 */
final class ConditionalMoves {
    /** Of the largest eigenvalue of the correlations: what is below has no variance. */
    private static final double NO_VARIANCE = 1e-12;

    private static final double CONSISTENT = 1e-6;

    private ConditionalMoves() {}

    /**
     * The moves.
     *
     * @param model a {@link FactorCovariance} where factors are given
     * @param assets which assets are given
     * @param factors which factors are given
     * @param x the moves of these assets, then of these factors
     * @return the moves of all assets, those given to the bit
     */
    static double[] given(RiskModel model, int[] assets, int[] factors, double[] x) {
        int n = model.universe().size();
        int k = x.length;
        double[] cross = new double[n * k];
        double[] own = new double[k * k];
        for (int a = 0; a < assets.length; a++) {
            model.columnInto(assets[a], cross, a * n);
        }
        if (factors.length > 0) {
            factorColumns((FactorCovariance) model, assets, factors, cross, own);
        }
        for (int b = 0; b < k; b++) {
            for (int a = 0; a < assets.length; a++) {
                own[b * k + a] = cross[b * n + assets[a]];
                own[a * k + b] = own[b * k + a];
            }
        }
        double[] solution = solve(k, own, x);
        double[] moves = new double[n];
        for (int b = 0; b < k; b++) {
            for (int i = 0; i < n; i++) {
                moves[i] += cross[b * n + i] * solution[b];
            }
        }
        for (int a = 0; a < assets.length; a++) {
            moves[assets[a]] = x[a];
        }
        for (int i = 0; i < n; i++) {
            Check.finite(moves[i], "expected return of " + model.universe().id(i) + " given the shocks");
        }
        return moves;
    }

    /** Columns {@code B Omega e_f} of the covariances with factors, and the covariances of factors among themselves. */
    private static void factorColumns(
            FactorCovariance model, int[] assets, int[] factors, double[] cross, double[] own) {
        int n = model.universe().size();
        int k = assets.length + factors.length;
        int m = model.factorCovariance().universe().size();
        double[] omega = new double[m];
        double[] exposures = new double[m];
        for (int f = 0; f < factors.length; f++) {
            int column = assets.length + f;
            model.factorCovariance().columnInto(factors[f], omega, 0);
            for (int i = 0; i < n; i++) {
                model.exposuresOfInto(i, exposures, 0);
                double covariance = 0;
                for (int g = 0; g < m; g++) {
                    covariance += exposures[g] * omega[g];
                }
                cross[column * n + i] = covariance;
            }
            for (int g = 0; g < factors.length; g++) {
                own[column * k + assets.length + g] = omega[factors[g]];
            }
        }
    }

    private static double[] solve(int k, double[] covariance, double[] x) {
        double[] sigma = new double[k];
        double[] standard = new double[k];
        double size = 0;
        for (int a = 0; a < k; a++) {
            sigma[a] = Math.sqrt(covariance[a * k + a]);
            if (sigma[a] == 0 && x[a] != 0) {
                throw new IllegalArgumentException(
                        "a shock of what has no variance in the risk model cannot be propagated; use no propagation");
            }
            standard[a] = sigma[a] == 0 ? 0 : x[a] / sigma[a];
            size = Math.max(size, Math.abs(standard[a]));
        }
        double[] vectors = new double[k * k];
        for (int b = 0; b < k; b++) {
            for (int a = 0; a < k; a++) {
                boolean still = sigma[a] == 0 || sigma[b] == 0;
                vectors[b * k + a] = still ? 0 : covariance[b * k + a] / sigma[a] / sigma[b];
            }
        }
        double[] values = new double[k];
        SymmetricEigen.decompose(k, vectors, 0, k, values, 0);
        double[] solution = new double[k];
        double[] rest = standard.clone();
        for (int e = 0; e < k; e++) {
            if (values[e] > NO_VARIANCE * values[k - 1]) {
                double part = 0;
                for (int a = 0; a < k; a++) {
                    part += vectors[e * k + a] * standard[a];
                }
                for (int a = 0; a < k; a++) {
                    solution[a] += vectors[e * k + a] * (part / values[e]);
                    rest[a] -= vectors[e * k + a] * part;
                }
            }
        }
        for (int a = 0; a < k; a++) {
            if (Math.abs(rest[a]) > CONSISTENT * size) {
                throw new IllegalArgumentException(
                        "the shocks contradict the risk model, in which what is shocked moves"
                                + " together: shock one of it, or use no propagation");
            }
            solution[a] = sigma[a] == 0 ? 0 : solution[a] / sigma[a];
        }
        return solution;
    }
}
