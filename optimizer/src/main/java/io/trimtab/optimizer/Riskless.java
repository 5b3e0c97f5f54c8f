package io.trimtab.optimizer;

import io.trimtab.risk.model.RiskModel;

/**
 * Whether a portfolio, or a direction, has no risk that can be told from rounding.
 *
 * <p>Two things are not known exactly. Of the covariance, the last bits of each element: with {@code |S_ij| <= sigma_i
 * sigma_j} they move {@code w'Sw} by at most {@code e1 (sum_j |w_j| sigma_j)^2}, e1 a multiple of the unit roundoff for
 * data and sums. Of the weights, the last bits too, as all of them answer to rows and bounds of the size of the gross
 * exposure g: with {@code |d_j| <= e2 g} they move the volatility, a seminorm, by at most {@code e2 g sum sigma_j}. A
 * weight that is itself no more than {@code e2 g} is dust and is left out; for the others this is taken once, with the
 * largest of their volatilities. So where
 * {@code w'Sw <= max(e1 (sum_j |w_j| sigma_j)^2, (e2 g max_j sigma_j)^2)} without dust, some portfolio that cannot be told
 * from this one, under a covariance that cannot be told from S, has no risk at all: a ratio to the volatility is then
 * undefined, and its value a property of the rounding. An asset that is left out with its exact zero, or as dust, does
 * not count, however volatile it is. Scale-free in weights and covariance; O(n), and a product with S.
 */
final class Riskless {
    /** e1: a variance below this part of what it would be if all assets moved together is none. */
    private static final double CANCELLED = 1e-13;

    /** e2: a weight below this part of all is none. */
    static final double LAST_BITS = 1e-12;

    private Riskless() {}

    /** Weights may be so small that their squares vanish; of no positions at all there is no risk either. */
    static boolean is(RiskModel risk, double[] weights) {
        double largest = 0;
        for (double x : weights) {
            largest = Math.max(largest, Math.abs(x));
        }
        double[] w = weights.clone();
        double gross = 0;
        for (int j = 0; j < w.length; j++) {
            w[j] /= largest > 0 ? largest : 1;
            gross += Math.abs(w[j]);
        }
        double spread = 0;
        double most = 0;
        for (int j = 0; j < w.length; j++) {
            w[j] = Math.abs(w[j]) <= LAST_BITS * gross ? 0 : w[j];
            if (w[j] != 0) {
                double volatility = Math.sqrt(risk.variance(j));
                spread += Math.abs(w[j]) * volatility;
                most = Math.max(most, volatility);
            }
        }
        double unknown = LAST_BITS * gross * most;
        return Term.Quadratic.form(risk, w, new double[0]) <= Math.max(CANCELLED * spread * spread, unknown * unknown);
    }
}
