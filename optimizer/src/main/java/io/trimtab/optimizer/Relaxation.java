package io.trimtab.optimizer;

import io.trimtab.core.check.Check;

/**
 * The smallest change of one constraint that makes a problem feasible.
 *
 * @param constraint the constraint's name
 * @param description the constraint with its numbers as they are
 * @param by how far its bounds must move outwards, all of them together
 * @param from the bound that must move; NaN if the constraint has several different ones
 * @param to where it must move; NaN likewise
 */
public record Relaxation(String constraint, String description, double by, double from, double to) {
    /** Checks that nothing is null. */
    public Relaxation {
        Check.notNull(constraint, "constraint");
        Check.notNull(description, "description");
    }

    /**
     * What the constraint would have to be.
     *
     * @return for a person: {@code tech <= 0.3 needs 0.342}
     */
    public String needs() {
        return description + " needs " + (Double.isNaN(to) ? Numbers.text(by) + " more room" : Numbers.text(to));
    }

    @Override
    public String toString() {
        return Double.isNaN(from)
                ? description + ": by " + Numbers.text(by)
                : description + ": " + Numbers.text(from) + " -> " + Numbers.text(to);
    }
}
