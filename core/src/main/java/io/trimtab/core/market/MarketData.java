package io.trimtab.core.market;

import io.trimtab.core.check.Check;
import java.time.Instant;

/**
 * What a trading cycle is told about the market as of one moment: data that may be traded on, or the reasons why there
 * is none.
 *
 * <pre>{@code
 * MarketData data = source.asOf(clock.instant());
 * if (data instanceof MarketData.Tradable market) {
 *     ReturnPanel returns = market.history().returns();
 * } else {
 *     log.warn("{}", data.report()); // nothing trades
 * }
 * }</pre>
 */
public sealed interface MarketData {
    /**
     * The moment it describes.
     *
     * @return nothing in it became known later
     */
    Instant asOf();

    /**
     * What was found when the prices were validated.
     *
     * @return the report
     */
    ValidationReport report();

    /**
     * Data that passed its policy.
     *
     * @param history the prices of the accepted assets
     * @param snapshot the market now, of the same assets
     * @param report what was found, of all assets examined
     */
    record Tradable(PriceHistory history, MarketSnapshot snapshot, ValidationReport report) implements MarketData {
        public Tradable {
            Check.notNull(history, "history");
            Check.notNull(snapshot, "snapshot");
            Check.notNull(report, "report");
            history.universe().requireSame(snapshot.universe(), "snapshot");
            if (!report.tradable()
                    || !report.accepted().equals(history.universe().ids())) {
                throw new IllegalArgumentException("history must hold the assets that the report accepts ("
                        + report.accepted().size() + " of " + report.universe().size() + "), it holds "
                        + history.universe());
            }
        }

        @Override
        public Instant asOf() {
            return snapshot.asOf();
        }
    }

    /**
     * Data that failed its policy: there are no prices in it, so that nothing can trade on them.
     *
     * @param asOf the moment for which data was asked
     * @param report what was found
     */
    record Untradable(Instant asOf, ValidationReport report) implements MarketData {
        public Untradable {
            Check.notNull(asOf, "asOf");
            Check.notNull(report, "report");
            if (report.tradable()) {
                throw new IllegalArgumentException("report must object to trading, it accepts "
                        + report.accepted().size() + " of " + report.universe().size() + " assets");
            }
        }
    }
}
