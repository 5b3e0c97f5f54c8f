package io.trimtab.risk.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.SampleCovariance;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.ReferenceData;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EulerContributionsTest {
    private static final Universe TRIPLE = Universe.of("SAP", "ASML", "NOVN");

    private static EulerContributions example() {
        CovarianceMatrix c = CovarianceMatrix.of(TRIPLE, new double[][] {{4, 0, 0}, {0, 9, 0}, {0, 0, 16}});
        return VolatilityAttribution.of(c, Weights.of(TRIPLE, 0.6, 0, -0.4));
    }

    @Test
    void volatilityIsSplitByWeightTimesMarginal() {
        EulerContributions parts = example();
        // sigma^2 = .36 * 4 + .16 * 16 = 4, sigma = 2; contributions 1.44 / 2 and 2.56 / 2
        assertThat(parts.total()).isCloseTo(2, within(1e-15));
        assertThat(parts.of("SAP")).isCloseTo(0.72, within(1e-15));
        assertThat(parts.get(1)).isZero();
        assertThat(parts.of("NOVN")).isCloseTo(1.28, within(1e-15));
        assertThat(parts.share(2)).isCloseTo(0.64, within(1e-15));
        assertThat(parts.marginal(2)).isCloseTo(-3.2, within(1e-15));
        assertThat(parts.universe()).isEqualTo(TRIPLE);
        assertThat(parts.ranked().get(0).name()).isEqualTo("NOVN");
        assertThat(parts).hasToString("volatility 2.000 = [NOVN 1.280 (64.0%), SAP 0.7200 (36.0%), ASML 0.000 (0.0%)]");
    }

    @Test
    void groupsAddUp() {
        List<EulerContributions.Contribution> groups = example().byGroup(id -> id.equals("NOVN") ? "health" : "tech");
        assertThat(groups).extracting(EulerContributions.Contribution::name).containsExactly("tech", "health");
        assertThat(groups.get(0).contribution()).isCloseTo(0.72, within(1e-15));
        assertThatThrownBy(() -> example().byGroup(id -> " ")).hasMessageContaining("group must not be blank");
    }

    @Test
    void contributionsSumToTheTotalInManyRandomPortfolios() {
        SplittableRandom random = new SplittableRandom(3);
        for (int n : new int[] {1, 2, 17, 100}) {
            CovarianceMatrix c = SampleCovariance.unbiased().estimate(Panels.of(Panels.random(60, n, n)));
            for (int k = 0; k < 20; k++) {
                Weights w = Weights.of(c.universe(), random.doubles(n, -1, 1).toArray());
                EulerContributions parts = VolatilityAttribution.of(c, w);
                double absolute = Arrays.stream(parts.toArray()).map(Math::abs).sum();
                assertThat(Arrays.stream(parts.toArray()).sum()).isCloseTo(parts.total(), within(1e-12 * absolute));
                assertThat(parts.total()).isCloseTo(c.volatility(w), within(1e-15));
            }
        }
    }

    @Test
    void noRiskHasNoShares() {
        CovarianceMatrix c = CovarianceMatrix.of(TRIPLE, new double[][] {{4, 0, 0}, {0, 9, 0}, {0, 0, 16}});
        EulerContributions none = VolatilityAttribution.of(c, Weights.none(TRIPLE));
        assertThat(none.total()).isZero();
        assertThat(none.share(0)).isZero();
        assertThat(none.ranked()).hasSize(3);
    }

    @Test
    void agreesWithPerformanceAnalyticsOnFivePortfolios() {
        double[][] edhec = ReferenceData.edhec(5);
        List<String> names = ReferenceData.edhecNames(5);
        Universe universe = Universe.of(names);
        int checked = 0;
        for (String[] row : ReferenceData.rows("risk/expected/portfolio_decomposition.csv")) {
            if (!row[0].equals("StdDev_component")
                    && !row[0].equals("marginal_vol_ddof1")
                    && !row[0].equals("vol_from_cov_ddof1")) {
                continue;
            }
            double[] w = Arrays.stream(
                            row[4].substring(row[4].indexOf("weights=") + 8).split("[/;]"))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            Weights weights = Weights.of(universe, w);
            // tolerance: the file prints 15 digits
            double expected = Double.parseDouble(row[3]);
            EulerContributions used = parts(edhec, universe, weights);
            if (row[2].startsWith("contribution:")) {
                assertThat(used.of(row[2].substring(13))).as(row[2]).isCloseTo(expected, within(1e-14));
            } else if (row[2].startsWith("pct:")) {
                assertThat(used.share(universe.indexOf(row[2].substring(4)))).isCloseTo(expected, within(1e-13));
            } else if (names.contains(row[2])) {
                assertThat(used.marginal(universe.indexOf(row[2]))).isCloseTo(expected, within(1e-14));
            } else {
                assertThat(used.total()).as(row[0] + row[2]).isCloseTo(expected, within(1e-14));
            }
            checked++;
        }
        assertThat(checked).isEqualTo(22 + 10 + 2);
    }

    private static EulerContributions parts(double[][] r, Universe universe, Weights weights) {
        return VolatilityAttribution.of(SampleCovariance.unbiased().estimate(Panels.of(universe, r)), weights);
    }

    @Test
    void refusesAGradientThatIsNotTheMeasures() {
        assertThatThrownBy(() -> EulerContributions.of("beta", Weights.equal(TRIPLE), new double[] {1, 1, 1}, 2))
                .hasMessageContaining("contributions to beta must sum to its value 2.0, but sum to 1.0");
        assertThatThrownBy(() -> EulerContributions.of("beta", Weights.equal(TRIPLE), new double[] {1}, 1))
                .hasMessageContaining("marginals must have length 3");
        assertThatThrownBy(
                        () -> EulerContributions.of("beta", Weights.equal(TRIPLE), new double[] {1, Double.NaN, 1}, 1))
                .hasMessage("marginal beta of ASML must be finite, was NaN");
        CovarianceMatrix c = CovarianceMatrix.of(Panels.universe(1), 1);
        assertThatThrownBy(() -> VolatilityAttribution.of(c, Weights.equal(TRIPLE)))
                .hasMessageContaining("another universe");
    }

    @Test
    void sharesOfATotalThatVanishesAreZeroRatherThanInfinite() {
        EulerContributions hedged = EulerContributions.of(
                "volatility", Weights.of(Universe.of("SAP", "ASML"), 1, -1), new double[] {0.1, 0.1}, 1e-310);
        assertThat(hedged.ranked()).allSatisfy(c -> assertThat(c.share()).isZero());
    }
}
