package io.trimtab.optimizer;

import io.trimtab.core.check.Check;

/**
 * A named convex quantity of the portfolio, waiting for its bound from above; the other side would not be convex.
 *
 * <pre>{@code
 * Constraint target = volatility(risk).atMost(0.10);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class UpperBounded {
    /** What is bounded. */
    enum Kind {
        /** A risk: the bound is positive. */
        RISK,
        /** A weight: the bound is any number. */
        WEIGHT,
        /** A sum of sizes: the bound is not negative. */
        SIZE
    }

    /** Makes a meaning of a limit. */
    interface Limited {
        NamedConstraint.Meaning atMost(double limit);
    }

    private final String name;
    private final Kind kind;
    private final Limited limited;

    UpperBounded(String name, Kind kind, Limited limited) {
        this.name = name;
        this.kind = kind;
        this.limited = limited;
    }

    /**
     * Bounds the quantity from above.
     *
     * @param limit the largest value allowed: finite, positive for a risk, not negative for sizes
     * @return a constraint of this name
     * @throws IllegalArgumentException if the limit is not finite or too small
     */
    public NamedConstraint atMost(double limit) {
        String what = "limit of \"" + name + "\"";
        switch (kind) {
            case RISK -> Check.positive(limit, what);
            case SIZE -> Check.notNegative(limit, what);
            default -> Check.finite(limit, what);
        }
        return new NamedConstraint(name, name + " <= " + Numbers.text(limit), limited.atMost(limit));
    }

    @Override
    public String toString() {
        return name;
    }
}
