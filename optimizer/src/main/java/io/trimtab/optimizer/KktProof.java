package io.trimtab.optimizer;

import io.trimtab.optimizer.solver.Residuals;

/**
 * How exactly weights and prices satisfy the Karush-Kuhn-Tucker conditions, which prove the optimum of a convex
 * problem; recomputed from the original data in compensated arithmetic on every solve.
 *
 * <p>For the minimised form {@code f(w) = (c/2) w'Sw + q'w}, rows {@code lo <= Aw <= hi} with multipliers y, bounds
 * {@code l <= w <= u} and reduced costs {@code z = cSw + q - A'y}. Unscaled residuals are in the unit of the objective
 * (primal: of the constraint); scaled ones do not depend on the unit of the data.
 *
 * @param primal the largest violation of a row or bound
 * @param dual the largest reduced cost that the weight's position does not allow
 * @param complementarity the sum of multipliers times slacks
 * @param gap the difference of primal and dual objective
 * @param scaledPrimal the largest violation over {@code max(1, |bound|)}
 * @param scaledDual the dual residual over {@code max(|cSw|, |q|)}, largest elements
 * @param scaledComplementarity complementarity over {@code max((c/2) w'Sw, |q'w|)}
 * @param scaledGap the gap over the same
 */
public record KktProof(
        double primal,
        double dual,
        double complementarity,
        double gap,
        double scaledPrimal,
        double scaledDual,
        double scaledComplementarity,
        double scaledGap) {
    /** An answer with a larger scaled residual is never called optimal. */
    public static final double LARGEST_RESIDUAL = 1e-9;

    static KktProof of(Residuals r, double curvature) {
        return new KktProof(
                r.primal(),
                curvature * r.dual(),
                curvature * r.complementarity(),
                curvature * r.gap(),
                r.scaledPrimal(),
                r.scaledDual(),
                r.scaledComplementarity(),
                r.scaledGap());
    }

    /**
     * The largest of the scaled residuals.
     *
     * @return at most {@value #LARGEST_RESIDUAL} for an optimum
     */
    public double scaledKktResidual() {
        return Math.max(Math.max(scaledPrimal, scaledDual), Math.max(scaledComplementarity, scaledGap));
    }
}
