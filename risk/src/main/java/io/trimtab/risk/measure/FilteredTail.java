package io.trimtab.risk.measure;

import io.trimtab.core.statistics.DegreesOfFreedom;

/**
 * Filtered historical simulation: the tail of the returns as they would be at the volatility forecast for the next period.
 *
 * <p>With z_t = (r_t - mu) / sigma_t the value is {@code -mu + sigma_next} times that of the losses -z. Sources: Hull and
 * White, "Incorporating volatility updating into the historical simulation method", Journal of Risk 1 (1998), 5-19;
 * Barone-Adesi, Giannopoulos and Vosper, "VaR without correlations", Journal of Futures Markets 19 (1999), 583-602.
 */
final class FilteredTail {
    private FilteredTail() {}

    static Measure measure(String name, ConditionalVolatility model, LossFunctional functional) {
        // a model with a mean of its own does not grow with the returns unless it is fitted to them
        return Measure.of(name, Homogeneity.NONE, 2, series -> value(series, model, functional))
                .undefinedBecause("the forecast volatility is not positive throughout");
    }

    private static double value(MeasuredSeries series, ConditionalVolatility model, LossFunctional functional) {
        int n = series.size();
        double[] sigma = series.scratch(2, n + 1);
        double mean = model.forecastInto(series, sigma);
        double[] losses = series.scratch(1, n);
        for (int t = 0; t < n; t++) {
            if (!(sigma[t] > 0)) {
                return Double.NaN;
            }
            losses[t] = (mean - series.array()[t]) / sigma[t];
        }
        return sigma[n] > 0 ? sigma[n] * functional.value(n, losses, series.scratch(0, n)) - mean : Double.NaN;
    }

    /** With the EWMA of {@link ConditionalVolatility#exponentiallyWeighted}, whose derivatives are a recursion backwards. */
    static Measure exponentiallyWeighted(String name, double decay, LossFunctional functional) {
        ConditionalVolatility model = ConditionalVolatility.exponentiallyWeighted(decay);
        return Measure.of(name, Homogeneity.PROPORTIONAL, 2, series -> value(series, model, functional))
                .undefinedBecause("the volatility is 0")
                .withGradient((series, out) -> gradientInto(series, model, decay, functional, out));
    }

    /**
     * The derivatives of V = sigma_n sum q_t L_t / sigma_t with v_(t+1) = lambda v_t + (1 - lambda) r_t^2 and v_0 the sample
     * variance: the adjoint of v runs backwards through the same recursion.
     */
    private static double gradientInto(
            MeasuredSeries series, ConditionalVolatility model, double decay, LossFunctional functional, double[] out) {
        int n = series.size();
        double value = value(series, model, functional);
        if (Double.isNaN(value)) {
            return value;
        }
        double[] returns = series.array();
        double[] sigma = series.scratch(2, n + 1);
        double[] losses = series.scratch(1, n);
        functional.weightsInto(n, losses, series.scratch(0, n), out);
        double next = sigma[n];
        double adjoint = value / (2 * next * next);
        for (int t = n - 1; t >= 0; t--) {
            double q = out[t] * next / sigma[t];
            out[t] = 2 * (1 - decay) * returns[t] * adjoint - q;
            // losses holds L_t / sigma_t
            adjoint = decay * adjoint - 0.5 * q * losses[t] / sigma[t];
        }
        double scale = 2 * adjoint / DegreesOfFreedom.SAMPLE.divisor(n);
        for (int t = 0; t < n; t++) {
            out[t] += scale * series.deviation(t);
        }
        return value;
    }
}
