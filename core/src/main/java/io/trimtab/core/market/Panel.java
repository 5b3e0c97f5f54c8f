package io.trimtab.core.market;

import io.trimtab.core.check.Check;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Numbers over dates and assets: T rows (dates, oldest first) by n columns (assets), with views that copy nothing.
 *
 * <p>The numbers lie in one array, column by column, so that the history of one asset is contiguous. A view ({@link
 * #lastRows}, {@link #upTo}, {@link #between}, {@link #select}) shares that array, costs O(1) in rows and O(n) in
 * assets, and keeps the whole array reachable as long as it lives. Immutable and thread-safe.
 *
 * @param <P> the panel's own type, which its views have as well
 */
public abstract sealed class Panel<P extends Panel<P>>
        permits PriceHistory, ReturnPanel, LogReturnPanel, GappedReturns {
    private final Universe universe;
    private final List<LocalDate> dates;
    private final double[] values;
    private final int offset;
    private final int stride;
    private final int[] slots;

    Panel(Layout layout) {
        this.universe = layout.universe;
        this.dates = layout.dates;
        this.values = layout.values;
        this.offset = layout.offset;
        this.stride = layout.stride;
        this.slots = layout.slots;
    }

    /** Where the numbers of a panel lie: what a view changes, and what it shares. */
    static final class Layout {
        private final Universe universe;
        private final List<LocalDate> dates;
        private final double[] values;
        /** Index in {@code values} of row 0 of slot 0. */
        private final int offset;
        /** Distance in {@code values} between two slots: T of the panel that owns the array. */
        private final int stride;
        /** For each column the slot it lies in; shared by views of the same assets. */
        private final int[] slots;

        private Layout(Universe universe, List<LocalDate> dates, double[] values, int offset, int stride, int[] slots) {
            this.universe = universe;
            this.dates = dates;
            this.values = values;
            this.offset = offset;
            this.stride = stride;
            this.slots = slots;
        }

        /** The layout of a panel that owns its array. */
        static Layout owning(Universe universe, List<LocalDate> dates, double[] values) {
            int[] slots = new int[universe.size()];
            Arrays.setAll(slots, j -> j);
            return new Layout(universe, dates, values, 0, dates.size(), slots);
        }
    }

    /** The same kind of panel over another layout of numbers already validated. */
    abstract P withLayout(Layout layout);

    /** What one number is called in messages. */
    abstract String noun();

    /**
     * The assets.
     *
     * @return the universe, one asset a column
     */
    public final Universe universe() {
        return universe;
    }

    /**
     * The dates.
     *
     * @return one date a row, strictly increasing; immutable
     */
    public final List<LocalDate> dates() {
        return dates;
    }

    /**
     * One date.
     *
     * @param row its position, from 0 (the oldest)
     * @return the date of that row
     */
    public final LocalDate date(int row) {
        return dates.get(Check.index(row, dates.size(), "row"));
    }

    /**
     * The number of dates.
     *
     * @return T, possibly 0
     */
    public final int rows() {
        return dates.size();
    }

    /**
     * The number of assets.
     *
     * @return n, at least 1
     */
    public final int columns() {
        return slots.length;
    }

    /**
     * One number.
     *
     * @param row the date's position
     * @param column the asset's position
     * @return the number on that date for that asset
     * @throws IllegalArgumentException if a position is outside the panel
     */
    public final double get(int row, int column) {
        return values[start(column) + Check.index(row, dates.size(), "row")];
    }

    /**
     * Copies the history of one asset.
     *
     * @param column the asset's position
     * @param out receives T numbers, oldest first
     * @param at where in {@code out} the first goes
     * @throws IllegalArgumentException if the column is outside the panel or {@code out} too short
     */
    public final void columnInto(int column, double[] out, int at) {
        room(out, at, dates.size());
        System.arraycopy(values, start(column), out, at, dates.size());
    }

    /**
     * Copies the numbers of one date.
     *
     * @param row the date's position
     * @param out receives n numbers in the order of the universe
     * @param at where in {@code out} the first goes
     * @throws IllegalArgumentException if the row is outside the panel or {@code out} too short
     */
    public final void rowInto(int row, double[] out, int at) {
        room(out, at, slots.length);
        int first = offset + Check.index(row, dates.size(), "row");
        for (int j = 0; j < slots.length; j++) {
            out[at + j] = values[first + slots[j] * stride];
        }
    }

    /**
     * The position of the last row that is not later than a date: what was known by then.
     *
     * @param date any date
     * @return its position, or -1 if the panel begins later
     */
    public final int rowAtOrBefore(LocalDate date) {
        int found = Collections.binarySearch(dates, Check.notNull(date, "date"));
        return found >= 0 ? found : -found - 2;
    }

    /**
     * The oldest rows.
     *
     * @param count how many, from 0 to {@code rows()}
     * @return a view of the first {@code count} rows
     * @throws IllegalArgumentException if there are fewer rows
     */
    public final P firstRows(int count) {
        return view(0, available(count));
    }

    /**
     * The newest rows.
     *
     * @param count how many, from 0 to {@code rows()}
     * @return a view of the last {@code count} rows
     * @throws IllegalArgumentException if there are fewer rows
     */
    public final P lastRows(int count) {
        return view(rows() - available(count), rows());
    }

    /**
     * What was known by a date.
     *
     * @param date the last date to keep; it need not be in the panel
     * @return a view of the rows not later than the date, possibly none
     */
    public final P upTo(LocalDate date) {
        return view(0, rowAtOrBefore(date) + 1);
    }

    /**
     * A range of dates, both ends included; they need not be in the panel.
     *
     * @param first the first date to keep
     * @param last the last date to keep, not before the first
     * @return a view of the rows in the range, possibly none
     * @throws IllegalArgumentException if the last date is before the first
     */
    public final P between(LocalDate first, LocalDate last) {
        int start = Collections.binarySearch(dates, Check.notNull(first, "first"));
        if (Check.notNull(last, "last").isBefore(first)) {
            throw new IllegalArgumentException("last must not be before first (" + first + "), was " + last);
        }
        return view(start >= 0 ? start : -start - 1, rowAtOrBefore(last) + 1);
    }

    /**
     * Some of the assets, in another order if need be.
     *
     * @param chosen assets of this panel's universe
     * @return a view whose columns are the chosen assets in their order
     * @throws IllegalArgumentException if an asset is not in this panel
     */
    public final P select(Universe chosen) {
        int[] picked = new int[Check.notNull(chosen, "chosen").size()];
        for (int j = 0; j < picked.length; j++) {
            picked[j] = slots[universe.indexOf(chosen.id(j))];
        }
        return withLayout(new Layout(chosen, dates, values, offset, stride, picked));
    }

    private P view(int from, int to) {
        return withLayout(new Layout(universe, dates.subList(from, to), values, offset + from, stride, slots));
    }

    private int available(int count) {
        if (count < 0 || count > rows()) {
            throw new IllegalArgumentException(
                    "rows must be from 0 to the " + rows() + " that are there, was " + count);
        }
        return count;
    }

    private int start(int column) {
        return offset + slots[Check.index(column, slots.length, "column")] * stride;
    }

    /** Refuses an array without room, before anything is written to it. */
    private static void room(double[] out, int at, int count) {
        int length = Check.notNull(out, "out").length;
        if (at < 0 || count > length - at) {
            throw new IllegalArgumentException(
                    "out must have room for " + count + " numbers from " + at + ", has length " + length);
        }
    }

    /** Copies and checks dates: strictly increasing. */
    static List<LocalDate> increasing(List<LocalDate> dates) {
        List<LocalDate> days = Check.copy(dates, "dates");
        for (int t = 1; t < days.size(); t++) {
            if (!days.get(t).isAfter(days.get(t - 1))) {
                throw new IllegalArgumentException("dates must increase strictly, but " + days.get(t) + " at position "
                        + t + " follows " + days.get(t - 1));
            }
        }
        return days;
    }

    /** How many cells a panel has, refusing what one array cannot hold. */
    static int cells(int rows, int columns) {
        long cells = (long) rows * columns;
        if (cells > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a panel holds at most " + (Integer.MAX_VALUE - 8) + " numbers, but "
                    + rows + " dates x " + columns + " assets are " + cells + ": split the universe or the dates");
        }
        return (int) cells;
    }

    /** Refuses a number that is NaN or infinite, naming the first. */
    final void requireFinite() {
        for (int j = 0; j < slots.length; j++) {
            for (int t = 0; t < rows(); t++) {
                if (!Double.isFinite(values[start(j) + t])) {
                    throw refused(t, j, "finite");
                }
            }
        }
    }

    /** The message for a number that must not be there. */
    final IllegalArgumentException refused(int row, int column, String allowed) {
        return new IllegalArgumentException(noun() + " of " + universe.id(column) + " on " + date(row) + " must be "
                + allowed + ", was " + get(row, column));
    }

    @Override
    public final boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof Panel<?> that)
                || getClass() != that.getClass()
                || !universe.equals(that.universe)
                || !dates.equals(that.dates)) {
            return false;
        }
        for (int j = 0; j < slots.length; j++) {
            int mine = start(j);
            int theirs = that.start(j);
            if (!Arrays.equals(values, mine, mine + rows(), that.values, theirs, theirs + rows())) {
                return false;
            }
        }
        return true;
    }

    /** Of the universe, the dates and the newest row only: equality looks at every number, a hash need not. */
    @Override
    public final int hashCode() {
        int hash = 31 * universe.hashCode() + dates.hashCode();
        for (int j = 0; j < slots.length && !dates.isEmpty(); j++) {
            hash = 31 * hash + Double.hashCode(get(rows() - 1, j));
        }
        return hash;
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + rows() + " x " + columns()
                + (dates.isEmpty() ? "" : ", " + dates.get(0) + " to " + dates.get(rows() - 1)) + "]";
    }
}
