package io.trimtab.optimizer;

import io.trimtab.core.market.Weights;
import java.util.List;

/**
 * A step of a fallback ladder: what to do when a problem has no optimum.
 *
 * <p>Made by {@link Fallbacks}. Immutable and thread-safe.
 */
public final class Rung {
    /** What it does. */
    enum Kind {
        RELAX,
        PREVIOUS,
        MINIMUM_VARIANCE,
        EQUAL_WEIGHT
    }

    private final Kind kind;
    private final String name;
    private final List<String> constraints;
    /** Empty or one. */
    private final List<Weights> weights;

    Rung(Kind kind, String name, List<String> constraints, List<Weights> weights) {
        this.kind = kind;
        this.name = name;
        this.constraints = constraints;
        this.weights = weights;
    }

    Kind kind() {
        return kind;
    }

    List<String> constraints() {
        return constraints;
    }

    List<Weights> weights() {
        return weights;
    }

    /**
     * What it is called.
     *
     * @return {@code relaxing turnover}, {@code previous weights}, {@code minimum variance} or {@code projected equal weight}
     */
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}
