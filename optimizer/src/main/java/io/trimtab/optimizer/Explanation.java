package io.trimtab.optimizer;

import io.trimtab.core.check.Check;

/**
 * Why an asset has its weight.
 *
 * @param asset the asset's id
 * @param weight its weight
 * @param position where the weight stands
 * @param constraint the name of the constraint that holds it; empty if no constraint does
 * @param reducedCost the derivative of the objective with respect to the bound that holds it; 0 if no bound does
 * @param text the reason, for a person
 */
public record Explanation(
        String asset, double weight, Position position, String constraint, double reducedCost, String text) {
    /** Checks that nothing is null. */
    public Explanation {
        Check.notNull(asset, "asset");
        Check.notNull(position, "position");
        Check.notNull(constraint, "constraint");
        Check.notNull(text, "text");
    }

    /** Where a weight stands. */
    public enum Position {
        /** Between its bounds: its marginal contribution is what all free assets have in common. */
        FREE,
        /** At its lower bound: more of it would make the objective worse. */
        AT_LOWER,
        /** At its upper bound: more of it would make the objective better. */
        AT_UPPER,
        /** Its bounds coincide. */
        FIXED,
        /** At a kink, such as the current weight where trading costs something: a change either way would not pay. */
        AT_KINK
    }

    @Override
    public String toString() {
        return text;
    }
}
