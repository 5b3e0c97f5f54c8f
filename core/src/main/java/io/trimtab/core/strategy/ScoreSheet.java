package io.trimtab.core.strategy;

import java.util.Arrays;

/**
 * What an aggregator of the box works on: the strategies of a table that get a score, each with the weights it counts with,
 * and room for what comes of it. Grows to the largest table it has seen and then allocates nothing. Not thread-safe.
 *
 * <p>All matrices are factor by factor with {@link #rows} rows, in arrays that may be longer.
 */
final class ScoreSheet {
    int rows;
    int factors;
    double[] values = {};
    double[] weights = {};
    double[] totals = {};
    double[] contributions = {};
    /** One number a row, for an aggregator to use as it likes. */
    double[] scratch = {};

    double[] scratch2 = {};

    /** Rows of one factor that count, by ascending value; see {@link #sort}. */
    int[] sorted = {};

    private double[] ownValues = {};
    /** All rows by ascending value, factor by factor, in the numbering of {@link #places}. */
    private int[] order = {};

    private int ordered;
    /** The row here of each row of the table, or -1. */
    private int[] places = {};

    /** Lays a matrix out, with totals and contributions of its own. */
    static ScoreSheet of(ScoreMatrix matrix) {
        ScoreSheet sheet = new ScoreSheet();
        sheet.reserve(matrix.rows(), matrix.factors());
        sheet.rows = matrix.rows();
        sheet.values = matrix.values;
        System.arraycopy(matrix.weights, 0, sheet.weights, 0, matrix.weights.length);
        sheet.ordered = sheet.rows;
        sheet.order = FactorTable.orderOf(matrix.values, sheet.rows, sheet.factors);
        for (int i = 0; i < sheet.rows; i++) {
            sheet.places[i] = i;
        }
        return sheet;
    }

    /** Takes the rows of a table that score, with the weights each counts with. */
    ScoreSheet fill(FactorTable table, double[] base, MissingPolicy missing, double floor) {
        reserve(table.rows, base.length);
        rows = 0;
        for (int i = 0; i < table.rows; i++) {
            boolean counts = ScoreKernel.scores(table, base, missing, floor, i)
                    && (missing != MissingPolicy.RENORMALISE || ScoreKernel.coverage(table, base, i) > 0);
            places[i] = counts ? rows++ : -1;
        }
        values = table.values;
        if (rows < table.rows) {
            compactValues(table);
        }
        for (int f = 0; f < factors; f++) {
            Arrays.fill(weights, f * rows, (f + 1) * rows, base[f]);
        }
        if (missing == MissingPolicy.RENORMALISE && !table.isComplete()) {
            renormalise(table, base);
        }
        ordered = table.rows;
        order = table.order();
        return this;
    }

    private void compactValues(FactorTable table) {
        for (int f = 0; f < factors; f++) {
            for (int i = 0; i < table.rows; i++) {
                if (places[i] >= 0) {
                    ownValues[f * rows + places[i]] = table.values[f * table.rows + i];
                }
            }
        }
        values = ownValues;
    }

    private void renormalise(FactorTable table, double[] base) {
        for (int i = 0; i < table.rows; i++) {
            if (places[i] >= 0 && table.missing[i] > 0) {
                double covered = ScoreKernel.coverage(table, base, i);
                for (int f = 0; f < factors; f++) {
                    weights[f * rows + places[i]] = table.isMeasured(i, f) ? base[f] / covered : 0;
                }
            }
        }
    }

    /** Aggregates; an aggregator that is not of the box gets copies, which it may keep. */
    ScoreSheet aggregate(Aggregator aggregator) {
        if (aggregator instanceof Aggregators.Boxed boxed) {
            boxed.aggregate(this);
            return this;
        }
        int size = rows * factors;
        double[] ownTotals = new double[rows];
        double[] ownContributions = new double[size];
        aggregator.aggregateInto(
                ScoreMatrix.trusted(rows, factors, Arrays.copyOf(values, size), Arrays.copyOf(weights, size)),
                ownTotals,
                ownContributions);
        System.arraycopy(ownTotals, 0, totals, 0, rows);
        System.arraycopy(ownContributions, 0, contributions, 0, size);
        return this;
    }

    /**
     * Lists the rows for which a factor counts in {@link #sorted}, by ascending value.
     *
     * @return how many they are
     */
    int sort(int factor) {
        int count = 0;
        int from = factor * ordered;
        for (int i = from; i < from + ordered; i++) {
            int row = places[order[i]];
            if (row >= 0 && weights[factor * rows + row] > 0) {
                sorted[count++] = row;
            }
        }
        return count;
    }

    /** The total of each row of the table; NaN for rows without a score. */
    void totalsInto(double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = places[i] < 0 ? Double.NaN : totals[places[i]];
        }
    }

    /** What a factor contributed to the total of a row of the table. */
    double contribution(int row, int factor) {
        return contributions[factor * rows + places[row]];
    }

    private void reserve(int most, int columns) {
        factors = columns;
        if (places.length < most) {
            totals = new double[most];
            scratch = new double[most];
            scratch2 = new double[most];
            sorted = new int[most];
            places = new int[most];
        }
        if (weights.length < most * columns) {
            weights = new double[most * columns];
            ownValues = new double[most * columns];
            contributions = new double[most * columns];
        }
    }
}
