package io.trimtab.docs.chart;

import java.util.Objects;

/** The numbers of a chart, checked and copied where they enter. */
final class Values {
    private final double[] values;

    private Values(double[] values) {
        this.values = values;
    }

    /** A copy of the values, all finite, as many as expected. */
    static Values finite(double[] values, int expected, String name) {
        double[] copy = Objects.requireNonNull(values, name).clone();
        Require.length(copy.length, expected, name);
        for (int i = 0; i < copy.length; i++) {
            if (!Double.isFinite(copy[i])) {
                throw new IllegalArgumentException(name + "[" + i + "] must be finite, was " + copy[i]);
            }
        }
        return new Values(copy);
    }

    double get(int position) {
        return values[position];
    }

    int size() {
        return values.length;
    }
}
