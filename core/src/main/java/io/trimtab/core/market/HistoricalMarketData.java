package io.trimtab.core.market;

import io.trimtab.core.check.Check;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Market data out of a recorded history, for backtests: what was known at a moment, and nothing later.
 *
 * <pre>{@code
 * MarketDataSource source = HistoricalMarketData.of(prices)
 *         .publishedAt(LocalTime.of(16, 0), ZoneId.of("Europe/Berlin"))
 *         .lookingBack(1260);
 * MarketData data = source.asOf(Instant.parse("2015-01-15T17:00:00Z"));
 * }</pre>
 *
 * <p>The price of a date becomes known at a time of that day, the end of the day in UTC unless stated; volumes and
 * spreads are unknown. Each answer is validated with a {@link DataPolicy}: O(n T) for T rows looked back at. Until
 * the first price the data is untradable. Immutable and thread-safe.
 */
public final class HistoricalMarketData implements MarketDataSource {
    private final PriceHistory prices;
    private final DataPolicy policy;
    private final int lookBack;
    private final LocalTime time;
    private final ZoneId zone;

    private HistoricalMarketData(PriceHistory prices, DataPolicy policy, int lookBack, LocalTime time, ZoneId zone) {
        this.prices = prices;
        this.policy = policy;
        this.lookBack = lookBack;
        this.time = time;
        this.zone = zone;
    }

    /**
     * A source of the prices of a history, under the standard policy, looking back to its beginning.
     *
     * @param prices the recorded prices, clean or not
     * @return the source
     */
    public static HistoricalMarketData of(PriceHistory prices) {
        return new HistoricalMarketData(
                Check.notNull(prices, "prices"),
                DataPolicy.standard(),
                Integer.MAX_VALUE,
                LocalTime.MAX,
                ZoneOffset.UTC);
    }

    /**
     * The same source under another policy.
     *
     * @param other what is demanded of the prices
     * @return another source
     */
    public HistoricalMarketData under(DataPolicy other) {
        return new HistoricalMarketData(prices, Check.notNull(other, "policy"), lookBack, time, zone);
    }

    /**
     * The same source with a shorter memory.
     *
     * @param rows how many of the latest rows it returns and validates at most, at least 1
     * @return another source
     */
    public HistoricalMarketData lookingBack(int rows) {
        return new HistoricalMarketData(prices, policy, Check.atLeast(rows, 1, "rows"), time, zone);
    }

    /**
     * The same source with another time at which the price of a date becomes known.
     *
     * @param localTime the time of that day
     * @param localZone where that time is told
     * @return another source
     */
    public HistoricalMarketData publishedAt(LocalTime localTime, ZoneId localZone) {
        return new HistoricalMarketData(
                prices, policy, lookBack, Check.notNull(localTime, "localTime"), Check.notNull(localZone, "localZone"));
    }

    /**
     * When the price of a date became known.
     *
     * @param date a date
     * @return the moment from which {@link #asOf} includes it
     */
    public Instant publicationOf(LocalDate date) {
        return Check.notNull(date, "date").atTime(time).atZone(zone).toInstant();
    }

    @Override
    public MarketData asOf(Instant asOf) {
        LocalDate today = Check.notNull(asOf, "asOf").atZone(zone).toLocalDate();
        LocalDate latest = publicationOf(today).isAfter(asOf) ? today.minusDays(1) : today;
        PriceHistory known = prices.upTo(latest);
        PriceHistory recent = known.lastRows(Math.min(lookBack, known.rows()));
        ValidationReport report = policy.validate(recent, latest);
        if (!report.tradable()) {
            return new MarketData.Untradable(asOf, report);
        }
        PriceHistory accepted = report.accepted(recent);
        return new MarketData.Tradable(
                accepted, MarketSnapshot.of(accepted.universe(), asOf, latestPrices(accepted)), report);
    }

    /** The last valid price of each asset: a policy may accept assets whose last cell is missing. */
    private static double[] latestPrices(PriceHistory history) {
        double[] latest = new double[history.columns()];
        for (int j = 0; j < latest.length; j++) {
            int t = history.rows() - 1;
            while (t > 0 && !PriceHistory.isPrice(history.get(t, j))) {
                t--;
            }
            latest[j] = t < 0 ? Double.NaN : history.get(t, j);
        }
        return latest;
    }

    @Override
    public String toString() {
        return "HistoricalMarketData[" + prices + ", known at " + time + " " + zone + "]";
    }
}
