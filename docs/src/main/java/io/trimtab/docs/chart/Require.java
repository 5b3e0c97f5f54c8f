package io.trimtab.docs.chart;

/** Argument checks of the charts; every comparison fails on NaN. */
final class Require {
    private Require() {}

    static String notBlank(String value, String name) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank, was \"" + value + "\"");
        }
        return value;
    }

    static void some(int count, String name) {
        if (count < 1) {
            throw new IllegalArgumentException("the number of " + name + " must be at least 1, was " + count);
        }
    }

    static void length(int actual, int expected, String name) {
        if (actual != expected) {
            throw new IllegalArgumentException(name + " must have length " + expected + ", had " + actual);
        }
    }

    static double within(double value, double low, double high, String name) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(name + " must lie within " + Figures.scientific(low) + " and "
                    + Figures.scientific(high) + ", was " + value);
        }
        return value;
    }
}
