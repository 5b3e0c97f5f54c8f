package io.trimtab.optimizer.solver;

import io.trimtab.risk.model.FactorStructure;
import io.trimtab.risk.model.RiskModel;

/**
 * Factors of {@code M = S_FF + diag(shift) + rho A_F'A_F} for a set F of assets and some rows A, made to be solved with.
 *
 * <p>What S is made of decides how: a dense covariance by Cholesky, O(k^3 / 3) for k assets; a sum of r squares and a
 * diagonal by the Woodbury identity, O(k r^2). Both say so when M is not positive definite to working accuracy. A
 * workspace, for one thread at a time; it allocates when it grows.
 */
abstract class ShiftedBlock {
    /** The rows folded into M: coefficient of asset F_k in row i at {@code rows[i * count + k]}. */
    double[] rows = new double[0];

    /** The number of rows folded in, 0 for none. */
    int rowCount;

    /** The weight of the rows in M. */
    double rho;

    /** The factors that suit a risk model. */
    static ShiftedBlock of(RiskModel risk) {
        return risk instanceof FactorStructure structure ? new WoodburyBlock(structure) : new DenseBlock(risk);
    }

    /** Folds no rows into the next M. */
    void withoutRows() {
        rowCount = 0;
    }

    /**
     * Factors M.
     *
     * @param assets the set F, of which the first {@code count} are used
     * @param count the size of F
     * @param shift what is added to the diagonal, by asset: n numbers, at least 0
     * @return false if M is not positive definite to working accuracy
     */
    abstract boolean factor(int[] assets, int count, double[] shift);

    /**
     * After a failure: whether an asset depends on those before it.
     *
     * @param k the asset's position in F
     * @return false if that is not known
     */
    boolean dependent(int k) {
        return false;
    }

    /**
     * Solves with the last M.
     *
     * @param columns the number of right-hand sides
     * @param b the right-hand sides, one after the other, each of the size of F; overwritten with the solutions
     */
    abstract void solve(int columns, double[] b);
}
