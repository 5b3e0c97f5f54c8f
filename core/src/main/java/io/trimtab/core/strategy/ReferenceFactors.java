package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import io.trimtab.core.regime.Regime;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * The five reference factors, all benefits of at most 1, and the formulas they are made of.
 *
 * <ul>
 *   <li>regime = (.4 market + .3 volatility + .2 correlation + .1 asset class) x regime confidence
 *   <li>performance = .4 min(Sharpe / 3, 1) + .3 min(CAGR / .5, 1) + .2 max(0, 1 - drawdown / .2) + .1 consistency
 *   <li>confidence = .4 min(uses / 100, 1) + .4 success rate + .2 max(0, 1 - age in days / 365)
 *   <li>risk = .4 min(1, Sortino / 2) + .3 max(0, 1 - |beta - 1|) + .3 max(0, 1 - drawdown / .2)
 *   <li>adaptation = quality of the adaptation, 1 if none is needed
 * </ul>
 *
 * A factor is missing (NaN) if one of its inputs is not measured. Stateless and thread-safe.
 */
public final class ReferenceFactors {
    private ReferenceFactors() {}

    /**
     * All five, in the order regime, performance, confidence, risk, adaptation.
     *
     * @return an immutable list
     */
    public static List<Factor> all() {
        return List.of(regime(), performance(), confidence(), risk(), adaptation());
    }

    /**
     * How well the strategy's context matches the conditions: {@link #regimeMatch(StrategyContext, MarketConditions)}.
     *
     * @return the factor "regime"
     */
    public static Factor regime() {
        return factor("regime", (strategy, now) -> regimeMatch(strategy.context(), now));
    }

    /**
     * How well the strategy did: {@link #performance(PerformanceSummary)}.
     *
     * @return the factor "performance"
     */
    public static Factor performance() {
        return factor("performance", (strategy, now) -> performance(strategy.performance()));
    }

    /**
     * How well the strategy is known: {@link #confidence(StrategyRecord, LocalDate)}.
     *
     * @return the factor "confidence"
     */
    public static Factor confidence() {
        return factor("confidence", (strategy, now) -> confidence(strategy, now.asOf()));
    }

    /**
     * How well its risk is behaved: {@link #risk(PerformanceSummary)}.
     *
     * @return the factor "risk"
     */
    public static Factor risk() {
        return factor("risk", (strategy, now) -> risk(strategy.performance()));
    }

    /**
     * How well it fits after being adapted: {@link StrategyRecord#adaptationQuality()}.
     *
     * @return the factor "adaptation"
     */
    public static Factor adaptation() {
        return factor("adaptation", (strategy, now) -> strategy.adaptationQuality());
    }

    /**
     * The reference formula for the regime factor, from its two parts.
     *
     * @param contextMatch .4 market + .3 volatility + .2 correlation + .1 asset class, each 1 if equal and else 0
     * @param regimeConfidence the probability of the most likely regime
     * @return the product
     */
    public static double regimeMatch(double contextMatch, double regimeConfidence) {
        return Check.within(contextMatch, 0, 1, "contextMatch")
                * Check.within(regimeConfidence, 0, 1, "regimeConfidence");
    }

    /**
     * The regime factor under a belief: .4 P(the strategy's regime) + (.3 volatility + .2 correlation + .1 asset
     * class) x P(the most likely regime).
     *
     * <p>For a strategy made for the most likely regime this is the reference formula. A strategy made for another
     * regime gets the probability of that one where a hard comparison would give nothing, so that the factor does not
     * jump when two regimes change places. What is unknown on either side matches nothing.
     *
     * @param made the market the strategy was made for
     * @param now the market now
     * @return from 0 to 1
     */
    public static double regimeMatch(StrategyContext made, MarketConditions now) {
        Check.notNull(made, "made");
        Check.notNull(now, "now");
        double rest = 0;
        if (made.volatility() != VolatilityLevel.UNKNOWN && made.volatility() == now.volatility()) {
            rest += 0.3;
        }
        if (made.correlation() != CorrelationLevel.UNKNOWN && made.correlation() == now.correlation()) {
            rest += 0.2;
        }
        if (!made.assetClass().equals(AssetClass.UNKNOWN) && made.assetClass().equals(now.assetClass())) {
            rest += 0.1;
        }
        Regime regime = made.regime();
        double market = regime.isKnown() ? now.belief().probability(regime) : 0;
        return 0.4 * market + regimeMatch(rest, now.belief().confidence());
    }

    /**
     * .4 min(Sharpe / 3, 1) + .3 min(CAGR / .5, 1) + .2 max(0, 1 - drawdown / .2) + .1 consistency.
     *
     * @param record the track record
     * @return at most 1, negative for a bad record; NaN if an input is not measured
     */
    public static double performance(PerformanceSummary record) {
        Check.notNull(record, "record");
        return 0.4 * Math.min(record.sharpe() / 3, 1)
                + 0.3 * Math.min(record.cagr() / 0.5, 1)
                + 0.2 * Math.max(0, 1 - record.maxDrawdown() / 0.2)
                + 0.1 * record.consistency();
    }

    /**
     * .4 min(uses / 100, 1) + .4 success rate + .2 max(0, 1 - age in days / 365).
     *
     * @param strategy the strategy
     * @param asOf the date its age is counted to; not before its last update
     * @return from 0 to 1; NaN if the success rate is not measured, or the last update lies after the date
     */
    public static double confidence(StrategyRecord strategy, LocalDate asOf) {
        Check.notNull(strategy, "strategy");
        long age = ChronoUnit.DAYS.between(strategy.lastUpdate(), Check.notNull(asOf, "asOf"));
        if (age < 0) {
            return Double.NaN;
        }
        return 0.4 * Math.min(strategy.usageCount() / 100.0, 1)
                + 0.4 * strategy.successRate()
                + 0.2 * Math.max(0, 1 - age / 365.0);
    }

    /**
     * .4 min(1, Sortino / 2) + .3 max(0, 1 - |beta - 1|) + .3 max(0, 1 - drawdown / .2).
     *
     * @param record the track record
     * @return at most 1; NaN if an input is not measured
     */
    public static double risk(PerformanceSummary record) {
        Check.notNull(record, "record");
        return 0.4 * Math.min(1, record.sortino() / 2)
                + 0.3 * Math.max(0, 1 - Math.abs(record.beta() - 1))
                + 0.3 * Math.max(0, 1 - record.maxDrawdown() / 0.2);
    }

    private static Factor factor(String name, ToDoubleBiFunction<StrategyRecord, MarketConditions> formula) {
        return new Named(name, formula);
    }

    private record Named(String name, ToDoubleBiFunction<StrategyRecord, MarketConditions> formula) implements Factor {
        @Override
        public double value(StrategyRecord strategy, MarketConditions conditions) {
            return formula.applyAsDouble(strategy, conditions);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
