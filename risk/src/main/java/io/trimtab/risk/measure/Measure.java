package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A measure put together from functions: what the factories of this package hand out. */
final class Measure implements RiskMeasure {
    private final String name;
    private final Homogeneity homogeneity;
    private final Preference preference;
    private final int fewest;
    private final ToDoubleFunction<MeasuredSeries> value;
    private final @Nullable ToDoubleBiFunction<MeasuredSeries, double[]> gradient;
    private final @Nullable String reason;

    private Measure(
            String name,
            Homogeneity homogeneity,
            Preference preference,
            int fewest,
            ToDoubleFunction<MeasuredSeries> value,
            @Nullable ToDoubleBiFunction<MeasuredSeries, double[]> gradient,
            @Nullable String reason) {
        this.name = name;
        this.homogeneity = homogeneity;
        this.preference = preference;
        this.fewest = fewest;
        this.value = value;
        this.gradient = gradient;
        this.reason = reason;
    }

    /** A measure of which less is better; {@code value} is asked only of series that are long enough. */
    static Measure of(String name, Homogeneity homogeneity, int fewest, ToDoubleFunction<MeasuredSeries> value) {
        return new Measure(name, homogeneity, Preference.LESS_IS_BETTER, fewest, value, null, null);
    }

    Measure preferring(Preference other) {
        return new Measure(name, homogeneity, other, fewest, value, gradient, reason);
    }

    /** With derivatives; {@code function} returns the value, and writes nothing where that is NaN. */
    Measure withGradient(ToDoubleBiFunction<MeasuredSeries, double[]> function) {
        return new Measure(name, homogeneity, preference, fewest, value, function, reason);
    }

    /** With what to say where the value is NaN although there are enough returns. */
    Measure undefinedBecause(String text) {
        return new Measure(name, homogeneity, preference, fewest, value, gradient, text);
    }

    /** With a shorter way for a series that has been sorted already; it must give the same bits. */
    Measure whenSorted(ToDoubleFunction<MeasuredSeries> function) {
        ToDoubleFunction<MeasuredSeries> plain = value;
        return new Measure(
                name,
                homogeneity,
                preference,
                fewest,
                series -> series.isSorted() ? function.applyAsDouble(series) : plain.applyAsDouble(series),
                gradient,
                reason);
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
    public Homogeneity homogeneity() {
        return homogeneity;
    }

    @Override
    public int fewestObservations() {
        return fewest;
    }

    @Override
    public double value(MeasuredSeries series) {
        return series.size() < fewest ? Double.NaN : value.applyAsDouble(series);
    }

    @Override
    public boolean hasGradient() {
        return gradient != null;
    }

    @Override
    public double gradientInto(MeasuredSeries series, double[] out) {
        if (gradient == null) {
            return RiskMeasure.super.gradientInto(series, out);
        }
        Check.atLeast(
                Check.notNull(out, "out").length,
                Check.notNull(series, "series").size(),
                "length of out");
        double result = series.size() < fewest ? Double.NaN : gradient.applyAsDouble(series, out);
        if (Double.isNaN(result)) {
            Arrays.fill(out, 0, series.size(), Double.NaN);
        }
        return result;
    }

    @Override
    public String reasonUndefined(MeasuredSeries series) {
        return reason == null || series.size() < fewest ? RiskMeasure.super.reasonUndefined(series) : reason;
    }

    @Override
    public String toString() {
        return name;
    }
}
