package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;

/**
 * A named linear combination of weights, waiting for its bounds.
 *
 * <pre>{@code
 * Constraint tech = group("tech", "SAP", "ASML").atMost(0.30);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class LinearExpression {
    /** Resolves the coefficients against a problem's universe. */
    interface Coefficients {
        double[] over(Universe universe);
    }

    private final String name;
    private final Coefficients coefficients;

    LinearExpression(String name, Coefficients coefficients) {
        this.name = Check.notBlank(name, "name");
        this.coefficients = coefficients;
    }

    /**
     * Bounds the combination from above.
     *
     * @param limit the largest value allowed, finite
     * @return a constraint of the expression's name
     */
    public NamedConstraint atMost(double limit) {
        Check.finite(limit, "limit of \"" + name + "\"");
        return bounded(Double.NEGATIVE_INFINITY, limit, name + " <= " + Numbers.text(limit));
    }

    /**
     * Bounds the combination from below.
     *
     * @param limit the smallest value allowed, finite
     * @return a constraint of the expression's name
     */
    public NamedConstraint atLeast(double limit) {
        Check.finite(limit, "limit of \"" + name + "\"");
        return bounded(limit, Double.POSITIVE_INFINITY, name + " >= " + Numbers.text(limit));
    }

    /**
     * Bounds the combination on both sides.
     *
     * @param lower the smallest value allowed, finite
     * @param upper the largest value allowed, finite, at least {@code lower}
     * @return a constraint of the expression's name
     * @throws IllegalArgumentException if a bound is not finite or they are out of order
     */
    public NamedConstraint between(double lower, double upper) {
        Check.finite(lower, "lower limit of \"" + name + "\"");
        Check.finite(upper, "upper limit of \"" + name + "\"");
        if (lower > upper) {
            throw new IllegalArgumentException("limits of \"" + name + "\" must be in order, lower <= upper, were "
                    + Numbers.text(lower) + " and " + Numbers.text(upper));
        }
        return bounded(lower, upper, Numbers.text(lower) + " <= " + name + " <= " + Numbers.text(upper));
    }

    /**
     * Fixes the combination.
     *
     * @param value the value it must have, finite
     * @return a constraint of the expression's name
     */
    public NamedConstraint equalTo(double value) {
        Check.finite(value, "value of \"" + name + "\"");
        return bounded(value, value, name + " = " + Numbers.text(value));
    }

    private NamedConstraint bounded(double lower, double upper, String description) {
        return new NamedConstraint(name, description, new Meanings.Between(coefficients, lower, upper));
    }

    @Override
    public String toString() {
        return name;
    }
}
