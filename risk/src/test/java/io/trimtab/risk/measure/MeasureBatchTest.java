package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.testkit.Allocation;
import io.trimtab.risk.testkit.Panels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MeasureBatchTest {
    private static final RiskMeasure VOLATILITY = Dispersion.volatility(DegreesOfFreedom.SAMPLE);
    private static final RiskMeasure RANGE = Dispersion.range();

    @Test
    void everyMeasureOfEverySeriesIsWhatItIsAlone() {
        double[][] columns = Panels.random(40, 5, 3);
        ReturnPanel panel = Panels.of(columns);
        MeasureTable table = MeasureBatch.of(VOLATILITY, RANGE).measure(panel);
        for (int j = 0; j < 5; j++) {
            String id = panel.universe().id(j);
            assertThat(table.of(id, VOLATILITY.name())).hasValue(VOLATILITY.of(columns[j]));
            assertThat(table.of(id, "range")).hasValue(RANGE.of(columns[j]));
        }
        assertThat(table.series()).isEqualTo(panel.universe().ids());
        assertThat(table.measures()).containsExactly("volatility (n - 1)", "range");
        assertThat(table)
                .hasToString(MeasureBatch.of(VOLATILITY, RANGE).measure(panel).toString());
        assertThat(table)
                .isEqualTo(MeasureBatch.of(VOLATILITY, RANGE).measure(panel))
                .hasSameHashCodeAs(MeasureBatch.of(VOLATILITY, RANGE).measure(panel))
                .isNotEqualTo(MeasureBatch.of(VOLATILITY).measure(panel));
        assertThat(table.toString()).contains("range 0.");
        assertThat(table.toArray()).hasSize(10);
        assertThatThrownBy(() -> table.of("XX", "range")).hasMessageContaining("series must be one of [");
        assertThatThrownBy(() -> table.of("A0", "spread")).hasMessageContaining("was \"spread\"");
    }

    @Test
    void missingReturnsAreRefusedOrLeftOutAsTold() {
        double[] gaps = {0.01, Double.NaN, -0.03, Double.NaN};
        double[] out = new double[2];
        MeasureBatch batch = MeasureBatch.of(VOLATILITY, RANGE);
        MeasuredSeries series = new MeasuredSeries();
        assertThatThrownBy(() -> batch.measureInto(4, gaps, 0, out, 0, series))
                .hasMessage("returns[1] must be finite, was NaN");
        MeasureBatch omitting = batch.withMissing(MissingReturns.OMIT);
        omitting.measureInto(4, gaps, 0, out, 0, series);
        assertThat(out).containsExactly(VOLATILITY.of(0.01, -0.03), 0.04);
        omitting.measureInto(3, 1, new double[] {Double.NaN, Double.NaN, Double.NaN}, out, series);
        assertThat(out).containsExactly(Double.NaN, Double.NaN);
        assertThatThrownBy(() -> omitting.measureInto(1, new double[] {Double.NEGATIVE_INFINITY}, 0, out, 0, series))
                .hasMessage("returns[0] must be finite, was -Infinity");
        assertThat(omitting.measures()).containsExactly(VOLATILITY, RANGE);
        assertThat(omitting).hasToString("MeasureBatch[volatility (n - 1), range]");
    }

    @Test
    void pairsAreKeptTogether() {
        MeasuredSeries a = new MeasuredSeries();
        MeasuredSeries b = new MeasuredSeries();
        double nan = Double.NaN;
        a.loadPair(b, 4, new double[] {1, nan, 3, 4}, 0, new double[] {9, 5, 6, nan, 8}, 1, MissingReturns.OMIT);
        assertThat(new double[] {a.size(), a.get(0), b.get(0)}).containsExactly(2, 1, 5);
        a.loadPair(b, 2, new double[] {1, 2, nan}, 0, new double[] {7, 8}, 0, MissingReturns.REFUSE);
        assertThat(new double[] {a.mean(), b.mean()}).containsExactly(1.5, 7.5);
        assertThatThrownBy(() -> a.loadPair(a, 0, new double[0], 0, new double[0], 0, MissingReturns.OMIT))
                .hasMessageContaining("another series");
        assertThatThrownBy(() -> a.loadPair(b, 1, new double[] {1}, 0, new double[] {nan}, 0, MissingReturns.REFUSE))
                .hasMessage("benchmark returns[0] must be finite, was NaN");
    }

    @Test
    void logReturnsBecomeSimpleOnes() {
        double[] logs = {Math.log(1.1), Math.log(0.8)};
        MeasuredSeries series = new MeasuredSeries().loadLog(2, logs, 0);
        assertThat(series.get(0)).isCloseTo(0.1, org.assertj.core.api.Assertions.within(1e-16));
        assertThat(series.get(1)).isCloseTo(-0.2, org.assertj.core.api.Assertions.within(1e-16));
        assertThatThrownBy(() -> new MeasuredSeries().loadLog(1, new double[] {1000}, 0))
                .hasMessage("simple return of logReturns[0] must be finite, was Infinity");
    }

    @Test
    void seriesSharesOrderMomentsAndDrawdowns() {
        MeasuredSeries series = MeasuredSeries.of(0.1, -0.5, 0.2);
        assertThat(series.ascending(0)).isEqualTo(-0.5);
        assertThat(series.drawdown(Compounding.COMPOUNDED, 1)).isEqualTo(0.5);
        assertThat(series.drawdown(Compounding.UNCOMPOUNDED, 2))
                .isCloseTo(0.3, org.assertj.core.api.Assertions.within(1e-15));
        assertThat(series.centralMoment(2) * 3)
                .isCloseTo(
                        2 * Math.pow(series.volatility(DegreesOfFreedom.SAMPLE), 2),
                        org.assertj.core.api.Assertions.within(1e-15));
        assertThat(MeasuredSeries.of(0.1, -1.5).drawdown(Compounding.COMPOUNDED, 0))
                .isNaN();
        assertThat(series).hasToString("MeasuredSeries[0.1, -0.5, 0.2]");
        assertThatThrownBy(() -> series.centralMoment(5)).hasMessageContaining("2, 3 or 4, was 5");
        assertThatThrownBy(() -> series.scratch(4, 1)).hasMessageContaining("slot must be from 0 to 3");
        assertThatThrownBy(() -> series.get(3)).hasMessageContaining("t must be from 0 to 2");
    }

    @Test
    void refusesWhatMakesNoTable() {
        assertThatThrownBy(MeasureBatch::of).hasMessageContaining("number of measures must be at least 1");
        assertThatThrownBy(() -> MeasureBatch.of(RANGE, Dispersion.range()))
                .hasMessage("measures must have different names, two are called \"range\"");
        MeasureBatch batch = MeasureBatch.of(RANGE);
        MeasuredSeries series = new MeasuredSeries();
        assertThatThrownBy(() -> batch.measureInto(2, 3, new double[5], new double[3], series))
                .hasMessage("length of returns must be at least 6, was 5");
        assertThatThrownBy(() -> batch.measureInto(2, new double[2], 1, new double[3], 0, series))
                .hasMessage("returns must have 2 elements from 1, had length 2");
        assertThatThrownBy(() -> batch.measureInto(2, new double[2], 0, new double[1], 1, series))
                .hasMessage("out must have 1 elements from 1, had length 1");
    }

    @Test
    void allocatesNothingOnceWarm() {
        double[] returns = new double[10 * 250];
        Arrays.setAll(returns, i -> Math.sin(i) / 50);
        MeasureBatch batch =
                MeasureBatch.of(VOLATILITY, RANGE, Dispersion.giniMeanDifference(), Dispersion.meanAbsoluteDeviation());
        double[] out = new double[40];
        MeasuredSeries series = new MeasuredSeries();
        Runnable task = () -> {
            for (int k = 0; k < 400; k++) {
                batch.measureInto(250, 10, returns, out, series);
            }
        };
        task.run();
        assertThat(Allocation.bytesIn(task)).isLessThan(6000);
    }
}
