package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import java.io.Serializable;
import java.util.List;

/**
 * A state of the market, such as {@link #CRISIS}: one of the named regimes, or one of your own.
 *
 * <p>Names have one spelling (capitals, digits, underscores), so that regimes are compared as values and never as text
 * that may differ in case. The natural order is that of the names. Immutable and thread-safe.
 *
 * <pre>{@code
 * Regime squeeze = Regime.of("SHORT_SQUEEZE");
 * }</pre>
 *
 * @param name capital letters, digits and underscores, starting with a letter
 */
public record Regime(String name) implements Comparable<Regime>, Serializable {
    /** Prices rise persistently. */
    public static final Regime TRENDING_UP = new Regime("TRENDING_UP");
    /** Prices fall persistently. */
    public static final Regime TRENDING_DOWN = new Regime("TRENDING_DOWN");
    /** Calm, without direction. */
    public static final Regime SIDEWAYS = new Regime("SIDEWAYS");
    /** Raised volatility. */
    public static final Regime VOLATILE = new Regime("VOLATILE");
    /** Extreme volatility. */
    public static final Regime CRISIS = new Regime("CRISIS");
    /** Gains after a crisis. */
    public static final Regime RECOVERY = new Regime("RECOVERY");
    /** High mean return. */
    public static final Regime BULL = new Regime("BULL");
    /** Low mean return. */
    public static final Regime BEAR = new Regime("BEAR");
    /** Nobody knows: too little data or a failed model. Never part of a belief that knows something. */
    public static final Regime UNKNOWN = new Regime("UNKNOWN");

    public Regime {
        Check.label(name, "regime name");
    }

    /**
     * A regime by its name; equal names are equal regimes.
     *
     * @param name capital letters, digits and underscores, starting with a letter
     * @return the regime
     * @throws IllegalArgumentException if the name is not such a label
     */
    public static Regime of(String name) {
        return new Regime(name);
    }

    /**
     * The regimes that have a constant here, without {@link #UNKNOWN}.
     *
     * @return an immutable list
     */
    public static List<Regime> named() {
        return List.of(TRENDING_UP, TRENDING_DOWN, SIDEWAYS, VOLATILE, CRISIS, RECOVERY, BULL, BEAR);
    }

    /**
     * Whether this is a regime rather than the statement that none is known.
     *
     * @return false for {@link #UNKNOWN} only
     */
    public boolean isKnown() {
        return !equals(UNKNOWN);
    }

    @Override
    public int compareTo(Regime other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
