package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The values of several measures for several series.
 *
 * <p>Made by {@link MeasureBatch}. Immutable and thread-safe.
 */
public final class MeasureTable {
    private final List<String> series;
    private final List<String> measures;
    private final double[] values;

    MeasureTable(List<String> series, List<String> measures, double[] values) {
        this.series = series;
        this.measures = measures;
        this.values = values;
    }

    /**
     * The names of the series.
     *
     * @return one for each row
     */
    public List<String> series() {
        return series;
    }

    /**
     * The names of the measures.
     *
     * @return one for each column
     */
    public List<String> measures() {
        return measures;
    }

    /**
     * One value.
     *
     * @param name a series
     * @param measure the name of a measure
     * @return the value, or empty where it is undefined
     * @throws IllegalArgumentException if a name is unknown
     */
    public OptionalDouble of(String name, String measure) {
        int row = indexOf(series, Check.notNull(name, "name"), "series");
        int column = indexOf(measures, Check.notNull(measure, "measure"), "measure");
        double value = values[row * measures.size() + column];
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /**
     * All values.
     *
     * @return a new array, row by row; NaN where undefined
     */
    public double[] toArray() {
        return values.clone();
    }

    private static int indexOf(List<String> names, String name, String what) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(what + " must be one of " + names + ", was \"" + name + "\"");
        }
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof MeasureTable that
                        && series.equals(that.series)
                        && measures.equals(that.measures)
                        && Arrays.equals(values, that.values));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * series.hashCode() + measures.hashCode()) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("MeasureTable");
        for (int i = 0; i < Math.min(5, series.size()); i++) {
            text.append(i == 0 ? "[" : "; ").append(series.get(i));
            for (int k = 0; k < Math.min(5, measures.size()); k++) {
                double value = values[i * measures.size() + k];
                text.append(", ").append(measures.get(k)).append(' ');
                text.append(Double.isNaN(value) ? "undefined" : String.format(Locale.ROOT, "%.4g", value));
            }
        }
        return text.append(series.size() > 5 ? "; ...]" : "]").toString();
    }
}
