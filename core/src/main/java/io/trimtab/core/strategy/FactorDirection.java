package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import java.io.Serializable;

/**
 * Which values of a factor are good: high ones, low ones, or those close to a target. Immutable and thread-safe.
 *
 * @param kind high, low or close to a target
 * @param target the target; 0 and without meaning for the other kinds
 */
public record FactorDirection(Kind kind, double target) implements Serializable {
    /** The three kinds of direction. */
    public enum Kind {
        /** More is better. */
        BENEFIT,
        /** Less is better. */
        COST,
        /** Closer to the target is better. */
        TARGET
    }

    private static final FactorDirection BENEFIT = new FactorDirection(Kind.BENEFIT, 0);
    private static final FactorDirection COST = new FactorDirection(Kind.COST, 0);

    public FactorDirection {
        Check.notNull(kind, "kind");
        Check.finite(target, "target");
    }

    /**
     * More is better.
     *
     * @return the direction
     */
    public static FactorDirection benefit() {
        return BENEFIT;
    }

    /**
     * Less is better.
     *
     * @return the direction
     */
    public static FactorDirection cost() {
        return COST;
    }

    /**
     * Closer to a value is better.
     *
     * @param value the best value
     * @return the direction
     */
    public static FactorDirection target(double value) {
        return new FactorDirection(Kind.TARGET, value);
    }

    /**
     * A raw value as goodness, of which more is better: x, -x, or -|x - target|.
     *
     * @param raw a raw value
     * @return its goodness; NaN for NaN
     */
    public double goodness(double raw) {
        return switch (kind) {
            case BENEFIT -> raw;
            case COST -> -raw;
            case TARGET -> -Math.abs(raw - target);
        };
    }
}
