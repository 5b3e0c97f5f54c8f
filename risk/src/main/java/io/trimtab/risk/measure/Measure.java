package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A measure put together from functions: what the factories of this package hand out. */
final class Measure implements RiskMeasure {
    private static final String NO_FORM = "no form of it under probabilities is established";
    private static final String A_PATH =
            "it follows the path that returns make in their order; give probabilities to whole paths instead";

    private final String name;
    private final Homogeneity homogeneity;
    private final Preference preference;
    private final int fewest;
    private final ToDoubleFunction<MeasuredSeries> value;
    private final @Nullable ToDoubleBiFunction<MeasuredSeries, double[]> gradient;
    private final @Nullable String reason;
    /** How it is taken under probabilities: it reads them itself, another does, or why none can. */
    private final Weighing weighing;

    private sealed interface Weighing {
        record Itself() implements Weighing {}

        record By(Measure other) implements Weighing {}

        record Never(String why) implements Weighing {}
    }

    private Measure(
            String name,
            Homogeneity homogeneity,
            Preference preference,
            int fewest,
            ToDoubleFunction<MeasuredSeries> value,
            @Nullable ToDoubleBiFunction<MeasuredSeries, double[]> gradient,
            @Nullable String reason,
            Weighing weighing) {
        this.name = name;
        this.homogeneity = homogeneity;
        this.preference = preference;
        this.fewest = fewest;
        this.value = value;
        this.gradient = gradient;
        this.reason = reason;
        this.weighing = weighing;
    }

    /** A measure of which less is better; {@code value} is asked only of series that are long enough. */
    static Measure of(String name, Homogeneity homogeneity, int fewest, ToDoubleFunction<MeasuredSeries> value) {
        return new Measure(
                name, homogeneity, Preference.LESS_IS_BETTER, fewest, value, null, null, new Weighing.Never(NO_FORM));
    }

    Measure preferring(Preference other) {
        return new Measure(name, homogeneity, other, fewest, value, gradient, reason, weighing);
    }

    /** With derivatives; {@code function} returns the value, and writes nothing where that is NaN. */
    Measure withGradient(ToDoubleBiFunction<MeasuredSeries, double[]> function) {
        return new Measure(name, homogeneity, preference, fewest, value, function, reason, weighing);
    }

    /** With what to say where the value is NaN although there are enough returns. */
    Measure undefinedBecause(String text) {
        return new Measure(name, homogeneity, preference, fewest, value, gradient, text, weighing);
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
                reason,
                weighing);
    }

    /** Its functions read the probabilities of the series themselves. */
    Measure weighable() {
        return weighing(new Weighing.Itself());
    }

    /** Under probabilities another function of the series does it. */
    Measure weighableBy(Measure other) {
        return weighing(new Weighing.By(other));
    }

    /** Said of a measure that is refused under probabilities: {@code it ...}. */
    Measure neverWeighable(String why) {
        return weighing(new Weighing.Never(why));
    }

    /** Of a measure that follows the order of the returns. */
    Measure alongThePath() {
        return neverWeighable(A_PATH);
    }

    /** As this measure if all of what it is made of is. */
    Measure weighableIf(RiskMeasure... parts) {
        for (RiskMeasure part : parts) {
            if (!(part instanceof Measure measure)) {
                return neverWeighable("it is made of " + part.name() + ", which has no such form");
            }
            if (measure.weighing instanceof Weighing.Never never) {
                return neverWeighable("it is made of " + part.name() + ": " + never.why());
            }
        }
        return weighable();
    }

    /** This measure, of functions that read probabilities, under those that fall off into the past. */
    Measure fading(double decay) {
        ToDoubleFunction<MeasuredSeries> plain = value;
        ToDoubleBiFunction<MeasuredSeries, double[]> slopes = gradient;
        Measure measure = new Measure(
                name,
                homogeneity,
                preference,
                fewest,
                series -> {
                    series.enterFading(decay);
                    try {
                        return plain.applyAsDouble(series);
                    } finally {
                        series.leave();
                    }
                },
                null,
                reason,
                new Weighing.Never("it has probabilities of its own, those of ScenarioProbabilities.fading"));
        return slopes == null
                ? measure
                : measure.withGradient((series, out) -> {
                    series.enterFading(decay);
                    try {
                        return slopes.applyAsDouble(series, out);
                    } finally {
                        series.leave();
                    }
                });
    }

    private Measure weighing(Weighing other) {
        return new Measure(name, homogeneity, preference, fewest, value, gradient, reason, other);
    }

    @Override
    public RiskMeasure under(ScenarioProbabilities probabilities) {
        Check.notNull(probabilities, "probabilities");
        if (weighing instanceof Weighing.Never never) {
            throw new IllegalArgumentException(name + " has no form under scenario probabilities: " + never.why());
        }
        return new MeasureUnder(this, probabilities);
    }

    /** The value of a series within its probabilities. */
    double weighedValue(MeasuredSeries series) {
        return weighing instanceof Weighing.By by
                ? by.other().value.applyAsDouble(series)
                : value.applyAsDouble(series);
    }

    /** The value and derivatives of a series within its probabilities. */
    double weighedGradientInto(MeasuredSeries series, double[] out) {
        ToDoubleBiFunction<MeasuredSeries, double[]> function =
                weighing instanceof Weighing.By by ? by.other().gradient : gradient;
        if (function == null) {
            return RiskMeasure.super.gradientInto(series, out);
        }
        double result = function.applyAsDouble(series, out);
        if (Double.isNaN(result)) {
            Arrays.fill(out, 0, series.size(), Double.NaN);
        }
        return result;
    }

    /** Why there is no value although there are enough returns. */
    String reasonWithEnough(MeasuredSeries series) {
        return reason == null ? RiskMeasure.super.reasonUndefined(series) : reason;
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
        if (series.size() < fewest) {
            return Double.NaN;
        }
        return series.weights() == null ? value.applyAsDouble(series) : weighedValue(series);
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
