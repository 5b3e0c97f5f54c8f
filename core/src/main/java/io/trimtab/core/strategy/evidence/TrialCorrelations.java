package io.trimtab.core.strategy.evidence;

import io.trimtab.core.check.Check;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How strategies move together, by their names.
 *
 * <pre>{@code
 * TrialCorrelations correlations = trials.correlations();
 * correlations.between("momentum-12m", "breakout-20"); // 0.83
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class TrialCorrelations implements Serializable {
    private static final long serialVersionUID = 1L;
    /** Of a correlation that should mirror another. */
    private static final double ROUNDING = 1e-12;

    private final List<String> ids;
    private final double[] matrix;
    /** For lookup, never iterated. */
    private final Map<String, Integer> rows = new HashMap<>();

    private TrialCorrelations(List<String> ids, double[] matrix) {
        this.ids = ids;
        this.matrix = matrix;
        for (int i = 0; i < ids.size(); i++) {
            if (rows.put(ids.get(i), i) != null) {
                throw new IllegalArgumentException("ids must be unique, but \"" + ids.get(i) + "\" is repeated");
            }
        }
    }

    /**
     * Correlations known from elsewhere.
     *
     * @param ids the names, no one twice
     * @param matrix as many rows and columns as ids, symmetric, each from -1 to 1 and 1 on the diagonal; copied
     * @return the correlations
     * @throws IllegalArgumentException if an id is repeated, or the matrix does not fit or is not one of correlations
     */
    public static TrialCorrelations of(List<String> ids, double[] matrix) {
        List<String> names = Check.copy(ids, "ids");
        double[] own = Check.notNull(matrix, "matrix").clone();
        int n = names.size();
        Check.length(own.length, n * n, "matrix");
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                String pair = "correlation of " + names.get(i) + " and " + names.get(j);
                double low = i == j ? 1 : -1;
                Check.within(own[i + j * n], low, 1, pair);
                if (!(Math.abs(own[i + j * n] - own[j + i * n]) <= ROUNDING)) {
                    throw new IllegalArgumentException(
                            pair + " must be the same both ways, was " + own[i + j * n] + " and " + own[j + i * n]);
                }
            }
        }
        return new TrialCorrelations(names, own);
    }

    /**
     * The correlation of two.
     *
     * @param one its id
     * @param other another, or the same
     * @return from -1 to 1; 0 where one of the two is unknown, 1 with itself
     */
    public double between(String one, String other) {
        if (Check.notNull(one, "one").equals(Check.notNull(other, "other"))) {
            return 1;
        }
        Integer row = rows.get(one);
        Integer column = rows.get(other);
        return row == null || column == null ? 0 : matrix[row + column * ids.size()];
    }

    /**
     * The names.
     *
     * @return in the order given
     */
    public List<String> ids() {
        return ids;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrialCorrelations that && ids.equals(that.ids) && Arrays.equals(matrix, that.matrix);
    }

    @Override
    public int hashCode() {
        return 31 * ids.hashCode() + Arrays.hashCode(matrix);
    }

    @Override
    public String toString() {
        return "TrialCorrelations" + ids;
    }
}
