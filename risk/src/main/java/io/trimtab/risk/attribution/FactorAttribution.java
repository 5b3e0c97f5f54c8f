package io.trimtab.risk.attribution;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.numeric.Scale;
import io.trimtab.risk.attribution.EulerContributions.Contribution;
import io.trimtab.risk.model.FactorCovariance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The volatility of a portfolio by factor and by what is specific to its assets.
 *
 * <pre>{@code
 * FactorAttribution parts = FactorAttribution.of(factorModel, weights);
 * parts.byFactor();   // MKT 0.0121 (88.0%), ...
 * parts.specific();   // 0.0011
 * }</pre>
 *
 * <p>With exposures x = B'w, factor covariance F and specific variances d: sigma^2 = x'Fx + sum w_i^2 d_i. Factor k
 * contributes x_k (Fx)_k / sigma, the specific part of asset i w_i^2 d_i / sigma, and asset i through the factors w_i (BFx)_i
 * / sigma. Both decompositions sum to sigma. Source: Menchero and Davis, "Risk contribution is exposure times volatility
 * times correlation", Journal of Portfolio Management 37 (2011), 97-106. A portfolio of no volatility has contributions of
 * 0. Immutable and thread-safe. O(n k + k^2).
 */
public final class FactorAttribution {
    private final Universe assets;
    private final Universe factors;
    private final double total;
    private final double[] exposures;
    private final double[] byFactor;
    private final double[] systematic;
    private final double[] specific;

    private FactorAttribution(
            Universe assets,
            Universe factors,
            double total,
            double[] exposures,
            double[] byFactor,
            double[] systematic,
            double[] specific) {
        this.assets = assets;
        this.factors = factors;
        this.total = total;
        this.exposures = exposures;
        this.byFactor = byFactor;
        this.systematic = systematic;
        this.specific = specific;
    }

    /**
     * Decomposes the volatility of a portfolio.
     *
     * @param model the factor model
     * @param weights the portfolio, over the model's universe
     * @return the parts
     * @throws IllegalArgumentException if the universes differ, or the volatility overflows
     */
    public static FactorAttribution of(FactorCovariance model, Weights weights) {
        Universe universe = Check.notNull(model, "model").universe();
        Universe factors = model.factorCovariance().universe();
        universe.requireSame(Check.notNull(weights, "weights").universe(), "weights");
        double[] w = weights.toArray();
        double unit = Scale.unit(w);
        Scale.divide(w, unit);
        double[] x = model.exposures(Weights.of(universe, w));
        double[] fx = new double[x.length];
        model.factorCovariance().multiplyInto(x, fx);
        double variance = 0;
        for (int k = 0; k < x.length; k++) {
            variance += x[k] * fx[k];
        }
        for (int i = 0; i < w.length; i++) {
            variance += w[i] * w[i] * model.specificVariance(i);
        }
        double sigma = Math.sqrt(Math.max(0, variance));
        double total = Check.finite(sigma * unit, "volatility");
        double scale = sigma > 0 ? 1 / sigma : 0;
        double[] byFactor = new double[x.length];
        for (int k = 0; k < x.length; k++) {
            byFactor[k] = x[k] * fx[k] * scale * unit;
        }
        double[] systematic = new double[w.length];
        double[] specific = new double[w.length];
        double[] row = new double[x.length];
        for (int i = 0; i < specific.length; i++) {
            model.exposuresOfInto(i, row, 0);
            double marginal = 0;
            for (int k = 0; k < row.length; k++) {
                marginal += row[k] * fx[k];
            }
            systematic[i] = w[i] * marginal * scale * unit;
            specific[i] = w[i] * w[i] * model.specificVariance(i) * scale * unit;
        }
        for (int k = 0; k < x.length; k++) {
            x[k] *= unit;
        }
        return new FactorAttribution(universe, factors, total, x, byFactor, systematic, specific);
    }

    /**
     * The volatility.
     *
     * @return per period of the model
     */
    public double total() {
        return total;
    }

    /**
     * The exposure to a factor.
     *
     * @param factor a factor's name
     * @return the element of B'w
     */
    public double exposure(String factor) {
        return exposures[factors.indexOf(factor)];
    }

    /**
     * The contributions of the factors.
     *
     * @return largest absolute contribution first
     */
    public List<Contribution> byFactor() {
        List<Contribution> all = new ArrayList<>();
        for (int k = 0; k < byFactor.length; k++) {
            all.add(contribution(factors.id(k), byFactor[k]));
        }
        all.sort(Comparator.comparingDouble(c -> -Math.abs(c.contribution())));
        return List.copyOf(all);
    }

    /**
     * What all factors contribute.
     *
     * @return the systematic part of the volatility
     */
    public double systematic() {
        return sum(byFactor);
    }

    /**
     * What is specific to the assets.
     *
     * @return the specific part of the volatility, at least 0
     */
    public double specific() {
        return sum(specific);
    }

    /**
     * What one asset contributes through the factors.
     *
     * @param id an asset
     * @return in the unit of volatility
     */
    public double systematicOf(String id) {
        return systematic[assets.indexOf(id)];
    }

    /**
     * What one asset contributes beside the factors.
     *
     * @param id an asset
     * @return in the unit of volatility, at least 0
     */
    public double specificOf(String id) {
        return specific[assets.indexOf(id)];
    }

    private Contribution contribution(String name, double value) {
        double share = value / total;
        return new Contribution(name, value, Double.isFinite(share) ? share : 0);
    }

    private static double sum(double[] parts) {
        double sum = 0;
        for (double part : parts) {
            sum += part;
        }
        return sum;
    }

    @Override
    public String toString() {
        List<Contribution> all = byFactor();
        return String.format(Locale.ROOT, "volatility %.4g = ", total)
                + all.subList(0, Math.min(5, all.size()))
                + (all.size() > 5 ? " and " + (all.size() - 5) + " more factors" : "")
                + " + "
                + contribution("specific", specific());
    }
}
