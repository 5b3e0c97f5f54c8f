package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The data of a Markov-switching model: a series, and what explains it or its moves between states. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * SwitchingSample sample = SwitchingSample.of(growth).withTransitionCovariate("leading", leadingIndexOfTheMonthBefore);
 * }</pre>
 */
public final class SwitchingSample {
    private final double[] series;
    private final Map<String, double[]> regressors;
    private final Map<String, double[]> covariates;

    private SwitchingSample(double[] series, Map<String, double[]> regressors, Map<String, double[]> covariates) {
        this.series = series;
        this.regressors = regressors;
        this.covariates = covariates;
    }

    /**
     * A series alone.
     *
     * @param series T observations, oldest first; copied
     * @return the sample
     */
    public static SwitchingSample of(double[] series) {
        return new SwitchingSample(Check.notNull(series, "series").clone(), Map.of(), Map.of());
    }

    /**
     * Adds a regressor of the observation.
     *
     * @param name its name
     * @param values T values, one a bar; copied
     * @return the sample
     */
    public SwitchingSample withRegressor(String name, double[] values) {
        return new SwitchingSample(series, with(regressors, name, values), covariates);
    }

    /**
     * Adds a covariate of the transition probabilities.
     *
     * @param name its name
     * @param values T values; the value at a bar governs the move into that bar, so it must be known on the bar before
     * @return the sample
     */
    public SwitchingSample withTransitionCovariate(String name, double[] values) {
        return new SwitchingSample(series, regressors, with(covariates, name, values));
    }

    private Map<String, double[]> with(Map<String, double[]> known, String name, double[] values) {
        Check.length(Check.notNull(values, "values").length, series.length, Check.notBlank(name, "name"));
        Map<String, double[]> more = new TreeMap<>(known);
        more.put(name, values.clone());
        return Collections.unmodifiableMap(more);
    }

    /**
     * The number of observations.
     *
     * @return T
     */
    public int size() {
        return series.length;
    }

    double[] series() {
        return series;
    }

    /** The regressors a specification asks for, by its order. */
    List<double[]> regressors(SwitchingSpec spec) {
        return columns(regressors, spec.regressors(), "regressor");
    }

    /** The covariates a specification asks for, by its order. */
    List<double[]> covariates(SwitchingSpec spec) {
        return columns(covariates, spec.transitionCovariates(), "transition covariate");
    }

    private static List<double[]> columns(Map<String, double[]> known, List<String> names, String kind) {
        List<double[]> columns = new ArrayList<>();
        for (String name : names) {
            double[] column = known.get(name);
            if (column == null) {
                throw new IllegalArgumentException(
                        "sample must have the " + kind + " \"" + name + "\", has " + known.keySet());
            }
            columns.add(column);
        }
        return columns;
    }

    @Override
    public String toString() {
        return "SwitchingSample[" + series.length + " observations, regressors " + regressors.keySet()
                + ", transition covariates " + covariates.keySet() + "]";
    }
}
