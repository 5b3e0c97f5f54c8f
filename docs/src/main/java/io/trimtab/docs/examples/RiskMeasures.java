package io.trimtab.docs.examples;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.BlockBootstrap;
import io.trimtab.core.statistics.BootstrapDistribution;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.risk.attribution.FactorAttribution;
import io.trimtab.risk.attribution.RiskAttribution;
import io.trimtab.risk.measure.Compounding;
import io.trimtab.risk.measure.Dispersion;
import io.trimtab.risk.measure.DrawdownMeasures;
import io.trimtab.risk.measure.ExpectedShortfall;
import io.trimtab.risk.measure.HistoricalSimulation;
import io.trimtab.risk.measure.MeasureBatch;
import io.trimtab.risk.measure.MeasureTable;
import io.trimtab.risk.measure.PeaksOverThreshold;
import io.trimtab.risk.measure.QuantileInterval;
import io.trimtab.risk.measure.QuantileRule;
import io.trimtab.risk.measure.RiskMeasure;
import io.trimtab.risk.measure.ScenarioProbabilities;
import io.trimtab.risk.measure.TailMeasures;
import io.trimtab.risk.measure.TailRisk;
import io.trimtab.risk.measure.TailThreshold;
import io.trimtab.risk.measure.ValueAtRisk;
import io.trimtab.risk.model.FactorCovariance;

/** Measures of risk and where they come from. */
public final class RiskMeasures {
    private RiskMeasures() {}

    /**
     * Several measures of every asset.
     *
     * @param returns daily returns
     * @return a row for each asset
     */
    public static MeasureTable table(ReturnPanel returns) {
        Confidence c95 = Confidence.of(0.95);
        return MeasureBatch.of(
                        Dispersion.volatility(DegreesOfFreedom.SAMPLE),
                        ValueAtRisk.historical(c95),
                        ExpectedShortfall.historical(c95),
                        TailMeasures.entropicValueAtRisk(c95),
                        DrawdownMeasures.maximum(Compounding.COMPOUNDED))
                .measure(returns);
    }

    /**
     * How sure the tail is.
     *
     * @param losses positive for a loss
     * @return the exact interval of the value at risk
     */
    public static QuantileInterval howSure(double[] losses) {
        TailRisk tail = HistoricalSimulation.at(Confidence.of(0.99)).measure(losses);
        BootstrapDistribution shortfall =
                tail.approximateShortfallDistribution(BlockBootstrap.stationary(10), 2_000, 7);
        shortfall.interval(Confidence.of(0.95)); // approximate: no exact one exists
        return tail.valueAtRiskInterval(Confidence.of(0.95)); // exact for independent losses
    }

    /**
     * A loss that happens once in a thousand days, from fewer days than that.
     *
     * @param losses positive for a loss
     * @return the value at risk
     */
    public static double beyondHistory(double[] losses) {
        PeaksOverThreshold tail = PeaksOverThreshold.fit(TailThreshold.quantile(0.9, QuantileRule.TYPE_7), losses);
        return tail.valueAtRisk(Confidence.of(0.999));
    }

    /**
     * Where the entropic value at risk of a portfolio comes from.
     *
     * @param returns daily returns
     * @param weights the portfolio
     * @return the attribution
     */
    public static RiskAttribution why(ReturnPanel returns, Weights weights) {
        RiskMeasure measure = TailMeasures.entropicValueAtRisk(Confidence.of(0.95));
        RiskAttribution why = measure.attribution(returns, weights);
        why.of("USD").component(); // its part of the whole
        why.of("USD").incremental(); // what closing it would take off
        return why;
    }

    /**
     * The same when not all days are equally likely.
     *
     * @param returns daily returns
     * @param weights the portfolio
     * @param crash which day is to count three times
     * @return where the expected shortfall comes from
     */
    public static RiskAttribution under(ReturnPanel returns, Weights weights, int crash) {
        double[] beliefs = ScenarioProbabilities.fading(returns.rows(), 0.995).toArray(); // the newest day weighs most
        beliefs[crash] *= 3; // and that one may well come again
        ScenarioProbabilities likely = ScenarioProbabilities.normalised(beliefs);
        likely.effectiveSize(); // how many equally likely days this is worth
        return ExpectedShortfall.historical(Confidence.of(0.975)).under(likely).attribution(returns, weights);
    }

    /**
     * Factors against what is specific.
     *
     * @param model a factor model
     * @param weights the portfolio
     * @return the parts of the volatility
     */
    public static FactorAttribution factors(FactorCovariance model, Weights weights) {
        return FactorAttribution.of(model, weights);
    }
}
