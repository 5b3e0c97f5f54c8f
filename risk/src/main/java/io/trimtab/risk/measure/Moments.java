package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import java.util.Arrays;

/**
 * Mean, growth and higher moments of returns.
 *
 * <pre>{@code
 * Moments.skewness(SkewnessForm.SAMPLE).of(returns);
 * }</pre>
 *
 * <p>Per period of the returns. Skewness and kurtosis are undefined for equal returns. Thread-safe.
 */
public final class Moments {
    private static final String EQUAL = "all returns are equal";
    private static final String COUNTS =
            "its correction counts observations, as no probability does; the moment's form has one";

    private Moments() {}

    /**
     * The arithmetic mean.
     *
     * @return the measure
     */
    public static RiskMeasure mean() {
        return Measure.of("mean return", Homogeneity.PROPORTIONAL, 1, MeasuredSeries::mean)
                .preferring(Preference.MORE_IS_BETTER)
                .withGradient((series, out) -> {
                    double[] weights = series.weights();
                    if (weights == null) {
                        Arrays.fill(out, 0, series.size(), 1.0 / series.size());
                    } else {
                        System.arraycopy(weights, 0, out, 0, series.size());
                    }
                    return series.mean();
                })
                .weighable();
    }

    /**
     * The geometric mean: {@code (product of (1 + r))^(1 / n) - 1}.
     *
     * @return the measure; -1 when all was lost; undefined for a return below -1
     */
    public static RiskMeasure geometricMean() {
        return Measure.of("geometric mean return", Homogeneity.NONE, 1, series -> {
                    double[] weights = series.weights();
                    double logs = 0;
                    for (int t = 0; t < series.size(); t++) {
                        double weight = weights == null ? 1 : weights[t];
                        logs += weight == 0 ? 0 : weight * StrictMath.log1p(series.array()[t]);
                    }
                    return StrictMath.expm1(logs / series.total());
                })
                .weighable()
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("a return below -1 cannot be compounded");
    }

    /**
     * The return over the whole series.
     *
     * @param compounding whether gains are reinvested: product of (1 + r) less 1, or the sum of r
     * @return the measure; undefined for a return below -1 that is to be compounded
     */
    public static RiskMeasure totalReturn(Compounding compounding) {
        if (Check.notNull(compounding, "compounding") == Compounding.UNCOMPOUNDED) {
            return Measure.of(
                            "total return uncompounded",
                            Homogeneity.PROPORTIONAL,
                            1,
                            series -> series.mean() * series.size())
                    .preferring(Preference.MORE_IS_BETTER)
                    .alongThePath();
        }
        return Measure.of("total return", Homogeneity.NONE, 1, series -> Growth.of(series, series, 0, 0, 0))
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("a return below -1 cannot be compounded, nor is growth beyond any number one")
                .alongThePath();
    }

    /**
     * A moment about the mean, divided by the number of returns.
     *
     * @param order 2, 3 or 4
     * @return the measure
     * @throws IllegalArgumentException if the order is out of range
     */
    public static RiskMeasure central(int order) {
        if (order < 2 || order > 4) {
            throw new IllegalArgumentException("order of a central moment must be from 2 to 4, was " + order);
        }
        return Measure.of(
                        "central moment " + order,
                        Homogeneity.ofDegree(order),
                        1,
                        series -> series.centralMoment(order))
                .preferring(order == 3 ? Preference.MORE_IS_BETTER : Preference.LESS_IS_BETTER)
                .weighable();
    }

    /**
     * The skewness: negative when large losses are more likely than large gains.
     *
     * @param form how it is normalised
     * @return the measure
     */
    public static RiskMeasure skewness(SkewnessForm form) {
        boolean sample = Check.notNull(form, "form") == SkewnessForm.SAMPLE;
        Measure measure = Measure.of(
                        sample ? "skewness (sample)" : "skewness (moment)",
                        Homogeneity.SCALE_FREE,
                        sample ? 3 : 1,
                        series -> {
                            double n = series.size();
                            double g = series.skewness();
                            return sample ? g * Math.sqrt(n * (n - 1)) / (n - 2) : g;
                        })
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause(EQUAL);
        return sample ? measure.neverWeighable(COUNTS) : measure.weighable();
    }

    /**
     * The kurtosis: large when extreme returns, of either sign, are more likely than normal ones.
     *
     * @param form how it is normalised
     * @return the measure
     */
    public static RiskMeasure kurtosis(KurtosisForm form) {
        boolean sample = Check.notNull(form, "form") == KurtosisForm.SAMPLE || form == KurtosisForm.SAMPLE_EXCESS;
        String words = switch (form) {
            case MOMENT -> "kurtosis (moment)";
            case EXCESS -> "excess kurtosis (moment)";
            case SAMPLE -> "kurtosis (sample)";
            case SAMPLE_EXCESS -> "excess kurtosis (sample)";
        };
        Measure measure = Measure.of(words, Homogeneity.SCALE_FREE, sample ? 4 : 1, series -> {
                    double n = series.size();
                    double moment = series.kurtosis();
                    double adjusted = moment * (n + 1) * (n - 1) / ((n - 2) * (n - 3));
                    return switch (form) {
                        case MOMENT -> moment;
                        case EXCESS -> moment - 3;
                        case SAMPLE -> adjusted;
                        case SAMPLE_EXCESS -> adjusted - 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3));
                    };
                })
                .undefinedBecause(EQUAL);
        return sample ? measure.neverWeighable(COUNTS) : measure.weighable();
    }
}
