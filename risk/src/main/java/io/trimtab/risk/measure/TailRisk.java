package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.numeric.OrderStatistics;
import io.trimtab.core.statistics.BlockBootstrap;
import io.trimtab.core.statistics.BootstrapDistribution;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.time.Progress;
import io.trimtab.risk.attribution.EulerContributions;
import java.util.Locale;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * The measured tail of a set of losses: value at risk, expected shortfall, their uncertainty and their causes.
 *
 * <p>Losses are positive; a negative value at risk is a gain even in the tail. Made by {@link HistoricalSimulation},
 * which defines the numbers. Immutable and thread-safe.
 */
public final class TailRisk {
    /** How far given positions may miss the measured losses, relative to the largest of them. */
    private static final double MATCH_TOLERANCE = 1e-9;

    private final Confidence confidence;
    private final QuantileRule rule;
    private final double[] losses;
    private final double valueAtRisk;
    private final double expectedShortfall;

    TailRisk(Confidence confidence, QuantileRule rule, double[] losses, double valueAtRisk, double expectedShortfall) {
        this.confidence = confidence;
        this.rule = rule;
        this.losses = losses;
        this.valueAtRisk = Check.finite(valueAtRisk, "value at risk");
        this.expectedShortfall = Check.finite(expectedShortfall, "expected shortfall");
    }

    /**
     * The confidence of the value at risk.
     *
     * @return the confidence
     */
    public Confidence confidence() {
        return confidence;
    }

    /**
     * The number of losses.
     *
     * @return T, at least 1
     */
    public int observations() {
        return losses.length;
    }

    /**
     * The loss that is not exceeded with the confidence.
     *
     * @return in the unit of the losses; positive for a loss
     */
    public double valueAtRisk() {
        return valueAtRisk;
    }

    /**
     * The mean of the worst {@code alpha T} losses.
     *
     * @return in the unit of the losses; at least the value at risk under {@link QuantileRule#TYPE_1}
     */
    public double expectedShortfall() {
        return expectedShortfall;
    }

    /**
     * The worst loss.
     *
     * @return the largest of the losses
     */
    public double worstLoss() {
        double worst = losses[0];
        for (double loss : losses) {
            worst = Math.max(worst, loss);
        }
        return worst;
    }

    /**
     * An interval that covers the true value at risk, between two observed losses.
     *
     * <p>Exact for independent losses; conservative, because order statistics are few. With X binomial(T, alpha): from
     * the s-th worst loss to the r-th worst, r the (1 - coverage)/2 quantile of X and s the other quantile plus 1;
     * source: David and Nagaraja, "Order Statistics", 3rd edition, section 7.1.
     *
     * @param coverage the two-sided probability of covering it
     * @return the interval; an end is absent when there are too few losses
     */
    public QuantileInterval valueAtRiskInterval(Confidence coverage) {
        int n = losses.length;
        double outside = Check.notNull(coverage, "coverage").tail() / 2;
        BinomialDistribution beyond = new BinomialDistribution(n, confidence.tail());
        int r = beyond.inverseCumulativeProbability(outside);
        int s = beyond.inverseCumulativeProbability(1 - outside) + 1;
        double covered = beyond.cumulativeProbability(s - 1) - beyond.cumulativeProbability(r - 1);
        double[] scratch = losses.clone();
        double low = s > n ? Double.NEGATIVE_INFINITY : OrderStatistics.select(n, scratch, 0, n - s);
        double high = r < 1 ? Double.POSITIVE_INFINITY : OrderStatistics.select(n, scratch, 0, n - r);
        return new QuantileInterval(low, high, Math.min(1, covered));
    }

    /**
     * The expected shortfall of losses drawn again from these: how much it would differ in another history.
     *
     * <p>Only approximate: no interval covers an expected shortfall whatever the distribution, and the bootstrap knows no
     * loss worse than the worst seen. With 250 normal losses at 95% its 95% interval covers about nine times in ten; see the
     * tests of this class.
     *
     * @param bootstrap how losses are drawn: in blocks where they depend on each other over time
     * @param replications how often, at least 1; 10,000 for an interval
     * @param seed decides all draws
     * @return the distribution, with standard error, bias and approximate intervals
     * @throws IllegalArgumentException if there is no replication
     */
    public BootstrapDistribution approximateShortfallDistribution(
            BlockBootstrap bootstrap, int replications, long seed) {
        return approximateShortfallDistribution(bootstrap, replications, seed, Progress.unheard());
    }

    /**
     * As {@link #approximateShortfallDistribution(BlockBootstrap, int, long)}, and says how far it is.
     *
     * @param bootstrap how losses are drawn
     * @param replications how often, at least 1
     * @param seed decides all draws
     * @param progress hears how many histories are drawn; may stop the work
     * @return the distribution
     * @throws IllegalArgumentException if there is no replication
     * @throws java.util.concurrent.CancellationException if the listener throws it or the thread is interrupted
     */
    public BootstrapDistribution approximateShortfallDistribution(
            BlockBootstrap bootstrap, int replications, long seed, Progress progress) {
        return Check.notNull(bootstrap, "bootstrap")
                .replicate(
                        losses,
                        replications,
                        seed,
                        drawn -> HistoricalTail.selectShortfall(drawn.length, drawn, confidence),
                        progress);
    }

    /**
     * How much each position contributes to the expected shortfall.
     *
     * <p>The mean loss of each position over the tail's scenarios. Where several scenarios tie at the boundary of the
     * tail, they share what remains of it equally: that is the subgradient taken.
     *
     * @param scenarios the simple returns that the losses came from, T rows
     * @param positions the portfolio whose losses were measured
     * @return contributions that sum to the expected shortfall
     * @throws IllegalArgumentException if the universes differ, or these positions did not make these losses
     */
    public EulerContributions contributions(ReturnPanel scenarios, Weights positions) {
        return decompose("expected shortfall", scenarios, positions, tailWeights(), expectedShortfall);
    }

    /**
     * How much each position contributes to the value at risk.
     *
     * <p>The loss of each position in the scenario at the quantile; the mean over scenarios that tie, and interpolated
     * as the quantile is. One or two scenarios decide it, so it is noisy: prefer {@link #contributions}.
     *
     * @param scenarios the simple returns that the losses came from, T rows
     * @param positions the portfolio whose losses were measured
     * @return contributions that sum to the value at risk
     * @throws IllegalArgumentException if the universes differ, or these positions did not make these losses
     */
    public EulerContributions valueAtRiskContributions(ReturnPanel scenarios, Weights positions) {
        return decompose("value at risk", scenarios, positions, quantileWeights(), valueAtRisk);
    }

    private EulerContributions decompose(
            String measure, ReturnPanel scenarios, Weights positions, double[] q, double total) {
        double[] implied = ScenarioLosses.of(scenarios, positions);
        Check.length(implied.length, losses.length, "scenarios");
        double scale = Kernels.maxAbs(losses.length, losses, 0);
        for (int t = 0; t < implied.length; t++) {
            if (!(Math.abs(implied[t] - losses[t]) <= MATCH_TOLERANCE * scale)) {
                throw new IllegalArgumentException("positions lose " + implied[t] + " on "
                        + scenarios.dates().get(t) + " where a loss of " + losses[t]
                        + " was measured: give the scenarios and weights that the losses came from");
            }
        }
        double[] column = new double[implied.length];
        double[] marginals = new double[scenarios.columns()];
        double size = 0;
        for (int j = 0; j < marginals.length; j++) {
            scenarios.columnInto(j, column, 0);
            marginals[j] = -Kernels.dot(column.length, column, 0, q, 0);
            size += Math.abs(positions.get(j)) * Kernels.maxAbs(column.length, column, 0);
        }
        return EulerContributions.of(measure + " " + confidence, positions, marginals, total, size);
    }

    /** The probability that each scenario has within the tail; sums to 1. */
    private double[] tailWeights() {
        double[] q = new double[losses.length];
        HistoricalTail.shortfall(confidence).weightsInto(q.length, losses, new double[q.length], q);
        return q;
    }

    /** The share of each scenario in the quantile; sums to 1. */
    private double[] quantileWeights() {
        double[] q = new double[losses.length];
        HistoricalTail.quantile(confidence, rule).weightsInto(q.length, losses, new double[q.length], q);
        return q;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "TailRisk[%s of %d losses: value at risk %.4g, expected shortfall %.4g]",
                confidence,
                losses.length,
                valueAtRisk,
                expectedShortfall);
    }
}
