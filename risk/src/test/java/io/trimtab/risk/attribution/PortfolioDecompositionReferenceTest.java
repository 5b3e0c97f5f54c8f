package io.trimtab.risk.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.risk.measure.CoMoments;
import io.trimtab.risk.measure.Dispersion;
import io.trimtab.risk.measure.ExpectedShortfall;
import io.trimtab.risk.measure.QuantileRule;
import io.trimtab.risk.measure.RiskMeasure;
import io.trimtab.risk.measure.ScenarioLosses;
import io.trimtab.risk.measure.ValueAtRisk;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.SampleCovariance;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.ReferenceData;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;

/**
 * Every row of {@code portfolio_decomposition.csv}: PerformanceAnalytics' component risk of five hedge-fund styles. Relative
 * tolerance 1e-11.
 */
class PortfolioDecompositionReferenceTest {
    // of the instance, not static: where the reference files are absent, the test is skipped
    private final List<String> names = ReferenceData.edhecNames(5);
    private final double[][] columns = ReferenceData.edhec(5);
    private final Universe universe = Universe.of(names);
    private final ReturnPanel panel = Panels.of(universe, columns);
    private static final Map<String, double[]> WEIGHTS = Map.of(
            "equal5", new double[] {0.2, 0.2, 0.2, 0.2, 0.2},
            "tilt5", new double[] {0.35, 0.25, 0.2, 0.15, 0.05},
            "ls5", new double[] {0.6, 0.5, 0.3, -0.2, -0.2});

    private void near(double actual, double expected, String label) {
        assertThat(actual).as(label).isCloseTo(expected, within(1e-11 * Math.max(1e-3, Math.abs(expected))));
    }

    @Test
    void everyRowIsReproducedOrItsErrorNamed() {
        int checked = 0;
        for (String[] row : ReferenceData.rows("risk/expected/portfolio_decomposition.csv")) {
            String label = Arrays.toString(row);
            double expected = Double.parseDouble(row[3]);
            switch (row[0]) {
                case "VaR_component", "ES_component", "StdDev_component" -> component(row, expected, label);
                case "cov_ddof1", "cor_pearson", "cor_spearman", "cor_kendall" -> pair(row, expected, label);
                case "marginal_vol_ddof1", "vol_from_cov_ddof1" -> {
                    CovarianceMatrix covariance = SampleCovariance.unbiased().estimate(panel);
                    EulerContributions parts = VolatilityAttribution.of(
                            covariance, Weights.of(universe, Objects.requireNonNull(WEIGHTS.get(row[1]))));
                    near(
                            row[0].startsWith("vol") ? parts.total() : parts.marginal(names.indexOf(row[2])),
                            expected,
                            label);
                }
                default -> throw new AssertionError("no check for " + label);
            }
            checked++;
        }
        assertThat(checked).isEqualTo(410);
    }

    private void component(String[] row, double expected, String label) {
        String[] words = row[1].split(" ");
        Weights weights = Weights.of(universe, Objects.requireNonNull(WEIGHTS.get(words[0])));
        if (row[0].startsWith("StdDev")) {
            item(row[2], Dispersion.volatility(DegreesOfFreedom.SAMPLE).contributions(panel, weights), expected, label);
            return;
        }
        boolean shortfall = row[0].startsWith("ES");
        Confidence c = Confidence.of(Double.parseDouble(words[2]));
        switch (words[1]) {
            case "gaussian" ->
                item(
                        row[2],
                        (shortfall
                                        ? ExpectedShortfall.gaussian(c, DegreesOfFreedom.SAMPLE)
                                        : ValueAtRisk.gaussian(c, DegreesOfFreedom.SAMPLE))
                                .contributions(panel, weights),
                        expected,
                        label);
            case "modified" -> modified(row[2], shortfall, weights, c, expected, label);
            case "kernel" -> kernel(row[2], weights, c, expected, label);
            default -> historical(row[2], shortfall, weights, c, expected, label);
        }
    }

    private void item(String what, EulerContributions parts, double expected, String label) {
        if (what.equals("total")) {
            near(parts.total(), expected, label);
        } else if (what.startsWith("contribution:")) {
            near(parts.of(what.substring(13)), expected, label);
        } else {
            near(parts.share(names.indexOf(what.substring(4))), expected, label);
        }
    }

    /**
     * The peer divides the covariance of a portfolio by n - 1 and its higher moments by n, and mixes them in its skewness
     * and kurtosis; for one series it divides all by n, as ours does throughout. The mixed form from its definition, its
     * contributions by differences (tolerance 1e-7 of the total).
     */
    private void modified(
            String what, boolean shortfall, Weights weights, Confidence c, double expected, String label) {
        double total = mixed(weights.toArray(), c, shortfall);
        if (what.equals("total")) {
            near(total, expected, label);
            double ours = (shortfall ? ExpectedShortfall.edgeworth(c) : ValueAtRisk.cornishFisherUnchecked(c))
                    .of(panel, weights);
            assertThat(ours).as(label).isCloseTo(expected, within(0.01 * expected));
            return;
        }
        int i = names.indexOf(what.substring(what.indexOf(':') + 1));
        double h = 1e-4;
        double[] up = weights.toArray();
        double[] down = weights.toArray();
        up[i] += h;
        down[i] -= h;
        double part = weights.get(i) * (mixed(up, c, shortfall) - mixed(down, c, shortfall)) / (2 * h);
        assertThat(what.startsWith("pct") ? part / total : part).as(label).isCloseTo(expected, within(2e-5));
    }

    private double mixed(double[] w, Confidence c, boolean shortfall) {
        double[] losses = ScenarioLosses.of(panel, Weights.of(universe, w));
        double n = losses.length;
        double mean = -Arrays.stream(losses).average().orElseThrow();
        double m2 = Arrays.stream(losses).map(l -> Math.pow(-l - mean, 2)).sum() / (n - 1);
        double s = Arrays.stream(losses).map(l -> Math.pow(-l - mean, 3)).sum() / n / Math.pow(m2, 1.5);
        double k = Arrays.stream(losses).map(l -> Math.pow(-l - mean, 4)).sum() / n / (m2 * m2) - 3;
        NormalDistribution normal = new NormalDistribution();
        double z = normal.inverseCumulativeProbability(1 - c.level());
        double h = z + (z * z - 1) * s / 6 + (z * z * z - 3 * z) * k / 24 - (2 * z * z * z - 5 * z) * s * s / 36;
        double factor = -h;
        if (shortfall) {
            double beyond = normal.density(h)
                    / (1 - c.level())
                    * (1
                            + h * h * h * s / 6
                            + (Math.pow(h, 4) - 2 * h * h - 1) * k / 24
                            + (Math.pow(h, 6) - 9 * Math.pow(h, 4) + 9 * h * h + 3) * s * s / 72);
            factor = Math.max(factor, beyond);
        }
        return -mean + Math.sqrt(m2) * factor;
    }

    /** Contributions smoothed by a triangular kernel around the quantile and scaled to it; Epperlein and Smillie, Risk 2006. */
    private void kernel(String what, Weights weights, Confidence c, double expected, String label) {
        double[] losses = ScenarioLosses.of(panel, weights);
        double var = ValueAtRisk.historical(c, QuantileRule.TYPE_7).of(panel, weights);
        if (what.equals("total")) {
            near(var, expected, label);
            return;
        }
        double width =
                2.575 * Dispersion.volatility(DegreesOfFreedom.SAMPLE).ofLosses(losses) / Math.pow(losses.length, 0.2);
        double[] marginals = new double[5];
        double sum = 0;
        for (int j = 0; j < 5; j++) {
            for (int t = 0; t < losses.length; t++) {
                marginals[j] -= columns[j][t] * Math.max(0, 1 - Math.abs(losses[t] - var) / width);
            }
            sum += weights.get(j) * marginals[j];
        }
        double scale = var / sum;
        item(
                what,
                EulerContributions.of(
                        "kernel",
                        weights,
                        Arrays.stream(marginals).map(m -> m * scale).toArray(),
                        var),
                expected,
                label);
    }

    private void historical(
            String what, boolean shortfall, Weights weights, Confidence c, double expected, String label) {
        RiskMeasure ours = shortfall ? ExpectedShortfall.historical(c) : ValueAtRisk.historical(c, QuantileRule.TYPE_7);
        EulerContributions parts = ours.contributions(panel, weights);
        double absolute = Arrays.stream(parts.toArray()).map(Math::abs).sum();
        assertThat(Arrays.stream(parts.toArray()).sum())
                .as(label)
                .isCloseTo(ours.of(panel, weights), within(1e-12 * absolute));
        if (shortfall) {
            // the peer averages a set of scenarios that is not alpha T large: its total is near ours and not ours
            if (what.equals("total")) {
                assertThat(expected).as(label).isBetween(0.8 * parts.total(), 1.25 * parts.total());
            }
        } else if (what.equals("total")) {
            // the peer's total is not the value at risk that the same call gives for the same portfolio
            assertThat(Math.abs(expected / parts.total() - 1)).as(label).isBetween(1e-5, 0.06);
        } else if (what.startsWith("contribution:")) {
            // its contributions are of the opposite sign and half as large as its total: no decomposition of it
            assertThat(expected).as(label).isNotCloseTo(parts.of(what.substring(13)), within(1e-6));
        }
    }

    private void pair(String[] row, double expected, String label) {
        String[] ij = row[2].split(" ");
        double[] x = columns[Integer.parseInt(ij[0]) - 1];
        double[] y = columns[Integer.parseInt(ij[1]) - 1];
        near(
                switch (row[0]) {
                    case "cov_ddof1" ->
                        CoMoments.covariance(DegreesOfFreedom.SAMPLE).of(x, y);
                    case "cor_pearson" -> CoMoments.correlation().of(x, y);
                    case "cor_spearman" -> CoMoments.spearman().of(x, y);
                    default -> CoMoments.kendall().of(x, y);
                },
                expected,
                label);
    }
}
