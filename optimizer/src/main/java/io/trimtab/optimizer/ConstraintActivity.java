package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import java.util.ArrayList;
import java.util.List;

/**
 * Where one constraint stands at a solution.
 *
 * @param name the constraint's name
 * @param description the constraint with its numbers
 * @param lower the bound below, negative infinity if there is none
 * @param value the constraint's value: of a row its activity; of bounds on many assets the weight nearest to a bound
 * @param upper the bound above, infinity if there is none
 * @param binding the assets at this constraint's bounds; for a row that binds, the assets in it
 * @param isBinding whether a bound is reached
 * @param shadowPrice the derivative of the objective with respect to the bound
 */
public record ConstraintActivity(
        String name,
        String description,
        double lower,
        double value,
        double upper,
        List<String> binding,
        boolean isBinding,
        double shadowPrice) {
    /** Copies. */
    public ConstraintActivity {
        Check.notNull(name, "name");
        Check.notNull(description, "description");
        binding = Check.copy(binding, "binding");
    }

    /** Without the slacks among its assets. */
    ConstraintActivity within(Universe universe) {
        List<String> assets = new ArrayList<>(binding);
        assets.removeIf(id -> !universe.contains(id));
        return new ConstraintActivity(name, description, lower, value, upper, assets, isBinding, shadowPrice);
    }

    /** With its own value instead of the one that a slack has taken part of. */
    ConstraintActivity of(double own) {
        return new ConstraintActivity(name, description, lower, own, upper, binding, isBinding, shadowPrice);
    }
}
