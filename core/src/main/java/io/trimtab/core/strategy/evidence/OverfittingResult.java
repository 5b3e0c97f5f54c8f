package io.trimtab.core.strategy.evidence;

import io.trimtab.core.check.Check;
import io.trimtab.core.numeric.Compensated;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What {@link BacktestOverfitting} found: how the best of one half did in the other, for every way to halve the record.
 *
 * <p>Choices of blocks are in the lexicographic order of the blocks searched: 0 1, 0 2, 0 3, 1 2, ... Immutable and thread-safe.
 */
public final class OverfittingResult implements Serializable {
    private static final long serialVersionUID = 1L;

    /** One row for each choice. */
    static final class Rows implements Serializable {
        private static final long serialVersionUID = 1L;
        final int[] best;
        final double[] inSample;
        final double[] outOfSample;
        final double[] logits;

        Rows(int count) {
            best = new int[count];
            inSample = new double[count];
            outOfSample = new double[count];
            logits = new double[count];
        }
    }

    private final List<String> ids;
    private final Rows rows;

    OverfittingResult(List<String> ids, Rows rows) {
        this.ids = ids;
        this.rows = rows;
    }

    /**
     * The probability of overfitting: the share of choices whose best is at or below the median afterwards.
     *
     * @return from 0 to 1; about 1/2 where performance says nothing about later performance
     */
    public double probability() {
        return share(rows.logits, 0, true);
    }

    /**
     * How likely the best of a search loses afterwards.
     *
     * @return the share of choices whose best is below zero out of sample
     */
    public double probabilityOfLoss() {
        return share(rows.outOfSample, 0, false);
    }

    private static double share(double[] values, double bound, boolean boundIncluded) {
        int count = 0;
        for (double value : values) {
            count += value < bound || (boundIncluded && value == bound) ? 1 : 0;
        }
        return (double) count / values.length;
    }

    /**
     * How much of the performance in sample is left out of sample: the slope of the regression of one on the other.
     *
     * @return 1 if it lasts, 0 if it says nothing, negative if what was good turns bad; empty where the best is equally good in
     *     every choice
     */
    public OptionalDouble degradationSlope() {
        int n = rows.logits.length;
        double x = Compensated.mean(n, rows.inSample, 0);
        double y = Compensated.mean(n, rows.outOfSample, 0);
        double xx = 0;
        double xy = 0;
        for (int c = 0; c < n; c++) {
            xx += (rows.inSample[c] - x) * (rows.inSample[c] - x);
            xy += (rows.inSample[c] - x) * (rows.outOfSample[c] - y);
        }
        return xx > 0 ? OptionalDouble.of(xy / xx) : OptionalDouble.empty();
    }

    /**
     * The regression's performance out of sample for one of zero in sample.
     *
     * @return empty as the slope
     */
    public OptionalDouble degradationIntercept() {
        OptionalDouble slope = degradationSlope();
        if (slope.isEmpty()) {
            return slope;
        }
        int n = rows.logits.length;
        return OptionalDouble.of(
                Compensated.mean(n, rows.outOfSample, 0) - slope.getAsDouble() * Compensated.mean(n, rows.inSample, 0));
    }

    /**
     * The number of choices.
     *
     * @return C(S, S/2)
     */
    public int choices() {
        return rows.logits.length;
    }

    /**
     * The logits l, whose histogram shows the matter best: mass left of zero is overfitting.
     *
     * @return a new array, one a choice
     */
    public double[] logits() {
        return rows.logits.clone();
    }

    /**
     * The performance in sample of the best.
     *
     * @return a new array, one a choice
     */
    public double[] inSample() {
        return rows.inSample.clone();
    }

    /**
     * The performance out of sample of the best in sample.
     *
     * @return a new array, one a choice
     */
    public double[] outOfSample() {
        return rows.outOfSample.clone();
    }

    /**
     * The trial that was best in sample.
     *
     * @param choice from 0
     * @return its id
     * @throws IllegalArgumentException if there is no such choice
     */
    public String best(int choice) {
        return ids.get(rows.best[Check.index(choice, choices(), "choice")]);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "probability of overfitting %.3f, of loss %.3f, over %d choices",
                probability(),
                probabilityOfLoss(),
                choices());
    }
}
