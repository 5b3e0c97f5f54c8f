package io.trimtab.core.strategy.evidence;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.SharpeEstimate;
import io.trimtab.core.statistics.SharpeTrials;
import io.trimtab.core.time.Progress;
import java.util.Arrays;
import java.util.Optional;

/**
 * Examines a whole search at once: what each trial's record proves, and what the search is worth.
 *
 * <pre>{@code
 * EvidenceReport report = EvidenceStudy.standard(7).examine(trials);
 * report.of("momentum-12m").deflatedSharpe();
 * report.overfitting().probability();
 * }</pre>
 *
 * <p>Deflated Sharpe ratio of each trial against the effective number of all, overfitting by Sharpe ratio in blocks, superior predictive
 * ability and StepM from one set of draws. O(N T B) time, O(N (T + B)) memory. Immutable and thread-safe.
 */
public final class EvidenceStudy {
    private final long seed;
    private final int replications;
    private final int blocks;
    private final EffectiveTrials effective;

    private EvidenceStudy(long seed, int replications, int blocks, EffectiveTrials effective) {
        this.seed = seed;
        this.replications = replications;
        this.blocks = blocks;
        this.effective = effective;
    }

    /**
     * 1,000 draws in blocks of automatic length, overfitting in 16 blocks, trials counted by their average correlation.
     *
     * @param seed decides all draws
     * @return the study
     */
    public static EvidenceStudy standard(long seed) {
        return new EvidenceStudy(seed, 1_000, 16, EffectiveTrials.AVERAGE_CORRELATION);
    }

    /**
     * The same with another number of draws.
     *
     * @param draws at least 99
     * @return another study
     */
    public EvidenceStudy replications(int draws) {
        return new EvidenceStudy(seed, Check.atLeast(draws, 99, "draws"), blocks, effective);
    }

    /**
     * The same with another number of blocks for overfitting.
     *
     * @param count even, from 4 to 20
     * @return another study
     */
    public EvidenceStudy blocks(int count) {
        BacktestOverfitting.inBlocks(count);
        return new EvidenceStudy(seed, replications, count, effective);
    }

    /**
     * The same with trials counted in another way.
     *
     * @param counting how many independent trials a set amounts to
     * @return another study
     */
    public EvidenceStudy counting(EffectiveTrials counting) {
        return new EvidenceStudy(seed, replications, blocks, Check.notNull(counting, "counting"));
    }

    /**
     * Examines.
     *
     * @param trials at least two, over at least two periods a block
     * @return the report
     * @throws IllegalArgumentException if there are too few trials or periods, or a trial gains the same in every period
     */
    public EvidenceReport examine(Trials trials) {
        return examine(trials, Progress.unheard());
    }

    /**
     * Examines, and says how far it is.
     *
     * @param trials at least two, over at least two periods a block
     * @param progress hears how much is done of a whole of 1,000; may stop the work
     * @return the report
     * @throws IllegalArgumentException if there are too few trials or periods, or a trial gains the same in every period
     * @throws java.util.concurrent.CancellationException if the listener throws it or the thread is interrupted
     */
    public EvidenceReport examine(Trials trials, Progress progress) {
        Check.atLeast(Check.notNull(trials, "trials").size(), 2, "number of trials");
        Check.notNull(progress, "progress");
        OverfittingResult overfitting = BacktestOverfitting.inBlocks(blocks)
                .of(trials, (done, all) -> progress.reached(500 * done / all, 1_000));
        Resampling resampling = Resampling.automatic(trials, replications, seed);
        DrawnMeans drawn =
                DrawnMeans.draw(trials, resampling, (done, all) -> progress.reached(500 + 490 * done / all, 1_000));
        SpaResult best = SuperiorPredictiveAbility.studentized(resampling).test(drawn);
        StepwiseResult stepwise = StepwiseTest.romanoWolf(resampling).test(drawn);
        double[] ratios = new double[trials.size()];
        double[] deflated = new double[trials.size()];
        SharpeTrials tried = deflate(trials, ratios, deflated);
        double[] luck = stepwise.pValues();
        TrackEvidence[] evidence = new TrackEvidence[trials.size()];
        for (int k = 0; k < evidence.length; k++) {
            evidence[k] =
                    new TrackEvidence(trials.periods(), tried.count(), deflated[k], overfitting.probability(), luck[k]);
        }
        progress.reached(1_000, 1_000);
        return new EvidenceReport(trials.ids(), Arrays.asList(evidence), ratios, tried, overfitting, best, stepwise);
    }

    /** A trial that never moves has no ratio: NaN, and it does not count for the variance of the others. */
    private SharpeTrials deflate(Trials trials, double[] ratios, double[] deflated) {
        double[] known = new double[ratios.length];
        int moving = 0;
        for (int k = 0; k < ratios.length; k++) {
            Optional<SharpeEstimate> estimate = SharpeEstimate.of(trials.performance(k));
            ratios[k] = estimate.map(SharpeEstimate::ratio).orElse(Double.NaN);
            if (estimate.isPresent()) {
                known[moving++] = ratios[k];
            }
        }
        double variance =
                moving < 2 ? 0 : SharpeTrials.of(Arrays.copyOf(known, moving)).variance();
        SharpeTrials tried = new SharpeTrials(effective.of(trials), variance);
        for (int k = 0; k < deflated.length; k++) {
            deflated[k] = SharpeEstimate.of(trials.performance(k))
                    .map(estimate -> estimate.deflated(tried))
                    .orElse(Double.NaN);
        }
        return tried;
    }

    @Override
    public String toString() {
        return "EvidenceStudy[" + replications + " draws from seed " + seed + ", " + blocks + " blocks, trials counted "
                + effective + "]";
    }
}
