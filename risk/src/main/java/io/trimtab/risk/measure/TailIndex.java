package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;

/**
 * The weight of the tail by itself: how fast the probability of a loss falls with its size.
 *
 * <p>Thread-safe.
 */
public final class TailIndex {
    private TailIndex() {}

    /**
     * The estimator of Hill: {@code mean over the k worst losses of ln L_i - ln L_(k+1)}; Hill, Annals of Statistics 3
     * (1975), 1163-1174. About the shape of {@link PeaksOverThreshold} for a tail that falls by a power.
     *
     * @param count k, the number of worst losses, at least 2
     * @return the measure; undefined when the k + 1 worst are not all losses
     * @throws IllegalArgumentException if the count is too small
     */
    public static RiskMeasure hill(int count) {
        Check.atLeast(count, 2, "count");
        return Measure.of("Hill tail index of the worst " + count, Homogeneity.SCALE_FREE, count + 1, series -> {
                    double[] sorted = series.sorted();
                    double boundary = -sorted[count];
                    if (!(boundary > 0)) {
                        return Double.NaN;
                    }
                    double sum = 0;
                    for (int i = 0; i < count; i++) {
                        sum += StrictMath.log(-sorted[i] / boundary);
                    }
                    return sum / count;
                })
                .undefinedBecause("the " + (count + 1) + " worst returns are not all losses");
    }
}
