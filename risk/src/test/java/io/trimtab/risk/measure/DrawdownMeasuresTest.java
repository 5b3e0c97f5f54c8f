package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.risk.testkit.RiskMeasureContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Oracles: a path worked by hand, identities between measures. */
class DrawdownMeasuresTest extends RiskMeasureContract {
    private static final Confidence C75 = Confidence.of(0.75);

    /** Wealth of a stake of 1: .9, 1.0, 1.2, 1.1, 1.0, 1.1, 1.3, 1.2; depths .1, 0, 0, .1, .2, .1, 0, .1. */
    private static final double[] PATH = {-0.1, 0.1, 0.2, -0.1, -0.1, 0.1, 0.2, -0.1};

    @Override
    protected Stream<RiskMeasure> measures() {
        return Stream.concat(
                Stream.of(Compounding.values())
                        .flatMap(c -> Stream.of(
                                DrawdownMeasures.maximum(c),
                                DrawdownMeasures.average(c),
                                DrawdownMeasures.ulcer(c),
                                DrawdownMeasures.current(c),
                                DrawdownMeasures.atRisk(C75, c),
                                DrawdownMeasures.conditional(C75, c),
                                DrawdownMeasures.entropic(C75, c),
                                DrawdownMeasures.relativistic(C75, 0.3, c),
                                DrawdownMeasures.longestDuration(c),
                                DrawdownMeasures.averageDuration(c),
                                DrawdownMeasures.averageRecovery(c),
                                DrawdownMeasures.averageDepth(c),
                                DrawdownMeasures.deviation(c),
                                Moments.totalReturn(c))),
                Stream.of(
                        Moments.mean(),
                        Moments.geometricMean(),
                        Moments.central(2),
                        Moments.central(3),
                        Moments.central(4),
                        Moments.skewness(SkewnessForm.MOMENT),
                        Moments.skewness(SkewnessForm.SAMPLE),
                        Moments.kurtosis(KurtosisForm.MOMENT),
                        Moments.kurtosis(KurtosisForm.EXCESS),
                        Moments.kurtosis(KurtosisForm.SAMPLE),
                        Moments.kurtosis(KurtosisForm.SAMPLE_EXCESS)));
    }

    private static void expect(RiskMeasure measure, double value) {
        assertThat(measure.of(PATH)).as(measure.name()).isCloseTo(value, within(1e-15));
    }

    @Test
    void uncompoundedPathWorkedByHand() {
        Compounding stake = Compounding.UNCOMPOUNDED;
        expect(DrawdownMeasures.maximum(stake), 0.2);
        expect(DrawdownMeasures.average(stake), 0.6 / 8);
        expect(DrawdownMeasures.ulcer(stake), Math.sqrt((4 * 0.01 + 0.04) / 8));
        expect(DrawdownMeasures.current(stake), 0.1);
        expect(DrawdownMeasures.atRisk(C75, stake), 0.1);
        expect(DrawdownMeasures.conditional(C75, stake), 0.15);
        expect(DrawdownMeasures.averageDepth(stake), 0.4 / 3);
        expect(DrawdownMeasures.deviation(stake), Math.sqrt((0.01 + 0.04 + 0.01) / 8));
        // from the start to the second return, from the third to the seventh, and one return still open
        expect(DrawdownMeasures.longestDuration(stake), 4);
        expect(DrawdownMeasures.averageDuration(stake), (2 + 4 + 1) / 3.0);
        expect(DrawdownMeasures.averageRecovery(stake), (1 + 2 + 0) / 3.0);
        assertThat(DrawdownMeasures.maximum(stake)).hasToString("maximum drawdown uncompounded");
    }

    @Test
    void compoundedPathIsRelativeToThePeak() {
        Compounding reinvested = Compounding.COMPOUNDED;
        expect(DrawdownMeasures.current(reinvested), 0.1);
        expect(DrawdownMeasures.maximum(reinvested), 1 - 0.9 * 0.9);
        Drawdowns drawdowns = Drawdowns.of(PATH, reinvested);
        expect(DrawdownMeasures.maximum(reinvested), drawdowns.maximum());
        expect(DrawdownMeasures.average(reinvested), drawdowns.average());
        // .9, .99: the start is regained only by the third return
        assertThat(DrawdownMeasures.longestDuration(reinvested).of(-0.1, 0.1, 0.2))
                .isEqualTo(3);
    }

    @Test
    void firstLossAndOpenDrawdownCount() {
        for (Compounding c : Compounding.values()) {
            assertThat(DrawdownMeasures.maximum(c).of(-0.25)).isEqualTo(0.25);
            assertThat(DrawdownMeasures.current(c).of(0.5, -0.25)).isCloseTo(0.25, within(1e-16));
            assertThat(DrawdownMeasures.longestDuration(c).of(-0.1, -0.1)).isEqualTo(2);
        }
        // uncompounded contributions: the depth is minus the returns since the peak
        double[] g = new double[8];
        DrawdownMeasures.maximum(Compounding.UNCOMPOUNDED).gradientInto(MeasuredSeries.of(PATH), g);
        assertThat(g).containsExactly(0, 0, 0, -1, -1, 0, 0, 0);
    }

    @Test
    void whatNeverFellHasNoEpisodesAndWhatCannotBeCompoundedNoDepth() {
        for (Compounding c : Compounding.values()) {
            assertThat(DrawdownMeasures.maximum(c).of(0.1, 0, 0.2)).isZero();
            assertThat(DrawdownMeasures.ulcer(c).of(0.1, 0, 0.2)).isZero();
            assertThat(DrawdownMeasures.longestDuration(c).of(0.1, 0, 0.2)).isZero();
            assertThat(DrawdownMeasures.averageDepth(c).ifDefined(0.1, 0, 0.2)).isEmpty();
        }
        assertThat(DrawdownMeasures.maximum(Compounding.COMPOUNDED).ifDefined(-1.5, 0.1))
                .isEmpty();
        assertThatThrownBy(() -> DrawdownMeasures.ulcer(Compounding.COMPOUNDED).of(-1.5))
                .hasMessageContaining("a return below -1 cannot be compounded");
        assertThat(DrawdownMeasures.maximum(Compounding.UNCOMPOUNDED).of(-1.5)).isEqualTo(1.5);
        assertThat(DrawdownMeasures.maximum(Compounding.COMPOUNDED).of(0.5, -1, 0.7))
                .isEqualTo(1);
        assertThat(Moments.geometricMean().ifDefined(-1.5)).isEmpty();
        assertThat(Moments.geometricMean().of(0.3, -1)).isEqualTo(-1);
        assertThat(Moments.totalReturn(Compounding.COMPOUNDED).ifDefined(-1.5, -1.5))
                .isEmpty();
    }

    @Test
    void entropicDrawdownLiesBetweenConditionalAndMaximum() {
        for (Compounding c : Compounding.values()) {
            double conditional = DrawdownMeasures.conditional(C75, c).of(PATH);
            double entropic = DrawdownMeasures.entropic(C75, c).of(PATH);
            double relativistic = DrawdownMeasures.relativistic(C75, 0.3, c).of(PATH);
            assertThat(entropic).isBetween(conditional, relativistic);
            assertThat(relativistic).isLessThan(DrawdownMeasures.maximum(c).of(PATH));
        }
        assertThatThrownBy(() -> DrawdownMeasures.relativistic(C75, 0, Compounding.COMPOUNDED))
                .hasMessageContaining("kappa must be within");
    }

    @Test
    void momentsOfFourReturns() {
        double[] r = {1, 1, 1, 5}; // mean 2; deviations -1, -1, -1, 3; m2 3, m3 6, m4 21
        assertThat(Moments.central(3).of(r)).isEqualTo(6);
        assertThat(Moments.skewness(SkewnessForm.MOMENT).of(r)).isCloseTo(6 / Math.pow(3, 1.5), within(1e-15));
        assertThat(Moments.skewness(SkewnessForm.SAMPLE).of(r))
                .isCloseTo(6 / Math.pow(3, 1.5) * Math.sqrt(12) / 2, within(1e-15));
        assertThat(Moments.kurtosis(KurtosisForm.MOMENT).of(r)).isCloseTo(21.0 / 9, within(1e-15));
        assertThat(Moments.kurtosis(KurtosisForm.EXCESS).of(r)).isCloseTo(21.0 / 9 - 3, within(1e-15));
        // 4 * 5 / (3 * 2 * 1) * 84 / 16, s^2 = 4; less 3 * 9 / 2
        assertThat(Moments.kurtosis(KurtosisForm.SAMPLE).of(r)).isCloseTo(17.5, within(1e-14));
        assertThat(Moments.kurtosis(KurtosisForm.SAMPLE_EXCESS).of(r)).isCloseTo(4, within(1e-14));
        assertThat(Moments.mean().of(r)).isEqualTo(2);
        assertThat(Moments.geometricMean().of(r)).isCloseTo(Math.pow(48, 0.25) - 1, within(1e-15));
        assertThat(Moments.totalReturn(Compounding.COMPOUNDED).of(r)).isEqualTo(47);
        assertThat(Moments.skewness(SkewnessForm.MOMENT).ifDefined(2, 2, 2)).isEmpty();
        assertThatThrownBy(() -> Moments.kurtosis(KurtosisForm.SAMPLE).of(2, 2, 2, 2))
                .hasMessage("kurtosis (sample) is undefined: all returns are equal");
        assertThatThrownBy(() -> Moments.central(5)).hasMessageContaining("from 2 to 4, was 5");
    }

    @Test
    void coMomentsOfFourPairs() {
        double[] r = {1, 2, 3, 6}; // d = -2, -1, 0, 3
        double[] b = {0, 0, 1, 3}; // e = -1, -1, 0, 2
        assertThat(CoMoments.covariance(DegreesOfFreedom.SAMPLE).of(r, b)).isCloseTo(3, within(1e-15));
        assertThat(CoMoments.coskewness().of(r, b)).isCloseTo((-2 - 1 + 12) / 4.0, within(1e-15));
        assertThat(CoMoments.cokurtosis().of(r, b)).isCloseTo((2 + 1 + 24) / 4.0, within(1e-15));
        assertThat(CoMoments.betaCovariance().of(r, b)).isCloseTo(9.0 / 6, within(1e-15));
        assertThat(CoMoments.betaCoskewness().of(r, b)).isCloseTo(9.0 / 6, within(1e-15));
        assertThat(CoMoments.betaCokurtosis().of(r, b)).isCloseTo(27.0 / 18, within(1e-15));
        assertThat(CoMoments.correlation().of(r, b)).isCloseTo(9 / Math.sqrt(14 * 6), within(1e-15));
        // ranks 1 2 3 4 against 1.5 1.5 3 4
        assertThat(CoMoments.spearman().of(r, b)).isCloseTo(4.5 / Math.sqrt(5 * 4.5), within(1e-15));
        assertThat(CoMoments.kendall().of(r, b)).isCloseTo(5 / Math.sqrt(6 * 5), within(1e-15));
        double[] flat = {1, 1, 1, 1};
        for (RelativeMeasure m : new RelativeMeasure[] {
            CoMoments.betaCovariance(), CoMoments.betaCoskewness(), CoMoments.betaCokurtosis(),
            CoMoments.correlation(), CoMoments.spearman(), CoMoments.kendall()
        }) {
            assertThat(m.ifDefined(r, flat)).as(m.name()).isEmpty();
            assertThatThrownBy(() -> m.of(r, flat))
                    .hasMessageContaining(m.name() + " is undefined: its denominator is 0");
            assertThatThrownBy(() -> m.of(new double[1], new double[1]))
                    .hasMessageContaining("it needs at least 2 returns, had 1");
            assertThat(m.preference()).isEqualTo(Preference.NONE);
        }
        assertThatThrownBy(() -> CoMoments.correlation().of(r, new double[3]))
                .hasMessage("benchmark must have length 4, had 3");
    }
}
