package io.trimtab.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // null arguments are given on purpose
class HistoricalMarketDataTest {
    private static final LocalDate D1 = LocalDate.of(2024, 1, 2);
    private static final LocalDate D2 = LocalDate.of(2024, 1, 3);
    private static final LocalDate D3 = LocalDate.of(2024, 1, 4);
    private static final Universe AB = Universe.of("A", "B");
    private static final PriceHistory PRICES =
            PriceHistory.of(AB, List.of(D1, D2, D3), new double[] {1, 2, 3, 4, 5, 6});

    private static MarketData.Tradable tradable(MarketData data) {
        assertThat(data).isInstanceOf(MarketData.Tradable.class);
        return (MarketData.Tradable) data;
    }

    @Test
    void showsWhatWasKnownAndNothingLater() {
        HistoricalMarketData source = HistoricalMarketData.of(PRICES);
        Instant asOf = Instant.parse("2024-01-04T12:00:00Z");

        MarketData.Tradable data = tradable(source.asOf(asOf));

        assertThat(data.history()).isEqualTo(PRICES.firstRows(2));
        assertThat(data.asOf()).isEqualTo(asOf);
        assertThat(data.snapshot()).isEqualTo(MarketSnapshot.of(AB, asOf, new double[] {2, 5}));
        assertThat(data.report().asOf()).isEqualTo(D2.plusDays(0));
    }

    @Test
    void aPriceIsKnownFromItsPublicationOn() {
        HistoricalMarketData source =
                HistoricalMarketData.of(PRICES).publishedAt(LocalTime.of(16, 0), ZoneId.of("Europe/Berlin"));

        assertThat(source.publicationOf(D2)).isEqualTo("2024-01-03T15:00:00Z");
        assertThat(tradable(source.asOf(Instant.parse("2024-01-03T14:59:59Z")))
                        .history()
                        .dates())
                .containsExactly(D1);
        assertThat(tradable(source.asOf(Instant.parse("2024-01-03T15:00:00Z")))
                        .history()
                        .dates())
                .containsExactly(D1, D2);
    }

    @Test
    void looksBackAsFarAsAsked() {
        HistoricalMarketData source = HistoricalMarketData.of(PRICES).lookingBack(2);

        assertThat(tradable(source.asOf(Instant.parse("2024-01-05T00:00:00Z"))).history())
                .isEqualTo(PRICES.lastRows(2));
    }

    @Test
    void isUntradableBeforeTheFirstPrice() {
        MarketData data = HistoricalMarketData.of(PRICES).asOf(Instant.parse("2023-01-01T00:00:00Z"));

        assertThat(data).isInstanceOf(MarketData.Untradable.class);
        assertThat(data.report().findings()).extracting(DataFinding::defect).containsOnly(DataDefect.STALE);
    }

    @Test
    void excludesABadAssetAndGoesOnWithTheRest() {
        PriceHistory holed = PriceHistory.of(AB, List.of(D1, D2, D3), new double[] {1, 2, 3, 4, Double.NaN, 6});

        MarketData.Tradable data = tradable(HistoricalMarketData.of(holed).asOf(Instant.parse("2024-01-05T00:00:00Z")));

        assertThat(data.history().universe()).isEqualTo(Universe.of("A"));
        assertThat(data.snapshot().universe()).isEqualTo(Universe.of("A"));
        assertThat(data.report().findings()).hasToString("[B: missing price on 2024-01-03 (excluded)]");
    }

    @Test
    void hasNothingToTradeOnWhenAllIsBad() {
        PriceHistory bad = PriceHistory.of(AB, List.of(D1, D2, D3), new double[] {1, 0, 3, 4, Double.NaN, 6});

        MarketData data = HistoricalMarketData.of(bad).asOf(Instant.parse("2024-01-05T00:00:00Z"));

        assertThat(data).isInstanceOf(MarketData.Untradable.class);
        assertThat(data.asOf()).isEqualTo("2024-01-05T00:00:00Z");
        assertThat(data.report().objections()).isNotEmpty();
    }

    @Test
    void takesTheLastPriceWhereThePolicyToleratesAHole() {
        PriceHistory holed = PriceHistory.of(AB, List.of(D1, D2, D3), new double[] {1, 2, 3, 4, 5, Double.NaN});
        HistoricalMarketData source = HistoricalMarketData.of(holed)
                .under(DataPolicy.builder().warn(DataDefect.MISSING).build());

        assertThat(tradable(source.asOf(Instant.parse("2024-01-05T00:00:00Z")))
                        .snapshot()
                        .prices())
                .containsExactly(3, 5);
    }

    @Test
    void refusesMisuse() {
        HistoricalMarketData source = HistoricalMarketData.of(PRICES);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> source.lookingBack(0))
                .withMessage("rows must be at least 1, was 0");
        assertThatNullPointerException().isThrownBy(() -> source.asOf(null)).withMessage("asOf");
        assertThatNullPointerException().isThrownBy(() -> source.under(null)).withMessage("policy");
        assertThatNullPointerException()
                .isThrownBy(() -> HistoricalMarketData.of(null))
                .withMessage("prices");
        assertThat(source)
                .hasToString(
                        "HistoricalMarketData[PriceHistory[3 x 2, 2024-01-02 to 2024-01-04], known at 23:59:59.999999999 Z]");
    }

    @Test
    void marketDataCannotContradictItsReport() {
        MarketData.Tradable good =
                tradable(HistoricalMarketData.of(PRICES).asOf(Instant.parse("2024-01-05T00:00:00Z")));
        MarketData bad = HistoricalMarketData.of(PRICES).asOf(Instant.parse("2023-01-01T00:00:00Z"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MarketData.Tradable(good.history(), good.snapshot(), bad.report()))
                .withMessageContaining("history must hold the assets that the report accepts (0 of 2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MarketData.Untradable(bad.asOf(), good.report()))
                .withMessage("report must object to trading, it accepts 2 of 2 assets");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MarketData.Tradable(
                        good.history().select(Universe.of("A")), good.snapshot(), good.report()))
                .withMessageContaining("snapshot belongs to another universe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ValidationReport(D1, AB, List.of(), List.of(), List.of()))
                .withMessage("objections must not be empty when no asset is accepted");
    }
}
