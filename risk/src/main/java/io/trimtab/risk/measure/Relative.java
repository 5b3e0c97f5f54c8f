package io.trimtab.risk.measure;

import java.util.function.ToDoubleBiFunction;

/** A measure against a benchmark put together from functions: what the factories of this package hand out. */
final class Relative implements RelativeMeasure {
    private static final String NO_DENOMINATOR = "its denominator is 0";

    private final String name;
    private final Preference preference;
    private final int fewest;
    private final ToDoubleBiFunction<MeasuredSeries, MeasuredSeries> value;
    private final String reason;

    private Relative(
            String name,
            Preference preference,
            int fewest,
            ToDoubleBiFunction<MeasuredSeries, MeasuredSeries> value,
            String reason) {
        this.name = name;
        this.preference = preference;
        this.fewest = fewest;
        this.value = value;
        this.reason = reason;
    }

    /** A measure without a better way; {@code value} is asked only of pairs that are long enough. */
    static Relative of(String name, int fewest, ToDoubleBiFunction<MeasuredSeries, MeasuredSeries> value) {
        return new Relative(name, Preference.NONE, fewest, value, NO_DENOMINATOR);
    }

    Relative preferring(Preference other) {
        return new Relative(name, other, fewest, value, reason);
    }

    Relative undefinedBecause(String text) {
        return new Relative(name, preference, fewest, value, text);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Preference preference() {
        return preference;
    }

    @Override
    public int fewestObservations() {
        return fewest;
    }

    @Override
    public double value(MeasuredSeries series, MeasuredSeries benchmark) {
        if (series.size() != benchmark.size()) {
            throw new IllegalArgumentException("benchmark must have as many returns as the series, " + series.size()
                    + ", had " + benchmark.size() + ": load both with loadPair");
        }
        return series.size() < fewest ? Double.NaN : value.applyAsDouble(series, benchmark);
    }

    @Override
    public String reasonUndefined(MeasuredSeries series, MeasuredSeries benchmark) {
        return series.size() < fewest ? RelativeMeasure.super.reasonUndefined(series, benchmark) : reason;
    }

    @Override
    public String toString() {
        return name;
    }
}
