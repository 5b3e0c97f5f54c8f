package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import io.trimtab.core.regime.RegimeBelief;
import java.io.Serializable;
import java.time.LocalDate;

/**
 * The market that strategies are scored for, as of a date. Immutable and thread-safe.
 *
 * <pre>{@code
 * MarketConditions now = MarketConditions.of(belief).withVolatility(VolatilityLevel.of(0.11)).withAssetClass(FX);
 * }</pre>
 *
 * @param belief how probable each regime is; not from after the date
 * @param asOf the date that ages are counted to
 * @param volatility the volatility now
 * @param correlation the correlation now
 * @param assetClass what is traded
 */
public record MarketConditions(
        RegimeBelief belief,
        LocalDate asOf,
        VolatilityLevel volatility,
        CorrelationLevel correlation,
        AssetClass assetClass)
        implements Serializable {
    public MarketConditions {
        Check.notNull(belief, "belief");
        Check.notNull(asOf, "asOf");
        Check.notNull(volatility, "volatility");
        Check.notNull(correlation, "correlation");
        Check.notNull(assetClass, "assetClass");
        if (belief.asOf().isAfter(asOf)) {
            throw new IllegalArgumentException("belief must not be from after asOf (" + asOf + "), was as of "
                    + belief.asOf() + ": scoring must not look ahead");
        }
    }

    /**
     * Conditions as of the belief's date, of which only the belief is known.
     *
     * @param belief how probable each regime is
     * @return the conditions
     */
    public static MarketConditions of(RegimeBelief belief) {
        return of(belief, Check.notNull(belief, "belief").asOf());
    }

    /**
     * Conditions of which only the belief is known.
     *
     * @param belief how probable each regime is
     * @param asOf the date that ages are counted to, not before the belief's
     * @return the conditions
     */
    public static MarketConditions of(RegimeBelief belief, LocalDate asOf) {
        return new MarketConditions(
                belief, asOf, VolatilityLevel.UNKNOWN, CorrelationLevel.UNKNOWN, AssetClass.UNKNOWN);
    }

    /**
     * The same conditions with a known volatility.
     *
     * @param level the volatility now
     * @return the conditions
     */
    public MarketConditions withVolatility(VolatilityLevel level) {
        return new MarketConditions(belief, asOf, level, correlation, assetClass);
    }

    /**
     * The same conditions with a known correlation.
     *
     * @param level the correlation now
     * @return the conditions
     */
    public MarketConditions withCorrelation(CorrelationLevel level) {
        return new MarketConditions(belief, asOf, volatility, level, assetClass);
    }

    /**
     * The same conditions for a known asset class.
     *
     * @param traded what is traded
     * @return the conditions
     */
    public MarketConditions withAssetClass(AssetClass traded) {
        return new MarketConditions(belief, asOf, volatility, correlation, traded);
    }
}
