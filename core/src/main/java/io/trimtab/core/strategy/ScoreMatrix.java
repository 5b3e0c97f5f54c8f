package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;

/**
 * Normalised factors of several strategies with the weights each counts with: what an {@link Aggregator} reads. Immutable
 * and thread-safe.
 */
public final class ScoreMatrix {
    private final int rows;
    private final int factors;
    final double[] values;
    final double[] weights;

    private ScoreMatrix(int rows, int factors, double[] values, double[] weights) {
        this.rows = rows;
        this.factors = factors;
        this.values = values;
        this.weights = weights;
    }

    /**
     * A matrix.
     *
     * @param rows the number of strategies
     * @param factors the number of factors, at least 1
     * @param values rows x factors values, factor by factor, of which more is better; copied
     * @param weights rows x factors weights, factor by factor, not negative: 0 where a factor does not count for a
     *     strategy; those of a strategy sum to one; copied
     * @return the matrix
     * @throws IllegalArgumentException if a length is not the product, a value is not finite, or weights do not sum to one
     *     within 1e-9
     */
    public static ScoreMatrix of(int rows, int factors, double[] values, double[] weights) {
        Check.atLeast(rows, 0, "rows");
        Check.atLeast(factors, 1, "factors");
        Check.length(Check.notNull(values, "values").length, rows * factors, "values");
        Check.length(Check.notNull(weights, "weights").length, rows * factors, "weights");
        double[] own = Check.allFinite(values.clone(), "values");
        double[] ownWeights = weights.clone();
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int f = 0; f < factors; f++) {
                sum += Check.notNegative(ownWeights[f * rows + i], "weight of factor " + f + " in row " + i);
            }
            if (!(Math.abs(sum - 1) <= 1e-9)) {
                throw new IllegalArgumentException("weights of row " + i + " must sum to 1, were " + sum);
            }
        }
        return new ScoreMatrix(rows, factors, own, ownWeights);
    }

    /** Without checks; takes the arrays over. */
    static ScoreMatrix trusted(int rows, int factors, double[] values, double[] weights) {
        return new ScoreMatrix(rows, factors, values, weights);
    }

    /**
     * The number of strategies.
     *
     * @return the rows
     */
    public int rows() {
        return rows;
    }

    /**
     * The number of factors.
     *
     * @return the columns
     */
    public int factors() {
        return factors;
    }

    /**
     * A normalised value.
     *
     * @param row the strategy
     * @param factor the factor
     * @return the value, of which more is better
     */
    public double value(int row, int factor) {
        return values[Check.index(factor, factors, "factor") * rows + Check.index(row, rows, "row")];
    }

    /**
     * The weight a value counts with.
     *
     * @param row the strategy
     * @param factor the factor
     * @return not negative; 0 if the value does not count
     */
    public double weight(int row, int factor) {
        return weights[Check.index(factor, factors, "factor") * rows + Check.index(row, rows, "row")];
    }
}
