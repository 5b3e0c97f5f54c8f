package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import io.trimtab.core.regime.Regime;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * What to find in a catalog: every filter that is set must hold. Immutable and thread-safe.
 *
 * <pre>{@code
 * catalog.find(StrategyQuery.all().types(MOMENTUM, TREND).minimumSharpe(0.5).limit(20));
 * }</pre>
 *
 * @param types the types allowed; empty allows all
 * @param families the families allowed; empty allows all
 * @param regimes the regimes allowed; empty allows all
 * @param assetClasses the asset classes allowed; empty allows all
 * @param tags the tags a strategy must have, all of them
 * @param minimumSharpe the smallest Sharpe ratio allowed, or NaN to allow all, even unmeasured ones
 * @param maximumDrawdown the largest drawdown allowed, or NaN to allow all, even unmeasured ones
 * @param limit the largest number found, at least 1
 */
public record StrategyQuery(
        List<StrategyType> types,
        List<String> families,
        List<Regime> regimes,
        List<AssetClass> assetClasses,
        List<String> tags,
        double minimumSharpe,
        double maximumDrawdown,
        int limit)
        implements Serializable {
    private static final StrategyQuery ALL = new StrategyQuery(
            List.of(), List.of(), List.of(), List.of(), List.of(), Double.NaN, Double.NaN, Integer.MAX_VALUE);

    public StrategyQuery {
        types = Check.copy(types, "types");
        families = Check.copy(families, "families");
        regimes = Check.copy(regimes, "regimes");
        assetClasses = Check.copy(assetClasses, "assetClasses");
        tags = Check.copy(tags, "tags");
        if (!Double.isNaN(minimumSharpe)) {
            Check.finite(minimumSharpe, "minimumSharpe");
        }
        if (!Double.isNaN(maximumDrawdown)) {
            Check.notNegative(maximumDrawdown, "maximumDrawdown");
        }
        Check.atLeast(limit, 1, "limit");
    }

    /**
     * Everything.
     *
     * @return a query without filter or limit
     */
    public static StrategyQuery all() {
        return ALL;
    }

    /**
     * The order in which the better of two records comes first: the higher Sharpe ratio, then the smaller drawdown,
     * then more trades, then the later update, then the id. What is not measured comes after what is.
     *
     * @return the order
     */
    public static Comparator<StrategyRecord> betterFirst() {
        return Comparator.comparingDouble(
                        (StrategyRecord r) -> worst(-r.performance().sharpe()))
                .thenComparingDouble(r -> worst(r.performance().maxDrawdown()))
                .thenComparing(Comparator.comparingInt(
                                (StrategyRecord r) -> r.performance().trades())
                        .reversed())
                .thenComparing(Comparator.comparing(StrategyRecord::lastUpdate).reversed())
                .thenComparing(StrategyRecord::id);
    }

    private static double worst(double value) {
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value + 0.0;
    }

    /**
     * Allows only some types.
     *
     * @param allowed the types
     * @return the query
     */
    public StrategyQuery types(StrategyType... allowed) {
        return new StrategyQuery(
                Check.copy(allowed, "allowed"),
                families,
                regimes,
                assetClasses,
                tags,
                minimumSharpe,
                maximumDrawdown,
                limit);
    }

    /**
     * Allows only some families.
     *
     * @param allowed the families
     * @return the query
     */
    public StrategyQuery families(String... allowed) {
        return new StrategyQuery(
                types,
                Check.copy(allowed, "allowed"),
                regimes,
                assetClasses,
                tags,
                minimumSharpe,
                maximumDrawdown,
                limit);
    }

    /**
     * Allows only strategies made for some regimes.
     *
     * @param allowed the regimes
     * @return the query
     */
    public StrategyQuery regimes(Regime... allowed) {
        return new StrategyQuery(
                types,
                families,
                Check.copy(allowed, "allowed"),
                assetClasses,
                tags,
                minimumSharpe,
                maximumDrawdown,
                limit);
    }

    /**
     * Allows only some asset classes.
     *
     * @param allowed the asset classes
     * @return the query
     */
    public StrategyQuery assetClasses(AssetClass... allowed) {
        return new StrategyQuery(
                types, families, regimes, Check.copy(allowed, "allowed"), tags, minimumSharpe, maximumDrawdown, limit);
    }

    /**
     * Asks for tags.
     *
     * @param required the tags, all of which a strategy must have
     * @return the query
     */
    public StrategyQuery tags(String... required) {
        return new StrategyQuery(
                types,
                families,
                regimes,
                assetClasses,
                Check.copy(required, "required"),
                minimumSharpe,
                maximumDrawdown,
                limit);
    }

    /**
     * Asks for a Sharpe ratio; strategies without a measured one are left out.
     *
     * @param minimum the smallest allowed
     * @return the query
     */
    public StrategyQuery minimumSharpe(double minimum) {
        Check.finite(minimum, "minimumSharpe");
        return new StrategyQuery(types, families, regimes, assetClasses, tags, minimum, maximumDrawdown, limit);
    }

    /**
     * Bounds the drawdown; strategies without a measured one are left out.
     *
     * @param maximum the largest allowed, a positive fraction
     * @return the query
     */
    public StrategyQuery maximumDrawdown(double maximum) {
        Check.finite(maximum, "maximumDrawdown");
        return new StrategyQuery(types, families, regimes, assetClasses, tags, minimumSharpe, maximum, limit);
    }

    /**
     * Bounds the number found.
     *
     * @param most at least 1
     * @return the query
     */
    public StrategyQuery limit(int most) {
        return new StrategyQuery(types, families, regimes, assetClasses, tags, minimumSharpe, maximumDrawdown, most);
    }

    /**
     * Whether a strategy passes every filter.
     *
     * @param record the strategy
     * @return true if it does
     */
    public boolean matches(StrategyRecord record) {
        return allows(types, Check.notNull(record, "record").type())
                && allows(families, record.family())
                && allows(regimes, record.context().regime())
                && allows(assetClasses, record.context().assetClass())
                && record.tags().containsAll(tags)
                && (Double.isNaN(minimumSharpe) || record.performance().sharpe() >= minimumSharpe)
                && (Double.isNaN(maximumDrawdown) || record.performance().maxDrawdown() <= maximumDrawdown);
    }

    private static <T> boolean allows(List<T> allowed, T value) {
        return allowed.isEmpty() || allowed.contains(value);
    }
}
