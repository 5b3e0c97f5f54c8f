package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.risk.testkit.RiskMeasureContract;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Oracles: definitions minimised by brute force, closed forms of distributions, hand-worked tails. */
@SuppressWarnings("FloatingPointLiteralPrecision") // as published, digit by digit
class TailMeasuresTest extends RiskMeasureContract {
    private static final Confidence C95 = Confidence.of(0.95);
    private static final Confidence C90 = Confidence.of(0.9);
    private static final Confidence C50 = Confidence.of(0.5);

    @Override
    protected Stream<RiskMeasure> measures() {
        return Stream.of(
                        Stream.of(Confidence.of(0.51), C90, C95, Confidence.of(0.973), Confidence.of(0.999))
                                .flatMap(c -> Stream.of(
                                        ValueAtRisk.historical(c),
                                        ValueAtRisk.historical(c, QuantileRule.TYPE_7),
                                        ExpectedShortfall.historical(c),
                                        ValueAtRisk.gaussian(c, DegreesOfFreedom.POPULATION),
                                        ExpectedShortfall.gaussian(c, DegreesOfFreedom.SAMPLE),
                                        ValueAtRisk.studentT(c, 4, DegreesOfFreedom.SAMPLE),
                                        ExpectedShortfall.studentT(c, 2.5, DegreesOfFreedom.POPULATION),
                                        ValueAtRisk.cornishFisherUnchecked(c),
                                        ExpectedShortfall.edgeworth(c),
                                        ValueAtRisk.timeWeighted(c, 0.99),
                                        ExpectedShortfall.timeWeighted(c, 0.98),
                                        ValueAtRisk.volatilityScaled(c, 0.94),
                                        ExpectedShortfall.volatilityScaled(c, 0.9),
                                        ValueAtRisk.filtered(c, ConditionalVolatility.exponentiallyWeighted(0.9)),
                                        TailMeasures.entropicValueAtRisk(c),
                                        TailMeasures.relativisticValueAtRisk(c, 0.001),
                                        TailMeasures.relativisticValueAtRisk(c, 0.3),
                                        TailMeasures.relativisticValueAtRisk(c, 0.95),
                                        TailMeasures.tailGini(c),
                                        TailMeasures.tailGiniRange(c),
                                        TailMeasures.shortfallRange(c),
                                        TailMeasures.entropicBound(0.01, c))),
                        Stream.of(
                                TailMeasures.worstLoss(),
                                TailMeasures.entropic(0.002),
                                TailMeasures.spectral(
                                        "two tails", new Confidence[] {C90, C95}, new double[] {0.25, 0.75}),
                                TailIndex.hill(5),
                                ValueAtRisk.peaksOverThreshold(C95, TailThreshold.quantile(0.85, QuantileRule.TYPE_1)),
                                ExpectedShortfall.peaksOverThreshold(
                                        C95, TailThreshold.quantile(0.8, QuantileRule.TYPE_7))))
                .flatMap(s -> s);
    }

    private static double[] losses(int n, int power) {
        double[] losses = new double[n];
        for (int i = 0; i < n; i++) {
            losses[i] = Math.pow(Math.sin(i * 1.37) + 0.1 * Math.cos(i * 7.1), power) / 10;
        }
        return losses;
    }

    /** The definition, minimised over a fine grid of z and refined by golden section. */
    @Test
    void entropicValueAtRiskIsTheMinimumOfItsDefinition() {
        for (int n : new int[] {3, 20, 300}) {
            for (double alpha : new double[] {0.4, 0.05, 0.7}) {
                double[] losses = losses(n, 3);
                double worst = Arrays.stream(losses).max().orElseThrow();
                double best = worst;
                for (double lnz = -14; lnz < 4; lnz += 1e-3) {
                    double z = Math.exp(lnz);
                    double mean = Arrays.stream(losses)
                            .map(l -> Math.exp((l - worst) / z))
                            .average()
                            .orElseThrow();
                    double value = worst + z * (Math.log(mean) - Math.log(alpha));
                    best = Math.min(best, value);
                }
                double evar = TailMeasures.entropicValueAtRisk(Confidence.of(1 - alpha))
                        .ofLosses(losses);
                // the grid misses the minimum by at most (step^2 / 2) of its curvature
                assertThat(evar).as("n %d alpha %s", n, alpha).isBetween(best - 1e-7, best + 1e-12);
            }
        }
    }

    /** The dual: q maximises the loss, so no other q of the same entropy may do better; here 2 scenarios, one unknown. */
    @Test
    void relativisticValueAtRiskOfTwoScenariosIsOneRoot() {
        double alpha = 0.7;
        double kappa = 0.4;
        double target = (Math.pow(1 / (2 * alpha), kappa) - Math.pow(2 * alpha, kappa)) / (2 * kappa);
        double low = 0.5;
        double high = 1;
        for (int k = 0; k < 200; k++) {
            double q = (low + high) / 2;
            double entropy = (Math.pow(q, 1 + kappa)
                            - Math.pow(q, 1 - kappa)
                            + Math.pow(1 - q, 1 + kappa)
                            - Math.pow(1 - q, 1 - kappa))
                    / (2 * kappa);
            if (entropy > target) {
                high = q;
            } else {
                low = q;
            }
        }
        double value = TailMeasures.relativisticValueAtRisk(Confidence.of(1 - alpha), kappa)
                .ofLosses(0.03, -0.01);
        assertThat(value).isCloseTo(0.03 * low - 0.01 * (1 - low), within(1e-14));
        double[] q = new double[2];
        RiskMeasure evar = TailMeasures.entropicValueAtRisk(Confidence.of(1 - alpha));
        evar.gradientInto(MeasuredSeries.ofLosses(0.03, -0.01), q);
        double entropy = -q[0] * Math.log(-q[0] * 2) - q[1] * Math.log(-q[1] * 2);
        assertThat(entropy).isCloseTo(Math.log(1 / alpha), within(1e-14));
    }

    @Test
    void theyAreTheWorstLossWhereTheTailHoldsNoMore() {
        double[] losses = {0.01, 0.05, -0.02, 0.05, 0.03};
        for (RiskMeasure measure : new RiskMeasure[] {
            ExpectedShortfall.historical(Confidence.of(0.6)),
            TailMeasures.entropicValueAtRisk(Confidence.of(0.6)),
            TailMeasures.relativisticValueAtRisk(Confidence.of(0.6), 0.3),
            TailMeasures.tailGini(Confidence.of(0.6)),
            TailMeasures.tailGini(Confidence.of(0.9)),
            ValueAtRisk.historical(Confidence.of(0.9)),
            TailMeasures.worstLoss()
        }) {
            assertThat(measure.ofLosses(losses)).as(measure.name()).isEqualTo(0.05);
            double[] g = new double[5];
            measure.gradientInto(MeasuredSeries.ofLosses(losses), g);
            assertThat(g).as(measure.name()).containsExactly(0, -0.5, 0, -0.5, 0);
        }
        for (RiskMeasure measure : new RiskMeasure[] {
            TailMeasures.entropicValueAtRisk(C50),
            TailMeasures.relativisticValueAtRisk(C50, 0.3),
            ExpectedShortfall.historical(C50),
            TailMeasures.tailGini(C50),
            ValueAtRisk.historical(C50)
        }) {
            assertThat(measure.ofLosses(0.0123)).as(measure.name() + " of one").isEqualTo(0.0123);
            assertThat(measure.ofLosses(0.1, 0.1, 0.1))
                    .as(measure.name() + " of equal ones")
                    .isEqualTo(0.1);
        }
    }

    @Test
    void tailGiniOfATailOfTwoAndAHalf() {
        // weights (2.5^2 - 1.5^2, 1.5^2 - .5^2, .5^2) / 2.5^2
        double[] losses = {5, 4, 3, 2, 1};
        assertThat(TailMeasures.tailGini(C50).ofLosses(losses))
                .isCloseTo((4 * 5 + 2 * 4 + 0.25 * 3) / 6.25, within(1e-15));
        assertThat(TailMeasures.shortfallRange(C50).ofLosses(losses))
                .isCloseTo((5 + 4 + 1.5) / 2.5 - (1 + 2 + 1.5) / 2.5, within(1e-14));
    }

    @Test
    void entropicRiskIsTheCertaintyEquivalentOfExponentialUtility() {
        double expected = 0.5 * Math.log((Math.exp(0.2 / 0.5) + Math.exp(-0.1 / 0.5)) / 2);
        assertThat(TailMeasures.entropic(0.5).ofLosses(0.2, -0.1)).isCloseTo(expected, within(1e-16));
        assertThat(TailMeasures.entropicBound(0.5, C95).ofLosses(0.2, -0.1))
                .isCloseTo(expected + 0.5 * Math.log(20), within(1e-15));
        assertThat(TailMeasures.entropic(1e-7).ofLosses(0.2, -0.1)).isCloseTo(0.2, within(1e-7));
    }

    /** Printed quantiles: z(.95) 1.6448536269514722, z(.99) 2.3263478740408408; t tables of nu = 4: 2.1318467863, 3.7469473880. */
    @Test
    void quantilesOfDistributionsAreThoseOfTheTables() {
        double[] unit = {1, -1}; // mean 0, population sigma 1, S 0, K -2
        assertThat(ValueAtRisk.gaussian(C95, DegreesOfFreedom.POPULATION).of(unit))
                .isCloseTo(1.6448536269514722, within(1e-14));
        assertThat(ValueAtRisk.gaussian(Confidence.of(0.99), DegreesOfFreedom.POPULATION)
                        .of(unit))
                .isCloseTo(2.3263478740408408, within(1e-14));
        assertThat(ExpectedShortfall.gaussian(C95, DegreesOfFreedom.POPULATION).of(unit))
                .isCloseTo(2.0627128075074253, within(1e-14));
        double root = Math.sqrt(0.5);
        assertThat(ValueAtRisk.studentT(C95, 4, DegreesOfFreedom.POPULATION).of(unit))
                .isCloseTo(2.1318467863266499 * root, within(1e-13));
        assertThat(ValueAtRisk.studentT(Confidence.of(0.99), 4, DegreesOfFreedom.POPULATION)
                        .of(unit))
                .isCloseTo(3.7469473879791968 * root, within(1e-13));
        // nu = 4, alpha = .05: f(t) (nu + t^2) / ((nu - 1) alpha) with f(t) = 3/8 (1 + t^2/4)^-2.5
        double t = 2.1318467863266499;
        assertThat(ExpectedShortfall.studentT(C95, 4, DegreesOfFreedom.POPULATION)
                        .of(unit))
                .isCloseTo(0.375 * Math.pow(1 + t * t / 4, -2.5) * (4 + t * t) / 0.15 * root, within(1e-12));
        assertThat(ValueAtRisk.gaussian(Confidence.of(0.3), DegreesOfFreedom.POPULATION)
                        .of(unit))
                .isCloseTo(-0.5244005127080407, within(1e-14));
    }

    @Test
    void shortfallOfCornishFisherIsTheMeanOfItsQuantiles() {
        // oracle: the trapezoid rule over probabilities, S and K of the sample within the domain
        double[] sample = DoubleStream.of(-3, -1.2, -0.6, -0.2, 0, 0.1, 0.3, 0.7, 1.1, 2.8)
                .toArray();
        double sum = 0;
        int steps = 4000;
        for (int k = 0; k < steps; k++) {
            double p = 0.05 * (k + 0.5) / steps;
            sum += ValueAtRisk.cornishFisher(Confidence.of(1 - p)).of(sample);
        }
        assertThat(ExpectedShortfall.cornishFisher(C95).of(sample)).isCloseTo(sum / steps, within(2e-4));
        assertThat(ExpectedShortfall.cornishFisher(C95).of(sample))
                .isGreaterThan(ValueAtRisk.cornishFisher(C95).of(sample));
    }

    @Test
    void cornishFisherRefusesWhatIsNoDistribution() {
        double[] crash = new double[60];
        Arrays.setAll(crash, i -> i == 7 ? -0.4 : 0.001 * Math.sin(i));
        assertThat(ValueAtRisk.cornishFisher(C95).ifDefined(crash)).isEmpty();
        assertThatThrownBy(() -> ExpectedShortfall.cornishFisher(C95).of(crash))
                .hasMessageContaining("outside the domain")
                .hasMessageContaining("use another model");
        assertThat(ValueAtRisk.cornishFisherUnchecked(C95).ifDefined(crash)).isPresent();
        // the boundary of the domain at S = 0 is K from 0 to 8 (Maillard 2012)
        assertThat(MomentTail.valid(0, 0)).isTrue();
        assertThat(MomentTail.valid(0, 8)).isTrue();
        assertThat(MomentTail.valid(0, 8.001)).isFalse();
        assertThat(MomentTail.valid(0, -0.001)).isFalse();
        // |S| at most 6 (sqrt 2 - 1) = 2.485
        assertThat(MomentTail.valid(2.49, 8)).isFalse();
        double k = 0;
        for (double x = 0; x < 20; x += 0.001) {
            k = MomentTail.valid(2.48, x) ? x : k;
        }
        assertThat(k).isPositive();
    }

    @Test
    void constantReturnsLoseTheirMean() {
        double[] equal = {0.01, 0.01, 0.01};
        double[] g = new double[3];
        for (RiskMeasure m : new RiskMeasure[] {
            ValueAtRisk.gaussian(C95, DegreesOfFreedom.SAMPLE),
            ValueAtRisk.cornishFisher(C95),
            ExpectedShortfall.edgeworth(C95),
            ExpectedShortfall.timeWeighted(C95, 0.9)
        }) {
            assertThat(m.of(equal)).as(m.name()).isEqualTo(-0.01);
        }
        ValueAtRisk.cornishFisher(C95).gradientInto(MeasuredSeries.of(equal), g);
        assertThat(g).containsOnly(-1.0 / 3);
        assertThat(ValueAtRisk.volatilityScaled(C95, 0.9).ifDefined(0, 0, 0)).isEmpty();
    }

    @Test
    void weightsOfTimeFallOffIntoThePast() {
        // lambda = 1/2, three losses, newest last: probabilities 1/7, 2/7, 4/7
        double[] losses = {0.09, 0.01, 0.02};
        assertThat(ValueAtRisk.timeWeighted(Confidence.of(0.9), 0.5).ofLosses(losses))
                .isEqualTo(0.09);
        assertThat(ValueAtRisk.timeWeighted(Confidence.of(0.8), 0.5).ofLosses(losses))
                .isEqualTo(0.02);
        // alpha = .2: 1/7 of 0.09 and the rest of 0.02
        assertThat(ExpectedShortfall.timeWeighted(Confidence.of(0.8), 0.5).ofLosses(losses))
                .isCloseTo((0.09 / 7 + (0.2 - 1.0 / 7) * 0.02) / 0.2, within(1e-15));
    }

    @Test
    void givenVolatilitiesFilterAsTold() {
        ConditionalVolatility given = ConditionalVolatility.given("mine", 0.01, new double[] {0.1, 0.2, 0.4});
        // z = (-.11 / .1, .19 / .2): worst is the first, scaled to .4
        assertThat(ValueAtRisk.filtered(C95, given).of(-0.1, 0.2)).isCloseTo(1.1 * 0.4 - 0.01, within(1e-15));
        assertThat(ExpectedShortfall.filtered(C95, given).name()).isEqualTo("filtered expected shortfall 95% mine");
        assertThatThrownBy(() -> ValueAtRisk.filtered(C95, given).of(0.1, 0.1, 0.1))
                .hasMessage("series must have length 2, had 3");
        assertThatThrownBy(() -> ConditionalVolatility.given("x", 0, new double[] {1, 0}))
                .hasMessage("volatilities[1] must be positive and finite, was 0.0");
    }

    @Test
    void argumentsOutOfRangeAreRefusedByName() {
        assertThatThrownBy(() -> TailMeasures.relativisticValueAtRisk(C95, 1))
                .hasMessageContaining("kappa must be within");
        assertThatThrownBy(() -> TailMeasures.entropic(0)).hasMessage("theta must be positive and finite, was 0.0");
        assertThatThrownBy(() -> ValueAtRisk.studentT(C95, 2, DegreesOfFreedom.SAMPLE))
                .hasMessageContaining("nu must be");
        assertThatThrownBy(() -> ValueAtRisk.timeWeighted(C95, 1)).hasMessageContaining("decay must be");
        assertThatThrownBy(() -> TailMeasures.spectral("x", new Confidence[] {C95}, new double[] {0.9}))
                .hasMessage("weights must sum to 1, summed to 0.9");
        assertThatThrownBy(() -> TailThreshold.worst(4)).hasMessageContaining("count must be at least 5");
        assertThatThrownBy(() -> TailIndex.hill(1)).hasMessageContaining("count must be at least 2");
        assertThatThrownBy(() -> TailIndex.hill(3).of(0.1, 0.2, -0.1, -0.2))
                .hasMessageContaining("the 4 worst returns are not all losses");
    }
}
