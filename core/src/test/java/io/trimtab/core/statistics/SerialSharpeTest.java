package io.trimtab.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Campaign;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SerialSharpeTest {
    /** Oracle: algebra. Without lags the method of moments has the variance of independent returns, up to (T - 1) / T. */
    @Test
    void withoutLagsItIsTheErrorOfIndependentReturns() {
        double[] r = {0.02, -0.01, 0.03, 0.005, -0.04, 0.06, 0.01, 0.011, -0.02, 0.015};
        SharpeEstimate plain = SharpeEstimate.of(r).orElseThrow();
        double variance = SerialSharpe.of(r, 0).orElseThrow().standardError();
        // the influence function has mean 0 and variance 1 - g3 s + (g4 - 1)/4 s^2 with the same s
        assertThat(variance).isCloseTo(plain.standardError(), within(1e-14));
    }

    /**
     * Oracle: simulation. Of AR(1) returns with coefficient 0.4 and a small ratio the spread of estimates is near
     * sqrt((1 + a) / (1 - a) / T), 1.53 times that of independent ones; the estimated error is within 15% of the spread.
     */
    @Test
    void dependenceOverTimeWidensTheError() {
        int n = 800;
        int tries = Campaign.tries(300, 3000);
        double squares = 0;
        double errors = 0;
        for (int k = 0; k < tries; k++) {
            double[] r = BlockBootstrapTest.autoregressive(n, 0.4, 1000 + k);
            SerialSharpe s = SerialSharpe.of(r, 20).orElseThrow();
            squares += s.ratio() * s.ratio();
            errors += s.standardError();
        }
        double spread = Math.sqrt(squares / tries);
        assertThat(spread).isCloseTo(Math.sqrt(1.4 / 0.6 / n), within(0.1 * spread));
        assertThat(errors / tries).isCloseTo(spread, within(0.15 * spread));
    }

    /** Oracle: closed form of Lo (2002), equation 18, for autocorrelations a^k. */
    @Test
    void theHorizonFactorOfAnAutoregressionIsKnown() {
        int q = 12;
        for (double a : new double[] {-0.2, 0, 0.1, 0.5}) {
            double[] rho = new double[q];
            Arrays.setAll(rho, k -> Math.pow(a, k + 1));
            double expected =
                    Math.sqrt(q) / Math.sqrt(1 + 2 * a / (1 - a) * (1 - (1 - Math.pow(a, q)) / (q * (1 - a))));
            assertThat(SerialSharpe.horizonFactor(q, rho)).hasValueCloseTo(expected, within(1e-14));
        }
        assertThat(SerialSharpe.horizonFactor(1, 0.9)).hasValue(1);
        assertThat(SerialSharpe.horizonFactor(252)).hasValueCloseTo(Math.sqrt(252), within(1e-14));
        // 2 + 2 rho is nothing at rho = -1
        assertThat(SerialSharpe.horizonFactor(2, -1)).isEmpty();
    }

    /** By hand: 1, 2, 4, 1 has deviations -1, 0, 2, -1 with squares of 6 and products of neighbours of -2. */
    @Test
    void autocorrelationsMatchHandCalculation() {
        assertThat(SerialSharpe.autocorrelations(new double[] {1, 2, 4, 1}, 2))
                .containsExactly(new double[] {-2 / 6.0, -2 / 6.0}, within(1e-15));
    }

    /** By the formula: floor(4 (T / 100)^(2/9)). */
    @Test
    void customaryLagsGrowSlowly() {
        assertThat(SerialSharpe.customaryLags(100)).isEqualTo(4);
        assertThat(SerialSharpe.customaryLags(2500)).isEqualTo(8);
        assertThat(SerialSharpe.customaryLags(2)).isEqualTo(1);
    }

    @Test
    void badInputIsRefused() {
        double[] r = {0.1, 0.2, 0.4};
        assertThatThrownBy(() -> SerialSharpe.of(r, 3)).hasMessageContaining("lags");
        assertThatThrownBy(() -> SerialSharpe.of(r, -1)).hasMessageContaining("lags");
        assertThatThrownBy(() -> SerialSharpe.autocorrelations(new double[] {2, 2}, 1))
                .hasMessageContaining("must move");
        assertThatThrownBy(() -> SerialSharpe.horizonFactor(0, 0.1)).hasMessageContaining("periods");
        assertThatThrownBy(() -> SerialSharpe.horizonFactor(2, Double.NaN)).hasMessageContaining("autocorrelations[0]");
        assertThatThrownBy(() -> SerialSharpe.customaryLags(1)).hasMessageContaining("observations");
        assertThatThrownBy(() -> new SerialSharpe(Double.NaN, 1, 1)).hasMessageContaining("ratio");
    }
}
