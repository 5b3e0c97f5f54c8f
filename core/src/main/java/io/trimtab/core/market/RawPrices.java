package io.trimtab.core.market;

import io.trimtab.core.check.Check;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prices as they arrived: a {@link PriceHistory}, and for each asset the dates that came twice or out of order.
 *
 * <p>The history holds each date once and in order; of a date that came more than once it holds the last arrival.
 * Whether such an asset may be used is for {@link DataPolicy#validate(RawPrices)} to say.
 *
 * <pre>{@code
 * RawPrices raw = RawPrices.builder()
 *         .add("SAP", LocalDate.of(2024, 1, 2), 139.2)
 *         .add("SAP", LocalDate.of(2024, 1, 3), 136.5)
 *         .build();
 * ValidationReport report = DataPolicy.standard().validate(raw);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class RawPrices {
    private final PriceHistory history;
    private final Arrivals arrivals;

    RawPrices(PriceHistory history, Arrivals arrivals) {
        this.history = history;
        this.arrivals = arrivals;
    }

    /**
     * Prices that arrived in order and once each.
     *
     * @param history the prices
     * @return the same prices with nothing remarkable about their arrival
     */
    public static RawPrices of(PriceHistory history) {
        Check.notNull(history, "history");
        return new RawPrices(history, new Arrivals(history.columns()));
    }

    /**
     * Collects prices one by one, in the order in which they arrive.
     *
     * @return an empty builder, not safe for use by several threads
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The prices, each date once and in order.
     *
     * @return the history, clean or not
     */
    public PriceHistory history() {
        return history;
    }

    @Nullable
    DefectLog log(DataDefect defect, int column) {
        return arrivals.log(defect, column);
    }

    @Override
    public String toString() {
        return "RawPrices[" + history + "]";
    }

    /** Watches the dates of each asset as they arrive; nothing is stored for an asset without irregularity. */
    static final class Arrivals {
        private final @Nullable DefectLog[] duplicates;
        private final @Nullable DefectLog[] disorders;
        /** The latest day seen of each asset. */
        private final long[] latest;

        Arrivals(int columns) {
            duplicates = new @Nullable DefectLog[columns];
            disorders = new @Nullable DefectLog[columns];
            latest = new long[columns];
            Arrays.fill(latest, Long.MIN_VALUE);
        }

        /** Notes an arrival, {@code again} if this date of this asset came before; true if it is regular. */
        boolean note(int column, long epochDay, boolean again) {
            if (again) {
                logIn(duplicates, column).add(LocalDate.ofEpochDay(epochDay));
            } else if (epochDay < latest[column]) {
                logIn(disorders, column).add(LocalDate.ofEpochDay(epochDay));
            }
            boolean regular = !again && epochDay >= latest[column];
            latest[column] = Math.max(latest[column], epochDay);
            return regular;
        }

        private static DefectLog logIn(@Nullable DefectLog[] logs, int column) {
            DefectLog log = logs[column];
            if (log == null) {
                log = new DefectLog();
                logs[column] = log;
            }
            return log;
        }

        @Nullable
        DefectLog log(DataDefect defect, int column) {
            return switch (defect) {
                case DUPLICATE_DATE -> duplicates[column];
                case OUT_OF_ORDER_DATE -> disorders[column];
                default -> null;
            };
        }
    }

    /** Collects prices in the order in which they arrive. Not safe for use by several threads. */
    public static final class Builder {
        private final List<String> ids = new ArrayList<>();
        /** Looked up, never iterated. */
        private final Map<String, Integer> columns = new HashMap<>();

        private int[] column = new int[16];
        private long[] day = new long[16];
        private double[] price = new double[16];
        private int size;

        private Builder() {}

        /**
         * Adds one arrival.
         *
         * @param asset the asset's id; the universe has the assets in the order of their first arrival
         * @param date the date of the price
         * @param value the price, or NaN if the source says that there is none; anything is taken
         * @return this builder
         */
        public Builder add(String asset, LocalDate date, double value) {
            Check.notBlank(asset, "asset");
            long epochDay = Check.notNull(date, "date").toEpochDay();
            Integer known = columns.putIfAbsent(asset, ids.size());
            if (known == null) {
                ids.add(asset);
            }
            if (size == day.length) {
                column = Arrays.copyOf(column, size * 2);
                day = Arrays.copyOf(day, size * 2);
                price = Arrays.copyOf(price, size * 2);
            }
            column[size] = known == null ? ids.size() - 1 : known;
            day[size] = epochDay;
            price[size++] = value;
            return this;
        }

        /**
         * The prices collected so far.
         *
         * @return the prices, on all dates that any asset has
         * @throws IllegalArgumentException if nothing was added
         */
        public RawPrices build() {
            if (size == 0) {
                throw new IllegalArgumentException("prices must have at least one arrival, there was none");
            }
            PriceGrid grid = new PriceGrid(Universe.of(ids), Arrays.copyOf(day, size));
            for (int k = 0; k < size; k++) {
                grid.put(column[k], grid.rowOf(day[k]), price[k]);
            }
            return grid.prices();
        }
    }
}
