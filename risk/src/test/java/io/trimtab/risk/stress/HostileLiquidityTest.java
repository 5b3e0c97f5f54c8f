package io.trimtab.risk.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.testkit.Panels;
import java.time.LocalDate;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Liquidation and replays of any size: finite and ordered as they must be, or refused. */
class HostileLiquidityTest {
    private static final double[] SIZES = {0, 1e-300, 1e-150, 1e-6, 0.1, 1, 1e6, 1e150, 1e300};

    private static double size(SplittableRandom random) {
        return SIZES[random.nextInt(SIZES.length)] * (0.5 + random.nextDouble());
    }

    @Test
    void closingIsMeasuredInNumbersOrRefused() {
        int answered = 0;
        for (int seed = 0; seed < Campaign.tries(4_000, 100_000); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 1 + random.nextInt(3);
            Universe universe = Panels.universe(n);
            double[] s = new double[n * n];
            double[] w = new double[n];
            double[] pace = new double[n];
            double[] spread = new double[n];
            for (int i = 0; i < n; i++) {
                double sigma = random.nextInt(4) == 0 ? size(random) : 0.01;
                s[i * n + i] = sigma * sigma;
                w[i] = (random.nextBoolean() ? 1 : -1) * (random.nextInt(3) == 0 ? size(random) : random.nextDouble());
                pace[i] = random.nextInt(3) == 0 ? size(random) : random.nextDouble();
                spread[i] = 0.9 * random.nextDouble();
            }
            LiquidityAdjustedRisk risk;
            LiquidityAdjustedRisk drier;
            try {
                StressTest test = StressTest.of(CovarianceMatrix.of(universe, s));
                LiquidityProfile profile = LiquidityProfile.of(universe, pace, spread);
                Weights weights = Weights.of(universe, w);
                risk = test.closing(StressScenario.named("calm"), weights, profile);
                drier = test.closing(
                        StressScenario.named("dry").losingLiquidity(random.nextDouble()), weights, profile);
            } catch (IllegalArgumentException refusal) {
                assertThat(refusal.getMessage()).as("seed " + seed).isNotBlank();
                continue;
            }
            String which = "seed " + seed + " " + risk + " " + drier;
            for (LiquidityAdjustedRisk one : new LiquidityAdjustedRisk[] {risk, drier}) {
                assertThat(one.volatility()).as(which).isFinite().isGreaterThanOrEqualTo(one.oneDayVolatility());
                assertThat(one.closingCost()).as(which).isFinite().isNotNegative();
                assertThat(one.valueAtRisk(Confidence.of(1 - 0x1p-50)))
                        .as(which)
                        .isFinite();
                assertThat(one.valueAtRisk(Confidence.of(0.999)))
                        .as(which)
                        .isGreaterThanOrEqualTo(one.valueAtRisk(Confidence.of(0.9)));
            }
            // independent assets: what takes longer has more variance
            assertThat(drier.volatility()).as(which).isGreaterThanOrEqualTo(risk.volatility() * (1 - 1e-9));
            assertThat(drier.closingCost()).as(which).isGreaterThanOrEqualTo(risk.closingCost());
            answered++;
        }
        assertThat(answered).isGreaterThan(500);
    }

    @Test
    void aReplayOfWildReturnsIsInNumbersOrRefused() {
        LocalDate monday = LocalDate.of(2024, 1, 8);
        int answered = 0;
        for (int seed = 0; seed < Campaign.tries(2_000, 20_000); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int rows = 5;
            double[] r = new double[rows * 2];
            for (int i = 0; i < r.length; i++) {
                r[i] = random.nextInt(4) == 0 ? (random.nextBoolean() ? -1 : size(random)) : random.nextDouble() - 0.5;
            }
            double[] w = {size(random), -random.nextDouble()};
            Universe universe = Universe.of("A", "B");
            try {
                HistoricalReplay replay = HistoricalReplay.of(
                        "wild",
                        ReturnPanel.of(
                                universe,
                                IntStream.range(0, rows)
                                        .mapToObj(monday::plusDays)
                                        .toList(),
                                r),
                        monday,
                        monday.plusDays(4));
                HistoricalReplay.ReplayOutcome outcome = replay.play(Weights.of(universe, w));
                assertThat(outcome.equity()).hasSize(4).doesNotContain(Double.NaN);
                assertThat(outcome.worstLoss()).isGreaterThanOrEqualTo(outcome.loss());
                double loss = StressTest.of(CovarianceMatrix.of(universe, 1, 0, 0, 1))
                        .apply(replay.scenario(), Weights.of(universe, w))
                        .loss();
                double parts = 1;
                for (String id : universe.ids()) {
                    parts += Math.abs(w[universe.indexOf(id)]
                            * replay.scenario().assetShocks().getOrDefault(id, 0.0));
                }
                assertThat(loss).as("seed " + seed).isCloseTo(outcome.loss(), within(1e-14 * parts));
                answered++;
            } catch (IllegalArgumentException refusal) {
                assertThat(refusal.getMessage()).as("seed " + seed).isNotBlank();
            }
        }
        assertThat(answered).isGreaterThan(500);
    }
}
