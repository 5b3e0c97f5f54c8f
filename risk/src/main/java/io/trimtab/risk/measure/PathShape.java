package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.DegreesOfFreedom;

/**
 * How steadily returns become wealth: the Hurst exponent and the stability of the path.
 *
 * <pre>{@code
 * PathShape.hurst(DegreesOfFreedom.SAMPLE).of(returns); // above 0.5: what rises goes on rising
 * PathShape.stability().of(returns);                    // 1: log wealth on a straight line
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class PathShape {
    private PathShape() {}

    /**
     * The Hurst exponent of the whole series by rescaled range: {@code log((max Z - min Z) / sigma) / log n}, Z the partial
     * sums of deviations from the mean; Hurst, Long-Term Storage Capacity of Reservoirs, Transactions of the American
     * Society of Civil Engineers 116 (1951). One range only, so a rough number: independent returns give 0.5 only as n
     * grows, and more for short series.
     *
     * @param degreesOfFreedom the divisor of sigma; PerformanceAnalytics takes n - 1
     * @return the measure; undefined when the returns never move
     */
    public static RiskMeasure hurst(DegreesOfFreedom degreesOfFreedom) {
        Check.notNull(degreesOfFreedom, "degreesOfFreedom");
        return Measure.of(
                        "Hurst exponent" + MomentTail.divisor(degreesOfFreedom),
                        Homogeneity.SCALE_FREE,
                        2,
                        series -> hurst(series, degreesOfFreedom))
                .preferring(Preference.NONE)
                .undefinedBecause("the returns never move");
    }

    private static double hurst(MeasuredSeries series, DegreesOfFreedom degreesOfFreedom) {
        double sigma = series.volatility(degreesOfFreedom);
        double sum = 0;
        double high = Double.NEGATIVE_INFINITY;
        double low = Double.POSITIVE_INFINITY;
        for (int t = 0; t < series.size(); t++) {
            sum += series.deviation(t);
            high = Math.max(high, sum);
            low = Math.min(low, sum);
        }
        return sigma > 0 && high > low
                ? StrictMath.log((high - low) / sigma) / StrictMath.log(series.size())
                : Double.NaN;
    }

    /**
     * The stability of the path: R squared of log wealth regressed on time. As empyrical.
     *
     * @return the measure, from 0 to 1; undefined when wealth never moves or a return is -1 or less
     */
    public static RiskMeasure stability() {
        return Measure.of("stability", Homogeneity.NONE, 2, PathShape::stability)
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("wealth never moves, or is lost");
    }

    private static double stability(MeasuredSeries series) {
        int n = series.size();
        double[] log = series.scratch(0, n);
        double sum = 0;
        double mean = 0;
        for (int t = 0; t < n; t++) {
            if (!(series.array()[t] > -1)) {
                return Double.NaN;
            }
            sum += StrictMath.log1p(series.array()[t]);
            log[t] = sum;
            mean += sum / n;
        }
        double middle = (n - 1) / 2.0;
        double products = 0;
        double squares = 0;
        double times = 0;
        double largest = 0;
        for (int t = 0; t < n; t++) {
            double y = log[t] - mean;
            products += (t - middle) * y;
            squares += y * y;
            times += (t - middle) * (t - middle);
            largest = Math.max(largest, Math.abs(log[t]));
        }
        boolean moves = squares > n * (largest * 0x1p-50) * (largest * 0x1p-50);
        return moves ? Math.min(1, products * products / (squares * times)) : Double.NaN;
    }
}
