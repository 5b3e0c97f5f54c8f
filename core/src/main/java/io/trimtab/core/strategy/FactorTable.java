package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import java.util.Arrays;
import java.util.List;

/**
 * The normalised factors of many strategies, factor by factor: what {@link StrategyScorer#scoreInto} reads.
 *
 * <p>Made once by {@link StrategyScorer#tabulate} or {@link StrategyScorer#tableOf}, scored as often as the belief
 * changes. Immutable and thread-safe.
 */
public final class FactorTable {
    private static final double[] ALL_MEASURED = new double[0];
    private static final int[] UNKNOWN = new int[0];

    final List<String> factors;
    final int rows;
    /** Column-major; imputed where the policy imputes, 0 where a factor is left out. */
    final double[] values;
    /** Per factor, 1 where measured and 0 where not; empty where all are. */
    final double[][] measured;
    /** Per row, how many factors are not measured. */
    final int[] missing;
    /** Rows that must not be scored whatever the policy. */
    final boolean[] excluded;
    /** Per penalty, what it takes off each row; empty if there are none. */
    final double[][] penalties;
    /** Per factor, the value that stands in for what is missing, and where it comes from. */
    final FactorScore.Source[] standIn;

    private final boolean complete;
    /** Found when it is first asked for; whoever finds it finds the same. */
    private volatile int[] order = UNKNOWN;

    private FactorTable(
            List<String> factors,
            int rows,
            double[] values,
            double[][] measured,
            int[] missing,
            boolean[] excluded,
            double[][] penalties,
            FactorScore.Source[] standIn) {
        this.penalties = penalties;
        this.factors = factors;
        this.rows = rows;
        this.values = values;
        this.measured = measured;
        this.missing = missing;
        this.excluded = excluded;
        this.standIn = standIn;
        boolean all = true;
        for (int i = 0; i < rows; i++) {
            all &= missing[i] == 0 && !excluded[i];
        }
        this.complete = all;
    }

    /** Takes the arrays over. Rows with an infinite value are excluded. */
    static FactorTable of(
            List<String> factors,
            int rows,
            double[] values,
            boolean[] excluded,
            double[][] penalties,
            MissingPolicy policy,
            double[] neutral) {
        int columns = factors.size();
        Check.length(values.length, rows * columns, "normalised factors");
        double[][] measured = new double[columns][];
        int[] missing = new int[rows];
        FactorScore.Source[] standIn = new FactorScore.Source[columns];
        for (int f = 0; f < columns; f++) {
            double[] flags = new double[rows];
            int gaps = 0;
            for (int i = 0; i < rows; i++) {
                double x = values[f * rows + i];
                excluded[i] |= Double.isInfinite(x);
                flags[i] = Double.isNaN(x) ? 0 : 1;
                if (Double.isNaN(x)) {
                    gaps++;
                    missing[i]++;
                }
            }
            measured[f] = gaps == 0 ? ALL_MEASURED : flags;
            standIn[f] = gaps == 0 ? FactorScore.Source.MEASURED : fill(values, f, rows, policy, neutral[f]);
        }
        return new FactorTable(factors, rows, values, measured, missing, excluded, penalties, standIn);
    }

    private static FactorScore.Source fill(double[] values, int f, int rows, MissingPolicy policy, double neutral) {
        double by = 0;
        FactorScore.Source source = FactorScore.Source.LEFT_OUT;
        if (policy == MissingPolicy.COHORT_MEDIAN || policy == MissingPolicy.NEUTRAL) {
            by = neutral;
            source = FactorScore.Source.NEUTRAL;
        }
        if (policy == MissingPolicy.COHORT_MEDIAN) {
            double[] cohort = Normalisers.present(Arrays.copyOfRange(values, f * rows, (f + 1) * rows));
            if (cohort.length > 0) {
                by = Normalisers.medianOfSorted(cohort);
                source = FactorScore.Source.COHORT_MEDIAN;
            }
        }
        for (int k = f * rows; k < (f + 1) * rows; k++) {
            if (Double.isNaN(values[k])) {
                values[k] = by;
            }
        }
        return source;
    }

    /**
     * The number of strategies.
     *
     * @return the rows
     */
    public int candidates() {
        return rows;
    }

    /**
     * The factors.
     *
     * @return their names, one a column
     */
    public List<String> factors() {
        return factors;
    }

    /** Whether every factor of every row is measured and no row is excluded. */
    boolean isComplete() {
        return complete;
    }

    /** All rows by ascending value, factor by factor; equal values in the order of the rows. */
    int[] order() {
        int[] found = order;
        if (found == UNKNOWN) {
            found = orderOf(values, rows, factors.size());
            order = found;
        }
        return found;
    }

    static int[] orderOf(double[] values, int rows, int columns) {
        int[] order = new int[rows * columns];
        int[] taken = new int[rows];
        for (int f = 0; f < columns; f++) {
            int from = f * rows;
            double[] ascending = Arrays.copyOfRange(values, from, from + rows);
            Arrays.sort(ascending);
            Arrays.fill(taken, 0);
            for (int i = 0; i < rows; i++) {
                int first = Normalisers.below(ascending, values[from + i]);
                order[from + first + taken[first]++] = i;
            }
        }
        return order;
    }

    boolean isMeasured(int row, int factor) {
        return measured[factor].length == 0 || measured[factor][row] == 1;
    }

    @Override
    public String toString() {
        return "FactorTable[" + rows + " candidates x " + factors + "]";
    }
}
