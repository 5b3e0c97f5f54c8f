package io.trimtab.core.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.testkit.RegimeModelContract;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class HmmRegimeModelTest extends RegimeModelContract {
    @Override
    protected RegimeModel model() {
        return HmmRegimeModel.of(HmmSettings.states(2));
    }

    @Test
    void tooLittleDataSaysHowMuchIsMissing() {
        double[] returns = {0.01, -0.02, 0.005};
        ReturnPanel panel = ReturnPanel.of(Universe.of("A"), Hmms.dates(3), returns);
        RegimeBelief belief = HmmRegimeModel.of(HmmSettings.states(3)).believe(panel, LocalDate.of(2030, 1, 1));
        assertThat(belief.isKnown()).isFalse();
        assertThat(belief.note()).isEqualTo("3 observations, at least 90 needed for 3 states");
        assertThat(belief.regimes()).containsExactly(Regime.SIDEWAYS, Regime.VOLATILE, Regime.CRISIS);
        assertThat(belief.asOf()).isEqualTo(LocalDate.of(2030, 1, 1));
    }

    @Test
    void onlyTheLookBackCounts() {
        double[] calmThenWild = Hmms.twoVolatilities(300, 3);
        double[] other = calmThenWild.clone();
        other[0] = 0.5;
        HmmRegimeModel model = HmmRegimeModel.of(HmmSettings.states(2)).lookBack(200);
        LocalDate last = Hmms.dates(300).get(299);
        assertThat(model.believe(panel(calmThenWild), last)).isEqualTo(model.believe(panel(other), last));
        assertThatThrownBy(() -> model.lookBack(1)).hasMessage("lookBack must be at least 2, was 1");
    }

    @Test
    void aNamedAssetIsWatchedInsteadOfTheMarket() {
        double[] wild = Hmms.twoVolatilities(300, 3);
        double[] both = new double[600];
        System.arraycopy(wild, 0, both, 0, 300);
        for (int t = 0; t < 300; t++) {
            both[300 + t] = -wild[t];
        }
        ReturnPanel panel = ReturnPanel.of(Universe.of("A", "B"), Hmms.dates(300), both);
        LocalDate last = Hmms.dates(300).get(299);
        HmmRegimeModel model = HmmRegimeModel.of(HmmSettings.states(2));
        assertThat(model.believe(panel, last).note()).contains("do not vary");
        assertThat(model.watching(MarketSeries.asset("A")).believe(panel, last).isKnown())
                .isTrue();
    }

    @Test
    void anAssetLeftOutOfTheDataGivesAnUnknownBeliefThatSaysSo() {
        ReturnPanel panel = panel(Hmms.twoVolatilities(300, 3));
        RegimeBelief belief = HmmRegimeModel.of(HmmSettings.states(2))
                .watching(MarketSeries.asset("C"))
                .believe(panel, Hmms.dates(300).get(299));
        assertThat(belief.isKnown()).isFalse();
        assertThat(belief.note()).startsWith("no series to watch: asset \"C\" is not in the universe");
    }

    private static ReturnPanel panel(double[] series) {
        return ReturnPanel.of(Universe.of(List.of("A")), Hmms.dates(series.length), series);
    }
}
