package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.BlockBootstrap;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.SplittableRandom;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;

/** Simulation against closed forms, coverage of intervals against binomial bounds. */
class SimulationTest {
    private static final Confidence C95 = Confidence.of(0.95);
    private static final Confidence C99 = Confidence.of(0.99);
    private static final Universe PAIR = Universe.of("A", "B");
    private static final CovarianceMatrix COVARIANCE =
            CovarianceMatrix.of(PAIR, new double[][] {{0.0004, 0.0003}, {0.0003, 0.0009}});
    private static final ExpectedReturns MEAN = ExpectedReturns.of(PAIR, 0.001, -0.001);

    /** The exact order-statistic interval of the simulated value at risk covers the closed form. */
    @Test
    void simulatedTailsCoverTheClosedForms() {
        Weights weights = Weights.of(PAIR, 0.7, -0.4);
        TailRisk normal = MonteCarloSimulation.gaussian(COVARIANCE, MEAN, 7).measure(C99, 40_000, weights);
        ModelTail exact = ModelTail.gaussian(COVARIANCE, MEAN, C99);
        QuantileInterval interval = normal.valueAtRiskInterval(Confidence.of(0.9999));
        assertThat(exact.valueAtRisk(weights))
                .isBetween(interval.lower().orElseThrow(), interval.upper().orElseThrow());
        assertThat(normal.expectedShortfall()).isCloseTo(exact.expectedShortfall(weights), within(0.001));
        TailRisk student = MonteCarloSimulation.studentT(COVARIANCE, MEAN, 4, 7).measure(C99, 40_000, weights);
        QuantileInterval fat = student.valueAtRiskInterval(Confidence.of(0.9999));
        assertThat(ModelTail.studentT(COVARIANCE, MEAN, C99, 4).valueAtRisk(weights))
                .isBetween(fat.lower().orElseThrow(), fat.upper().orElseThrow());
        assertThat(MonteCarloSimulation.gaussian(COVARIANCE, MEAN, 7).losses(100, r -> r[0]))
                .isEqualTo(MonteCarloSimulation.gaussian(COVARIANCE, MEAN, 7).losses(100, r -> r[0]));
        assertThat(MonteCarloSimulation.studentT(COVARIANCE, MEAN, 4, 7))
                .hasToString("MonteCarloSimulation[Student-t nu 4, 2 factors, seed 7]");
    }

    @Test
    void singularCovarianceIsSimulatedAndMisuseRefused() {
        CovarianceMatrix singular = CovarianceMatrix.of(PAIR, new double[][] {{0.04, 0.04}, {0.04, 0.04}});
        double[] spread = MonteCarloSimulation.gaussian(singular, MEAN, 1).losses(50, r -> r[0] - r[1]);
        for (double x : spread) {
            assertThat(x).isCloseTo(-0.002, within(1e-15));
        }
        MonteCarloSimulation simulation = MonteCarloSimulation.gaussian(COVARIANCE, MEAN, 1);
        assertThatThrownBy(() -> simulation.losses(0, r -> 0)).hasMessageContaining("scenarios must be at least 1");
        assertThatThrownBy(() -> simulation.losses(1, r -> Double.NaN))
                .hasMessageContaining("loss of the book must be finite");
        assertThatThrownBy(() -> MonteCarloSimulation.studentT(COVARIANCE, MEAN, 2, 1))
                .hasMessageContaining("nu must be from 3");
    }

    /** Published: QuantExt's delta-gamma tests (R, PDQutils AS269), and quantiles of chi-squared. */
    @Test
    void deltaGammaOfOneOptionIsThePublishedOne() {
        Universe one = Universe.of("X");
        CovarianceMatrix unit = CovarianceMatrix.of(one, 1.0);
        DeltaGamma sold = DeltaGamma.of(unit, 0, new double[] {0}, new double[][] {{-10_000}});
        assertThat(sold.mean()).isEqualTo(-5000);
        assertThat(sold.volatility()).isCloseTo(Math.sqrt(0.5e8), within(1e-9));
        assertThat(sold.skewness()).isCloseTo(-Math.sqrt(8), within(1e-12));
        assertThat(sold.excessKurtosis()).isCloseTo(12, within(1e-12));
        // the published number is the 99% quantile of the gain, which is minus the value at risk at 1%
        assertThat(-sold.uncheckedValueAtRisk(Confidence.of(0.01))).isCloseTo(-4707.882, within(0.001));
        assertThatThrownBy(() -> sold.valueAtRisk(C99))
                .hasMessageContaining("outside the domain")
                .hasMessageContaining("simulate it");
        ExpectedReturns zero = ExpectedReturns.of(one, 0);
        double exact = -10_000 * 0.5 * 0.00015708785790970227; // chi2inv(.01, 1)
        assertThat(-MonteCarloSimulation.gaussian(unit, zero, 3)
                        .measure(Confidence.of(0.01), 100_000, sold)
                        .valueAtRisk())
                .isCloseTo(exact, within(0.5));
        CovarianceMatrix million = CovarianceMatrix.of(one, 1e6);
        DeltaGamma bought = DeltaGamma.of(million, 0, new double[] {0}, new double[][] {{1}});
        double best = -MonteCarloSimulation.gaussian(million, zero, 3)
                .measure(Confidence.of(0.01), 400_000, bought)
                .valueAtRisk();
        assertThat(best).isCloseTo(0.5e6 * 6.6348966010212145, within(0.01 * 0.5e6 * 6.63)); // chi2inv(.99, 1)
    }

    @Test
    void deltaGammaCumulantsAreThoseOfTheSimulation() {
        DeltaGamma book = DeltaGamma.of(COVARIANCE, 0.0001, new double[] {1, -0.5}, new double[][] {{3, 1}, {1, -2}});
        double[] gains = MonteCarloSimulation.gaussian(COVARIANCE, ExpectedReturns.of(PAIR, 0, 0), 5)
                .losses(400_000, book);
        for (int i = 0; i < gains.length; i++) {
            gains[i] = -gains[i];
        }
        MeasuredSeries series = MeasuredSeries.of(gains);
        assertThat(series.mean()).isCloseTo(book.mean(), within(5 * book.volatility() / Math.sqrt(gains.length)));
        assertThat(Math.sqrt(series.centralMoment(2))).isCloseTo(book.volatility(), within(0.01 * book.volatility()));
        assertThat(Moments.skewness(SkewnessForm.MOMENT).value(series)).isCloseTo(book.skewness(), within(0.03));
        assertThat(Moments.kurtosis(KurtosisForm.EXCESS).value(series)).isCloseTo(book.excessKurtosis(), within(0.06));
        // the expansion of a mild book is near the simulation
        if (MomentTail.valid(book.skewness(), book.excessKurtosis())) {
            assertThat(book.valueAtRisk(C99))
                    .isCloseTo(ValueAtRisk.historical(C99).value(series), within(0.02 * book.volatility()));
        }
        DeltaGamma linear = DeltaGamma.of(COVARIANCE, 0, new double[] {1, 1}, new double[2][2]);
        assertThat(linear.uncheckedValueAtRisk(C99))
                .isCloseTo(
                        ModelTail.gaussian(COVARIANCE, ExpectedReturns.of(PAIR, 0, 0), C99)
                                .valueAtRisk(Weights.of(PAIR, 1, 1)),
                        within(1e-15));
        DeltaGamma still = DeltaGamma.of(COVARIANCE, -3, new double[2], new double[2][2]);
        assertThat(still.valueAtRisk(C99)).isEqualTo(3);
        assertThatThrownBy(() -> DeltaGamma.of(COVARIANCE, 0, new double[2], new double[][] {{1, 2}, {3, 1}}))
                .hasMessage("gamma must be symmetric, was 3.0 at [1][0] and 2.0 at [0][1]");
        assertThatThrownBy(() -> DeltaGamma.of(COVARIANCE, 0, new double[1], new double[2][2]))
                .hasMessageContaining("delta");
        assertThatThrownBy(() -> DeltaGamma.of(COVARIANCE, Double.NaN, new double[2], new double[2][2]))
                .hasMessageContaining("theta");
    }

    /**
     * The order-statistic interval of a value at risk covers at least as often as it says; that of the expected shortfall is
     * approximate: nearly as often. Bounds: 4 binomial standard deviations.
     */
    @Test
    void intervalsCoverAsOftenAsTheyClaim() {
        int trials = Campaign.tries(400, 4000);
        NormalDistribution normal = new NormalDistribution();
        double var = normal.inverseCumulativeProbability(0.95);
        double shortfall = normal.density(var) / 0.05;
        int varCovered = 0;
        int shortfallCovered = 0;
        SplittableRandom random = new SplittableRandom(11);
        double claimed = 0;
        for (int k = 0; k < trials; k++) {
            double[] losses = random.doubles(250, 1e-12, 1)
                    .map(normal::inverseCumulativeProbability)
                    .toArray();
            TailRisk tail = HistoricalSimulation.at(C95).measure(losses);
            QuantileInterval interval = tail.valueAtRiskInterval(C95);
            claimed = interval.coverage();
            varCovered += interval.lower().orElseThrow() <= var
                            && var <= interval.upper().orElseThrow()
                    ? 1
                    : 0;
            shortfallCovered += tail.approximateShortfallDistribution(BlockBootstrap.independent(), 300, k)
                            .interval(C95)
                            .contains(shortfall)
                    ? 1
                    : 0;
        }
        double deviation = Math.sqrt(claimed * (1 - claimed) / trials);
        assertThat(claimed).isBetween(0.95, 0.99);
        assertThat((double) varCovered / trials).isCloseTo(claimed, within(4 * deviation));
        double slack = 4 * Math.sqrt(0.89 * 0.11 / trials);
        assertThat((double) shortfallCovered / trials).isBetween(0.86 - slack, 0.95 + slack);
    }
}
