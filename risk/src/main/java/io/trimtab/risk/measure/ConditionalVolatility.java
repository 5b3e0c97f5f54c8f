package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.DegreesOfFreedom;

/**
 * Volatility as it was forecast for each return, and is forecast for the next: what a filtered historical simulation
 * divides by and multiplies with.
 *
 * <p>An EWMA or a GARCH model answers this question. Implementations are immutable and thread-safe.
 */
public interface ConditionalVolatility {
    /**
     * The model, with its parameters.
     *
     * @return a short text for people
     */
    String name();

    /**
     * Forecasts the volatility of every return from those before it, and of the next one.
     *
     * @param series the returns, oldest first
     * @param out receives size + 1 volatilities per period, the last for the return to come; positive, or NaN where the
     *     model has no answer
     * @return the conditional mean of a return, which is 0 in a model without one
     */
    double forecastInto(MeasuredSeries series, double[] out);

    /**
     * An exponentially weighted variance of returns with a mean of 0, started from their sample variance: {@code
     * v_(t+1) = lambda v_t + (1 - lambda) r_t^2}.
     *
     * @param decay lambda, strictly within (0, 1); 0.94 for days in RiskMetrics
     * @return the model
     * @throws IllegalArgumentException if the decay is out of range
     */
    static ConditionalVolatility exponentiallyWeighted(double decay) {
        Check.strictlyWithin(decay, 0, 1, "decay");
        return new ConditionalVolatility() {
            @Override
            public String name() {
                return "EWMA " + Text.number(decay);
            }

            @Override
            public double forecastInto(MeasuredSeries series, double[] out) {
                int n = series.size();
                requireRoom(n, out);
                double volatility = series.volatility(DegreesOfFreedom.SAMPLE);
                double variance = volatility * volatility;
                out[0] = volatility;
                for (int t = 0; t < n; t++) {
                    double r = series.get(t);
                    variance = decay * variance + (1 - decay) * r * r;
                    out[t + 1] = Math.sqrt(variance);
                }
                return 0;
            }
        };
    }

    /**
     * Volatilities that another model has forecast.
     *
     * @param name the model, for people
     * @param mean the conditional mean of a return
     * @param volatilities one for each return of the series that will be measured and one for the next, positive; copied
     * @return the model, for series of one return less
     * @throws IllegalArgumentException if a volatility is not positive and finite, or the mean is not finite
     */
    static ConditionalVolatility given(String name, double mean, double[] volatilities) {
        Check.notBlank(name, "name");
        Check.finite(mean, "mean");
        double[] own = Check.notNull(volatilities, "volatilities").clone();
        Check.atLeast(own.length, 2, "number of volatilities");
        for (int t = 0; t < own.length; t++) {
            Check.positive(own[t], "volatilities[" + t + "]");
        }
        return new ConditionalVolatility() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double forecastInto(MeasuredSeries series, double[] out) {
                Check.length(series.size(), own.length - 1, "series");
                requireRoom(series.size(), out);
                System.arraycopy(own, 0, out, 0, own.length);
                return mean;
            }
        };
    }

    private static void requireRoom(int n, double[] out) {
        Check.atLeast(Check.notNull(out, "out").length, n + 1, "length of out");
    }
}
