package io.trimtab.risk.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.FactorStructure;
import io.trimtab.risk.model.RiskModel;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What every {@link RiskModel} promises a solver: extend this class and return yours.
 *
 * <pre>{@code
 * class MyModelTest extends RiskModelContract {
 *     protected RiskModel model() {
 *         return new MyModel();
 *     }
 * }
 * }</pre>
 *
 * <p>Tolerances: elements are sums in whatever order the model likes, so they are compared to {@link #TOLERANCE} of the
 * product of the two volatilities.
 */
public abstract class RiskModelContract {
    /** Rounding of an element, relative to the two volatilities. */
    protected static final double TOLERANCE = 1e-12;

    /** For whoever implements a model. */
    protected RiskModelContract() {}

    /**
     * The model to be checked.
     *
     * @return a model of at least one asset; asked for once by each test
     */
    protected abstract RiskModel model();

    private static double[][] columns(RiskModel model) {
        int n = model.universe().size();
        double[][] columns = new double[n][n];
        for (int j = 0; j < n; j++) {
            model.columnInto(j, columns[j], 0);
        }
        return columns;
    }

    private static double scale(RiskModel model, int i, int j) {
        return Math.sqrt(model.variance(i) * model.variance(j));
    }

    private static double[] random(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[n];
        Arrays.setAll(x, i -> random.nextInt(4) == 0 ? 0 : 2 * random.nextDouble() - 1);
        return x;
    }

    @Test
    void elementsAreFiniteSymmetricAndWithinTheVolatilities() {
        RiskModel model = model();
        double[][] s = columns(model);
        for (int i = 0; i < s.length; i++) {
            assertThat(model.variance(i)).isNotNegative().isFinite();
            assertThat(s[i][i]).isCloseTo(model.variance(i), within(TOLERANCE * model.variance(i)));
            for (int j = 0; j < i; j++) {
                double unit = scale(model, i, j);
                assertThat(s[i][j]).isCloseTo(s[j][i], within(TOLERANCE * unit));
                assertThat(Math.abs(s[i][j])).isLessThanOrEqualTo(unit * (1 + model.indefiniteness() + TOLERANCE));
            }
        }
    }

    @Test
    void columnGoesWhereItIsToldAndNowhereElse() {
        RiskModel model = model();
        int n = model.universe().size();
        double[] plain = new double[n];
        double[] shifted = new double[n + 5];
        Arrays.fill(shifted, -7);
        model.columnInto(n - 1, plain, 0);
        model.columnInto(n - 1, shifted, 3);
        assertThat(Arrays.copyOfRange(shifted, 3, n + 3)).isEqualTo(plain);
        assertThat(shifted[2]).isEqualTo(-7);
        assertThat(shifted[n + 3]).isEqualTo(-7);
    }

    @Test
    void blockAgreesWithColumnsForAssetsInAnyOrder() {
        RiskModel model = model();
        double[][] s = columns(model);
        int n = s.length;
        int count = (n + 1) / 2;
        int[] assets = new int[n];
        for (int k = 0; k < count; k++) {
            assets[k] = (n - 1 - 2 * k + n) % n;
        }
        double[] block = new double[count * count];
        model.blockInto(assets, count, block);
        for (int b = 0; b < count; b++) {
            for (int a = 0; a < count; a++) {
                assertThat(block[b * count + a])
                        .isCloseTo(s[assets[b]][assets[a]], within(TOLERANCE * scale(model, assets[a], assets[b])));
            }
        }
    }

    @Test
    void productAgreesWithColumnsAndLeavesItsArgumentAlone() {
        RiskModel model = model();
        double[][] s = columns(model);
        int n = s.length;
        for (int round = 0; round < 4; round++) {
            double[] x = random(n, round);
            double[] kept = x.clone();
            double[] out = new double[n];
            Arrays.fill(out, Double.NaN);
            model.multiplyInto(x, out);
            assertThat(x).isEqualTo(kept);
            for (int i = 0; i < n; i++) {
                double sum = 0;
                double unit = 0;
                for (int j = 0; j < n; j++) {
                    sum += s[j][i] * x[j];
                    unit += scale(model, i, j) * Math.abs(x[j]);
                }
                assertThat(out[i]).isCloseTo(sum, within(TOLERANCE * unit));
            }
        }
    }

    @Test
    void formIsNotNegativeBeyondWhatIsStated() {
        RiskModel model = model();
        int n = model.universe().size();
        assertThat(model.indefiniteness()).isBetween(0.0, CovarianceMatrix.LARGEST_INDEFINITENESS);
        for (int round = 0; round < 50; round++) {
            double[] x = random(n, 100 + round);
            double[] out = new double[n];
            model.multiplyInto(x, out);
            double form = 0;
            double unit = 0;
            double spread = 0;
            for (int i = 0; i < n; i++) {
                form += x[i] * out[i];
                unit += model.variance(i) * x[i] * x[i];
                spread += Math.sqrt(model.variance(i)) * Math.abs(x[i]);
            }
            assertThat(form).isGreaterThanOrEqualTo(-model.indefiniteness() * unit - TOLERANCE * spread * spread);
        }
    }

    @Test
    void volatilityIsTheRootOfTheForm() {
        RiskModel model = model();
        Universe universe = model.universe();
        double[] x = random(universe.size(), 5);
        double[] out = new double[x.length];
        model.multiplyInto(x, out);
        double form = 0;
        for (int i = 0; i < x.length; i++) {
            form += x[i] * out[i];
        }
        double volatility = model.volatility(Weights.of(universe, x));
        assertThat(volatility * volatility).isCloseTo(Math.max(0, form), within(1e-12 * Math.abs(form)));
    }

    @Test
    void sameQuestionGivesTheSameBits() {
        RiskModel model = model();
        assertThat(columns(model)).isDeepEqualTo(columns(model));
        double[] x = random(model.universe().size(), 6);
        double[] first = new double[x.length];
        double[] second = new double[x.length];
        model.multiplyInto(x, first);
        model.multiplyInto(x, second);
        assertThat(first).isEqualTo(second);
    }

    @Test
    void anotherUniverseIsRefused() {
        RiskModel model = model();
        Universe other = Universe.of("nobody has this id");
        assertThatThrownBy(() -> model.volatility(Weights.of(other, 1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another universe");
    }

    @Test
    void structureSaysTheSameAsTheElements() {
        RiskModel model = model();
        if (model instanceof FactorStructure structure) {
            requireStructure(structure);
        }
    }

    private static void requireStructure(FactorStructure model) {
        double[][] s = columns(model);
        int n = s.length;
        int r = model.rank();
        double[][] c = new double[n][r];
        for (int i = 0; i < n; i++) {
            model.loadingsInto(i, c[i], 0);
        }
        for (int i = 0; i < n; i++) {
            assertThat(model.residualVariance(i)).isNotNegative();
            for (int j = 0; j < n; j++) {
                double sum = i == j ? model.residualVariance(i) : 0;
                for (int k = 0; k < r; k++) {
                    sum += c[i][k] * c[j][k];
                }
                assertThat(s[i][j]).isCloseTo(sum, within(TOLERANCE * scale(model, i, j)));
            }
        }
        double[] x = random(n, 7);
        double[] f = new double[r];
        double[] out = new double[n];
        double[] product = new double[n];
        model.projectInto(x, f);
        model.combineInto(f, out);
        model.multiplyInto(x, product);
        for (int i = 0; i < n; i++) {
            double unit = 0;
            for (int j = 0; j < n; j++) {
                unit += scale(model, i, j) * Math.abs(x[j]);
            }
            assertThat(out[i] + model.residualVariance(i) * x[i]).isCloseTo(product[i], within(TOLERANCE * unit));
        }
        assertThat(model.indefiniteness()).isZero();
    }
}
