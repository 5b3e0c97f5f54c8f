package io.trimtab.core.strategy.evidence;

import io.trimtab.core.check.Check;
import io.trimtab.core.check.Interruption;
import io.trimtab.core.time.Progress;
import java.util.Arrays;

/**
 * How likely a search picks something that does badly afterwards: the probability of backtest overfitting (PBO).
 *
 * <pre>{@code
 * OverfittingResult pbo = BacktestOverfitting.inBlocks(16).by(TrialMetric.SHARPE).of(trials);
 * pbo.probability(); // 0.63: the best in one half of the record is mostly below the median in the other
 * }</pre>
 *
 * <p>Combinatorially symmetric cross-validation: the record is cut into S blocks of time; each choice of S/2 of them is once the
 * half that is searched (in sample), the rest the half that follows (out of sample). Of the trial that is best in sample, the rank out of
 * sample from 1 (worst) to N, divided by N + 1, is w, and l = ln(w / (1 - w)). The probability is the share of choices with l at most 0.
 * Equal performances share the mean of their ranks; of several that are best in sample the first is taken.
 *
 * <p>All C(S, S/2) choices are made (12,870 for 16 blocks), none is drawn. Blocks are as equal as T allows, earlier ones longer by one.
 * Source: Bailey, Borwein, Lopez de Prado and Zhu, The Probability of Backtest Overfitting, Journal of Computational
 * Finance 20 (2017) 39-69 (2014 as a working paper). It judges a search, not a strategy. O(C(S, S/2) S N). Immutable and thread-safe.
 */
public final class BacktestOverfitting {
    private static final double STILL = 1e-12;

    private final int blocks;
    private final TrialMetric metric;

    private BacktestOverfitting(int blocks, TrialMetric metric) {
        this.blocks = blocks;
        this.metric = metric;
    }

    /**
     * The analysis with a number of blocks, by Sharpe ratio.
     *
     * @param blocks S, even, from 4 to 20; 16 is usual
     * @return the analysis
     * @throws IllegalArgumentException if the number is odd or out of range
     */
    public static BacktestOverfitting inBlocks(int blocks) {
        if (blocks < 4 || blocks > 20 || blocks % 2 != 0) {
            throw new IllegalArgumentException("blocks must be even and from 4 to 20, was " + blocks);
        }
        return new BacktestOverfitting(blocks, TrialMetric.SHARPE);
    }

    /**
     * The same with another way to pick the best.
     *
     * @param picking by what the best is picked and judged
     * @return another analysis
     */
    public BacktestOverfitting by(TrialMetric picking) {
        return new BacktestOverfitting(blocks, Check.notNull(picking, "picking"));
    }

    /**
     * Analyses a search.
     *
     * @param trials at least two, over at least two periods a block
     * @return the probability, and what it is made of
     * @throws IllegalArgumentException if there are too few trials or periods, or a trial gains the same in every period of a half
     */
    public OverfittingResult of(Trials trials) {
        return of(trials, Progress.unheard());
    }

    /**
     * Analyses a search, and says how far it is.
     *
     * @param trials at least two, over at least two periods a block
     * @param progress hears how many choices are made; may stop the work
     * @return the probability, and what it is made of
     * @throws IllegalArgumentException if there are too few trials or periods, or a trial gains the same in every period of a half
     * @throws java.util.concurrent.CancellationException if the listener throws it or the thread is interrupted
     */
    public OverfittingResult of(Trials trials, Progress progress) {
        Check.notNull(trials, "trials");
        Check.notNull(progress, "progress");
        Check.atLeast(trials.size(), 2, "number of trials");
        Check.atLeast(trials.periods(), 2 * blocks, "number of periods with " + blocks + " blocks");
        int[] choices = choices();
        BlockMoments moments = new BlockMoments(trials, blocks);
        double[] one = new double[trials.size()];
        double[] other = new double[trials.size()];
        OverfittingResult.Rows rows = new OverfittingResult.Rows(choices.length);
        int everything = (1 << blocks) - 1;
        // In this order the complement of choice c is choice C - 1 - c.
        for (int c = 0; c < choices.length / 2; c++) {
            performances(trials, moments, choices[c], one);
            performances(trials, moments, everything ^ choices[c], other);
            record(rows, c, one, other);
            record(rows, choices.length - 1 - c, other, one);
            if ((c + 1) % 64 == 0) {
                Interruption.endIfRequested("analysis of overfitting");
                progress.reached(2L * (c + 1), choices.length);
            }
        }
        progress.reached(choices.length, choices.length);
        return new OverfittingResult(trials.ids(), rows);
    }

    /** All choices of half of the blocks as bits, the lists of blocks in lexicographic order. */
    private int[] choices() {
        int[] all = new int[1 << blocks];
        int found = 0;
        // Reversed bits turn lexicographic into descending order: block 0 is the highest bit.
        for (int mask = (1 << blocks) - 1; mask > 0; mask--) {
            if (Integer.bitCount(mask) == blocks / 2) {
                all[found++] = Integer.reverse(mask) >>> (32 - blocks);
            }
        }
        return Arrays.copyOf(all, found);
    }

    private void performances(Trials trials, BlockMoments moments, int choice, double[] out) {
        for (int k = 0; k < out.length; k++) {
            moments.pool(k, choice);
            double deviation = Math.sqrt(moments.squares / (moments.count - 1));
            double mean = moments.mean;
            boolean still = !(deviation > STILL * Math.abs(mean));
            if (metric == TrialMetric.SHARPE && still && mean != 0) {
                throw new IllegalArgumentException(
                        "performance of " + trials.ids().get(k) + " must vary, was " + mean
                                + " in every period of one half: leave it out");
            }
            out[k] = metric == TrialMetric.MEAN || mean == 0 ? mean : mean / deviation;
        }
    }

    private static void record(OverfittingResult.Rows rows, int row, double[] inSample, double[] outOfSample) {
        int best = 0;
        for (int k = 1; k < inSample.length; k++) {
            best = inSample[k] > inSample[best] ? k : best;
        }
        int below = 0;
        int equal = 0;
        for (double value : outOfSample) {
            below += value < outOfSample[best] ? 1 : 0;
            equal += value == outOfSample[best] ? 1 : 0;
        }
        double rank = below + (equal + 1) / 2.0;
        double relative = rank / (inSample.length + 1);
        rows.best[row] = best;
        rows.inSample[row] = inSample[best];
        rows.outOfSample[row] = outOfSample[best];
        rows.logits[row] = StrictMath.log(relative / (1 - relative));
    }

    @Override
    public String toString() {
        return "BacktestOverfitting[" + blocks + " blocks, " + metric + "]";
    }
}
