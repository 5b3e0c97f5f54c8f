package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.risk.testkit.CovarianceEstimatorContract;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.ReferenceData;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.hipparchus.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;

class SampleCovarianceTest extends CovarianceEstimatorContract {
    @Override
    protected CovarianceEstimator estimator() {
        return SampleCovariance.unbiased();
    }

    @Test
    void agreesWithHipparchusOnRandomPanels() {
        for (int n : new int[] {1, 2, 5, 23}) {
            double[][] columns = Panels.random(100, n, n);
            CovarianceMatrix ours = SampleCovariance.unbiased().estimate(Panels.of(columns));
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double peer = new Covariance().covariance(columns[i], columns[j], true);
                    // tolerance: rounding of two summation orders, relative to the volatilities
                    assertThat(ours.get(i, j))
                            .isCloseTo(peer, within(1e-13 * Math.sqrt(ours.variance(i) * ours.variance(j))));
                }
            }
        }
    }

    @Test
    void divisorIsWhatItSays() {
        double[] x = {1, 2, 3, 4};
        assertThat(SampleCovariance.unbiased().estimate(Panels.of(x)).variance(0))
                .isEqualTo(5.0 / 3);
        assertThat(SampleCovariance.with(DegreesOfFreedom.POPULATION)
                        .estimate(Panels.of(x))
                        .variance(0))
                .isEqualTo(1.25);
    }

    @Test
    void levelOfAnySizeCostsNoDigits() {
        double[] x = {1e6 + 0.001, 1e6 - 0.002, 1e6 + 0.0005};
        double exact = exactVariance(x);
        // oracle: exact arithmetic on the very doubles given
        assertThat(SampleCovariance.unbiased().estimate(Panels.of(x)).variance(0))
                .isCloseTo(exact, within(1e-9 * exact));
    }

    @Test
    void agreesWithTheReferenceCovarianceOfFiveHedgeFundStyles() {
        double[][] edhec = ReferenceData.edhec(5);
        CovarianceMatrix ours = SampleCovariance.unbiased().estimate(Panels.of(edhec));
        List<String[]> rows = ReferenceData.rows("risk/expected/portfolio_decomposition.csv");
        int checked = 0;
        for (String[] row : rows) {
            if (row[0].equals("cov_ddof1")) {
                String[] pair = row[2].split(" ");
                int i = Integer.parseInt(pair[0]) - 1;
                int j = Integer.parseInt(pair[1]) - 1;
                double expected = Double.parseDouble(row[3]);
                assertThat(ours.get(i, j)).as(row[2]).isCloseTo(expected, within(1e-13));
                checked++;
            }
        }
        assertThat(checked).isEqualTo(15);
    }

    @Test
    void describesItself() {
        assertThat(SampleCovariance.unbiased()).hasToString("SampleCovariance[SAMPLE]");
    }

    private static double exactVariance(double[] x) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double v : x) {
            sum = sum.add(new BigDecimal(v));
        }
        BigDecimal n = BigDecimal.valueOf(x.length);
        BigDecimal squares = BigDecimal.ZERO;
        for (double v : x) {
            BigDecimal d = new BigDecimal(v).subtract(sum.divide(n, new MathContext(60)));
            squares = squares.add(d.multiply(d));
        }
        return squares.divide(BigDecimal.valueOf(x.length - 1), new MathContext(30))
                .doubleValue();
    }
}
