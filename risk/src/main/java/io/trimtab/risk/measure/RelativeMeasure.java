package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import java.util.OptionalDouble;

/**
 * One number of a series of returns beside those of a benchmark: a co-moment, a beta, a ratio of active return to risk.
 *
 * <p>As {@link RiskMeasure}, with two series of the same times. Implementations are immutable and thread-safe.
 */
public interface RelativeMeasure {
    /**
     * What is measured, with its parameters.
     *
     * @return a short text for people and tables
     */
    String name();

    /**
     * Which way is better.
     *
     * @return by default neither
     */
    default Preference preference() {
        return Preference.NONE;
    }

    /**
     * The fewest pairs of returns of which the measure may have a value.
     *
     * @return at least 1
     */
    default int fewestObservations() {
        return 1;
    }

    /**
     * The value, without allocating.
     *
     * @param series the returns
     * @param benchmark the benchmark's returns of the same times, as many
     * @return the value, or NaN where it is undefined, among others for too few returns
     */
    double value(MeasuredSeries series, MeasuredSeries benchmark);

    /**
     * The same measure when the times are not equally likely; see {@link RiskMeasure#under}.
     *
     * @param probabilities one for each pair of returns
     * @return the measure under them
     * @throws IllegalArgumentException if no such form exists
     */
    default RelativeMeasure under(ScenarioProbabilities probabilities) {
        Check.notNull(probabilities, "probabilities");
        throw new IllegalArgumentException(name() + " has no form under scenario probabilities");
    }

    /**
     * Why there is no value for a pair of series.
     *
     * @param series the returns
     * @param benchmark the benchmark's returns
     * @return a reason to complete the sentence "it is undefined: ..."
     */
    default String reasonUndefined(MeasuredSeries series, MeasuredSeries benchmark) {
        return series.size() < fewestObservations()
                ? "it needs at least " + fewestObservations() + " returns, had " + series.size()
                : "its denominator is 0";
    }

    /**
     * The value for some returns.
     *
     * @param returns simple returns, all finite
     * @param benchmark the benchmark's simple returns of the same times, all finite
     * @return the value
     * @throws IllegalArgumentException if the lengths differ, a return is not finite, the value is undefined (the message
     *     says why), or it overflows
     */
    default double of(double[] returns, double[] benchmark) {
        MeasuredSeries series = MeasuredSeries.of(returns);
        MeasuredSeries other = MeasuredSeries.of(Check.notNull(benchmark, "benchmark"));
        Check.length(benchmark.length, returns.length, "benchmark");
        double value = value(series, other);
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException(name() + " is undefined: " + reasonUndefined(series, other));
        }
        return Check.finite(value, name());
    }

    /**
     * The value for some returns, if it has one.
     *
     * @param returns simple returns, all finite
     * @param benchmark the benchmark's simple returns of the same times, all finite
     * @return the value, or empty where it is undefined
     * @throws IllegalArgumentException if the lengths differ, a return is not finite, or the value overflows
     */
    default OptionalDouble ifDefined(double[] returns, double[] benchmark) {
        MeasuredSeries series = MeasuredSeries.of(returns);
        MeasuredSeries other = MeasuredSeries.of(Check.notNull(benchmark, "benchmark"));
        Check.length(benchmark.length, returns.length, "benchmark");
        double value = value(series, other);
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(Check.finite(value, name()));
    }
}
