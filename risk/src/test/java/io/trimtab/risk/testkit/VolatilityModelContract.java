package io.trimtab.risk.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.risk.volatility.FittedVolatility;
import io.trimtab.risk.volatility.VolatilityModel;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every {@link VolatilityModel} promises: extend this class and return yours. */
public abstract class VolatilityModelContract {
    /** For whoever implements a model. */
    protected VolatilityModelContract() {}

    /**
     * The model to be checked.
     *
     * @return a model that can be fitted to 600 returns; asked for once by each test
     */
    protected abstract VolatilityModel model();

    private static double[] returns() {
        return returnsWithChangingVolatility(600, 11);
    }

    /**
     * Returns whose volatility changes: GARCH(1,1) with alpha 0.1 and beta 0.85 around 1%.
     *
     * @param count how many
     * @param seed the seed
     * @return the returns, oldest first
     */
    public static double[] returnsWithChangingVolatility(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] out = new double[count];
        double h = 1e-4;
        for (int t = 0; t < count; t++) {
            double sum = -6;
            for (int k = 0; k < 12; k++) {
                sum += random.nextDouble();
            }
            double e = Math.sqrt(h) * sum;
            out[t] = 0.0003 + e;
            h = 5e-6 + 0.1 * e * e + 0.85 * h;
        }
        return out;
    }

    @Test
    void everyReturnHasAPositiveVolatility() {
        FittedVolatility fit = model().fit(returns()).fittedOrThrow();
        assertThat(fit.observations()).isEqualTo(600);
        assertThat(fit.volatilities()).hasSize(600);
        for (double v : fit.volatilities()) {
            assertThat(v).isPositive().isFinite();
        }
        assertThat(fit.nextVolatility()).isPositive();
        assertThat(fit.forecast(1).volatility(1)).isEqualTo(fit.nextVolatility());
    }

    @Test
    void residualsTimesVolatilityGiveTheReturnsBack() {
        double[] returns = returns();
        FittedVolatility fit = model().fit(returns).fittedOrThrow();
        double[] z = fit.standardisedResiduals();
        double[] v = fit.volatilities();
        for (int t = 0; t < returns.length; t++) {
            // tolerance: three roundings of numbers of a percent
            assertThat(z[t] * v[t] + fit.mean()).isCloseTo(returns[t], within(1e-15));
        }
    }

    @Test
    void sameReturnsGiveTheSameBits() {
        assertThat(model().fit(returns()).fittedOrThrow().volatilities())
                .isEqualTo(model().fit(returns()).fittedOrThrow().volatilities());
    }

    @Test
    void scalingReturnsScalesVolatilities() {
        double[] returns = returns();
        FittedVolatility plain = model().fit(returns).fittedOrThrow();
        for (double factor : new double[] {1e-4, 100, -1}) {
            if (factor < 0 && !symmetric()) {
                continue;
            }
            double[] scaled = Arrays.stream(returns).map(r -> factor * r).toArray();
            FittedVolatility other = model().fit(scaled).fittedOrThrow();
            double[] expected = plain.volatilities();
            double[] found = other.volatilities();
            for (int t = 0; t < expected.length; t++) {
                // tolerance: parameters are found to much less than their standard errors
                assertThat(found[t]).isCloseTo(Math.abs(factor) * expected[t], within(1e-6 * found[t]));
            }
        }
    }

    /**
     * Whether falls and rises count alike.
     *
     * @return true unless overridden
     */
    protected boolean symmetric() {
        return true;
    }

    @Test
    void returnsAreCopied() {
        double[] returns = returns();
        FittedVolatility fit = model().fit(returns).fittedOrThrow();
        double[] before = fit.standardisedResiduals();
        Arrays.fill(returns, 1);
        assertThat(fit.standardisedResiduals()).isEqualTo(before);
        fit.volatilities()[0] = -1;
        assertThat(fit.volatilities()[0]).isPositive();
    }

    @Test
    void badReturnsAreRefusedByName() {
        double[] returns = returns();
        returns[7] = Double.NaN;
        assertThatThrownBy(() -> model().fit(returns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("returns[7]");
        assertThatThrownBy(() -> model().fit(new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("number of returns");
        assertThatThrownBy(() -> model().fit(new double[600]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must move");
        assertThatThrownBy(() -> model().fit(returns()).fittedOrThrow().forecast(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("steps");
    }
}
