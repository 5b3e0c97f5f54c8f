package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;

/**
 * Value at risk and expected shortfall of losses as they were observed, all equally likely.
 *
 * <pre>{@code
 * TailRisk tail = HistoricalSimulation.at(Confidence.of(0.99)).measure(losses);
 * tail.valueAtRisk();
 * tail.expectedShortfall();
 * }</pre>
 *
 * <p>Losses are positive, gains negative; alpha = 1 - confidence; T is the number of losses. Where alpha T is within
 * 1e-9 of an integer it is that integer, whatever the last bits of 1 - 0.95.
 *
 * <ul>
 *   <li>Value at risk: the quantile of the losses at the confidence, by default the inverse of the empirical
 *       distribution ({@link QuantileRule#TYPE_1}): the smallest x that at most floor(alpha T) losses exceed.
 *   <li>Expected shortfall: the mean of the worst alpha T losses, the last of them with the fraction that remains;
 *       Rockafellar and Uryasev, "Conditional value-at-risk for general loss distributions", Journal of Banking and
 *       Finance 26 (2002), 1443-1471. It does not depend on the quantile rule. With alpha T at most 1 it is the worst
 *       loss.
 * </ul>
 *
 * <p>A loss that is NaN or infinite is refused: it would widen the tail in silence. O(T) by selection. Immutable and
 * thread-safe.
 */
public final class HistoricalSimulation {
    private final Confidence confidence;
    private final QuantileRule rule;

    private HistoricalSimulation(Confidence confidence, QuantileRule rule) {
        this.confidence = confidence;
        this.rule = rule;
    }

    /**
     * Historical simulation at a confidence, with the inverse of the empirical distribution.
     *
     * @param confidence the confidence of the value at risk
     * @return the simulation
     */
    public static HistoricalSimulation at(Confidence confidence) {
        return new HistoricalSimulation(Check.notNull(confidence, "confidence"), QuantileRule.TYPE_1);
    }

    /**
     * The same with another quantile rule for the value at risk.
     *
     * @param rule how the quantile of the losses is read
     * @return the simulation
     */
    public HistoricalSimulation withQuantile(QuantileRule rule) {
        return new HistoricalSimulation(confidence, Check.notNull(rule, "rule"));
    }

    /**
     * The confidence.
     *
     * @return the confidence of the value at risk
     */
    public Confidence confidence() {
        return confidence;
    }

    /**
     * The quantile rule.
     *
     * @return how the value at risk is read off the losses
     */
    public QuantileRule quantileRule() {
        return rule;
    }

    /**
     * Measures the tail of losses.
     *
     * @param losses at least one, positive for a loss; copied
     * @return value at risk, expected shortfall and what explains them
     * @throws IllegalArgumentException if there is no loss or one is not finite
     */
    public TailRisk measure(double... losses) {
        double[] copy = Check.notNull(losses, "losses").clone();
        double[] scratch = new double[copy.length];
        double quantile = valueAtRisk(copy, scratch);
        return new TailRisk(confidence, rule, copy, quantile, expectedShortfall(copy, scratch));
    }

    /**
     * Measures the tail of what a portfolio would have lost, its weights held fixed.
     *
     * @param scenarios simple returns of the assets
     * @param positions the portfolio, over the same universe
     * @return the tail of the losses {@code -R w}, in fractions of equity
     * @throws IllegalArgumentException if the universes differ or there is no scenario
     */
    public TailRisk measure(ReturnPanel scenarios, Weights positions) {
        return measure(ScenarioLosses.of(scenarios, positions));
    }

    /**
     * The value at risk, without allocating.
     *
     * @param losses at least one; not changed
     * @param scratch at least as long; overwritten
     * @return the quantile of the losses at the confidence
     * @throws IllegalArgumentException if there is no loss, one is not finite, or {@code scratch} is too short
     */
    public double valueAtRisk(double[] losses, double[] scratch) {
        int n = copied(losses, scratch);
        return HistoricalTail.selectQuantile(n, scratch, confidence, rule);
    }

    /**
     * The expected shortfall, without allocating.
     *
     * @param losses at least one; not changed
     * @param scratch at least as long; overwritten
     * @return the mean of the worst {@code alpha T} losses
     * @throws IllegalArgumentException if there is no loss, one is not finite, or {@code scratch} is too short
     */
    public double expectedShortfall(double[] losses, double[] scratch) {
        int n = copied(losses, scratch);
        return HistoricalTail.selectShortfall(n, scratch, confidence);
    }

    /**
     * How many of a number of losses are beyond the confidence: alpha T, which need not be whole.
     *
     * @param losses the number T of losses, at least 1
     * @return from 0 to T; the integer where it is within 1e-9 of one
     * @throws IllegalArgumentException if there is no loss
     */
    public double tailSize(int losses) {
        return LossFunctional.tailCount(confidence, Check.atLeast(losses, 1, "number of losses"));
    }

    private static int copied(double[] losses, double[] scratch) {
        int n = Check.atLeast(Check.notNull(losses, "losses").length, 1, "number of losses");
        Check.allFinite(losses, "losses");
        Check.atLeast(Check.notNull(scratch, "scratch").length, n, "length of scratch");
        System.arraycopy(losses, 0, scratch, 0, n);
        return n;
    }

    @Override
    public String toString() {
        return "HistoricalSimulation[" + confidence + ", " + rule + "]";
    }
}
