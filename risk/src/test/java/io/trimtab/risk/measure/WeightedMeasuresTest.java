package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.attribution.EulerContributions;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.RiskMeasureContract;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Measures under scenario probabilities: what every measure promises, under probabilities that differ, and what binds them
 * to the measures without.
 */
class WeightedMeasuresTest extends RiskMeasureContract {
    private static final Confidence C95 = Confidence.of(0.95);

    /** Every measure that has a form under probabilities. */
    static List<RiskMeasure> weighable() {
        PerformanceConvention daily = PerformanceConvention.of(PeriodsPerYear.DAILY);
        Confidence c80 = Confidence.of(0.8);
        return List.of(
                Moments.mean(),
                Moments.geometricMean(),
                Moments.central(2),
                Moments.central(3),
                Moments.central(4),
                Moments.skewness(SkewnessForm.MOMENT),
                Moments.kurtosis(KurtosisForm.MOMENT),
                Moments.kurtosis(KurtosisForm.EXCESS),
                Dispersion.volatility(DegreesOfFreedom.SAMPLE),
                Dispersion.volatility(DegreesOfFreedom.POPULATION),
                Dispersion.variance(DegreesOfFreedom.SAMPLE),
                Dispersion.variance(DegreesOfFreedom.POPULATION),
                Dispersion.semideviation(DownsideBasis.ALL_OBSERVATIONS),
                Dispersion.semideviation(DownsideBasis.ALL_OBSERVATIONS_LESS_ONE),
                Dispersion.semideviation(DownsideBasis.SHORTFALLS_ONLY),
                Dispersion.semivariance(DownsideBasis.ALL_OBSERVATIONS),
                Dispersion.semivariance(DownsideBasis.ALL_OBSERVATIONS_LESS_ONE),
                Dispersion.meanAbsoluteDeviation(),
                Dispersion.giniMeanDifference(),
                Dispersion.range(),
                Dispersion.quantileRange(0.75, QuantileRule.TYPE_2),
                Dispersion.quantileRange(0.9, QuantileRule.TYPE_1),
                Dispersion.medianAbsoluteDeviation(),
                PartialMoments.lower(1, 0, DownsideBasis.ALL_OBSERVATIONS),
                PartialMoments.lower(3, 0.001, DownsideBasis.SHORTFALLS_ONLY),
                PartialMoments.upper(2, 0, DownsideBasis.ALL_OBSERVATIONS_LESS_ONE),
                PartialMoments.belowMean(4, DownsideBasis.ALL_OBSERVATIONS),
                PartialMoments.downsideDeviation(0, DownsideBasis.ALL_OBSERVATIONS),
                PartialMoments.downsideDeviation(0.0002, DownsideBasis.SHORTFALLS_ONLY),
                PartialMoments.upsideDeviation(0, DownsideBasis.ALL_OBSERVATIONS),
                PartialMoments.shortfallFrequency(0),
                ValueAtRisk.historical(C95),
                ValueAtRisk.historical(c80, QuantileRule.TYPE_2),
                ValueAtRisk.historical(C95, QuantileRule.UPPER_INVERSE),
                ValueAtRisk.gaussian(C95, DegreesOfFreedom.SAMPLE),
                ValueAtRisk.studentT(C95, 5, DegreesOfFreedom.POPULATION),
                ValueAtRisk.cornishFisherUnchecked(C95),
                ExpectedShortfall.historical(C95),
                ExpectedShortfall.historical(c80),
                ExpectedShortfall.gaussian(C95, DegreesOfFreedom.POPULATION),
                ExpectedShortfall.studentT(C95, 5, DegreesOfFreedom.SAMPLE),
                ExpectedShortfall.edgeworth(C95),
                TailMeasures.worstLoss(),
                TailMeasures.entropicValueAtRisk(c80),
                TailMeasures.entropicValueAtRisk(C95),
                TailMeasures.entropic(0.02),
                TailMeasures.entropicBound(1, C95),
                TailMeasures.tailGini(c80),
                TailMeasures.shortfallRange(C95),
                TailMeasures.tailGiniRange(c80),
                TailMeasures.spectral("two tails", new Confidence[] {c80, C95}, new double[] {0.5, 0.5}),
                RewardToRisk.sharpe(daily),
                RewardToRisk.adjustedSharpe(daily),
                RewardToRisk.downsideSharpe(daily),
                RewardToRisk.sharpeOver(ExpectedShortfall.historical(C95), daily),
                RewardToRisk.of(Moments.mean(), TailMeasures.entropicValueAtRisk(c80)),
                RewardToRisk.skewnessToKurtosis(),
                RewardToRisk.kelly(daily),
                GainLossRatios.sortino(daily),
                GainLossRatios.omega(0),
                GainLossRatios.omegaSharpe(0.0001),
                GainLossRatios.kappa(3, 0),
                GainLossRatios.upsidePotential(0, DownsideBasis.SHORTFALLS_ONLY),
                GainLossRatios.variabilitySkewness(0),
                GainLossRatios.dRatio(),
                GainLossRatios.prospect(0),
                GainLossRatios.kellyOfBets(),
                Growth.annualMean(PeriodsPerYear.DAILY));
    }

    @Override
    protected Stream<RiskMeasure> measures() {
        return weighable().stream().map(UnderAnyLength::new);
    }

    private static double[] uneven(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] weights = new double[n];
        for (int t = 0; t < n; t++) {
            weights[t] = 0.2 + random.nextDouble();
        }
        return weights;
    }

    private static double[] returns(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] r = new double[n];
        for (int t = 0; t < n; t++) {
            r[t] = 0.0004 + 0.012 * (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
        }
        return r;
    }

    /** The contract asks for series of many lengths: the probabilities follow them. */
    private static final class UnderAnyLength implements RiskMeasure {
        private final RiskMeasure plain;
        private final RiskMeasure[] byLength = new RiskMeasure[1001];

        UnderAnyLength(RiskMeasure plain) {
            this.plain = plain;
        }

        private RiskMeasure at(MeasuredSeries series) {
            int n = series.size();
            if (byLength[n] == null) {
                byLength[n] = n == 0 ? plain : plain.under(ScenarioProbabilities.normalised(uneven(n, 11)));
            }
            return byLength[n];
        }

        @Override
        public String name() {
            return plain.name();
        }

        @Override
        public Preference preference() {
            return plain.preference();
        }

        @Override
        public Homogeneity homogeneity() {
            return plain.homogeneity();
        }

        @Override
        public int fewestObservations() {
            return plain.fewestObservations();
        }

        @Override
        public double value(MeasuredSeries series) {
            return at(series).value(series);
        }

        @Override
        public boolean hasGradient() {
            return plain.hasGradient();
        }

        @Override
        public double gradientInto(MeasuredSeries series, double[] out) {
            return at(series).gradientInto(series, out);
        }

        @Override
        public String toString() {
            return plain.name();
        }
    }

    private static double close(double expected) {
        return 1e-12 * Math.max(Math.abs(expected), 1e-6);
    }

    @Test
    void equalProbabilitiesGiveTheSameBits() {
        double[] r = returns(257, 1);
        for (RiskMeasure measure : weighable()) {
            double plain = measure.of(r);
            for (ScenarioProbabilities p : List.of(
                    ScenarioProbabilities.equal(257),
                    ScenarioProbabilities.normalised(constant(257, 3.7)),
                    ScenarioProbabilities.of(constant(257, 1.0 / 257)))) {
                assertThat(measure.under(p).of(r)).as(measure.name()).isEqualTo(plain);
            }
        }
    }

    private static double[] constant(int n, double value) {
        double[] out = new double[n];
        Arrays.fill(out, value);
        return out;
    }

    private static int[] counts(int n, long seed, int most) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.ints(n, 0, most + 1).toArray();
    }

    private static double[] repeated(double[] r, int[] counts) {
        double[] out = new double[Arrays.stream(counts).sum()];
        int at = 0;
        for (int t = 0; t < r.length; t++) {
            for (int k = 0; k < counts[t]; k++) {
                out[at++] = r[t];
            }
        }
        return out;
    }

    /** The oracle is the measure itself, of the series written out: divisors of samples included. */
    @Test
    void countsAreRepeatedReturns() {
        for (int seed = 0; seed < 40; seed++) {
            double[] r = returns(60, 100 + seed);
            int[] counts = counts(60, seed, 4);
            counts[0] = 1;
            double[] longer = repeated(r, counts);
            ScenarioProbabilities p = ScenarioProbabilities.counts(counts);
            for (RiskMeasure measure : weighable()) {
                double expected = measure.of(longer);
                assertThat(measure.under(p).of(r))
                        .as("%s, seed %s", measure.name(), seed)
                        .isCloseTo(expected, within(1e-11 * Math.max(1e-6, Math.abs(expected))));
            }
        }
    }

    /** As the series without them, also where what is absent would be the worst and the best by far. */
    @Test
    void whatHasNoProbabilityIsAbsent() {
        double[] r = returns(80, 2);
        double[] weights = uneven(80, 3);
        double[] withAbsent = new double[83];
        double[] withZeros = new double[83];
        System.arraycopy(r, 0, withAbsent, 1, 80);
        System.arraycopy(weights, 0, withZeros, 1, 80);
        withAbsent[0] = -1e200;
        withAbsent[81] = 1e300;
        withAbsent[82] = -0.5;
        for (RiskMeasure measure : weighable()) {
            double expected =
                    measure.under(ScenarioProbabilities.normalised(weights)).of(r);
            RiskMeasure under = measure.under(ScenarioProbabilities.normalised(withZeros));
            assertThat(under.of(withAbsent)).as(measure.name()).isCloseTo(expected, within(close(expected)));
            if (under.hasGradient()) {
                double[] gradient = new double[83];
                under.gradientInto(MeasuredSeries.of(withAbsent), gradient);
                assertThat(gradient[0]).as(measure.name()).isZero();
                assertThat(gradient[81]).as(measure.name()).isZero();
                assertThat(Arrays.stream(gradient).allMatch(Double::isFinite)).isTrue();
            }
        }
    }

    @Test
    void theOrderOfReturnsWithTheirProbabilitiesDoesNotMatter() {
        double[] r = returns(90, 4);
        double[] weights = uneven(90, 5);
        double[] reversed = new double[90];
        double[] reversedWeights = new double[90];
        for (int t = 0; t < 90; t++) {
            reversed[t] = r[89 - t];
            reversedWeights[t] = weights[89 - t];
        }
        for (RiskMeasure measure : weighable()) {
            double one =
                    measure.under(ScenarioProbabilities.normalised(weights)).of(r);
            double other = measure.under(ScenarioProbabilities.normalised(reversedWeights))
                    .of(reversed);
            assertThat(other).as(measure.name()).isCloseTo(one, within(close(one)));
        }
    }

    @Test
    void theSizeOfWeightsDoesNotMatterHoweverSmallOrLarge() {
        double[] r = returns(40, 6);
        double[] weights = uneven(40, 7);
        for (double scale : new double[] {0x1p-1000, 0x1p900, 3e7}) {
            double[] scaled = Arrays.stream(weights).map(w -> scale * w).toArray();
            for (RiskMeasure measure : weighable()) {
                double one =
                        measure.under(ScenarioProbabilities.normalised(weights)).of(r);
                double other =
                        measure.under(ScenarioProbabilities.normalised(scaled)).of(r);
                assertThat(other).as(measure.name()).isCloseTo(one, within(close(one)));
            }
        }
    }

    /** One return cut in two of the same return, whose probabilities sum to its own. */
    @Test
    void aReturnCutInTwoIsTheSameReturnExceptWhereScenariosAreCounted() {
        double[] r = returns(50, 8);
        double[] p = ScenarioProbabilities.normalised(uneven(50, 9)).toArray();
        double[] longer = Arrays.copyOf(r, 51);
        double[] cut = Arrays.copyOf(p, 51);
        longer[50] = r[17];
        cut[50] = 0.4 * p[17];
        cut[17] = 0.6 * p[17];
        for (RiskMeasure measure : weighable()) {
            if (measure.name().matches(".*(n - 1|less one|Gini mean difference).*")
                    || measure.name()
                            .matches("(Gaussian value|Student-t expected|Sharpe|adjusted|Kelly fraction)[^b]*")) {
                continue; // divided by 1 - sum p^2
            }
            double one = measure.under(ScenarioProbabilities.of(p)).of(r);
            double other = measure.under(ScenarioProbabilities.of(cut)).of(longer);
            assertThat(other).as(measure.name()).isCloseTo(one, within(1e-11 * Math.max(1e-6, Math.abs(one))));
        }
    }

    /** Two independent algorithms: the recursion's own, and probabilities in an array. */
    @Test
    void timeWeightedMeasuresAreThoseUnderFadingProbabilities() {
        double[] r = returns(400, 10);
        ScenarioProbabilities fading = ScenarioProbabilities.fading(400, 0.99);
        for (Confidence c : List.of(Confidence.of(0.9), C95, Confidence.of(0.99))) {
            assertThat(ValueAtRisk.historical(c, QuantileRule.UPPER_INVERSE)
                            .under(fading)
                            .of(r))
                    .isEqualTo(ValueAtRisk.timeWeighted(c, 0.99).of(r));
            double expected = ExpectedShortfall.timeWeighted(c, 0.99).of(r);
            assertThat(ExpectedShortfall.historical(c).under(fading).of(r)).isCloseTo(expected, within(1e-15));
            // by hand: exactly alpha of probability from the worst loss down
            Integer[] order = new Integer[400];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (a, b) -> Double.compare(r[a], r[b]));
            double left = c.tail();
            double sum = 0;
            for (int i = 0; i < 400 && left > 0; i++) {
                double taken = Math.min(left, fading.get(order[i]));
                sum -= taken * r[order[i]];
                left -= taken;
            }
            assertThat(expected).isCloseTo(sum / c.tail(), within(1e-14));
        }
    }

    @Test
    void tailsAreOrderedUnderAnyProbabilities() {
        for (int seed = 0; seed < 60; seed++) {
            double[] r = returns(30 + seed, 200 + seed);
            ScenarioProbabilities p = ScenarioProbabilities.normalised(Arrays.stream(uneven(30 + seed, 300 + seed))
                    .map(w -> w * w * w * w)
                    .toArray());
            for (Confidence c : List.of(Confidence.of(0.5), Confidence.of(0.8), C95, Confidence.of(0.999))) {
                double slack = 1e-12;
                double lower =
                        ValueAtRisk.historical(c, QuantileRule.TYPE_1).under(p).of(r);
                double upper = ValueAtRisk.historical(c, QuantileRule.UPPER_INVERSE)
                        .under(p)
                        .of(r);
                double shortfall = ExpectedShortfall.historical(c).under(p).of(r);
                double gini = TailMeasures.tailGini(c).under(p).of(r);
                double entropic = TailMeasures.entropicValueAtRisk(c).under(p).of(r);
                double worst = TailMeasures.worstLoss().under(p).of(r);
                assertThat(lower).isLessThanOrEqualTo(upper);
                assertThat(upper).isLessThanOrEqualTo(shortfall);
                assertThat(shortfall).isLessThanOrEqualTo(gini + slack).isLessThanOrEqualTo(entropic + slack);
                assertThat(gini).isLessThanOrEqualTo(worst + slack);
                assertThat(entropic).isLessThanOrEqualTo(worst + slack);
                for (double theta : new double[] {0.001, 0.01, 0.1}) {
                    assertThat(entropic)
                            .isLessThanOrEqualTo(TailMeasures.entropicBound(theta, c)
                                            .under(p)
                                            .of(r)
                                    + slack);
                }
            }
        }
    }

    /** The least of the bound over its tolerance, by golden section. */
    @Test
    void entropicValueAtRiskIsTheLeastOfItsBounds() {
        double[] r = returns(120, 12);
        ScenarioProbabilities p = ScenarioProbabilities.normalised(uneven(120, 13));
        double low = 1e-4;
        double high = 1;
        double golden = (Math.sqrt(5) - 1) / 2;
        for (int k = 0; k < 200; k++) {
            double a = high - golden * (high - low);
            double b = low + golden * (high - low);
            double atA = TailMeasures.entropicBound(a, C95).under(p).of(r);
            double atB = TailMeasures.entropicBound(b, C95).under(p).of(r);
            if (atA < atB) {
                high = b;
            } else {
                low = a;
            }
        }
        double least = TailMeasures.entropicBound(low, C95).under(p).of(r);
        assertThat(TailMeasures.entropicValueAtRisk(C95).under(p).of(r)).isCloseTo(least, within(1e-11));
    }

    @Test
    void contributionsAddUpUnderProbabilitiesWithTies() {
        SplittableRandom random = new SplittableRandom(14);
        double[][] columns = new double[3][150];
        for (double[] column : columns) {
            Arrays.setAll(column, t -> Math.rint(64 * (random.nextDouble() - 0.5)) / 640);
        }
        ReturnPanel panel = Panels.of(columns);
        Weights positions = Weights.of(panel.universe(), 0.5, 0.75, -0.25);
        ScenarioProbabilities p = ScenarioProbabilities.normalised(uneven(150, 15));
        for (RiskMeasure measure : weighable()) {
            if (measure.hasGradient() && measure.homogeneity() == Homogeneity.PROPORTIONAL) {
                RiskMeasure under = measure.under(p);
                EulerContributions parts = under.contributions(panel, positions);
                double absolute = Arrays.stream(parts.toArray()).map(Math::abs).sum();
                assertThat(Arrays.stream(parts.toArray()).sum())
                        .as(measure.name())
                        .isCloseTo(under.of(panel, positions), within(1e-12 * absolute));
                assertThat(under.attribution(panel, positions)).isNotNull();
            }
        }
    }

    @Test
    void equalReturnsScatterByExactlyNothing() {
        double[] r = constant(33, 0.0123);
        ScenarioProbabilities p = ScenarioProbabilities.normalised(uneven(33, 16));
        for (RiskMeasure measure : List.of(
                Dispersion.volatility(DegreesOfFreedom.SAMPLE),
                Dispersion.semideviation(DownsideBasis.ALL_OBSERVATIONS),
                Dispersion.meanAbsoluteDeviation(),
                Dispersion.giniMeanDifference(),
                Dispersion.range(),
                Dispersion.medianAbsoluteDeviation())) {
            assertThat(measure.under(p).of(r)).as(measure.name()).isZero();
        }
        assertThat(Moments.mean().under(p).of(r)).isEqualTo(0.0123);
        for (RiskMeasure measure : List.of(
                ValueAtRisk.historical(C95),
                ExpectedShortfall.historical(C95),
                TailMeasures.entropicValueAtRisk(C95),
                TailMeasures.tailGini(C95),
                TailMeasures.worstLoss())) {
            assertThat(measure.under(p).of(r)).as(measure.name()).isEqualTo(-0.0123);
        }
        assertThat(Moments.skewness(SkewnessForm.MOMENT).under(p).ifDefined(r)).isEmpty();
    }

    /** Two scenarios by hand: p = (0.4, 0.6), r = (0.1, 0.2); the correction is 1 - 0.16 - 0.36 = 0.48. */
    @Test
    void twoScenariosByHand() {
        ScenarioProbabilities p = ScenarioProbabilities.of(0.4, 0.6);
        double[] r = {0.1, 0.2};
        assertThat(Moments.mean().under(p).of(r)).isCloseTo(0.16, within(1e-16));
        assertThat(Dispersion.variance(DegreesOfFreedom.POPULATION).under(p).of(r))
                .isCloseTo(0.0024, within(1e-17));
        assertThat(Dispersion.variance(DegreesOfFreedom.SAMPLE).under(p).of(r)).isCloseTo(0.005, within(1e-17));
        assertThat(Dispersion.giniMeanDifference().under(p).of(r)).isCloseTo(0.1, within(1e-16));
        assertThat(ValueAtRisk.historical(Confidence.of(0.6), QuantileRule.UPPER_INVERSE)
                        .under(p)
                        .of(r))
                .isEqualTo(-0.1);
        assertThat(ValueAtRisk.historical(Confidence.of(0.6)).under(p).of(r)).isEqualTo(-0.2);
        assertThat(ExpectedShortfall.historical(Confidence.of(0.5)).under(p).of(r))
                .isCloseTo(-0.12, within(1e-16));
        assertThat(p.effectiveSize()).isCloseTo(1 / 0.52, within(1e-15));
        assertThat(p.effectiveSizeByEntropy()).isCloseTo(Math.pow(0.4, -0.4) * Math.pow(0.6, -0.6), within(1e-14));
    }

    /** A variance without bias, by enumeration: of reliability weights over all pairs of equally likely draws. */
    @Test
    void theVarianceOfReliabilityWeightsIsWithoutBias() {
        double[] values = {-1, 0.5, 2};
        double truth = Dispersion.variance(DegreesOfFreedom.POPULATION).of(values);
        ScenarioProbabilities p = ScenarioProbabilities.of(0.5, 0.3, 0.2);
        RiskMeasure variance = Dispersion.variance(DegreesOfFreedom.SAMPLE).under(p);
        double sum = 0;
        for (double a : values) {
            for (double b : values) {
                for (double c : values) {
                    sum += variance.of(a, b, c);
                }
            }
        }
        assertThat(sum / 27).isCloseTo(truth, within(1e-14));
    }

    @Test
    void probabilitiesThatCannotBeAreRefusedByNameAndValue() {
        assertThatThrownBy(() -> ScenarioProbabilities.of(0.5, -0.1, 0.6))
                .hasMessage("probabilities[1] must be at least 0 and finite, was -0.1");
        assertThatThrownBy(() -> ScenarioProbabilities.normalised(1, Double.NaN))
                .hasMessage("weights[1] must be at least 0 and finite, was NaN");
        assertThatThrownBy(() -> ScenarioProbabilities.normalised(1, Double.POSITIVE_INFINITY))
                .hasMessage("weights[1] must be at least 0 and finite, was Infinity");
        assertThatThrownBy(() -> ScenarioProbabilities.normalised(0, 0)).hasMessage("weights must not all be 0");
        assertThatThrownBy(() -> ScenarioProbabilities.of(0.5, 0.6))
                .hasMessage("probabilities must sum to 1, summed to 1.1: say normalised for weights of any other sum");
        assertThatThrownBy(ScenarioProbabilities::of).hasMessageContaining("number of probabilities");
        assertThatThrownBy(() -> ScenarioProbabilities.counts(1, -2)).hasMessageContaining("counts[1]");
        assertThatThrownBy(() -> ScenarioProbabilities.counts(0, 0)).hasMessage("counts must not all be 0");
        assertThatThrownBy(() -> ScenarioProbabilities.fading(5, 1)).hasMessageContaining("decay");
        assertThatThrownBy(() -> ScenarioProbabilities.equal(0)).hasMessageContaining("n must");
        RiskMeasure under = Moments.mean().under(ScenarioProbabilities.of(0.4, 0.6));
        String mismatch = "returns must be 2, one for each probability, were 3: of a series with missing returns say "
                + "probabilities.ofKnown(returns)";
        assertThatThrownBy(() -> under.of(1, 2, 3)).hasMessage(mismatch);
        assertThatThrownBy(() -> under.gradientInto(MeasuredSeries.of(1, 2, 3), new double[3]))
                .hasMessage(mismatch);
        assertThatThrownBy(() -> CoMoments.correlation()
                        .under(ScenarioProbabilities.of(0.4, 0.6))
                        .of(new double[3], new double[3]))
                .hasMessage(mismatch);
        assertThatThrownBy(() -> under.under(ScenarioProbabilities.equal(2))).hasMessageContaining("already");
    }

    @Test
    void measuresWithoutAFormSayWhy() {
        ScenarioProbabilities p = ScenarioProbabilities.equal(10);
        assertThatThrownBy(
                        () -> DrawdownMeasures.maximum(Compounding.COMPOUNDED).under(p))
                .hasMessageContaining("has no form under scenario probabilities: it follows the path");
        assertThatThrownBy(
                        () -> ValueAtRisk.historical(C95, QuantileRule.TYPE_7).under(p))
                .hasMessageContaining("TYPE_7 interpolates between ranks");
        assertThatThrownBy(() -> TailMeasures.relativisticValueAtRisk(C95, 0.3).under(p))
                .hasMessageContaining("depends on the number of scenarios");
        assertThatThrownBy(() -> Moments.skewness(SkewnessForm.SAMPLE).under(p))
                .hasMessageContaining("counts observations");
        assertThatThrownBy(() -> ValueAtRisk.timeWeighted(C95, 0.99).under(p))
                .hasMessageContaining("probabilities of its own");
        assertThatThrownBy(() -> RewardToRisk.of(Moments.mean(), DrawdownMeasures.maximum(Compounding.UNCOMPOUNDED))
                        .under(p))
                .hasMessageContaining("it is made of maximum drawdown");
        assertThatThrownBy(() -> PathShape.stability().under(p)).hasMessageContaining("is established");
        assertThatThrownBy(() -> CoMoments.kendall().under(p)).hasMessageContaining("has no form");
    }

    @Test
    void oneScenarioHasNoVarianceWithoutBiasUnlessItWasSeenTwice() {
        RiskMeasure variance = Dispersion.variance(DegreesOfFreedom.SAMPLE);
        RiskMeasure one = variance.under(ScenarioProbabilities.of(0, 1));
        assertThat(one.ifDefined(0.1, 0.2)).isEmpty();
        assertThatThrownBy(() -> one.of(0.1, 0.2))
                .hasMessage("variance (n - 1) under probabilities is undefined: it needs at least 2 scenarios with a "
                        + "probability above 0, had 1");
        double[] gradient = new double[2];
        assertThat(one.gradientInto(MeasuredSeries.of(0.1, 0.2), gradient)).isNaN();
        assertThat(gradient).containsExactly(Double.NaN, Double.NaN);
        assertThat(variance.under(ScenarioProbabilities.counts(0, 2)).of(0.1, 0.2))
                .isZero();
    }

    @Test
    void whatIsKnownHasItsProbabilitiesGivenThatTheRestIsMissing() {
        double nan = Double.NaN;
        ScenarioProbabilities p = ScenarioProbabilities.of(0.1, 0.2, 0.3, 0.4);
        double[] r = {0.1, nan, -0.2, nan};
        ScenarioProbabilities known = p.ofKnown(r);
        assertThat(known.toArray()).containsExactly(new double[] {0.25, 0.75}, within(1e-16));
        MeasuredSeries series = new MeasuredSeries().load(4, r, 0, MissingReturns.OMIT);
        assertThat(Moments.mean().under(known).value(series)).isCloseTo(-0.125, within(1e-16));
        assertThat(p.ofKnown(1, 2, 3, 4)).isSameAs(p);
        assertThatThrownBy(() -> p.ofKnown(nan, nan, nan, nan)).hasMessageContaining("must not all be missing");
        assertThat(ScenarioProbabilities.counts(1, 2, 3).ofKnown(0, nan, 0))
                .isEqualTo(ScenarioProbabilities.counts(1, 3));
    }

    @Test
    void probabilitiesAreValues() {
        ScenarioProbabilities p = ScenarioProbabilities.normalised(1, 3);
        assertThat(p)
                .isEqualTo(ScenarioProbabilities.of(0.25, 0.75))
                .hasSameHashCodeAs(ScenarioProbabilities.of(0.25, 0.75))
                .isNotEqualTo(ScenarioProbabilities.counts(1, 3))
                .hasToString("ScenarioProbabilities[2 scenarios, effectively 1.6]");
        assertThat(p.get(1)).isEqualTo(0.75);
        assertThat(p.size()).isEqualTo(2);
        assertThat(ScenarioProbabilities.of(0, 1).support()).isEqualTo(1);
        double[] given = {0.5, 0.5};
        ScenarioProbabilities copied = ScenarioProbabilities.of(given);
        given[0] = 9;
        copied.toArray()[1] = 9;
        assertThat(copied.toArray()).containsExactly(0.5, 0.5);
        assertThat(ScenarioProbabilities.equal(8).effectiveSize()).isEqualTo(8);
        assertThat(ScenarioProbabilities.equal(8).effectiveSizeByEntropy()).isCloseTo(8, within(1e-14));
    }

    /** Covariance, correlation and betas under counts, beside the pairs written out; equal ones to the bit. */
    @Test
    void coMomentsUnderCountsAreThoseOfRepeatedPairs() {
        double[] r = returns(70, 20);
        double[] b = returns(70, 21);
        for (int t = 0; t < 70; t++) {
            b[t] += 0.4 * r[t];
        }
        int[] counts = counts(70, 22, 3);
        ScenarioProbabilities p = ScenarioProbabilities.counts(counts);
        for (RelativeMeasure measure : List.of(
                CoMoments.covariance(DegreesOfFreedom.SAMPLE),
                CoMoments.covariance(DegreesOfFreedom.POPULATION),
                CoMoments.coskewness(),
                CoMoments.cokurtosis(),
                CoMoments.correlation(),
                CoMoments.betaCovariance(),
                CoMoments.betaCoskewness(),
                CoMoments.betaCokurtosis())) {
            double expected = measure.of(repeated(r, counts), repeated(b, counts));
            assertThat(measure.under(p).of(r, b))
                    .as(measure.name())
                    .isCloseTo(expected, within(1e-11 * Math.abs(expected)));
            assertThat(measure.under(ScenarioProbabilities.equal(70)).of(r, b)).isEqualTo(measure.of(r, b));
        }
    }

    /** Two probabilities in turn on one series, and plain measures between them: nothing is left behind. */
    @Test
    void oneSeriesServesSeveralProbabilitiesInTurn() {
        double[] r = returns(64, 23);
        MeasuredSeries series = MeasuredSeries.of(r);
        ScenarioProbabilities one = ScenarioProbabilities.normalised(uneven(64, 24));
        ScenarioProbabilities other = ScenarioProbabilities.normalised(uneven(64, 25));
        for (RiskMeasure measure : weighable()) {
            for (int round = 0; round < 2; round++) {
                for (ScenarioProbabilities p : List.of(one, other)) {
                    assertThat(measure.under(p).value(series))
                            .isEqualTo(measure.under(p).of(r));
                    assertThat(measure.value(series)).isEqualTo(measure.of(r));
                }
            }
        }
    }

    /** Returns whose fourth powers have no number, or which differ in their last bits only. */
    @Test
    void extremeReturnsKeepTheirDigits() {
        ScenarioProbabilities p = ScenarioProbabilities.of(0.25, 0.25, 0.5);
        for (double scale : new double[] {0x1p-900, 0x1p900}) {
            double sigma =
                    Dispersion.volatility(DegreesOfFreedom.POPULATION).under(p).of(scale, 3 * scale, 4 * scale);
            assertThat(sigma / scale).isCloseTo(Math.sqrt(1.5), within(1e-15));
            assertThat(PartialMoments.downsideDeviation(0, DownsideBasis.ALL_OBSERVATIONS)
                                    .under(p)
                                    .of(-scale, -3 * scale, scale)
                            / scale)
                    .isCloseTo(Math.sqrt(2.5), within(1e-15));
        }
        double last = Math.ulp(1.0);
        assertThat(Dispersion.volatility(DegreesOfFreedom.POPULATION).under(p).of(1, 1, 1 + last))
                .isCloseTo(0.5 * last, within(1e-3 * last));
        double huge = Double.MAX_VALUE;
        assertThat(Moments.mean().under(p).of(huge, huge, huge)).isEqualTo(huge);
    }
}
