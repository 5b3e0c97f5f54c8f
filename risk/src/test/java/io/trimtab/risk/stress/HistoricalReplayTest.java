package io.trimtab.risk.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.testkit.Fixtures;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.stress.HistoricalReplay.ReplayOutcome;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoricalReplayTest {
    private static final LocalDate MONDAY = LocalDate.of(2024, 1, 8);

    private static ReturnPanel twoAssets() {
        List<LocalDate> dates = List.of(MONDAY, MONDAY.plusDays(1), MONDAY.plusDays(2), MONDAY.plusDays(3));
        return ReturnPanel.of(Universe.of("A", "B"), dates, new double[] {0.5, -0.1, -0.2, 0.25, 0.5, 0.1, 0, -0.1});
    }

    @Test
    void returnsCountFromTheDayAfterTheFirstClose() {
        HistoricalReplay replay = HistoricalReplay.of("days", twoAssets(), MONDAY, MONDAY.plusDays(3));
        // A: 0.9 x 0.8 x 1.25, B: 1.1 x 1 x 0.9
        assertThat(replay.scenario().assetShocks().get("A")).isCloseTo(-0.1, within(1e-15));
        assertThat(replay.scenario().assetShocks().get("B")).isCloseTo(-0.01, within(1e-15));
        Weights weights = Weights.of(twoAssets().universe(), 1, -0.5);
        ReplayOutcome outcome = replay.play(weights);
        // bought and held: 1 + (g_A - 1) - (g_B - 1) / 2
        assertThat(outcome.equity()).containsExactly(new double[] {0.85, 0.67, 0.905}, within(1e-15));
        assertThat(outcome.loss()).isCloseTo(0.095, within(1e-15));
        assertThat(outcome.worstLoss()).isCloseTo(0.33, within(1e-15));
        assertThat(outcome.worstDate()).isEqualTo(MONDAY.plusDays(2));
        assertThat(outcome).hasToString("days: loses 9.5%, at worst 33% on 2024-01-10");
        // the same returns through a stress test
        CovarianceMatrix covariance = CovarianceMatrix.of(weights.universe(), 1, 0, 0, 1);
        assertThat(StressTest.of(covariance).apply(replay.scenario(), weights).loss())
                .isCloseTo(outcome.loss(), within(1e-15));
        assertThat(replay).hasToString("HistoricalReplay[days, after 2024-01-08, 3 returns until 2024-01-11]");
        assertThat(outcome).isEqualTo(replay.play(weights)).hasSameHashCodeAs(replay.play(weights));
    }

    @Test
    void aHistoryThatDoesNotCoverTheWindowIsRefused() {
        assertThatThrownBy(() -> HistoricalReplay.of(twoAssets(), HistoricalWindow.PANDEMIC_2020))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2020-02-19");
        assertThatThrownBy(() -> HistoricalReplay.of("x", twoAssets(), MONDAY, MONDAY.plusDays(30)))
                .hasMessageContaining("cover");
        assertThatThrownBy(() -> HistoricalReplay.of("x", twoAssets(), MONDAY.minusDays(30), MONDAY))
                .hasMessageContaining("cover");
        assertThatThrownBy(() -> HistoricalReplay.of("x", twoAssets(), MONDAY, MONDAY))
                .hasMessageContaining("after from");
        assertThatThrownBy(() -> HistoricalReplay.of("x", twoAssets(), MONDAY, MONDAY.plusDays(1))
                        .play(Weights.equal(Universe.of("A"))))
                .hasMessageContaining("weights");
    }

    private static ReturnPanel market() {
        List<String> lines = Fixtures.lines("market/ken_french_3factor_daily.csv");
        List<LocalDate> dates = new ArrayList<>();
        double[] values = new double[lines.size() - 1];
        for (int t = 0; t < values.length; t++) {
            String[] cells = lines.get(t + 1).split(",");
            dates.add(LocalDate.parse(cells[0], DateTimeFormatter.BASIC_ISO_DATE));
            values[t] = (Double.parseDouble(cells[1]) + Double.parseDouble(cells[4])) / 100;
        }
        return ReturnPanel.of(Universe.of("MKT"), dates, values);
    }

    /** Published falls of the S&P 500 and Dow Jones by price; the market of all shares with dividends fell about as far. */
    @Test
    void theFamousFallsWereAsDeepAsTheyAreRemembered() {
        ReturnPanel market = market();
        Weights all = Weights.equal(market.universe());
        Map<HistoricalWindow, Double> published = new EnumMap<>(Map.of(
                HistoricalWindow.CRASH_OF_1929, 0.89,
                HistoricalWindow.BLACK_MONDAY_1987, 0.285,
                HistoricalWindow.DOT_COM_2000, 0.49,
                HistoricalWindow.FINANCIAL_CRISIS_2008, 0.57,
                HistoricalWindow.PANDEMIC_2020, 0.34));
        assertThat(published).containsOnlyKeys(HistoricalWindow.values());
        for (Map.Entry<HistoricalWindow, Double> fall : published.entrySet()) {
            ReplayOutcome outcome = HistoricalReplay.of(market, fall.getKey()).play(all);
            assertThat(outcome.loss()).as(fall.getKey().toString()).isCloseTo(fall.getValue(), within(0.06));
            assertThat(outcome.worstLoss()).isGreaterThanOrEqualTo(outcome.loss());
        }
        // 19 October 1987: the worst day there is
        assertThat(HistoricalReplay.of("monday", market, LocalDate.of(1987, 10, 16), LocalDate.of(1987, 10, 19))
                        .play(all)
                        .loss())
                .isCloseTo(0.1741, within(1e-3));
    }
}
