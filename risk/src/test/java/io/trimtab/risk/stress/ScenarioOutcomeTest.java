package io.trimtab.risk.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.FactorCovariance;
import io.trimtab.risk.testkit.Panels;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ScenarioOutcomeTest {
    private static final Universe TWO = Universe.of("A", "B");
    /** Volatilities 0.2 and 0.1, correlation 0.3. */
    private static final CovarianceMatrix COVARIANCE = CovarianceMatrix.of(TWO, 0.04, 0.006, 0.006, 0.01);

    private static final Weights WEIGHTS = Weights.of(TWO, 0.6, 0.4);

    @Test
    void whatIsNotNamedStandsStillOrFollows() {
        StressScenario fall = StressScenario.named("fall").shocking("A", -0.2);
        StressOutcome alone = StressTest.of(COVARIANCE).apply(fall, WEIGHTS);
        assertThat(alone.returns()).containsExactly(-0.2, 0);
        assertThat(alone.loss()).isCloseTo(0.12, within(1e-16));
        StressOutcome together =
                StressTest.of(COVARIANCE).propagating(Propagation.CONDITIONAL).apply(fall, WEIGHTS);
        // closed form: E[b | a] = 0.3 x 0.1 / 0.2 x a
        assertThat(together.returns()).containsExactly(new double[] {-0.2, -0.03}, within(1e-16));
        assertThat(together.loss()).isCloseTo(0.132, within(1e-16));
        assertThat(together.contributions().of("B")).isCloseTo(0.012, within(1e-16));
        // 0.6 x 0.8 of 0.868
        assertThat(together.weightsAfter().orElseThrow().of("A")).isCloseTo(0.48 / 0.868, within(1e-15));
        assertThat(together.volatilityAfter()).isEqualTo(together.volatilityBefore());
        assertThat(together.correlations().moved()).isFalse();
        assertThat(together).hasToString("fall: loses 13.2%, volatility 13.74% -> 13.74%");
    }

    @Test
    void whatIsNamedCompletelyHappensAsItIsSaid() {
        StressScenario all = StressScenario.named("all").shocking("A", -0.2).moving("B", 50, 55);
        StressOutcome outcome =
                StressTest.of(COVARIANCE).propagating(Propagation.CONDITIONAL).apply(all, WEIGHTS);
        assertThat(outcome.returns()).containsExactly(new double[] {-0.2, 0.1}, within(1e-16));
        assertThat(StressTest.of(COVARIANCE).apply(all, WEIGHTS).loss()).isEqualTo(outcome.loss());
    }

    @Test
    void aBookThatLosesMoreThanItHasStillGetsAnAnswer() {
        StressOutcome outcome = StressTest.of(COVARIANCE)
                .apply(StressScenario.named("ruin").shocking("A", -0.5), Weights.of(TWO, 3, -2));
        assertThat(outcome.loss()).isEqualTo(1.5);
        assertThat(outcome.weightsAfter()).isEmpty();
    }

    @Test
    void aFactorReachesAssetsThroughTheirExposures() {
        FactorCovariance model = FactorCovariance.of(
                TWO,
                CovarianceMatrix.of(Universe.of("MKT", "VAL"), 0.04, 0.004, 0.004, 0.01),
                new double[][] {{1.2, 0.5}, {0.8, -1}},
                0.01,
                0.02);
        StressScenario fall = StressScenario.named("fall").shockingFactor("MKT", -0.1);
        assertThat(StressTest.of(model).apply(fall, WEIGHTS).returns())
                .containsExactly(new double[] {-0.12, -0.08}, within(1e-16));
        // the other factor follows by 0.004 / 0.04 of the shock
        assertThat(StressTest.of(model)
                        .propagating(Propagation.CONDITIONAL)
                        .apply(fall, WEIGHTS)
                        .returns())
                .containsExactly(new double[] {-0.12 - 0.005, -0.08 + 0.01}, within(1e-16));
        // an asset and a factor together: Cov((A, MKT)) = [[0.0720 + ..., 0.05], [0.05, 0.04]]
        StressScenario both = fall.shocking("A", -0.3);
        double[] moves = StressTest.of(model)
                .propagating(Propagation.CONDITIONAL)
                .apply(both, WEIGHTS)
                .returns();
        double varianceA = 1.44 * 0.04 + 2 * 1.2 * 0.5 * 0.004 + 0.25 * 0.01 + 0.01;
        double covarianceAMkt = 1.2 * 0.04 + 0.5 * 0.004;
        double covarianceBA = 1.2 * 0.8 * 0.04 + (0.5 * 0.8 - 1.2) * 0.004 - 0.5 * 0.01;
        double covarianceBMkt = 0.8 * 0.04 - 0.004;
        double determinant = varianceA * 0.04 - covarianceAMkt * covarianceAMkt;
        double expected = (covarianceBA * (0.04 * -0.3 - covarianceAMkt * -0.1)
                        + covarianceBMkt * (varianceA * -0.1 - covarianceAMkt * -0.3))
                / determinant;
        assertThat(moves).containsExactly(new double[] {-0.3, expected}, within(1e-14));
        assertThatThrownBy(() -> StressTest.of(COVARIANCE).apply(fall, WEIGHTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MKT");
        assertThatThrownBy(() -> StressTest.of(model)
                        .propagating(Propagation.CONDITIONAL)
                        .apply(fall.breakingCorrelations(0.5), WEIGHTS))
                .hasMessageContaining("undefined");
        assertThat(StressTest.of(model)
                        .apply(fall.breakingCorrelations(0.5), WEIGHTS)
                        .returns())
                .containsExactly(new double[] {-0.12, -0.08}, within(1e-16));
    }

    @Test
    void shocksThatTheModelCallsImpossibleAreRefused() {
        CovarianceMatrix twins = CovarianceMatrix.of(
                Universe.of("A", "B", "C"),
                new double[][] {{0.04, 0.04, 0.01}, {0.04, 0.04, 0.01}, {0.01, 0.01, 0.09}});
        Weights weights = Weights.equal(twins.universe());
        StressTest test = StressTest.of(twins).propagating(Propagation.CONDITIONAL);
        StressScenario alike = StressScenario.named("alike").shocking("A", -0.1).shocking("B", -0.1);
        // twins carry half each; C follows by 0.01 / 0.04
        assertThat(test.apply(alike, weights).returns())
                .containsExactly(new double[] {-0.1, -0.1, -0.025}, within(1e-15));
        assertThatThrownBy(() -> test.apply(alike.shocking("B", -0.2), weights))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("contradict");
        CovarianceMatrix cash = CovarianceMatrix.of(TWO, 0.04, 0, 0, 0);
        assertThatThrownBy(() -> StressTest.of(cash)
                        .propagating(Propagation.CONDITIONAL)
                        .apply(StressScenario.named("x").shocking("B", -0.1), WEIGHTS))
                .hasMessageContaining("no variance");
    }

    @Test
    void correlationsOfOneAddVolatilities() {
        StressScenario tight = StressScenario.named("tight").breakingCorrelations(1);
        StressOutcome outcome = StressTest.of(COVARIANCE).apply(tight, WEIGHTS);
        assertThat(outcome.volatilityAfter()).isCloseTo(0.6 * 0.2 + 0.4 * 0.1, within(1e-15));
        assertThat(outcome.correlations().moved()).isFalse();
        assertThat(outcome.loss()).isZero();
        // half way: correlation 0.65
        assertThat(StressTest.of(COVARIANCE)
                        .apply(StressScenario.correlationsUp(), WEIGHTS)
                        .volatilityAfter())
                .isCloseTo(Math.sqrt(0.0144 + 0.0016 + 2 * 0.12 * 0.04 * 0.65), within(1e-15));
        assertThat(StressTest.of(COVARIANCE)
                        .apply(StressScenario.volatilityDoubled(), WEIGHTS)
                        .volatilityAfter())
                .isEqualTo(2 * COVARIANCE.volatility(WEIGHTS));
    }

    @Test
    void correlationsThatPullApartAreBetweenThoseOfBothEnds() {
        CovarianceMatrix apart = CovarianceMatrix.of(TWO, 1, -0.9, -0.9, 1);
        StressOutcome outcome = StressTest.of(COVARIANCE)
                .apply(StressScenario.named("apart").breakingCorrelations(0.5, apart), WEIGHTS);
        // (0.3 - 0.9) / 2
        assertThat(outcome.volatilityAfter())
                .isCloseTo(Math.sqrt(0.0144 + 0.0016 + 2 * 0.12 * 0.04 * -0.3), within(1e-15));
        assertThatThrownBy(() -> StressTest.of(COVARIANCE)
                        .apply(
                                StressScenario.named("other")
                                        .breakingCorrelations(
                                                0.5, CovarianceMatrix.of(Universe.of("A", "C"), 1, 0, 0, 1)),
                                WEIGHTS))
                .hasMessageContaining("target of correlations");
    }

    /** For long-only books: the further correlations go towards one, and the larger the shocks, the worse. */
    @Property(tries = 100)
    void worseScenariosAreWorse(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 2 + random.nextInt(5);
        double[] s = new double[n * n];
        for (int k = 0; k < n; k++) {
            double[] f = random.doubles(n, -0.2, 0.2).toArray();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    s[i * n + j] += f[i] * f[j];
                }
            }
        }
        Universe universe = Panels.universe(n);
        CovarianceMatrix covariance = CovarianceMatrix.of(universe, s);
        Weights weights = Weights.of(universe, random.doubles(n, 0, 1).toArray());
        StressTest test = StressTest.of(covariance);
        double before = test.apply(StressScenario.named("calm"), weights).volatilityAfter();
        assertThat(before).isEqualTo(covariance.volatility(weights));
        for (double share : new double[] {0.1, 0.4, 0.9, 1}) {
            StressOutcome outcome = test.apply(StressScenario.named("tighter").breakingCorrelations(share), weights);
            assertThat(outcome.volatilityAfter()).isGreaterThanOrEqualTo(before * (1 - 1e-13));
            assertThat(outcome.correlations().smallestEigenvalueAfter()).isGreaterThan(-1e-13);
            before = outcome.volatilityAfter();
        }
        StressScenario crash =
                StressScenario.marketCrash(universe, random.doubles(n, 0, 2).toArray());
        double loss = 0;
        List<StressOutcome> ladder = test.ladder(crash, weights, 0, 0.5, 1, 1.5, 2);
        for (StressOutcome rung : ladder) {
            assertThat(rung.loss()).isGreaterThanOrEqualTo(loss);
            // linear: in proportion to the first
            loss = rung.loss();
        }
        assertThat(ladder.get(0).loss()).isZero();
        assertThat(ladder.get(4).loss()).isCloseTo(2 * ladder.get(2).loss(), within(1e-14));
        // oracle: a plain sum
        double[] returns = ladder.get(2).returns();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum -= weights.get(i) * returns[i];
        }
        assertThat(ladder.get(2).contributions().total()).isCloseTo(sum, within(1e-15 * n));
    }

    @Test
    void presetsSayWhatTheyAre() {
        assertThat(StressScenario.marketCrash(TWO, 1.5, 6)).hasToString("market crash of 20%, A -30%, B -100%");
        assertThat(StressScenario.volatilityDoubled()).hasToString("volatility doubled, volatilities x 2");
        assertThat(StressScenario.correlationsUp())
                .hasToString("correlations half way to one, correlations +50% of the way to one");
        assertThat(StressScenario.liquidityDriedUp()).hasToString("liquidity down 70%, liquidity -70%");
        assertThat(StressScenario.liquidityDriedUp().liquidityLost()).isEqualTo(0.7);
        assertThat(StressScenario.marketCrash(TWO, 1, 1).times(0.5))
                .hasToString("market crash of 20% x 0.5, A -10%, B -10%");
        assertThat(StressScenario.named("f")
                        .shockingFactor("MKT", 0.1)
                        .times(-2)
                        .factorShocks())
                .containsEntry("MKT", -0.2);
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(() -> StressScenario.named(" ")).hasMessageContaining("name");
        assertThatThrownBy(() -> StressScenario.named("x").shocking("A", -1.1)).hasMessageContaining("shock of A");
        assertThatThrownBy(() -> StressScenario.named("x").shocking("A", Double.NaN))
                .hasMessageContaining("shock of A");
        assertThatThrownBy(() -> StressScenario.named("x").moving("A", 0, 1)).hasMessageContaining("before");
        assertThatThrownBy(() -> StressScenario.named("x").moving("A", 1, -1)).hasMessageContaining("after");
        assertThatThrownBy(() -> StressScenario.named("x").scalingVolatilities(0))
                .hasMessageContaining("volatilities");
        assertThatThrownBy(() -> StressScenario.named("x").breakingCorrelations(1.5))
                .hasMessageContaining("share");
        assertThatThrownBy(() -> StressScenario.named("x").losingLiquidity(1)).hasMessageContaining("liquidity");
        assertThatThrownBy(() -> StressScenario.named("x").shockingFactor("F", Double.POSITIVE_INFINITY))
                .hasMessageContaining("shock of F");
        assertThatThrownBy(() -> StressScenario.named("x").shocking("A", -0.6).times(2))
                .hasMessageContaining("shock of A");
        assertThatThrownBy(() -> StressScenario.marketCrash(TWO, 1)).hasMessageContaining("betas");
        assertThatThrownBy(() -> StressTest.of(COVARIANCE)
                        .apply(StressScenario.named("x").shocking("C", 0.1), WEIGHTS))
                .hasMessageContaining("C");
        assertThatThrownBy(() ->
                        StressTest.of(COVARIANCE).apply(StressScenario.named("x"), Weights.equal(Universe.of("A"))))
                .hasMessageContaining("weights");
        assertThat(StressTest.of(COVARIANCE)).hasToString("StressTest[2 assets, NONE]");
    }
}
