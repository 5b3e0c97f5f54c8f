package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import java.io.Serializable;

/**
 * What kind of idea a strategy trades, such as {@link #MOMENTUM}, or a kind of your own. Immutable and thread-safe.
 *
 * @param name capital letters, digits and underscores, starting with a letter
 */
public record StrategyType(String name) implements Comparable<StrategyType>, Serializable {
    /** Buys what rose. */
    public static final StrategyType MOMENTUM = new StrategyType("MOMENTUM");
    /** Buys what fell. */
    public static final StrategyType MEAN_REVERSION = new StrategyType("MEAN_REVERSION");
    /** Follows a trend of each asset. */
    public static final StrategyType TREND = new StrategyType("TREND");
    /** Enters when a range is left. */
    public static final StrategyType BREAKOUT = new StrategyType("BREAKOUT");
    /** Trades or manages volatility. */
    public static final StrategyType VOLATILITY = new StrategyType("VOLATILITY");
    /** Earns a rate differential. */
    public static final StrategyType CARRY = new StrategyType("CARRY");
    /** Seeks low risk first. */
    public static final StrategyType DEFENSIVE = new StrategyType("DEFENSIVE");
    /** Holds without an opinion. */
    public static final StrategyType PASSIVE = new StrategyType("PASSIVE");
    /** Anything else. */
    public static final StrategyType OTHER = new StrategyType("OTHER");

    public StrategyType {
        Check.label(name, "strategy type");
    }

    /**
     * A type by its name; equal names are equal types.
     *
     * @param name capital letters, digits and underscores, starting with a letter
     * @return the type
     */
    public static StrategyType of(String name) {
        return new StrategyType(name);
    }

    @Override
    public int compareTo(StrategyType other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
