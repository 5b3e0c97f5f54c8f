package io.trimtab.docs.chart;

import java.util.Objects;

/**
 * What a value axis measures and how its values are written.
 *
 * @param label what is measured, with its unit
 * @param unit how the values are written
 */
public record Axis(String label, Unit unit) {
    public Axis {
        Require.notBlank(label, "label");
        Objects.requireNonNull(unit, "unit");
    }

    /**
     * An axis of plain numbers.
     *
     * @param label what is measured, with its unit
     * @return the axis
     */
    public static Axis number(String label) {
        return new Axis(label, Unit.NUMBER);
    }

    /**
     * An axis of fractions, written as percentages.
     *
     * @param label what is measured
     * @return the axis
     */
    public static Axis percent(String label) {
        return new Axis(label, Unit.PERCENT);
    }

    /** A value of this axis in a label or tip. */
    String write(double value) {
        return unit == Unit.PERCENT ? Figures.percent(value, 1) : Figures.fixed(value, 3);
    }
}
