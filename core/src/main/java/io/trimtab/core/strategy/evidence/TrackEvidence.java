package io.trimtab.core.strategy.evidence;

import io.trimtab.core.check.Check;
import java.io.Serializable;

/**
 * How far a strategy's track record stands above what luck gives, after everything that was tried beside it.
 *
 * <pre>{@code
 * TrackEvidence evidence = EvidenceStudy.standard(seed).examine(trials).of("momentum-12m");
 * evidence.deflatedSharpe(); // 0.41: not above what the best of 1,000 shows without skill
 * }</pre>
 *
 * <p>NaN means: not measured. Immutable and thread-safe.
 *
 * @param observations the periods of the record, at least 0
 * @param trials how many independent strategies those tried beside it amount to, itself included; at least 1
 * @param deflatedSharpe how likely its true Sharpe ratio is above what the best of the trials shows without skill, from 0 to 1
 * @param overfitting the probability that the best of the trials in one half of the record is below the median in the other
 *     ({@link BacktestOverfitting}), from 0 to 1; of the search, so the same for all its trials
 * @param luck the adjusted p-value that its mean is not above the benchmark's ({@link StepwiseTest}), from 0 to 1
 */
public record TrackEvidence(int observations, double trials, double deflatedSharpe, double overfitting, double luck)
        implements Serializable {
    private static final TrackEvidence NONE = new TrackEvidence(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    public TrackEvidence {
        Check.atLeast(observations, 0, "observations");
        if (!Double.isNaN(trials)) {
            Check.within(trials, 1, Double.MAX_VALUE, "trials");
        }
        probability(deflatedSharpe, "deflatedSharpe");
        probability(overfitting, "overfitting");
        probability(luck, "luck");
    }

    /**
     * Of a strategy whose record nobody examined.
     *
     * @return nothing measured
     */
    public static TrackEvidence none() {
        return NONE;
    }

    private static void probability(double value, String name) {
        if (!Double.isNaN(value)) {
            Check.within(value, 0, 1, name);
        }
    }
}
