package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;

/**
 * A constraint that may be violated at a price: each unit beyond its bound costs so much of the objective.
 *
 * <p>With a price above the constraint's shadow price it holds as if it were hard; with a lower one it is violated where
 * that is worth more. Slack, price and cost are in {@link Optimal#softSlacks}. Made by {@link Constraints#soft}.
 * Immutable and thread-safe if the constraint is.
 */
public final class SoftConstraint implements Constraint {
    private final Constraint inner;
    private final double price;
    private final double squaredPrice;

    SoftConstraint(Constraint inner, double price, double squaredPrice) {
        this.inner = Check.notNull(inner, "constraint");
        this.price = Check.positive(price, "pricePerUnit");
        this.squaredPrice = Check.notNegative(squaredPrice, "pricePerSquaredUnit");
        if (inner instanceof SoftConstraint) {
            throw new IllegalArgumentException("\"" + inner.name() + "\" is soft already");
        }
    }

    Constraint inner() {
        return inner;
    }

    double price() {
        return price;
    }

    double squaredPrice() {
        return squaredPrice;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public String description() {
        return "soft " + inner.description();
    }

    /**
     * Only checks that it fits: what a soft constraint means is a part of the objective as well.
     *
     * @throws IllegalArgumentException if it does not fit the universe, or is read by something else than
     *     {@link PortfolioProblem#solve}
     */
    @Override
    public void describe(Universe universe, LinearForm form) {
        Check.notNull(universe, "universe");
        if (!Check.notNull(form, "form").isTrial()) {
            throw new IllegalArgumentException(
                    "\"" + description() + "\" is offered by solve() only: state it as a hard constraint here");
        }
        Softening.read(inner, universe);
    }

    @Override
    public String toString() {
        return description();
    }
}
