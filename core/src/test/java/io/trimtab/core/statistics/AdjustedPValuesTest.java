package io.trimtab.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AdjustedPValuesTest {
    /** The fifteen p-values of the example in Benjamini and Hochberg (1995), section 4.1. */
    private static final double[] PUBLISHED = {
        .0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1.0000
    };

    @Test
    void thePublishedExampleRejectsThreeByHolmAndFourByBenjaminiAndHochberg() {
        assertThat(rejected(AdjustedPValues.holm(PUBLISHED), 0.05)).isEqualTo(3);
        assertThat(rejected(AdjustedPValues.benjaminiHochberg(PUBLISHED), 0.05)).isEqualTo(4);
        assertThat(rejected(AdjustedPValues.benjaminiYekutieli(PUBLISHED), 0.05))
                .isEqualTo(3);
    }

    /** Oracle: the definitions by hand. */
    @Test
    void fourValuesAreAdjustedAsByHand() {
        assertThat(AdjustedPValues.holm(0.01, 0.04, 0.03, 0.5))
                .containsExactly(new double[] {0.04, 0.09, 0.09, 0.5}, within(1e-15));
        assertThat(AdjustedPValues.benjaminiHochberg(0.01, 0.04, 0.03, 0.5))
                .containsExactly(new double[] {0.04, 0.04 * 4 / 3, 0.04 * 4 / 3, 0.5}, within(1e-15));
        double harmonic = 1 + 0.5 + 1.0 / 3 + 0.25;
        assertThat(AdjustedPValues.benjaminiYekutieli(0.01, 0.04, 0.03, 0.5))
                .containsExactly(
                        new double[] {0.04 * harmonic, 0.16 / 3 * harmonic, 0.16 / 3 * harmonic, 1}, within(1e-15));
    }

    @Test
    void oneValueStaysAndNoneIsNone() {
        assertThat(AdjustedPValues.holm(0.3)).containsExactly(0.3);
        assertThat(AdjustedPValues.benjaminiHochberg(0.3)).containsExactly(0.3);
        assertThat(AdjustedPValues.benjaminiYekutieli(0.3)).containsExactly(0.3);
        assertThat(AdjustedPValues.holm()).isEmpty();
    }

    /** Oracle: the step-down and step-up procedures as they are told, at a level. */
    @Property(tries = 300)
    void adjustedValuesRejectWhatTheProceduresReject(
            @ForAll @Size(min = 1, max = 12) int[] numbers, @ForAll @IntRange(min = 1, max = 500) int level) {
        double[] p = probabilities(numbers);
        double alpha = (level + 0.5) / 1000 / p.length;
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        int m = p.length;
        int holm = 0;
        while (holm < m && sorted[holm] * (m - holm) <= alpha) {
            holm++;
        }
        assertThat(rejected(AdjustedPValues.holm(p), alpha)).isEqualTo(holm);
        int hochberg = 0;
        for (int i = 1; i <= m; i++) {
            hochberg = 1.0 * ((double) m / i) * sorted[i - 1] <= alpha ? i : hochberg;
        }
        assertThat(rejected(AdjustedPValues.benjaminiHochberg(p), alpha)).isEqualTo(hochberg);
    }

    @Property(tries = 300)
    void holmIsStricterThanHochbergAndNoneIsBelowItsValue(@ForAll @Size(min = 1, max = 12) int[] numbers) {
        double[] p = probabilities(numbers);
        double[] holm = AdjustedPValues.holm(p);
        double[] hochberg = AdjustedPValues.benjaminiHochberg(p);
        double[] yekutieli = AdjustedPValues.benjaminiYekutieli(p);
        for (int k = 0; k < p.length; k++) {
            assertThat(hochberg[k]).isBetween(p[k], 1.0);
            assertThat(holm[k]).isBetween(hochberg[k] * (1 - 1e-14), 1.0);
            assertThat(yekutieli[k]).isBetween(hochberg[k], 1.0);
        }
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        assertThatThrownBy(() -> AdjustedPValues.holm(0.1, Double.NaN)).hasMessageContaining("pValues[1]");
        assertThatThrownBy(() -> AdjustedPValues.benjaminiHochberg(-0.1)).hasMessageContaining("pValues[0]");
        assertThatThrownBy(() -> AdjustedPValues.benjaminiYekutieli(1.1)).hasMessageContaining("pValues[0]");
    }

    private static double[] probabilities(int[] numbers) {
        return Arrays.stream(numbers)
                .mapToDouble(x -> Math.floorMod(x, 1001) / 1000.0)
                .toArray();
    }

    private static int rejected(double[] adjusted, double alpha) {
        return (int) Arrays.stream(adjusted).filter(p -> p <= alpha).count();
    }
}
