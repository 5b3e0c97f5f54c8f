package io.trimtab.docs.chart;

import io.trimtab.core.check.Check;

/** The numbers of a chart, checked and copied where they enter. */
final class Values {
    private final double[] values;

    private Values(double[] values) {
        this.values = values;
    }

    /** A copy of the values, all finite, as many as expected. */
    static Values finite(double[] values, int expected, String name) {
        double[] copy = Check.notNull(values, name).clone();
        Check.length(copy.length, expected, name);
        return new Values(Check.allFinite(copy, name));
    }

    double get(int position) {
        return values[position];
    }

    int size() {
        return values.length;
    }
}
