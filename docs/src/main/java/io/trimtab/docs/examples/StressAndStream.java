package io.trimtab.docs.examples;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.LedoitWolf;
import io.trimtab.risk.stream.RiskMonitor;
import io.trimtab.risk.stress.HistoricalReplay;
import io.trimtab.risk.stress.HistoricalReplay.ReplayOutcome;
import io.trimtab.risk.stress.LiquidityAdjustedRisk;
import io.trimtab.risk.stress.LiquidityProfile;
import io.trimtab.risk.stress.Propagation;
import io.trimtab.risk.stress.ReverseStress;
import io.trimtab.risk.stress.ReverseStressOutcome;
import io.trimtab.risk.stress.StressOutcome;
import io.trimtab.risk.stress.StressScenario;
import io.trimtab.risk.stress.StressTest;
import java.time.LocalDate;
import java.util.List;

/** What a book of currencies loses when something happens, and the risk of a book that trades. */
public final class StressAndStream {
    private StressAndStream() {}

    /**
     * One currency falls; the others do what they are expected to do then, and correlations go half of the way to one.
     *
     * @param returns daily returns with a column "GBP"
     * @param weights the book
     * @return half of the fall, the fall, and twice the fall
     */
    public static List<StressOutcome> ladder(ReturnPanel returns, Weights weights) {
        CovarianceMatrix risk = LedoitWolf.constantCorrelation().estimate(returns);
        StressScenario fall =
                StressScenario.named("sterling falls").shocking("GBP", -0.15).breakingCorrelations(0.5);
        StressTest test = StressTest.of(risk).propagating(Propagation.CONDITIONAL);
        return test.ladder(fall, weights, 0.5, 1, 2);
    }

    /**
     * The presets.
     *
     * @param returns daily returns
     * @param weights the book
     * @return the market falls by a fifth, volatilities double, correlations go half of the way to one
     */
    public static List<StressOutcome> presets(ReturnPanel returns, Weights weights) {
        CovarianceMatrix risk = LedoitWolf.constantCorrelation().estimate(returns);
        double[] betas = betas(risk, Weights.equal(returns.universe()));
        StressTest test = StressTest.of(risk);
        return List.of(
                test.apply(StressScenario.marketCrash(returns.universe(), betas), weights),
                test.apply(StressScenario.volatilityDoubled(), weights),
                test.apply(StressScenario.correlationsUp(), weights));
    }

    private static double[] betas(CovarianceMatrix risk, Weights market) {
        double[] betas = new double[market.universe().size()];
        risk.multiplyInto(market.toArray(), betas);
        double variance = risk.volatility(market) * risk.volatility(market);
        for (int i = 0; i < betas.length; i++) {
            betas[i] /= variance;
        }
        return betas;
    }

    /**
     * The risk of a book that takes days to sell, when seven tenths of the liquidity are gone.
     *
     * @param returns daily returns
     * @param dailyTurnover what trades of each in a day, in euro
     * @param halfSpreads half of each spread, as a fraction of the price
     * @param weights the book, of an account of fifty million
     * @return the risk until everything is sold
     */
    public static LiquidityAdjustedRisk untilAllIsSold(
            ReturnPanel returns, double[] dailyTurnover, double[] halfSpreads, Weights weights) {
        CovarianceMatrix daily = LedoitWolf.constantCorrelation().estimate(returns);
        // one may be a tenth of what trades
        LiquidityProfile profile =
                LiquidityProfile.ofTurnover(returns.universe(), dailyTurnover, 0.10, 50e6, halfSpreads);
        return StressTest.of(daily).closing(StressScenario.liquidityDriedUp(), weights, profile);
    }

    /**
     * A stretch of history, played again.
     *
     * @param returns daily returns that cover the autumn of 2008
     * @param weights the book
     * @return the equity on the way
     */
    public static ReplayOutcome autumnOf2008(ReturnPanel returns, Weights weights) {
        LocalDate from = LocalDate.of(2008, 9, 12);
        LocalDate to = LocalDate.of(2008, 12, 31);
        return HistoricalReplay.of("autumn 2008", returns, from, to).play(weights);
    }

    /**
     * What it takes to lose five per cent in a day.
     *
     * @param returns daily returns
     * @param weights the book
     * @return the most likely scenario that loses as much
     */
    public static ReverseStressOutcome whatWouldIt(ReturnPanel returns, Weights weights) {
        CovarianceMatrix risk = LedoitWolf.constantCorrelation().estimate(returns);
        return ReverseStress.of(risk, weights).losing(0.05);
    }

    /**
     * A book whose scenario losses follow every fill and every tick.
     *
     * @param returns daily returns with a column "GBP"
     * @param prices the price of each currency
     * @return whether the firm is within its limit after a fill and a tick
     */
    public static boolean follow(ReturnPanel returns, double[] prices) {
        RiskMonitor monitor = RiskMonitor.over(returns.lastRows(1_000))
                .portfolio("firm")
                .portfolio("desk", "firm")
                .limit("firm", Confidence.of(0.99), 25_000)
                .build(prices);
        int desk = monitor.portfolio("desk");
        int sterling = monitor.universe().indexOf("GBP");
        monitor.hold(desk, sterling, 1_000_000);
        monitor.price(sterling, 1.01 * prices[sterling]);
        return monitor.isWithinLimits();
    }
}
