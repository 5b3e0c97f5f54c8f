package io.trimtab.risk.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.testkit.Panels;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LiquidityAdjustedRiskTest {
    private static final Universe ONE = Universe.of("A");

    @Test
    void onePositionClosedInEqualPartsHasTheFactorOfTheTextbook() {
        CovarianceMatrix covariance = CovarianceMatrix.of(ONE, 1e-4);
        Weights weights = Weights.of(ONE, -0.5);
        for (int h = 1; h < 50; h++) {
            LiquidityProfile profile =
                    LiquidityProfile.of(ONE, new double[] {0.5 / h * (1 + 1e-12)}, new double[] {0.002});
            LiquidityAdjustedRisk risk = LiquidityAdjustedRisk.of(covariance, profile, weights);
            assertThat(risk.horizonDays("A")).isEqualTo(h).isEqualTo(risk.horizonDays());
            double factor = (h + 1.0) * (2 * h + 1) / (6 * h);
            assertThat(risk.volatility()).isCloseTo(0.01 * 0.5 * Math.sqrt(factor), within(1e-11));
            assertThat(risk.oneDayVolatility()).isCloseTo(0.005, within(1e-17));
            assertThat(risk.closingCost()).isEqualTo(0.001);
            // 99%: z = 2.3263478740408408
            assertThat(risk.valueAtRisk(Confidence.of(0.99)))
                    .isCloseTo(2.3263478740408408 * risk.volatility() + 0.001, within(1e-14));
        }
    }

    /** Oracle: day after day, what is left. */
    @Property(tries = 200)
    void theClosedFormIsTheSumOverDays(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 1 + random.nextInt(5);
        double[] s = new double[n * n];
        for (int k = 0; k < n; k++) {
            double[] f = random.doubles(n, -0.02, 0.02).toArray();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    s[i * n + j] += f[i] * f[j];
                }
            }
        }
        Universe universe = Panels.universe(n);
        CovarianceMatrix covariance = CovarianceMatrix.of(universe, s);
        double[] w = random.doubles(n, -1, 1).toArray();
        w[0] = random.nextInt(3) == 0 ? 0 : w[0];
        double[] pace = random.doubles(n, 0.01, 1.5).toArray();
        LiquidityProfile profile = LiquidityProfile.of(universe, pace, new double[n]);
        LiquidityAdjustedRisk risk = LiquidityAdjustedRisk.of(covariance, profile, Weights.of(universe, w));
        double variance = 0;
        for (int day = 0; day < risk.horizonDays(); day++) {
            double[] left = new double[n];
            for (int i = 0; i < n; i++) {
                left[i] = Math.signum(w[i]) * Math.max(0, Math.abs(w[i]) - day * pace[i]);
            }
            double sigma = covariance.volatility(Weights.of(universe, left));
            variance += sigma * sigma;
        }
        assertThat(risk.volatility()).isCloseTo(Math.sqrt(variance), within(1e-9 * Math.sqrt(variance)));
        assertThat(risk.volatility()).isGreaterThanOrEqualTo(risk.oneDayVolatility());
        // slower by the half: more days for every position
        LiquidityAdjustedRisk slower =
                LiquidityAdjustedRisk.of(covariance, profile.losing(0.5), Weights.of(universe, w));
        assertThat(slower.horizonDays()).isGreaterThanOrEqualTo(risk.horizonDays());
    }

    @Test
    void lostLiquiditySlowsAndWidens() {
        LiquidityProfile profile = LiquidityProfile.ofTurnover(
                        ONE, new double[] {1_000}, 0.1, 10_000, new double[] {0.3})
                .losing(0.75);
        assertThat(profile.perDay(0)).isCloseTo(0.0025, within(1e-18));
        assertThat(profile.halfSpread(0)).isLessThan(1).isCloseTo(1, within(1e-15));
        assertThat(profile).hasToString("LiquidityProfile[1 assets]");
        assertThat(profile.universe()).isEqualTo(ONE);
    }

    /** Oracles: the factor of the textbook for the days that the lost liquidity leaves, and sums of two by hand. */
    @Test
    void aScenarioTakesLiquidityFromWhatItCloses() {
        StressTest test = StressTest.of(CovarianceMatrix.of(ONE, 1e-4));
        LiquidityProfile profile = LiquidityProfile.of(ONE, new double[] {0.5}, new double[] {0.002});
        Weights half = Weights.of(ONE, 0.5);
        assertThat(test.closing(StressScenario.named("calm"), half, profile).horizonDays())
                .isEqualTo(1);
        // three quarters lost: four days, spreads of four times
        LiquidityAdjustedRisk dry = test.closing(StressScenario.named("dry").losingLiquidity(0.75), half, profile);
        assertThat(dry.horizonDays()).isEqualTo(4);
        assertThat(dry.volatility()).isCloseTo(0.01 * 0.5 * Math.sqrt(5 * 9 / 24.0), within(1e-15));
        assertThat(dry.closingCost()).isCloseTo(0.004, within(1e-17));
        LiquidityAdjustedRisk storm =
                test.closing(StressScenario.volatilityDoubled().losingLiquidity(0.75), half, profile);
        assertThat(storm.volatility()).isEqualTo(2 * dry.volatility());
        assertThat(storm.oneDayVolatility()).isEqualTo(2 * dry.oneDayVolatility());
        assertThat(storm.closingCost()).isEqualTo(dry.closingCost());
        Universe two = Universe.of("A", "B");
        LiquidityProfile both = LiquidityProfile.of(two, new double[] {1, 1}, new double[2]);
        StressTest apart = StressTest.of(CovarianceMatrix.of(two, 4e-4, 0, 0, 1e-4));
        // correlations of one add volatilities: 0.5 x 2% + 0.5 x 1%
        assertThat(apart.closing(StressScenario.named("one").breakingCorrelations(1), Weights.of(two, 0.5, 0.5), both)
                        .volatility())
                .isCloseTo(0.015, within(1e-15));
        assertThatThrownBy(() -> apart.closing(StressScenario.liquidityDriedUp(), half, both))
                .hasMessageContaining("weights");
        assertThatThrownBy(() -> apart.closing(StressScenario.liquidityDriedUp(), Weights.of(two, 1, 0), profile))
                .hasMessageContaining("profile");
    }

    @Test
    void badInputIsNamed() {
        CovarianceMatrix covariance = CovarianceMatrix.of(ONE, 1e-4);
        LiquidityProfile none = LiquidityProfile.of(ONE, new double[1], new double[1]);
        assertThatThrownBy(() -> LiquidityAdjustedRisk.of(covariance, none, Weights.of(ONE, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A cannot be closed");
        assertThat(LiquidityAdjustedRisk.of(covariance, none, Weights.none(ONE)).horizonDays())
                .isZero();
        assertThatThrownBy(() -> LiquidityProfile.of(ONE, new double[] {-1}, new double[1]))
                .hasMessageContaining("perDay");
        assertThatThrownBy(() -> LiquidityProfile.of(ONE, new double[1], new double[] {1}))
                .hasMessageContaining("half spread");
        assertThatThrownBy(() -> LiquidityProfile.of(ONE, new double[2], new double[1]))
                .hasMessageContaining("perDay");
        assertThatThrownBy(() -> LiquidityProfile.ofTurnover(ONE, new double[1], 0, 1, new double[1]))
                .hasMessageContaining("participation");
        assertThatThrownBy(() -> LiquidityProfile.ofTurnover(ONE, new double[1], 1, 0, new double[1]))
                .hasMessageContaining("equity");
        assertThatThrownBy(() -> none.losing(1)).hasMessageContaining("liquidity");
    }
}
