package io.trimtab.core.strategy;

import static io.trimtab.core.strategy.Strategies.DAY;
import static io.trimtab.core.strategy.Strategies.belief;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.regime.Regime;
import io.trimtab.core.regime.RegimeBelief;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FactorWeightsTest {
    private static final List<String> FACTORS = List.of("return", "risk", "cost");
    private static final FactorWeights WEIGHTS =
            FactorWeights.over(FACTORS, 5, 3, 2).in(Regime.CRISIS, 1, 8, 1).in(Regime.BULL, 8, 1, 1);

    @Test
    void theBlendIsTheFormulaWorkedByHand() {
        // p = (.9, .1) over BULL and CRISIS: s = 1 - H / ln 2 = 0.5310044064107187.
        RegimeBelief belief = RegimeBelief.of(List.of(Regime.BULL, Regime.CRISIS), new double[] {0.9, 0.1}, "m", DAY);
        double s = 0.5310044064107187;
        double[] w = WEIGHTS.under(belief);
        assertThat(w[0]).isCloseTo((1 - s) * 0.5 + s * (0.9 * 0.8 + 0.1 * 0.1), within(1e-15));
        assertThat(w[1]).isCloseTo((1 - s) * 0.3 + s * (0.9 * 0.1 + 0.1 * 0.8), within(1e-15));
        assertThat(w[2]).isCloseTo((1 - s) * 0.2 + s * (0.9 * 0.1 + 0.1 * 0.1), within(1e-15));
    }

    @Test
    void certaintyGivesTheRegimesOwnWeightsAndIgnoranceTheBase() {
        assertThat(WEIGHTS.under(belief(1, 0, 0))).containsExactly(new double[] {0.8, 0.1, 0.1}, within(1e-15));
        assertThat(WEIGHTS.under(belief(0, 1, 0)))
                .as("BEAR has no weights of its own")
                .containsExactly(new double[] {0.5, 0.3, 0.2}, within(1e-15));
        RegimeBelief unknown = RegimeBelief.unknown(Strategies.REGIMES, "m", DAY, "no data");
        assertThat(WEIGHTS.under(unknown)).containsExactly(WEIGHTS.base());
        RegimeBelief only = RegimeBelief.of(List.of(Regime.CRISIS), new double[] {1}, "m", DAY);
        assertThat(WEIGHTS.under(only)).containsExactly(new double[] {0.1, 0.8, 0.1}, within(1e-15));
    }

    @Test
    void theOrderOfRegimesInTheBeliefOrInTheWeightsChangesNoBit() {
        FactorWeights other = FactorWeights.over(FACTORS, 5, 3, 2)
                .in(Regime.BULL, 8, 1, 1)
                .in(Regime.CRISIS, 9, 9, 9)
                .in(Regime.CRISIS, 1, 8, 1);
        assertThat(other).isEqualTo(WEIGHTS).hasSameHashCodeAs(WEIGHTS);
        RegimeBelief one =
                RegimeBelief.of(List.of(Regime.CRISIS, Regime.BULL, Regime.BEAR), new double[] {.2, .5, .3}, "m", DAY);
        assertThat(other.under(one)).containsExactly(WEIGHTS.under(belief(.5, .3, .2)));
    }

    @Test
    void renamingTheRegimesEverywhereChangesNothing() {
        FactorWeights renamed =
                FactorWeights.over(FACTORS, 5, 3, 2).in(Regime.of("A"), 1, 8, 1).in(Regime.of("Z"), 8, 1, 1);
        RegimeBelief belief = RegimeBelief.of(
                List.of(Regime.of("Z"), Regime.of("M"), Regime.of("A")), new double[] {.5, .3, .2}, "m", DAY);
        assertThat(renamed.under(belief)).containsExactly(WEIGHTS.under(belief(.5, .3, .2)), within(1e-15));
    }

    @Test
    void weightsSumToOneUnderAnyBeliefAndMoveOnlyAsFarAsTheBelief() {
        SplittableRandom random = new SplittableRandom(8);
        for (int n = 0; n < 2000; n++) {
            RegimeBelief from = Strategies.randomBelief(random);
            double[] w = WEIGHTS.under(from);
            assertThat(Arrays.stream(w).sum()).isCloseTo(1, within(1e-14));
            double step = 1e-7;
            double[] p = from.probabilities();
            RegimeBelief to = belief(
                    (1 - step) * p[0] + step * 0.2, (1 - step) * p[1] + step * 0.5, (1 - step) * p[2] + step * 0.3);
            double[] moved = WEIGHTS.under(to);
            for (int f = 0; f < w.length; f++) {
                // dH/dp is at most ln(1/p) ~ 40 here: 1e-7 in the belief is less than 1e-5 in a weight.
                assertThat(moved[f]).isCloseTo(w[f], within(1e-5));
            }
        }
        // Through the uniform belief, where the belief turns unknown.
        double[] even = WEIGHTS.under(belief(1.0 / 3, 1.0 / 3, 1.0 / 3));
        double[] nearly = WEIGHTS.under(belief(1.0 / 3 + 1e-9, 1.0 / 3, 1.0 / 3 - 1e-9));
        assertThat(nearly).containsExactly(even, within(1e-12));
    }

    @Test
    void misuseIsRefusedByName() {
        assertThatThrownBy(() -> FactorWeights.over(FACTORS, 1, -1, 1))
                .hasMessage("weight of risk must be at least 0 and finite, was -1.0");
        assertThatThrownBy(() -> FactorWeights.over(FACTORS, 1, Double.NaN, 1))
                .hasMessage("weight of risk must be at least 0 and finite, was NaN");
        assertThatThrownBy(() -> FactorWeights.over(FACTORS, 0, 0, 0))
                .hasMessage("weights of [return, risk, cost] must have a positive finite sum, was 0.0");
        assertThatThrownBy(() -> FactorWeights.over(FACTORS, 1, 1))
                .hasMessage("weights of [return, risk, cost] must have length 3, had 2");
        assertThatThrownBy(() -> FactorWeights.over(List.of("a", "a"), 1, 1))
                .hasMessage("factors must be unique, but \"a\" is repeated");
        assertThatThrownBy(() -> FactorWeights.over(List.of())).hasMessageContaining("number of factors");
        assertThatThrownBy(() -> WEIGHTS.in(Regime.UNKNOWN, 1, 1, 1)).hasMessageContaining("base weights hold");
        assertThatThrownBy(() -> WEIGHTS.in(Regime.BEAR, 1, 1, Double.POSITIVE_INFINITY))
                .hasMessage("weight in BEAR of cost must be at least 0 and finite, was Infinity");
        assertThat(WEIGHTS)
                .hasToString("FactorWeights[return 0.500, risk 0.300, cost 0.200; own weights in [BULL, CRISIS]]");
    }

    @Test
    void anOutputOfAnotherLengthIsRefused() {
        FactorWeights weights = FactorWeights.equal(List.of("a", "b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weights.blendInto(Strategies.belief(0.7, 0.3), new double[3]))
                .withMessage("out must have length 2, had 3");
    }

    @Test
    void aWeightOfMinusZeroIsZero() {
        assertThat(FactorWeights.over(List.of("a", "b"), 1, -0.0))
                .isEqualTo(FactorWeights.over(List.of("a", "b"), 1, 0));
    }
}
