package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import java.io.Serializable;

/**
 * What a strategy trades, such as {@link #FX}, or a class of your own. Immutable and thread-safe.
 *
 * @param name capital letters, digits and underscores, starting with a letter
 */
public record AssetClass(String name) implements Comparable<AssetClass>, Serializable {
    /** Shares. */
    public static final AssetClass EQUITY = new AssetClass("EQUITY");
    /** Currencies. */
    public static final AssetClass FX = new AssetClass("FX");
    /** Bonds and rates. */
    public static final AssetClass RATES = new AssetClass("RATES");
    /** Commodities. */
    public static final AssetClass COMMODITY = new AssetClass("COMMODITY");
    /** Crypto-assets. */
    public static final AssetClass CRYPTO = new AssetClass("CRYPTO");
    /** Several classes. */
    public static final AssetClass MULTI_ASSET = new AssetClass("MULTI_ASSET");
    /** Not stated; it matches nothing, not even itself. */
    public static final AssetClass UNKNOWN = new AssetClass("UNKNOWN");

    public AssetClass {
        Check.label(name, "asset class");
    }

    /**
     * A class by its name; equal names are equal classes.
     *
     * @param name capital letters, digits and underscores, starting with a letter
     * @return the asset class
     */
    public static AssetClass of(String name) {
        return new AssetClass(name);
    }

    @Override
    public int compareTo(AssetClass other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
