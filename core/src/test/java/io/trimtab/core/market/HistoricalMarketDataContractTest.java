package io.trimtab.core.market;

import io.trimtab.core.testkit.MarketDataSourceContract;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

class HistoricalMarketDataContractTest extends MarketDataSourceContract {
    private static final LocalDate START = LocalDate.of(2024, 1, 1);
    private static final HistoricalMarketData SOURCE = HistoricalMarketData.of(PriceHistory.of(
                    Universe.of("A", "B", "C"),
                    IntStream.range(0, 40).mapToObj(START::plusDays).toList(),
                    new SplittableRandom(3).doubles(120).map(u -> 50 + u).toArray()))
            .publishedAt(LocalTime.of(17, 30), ZoneId.of("America/New_York"))
            .lookingBack(20);

    @Override
    protected MarketDataSource source() {
        return SOURCE;
    }

    @Override
    protected List<Instant> tradableMoments() {
        // just before, at, and after publication, and days later
        Instant published = publicationOf(START.plusDays(10));
        return List.of(
                published.minusNanos(1), published, published.plusSeconds(3600), published.plusSeconds(20 * 86_400));
    }

    @Override
    protected Instant untradableMoment() {
        return publicationOf(START).minusNanos(1);
    }

    @Override
    protected Instant publicationOf(LocalDate date) {
        return SOURCE.publicationOf(date);
    }
}
