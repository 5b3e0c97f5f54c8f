package io.trimtab.core.strategy.evidence;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link StepwiseTest} found for each trial.
 *
 * <p>Immutable and thread-safe.
 *
 * @param ids the trials in their order
 * @param statistics the mean of each in units of its standard error under independence; minus infinity for one that never moves
 * @param pValues the adjusted p-value of each: how likely luck shows one of the trials as good, after the better ones are taken out
 */
@SuppressWarnings("ArrayRecordComponent") // copied both ways, and compared by elements
public record StepwiseResult(List<String> ids, double[] statistics, double[] pValues) implements Serializable {
    public StepwiseResult {
        ids = Check.copy(ids, "ids");
        statistics = Check.notNull(statistics, "statistics").clone();
        pValues = Check.notNull(pValues, "pValues").clone();
        Check.length(statistics.length, ids.size(), "statistics");
        Check.length(pValues.length, ids.size(), "pValues");
        for (int k = 0; k < pValues.length; k++) {
            Check.within(statistics[k], Double.NEGATIVE_INFINITY, Double.MAX_VALUE, "statistics[" + k + "]");
            Check.within(pValues[k], 0, 1, "pValues[" + k + "]");
        }
    }

    @Override
    public double[] statistics() {
        return statistics.clone();
    }

    @Override
    public double[] pValues() {
        return pValues.clone();
    }

    /**
     * The adjusted p-value of one trial.
     *
     * @param id the trial
     * @return above 0, at most 1
     * @throws IllegalArgumentException if there is no such trial
     */
    public double pValue(String id) {
        int k = ids.indexOf(Check.notNull(id, "id"));
        if (k < 0) {
            throw new IllegalArgumentException("id must be one of the " + ids.size() + " trials, was \"" + id + "\"");
        }
        return pValues[k];
    }

    /**
     * The trials that are better than the benchmark.
     *
     * @param confidence how sure to be that none of them is among these by luck
     * @return those whose adjusted p-value is at most {@code 1 - confidence}, in their order
     */
    public List<String> superior(Confidence confidence) {
        double tail = Check.notNull(confidence, "confidence").tail();
        List<String> superior = new ArrayList<>();
        for (int k = 0; k < pValues.length; k++) {
            if (pValues[k] <= tail) {
                superior.add(ids.get(k));
            }
        }
        return superior;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StepwiseResult that
                && ids.equals(that.ids)
                && Arrays.equals(statistics, that.statistics)
                && Arrays.equals(pValues, that.pValues);
    }

    @Override
    public int hashCode() {
        return 31 * ids.hashCode() + Arrays.hashCode(pValues);
    }

    @Override
    public String toString() {
        return "StepwiseResult[" + ids.size() + " trials, "
                + superior(Confidence.of(0.95)).size() + " superior at 95%]";
    }
}
