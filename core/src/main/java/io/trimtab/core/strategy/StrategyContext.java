package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import io.trimtab.core.regime.Regime;
import java.io.Serializable;

/**
 * The market a strategy was made for. Immutable and thread-safe.
 *
 * @param regime the regime it does best in, or {@link Regime#UNKNOWN}
 * @param volatility the volatility it does best in
 * @param correlation the correlation it does best in
 * @param assetClass what it trades
 * @param riskProfile how much risk it is meant for
 */
public record StrategyContext(
        Regime regime,
        VolatilityLevel volatility,
        CorrelationLevel correlation,
        AssetClass assetClass,
        RiskProfile riskProfile)
        implements Serializable {
    /** Nothing is known about the market the strategy was made for. */
    public static final StrategyContext UNKNOWN = new StrategyContext(
            Regime.UNKNOWN,
            VolatilityLevel.UNKNOWN,
            CorrelationLevel.UNKNOWN,
            AssetClass.UNKNOWN,
            RiskProfile.BALANCED);

    public StrategyContext {
        Check.notNull(regime, "regime");
        Check.notNull(volatility, "volatility");
        Check.notNull(correlation, "correlation");
        Check.notNull(assetClass, "assetClass");
        Check.notNull(riskProfile, "riskProfile");
    }

    /**
     * A context of a regime and an asset class; the rest is unknown.
     *
     * @param regime the regime it does best in
     * @param assetClass what it trades
     * @return the context
     */
    public static StrategyContext of(Regime regime, AssetClass assetClass) {
        return new StrategyContext(
                regime, VolatilityLevel.UNKNOWN, CorrelationLevel.UNKNOWN, assetClass, RiskProfile.BALANCED);
    }

    /**
     * The same context for other levels.
     *
     * @param level the volatility it does best in
     * @param together the correlation it does best in
     * @return the context
     */
    public StrategyContext withLevels(VolatilityLevel level, CorrelationLevel together) {
        return new StrategyContext(regime, level, together, assetClass, riskProfile);
    }
}
