package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;

/**
 * What one constraint of an allocation costs.
 *
 * @param name the constraint's name
 * @param activity the constraint's value at the solution
 * @param lower its lower bound; negative infinity if it has none
 * @param upper its upper bound; positive infinity if it has none
 * @param shadowPrice by how much the objective would improve if the active bound were relaxed by one unit; zero if the
 *     constraint does not bind
 * @param unit what the shadow price is measured in, such as {@code variance per unit of weight}
 */
public record ConstraintCost(
        String name, double activity, double lower, double upper, double shadowPrice, String unit) {
    /** Checks. */
    public ConstraintCost {
        Check.notBlank(name, "name");
        Check.finite(activity, "activity");
        if (!(lower <= upper)) {
            throw new IllegalArgumentException(
                    "bounds of " + name + " must satisfy lower <= upper, were " + lower + " and " + upper);
        }
        Check.finite(shadowPrice, "shadowPrice");
        Check.notNull(unit, "unit");
    }
}
