package io.trimtab.core.market;

import io.trimtab.core.check.Check;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * Prices of a universe over dates, as they arrived: T rows (dates, oldest first) by n columns (assets).
 *
 * <p>Not necessarily clean: a missing price is NaN, and a price may be infinite, zero or negative if that is what the
 * source sent. {@link DataPolicy#validate} says what is wrong with which asset; {@link #returns()} refuses what is
 * not a price, naming asset and date. All prices of one asset are in one currency and adjusted alike.
 *
 * <pre>{@code
 * PriceHistory prices = PriceHistory.readCsv(Path.of("prices.csv"));
 * ValidationReport report = DataPolicy.standard().validate(prices);
 * ReturnPanel returns = report.accepted(prices).returns();
 * }</pre>
 *
 * <p>Memory: 8 bytes a price, and nothing else that grows with T x n. Immutable and thread-safe.
 */
public final class PriceHistory extends Panel<PriceHistory> {
    private PriceHistory(Layout layout) {
        super(layout);
    }

    /**
     * A history of prices.
     *
     * @param universe the assets, n of them
     * @param dates the T dates, strictly increasing
     * @param columnMajor T x n prices, asset by asset: the price of asset j on date t is at {@code j * T + t}; NaN
     *     where there is none; copied
     * @return the history
     * @throws IllegalArgumentException if a length differs or a date is out of order
     */
    public static PriceHistory of(Universe universe, List<LocalDate> dates, double[] columnMajor) {
        Check.notNull(universe, "universe");
        List<LocalDate> days = increasing(dates);
        double[] copy = Check.notNull(columnMajor, "prices").clone();
        Check.length(copy.length, cells(days.size(), universe.size()), "prices");
        return adopt(universe, days, copy);
    }

    /** Takes ownership of checked dates and of {@code values}. */
    static PriceHistory adopt(Universe universe, List<LocalDate> dates, double[] values) {
        return new PriceHistory(Layout.owning(universe, dates, values));
    }

    /**
     * Reads a file with a header, ISO dates in the first column and one asset in each other column.
     *
     * <p>An empty cell, or {@code NaN}, is a missing price. A date twice or out of order is refused; read such a file
     * with {@link PriceCsv#read} to have it reported instead.
     *
     * @param file a CSV file in UTF-8
     * @return the prices
     * @throws java.io.UncheckedIOException naming the file, and the line and column where there is one, if it cannot be
     *     read or is not such a file
     */
    public static PriceHistory readCsv(Path file) {
        return PriceCsv.wide().readOrdered(file);
    }

    /**
     * Whether every cell holds a price: positive and finite.
     *
     * @return true if {@link #returns()} will succeed on two dates or more
     */
    public boolean isComplete() {
        for (int j = 0; j < columns(); j++) {
            for (int t = 0; t < rows(); t++) {
                if (!isPrice(get(t, j))) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Leaves out the dates on which any asset has no price.
     *
     * <p>What remains may have gaps: the return over a gap is a return of several days.
     *
     * @return a copy of the dates on which every asset has a positive and finite price, possibly none; this history
     *     itself if that is all of them
     */
    public PriceHistory onCompleteDates() {
        List<LocalDate> kept = new ArrayList<>();
        int[] source = new int[rows()];
        for (int t = 0; t < rows(); t++) {
            boolean complete = true;
            for (int j = 0; j < columns() && complete; j++) {
                complete = isPrice(get(t, j));
            }
            if (complete) {
                source[kept.size()] = t;
                kept.add(date(t));
            }
        }
        if (kept.size() == rows()) {
            return this;
        }
        double[] values = new double[kept.size() * columns()];
        for (int j = 0; j < columns(); j++) {
            for (int k = 0; k < kept.size(); k++) {
                values[j * kept.size() + k] = get(source[k], j);
            }
        }
        return adopt(universe(), List.copyOf(kept), values);
    }

    /**
     * Simple returns, {@code price / previous price - 1}, each on the later of its two dates.
     *
     * @return T - 1 rows
     * @throws IllegalArgumentException if there are fewer than two dates, or a cell holds no price: missing, infinite,
     *     zero or negative (the message names asset and date)
     */
    public ReturnPanel returns() {
        return ReturnPanel.adopt(universe(), laterDates(), changes(PriceHistory::simpleReturn, false));
    }

    /**
     * Simple returns where two prices follow each other, NaN elsewhere: no return reaches over a gap.
     *
     * @return T - 1 rows
     * @throws IllegalArgumentException if there are fewer than two dates, or a price is infinite, zero or negative (the message
     *     names asset and date)
     */
    public GappedReturns gappedReturns() {
        return GappedReturns.adopt(universe(), laterDates(), changes(PriceHistory::simpleReturn, true));
    }

    /**
     * Logarithmic returns, {@code ln(price / previous price)}, each on the later of its two dates.
     *
     * @return T - 1 rows
     * @throws IllegalArgumentException if there are fewer than two dates, or a cell holds no price: missing, infinite,
     *     zero or negative (the message names asset and date)
     */
    public LogReturnPanel logReturns() {
        return LogReturnPanel.adopt(universe(), laterDates(), changes(PriceHistory::logReturn, false));
    }

    private List<LocalDate> laterDates() {
        return dates().subList(1, rows());
    }

    private double[] changes(DoubleBinaryOperator change, boolean gapped) {
        if (rows() < 2) {
            throw new IllegalArgumentException("returns need at least 2 dates of prices, there are " + rows());
        }
        int changes = rows() - 1;
        double[] out = new double[cells(changes, columns())];
        double[] prices = new double[rows()];
        for (int j = 0; j < columns(); j++) {
            columnInto(j, prices, 0);
            for (int t = 0; t < rows(); t++) {
                if (!isPrice(prices[t]) && !(gapped && Double.isNaN(prices[t]))) {
                    throw refused(t, j, "positive and finite to have a return");
                }
            }
            for (int t = 0; t < changes; t++) {
                out[j * changes + t] = change.applyAsDouble(prices[t], prices[t + 1]);
            }
        }
        return out;
    }

    /** Prices within a factor of two subtract exactly: one rounding less than {@code now / before - 1}. */
    static double simpleReturn(double before, double now) {
        return (now - before) / before;
    }

    /** Accurate for small moves, and finite for those that round to -100 %. */
    static double logReturn(double before, double now) {
        double simple = simpleReturn(before, now);
        return Math.abs(simple) < 0.5 ? StrictMath.log1p(simple) : StrictMath.log(now) - StrictMath.log(before);
    }

    /** Whether a number can be a price; NaN fails. */
    static boolean isPrice(double value) {
        return value > 0 && value < Double.POSITIVE_INFINITY;
    }

    @Override
    PriceHistory withLayout(Layout layout) {
        return new PriceHistory(layout);
    }

    @Override
    String noun() {
        return "price";
    }
}
