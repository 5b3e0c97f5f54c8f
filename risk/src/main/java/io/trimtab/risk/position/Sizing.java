package io.trimtab.risk.position;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Weights;
import java.util.List;

/**
 * Sizes of positions, and what kept them from being what was asked for.
 *
 * @param weights the sizes, as fractions of equity
 * @param notes what was cut and why, for people; empty if nothing was
 */
public record Sizing(Weights weights, List<String> notes) {
    public Sizing {
        Check.notNull(weights, "weights");
        notes = Check.copy(notes, "notes");
    }

    @Override
    public String toString() {
        return "Sizing[" + weights + (notes.isEmpty() ? "" : "; " + String.join("; ", notes)) + "]";
    }
}
