package io.trimtab.docs.chart;

/** A linear scale from values to pixels, with ticks at round numbers (steps of 1, 2, 2.5 or 5 times a power of ten). */
final class Scale {
    private final double low;
    private final double high;
    private final double step;
    private final double from;
    private final double to;

    private Scale(double low, double high, double step, double from, double to) {
        this.low = low;
        this.high = high;
        this.step = step;
        this.from = from;
        this.to = to;
    }

    /** Covers the values and widens them to whole steps. */
    static Scale nice(double smallest, double largest, int ticks, double from, double to) {
        double spread = largest - smallest;
        double size = Math.max(Math.abs(smallest), Math.abs(largest));
        if (!(spread > 1e-12 * size)) {
            // one value only: give it room, relative to its size
            double room = size > 0 ? 0.05 * size : 1;
            return nice(smallest - room, largest + room, ticks, from, to);
        }
        double step = niceStep(spread / ticks);
        double low = Math.floor(smallest / step + 1e-9) * step;
        double high = Math.ceil(largest / step - 1e-9) * step;
        return new Scale(low, high, step, from, to);
    }

    /** Covers exactly the given values; ticks are the whole steps within. */
    static Scale exact(double low, double high, int ticks, double from, double to) {
        return new Scale(low, high, niceStep((high - low) / ticks), from, to);
    }

    static double niceStep(double rough) {
        double power = 1;
        while (power > rough) {
            power /= 10;
        }
        while (power * 10 <= rough) {
            power *= 10;
        }
        double digit = rough / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 2.5 ? 2.5 : digit <= 5 ? 5 : 10);
    }

    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    double low() {
        return low;
    }

    double high() {
        return high;
    }

    double step() {
        return step;
    }

    double[] ticks() {
        long first = (long) Math.ceil(low / step - 1e-9);
        long last = (long) Math.floor(high / step + 1e-9);
        double[] ticks = new double[(int) Math.max(0, last - first + 1)];
        for (int i = 0; i < ticks.length; i++) {
            ticks[i] = (first + i) * step;
        }
        return ticks;
    }
}
