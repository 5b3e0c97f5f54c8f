package io.trimtab.optimizer;

import io.trimtab.core.numeric.Cholesky;
import io.trimtab.optimizer.solver.Residuals;
import io.trimtab.risk.model.RiskModel;
import java.util.Arrays;

/**
 * How much room there is above a ratio: by what part of itself that of any feasible portfolio may be greater at most.
 *
 * <p>For any x, with {@code z = Sx - t grad N - A'y} and g what z, y and the bounds add up to (the gap), every feasible v
 * has {@code t N(v) <= t N(w) + (Sx)'v - (Sx)'w + g}, and {@code (Sx)'v <= sigma_x sigma_v}. At w, where {@code w'Sw = t
 * N(w)}, x = w leaves {@code g / (sigma sigma_v)}. Weights are doubles, so that z is the rounding of terms which are as
 * large as the most volatile asset's, and g as large as that times what may be held of it: far more than w'Sw, if what is
 * held is calm. With {@code x = w - u}, u the fraction of a last bit by which the exact optimum differs, {@code Su = z}
 * where weights are free, almost nothing of g remains and {@code 2 sigma_u / sigma} is added; unless the assets all but
 * duplicate each other, so that there is no such small u.
 */
final class RatioRoom {
    /** More free assets than this are not solved for. */
    private static final int MOST_FREE = 1_000;

    private static final int CORRECTIONS = 3;
    /** Added to the correlations, so that u stays small where duplicates ask for different things. */
    private static final double[] RIDGES = {1e-14, 1e-10, 1e-6};

    private final Assembly assembly;
    private final RiskModel risk;
    private final double[] weights;
    private final double[] multipliers;
    /** Of one unit of the program in the ratio's own. */
    private final double curvature;

    private final double variance;

    RatioRoom(Assembly assembly, RiskModel risk, double[] weights, double[] multipliers, double curvature) {
        this.assembly = assembly;
        this.risk = risk;
        this.weights = weights;
        this.multipliers = multipliers;
        this.curvature = curvature;
        variance = Term.Quadratic.form(risk, weights, new double[0]);
    }

    /** At most this, if that is at most enough; certified residuals of the weights and multipliers are given. */
    double above(Residuals certified, double enough) {
        double plain = gap(certified);
        if (plain <= enough) {
            return plain;
        }
        int n = weights.length;
        int[] free = new int[n];
        int count = 0;
        double[] z = new double[n];
        for (int j = 0; j < n; j++) {
            z[j] = curvature * certified.reducedCost(j);
            boolean held = (z[j] >= 0 && weights[j] == assembly.form.lower()[j])
                    || (z[j] <= 0 && weights[j] == assembly.form.upper()[j]);
            if (z[j] != 0 && !held && risk.variance(j) > 0) {
                free[count++] = j;
            }
        }
        if (count > MOST_FREE) {
            return plain;
        }
        double least = plain;
        for (int k = 0; k < RIDGES.length && least > enough; k++) {
            least = Math.min(least, beside(certified, solve(Arrays.copyOf(free, count), z, RIDGES[k])));
        }
        return least;
    }

    /** The room as the point at w - u shows it. */
    private double beside(Residuals certified, double[] u) {
        double[] product = new double[u.length];
        risk.multiplyInto(u, product);
        double off = Math.max(0, Term.Quadratic.form(risk, u, new double[0]));
        for (int j = 0; j < u.length; j++) {
            product[j] /= curvature;
        }
        certified.certifyLess(weights, multipliers, product);
        return gap(certified) + 2 * Math.sqrt(off / variance);
    }

    /** Over the variance; where there is no bound, nothing twice as large as all that is held counts. */
    private double gap(Residuals residuals) {
        double reach = 0;
        for (double w : weights) {
            reach += 2 * Math.abs(w);
        }
        double gap = residuals.gap();
        for (int j = 0; j < weights.length; j++) {
            double z = residuals.reducedCost(j);
            double end = z > 0 ? assembly.form.lower()[j] : assembly.form.upper()[j];
            gap += Double.isInfinite(end) ? Math.abs(z) * reach : 0;
        }
        return curvature * gap / variance;
    }

    /** u with Su = z at some assets, as nearly as there is one, and zero elsewhere. O(k^3) for k of them. */
    private double[] solve(int[] free, double[] z, double ridge) {
        int n = weights.length;
        int k = free.length;
        double[] column = new double[n];
        double[] factor = new double[k * k];
        double[] size = new double[k];
        for (int b = 0; b < k; b++) {
            size[b] = 1 / Math.sqrt(risk.variance(free[b]));
        }
        for (int b = 0; b < k; b++) {
            risk.columnInto(free[b], column, 0);
            for (int a = b; a < k; a++) {
                factor[b * k + a] = column[free[a]] * size[a] * size[b];
            }
            factor[b * k + b] += ridge;
        }
        double[] u = new double[n];
        if (k > 0 && Cholesky.factor(k, factor, 0, k, 0) == k) {
            double[] product = new double[n];
            double[] part = new double[k];
            for (int pass = 0; pass < CORRECTIONS; pass++) {
                risk.multiplyInto(u, product);
                for (int a = 0; a < k; a++) {
                    part[a] = (z[free[a]] - product[free[a]]) * size[a];
                }
                Cholesky.solve(k, factor, 0, k, part, 0);
                for (int a = 0; a < k; a++) {
                    u[free[a]] += part[a] * size[a];
                }
            }
        }
        return u;
    }
}
