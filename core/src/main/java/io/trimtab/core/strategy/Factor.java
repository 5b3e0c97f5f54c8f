package io.trimtab.core.strategy;

/**
 * One thing about a strategy that a score counts: implement this to score by something of your own.
 *
 * <p>A factor is a pure function: the same strategy and conditions give the same value, from any thread. It gives the
 * raw value in its own unit; the scorer's {@link Normaliser} makes values of different factors comparable.
 */
public interface Factor {
    /**
     * The factor's name in scorecards and weights.
     *
     * @return not blank
     */
    String name();

    /**
     * Which values are good.
     *
     * @return {@link FactorDirection#benefit()} unless overridden
     */
    default FactorDirection direction() {
        return FactorDirection.benefit();
    }

    /**
     * The raw value.
     *
     * @param strategy the strategy
     * @param conditions the market it is scored for
     * @return the value, or NaN if it is missing; the scorer's {@link MissingPolicy} decides what then happens
     */
    double value(StrategyRecord strategy, MarketConditions conditions);

    /**
     * How uncertain the value is.
     *
     * @param strategy the strategy
     * @param conditions the market it is scored for
     * @return its standard error in the value's unit, not negative; 0 unless overridden, NaN if it cannot be said
     */
    default double uncertainty(StrategyRecord strategy, MarketConditions conditions) {
        return 0;
    }
}
