package io.trimtab.risk.stop;

import io.trimtab.core.check.Check;
import java.time.Instant;

/**
 * The prices of one stretch of trading.
 *
 * @param time when it opened
 * @param open the first price, positive
 * @param high the highest price
 * @param low the lowest price, positive
 * @param close the last price
 */
public record PriceBar(Instant time, double open, double high, double low, double close) {
    public PriceBar {
        Check.notNull(time, "time");
        Check.positive(open, "open");
        Check.positive(high, "high");
        Check.positive(low, "low");
        Check.positive(close, "close");
        if (low > Math.min(open, close) || high < Math.max(open, close)) {
            throw new IllegalArgumentException(
                    "low " + low + " and high " + high + " must enclose open " + open + " and close " + close);
        }
    }

    /**
     * One price.
     *
     * @param time when it was seen
     * @param price positive
     * @return a bar of this price alone
     * @throws IllegalArgumentException if the price is not positive and finite
     */
    public static PriceBar tick(Instant time, double price) {
        return new PriceBar(time, price, price, price, price);
    }
}
