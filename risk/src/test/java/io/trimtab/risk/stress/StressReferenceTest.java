package io.trimtab.risk.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.StandardNormal;
import io.trimtab.risk.measure.DeltaGamma;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.SampleCovariance;
import io.trimtab.risk.stress.ReverseStressOutcome.Impossible;
import io.trimtab.risk.stress.ReverseStressOutcome.MostLikely;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.ReferenceData;
import org.junit.jupiter.api.Test;

/** The rows of {@code extra_models.csv} that are stress: calculated independently, printed with fifteen digits. */
class StressReferenceTest {
    private static double expected(String group, String name) {
        return Double.parseDouble(ReferenceData.rows("risk/expected/extra_models.csv").stream()
                .filter(row -> row[0].equals(group) && row[2].equals(name))
                .findFirst()
                .orElseThrow()[3]);
    }

    @Test
    void theMostLikelyLossOfFiveHedgeFundStylesIsTheReferences() {
        Universe styles = Universe.of("ConvArb", "CTA", "Distressed", "EM", "EqMktNeutral");
        CovarianceMatrix covariance = SampleCovariance.unbiased().estimate(Panels.of(styles, ReferenceData.edhec(5)));
        Weights tilt = Weights.of(styles, 0.35, 0.25, 0.2, 0.15, 0.05);
        MostLikely linear = (MostLikely) ReverseStress.of(covariance, tilt).losing(0.05);
        MostLikely quadratic =
                (MostLikely) ReverseStress.of(DeltaGamma.of(covariance, 0, tilt.toArray(), new double[5][5]))
                        .losing(0.05);
        for (String style : styles.ids()) {
            double shock = expected("reverse_stress_linear", "shock " + style);
            assertThat(linear.returnOf(style)).isCloseTo(shock, within(1e-14));
            assertThat(quadratic.returnOf(style)).isCloseTo(shock, within(1e-12));
        }
        double distance = expected("reverse_stress_linear", "mahalanobis");
        assertThat(linear.distance()).isCloseTo(distance, within(1e-12));
        assertThat(quadratic.distance()).isCloseTo(distance, within(1e-11));
    }

    @Test
    void theLiquidityAdjustedValueAtRiskOfBangiaIsTheReferences() {
        // a position of a million, volatility 1.5%, 2.33 deviations, a spread of 0.5% with a deviation of 0.2%, of
        // which three
        Confidence confidence = Confidence.of(StandardNormal.cumulative(2.33));
        SpreadRisk spread = new SpreadRisk(0.005, 0.002, 3);
        assertThat(1e6 * spread.valueAtRisk(0.015, confidence))
                .isCloseTo(expected("Bangia_LVaR", "LVaR"), within(1e-7));
        assertThat(spread.halfSpread()).isCloseTo(0.0055, within(1e-17));
        assertThat(new SpreadRisk(0, 0, 0).valueAtRisk(0, confidence)).isZero();
        assertThatThrownBy(() -> new SpreadRisk(-1, 0, 0)).hasMessageContaining("mean must be at least 0");
        assertThatThrownBy(() -> new SpreadRisk(0, Double.NaN, 0)).hasMessageContaining("deviation");
        assertThatThrownBy(() -> new SpreadRisk(0, 0, -1)).hasMessageContaining("multiple");
        assertThatThrownBy(() -> new SpreadRisk(1, 0.5, 3)).hasMessageContaining("below the price");
        assertThatThrownBy(() -> spread.valueAtRisk(-1, confidence)).hasMessageContaining("volatility");
    }

    /** A book that is hedged but for the last bit of its weights has nothing to lose, not a scenario of astronomic shocks. */
    @Test
    void aHedgedBookCannotLose() {
        Universe two = Universe.of("A", "B");
        CovarianceMatrix same = CovarianceMatrix.of(two, 4e-4, 4e-4, 4e-4, 4e-4);
        for (double more : new double[] {0, 5e-17, -5e-17}) {
            Weights hedged = Weights.of(two, 0.3 + more, -0.3);
            assertThat(ReverseStress.of(same, hedged).losing(0.01)).isInstanceOf(Impossible.class);
        }
        CovarianceMatrix near = CovarianceMatrix.of(two, 4e-4, 4e-4 * (1 - 1e-6), 4e-4 * (1 - 1e-6), 4e-4);
        assertThat(ReverseStress.of(near, Weights.of(two, 0.3, -0.3)).losing(0.01))
                .isInstanceOf(MostLikely.class);
    }

    /** Sums and curvatures at the ends of what doubles hold: an answer that reaches the loss and is proved, or a refusal. */
    @Test
    void absurdSizesAreAnsweredOrRefusedButNeverWrong() {
        Universe two = Universe.of("A", "B");
        CovarianceMatrix covariance = CovarianceMatrix.of(two, 0.04, 0.006, 0.006, 0.01);
        double[][] bends = {{0, 0, 0}, {4, 1, 2}, {-4, 1, -2}, {4, 0, -3}, {1e-12, 0, -1e-12}, {1e8, 0, -1e8}};
        for (double[] bend : bends) {
            double[][] gamma = {{bend[0], bend[1]}, {bend[1], bend[2]}};
            for (double scale : new double[] {1e-9, 1e-3, 1, 1e3, 1e9}) {
                ReverseStress book = ReverseStress.of(DeltaGamma.of(covariance, 0, new double[] {1, -0.5}, gamma));
                if (book.losing(scale) instanceof MostLikely found) {
                    assertThat(found.loss()).isCloseTo(scale, within(1e-9 * scale));
                    assertThat(found.distance())
                            .isBetween(found.leastDistance(), found.leastDistance() * (1 + 1e-6) + 1e-300);
                }
            }
        }
    }
}
