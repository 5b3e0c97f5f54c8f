package io.trimtab.core.strategy.evidence;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link ModelConfidenceSet} found. Immutable and thread-safe.
 *
 * @param ids the trials in their order
 * @param pValues of each: it is in every set whose confidence is above one less its value
 */
@SuppressWarnings("ArrayRecordComponent") // copied both ways, and compared by elements
public record ConfidenceSetResult(List<String> ids, double[] pValues) implements Serializable {
    public ConfidenceSetResult {
        ids = Check.copy(ids, "ids");
        pValues = Check.notNull(pValues, "pValues").clone();
        Check.length(pValues.length, ids.size(), "pValues");
        for (int k = 0; k < pValues.length; k++) {
            Check.within(pValues[k], 0, 1, "pValues[" + k + "]");
        }
    }

    @Override
    public double[] pValues() {
        return pValues.clone();
    }

    /**
     * The set that contains the best trial with a confidence.
     *
     * @param confidence how sure to be
     * @return those whose p-value is at least {@code 1 - confidence}, in their order; never none
     */
    public List<String> members(Confidence confidence) {
        double tail = Check.notNull(confidence, "confidence").tail();
        List<String> members = new ArrayList<>();
        for (int k = 0; k < pValues.length; k++) {
            if (pValues[k] >= tail) {
                members.add(ids.get(k));
            }
        }
        return members;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfidenceSetResult that
                && ids.equals(that.ids)
                && Arrays.equals(pValues, that.pValues);
    }

    @Override
    public int hashCode() {
        return 31 * ids.hashCode() + Arrays.hashCode(pValues);
    }

    @Override
    public String toString() {
        return "ConfidenceSetResult[" + members(Confidence.of(0.9)) + " at 90%]";
    }
}
