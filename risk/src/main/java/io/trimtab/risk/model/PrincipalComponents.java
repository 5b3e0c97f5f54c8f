package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Kernels;
import java.util.Arrays;

/**
 * A statistical factor model: the leading principal components of the returns, and what they leave of each variance.
 *
 * <pre>{@code
 * FactorCovariance risk = PrincipalComponents.of(10).estimate(returns);
 * FactorCovariance most = PrincipalComponents.explaining(0.8).ofCorrelation().estimate(returns);
 * }</pre>
 *
 * <p>With the sample covariance (or correlation, with {@link #ofCorrelation()}) {@code S = sum of l_i v_i v_i'}, l
 * descending, and k components: {@code sum over the first k of l_i v_i v_i' + diag(d)}, d what is left of the variances, so
 * that each variance is the sample's (divisor T - 1) exactly. Source: Connor and Korajczyk, "Performance measurement with
 * the arbitrage pricing theory", Journal of Financial Economics 15 (1986), 373-394; Jolliffe, Principal Component Analysis,
 * 2002, section 7.2. Components of the covariance are drawn to the most volatile assets, those of the correlation are not.
 *
 * <p>The factors are named PC1, PC2, ...; exposures are signed so that they sum to something positive. There are never more
 * than the rank of S. Of a panel of fewer dates than half the assets no n x n matrix is formed. Semidefinite by construction.
 * O(T n min(T, n)) and the eigenvalues of the smaller side. Immutable and thread-safe.
 */
public final class PrincipalComponents implements RiskModelEstimator {
    private enum Basis {
        COVARIANCE,
        CORRELATION
    }

    /** Integer.MAX_VALUE where the share decides. */
    private final int most;

    private final double share;
    private final Basis basis;

    private PrincipalComponents(int most, double share, Basis basis) {
        this.most = most;
        this.share = share;
        this.basis = basis;
    }

    /**
     * A number of components of the covariance.
     *
     * @param components k, at least 1
     * @return the estimator
     * @throws IllegalArgumentException if k is below 1
     */
    public static PrincipalComponents of(int components) {
        return new PrincipalComponents(Check.atLeast(components, 1, "components"), 1, Basis.COVARIANCE);
    }

    /**
     * As many components of the covariance as explain a share of the total variance.
     *
     * @param share in (0, 1]
     * @return the estimator
     * @throws IllegalArgumentException if the share is not in (0, 1]
     */
    public static PrincipalComponents explaining(double share) {
        return new PrincipalComponents(
                Integer.MAX_VALUE, Check.within(Check.positive(share, "share"), 0, 1, "share"), Basis.COVARIANCE);
    }

    /**
     * With the components of the correlation, scaled back by the volatilities.
     *
     * @return the changed estimator
     */
    public PrincipalComponents ofCorrelation() {
        return new PrincipalComponents(most, share, Basis.CORRELATION);
    }

    /**
     * Estimates the factor model.
     *
     * @param returns T returns of n assets, T at least 2
     * @return the factor model per period
     * @throws IllegalArgumentException if there are fewer than 2 periods, or the result overflows
     */
    @Override
    public FactorCovariance estimate(ReturnPanel returns) {
        Movers movers = Movers.of(returns, 2, "principal components");
        int m = movers.count;
        double[] scale = new double[m];
        Arrays.fill(scale, 1);
        if (basis == Basis.CORRELATION) {
            scale = movers.standardise();
        }
        Spectrum spectrum = Spectrum.of(movers.x, movers.rows, m, movers.rows - 1);
        int k = components(spectrum);
        double[] specific = new double[m];
        for (int i = 0; i < m; i++) {
            double variance =
                    Kernels.dot(movers.rows, movers.x, i * movers.rows, movers.x, i * movers.rows) / (movers.rows - 1);
            double explained = 0;
            for (int f = 0; f < k; f++) {
                double v = spectrum.vectors[f * m + i];
                explained += spectrum.values[f] * v * v;
            }
            double left = variance - explained;
            // with all components nothing is left but rounding
            specific[i] = left > 4 * (k + movers.rows) * 0x1p-53 * variance ? left * scale[i] * scale[i] : 0;
        }
        return spectrum.factors(movers, Arrays.copyOf(spectrum.values, k), scale, specific);
    }

    private int components(Spectrum spectrum) {
        if (most < Integer.MAX_VALUE) {
            return Math.min(most, spectrum.rank());
        }
        double total = Kernels.sum(spectrum.rank(), spectrum.values, 0);
        double sum = 0;
        int k = 0;
        while (k < spectrum.rank() && sum < share * total * (1 - 0x1p-40)) {
            sum += spectrum.values[k++];
        }
        return k;
    }

    @Override
    public String toString() {
        return "PrincipalComponents[" + (most < Integer.MAX_VALUE ? most + "" : "share " + share) + " of " + basis
                + "]";
    }
}
