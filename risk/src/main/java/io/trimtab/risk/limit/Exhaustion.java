package io.trimtab.risk.limit;

/**
 * Decides by trying every set of fills, where there are few: whole lots, so that their number is finite.
 *
 * <p>The definition itself, {@code m(y + f e_i) <= max(m(y), b)} for all y in the box and all f in the order, for measures of
 * which nothing is known. The positions that come about are the points of the box with the order added; each is measured once.
 */
final class Exhaustion {
    /** More sets of fills than this are not tried. */
    static final long MOST = 4096;

    /** As limits have it: less than this is no rise. */
    private static final double ROUNDING = 1e-9;

    private Exhaustion() {}

    /** A measure of any positions in whole lots, in the same unit as the bound. */
    @FunctionalInterface
    interface Measure {
        double at(long[] lots);
    }

    /** How many positions the fills lead to; {@link Long#MAX_VALUE} if they are too many to count. */
    static long size(Inventory inventory, int asset, long lots) {
        double size = 1;
        for (int i = 0; i < inventory.low.length; i++) {
            long width = inventory.high[i] - inventory.low[i] + 1 + (i == asset ? Math.abs(lots) : 0);
            size *= width;
        }
        return size > 0x1p62 ? Long.MAX_VALUE : (long) size;
    }

    static Meter.Finding judge(Inventory inventory, int asset, long lots, double bound, Measure measure) {
        if (size(inventory, asset, lots) > MOST) {
            return Meter.Finding.UNDECIDED;
        }
        long[] y = inventory.low.clone();
        int n = y.length;
        int steps = (int) Math.abs(lots);
        int own = (int) (inventory.high[asset] - inventory.low[asset]) + 1 + steps;
        double[] values = new double[own];
        boolean within = true;
        long start = inventory.low[asset] + Math.min(lots, 0);
        while (true) {
            for (int k = 0; k < own; k++) {
                y[asset] = start + k;
                values[k] = Meter.measurable(measure.at(y));
                within &= values[k] <= bound;
            }
            if (breaks(values, steps, lots > 0, bound)) {
                return Meter.Finding.EXCEEDED;
            }
            int i = 0;
            for (; i < n; i++) {
                if (i != asset && inventory.low[i] < inventory.high[i]) {
                    if (y[i] < inventory.high[i]) {
                        y[i]++;
                        break;
                    }
                    y[i] = inventory.low[i];
                }
            }
            if (i == n) {
                return within ? Meter.Finding.WITHIN : Meter.Finding.RELIEVED;
            }
        }
    }

    /** Some part of the order leads from one point of its line to a higher and broken one. */
    private static boolean breaks(double[] values, int steps, boolean upwards, double bound) {
        for (int from = 0; from < values.length - steps; from++) {
            int first = upwards ? from : from + steps;
            double allowed = Math.max(values[first] + ROUNDING * Math.abs(values[first]), bound);
            for (int f = 1; f <= steps; f++) {
                if (values[upwards ? first + f : first - f] > allowed) {
                    return true;
                }
            }
        }
        return false;
    }
}
