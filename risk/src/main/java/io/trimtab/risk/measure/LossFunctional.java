package io.trimtab.risk.measure;

import io.trimtab.core.statistics.Confidence;

/**
 * A number of a vector of losses that is proportional to them, with the weight of each loss in it: value = sum of q_i L_i.
 *
 * <p>The same functional serves the losses of a portfolio and its drawdowns.
 */
interface LossFunctional {
    /**
     * The value.
     *
     * @param n the number of losses, at least 1
     * @param losses not changed
     * @param scratch at least as long, overwritten
     * @return the value
     */
    double value(int n, double[] losses, double[] scratch);

    /**
     * The derivative by each loss.
     *
     * @param n the number of losses, at least 1
     * @param losses not changed
     * @param scratch at least as long, overwritten
     * @param q receives the derivatives; must not be the losses or the scratch
     * @return the value
     */
    double weightsInto(int n, double[] losses, double[] scratch, double[] q);

    /** The measure of returns, with losses of the opposite sign. */
    static Measure measure(String name, LossFunctional functional) {
        return Measure.of(
                        name,
                        Homogeneity.PROPORTIONAL,
                        1,
                        series -> functional.value(series.size(), losses(series), series.scratch(0, series.size())))
                .withGradient((series, out) -> {
                    int n = series.size();
                    double value = functional.weightsInto(n, losses(series), series.scratch(0, n), out);
                    for (int t = 0; t < n; t++) {
                        out[t] = 0.0 - out[t];
                    }
                    return value;
                });
    }

    /** Minus the returns, in scratch of the series. */
    static double[] losses(MeasuredSeries series) {
        int n = series.size();
        double[] losses = series.scratch(1, n);
        double[] returns = series.array();
        for (int t = 0; t < n; t++) {
            losses[t] = 0.0 - returns[t];
        }
        return losses;
    }

    /** alpha T, an integer where it ought to be one, at most T. */
    static double tailCount(Confidence confidence, int n) {
        return Math.min(n, QuantileRule.snap(confidence.tail() * n));
    }
}
