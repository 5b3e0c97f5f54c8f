package io.trimtab.core.strategy.evidence;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.SharpeTrials;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link EvidenceStudy} found about a search and each of its trials. Immutable and thread-safe.
 *
 * @param ids the trials in their order
 * @param evidence of each
 * @param ratios the Sharpe ratio of each per period; NaN for one that never moves
 * @param tried how many independent trials there were, and how far their ratios lie apart
 * @param overfitting whether the best in one half of the record is good in the other
 * @param best whether the best is better than luck, studentized
 * @param stepwise which are
 */
@SuppressWarnings("ArrayRecordComponent") // copied both ways, and compared by elements
public record EvidenceReport(
        List<String> ids,
        List<TrackEvidence> evidence,
        double[] ratios,
        SharpeTrials tried,
        OverfittingResult overfitting,
        SpaResult best,
        StepwiseResult stepwise)
        implements Serializable {
    public EvidenceReport {
        ids = Check.copy(ids, "ids");
        evidence = Check.copy(evidence, "evidence");
        ratios = Check.notNull(ratios, "ratios").clone();
        Check.notNull(tried, "tried");
        Check.notNull(overfitting, "overfitting");
        Check.notNull(best, "best");
        Check.notNull(stepwise, "stepwise");
        Check.length(evidence.size(), ids.size(), "evidence");
        Check.length(ratios.length, ids.size(), "ratios");
    }

    @Override
    public double[] ratios() {
        return ratios.clone();
    }

    /**
     * The evidence of one trial.
     *
     * @param id the trial
     * @return its evidence
     * @throws IllegalArgumentException if there is no such trial
     */
    public TrackEvidence of(String id) {
        int k = ids.indexOf(Check.notNull(id, "id"));
        if (k < 0) {
            throw new IllegalArgumentException("id must be one of the " + ids.size() + " trials, was \"" + id + "\"");
        }
        return evidence.get(k);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EvidenceReport that
                && ids.equals(that.ids)
                && evidence.equals(that.evidence)
                && Arrays.equals(ratios, that.ratios)
                && stepwise.equals(that.stepwise);
    }

    @Override
    public int hashCode() {
        return 31 * ids.hashCode() + evidence.hashCode();
    }
}
