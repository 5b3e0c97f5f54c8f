package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;

/**
 * How much a factor's values on a date are like the returns that follow. Immutable and thread-safe.
 *
 * @param horizon periods ahead, at least 1
 * @param dates the dates that counted
 * @param mean the average correlation; NaN without a date
 * @param deviation the standard deviation of the correlations over dates; NaN with fewer than two
 * @param rankMean the average rank correlation; NaN without a date
 * @param rankDeviation the standard deviation of the rank correlations; NaN with fewer than two
 */
public record InformationCoefficient(
        int horizon, int dates, double mean, double deviation, double rankMean, double rankDeviation) {
    public InformationCoefficient {
        Check.atLeast(horizon, 1, "horizon");
        Check.atLeast(dates, 0, "dates");
    }

    static InformationCoefficient of(int horizon, double[] plain, double[] ranked, int dates) {
        double[] p = moments(plain, dates);
        double[] r = moments(ranked, dates);
        return new InformationCoefficient(horizon, dates, p[0], p[1], r[0], r[1]);
    }

    /**
     * The mean in standard errors. Correlations of overlapping periods depend on each other, so that dates count only as
     * often as the horizon fits into them.
     *
     * @return mean / (deviation / sqrt(dates / horizon)); NaN with fewer than two dates
     */
    public double tStatistic() {
        return mean / (deviation / Math.sqrt((double) dates / horizon));
    }

    /**
     * The rank mean in standard errors, as {@link #tStatistic()}.
     *
     * @return the statistic; NaN with fewer than two dates
     */
    public double rankTStatistic() {
        return rankMean / (rankDeviation / Math.sqrt((double) dates / horizon));
    }

    private static double[] moments(double[] values, int n) {
        double mean = n == 0 ? Double.NaN : 0;
        for (int i = 0; i < n; i++) {
            mean += values[i] / n;
        }
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
        }
        return new double[] {mean, n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1))};
    }
}
