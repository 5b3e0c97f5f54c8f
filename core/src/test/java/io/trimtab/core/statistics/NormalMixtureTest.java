package io.trimtab.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NormalMixtureTest {
    @Test
    void oneComponentIsTheNormalDistribution() {
        NormalMixture one = NormalMixture.of(new double[] {1}, new double[] {3}, new double[] {4});
        assertThat(one.mean()).isEqualTo(3);
        assertThat(one.variance()).isEqualTo(4);
        for (double p : new double[] {1e-12, 0.01, 0.5, 0.975, 1 - 1e-12}) {
            assertThat(one.quantile(p)).isCloseTo(3 + 2 * StandardNormal.quantile(p), within(1e-12));
        }
        assertThat(one.probabilityBelow(3)).isEqualTo(0.5);
        assertThat(one.probabilityBelow(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(one.probabilityBelow(Double.NEGATIVE_INFINITY)).isZero();
    }

    /** Oracle: worked by hand. Weights 1/4 and 3/4, means -1 and 3: mean 2; variance (1 + 9) / 4 + 3 (4 + 1) / 4. */
    @Test
    void meanAndVarianceAreThoseWorkedByHand() {
        NormalMixture two = NormalMixture.of(new double[] {0.25, 0.75}, new double[] {-1, 3}, new double[] {1, 4});
        assertThat(two.mean()).isEqualTo(2);
        assertThat(two.variance()).isEqualTo(2.5 + 3.75);
        assertThat(two.size()).isEqualTo(2);
        assertThat(two.weight(1)).isEqualTo(0.75);
        assertThat(two.mean(1)).isEqualTo(3);
        assertThat(two.variance(1)).isEqualTo(4);
        // A large level does not swallow the spread.
        double far = 1e9;
        NormalMixture moved =
                NormalMixture.of(new double[] {0.25, 0.75}, new double[] {far - 1, far + 3}, new double[] {1, 4});
        assertThat(moved.variance()).isCloseTo(6.25, within(1e-9));
    }

    /** Oracle: the distribution function, of which it is the inverse; the median of a symmetric mixture. */
    @Test
    void quantilesInvertTheDistribution() {
        SplittableRandom random = new SplittableRandom(1);
        for (int n = 0; n < 300; n++) {
            double w = random.nextInt(5) == 0 ? 0 : random.nextDouble();
            double[] means = {random.nextDouble(-5, 5), random.nextDouble(-5, 5)};
            double[] variances = {random.nextDouble(0.01, 4), random.nextDouble(0.01, 4)};
            NormalMixture mixture = NormalMixture.of(new double[] {w, 1 - w}, means, variances);
            double p = random.nextDouble(0.001, 0.999);
            assertThat(mixture.probabilityBelow(mixture.quantile(p))).isCloseTo(p, within(1e-12));
        }
        NormalMixture even = NormalMixture.of(new double[] {0.5, 0.5}, new double[] {-2, 2}, new double[] {1, 1});
        assertThat(even.quantile(0.5)).isCloseTo(0, within(1e-12));
        assertThat(even.quantile(0.999)).isCloseTo(-even.quantile(0.001), within(1e-12));
        // Components whole orders apart, and the smallest and largest numbers there are.
        NormalMixture apart = NormalMixture.of(
                new double[] {0.5, 0.5}, new double[] {-1e300, 1e-300}, new double[] {Double.MIN_NORMAL, 1});
        assertThat(apart.quantile(0.25)).isBetween(-1.0000001e300, -0.9999999e300);
        assertThat(apart.quantile(0.75)).isCloseTo(0, within(1e-9));
    }

    @Test
    void misuseIsRefusedByName() {
        double[] one = {1};
        assertThatThrownBy(() -> NormalMixture.of(new double[] {0.5}, one, one))
                .hasMessage("weights must sum to 1, was 0.5");
        assertThatThrownBy(() -> NormalMixture.of(new double[] {Double.NaN}, one, one))
                .hasMessage("weights[0] must be within [0.0, 1.0], was NaN");
        assertThatThrownBy(() -> NormalMixture.of(one, new double[] {Double.NaN}, one))
                .hasMessage("means[0] must be finite, was NaN");
        assertThatThrownBy(() -> NormalMixture.of(one, one, new double[] {0}))
                .hasMessage("variances[0] must be positive and finite, was 0.0");
        assertThatThrownBy(() -> NormalMixture.of(one, new double[2], one))
                .hasMessage("means must have length 1, had 2");
        assertThatThrownBy(() -> NormalMixture.of(new double[0], new double[0], new double[0]))
                .hasMessage("number of weights must be at least 1, was 0");
        NormalMixture fine = NormalMixture.of(one, one, one);
        assertThatThrownBy(() -> fine.quantile(1)).hasMessageContaining("p must be");
        assertThatThrownBy(() -> fine.probabilityBelow(Double.NaN)).hasMessage("x must be a number, was NaN");
        assertThatThrownBy(() -> fine.weight(1)).hasMessageContaining("component must be from 0 to 0, was 1");
        assertThat(fine)
                .isEqualTo(NormalMixture.of(one, one, one))
                .hasSameHashCodeAs(NormalMixture.of(one, one, one))
                .isNotEqualTo(NormalMixture.of(one, one, new double[] {2}))
                .hasToString("NormalMixture[weights [1.0], means [1.0], variances [1.0]]");
    }
}
