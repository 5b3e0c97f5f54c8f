package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The orderings that make these measures what they are. */
class TailOrderProperties {
    @Provide
    Arbitrary<double[]> losses() {
        Arbitrary<Double> coarse = Arbitraries.integers().between(-20, 20).map(i -> i / 100.0);
        Arbitrary<Double> fine = Arbitraries.doubles().between(-1, 1);
        Arbitrary<Double> wild = Arbitraries.doubles().between(-1e6, 1e6).map(x -> x * x * x);
        return Arbitraries.oneOf(coarse, fine, wild)
                .array(double[].class)
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    private static double scale(double[] losses) {
        return Arrays.stream(losses).map(Math::abs).max().orElseThrow();
    }

    @Property(tries = 1500)
    void valueAtRiskShortfallEntropicRelativisticWorst(
            @ForAll("losses") double[] losses,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double level,
            @ForAll @DoubleRange(min = 0.01, max = 0.6) double kappa) {
        Confidence c = Confidence.of(level);
        double slack = 1e-12 * scale(losses);
        double var = ValueAtRisk.historical(c).ofLosses(losses);
        double shortfall = ExpectedShortfall.historical(c).ofLosses(losses);
        double evar = TailMeasures.entropicValueAtRisk(c).ofLosses(losses);
        double relativistic = TailMeasures.relativisticValueAtRisk(c, kappa).ofLosses(losses);
        double more = TailMeasures.relativisticValueAtRisk(c, kappa + 0.35).ofLosses(losses);
        double worst = TailMeasures.worstLoss().ofLosses(losses);
        double gini = TailMeasures.tailGini(c).ofLosses(losses);
        assertThat(var).isLessThanOrEqualTo(shortfall);
        assertThat(shortfall).isLessThanOrEqualTo(evar + slack);
        assertThat(evar).isLessThanOrEqualTo(relativistic + slack);
        assertThat(relativistic).isLessThanOrEqualTo(more + slack);
        assertThat(more).isLessThanOrEqualTo(worst);
        assertThat(gini).isBetween(shortfall - slack, worst + slack);
        if (QuantileRule.snap(c.tail() * losses.length) <= 1) {
            assertThat(shortfall).isEqualTo(worst);
            assertThat(evar).isEqualTo(worst);
            assertThat(relativistic).isEqualTo(worst);
        }
        if (QuantileRule.snap(c.tail() * losses.length) < 1) {
            assertThat(var).isEqualTo(worst);
        }
    }

    @Property(tries = 500)
    void optimalWeightsAreProbabilitiesThatGiveTheValue(
            @ForAll("losses") double[] losses,
            @ForAll @DoubleRange(min = 0.05, max = 0.99) double level,
            @ForAll @DoubleRange(min = 0.01, max = 0.95) double kappa) {
        Confidence c = Confidence.of(level);
        for (RiskMeasure measure : new RiskMeasure[] {
            TailMeasures.entropicValueAtRisk(c),
            TailMeasures.relativisticValueAtRisk(c, kappa),
            ExpectedShortfall.historical(c),
            TailMeasures.tailGini(c)
        }) {
            double[] g = new double[losses.length];
            double value = measure.gradientInto(MeasuredSeries.ofLosses(losses), g);
            double sum = 0;
            double total = 0;
            for (int t = 0; t < g.length; t++) {
                assertThat(0.0 - g[t]).as(measure.name()).isBetween(0.0, 1 + 1e-12);
                sum -= g[t];
                total -= g[t] * losses[t];
            }
            assertThat(sum).as(measure.name()).isCloseTo(1, within(1e-12));
            assertThat(total).as(measure.name()).isCloseTo(value, within(1e-12 * scale(losses)));
        }
    }

    /** Entropy and its target, recomputed from the weights: the two roots were found. */
    @Property(tries = 500)
    void entropyOfTheOptimalWeightsIsAtItsBound(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(min = 4, max = 400) int n,
            @ForAll @DoubleRange(min = 0.05, max = 0.97) double level,
            @ForAll @DoubleRange(min = 0.01, max = 0.95) double kappa) {
        double[] losses = new SplittableRandom(seed)
                .doubles(n, -1, 1)
                .map(x -> x / (1.02 - x * x))
                .toArray();
        Confidence c = Confidence.of(level);
        double tail = c.tail() * n;
        if (tail <= 1.01) {
            return;
        }
        double[] g = new double[n];
        TailMeasures.entropicValueAtRisk(c).gradientInto(MeasuredSeries.ofLosses(losses), g);
        double entropy =
                Arrays.stream(g).map(q -> q == 0 ? 0 : -q * Math.log(-q * n)).sum();
        assertThat(entropy).isCloseTo(-Math.log(c.tail()), within(1e-11 * n));
        TailMeasures.relativisticValueAtRisk(c, kappa).gradientInto(MeasuredSeries.ofLosses(losses), g);
        double relativistic = Arrays.stream(g)
                .map(q -> (Math.pow(-q, 1 + kappa) - Math.pow(-q, 1 - kappa)) / (2 * kappa))
                .sum();
        double bound = (Math.pow(tail, -kappa) - Math.pow(tail, kappa)) / (2 * kappa);
        assertThat(relativistic).isCloseTo(bound, within(1e-10 * Math.abs(bound) + 1e-11));
    }

    @Property(tries = 300)
    void theyAreCoherent(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
            @ForAll @IntRange(min = 2, max = 80) int n,
            @ForAll @DoubleRange(min = 0.5, max = 0.99) double level) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] a = random.doubles(n, -1, 1).toArray();
        double[] b = random.doubles(n, -1, 1).map(x -> x * x * x).toArray();
        double[] sum = new double[n];
        Arrays.setAll(sum, i -> a[i] + b[i]);
        double[] moved = Arrays.stream(a).map(x -> x + 0.25).toArray();
        double[] better = Arrays.stream(a).map(x -> x - 0.1 * Math.abs(x)).toArray();
        Confidence c = Confidence.of(level);
        for (RiskMeasure m : new RiskMeasure[] {
            ExpectedShortfall.historical(c),
            TailMeasures.entropicValueAtRisk(c),
            TailMeasures.relativisticValueAtRisk(c, 0.3),
            TailMeasures.tailGini(c),
            TailMeasures.worstLoss()
        }) {
            double plain = m.ofLosses(a);
            assertThat(m.ofLosses(sum)).as(m.name()).isLessThanOrEqualTo(plain + m.ofLosses(b) + 1e-13);
            assertThat(m.ofLosses(moved)).as(m.name()).isCloseTo(plain + 0.25, within(1e-13));
            assertThat(m.ofLosses(better)).as(m.name()).isLessThanOrEqualTo(plain + 1e-13);
        }
    }

    @Property(tries = 300)
    void shortfallIsAtLeastTheValueAtRiskOfTheSameModel(
            @ForAll("losses") double[] losses, @ForAll @DoubleRange(min = 0.5, max = 0.99) double level) {
        if (losses.length < 6) {
            return;
        }
        Confidence c = Confidence.of(level);
        double slack = 1e-12 * scale(losses);
        RiskMeasure[][] pairs = {
            {ValueAtRisk.gaussian(c, DegreesOfFreedom.SAMPLE), ExpectedShortfall.gaussian(c, DegreesOfFreedom.SAMPLE)},
            {
                ValueAtRisk.studentT(c, 3, DegreesOfFreedom.SAMPLE),
                ExpectedShortfall.studentT(c, 3, DegreesOfFreedom.SAMPLE)
            },
            {ValueAtRisk.cornishFisher(c), ExpectedShortfall.cornishFisher(c)},
            {ValueAtRisk.cornishFisherUnchecked(c), ExpectedShortfall.edgeworth(c)},
            {ValueAtRisk.timeWeighted(c, 0.97), ExpectedShortfall.timeWeighted(c, 0.97)},
            {ValueAtRisk.volatilityScaled(c, 0.9), ExpectedShortfall.volatilityScaled(c, 0.9)},
            {
                ValueAtRisk.peaksOverThreshold(c, TailThreshold.worst(5)),
                ExpectedShortfall.peaksOverThreshold(c, TailThreshold.worst(5))
            },
        };
        double[] returns = Arrays.stream(losses).map(l -> -l).toArray();
        for (RiskMeasure[] pair : pairs) {
            var value = pair[0].ifDefined(returns);
            var shortfall = pair[1].ifDefined(returns);
            if (value.isPresent() && shortfall.isPresent()) {
                assertThat(shortfall.getAsDouble())
                        .as(pair[1].name())
                        .isGreaterThanOrEqualTo(value.getAsDouble() - slack);
            }
        }
    }

    @Property(tries = 200)
    void aSortedSeriesGivesTheSameBits(
            @ForAll("losses") double[] losses, @ForAll @DoubleRange(min = 0.1, max = 0.99) double level) {
        Confidence c = Confidence.of(level);
        MeasuredSeries sorted = MeasuredSeries.ofLosses(losses);
        sorted.ascending(0);
        for (QuantileRule rule : QuantileRule.values()) {
            RiskMeasure var = ValueAtRisk.historical(c, rule);
            assertThat(var.value(sorted)).isEqualTo(var.ofLosses(losses));
        }
        RiskMeasure shortfall = ExpectedShortfall.historical(c);
        assertThat(shortfall.value(sorted)).isEqualTo(shortfall.ofLosses(losses));
        assertThat(shortfall.ofLosses(losses))
                .isEqualTo(HistoricalSimulation.at(c).measure(losses).expectedShortfall());
    }

    /** Two ways to the same roots: jointly, and one within the other. */
    @Property(tries = 300)
    void nestedRootsAgreeWithJointOnes(
            @ForAll("losses") double[] losses,
            @ForAll @DoubleRange(min = 0.05, max = 0.99) double level,
            @ForAll @DoubleRange(min = 0.01, max = 0.95) double kappa) {
        Confidence c = Confidence.of(level);
        double[] scratch = new double[losses.length];
        double joint = new RelativisticTail(c, kappa).value(losses.length, losses, scratch);
        double nested = new RelativisticTail(c, kappa, 0).value(losses.length, losses, scratch);
        assertThat(joint).isCloseTo(nested, within(1e-11 * scale(losses)));
    }
}
