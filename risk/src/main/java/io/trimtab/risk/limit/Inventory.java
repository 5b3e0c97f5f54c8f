package io.trimtab.risk.limit;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import java.util.Arrays;

/**
 * What a book holds, and where the fills of its pending orders may lead.
 *
 * <p>Every pending order of an asset may be filled by any part, independently of all others. So the positions that may come
 * about are exactly the integers from {@code low = held - all pending sales} to {@code high = held + all pending
 * purchases}, and those of several assets are the product of such intervals: a box, no more and no less. All quantities
 * are whole lots, so that sums and comparisons with zero are exact.
 */
final class Inventory {
    /** Whole numbers up to here are doubles, too. */
    static final long MOST_LOTS = 1L << 53;

    final Universe universe;
    final Marks marks;
    final long[] held;
    final long[] low;
    final long[] high;
    private int open;

    Inventory(Universe universe, Marks marks) {
        this.universe = universe;
        this.marks = marks;
        held = new long[universe.size()];
        low = new long[universe.size()];
        high = new long[universe.size()];
    }

    /** What one lot of each asset is worth, and the equity that all is measured against; NaN while unknown. */
    static final class Marks {
        final double[] value;
        /** How many units a lot is. */
        final double[] units;

        double equity = Double.NaN;

        Marks(double[] units) {
            this.units = units;
            value = new double[units.length];
            Arrays.fill(value, Double.NaN);
        }
    }

    void set(int asset, long heldLots, long lowLots, long highLots) {
        open += (lowLots == highLots ? 0 : 1) - (low[asset] == high[asset] ? 0 : 1);
        held[asset] = heldLots;
        low[asset] = lowLots;
        high[asset] = highLots;
    }

    /** Whether an order is pending in any asset. */
    boolean isOpen() {
        return open > 0;
    }

    /** In how many assets an order is pending. */
    int openAssets() {
        return open;
    }

    /** Whether an order can do nothing but take from the position, whatever is filled of it and of all pending ones. */
    boolean onlyTakes(int asset, long lots) {
        return lots > 0 ? high[asset] + lots <= 0 : low[asset] + lots >= 0;
    }

    /** Whether some fills of an order and of the pending ones turn a long into a short or a short into a long. */
    boolean mayCrossZero(int asset, long lots) {
        return lots > 0
                ? low[asset] < 0 && Math.min(high[asset], -1) + lots > 0
                : high[asset] > 0 && Math.max(low[asset], 1) + lots < 0;
    }

    /** For explanations: what is held after an order, and after everything pending in its direction where it trades. */
    Weights weights(int asset, long lots) {
        double[] w = new double[held.length];
        for (int i = 0; i < w.length; i++) {
            w[i] = weight(i, held[i]);
        }
        if (lots != 0) {
            w[asset] = weight(asset, (lots > 0 ? high[asset] : low[asset]) + lots);
        }
        return Weights.of(universe, w);
    }

    double weight(int asset, long lots) {
        return lots == 0 ? 0 : lots * marks.value[asset] / marks.equity;
    }
}
