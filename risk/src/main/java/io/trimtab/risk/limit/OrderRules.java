package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Rules about orders themselves, whatever is held.
 *
 * <pre>{@code
 * OrderRules rules = OrderRules.builder()
 *         .atMostOrders(20, Duration.ofSeconds(1))
 *         .notional(250_000)
 *         .priceCollar(0.05)
 *         .noDuplicatesWithin(Duration.ofSeconds(10))
 *         .turnoverPerDay(0.5, ZoneId.of("Europe/Berlin"))
 *         .build();
 * }</pre>
 *
 * <p>An order that can only take from a position, whatever is filled, breaks none of them but the price collar; it counts in
 * rates and turnover all the same. Immutable and thread-safe.
 */
public final class OrderRules {
    private static final OrderRules NONE = builder().build();

    final int orders;
    final long rateWindow;
    final double notional;
    final double collar;
    final long duplicateWindow;
    final double dailyTurnover;
    final ZoneId zone;
    final double rollingTurnover;
    final long turnoverWindow;

    private OrderRules(Builder builder) {
        orders = builder.orders;
        rateWindow = builder.rateWindow;
        notional = builder.notional;
        collar = builder.collar;
        duplicateWindow = builder.duplicateWindow;
        dailyTurnover = builder.dailyTurnover;
        zone = builder.zone;
        rollingTurnover = builder.rollingTurnover;
        turnoverWindow = builder.turnoverWindow;
    }

    /**
     * No rules.
     *
     * @return rules that no order breaks
     */
    public static OrderRules none() {
        return NONE;
    }

    /**
     * Rules to be stated.
     *
     * @return a builder without rules
     */
    public static Builder builder() {
        return new Builder();
    }

    /** States rules; not thread-safe. */
    public static final class Builder {
        private static final double UNLIMITED = Double.POSITIVE_INFINITY;

        private int orders = Integer.MAX_VALUE;
        private long rateWindow;
        private double notional = UNLIMITED;
        private double collar = UNLIMITED;
        private long duplicateWindow;
        private double dailyTurnover = UNLIMITED;
        private ZoneId zone = ZoneOffset.UTC;
        private double rollingTurnover = UNLIMITED;
        private long turnoverWindow;

        private Builder() {}

        /**
         * At most so many orders in any window.
         *
         * @param count at least 1
         * @param window at least a millisecond
         * @return this builder
         */
        public Builder atMostOrders(int count, Duration window) {
            orders = Check.atLeast(count, 1, "count");
            rateWindow = millis(window);
            return this;
        }

        /**
         * The largest value of one order, at the higher of its limit price and the price known.
         *
         * @param amount in the currency of the account, positive
         * @return this builder
         */
        public Builder notional(double amount) {
            notional = Check.positive(amount, "amount");
            return this;
        }

        /**
         * How far a limit price may be from the price known, either way.
         *
         * @param fraction of the price known, positive
         * @return this builder
         */
        public Builder priceCollar(double fraction) {
            collar = Check.positive(fraction, "fraction");
            return this;
        }

        /**
         * No second order of the same strategy, asset, size, side and limit price.
         *
         * @param window at least a millisecond
         * @return this builder
         */
        public Builder noDuplicatesWithin(Duration window) {
            duplicateWindow = millis(window);
            return this;
        }

        /**
         * The most that may be traded in a calendar day, what is pending included; it begins anew at midnight.
         *
         * @param fraction of equity, positive
         * @param days the time zone of the day
         * @return this builder
         */
        public Builder turnoverPerDay(double fraction, ZoneId days) {
            dailyTurnover = Check.positive(fraction, "fraction");
            zone = Check.notNull(days, "days");
            return this;
        }

        /**
         * The most that may be traded in any window, what is pending included; no midnight makes it anew.
         *
         * @param fraction of equity, positive
         * @param window at least a millisecond
         * @return this builder
         */
        public Builder turnoverWithin(double fraction, Duration window) {
            rollingTurnover = Check.positive(fraction, "fraction");
            turnoverWindow = millis(window);
            return this;
        }

        private static long millis(Duration window) {
            if (Check.notNull(window, "window").toMillis() < 1) {
                throw new IllegalArgumentException("window must be at least a millisecond, was " + window);
            }
            return window.toMillis();
        }

        /**
         * The rules.
         *
         * @return immutable rules
         */
        public OrderRules build() {
            return new OrderRules(this);
        }
    }
}
