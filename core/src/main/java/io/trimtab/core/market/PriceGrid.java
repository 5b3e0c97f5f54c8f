package io.trimtab.core.market;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Prices while they arrive: the dates are known, the cells are filled in any order. Single-threaded. */
final class PriceGrid {
    private final Universe universe;
    /** Distinct days, increasing. */
    private final long[] days;

    private final double[] values;
    private final RawPrices.Arrivals arrivals;
    /** Cells that arrived as missing: only these may arrive again unnoticed by their value. */
    private final BitSet arrivedMissing = new BitSet();

    /** A grid over the days given in any order, each any number of times; the array is overwritten. */
    PriceGrid(Universe universe, long[] anyDays) {
        this.universe = universe;
        this.days = distinct(anyDays);
        this.values = new double[Panel.cells(days.length, universe.size())];
        Arrays.fill(values, Double.NaN);
        this.arrivals = new RawPrices.Arrivals(universe.size());
    }

    private static long[] distinct(long[] days) {
        Arrays.sort(days);
        int kept = 0;
        for (int k = 0; k < days.length; k++) {
            if (k == 0 || days[k] != days[k - 1]) {
                days[kept++] = days[k];
            }
        }
        return Arrays.copyOf(days, kept);
    }

    /** The row of a day, or a negative number if it is not one of the days. */
    int rowOf(long epochDay) {
        return Arrays.binarySearch(days, epochDay);
    }

    /** Stores an arrival over an earlier one of the same date; false if it came twice or out of order. */
    boolean put(int column, int row, double price) {
        int cell = column * days.length + row;
        boolean again = !Double.isNaN(values[cell]) || arrivedMissing.get(cell);
        values[cell] = price;
        if (Double.isNaN(price)) {
            arrivedMissing.set(cell);
        }
        return arrivals.note(column, days[row], again);
    }

    RawPrices prices() {
        LocalDate[] dates = new LocalDate[days.length];
        Arrays.setAll(dates, t -> LocalDate.ofEpochDay(days[t]));
        return new RawPrices(PriceHistory.adopt(universe, List.of(dates), values), arrivals);
    }
}
