package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.risk.testkit.RiskMeasureContract;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Oracles: closed forms on five returns, pairwise sums, Hosking's definition by all subsamples. */
class DispersionTest extends RiskMeasureContract {
    private static final double[] FIVE = {0.03, -0.02, 0.01, -0.06, 0.04}; // mean 0

    @Override
    protected Stream<RiskMeasure> measures() {
        return Stream.of(
                        Stream.of(DegreesOfFreedom.values())
                                .flatMap(d -> Stream.of(Dispersion.volatility(d), Dispersion.variance(d))),
                        Stream.of(DownsideBasis.values())
                                .flatMap(b -> Stream.of(
                                        Dispersion.semideviation(b),
                                        Dispersion.semivariance(b),
                                        PartialMoments.downsideDeviation(0, b),
                                        PartialMoments.downsideDeviation(0.0013, b),
                                        PartialMoments.upsideDeviation(0, b),
                                        PartialMoments.lower(3, 0, b),
                                        PartialMoments.upper(1, 0.001, b),
                                        PartialMoments.belowMean(4, b))),
                        Stream.of(
                                Dispersion.meanAbsoluteDeviation(),
                                Dispersion.medianAbsoluteDeviation(),
                                Dispersion.giniMeanDifference(),
                                Dispersion.lMoment(1),
                                Dispersion.lMoment(2),
                                Dispersion.lMoment(3),
                                Dispersion.lMoment(4),
                                Dispersion.lMomentRatio(3),
                                Dispersion.lMomentRatio(4),
                                Dispersion.range(),
                                Dispersion.quantileRange(0.75, QuantileRule.TYPE_7),
                                PartialMoments.shortfallFrequency(0)))
                .flatMap(s -> s);
    }

    @Test
    void deviationsOfFiveReturns() {
        // squares: 9 + 4 + 1 + 36 + 16 = 66; below the mean: 4 + 36 = 40
        assertThat(Dispersion.volatility(DegreesOfFreedom.SAMPLE).of(FIVE))
                .isCloseTo(Math.sqrt(66e-4 / 4), within(1e-16));
        assertThat(Dispersion.variance(DegreesOfFreedom.POPULATION).of(FIVE)).isCloseTo(66e-4 / 5, within(1e-17));
        assertThat(Dispersion.semideviation(DownsideBasis.ALL_OBSERVATIONS).of(FIVE))
                .isCloseTo(Math.sqrt(40e-4 / 5), within(1e-16));
        assertThat(Dispersion.semideviation(DownsideBasis.SHORTFALLS_ONLY).of(FIVE))
                .isCloseTo(Math.sqrt(40e-4 / 2), within(1e-16));
        assertThat(Dispersion.semideviation(DownsideBasis.ALL_OBSERVATIONS_LESS_ONE)
                        .of(FIVE))
                .isCloseTo(Math.sqrt(40e-4 / 4), within(1e-16));
        assertThat(Dispersion.meanAbsoluteDeviation().of(FIVE)).isCloseTo(0.16 / 5, within(1e-16));
        assertThat(Dispersion.medianAbsoluteDeviation().of(FIVE)).isCloseTo(0.03, within(1e-16));
        assertThat(Dispersion.range().of(FIVE)).isCloseTo(0.10, within(1e-16));
        assertThat(Dispersion.quantileRange(0.75, QuantileRule.TYPE_7).of(FIVE)).isCloseTo(0.05, within(1e-16));
    }

    @Test
    void partialMomentsOfFiveReturns() {
        assertThat(PartialMoments.lower(1, 0.02, DownsideBasis.ALL_OBSERVATIONS).of(FIVE))
                .isCloseTo((0.04 + 0.01 + 0.08) / 5, within(1e-16));
        assertThat(PartialMoments.upper(2, 0.02, DownsideBasis.SHORTFALLS_ONLY).of(FIVE))
                .isCloseTo((1e-4 + 4e-4) / 2, within(1e-17));
        assertThat(PartialMoments.lower(4, -1, DownsideBasis.SHORTFALLS_ONLY).of(FIVE))
                .isZero();
        assertThat(PartialMoments.shortfallFrequency(0.01).of(FIVE)).isEqualTo(0.4);
        assertThat(PartialMoments.belowMean(3, DownsideBasis.ALL_OBSERVATIONS).of(FIVE))
                .isCloseTo((8e-6 + 216e-6) / 5, within(1e-18));
    }

    @Test
    void giniIsTheMeanAbsoluteDifferenceOfAllPairs() {
        double sum = 0;
        for (double a : FIVE) {
            for (double b : FIVE) {
                sum += Math.abs(a - b);
            }
        }
        assertThat(Dispersion.giniMeanDifference().of(FIVE)).isCloseTo(sum / 20, within(1e-16));
        assertThat(Dispersion.lMoment(2).of(FIVE)).isCloseTo(sum / 40, within(1e-16));
    }

    /** Hosking 1990, equation 2.1: expected contrasts of the ordered values of every subsample. */
    @Test
    void lMomentsAreContrastsOfEverySubsample() {
        double third = 0;
        int triples = 0;
        double fourth = 0;
        int quadruples = 0;
        double[] x = FIVE.clone();
        Arrays.sort(x);
        for (int a = 0; a < 5; a++) {
            for (int b = a + 1; b < 5; b++) {
                for (int c = b + 1; c < 5; c++) {
                    third += (x[c] - 2 * x[b] + x[a]) / 3;
                    triples++;
                    for (int d = c + 1; d < 5; d++) {
                        fourth += (x[d] - 3 * x[c] + 3 * x[b] - x[a]) / 4;
                        quadruples++;
                    }
                }
            }
        }
        assertThat(Dispersion.lMoment(3).of(FIVE)).isCloseTo(third / triples, within(1e-16));
        assertThat(Dispersion.lMoment(4).of(FIVE)).isCloseTo(fourth / quadruples, within(1e-16));
        assertThat(Dispersion.lMomentRatio(3).of(FIVE))
                .isCloseTo(third / triples / Dispersion.lMoment(2).of(FIVE), within(1e-14));
    }

    @Test
    void equalReturnsHaveNoDispersionToTheBitAndNoShape() {
        double[] equal = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
        double[] gradient = new double[7];
        measures()
                .filter(m -> m.name().contains("deviation ") && !m.name().contains("about"))
                .forEach(m -> assertThat(m.of(equal)).as(m.name()).isZero());
        for (DegreesOfFreedom d : DegreesOfFreedom.values()) {
            assertThat(Dispersion.volatility(d).gradientInto(MeasuredSeries.of(equal), gradient))
                    .isZero();
            assertThat(gradient).containsOnly(0);
        }
        assertThat(Dispersion.lMomentRatio(3).ifDefined(equal)).isEmpty();
        assertThatThrownBy(() -> Dispersion.lMomentRatio(4).of(equal))
                .hasMessage("L-kurtosis is undefined: all returns are equal");
    }

    @Test
    void argumentsOutOfRangeAreRefusedByName() {
        assertThatThrownBy(() -> Dispersion.lMoment(5)).hasMessageContaining("from 1 to 4, was 5");
        assertThatThrownBy(() -> Dispersion.lMomentRatio(2)).hasMessageContaining("3 or 4, was 2");
        assertThatThrownBy(() -> PartialMoments.lower(0, 0, DownsideBasis.ALL_OBSERVATIONS))
                .hasMessageContaining("from 1 to 4, was 0");
        assertThatThrownBy(() -> PartialMoments.upper(1, Double.NaN, DownsideBasis.ALL_OBSERVATIONS))
                .hasMessage("target must be finite, was NaN");
        assertThatThrownBy(() -> Dispersion.quantileRange(0.5, QuantileRule.TYPE_7))
                .hasMessageContaining("p must be strictly within (0.5, 1.0), was 0.5");
    }
}
