package io.trimtab.core.market;

import java.time.Instant;

/**
 * Where a trading cycle gets its prices: a feed, a database, or {@link HistoricalMarketData}.
 *
 * <p>An implementation validates what it returns with a {@link DataPolicy}, and must never return anything that
 * became known later than the moment asked for: a backtest that can see the future proves nothing. Asked twice for the
 * same moment it returns equal data. It may be called from several threads. The test kit {@code
 * MarketDataSourceContract} of the core test-jar checks all this.
 */
@FunctionalInterface
public interface MarketDataSource {
    /**
     * The market as it was known at a moment.
     *
     * @param asOf the moment
     * @return data that may be traded on, or the reasons why there is none
     * @throws java.io.UncheckedIOException if the source cannot be reached
     */
    MarketData asOf(Instant asOf);
}
