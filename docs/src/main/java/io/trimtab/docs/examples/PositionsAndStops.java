package io.trimtab.docs.examples;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.limit.LimitBook;
import io.trimtab.risk.limit.ReferenceLimits;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.LedoitWolf;
import io.trimtab.risk.position.Kelly;
import io.trimtab.risk.position.LotSize;
import io.trimtab.risk.position.PositionBook;
import io.trimtab.risk.position.PositionReport;
import io.trimtab.risk.position.RiskPerTrade;
import io.trimtab.risk.position.Sizing;
import io.trimtab.risk.position.VolatilityTarget;
import io.trimtab.risk.stop.LossWindow;
import io.trimtab.risk.stop.PositionSide;
import io.trimtab.risk.stop.PriceBar;
import io.trimtab.risk.stop.RollingLoss;
import io.trimtab.risk.stop.StopDistance;
import io.trimtab.risk.stop.StopOutcome;
import io.trimtab.risk.stop.StopPlan;
import io.trimtab.risk.stop.StopState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/** How large a position should be, what it risks, and when to give it up. */
public final class PositionsAndStops {
    private PositionsAndStops() {}

    /**
     * Signals of any size become a book with a volatility of ten per cent.
     *
     * @param returns daily returns
     * @param signals longs and shorts
     * @return the book, and what kept it from its target
     */
    public static Sizing tenPerCent(ReturnPanel returns, Weights signals) {
        CovarianceMatrix risk = LedoitWolf.constantCorrelation().estimate(returns);
        return VolatilityTarget.annual(0.10, PeriodsPerYear.DAILY)
                .withGrossCap(3)
                .withPositionCap(0.40)
                .size(risk, signals);
    }

    /**
     * A trade that costs one per cent of equity at its stop, in whole lots.
     *
     * @param equity of the account
     * @param entry price
     * @param stop price
     * @return units to buy, negative to sell
     */
    public static double onePerCent(double equity, double entry, double stop) {
        double weight = RiskPerTrade.of(0.01).withSlippage(0.002).weight(entry, stop);
        return LotSize.of(100).quantity(weight * equity, entry);
    }

    /**
     * Half of what grows fastest.
     *
     * @return a bet at even odds that is won 55 times of 100
     */
    public static double halfKelly() {
        return Kelly.fraction(0.5).bet(0.55, 1);
    }

    /**
     * What each position of a book risks.
     *
     * @param returns daily returns
     * @param weights the book
     * @param prices of each asset
     * @param stops by asset
     * @return figures and text
     */
    public static PositionReport report(
            ReturnPanel returns, Weights weights, double[] prices, SortedMap<String, Double> stops) {
        return PositionBook.ofWeights(weights, prices, 1_000_000)
                .withScenarios(returns)
                .withRiskModel(LedoitWolf.constantCorrelation().estimate(returns))
                .withBenchmark(Weights.equal(returns.universe()))
                .withStops(stops)
                .measure();
    }

    /**
     * Follows a position bar by bar until a stop closes it.
     *
     * @param entry price
     * @param time of the entry
     * @param averageRange of the bars before
     * @param bars after the entry
     * @return the last outcome
     */
    public static StopOutcome follow(double entry, Instant time, double averageRange, List<PriceBar> bars) {
        StopState state = StopPlan.fixed(StopDistance.fraction(0.05))
                .trailing(StopDistance.averageRanges(3))
                .breakEvenAfter(StopDistance.fraction(0.04))
                .closingAfter(Duration.ofDays(20))
                .open(PositionSide.LONG, entry, time, averageRange);
        StopOutcome outcome = new StopOutcome.Holding(state);
        for (PriceBar bar : bars) {
            if (outcome instanceof StopOutcome.Holding holding) {
                outcome = holding.state().next(bar);
            }
        }
        return outcome;
    }

    /**
     * The loss within a day that no midnight takes away.
     *
     * @param morning when the account was worth what it was
     * @param equity then
     * @return the loss early on the next day
     */
    public static double acrossMidnight(Instant morning, double equity) {
        LossWindow day = RollingLoss.over(Duration.ofHours(24));
        day.observe(morning, equity);
        day.observe(morning.plus(Duration.ofHours(14)), 0.98 * equity);
        day.moved(morning.plus(Duration.ofHours(15)), 0.5 * equity);
        day.observe(morning.plus(Duration.ofHours(18)), 1.45 * equity);
        return day.currentLoss();
    }

    /**
     * Limits to begin with.
     *
     * @param betas by asset
     * @param sectors by asset
     * @return ten kinds of limit that deny
     */
    public static LimitBook limits(SortedMap<String, Double> betas, SortedMap<String, String> sectors) {
        return ReferenceLimits.book(PeriodsPerYear.DAILY, betas, sectors);
    }
}
