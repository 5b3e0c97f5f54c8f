package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.statistics.SharpeEstimate;
import io.trimtab.risk.testkit.RiskMeasureContract;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Ratios of one series: the contract, numbers by hand, and what has no denominator. */
class RatioTest extends RiskMeasureContract {
    private static final PerformanceConvention DAILY = PerformanceConvention.of(PeriodsPerYear.DAILY);
    private static final PerformanceConvention MONTHLY = PerformanceConvention.of(PeriodsPerYear.MONTHLY);
    private static final PerformanceConvention YEARLY = PerformanceConvention.of(PeriodsPerYear.YEARLY);
    private static final Confidence C95 = Confidence.of(0.95);
    private static final Confidence C90 = Confidence.of(0.9);
    /** Mean 0.01, deviations 0.01, -0.03, 0.02, 0: small enough for hand. */
    private static final double[] FOUR = {0.02, -0.02, 0.03, 0.01};

    static List<RiskMeasure> all() {
        PerformanceConvention over = DAILY.withRiskFree(RiskFreeRate.perYear(0.02));
        return List.of(
                Growth.annual(PeriodsPerYear.DAILY),
                Growth.annualMean(PeriodsPerYear.DAILY),
                RewardToRisk.sharpe(DAILY),
                RewardToRisk.sharpe(over),
                RewardToRisk.sharpeOfGrowth(DAILY),
                RewardToRisk.adjustedSharpe(DAILY),
                RewardToRisk.probabilisticSharpe(DAILY, 0.5),
                RewardToRisk.downsideSharpe(DAILY),
                RewardToRisk.sharpeOver(ExpectedShortfall.historical(C95), DAILY),
                RewardToRisk.of(Growth.annualMean(PeriodsPerYear.DAILY), Dispersion.meanAbsoluteDeviation()),
                RewardToRisk.skewnessToKurtosis(),
                RewardToRisk.kelly(DAILY),
                GainLossRatios.sortino(DAILY),
                GainLossRatios.sortino(DAILY.withMinimumAcceptable(0.001)),
                GainLossRatios.omega(0),
                GainLossRatios.omegaSharpe(0.001),
                GainLossRatios.kappa(1, 0),
                GainLossRatios.kappa(2, 0),
                GainLossRatios.kappa(3, 0),
                GainLossRatios.kappa(4, 0),
                GainLossRatios.upsidePotential(0, DownsideBasis.ALL_OBSERVATIONS),
                GainLossRatios.upsidePotential(0, DownsideBasis.SHORTFALLS_ONLY),
                GainLossRatios.variabilitySkewness(0),
                GainLossRatios.volatilitySkewness(0),
                GainLossRatios.dRatio(),
                GainLossRatios.prospect(0),
                GainLossRatios.rachev(C95, C90),
                GainLossRatios.tailRatio(C95, QuantileRule.TYPE_7),
                GainLossRatios.kellyOfBets(),
                DrawdownRatios.calmar(DAILY),
                DrawdownRatios.sterling(DAILY, 0.1),
                DrawdownRatios.burke(DAILY),
                DrawdownRatios.modifiedBurke(DAILY),
                DrawdownRatios.martin(DAILY),
                DrawdownRatios.pain(DAILY),
                PathShape.hurst(DegreesOfFreedom.SAMPLE),
                PathShape.stability());
    }

    @Override
    protected Stream<RiskMeasure> measures() {
        return all().stream();
    }

    /** Oracle: hand calculation; sigma^2 = 0.0014 / 3. Tolerance: rounding. */
    @Test
    void sharpeAndItsKinMatchHandCalculation() {
        double sigma = Math.sqrt(0.0014 / 3);
        assertThat(RewardToRisk.sharpe(YEARLY).of(FOUR)).isCloseTo(0.01 / sigma, within(1e-15));
        assertThat(RewardToRisk.sharpe(MONTHLY.withRiskFree(RiskFreeRate.per(PeriodsPerYear.MONTHLY, 0.002)))
                        .of(FOUR))
                .isCloseTo(Math.sqrt(12) * 0.008 / sigma, within(1e-14));
        double growth = Math.pow(1.02 * 0.98 * 1.03 * 1.01, 3) - 1;
        assertThat(Growth.annual(PeriodsPerYear.MONTHLY).of(FOUR)).isCloseTo(growth, within(1e-15));
        assertThat(RewardToRisk.sharpeOfGrowth(MONTHLY.withRiskFree(RiskFreeRate.perYear(0.02)))
                        .of(FOUR))
                .isCloseTo((growth - 0.02) / (sigma * Math.sqrt(12)), within(1e-13));
        assertThat(RewardToRisk.kelly(YEARLY).of(FOUR)).isCloseTo(0.01 / (0.0014 / 3), within(1e-12));
        // of symmetric returns the downside form is that with a divisor of n
        double[] symmetric = {0.03, -0.01, 0.02, 0.0};
        assertThat(RewardToRisk.downsideSharpe(YEARLY).of(symmetric))
                .isCloseTo(
                        RewardToRisk.sharpe(YEARLY.withDegreesOfFreedom(DegreesOfFreedom.POPULATION))
                                .of(symmetric),
                        within(1e-14));
    }

    /** Oracle: hand calculation; one loss of 0.02, gains of 0.06. */
    @Test
    void gainsAndLossesMatchHandCalculation() {
        assertThat(GainLossRatios.omega(0).of(FOUR)).isCloseTo(3, within(1e-14));
        assertThat(GainLossRatios.omegaSharpe(0).of(FOUR)).isCloseTo(2, within(1e-14));
        assertThat(GainLossRatios.omega(0.01).of(FOUR)).isCloseTo(1, within(1e-14));
        assertThat(GainLossRatios.dRatio().of(FOUR)).isCloseTo(0.02 / (3 * 0.06), within(1e-15));
        assertThat(GainLossRatios.sortino(YEARLY).of(FOUR)).isCloseTo(0.01 / 0.01, within(1e-14));
        assertThat(GainLossRatios.kappa(4, 0).of(FOUR))
                .isCloseTo(0.01 / Math.pow(0.02, 1) * Math.sqrt(2), within(1e-13));
        assertThat(GainLossRatios.upsidePotential(0, DownsideBasis.ALL_OBSERVATIONS)
                        .of(FOUR))
                .isCloseTo(0.015 / 0.01, within(1e-14));
        assertThat(GainLossRatios.prospect(0.001).of(FOUR))
                .isCloseTo((0.015 - 2.25 * 0.005 - 0.001) / Math.sqrt(0.021 * 0.021 / 4), within(1e-14));
        // p = 3/4, mean gain 0.02, mean loss 0.02
        assertThat(GainLossRatios.kellyOfBets().of(FOUR)).isCloseTo(0.5, within(1e-14));
        // the best 1.2 of four gains: 0.03 and a fifth of 0.02; the worst 1.6: 0.02 and six tenths of -0.01
        assertThat(GainLossRatios.rachev(Confidence.of(0.7), Confidence.of(0.6)).of(FOUR))
                .isCloseTo((0.03 + 0.2 * 0.02) / 1.2 / ((0.02 - 0.6 * 0.01) / 1.6), within(1e-14));
        // type 7 of four: position 0.6 * 3 = 1.8 and 0.4 * 3 = 1.2 beyond the lowest
        assertThat(GainLossRatios.tailRatio(Confidence.of(0.6), QuantileRule.TYPE_7)
                        .of(FOUR))
                .isCloseTo(0.018 / 0.012, within(1e-13));
    }

    /** Oracle: hand calculation; wealth 1 -> 0.9 -> 1.08 -> 0.972 -> 0.9234 -> 1.0, drawdowns .1, 0, .1, .145, .0741. */
    @Test
    void drawdownRatiosCountAFirstLossAndAnOpenDrawdown() {
        double[] r = {-0.1, 0.2, -0.1, -0.05, 1 / 0.9234 - 1};
        double open = 1 - 1 / 1.08;
        double[] flat = r.clone();
        flat[4] = 1.2 / 0.9234 - 1;
        double growth = 0.2;
        // with all five periods in a year, growth is the total return
        PerformanceConvention five = PerformanceConvention.of(PeriodsPerYear.of(5));
        assertThat(DrawdownRatios.calmar(five).of(flat)).isCloseTo(growth / 0.145, within(1e-13));
        assertThat(DrawdownRatios.sterling(five, 0.1).of(flat)).isCloseTo(growth / 0.245, within(1e-13));
        double burke = Math.sqrt(0.1 * 0.1 + 0.145 * 0.145);
        assertThat(DrawdownRatios.burke(five).of(flat)).isCloseTo(growth / burke, within(1e-13));
        assertThat(DrawdownRatios.modifiedBurke(five).of(flat)).isCloseTo(growth / burke * Math.sqrt(5), within(1e-13));
        assertThat(DrawdownRatios.pain(five).of(flat)).isCloseTo(growth / (0.345 / 5), within(1e-13));
        PerformanceConvention over = five.withRiskFree(RiskFreeRate.perYear(0.05));
        double ulcer = Math.sqrt((0.01 + 0.01 + 0.145 * 0.145 + open * open) / 5);
        assertThat(DrawdownRatios.martin(over).of(r)).isCloseTo(-0.05 / ulcer, within(1e-13));
    }

    @Test
    void thePathOfAStraightLineIsStable() {
        double[] steady = new double[50];
        Arrays.fill(steady, 0.01);
        assertThat(PathShape.stability().of(steady)).isCloseTo(1, within(1e-12));
        assertThat(PathShape.stability().ifDefined(0, 0, 0)).isEmpty();
        assertThat(PathShape.stability().ifDefined(0.1, -1, 0.1)).isEmpty();
        // by hand: deviations 1, -1, sums 1, 0: range 1 over sigma sqrt(2)
        assertThat(PathShape.hurst(DegreesOfFreedom.SAMPLE).of(2, 0))
                .isCloseTo(Math.log(1 / Math.sqrt(2)) / Math.log(2), within(1e-14));
    }

    /** Oracle: the inference in core, which is checked against the papers. */
    @Test
    void theProbabilityIsThatOfTheEstimate() {
        SplittableRandom random = new SplittableRandom(5);
        for (int k = 0; k < 50; k++) {
            double[] r = random.doubles(30 + k, -0.02, 0.025).toArray();
            SharpeEstimate estimate = SharpeEstimate.of(r).orElseThrow();
            assertThat(RewardToRisk.probabilisticSharpe(YEARLY, 0.1).of(r))
                    .isCloseTo(estimate.probabilityAbove(0.1), within(1e-13));
        }
    }

    @Test
    void withoutADenominatorThereIsNoNumber() {
        double[] flat = {0.01, 0.01, 0.01};
        for (RiskMeasure ratio : all()) {
            double[] rises = ratio.name().contains("Growth") ? new double[] {} : flat;
            if (List.of("annual growth", "annual mean return", "stability", "tail ratio 95%", "d ratio")
                            .contains(ratio.name())
                    || ratio.name().startsWith("Sterling")
                    || ratio.name().contains("about 0.001")) {
                continue;
            }
            assertThat(ratio.ifDefined(rises)).as(ratio.name()).isEmpty();
        }
        assertThat(GainLossRatios.tailRatio(C95, QuantileRule.TYPE_7).of(flat)).isEqualTo(1);
        assertThat(GainLossRatios.tailRatio(C95, QuantileRule.TYPE_7).ifDefined(0, 0, 0))
                .isEmpty();
        assertThat(DrawdownRatios.sterling(MONTHLY, 0).ifDefined(flat)).isEmpty();
        assertThat(GainLossRatios.dRatio().ifDefined(-0.1, -0.2)).isEmpty();
        assertThat(GainLossRatios.dRatio().of(0.1, 0.2)).isZero();
        // an expected shortfall that is a gain is no risk to divide by
        assertThat(GainLossRatios.rachev(C95, C95).ifDefined(0.1, 0.2)).isEmpty();
        assertThat(RewardToRisk.sharpeOver(ExpectedShortfall.historical(C95), YEARLY)
                        .ifDefined(0.1, 0.2))
                .isEmpty();
        // a return below -1 cannot be compounded
        assertThat(Growth.annual(PeriodsPerYear.DAILY).ifDefined(0.1, -1.1)).isEmpty();
        assertThat(DrawdownRatios.martin(DAILY).ifDefined(0.1, -1.1)).isEmpty();
        assertThat(Growth.annual(PeriodsPerYear.DAILY).of(0.1, -1)).isEqualTo(-1);
        assertThatThrownBy(() -> RewardToRisk.sharpe(DAILY).of(flat))
                .hasMessage("Sharpe ratio is undefined: its risk is not above 0");
        assertThatThrownBy(() -> DrawdownRatios.calmar(DAILY).of(flat)).hasMessageContaining("wealth never fell");
    }

    @Test
    void namesSayTheSettings() {
        assertThat(RewardToRisk.sharpe(MONTHLY.withRiskFree(RiskFreeRate.per(PeriodsPerYear.MONTHLY, 0.0025)))
                        .name())
                .isEqualTo("Sharpe ratio over 0.25% a period");
        assertThat(GainLossRatios.sortino(DAILY.withMinimumAcceptable(0.005)).name())
                .isEqualTo("Sortino ratio about 0.005");
        assertThat(RewardToRisk.sharpe(DAILY).preference()).isEqualTo(Preference.MORE_IS_BETTER);
        assertThat(GainLossRatios.dRatio().preference()).isEqualTo(Preference.LESS_IS_BETTER);
    }

    @Test
    void badSettingsAreRefused() {
        assertThatThrownBy(() -> GainLossRatios.kappa(5, 0)).hasMessage("order of Kappa must be from 1 to 4, was 5");
        assertThatThrownBy(() -> GainLossRatios.omega(Double.NaN)).hasMessageContaining("target must be finite");
        assertThatThrownBy(() -> DrawdownRatios.sterling(DAILY, -0.1)).hasMessageContaining("allowance");
        assertThatThrownBy(() -> GainLossRatios.tailRatio(Confidence.of(0.4), QuantileRule.TYPE_7))
                .hasMessageContaining("level");
        assertThatThrownBy(() -> RewardToRisk.probabilisticSharpe(DAILY, Double.NaN))
                .hasMessageContaining("benchmark");
    }
}
