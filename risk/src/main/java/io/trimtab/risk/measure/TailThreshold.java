package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;

/**
 * From where on a loss is extreme: a loss, a quantile, or as many of the worst as wanted. The choice is yours and decides
 * the answer; look at several.
 *
 * <p>Immutable and thread-safe.
 */
public final class TailThreshold {
    private enum Kind {
        LOSS,
        QUANTILE,
        COUNT
    }

    private final Kind kind;
    private final double value;
    private final QuantileRule rule;

    private TailThreshold(Kind kind, double value, QuantileRule rule) {
        this.kind = kind;
        this.value = value;
        this.rule = rule;
    }

    /**
     * A loss: larger ones are extreme.
     *
     * @param loss positive for a loss, finite
     * @return the threshold
     * @throws IllegalArgumentException if the loss is not finite
     */
    public static TailThreshold loss(double loss) {
        return new TailThreshold(Kind.LOSS, Check.finite(loss, "loss"), QuantileRule.TYPE_7);
    }

    /**
     * A quantile of the losses: larger ones are extreme.
     *
     * @param p the fraction of losses that are ordinary, strictly within (0, 1), such as 0.9
     * @param rule how the quantile is read
     * @return the threshold
     * @throws IllegalArgumentException if the fraction is out of range
     */
    public static TailThreshold quantile(double p, QuantileRule rule) {
        return new TailThreshold(Kind.QUANTILE, Check.strictlyWithin(p, 0, 1, "p"), Check.notNull(rule, "rule"));
    }

    /**
     * As many of the worst losses: the threshold is the worst that is not among them.
     *
     * @param count how many, at least 5
     * @return the threshold
     * @throws IllegalArgumentException if the count is too small
     */
    public static TailThreshold worst(int count) {
        return new TailThreshold(
                Kind.COUNT, Check.atLeast(count, PeaksOverThreshold.FEWEST, "count"), QuantileRule.TYPE_7);
    }

    /** The loss, from losses in ascending order, of which the first n count; NaN when there are too few. */
    double of(int n, double[] ascending) {
        return switch (kind) {
            case LOSS -> value;
            case QUANTILE -> rule.ofSorted(n, ascending, value);
            case COUNT -> value < n ? ascending[n - 1 - (int) value] : Double.NaN;
        };
    }

    /** Whether it grows with the losses. */
    boolean relative() {
        return kind != Kind.LOSS;
    }

    @Override
    public String toString() {
        return switch (kind) {
            case LOSS -> "beyond " + Text.number(value);
            case QUANTILE -> "beyond the quantile " + Text.percent(value) + " " + rule;
            case COUNT -> "worst " + Text.number(value);
        };
    }
}
