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
    /** Whether contributions are asked for; if not, they may be left half done. */
    boolean explained = true;

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
    /** The share of the weights whose factors are measured, for each row of the table. */
    private double[] covered = {};
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
        cover(table, base);
        rows = 0;
        for (int i = 0; i < table.rows; i++) {
            boolean whole = table.missing[i] == 0;
            boolean enough = whole || (missing != MissingPolicy.REJECT && ScoreKernel.covers(covered[i], floor));
            boolean counts = !table.excluded[i] && enough && (missing != MissingPolicy.RENORMALISE || covered[i] > 0);
            places[i] = counts ? rows++ : -1;
        }
        values = rows < table.rows ? ownValues : table.values;
        boolean renormalised = missing == MissingPolicy.RENORMALISE && !table.isComplete();
        for (int f = 0; f < factors; f++) {
            if (rows < table.rows) {
                compact(table, f);
            }
            Arrays.fill(weights, f * rows, (f + 1) * rows, base[f]);
            if (renormalised) {
                renormalise(table, f, base[f]);
            }
        }
        ordered = table.rows;
        order = table.order();
        return this;
    }

    /** What {@link ScoreKernel#coverage} gives, for all rows. */
    private void cover(FactorTable table, double[] base) {
        Arrays.fill(covered, 0, table.rows, 0);
        for (int f = 0; f < factors && !table.isComplete(); f++) {
            double[] flags = table.measured[f];
            for (int i = 0; i < table.rows; i++) {
                covered[i] += flags.length == 0 ? base[f] : base[f] * flags[i];
            }
        }
        for (int i = 0; i < table.rows; i++) {
            covered[i] = table.missing[i] == 0 ? 1 : covered[i];
        }
    }

    private void compact(FactorTable table, int f) {
        for (int i = 0; i < table.rows; i++) {
            if (places[i] >= 0) {
                ownValues[f * rows + places[i]] = table.values[f * table.rows + i];
            }
        }
    }

    private void renormalise(FactorTable table, int f, double weight) {
        double[] flags = table.measured[f];
        for (int i = 0; i < table.rows; i++) {
            if (places[i] >= 0) {
                double measured = flags.length == 0 ? 1 : flags[i];
                weights[f * rows + places[i]] = measured * weight / covered[i];
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

    /** The same sheet for totals alone. */
    ScoreSheet unexplained() {
        explained = false;
        return this;
    }

    private void reserve(int most, int columns) {
        factors = columns;
        if (places.length < most) {
            totals = new double[most];
            scratch = new double[most];
            scratch2 = new double[most];
            sorted = new int[most];
            places = new int[most];
            covered = new double[most];
        }
        if (weights.length < most * columns) {
            weights = new double[most * columns];
            ownValues = new double[most * columns];
            contributions = new double[most * columns];
        }
    }
}
