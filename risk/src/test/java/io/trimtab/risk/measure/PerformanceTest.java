package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.testkit.ReferenceData;
import org.junit.jupiter.api.Test;

class PerformanceTest {
    @Test
    void agreesWithPerformanceAnalyticsWhereDefinitionsAgree() {
        int checked = 0;
        for (String[] row : ReferenceData.rows("risk/expected/pa_2.1.0_reference.csv")) {
            if (row[5].equals("NA") || row[5].equals("Inf")) {
                continue;
            }
            double[] r = ReferenceData.column(row[0], row[1]);
            PerformanceConvention monthly = PerformanceConvention.of(PeriodsPerYear.MONTHLY);
            PerformanceConvention single = PerformanceConvention.of(PeriodsPerYear.YEARLY);
            double ours;
            switch (row[3]) {
                case "StdDev(R)" -> ours = Volatility.of(r, DegreesOfFreedom.SAMPLE);
                case "StdDev(R,sample_method='ML')" -> ours = Volatility.of(r, DegreesOfFreedom.POPULATION);
                case "StdDev.annualized(R)" ->
                    ours = Volatility.annualised(r, DegreesOfFreedom.SAMPLE, PeriodsPerYear.MONTHLY);
                case "mean(R,na.rm=TRUE)" -> ours = Volatility.mean(r);
                case "DownsideDeviation(R,MAR=0)" -> ours = Volatility.downside(r, 0, DownsideBasis.ALL_OBSERVATIONS);
                case "DownsideDeviation(R,MAR=0.005)" ->
                    ours = Volatility.downside(r, 0.005, DownsideBasis.ALL_OBSERVATIONS);
                case "DownsideDeviation(R,MAR=0.005,method='subset')" ->
                    ours = Volatility.downside(r, 0.005, DownsideBasis.SHORTFALLS_ONLY);
                case "maxDrawdown(R)" -> ours = monthly.measure(r).maximumDrawdown();
                case "Return.cumulative(R)" -> ours = monthly.measure(r).totalReturn();
                case "Return.annualized(R)" -> ours = monthly.measure(r).annualGrowth();
                case "CalmarRatio(R)" -> ours = monthly.measure(r).calmar().orElseThrow();
                case "SharpeRatio(R,Rf=0,FUN='StdDev')" ->
                    ours = single.measure(r).sharpe().orElseThrow();
                case "SharpeRatio(R,Rf=0.0025,FUN='StdDev')" ->
                    ours = single.withRiskFree(RiskFreeRate.perYear(0.0025))
                            .measure(r)
                            .sharpe()
                            .orElseThrow();
                case "SharpeRatio.annualized(R,Rf=0,geometric=FALSE)" ->
                    ours = monthly.measure(r).sharpe().orElseThrow();
                case "SortinoRatio(R,MAR=0)" ->
                    ours = single.measure(r).sortino().orElseThrow();
                case "SortinoRatio(R,MAR=0.005)" ->
                    ours = single.withMinimumAcceptable(0.005)
                            .measure(r)
                            .sortino()
                            .orElseThrow();
                default -> {
                    continue;
                }
            }
            double expected = Double.parseDouble(row[5]);
            // tolerance: the file prints 15 digits
            assertThat(ours).as(row[0] + " " + row[1] + " " + row[3]).isCloseTo(expected, within(1e-11));
            checked++;
        }
        assertThat(checked).isEqualTo(316);
    }

    @Test
    void ratiosWithoutADenominatorAreAbsent() {
        PerformanceSummary flat = PerformanceConvention.of(PeriodsPerYear.DAILY).measure(0.001, 0.001, 0.001);
        assertThat(flat.volatility()).isZero();
        assertThat(flat.sharpe()).isEmpty();
        assertThat(flat.sortino()).isEmpty();
        assertThat(flat.calmar()).isEmpty();
        assertThat(flat).asString().contains("Sharpe undefined");
    }

    @Test
    void totalLossIsGrowthOfMinusOne() {
        PerformanceSummary lost =
                PerformanceConvention.of(PeriodsPerYear.MONTHLY).measure(0.1, -1, 0.2);
        assertThat(lost.annualGrowth()).isEqualTo(-1);
        assertThat(lost.maximumDrawdown()).isEqualTo(1);
        assertThat(lost.observations()).isEqualTo(3);
        assertThat(lost).asString().contains("growth -100.00%");
    }

    @Test
    void annualRiskFreeRateIsNotSubtractedFromAMonth() {
        RiskFreeRate annual = RiskFreeRate.perYear(0.12);
        // (1.12)^(1/12) - 1
        assertThat(annual.over(PeriodsPerYear.MONTHLY)).isCloseTo(0.009488792934583, within(1e-14));
        assertThat(annual.over(PeriodsPerYear.YEARLY)).isEqualTo(0.12);
        assertThat(RiskFreeRate.per(PeriodsPerYear.MONTHLY, 0.01).over(PeriodsPerYear.YEARLY))
                .isCloseTo(0.12682503013196972, within(1e-15));
        assertThatThrownBy(() -> RiskFreeRate.perYear(-1)).hasMessageContaining("rate must be strictly within");
        assertThatThrownBy(() -> RiskFreeRate.perYear(Double.NaN)).hasMessageContaining("rate");
    }

    @Test
    void conventionsAreCopiedWithOneChange() {
        PerformanceConvention c = PerformanceConvention.of(PeriodsPerYear.DAILY)
                .withDegreesOfFreedom(DegreesOfFreedom.POPULATION)
                .withDownside(DownsideBasis.SHORTFALLS_ONLY);
        assertThat(c.degreesOfFreedom()).isEqualTo(DegreesOfFreedom.POPULATION);
        assertThat(c.downside()).isEqualTo(DownsideBasis.SHORTFALLS_ONLY);
        // one return is enough when the mean square divides by n
        assertThat(c.measure(0.01).annualVolatility()).isZero();
    }

    @Test
    void refusesBadInput() {
        PerformanceConvention daily = PerformanceConvention.of(PeriodsPerYear.DAILY);
        assertThatThrownBy(() -> daily.measure(0.1)).hasMessage("number of returns must be at least 2, was 1");
        assertThatThrownBy(() -> daily.measure(0.1, Double.NaN)).hasMessage("returns[1] must be finite, was NaN");
        assertThatThrownBy(() -> daily.measure(0.1, -1.2)).hasMessageContaining("returns[1] must be at least -1");
        assertThatThrownBy(() -> Volatility.mean(new double[0])).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> Volatility.downside(new double[] {1}, Double.NaN, DownsideBasis.ALL_OBSERVATIONS))
                .hasMessageContaining("minimumAcceptable must be finite");
        assertThatThrownBy(() -> daily.withMinimumAcceptable(Double.NaN)).hasMessageContaining("minimumAcceptable");
    }

    @Test
    void levelOfAnySizeCostsNoDigits() {
        // the deviations are exact in binary
        assertThat(Volatility.of(new double[] {1e8 + 0.25, 1e8 - 0.25}, DegreesOfFreedom.POPULATION))
                .isEqualTo(0.25);
    }

    @Test
    void returnsTooLargeToSquareAreRefusedRatherThanInfinite() {
        assertThatThrownBy(() -> Volatility.of(new double[] {1e200, -1e200}, DegreesOfFreedom.SAMPLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("volatility must be finite, was Infinity");
        assertThatThrownBy(() -> Volatility.mean(new double[] {1.5e308, 1.5e308, 1}))
                .hasMessageContaining("mean of returns must be finite");
        assertThatThrownBy(() -> Volatility.downside(new double[] {-1e200}, 0, DownsideBasis.ALL_OBSERVATIONS))
                .hasMessageContaining("downside deviation must be finite");
    }

    @Test
    void summariesOfEqualReturnsAreEqual() {
        PerformanceConvention daily = PerformanceConvention.of(PeriodsPerYear.DAILY);
        PerformanceSummary summary = daily.measure(0.1, -0.2, 0.05);
        assertThat(summary)
                .isEqualTo(daily.measure(0.1, -0.2, 0.05))
                .hasSameHashCodeAs(daily.measure(0.1, -0.2, 0.05))
                .isNotEqualTo(daily.measure(0.1, -0.2, 0.06));
        assertThat(summary.drawdowns())
                .isEqualTo(summary.drawdowns())
                .isNotEqualTo(Drawdowns.of(new double[] {0.1, -0.2, 0.04}, Compounding.COMPOUNDED))
                .isNotEqualTo("drawdowns");
    }
}
