package io.trimtab.risk.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.StandardNormal;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UniformityTest {
    private static final Confidence C95 = Confidence.of(0.95);

    private static double[] uniform(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] u = new double[n];
        Arrays.setAll(u, t -> NormalDraws.uniform(random));
        return u;
    }

    /** Oracle: hand calculation; of .1 .2 .3 .4 .5 the empirical distribution is 1 at .5, so the distance is .5. */
    @Test
    void kolmogorovsDistanceIsThatOfTheSteps() {
        assertThat(Uniformity.kolmogorov(new double[] {0.5, 0.1, 0.3, 0.2, 0.4}).statistic())
                .isCloseTo(0.5, within(1e-15));
    }

    /** Oracle: 5% of right forecasts are rejected: 1000 tries have a standard error of 0.7%. */
    @Test
    void rightForecastsAreRejectedAsOftenAsStated() {
        int kolmogorov = 0;
        int berkowitz = 0;
        for (int k = 0; k < 1000; k++) {
            double[] u = uniform(250, 100 + k);
            kolmogorov += Uniformity.kolmogorov(u).rejectedAt(C95) ? 1 : 0;
            berkowitz += Uniformity.berkowitz(u).rejectedAt(C95) ? 1 : 0;
        }
        assertThat(kolmogorov / 1000.0).isBetween(0.025, 0.08);
        assertThat(berkowitz / 1000.0).isBetween(0.025, 0.08);
    }

    /** Volatility understated by a third, a mean that is off, and dependence: each is seen by whom it concerns. */
    @Test
    void wrongForecastsAreSeen() {
        double[] z = new double[500];
        NormalDraws.into(z, new SplittableRandom(6));
        double[] wide =
                Arrays.stream(z).map(x -> StandardNormal.cumulative(1.5 * x)).toArray();
        double[] off =
                Arrays.stream(z).map(x -> StandardNormal.cumulative(x + 0.3)).toArray();
        double[] chained = new double[500];
        double last = 0;
        for (int t = 0; t < 500; t++) {
            last = 0.4 * last + Math.sqrt(1 - 0.16) * z[t];
            chained[t] = StandardNormal.cumulative(last);
        }
        assertThat(Uniformity.berkowitz(wide).pValue()).isLessThan(1e-6);
        assertThat(Uniformity.kolmogorov(wide).pValue()).isLessThan(0.01);
        assertThat(Uniformity.kolmogorov(off).pValue()).isLessThan(1e-4);
        assertThat(Uniformity.berkowitz(off).pValue()).isLessThan(1e-4);
        assertThat(Uniformity.berkowitz(chained).pValue()).isLessThan(1e-6);
        assertThat(Uniformity.berkowitz(wide).name()).contains("Berkowitz");
    }

    /**
     * Oracle: twice the difference of the two log-likelihoods written out, with a least-squares line through (z_t, z_(t+1)).
     */
    @Test
    void berkowitzIsALikelihoodRatio() {
        double[] u = uniform(8, 3);
        double[] z = Arrays.stream(u).map(StandardNormal::quantile).toArray();
        org.hipparchus.stat.regression.SimpleRegression line = new org.hipparchus.stat.regression.SimpleRegression();
        for (int t = 0; t < 7; t++) {
            line.addData(z[t], z[t + 1]);
        }
        double variance = line.getSumSquaredErrors() / 7;
        double free = 0;
        double bound = 0;
        for (int t = 0; t < 7; t++) {
            double e = z[t + 1] - line.predict(z[t]);
            free += -0.5 * Math.log(variance) - e * e / (2 * variance);
            bound += -0.5 * z[t + 1] * z[t + 1];
        }
        assertThat(Uniformity.berkowitz(u).statistic()).isCloseTo(2 * (free - bound), within(1e-10));
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> Uniformity.kolmogorov(new double[] {0.1, 0.2, 0.3, 0.4}))
                .hasMessageContaining("number of probabilities must be at least 5");
        assertThatThrownBy(() -> Uniformity.berkowitz(new double[] {0.1, 0.2, 0.3, 0.4, 1}))
                .hasMessageContaining("probabilities[4]");
        assertThatThrownBy(() -> Uniformity.berkowitz(new double[] {0.3, 0.3, 0.3, 0.3, 0.3}))
                .hasMessageContaining("must change");
    }

    /** All but the first or the last the same: far from uniform, and no quotient of rounding. */
    @Test
    void probabilitiesThatHardlyChangeAreRejected() {
        for (int odd : new int[] {0, 19}) {
            double[] p = new double[20];
            Arrays.fill(p, 0.3);
            p[odd] = 0.7;
            assertThat(Uniformity.berkowitz(p).pValue()).isLessThan(1e-6);
            assertThat(Uniformity.kolmogorov(p).pValue()).isLessThan(1e-6);
        }
        double[] same = new double[20];
        Arrays.fill(same, 0.3);
        assertThatThrownBy(() -> Uniformity.berkowitz(same)).hasMessageContaining("0.3 throughout");
    }
}
