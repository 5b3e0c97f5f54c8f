package io.trimtab.risk.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.GappedReturns;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.GapMoments;
import io.trimtab.risk.model.GapPolicy;
import io.trimtab.risk.model.SampleCovariance;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * What every {@link GapPolicy} promises: extend this class and return yours.
 *
 * <pre>{@code
 * class MyPolicyTest extends GapPolicyContract {
 *     protected GapPolicy policy() {
 *         return new MyPolicy();
 *     }
 * }
 * }</pre>
 */
public abstract class GapPolicyContract {
    private static final int ROWS = 60;
    private static final int ASSETS = 4;

    /** For whoever implements a policy. */
    protected GapPolicyContract() {}

    /**
     * The policy to be checked.
     *
     * @return a policy
     */
    protected abstract GapPolicy policy();

    /**
     * Whether it allows that a history begins late.
     *
     * @return false for one that refuses every gap
     */
    protected boolean allowsLateBeginnings() {
        return true;
    }

    /**
     * Rounding, relative to the product of two volatilities; more for a policy that iterates.
     *
     * @return the tolerance
     */
    protected double tolerance() {
        return 1e-11;
    }

    private static GappedReturns returns(double[]... columns) {
        return GappedReturns.of(Panels.universe(columns.length), Panels.dates(columns[0].length), Panels.flat(columns));
    }

    private double[][] late() {
        double[][] columns = Panels.random(ROWS, ASSETS, 31);
        if (allowsLateBeginnings()) {
            Arrays.fill(columns[1], 0, 20, Double.NaN);
            Arrays.fill(columns[3], 0, 11, Double.NaN);
        }
        return columns;
    }

    private void assertSame(CovarianceMatrix found, CovarianceMatrix expected, double factor) {
        for (int i = 0; i < ASSETS; i++) {
            for (int j = 0; j < ASSETS; j++) {
                double scale = factor * Math.sqrt(expected.variance(i) * expected.variance(j));
                assertThat(found.get(i, j))
                        .as(i + ", " + j)
                        .isCloseTo(factor * expected.get(i, j), within(tolerance() * scale));
            }
        }
    }

    /** Oracle: the sample covariance, of either divisor. */
    @Test
    void completeReturnsHaveTheSamplesMoments() {
        double[][] columns = Panels.random(ROWS, ASSETS, 31);
        GapMoments moments = policy().estimate(returns(columns));
        CovarianceMatrix sample = SampleCovariance.unbiased().estimate(Panels.of(columns));
        double factor = moments.covariance().variance(0) / sample.variance(0);
        assertThat(factor).isBetween(1 - 1.0 / ROWS - 1e-9, 1 + 1e-9);
        assertSame(moments.covariance(), sample, factor);
        for (int i = 0; i < ASSETS; i++) {
            assertThat(moments.mean().get(i))
                    .isCloseTo(Arrays.stream(columns[i]).average().orElseThrow(), within(1e-15));
            assertThat(moments.observations(i)).isEqualTo(ROWS);
        }
    }

    @Test
    void resultIsOverTheUniverseOfTheReturnsAndAsOfTheirLastDate() {
        GappedReturns returns = returns(late());
        GapMoments moments = policy().estimate(returns);
        assertThat(moments.covariance().universe()).isEqualTo(returns.universe());
        assertThat(moments.mean().universe()).isEqualTo(returns.universe());
        assertThat(moments.covariance().asOf()).contains(returns.dates().get(ROWS - 1));
        assertThat(moments.covariance().indefiniteness()).isLessThanOrEqualTo(CovarianceMatrix.LARGEST_INDEFINITENESS);
        assertThat(policy().estimate(returns)).isEqualTo(moments);
    }

    @Test
    void anotherUnitOfReturnsIsAnotherUnitOfMoments() {
        double[][] columns = late();
        GapMoments plain = policy().estimate(returns(columns));
        for (double factor : new double[] {0x1p-300, 0x1p-10, 0x1p300}) {
            double[][] scaled = Arrays.stream(columns)
                    .map(column -> Arrays.stream(column).map(x -> factor * x).toArray())
                    .toArray(double[][]::new);
            GapMoments other = policy().estimate(returns(scaled));
            assertSame(other.covariance(), plain.covariance(), factor * factor);
            for (int i = 0; i < ASSETS; i++) {
                assertThat(other.mean().get(i) / factor)
                        .isCloseTo(
                                plain.mean().get(i),
                                within(tolerance()
                                        * Math.sqrt(plain.covariance().variance(i))));
            }
        }
    }

    @Test
    void orderOfAssetsDoesNotMatter() {
        double[][] columns = late();
        double[][] reversed = new double[ASSETS][];
        for (int j = 0; j < ASSETS; j++) {
            reversed[j] = columns[ASSETS - 1 - j];
        }
        CovarianceMatrix plain = policy().estimate(returns(columns)).covariance();
        CovarianceMatrix other = policy().estimate(returns(reversed)).covariance();
        for (int i = 0; i < ASSETS; i++) {
            for (int j = 0; j < ASSETS; j++) {
                double scale = Math.sqrt(plain.variance(i) * plain.variance(j));
                assertThat(other.get(ASSETS - 1 - i, ASSETS - 1 - j))
                        .isCloseTo(plain.get(i, j), within(tolerance() * scale));
            }
        }
    }

    @Test
    void assetThatNeverMovesHasNoRisk() {
        double[][] columns = late();
        Arrays.fill(columns[2], 0.0001);
        CovarianceMatrix covariance = policy().estimate(returns(columns)).covariance();
        for (int i = 0; i < ASSETS; i++) {
            assertThat(covariance.get(i, 2)).isZero();
        }
        assertThat(covariance.variance(0)).isPositive();
    }

    @Test
    void assetWithoutAReturnIsRefused() {
        double[][] columns = Panels.random(ROWS, ASSETS, 31);
        Arrays.fill(columns[2], Double.NaN);
        assertThatThrownBy(() -> policy().estimate(returns(columns)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).*(A2|at least).*");
    }

    @Test
    void oneDateIsRefused() {
        assertThatThrownBy(() -> policy().estimate(returns(Panels.random(1, ASSETS, 31))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least");
    }

    @Test
    void nullIsRefused() {
        assertThatThrownBy(() -> nullReturns(policy()))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("returns");
    }

    @SuppressWarnings("NullAway") // the misuse under test
    private static void nullReturns(GapPolicy policy) {
        policy.estimate(null);
    }
}
