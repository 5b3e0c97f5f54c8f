package io.trimtab.risk.validation;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.risk.measure.MeasuredSeries;
import io.trimtab.risk.measure.RiskMeasure;
import java.util.function.Function;

/**
 * Forecasts the next loss from those before it.
 *
 * <pre>{@code
 * RiskForecaster mine = window -> LossDistribution.normal(0, myVolatility(window));
 * }</pre>
 *
 * <p>Contract: the forecast is a function of the window alone, which is a copy and ends with the last known loss; it is
 * called once for each loss in the order of time, by one thread.
 */
@FunctionalInterface
public interface RiskForecaster {
    /**
     * Forecasts the next loss.
     *
     * @param window the losses before it, oldest first, positive for a loss; may be changed
     * @return the forecast
     */
    LossForecast forecast(double[] window);

    /**
     * Historical simulation: the next loss is one of the window's.
     *
     * @return the forecaster
     */
    static RiskForecaster historical() {
        return LossDistribution::empirical;
    }

    /**
     * A normal loss with the window's mean and standard deviation (divided by n - 1).
     *
     * @return the forecaster; refuses a window of fewer than two losses, or one that never moves: without width there is
     *     neither a probability of the next loss nor a test of it
     */
    static RiskForecaster normal() {
        return window -> {
            MeasuredSeries losses = MeasuredSeries.of(Check.notNull(window, "window"));
            Check.atLeast(window.length, 2, "number of losses in the window");
            double sigma = losses.volatility(DegreesOfFreedom.SAMPLE);
            if (!(sigma > 0)) {
                throw new IllegalArgumentException("window must move, all its " + window.length + " losses are "
                        + window[0] + ": a normal loss of no width forecasts nothing; take a longer window, or "
                        + "historical(), which needs none");
            }
            return LossDistribution.normal(losses.mean(), sigma);
        };
    }

    /**
     * A normal loss without mean whose variance is exponentially weighted over the window: RiskMetrics (J. P. Morgan,
     * Technical Document, 4th edition, 1996). Weights sum to 1: {@code lambda^k (1 - lambda) / (1 - lambda^n)}.
     *
     * @param lambda the decay, strictly between 0 and 1, such as 0.94
     * @return the forecaster; refuses a window of zeros
     * @throws IllegalArgumentException if the decay is out of range
     */
    static RiskForecaster exponentiallyWeighted(double lambda) {
        Check.strictlyWithin(lambda, 0, 1, "lambda");
        return window -> {
            double variance = WeightedVariance.after(window, window.length, lambda);
            if (!(variance > 0)) {
                throw new IllegalArgumentException("window must have a loss or gain, the volatility of its "
                        + window.length + " losses is 0: take a longer window, or historical(), which needs none");
            }
            return LossDistribution.normal(0, Math.sqrt(variance));
        };
    }

    /**
     * Filtered historical simulation: each loss of the window in units of the volatility forecast for it, times that
     * forecast for the next; Hull and White, Incorporating Volatility Updating into the Historical Simulation Method for
     * Value at Risk, Journal of Risk 1 (1998) 5-19, with exponentially weighted volatilities. The first fifth of the window
     * only starts the volatility.
     *
     * @param lambda the decay, strictly between 0 and 1, such as 0.94
     * @return the forecaster; needs a window of at least 10 whose first fifth is not all 0
     * @throws IllegalArgumentException if the decay is out of range
     */
    static RiskForecaster filteredHistorical(double lambda) {
        Check.strictlyWithin(lambda, 0, 1, "lambda");
        return window -> LossDistribution.empirical(WeightedVariance.rescaled(window, lambda));
    }

    /**
     * Any two measures of the window, without the distribution: coverage is tested, and shortfall by its mean alone.
     *
     * @param valueAtRisk by confidence
     * @param expectedShortfall by confidence
     * @return the forecaster
     */
    static RiskForecaster of(
            Function<Confidence, RiskMeasure> valueAtRisk, Function<Confidence, RiskMeasure> expectedShortfall) {
        Check.notNull(valueAtRisk, "valueAtRisk");
        Check.notNull(expectedShortfall, "expectedShortfall");
        return window -> new LossForecast() {
            @Override
            public double valueAtRisk(Confidence confidence) {
                return valueAtRisk.apply(confidence).ofLosses(window);
            }

            @Override
            public double expectedShortfall(Confidence confidence) {
                return expectedShortfall.apply(confidence).ofLosses(window);
            }
        };
    }
}
