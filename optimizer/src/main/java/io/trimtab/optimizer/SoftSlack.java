package io.trimtab.optimizer;

import io.trimtab.core.check.Check;

/**
 * How far a soft constraint is violated, and what that costs.
 *
 * @param constraint the constraint's name
 * @param slack by how much its bounds are exceeded, in its own unit: the sum over its rows and bounds; 0 where it holds
 * @param pricePerUnit what each unit costs, in units of the objective
 * @param cost what the violation costs the objective, with the squared price if there is one
 */
public record SoftSlack(String constraint, double slack, double pricePerUnit, double cost) {
    /** Checks that nothing is null. */
    public SoftSlack {
        Check.notNull(constraint, "constraint");
    }

    @Override
    public String toString() {
        return constraint
                + (slack == 0
                        ? " holds"
                        : " exceeded by " + Numbers.text(slack) + " at a cost of " + Numbers.text(cost));
    }
}
