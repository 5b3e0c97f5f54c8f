package io.trimtab.optimizer;

/**
 * What a bound costs on its two sides.
 *
 * <p>Usually both are the same, the shadow price. At a degenerate vertex, where more bounds are reached than weights are
 * free, the objective changes by one rate if the bound is lowered and by another if it is raised; and where nothing is
 * feasible on one side, the objective is infinitely bad there.
 *
 * @param lowering the derivative of the objective per unit as the bound is lowered: the one from the left
 * @param raising the derivative of the objective per unit as the bound is raised: the one from the right
 */
public record PricePair(double lowering, double raising) {
    /** What nothing depends on. */
    static final PricePair NONE = new PricePair(0, 0);

    /**
     * Whether the objective has the same derivative on both sides.
     *
     * @return true if one number says it all
     */
    public boolean isUnique() {
        return lowering == raising;
    }

    @Override
    public String toString() {
        return isUnique()
                ? Numbers.text(raising)
                : Numbers.text(lowering) + " lowering, " + Numbers.text(raising) + " raising";
    }
}
