package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.testkit.Panels;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedReturnsTest {
    private static final Universe PAIR = Universe.of("SAP", "ASML");

    @Test
    void holdsOneReturnForEachAsset() {
        ExpectedReturns mu = ExpectedReturns.of(PAIR, 0.001, -0.002);
        assertThat(mu.of("ASML")).isEqualTo(mu.get(1)).isEqualTo(-0.002);
        assertThat(mu.toArray()).containsExactly(0.001, -0.002);
        assertThat(mu.universe()).isEqualTo(PAIR);
        assertThat(mu.annualised(PeriodsPerYear.MONTHLY).get(0)).isEqualTo(0.012);
        assertThat(mu.of(Weights.of(PAIR, 0.5, 0.25))).isCloseTo(0, within(1e-18));
        assertThat(mu).hasToString("ExpectedReturns[SAP +0.100%, ASML -0.200%]");
        assertThat(mu)
                .isEqualTo(ExpectedReturns.of(PAIR, 0.001, -0.002))
                .hasSameHashCodeAs(ExpectedReturns.of(PAIR, 0.001, -0.002))
                .isNotEqualTo(ExpectedReturns.of(PAIR, 0, 0))
                .isNotEqualTo(ExpectedReturns.of(Panels.universe(2), 0.001, -0.002))
                .isNotEqualTo("mu");
    }

    @Test
    void refusesBadInputByName() {
        assertThatThrownBy(() -> ExpectedReturns.of(PAIR, 0, Double.NaN))
                .hasMessage("expected return of ASML must be finite, was NaN");
        assertThatThrownBy(() -> ExpectedReturns.of(PAIR, 0)).hasMessageContaining("length 2");
        ExpectedReturns mu = ExpectedReturns.of(PAIR, 0, 1);
        assertThatThrownBy(() -> mu.of("XYZ")).hasMessageContaining("XYZ");
        assertThatThrownBy(() -> mu.of(Weights.equal(Panels.universe(2)))).hasMessageContaining("another universe");
        assertThatThrownBy(() -> ExpectedReturns.of(PAIR, 0, 1e308).annualised(PeriodsPerYear.DAILY))
                .hasMessageContaining("expected return of ASML must be finite");
    }

    @Test
    void equallyWeightedMeanIsTheMean() {
        ReturnPanel panel = Panels.of(PAIR, new double[] {0.01, 0.02, 0.06}, new double[] {0.1, 0.1, 0.1});
        ExpectedReturns mu = MeanReturns.equallyWeighted().estimate(panel);
        assertThat(mu.get(0)).isCloseTo(0.03, within(1e-17));
        assertThat(mu.get(1)).isEqualTo(0.1);
    }

    @Test
    void halfLifeHalvesTheWeightOfAnOlderReturn() {
        ReturnPanel panel = Panels.of(new double[] {0.07, 0.14, 0.28});
        // weights 1/4, 1/2, 1 over 7/4
        assertThat(MeanReturns.halfLife(1).estimate(panel).get(0))
                .isCloseTo((0.07 / 4 + 0.14 / 2 + 0.28) / 1.75, within(1e-16));
        // a very long half-life is the plain mean
        assertThat(MeanReturns.halfLife(1e12).estimate(panel).get(0))
                .isCloseTo(MeanReturns.equallyWeighted().estimate(panel).get(0), within(1e-12));
    }

    @Test
    void estimatorRefusesAnEmptyPanelAndAWrongHalfLife() {
        ReturnPanel empty = ReturnPanel.of(PAIR, List.of(), new double[0]);
        assertThatThrownBy(() -> MeanReturns.equallyWeighted().estimate(empty)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> MeanReturns.halfLife(0)).hasMessageContaining("halfLife must be positive");
        assertThatThrownBy(() -> MeanReturns.halfLife(Double.NaN)).hasMessageContaining("halfLife");
        assertThat(MeanReturns.halfLife(60)).hasToString("MeanReturns[half-life 60.0]");
        assertThat(MeanReturns.equallyWeighted()).hasToString("MeanReturns[equally weighted]");
    }
}
