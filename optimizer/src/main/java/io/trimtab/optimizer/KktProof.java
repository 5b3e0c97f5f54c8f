package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.optimizer.solver.Residuals;

/**
 * How exactly weights and prices satisfy the Karush-Kuhn-Tucker conditions, which prove the optimum of a convex
 * problem; recomputed from the original data on every solve.
 *
 * <p>For the minimised form {@code f(w) = (c/2) w'Sw + q'w}, rows {@code lo <= Aw <= hi} with multipliers y, bounds
 * {@code l <= w <= u} and reduced costs {@code z = cSw + q - A'y}. Unscaled residuals are in the unit of the objective
 * (primal: of the constraint); scaled ones do not depend on the unit of the data. Scaled forms leave out what the last
 * two bits of weights and multipliers make of a residual, because no doubles do better; unscaled forms and {@code
 * literalResidual} leave out nothing.
 *
 * <p>With a bound {@code (w - b)'R(w - b) <= x^2} and its multiplier theta, {@code f} is the Lagrangian {@code f(w) +
 * (theta / 2) ((w - b)'R(w - b) - x^2)}, theta times the slack counts in complementarity and gap, and the violation of
 * the bound relative to x in the primal residual. For a ratio {@code N / sqrt(w'Sw)}, {@code f} is its linearisation at
 * the weights, {@code (N / sigma^3) (w'Sw / 2 - t N)} with {@code t = w'Sw / N}; with N concave its optimum is that of the
 * ratio.
 *
 * @param primal the largest violation of a row or bound
 * @param dual the largest reduced cost that the weight's position does not allow
 * @param complementarity the sum of multipliers times slacks
 * @param gap the difference of primal and dual objective, plus {@code indefinite}
 * @param indefinite the part of the gap that a covariance indefinite within its stated bound may make
 * @param scaledPrimal the largest violation over {@code max(1, |bound|)}
 * @param scaledDual the dual residual over {@code max(|cSw|, |q|)}, largest elements
 * @param scaledComplementarity complementarity over {@code max((c/2) w'Sw, |q'w|)}
 * @param scaledGap the gap over the same
 * @param scaledError by how much rounding may have made the scaled residuals too small, a bound
 * @param literalResidual the largest of the scaled residuals with nothing left out: what a plain recomputation from the
 *     weights and prices gives; above the other where terms cancel, as in a portfolio that hedges itself
 * @param arithmetic how Sw was computed
 */
public record KktProof(
        double primal,
        double dual,
        double complementarity,
        double gap,
        double indefinite,
        double scaledPrimal,
        double scaledDual,
        double scaledComplementarity,
        double scaledGap,
        double scaledError,
        double literalResidual,
        Arithmetic arithmetic) {
    /** Checks that nothing is null. */
    public KktProof {
        Check.notNull(arithmetic, "arithmetic");
    }

    /** An answer with a larger scaled residual is never called optimal. */
    public static final double LARGEST_RESIDUAL = 1e-9;

    /** How the residuals were computed. */
    public enum Arithmetic {
        /** In doubles, with a bound on their rounding. */
        PLAIN,
        /** In sums of two doubles. */
        COMPENSATED
    }

    static KktProof of(Residuals r, double curvature, Arithmetic arithmetic) {
        return new KktProof(
                r.primal(),
                curvature * r.dual(),
                curvature * r.complementarity(),
                curvature * (r.gap() + r.indefinite()),
                curvature * r.indefinite(),
                r.scaledPrimal(),
                r.scaledDual(),
                r.scaledComplementarity(),
                r.scaledGap(),
                r.scaledError(),
                r.literal(),
                arithmetic);
    }

    /** This proof with the part that bounds on risk have in it. */
    KktProof including(double violation, double scaledViolation, double slack, double scaledSlack) {
        return new KktProof(
                Math.max(primal, violation),
                dual,
                complementarity + slack,
                gap + slack,
                indefinite,
                Math.max(scaledPrimal, scaledViolation),
                scaledDual,
                scaledComplementarity + scaledSlack,
                scaledGap + scaledSlack,
                scaledError,
                Math.max(Math.max(literalResidual, scaledViolation), literalResidual + scaledSlack),
                arithmetic);
    }

    /**
     * The largest of the scaled residuals.
     *
     * @return at most {@value #LARGEST_RESIDUAL} for an optimum
     */
    public double scaledKktResidual() {
        return Math.max(Math.max(scaledPrimal, scaledDual), Math.max(scaledComplementarity, scaledGap));
    }

    /**
     * Whether the residuals, with all that rounding may have hidden, prove an optimum.
     *
     * @return true if they sum to at most {@value #LARGEST_RESIDUAL}
     */
    public boolean holds() {
        return scaledKktResidual() + scaledError <= LARGEST_RESIDUAL;
    }
}
