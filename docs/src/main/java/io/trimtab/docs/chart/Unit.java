package io.trimtab.docs.chart;

/** How the values along an axis are written. */
public enum Unit {
    /** A plain number. */
    NUMBER,
    /** A fraction, written as a percentage. */
    PERCENT;

    /** A tick label with no more decimals than the distance between ticks asks for. */
    String tick(double value, double step) {
        double shown = this == PERCENT ? step * 100 : step;
        int decimals = 0;
        // a step such as 2.5 needs its decimal too, so count until the step is whole
        while (decimals < 9 && Math.abs(shown - Math.rint(shown)) > 1e-9 * shown) {
            shown *= 10;
            decimals++;
        }
        return this == PERCENT ? Figures.percent(value, decimals) : Figures.fixed(value, decimals);
    }
}
