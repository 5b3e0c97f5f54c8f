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
        WEIGHT
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
     * @param limit the largest value allowed: finite, and positive for a risk
     * @return a constraint of this name
     * @throws IllegalArgumentException if the limit is not finite, or not positive for a risk
     */
    public NamedConstraint atMost(double limit) {
        String what = "limit of \"" + name + "\"";
        if (kind == Kind.RISK) {
            Check.positive(limit, what);
        } else {
            Check.finite(limit, what);
        }
        return new NamedConstraint(name, name + " <= " + Numbers.text(limit), limited.atMost(limit));
    }

    @Override
    public String toString() {
        return name;
    }
}
