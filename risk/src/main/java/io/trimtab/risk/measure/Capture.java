package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.PeriodsPerYear;

/**
 * How much of a benchmark's rises and falls a series takes part in, and how often it does better.
 *
 * <pre>{@code
 * Capture.up(PeriodsPerYear.MONTHLY).of(returns, benchmark);   // 0.9: nine tenths of the rises
 * Capture.down(PeriodsPerYear.MONTHLY).of(returns, benchmark); // 0.6: six tenths of the falls
 * }</pre>
 *
 * <p>Up are the times at which the benchmark's return is above 0, down those below; a ratio without such times is
 * undefined. Compound ratios depend on what growth is compared: over all those times together (as PerformanceAnalytics,
 * with as many periods a year as there are such times), or for a year of them (as empyrical). Thread-safe.
 */
public final class Capture {
    private static final String NO_TIMES = "the benchmark has no such times, or a return below -1 cannot be compounded";

    private Capture() {}

    /**
     * The up capture for a year: {@code (product (1 + r))^(N / m) - 1} over the m up times, over that of the benchmark.
     *
     * @param periods N
     * @return the ratio
     */
    public static RelativeMeasure up(PeriodsPerYear periods) {
        double count = Check.notNull(periods, "periods").count();
        return Relative.of("up capture", 1, (r, b) -> capture(r, b, 1, count))
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause(NO_TIMES);
    }

    /**
     * The down capture for a year: as {@link #up} over the down times.
     *
     * @param periods N
     * @return the ratio; less is better
     */
    public static RelativeMeasure down(PeriodsPerYear periods) {
        double count = Check.notNull(periods, "periods").count();
        return Relative.of("down capture", 1, (r, b) -> capture(r, b, -1, count))
                .preferring(Preference.LESS_IS_BETTER)
                .undefinedBecause(NO_TIMES);
    }

    /**
     * The up capture over all up times together: {@code (product (1 + r) - 1) / (product (1 + b) - 1)}.
     *
     * @return the ratio
     */
    public static RelativeMeasure totalUp() {
        return Relative.of("total up capture", 1, (r, b) -> capture(r, b, 1, 0))
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause(NO_TIMES);
    }

    /**
     * The down capture over all down times together: as {@link #totalUp}.
     *
     * @return the ratio; less is better
     */
    public static RelativeMeasure totalDown() {
        return Relative.of("total down capture", 1, (r, b) -> capture(r, b, -1, 0))
                .preferring(Preference.LESS_IS_BETTER)
                .undefinedBecause(NO_TIMES);
    }

    /**
     * Up capture over down capture, for a year.
     *
     * @param periods N
     * @return the ratio
     */
    public static RelativeMeasure upOverDown(PeriodsPerYear periods) {
        double count = Check.notNull(periods, "periods").count();
        return Relative.of("up over down capture", 1, (r, b) -> {
                    double down = capture(r, b, -1, count);
                    return down == 0 ? Double.NaN : capture(r, b, 1, count) / down;
                })
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause("the benchmark has no up or no down times, or down capture is 0");
    }

    /**
     * Of the growth of a series over that of its benchmark, for a year.
     *
     * @param periods N
     * @return the ratio; undefined when the benchmark ends where it began
     */
    public static RelativeMeasure overall(PeriodsPerYear periods) {
        double count = Check.notNull(periods, "periods").count();
        return Relative.of("capture", 1, (r, b) -> capture(r, b, 0, count)).undefinedBecause(NO_TIMES);
    }

    /** Over the times on a side (0: all); {@code periods} of 0 for all of them together. */
    private static double capture(MeasuredSeries r, MeasuredSeries b, int side, double periods) {
        double growth = Growth.of(b, b, side, 0, periods);
        return growth == 0 ? Double.NaN : Growth.of(r, b, side, 0, periods) / growth;
    }

    /**
     * The share of up times at which the series rises as well.
     *
     * @return the share, from 0 to 1
     */
    public static RelativeMeasure upNumber() {
        return Relative.of("up number ratio", 1, (r, b) -> share(r, b, 1, false))
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause(NO_TIMES);
    }

    /**
     * The share of down times at which the series falls as well.
     *
     * @return the share, from 0 to 1; less is better
     */
    public static RelativeMeasure downNumber() {
        return Relative.of("down number ratio", 1, (r, b) -> share(r, b, -1, false))
                .preferring(Preference.LESS_IS_BETTER)
                .undefinedBecause(NO_TIMES);
    }

    /**
     * The batting average: the share of times at which the series returns more than its benchmark.
     *
     * @return the share, from 0 to 1
     */
    public static RelativeMeasure battingAverage() {
        return Relative.of("batting average", 1, (r, b) -> share(r, b, 0, true)).preferring(Preference.MORE_IS_BETTER);
    }

    /**
     * The batting average over up times.
     *
     * @return the share, from 0 to 1
     */
    public static RelativeMeasure upBattingAverage() {
        return Relative.of("up batting average", 1, (r, b) -> share(r, b, 1, true))
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause(NO_TIMES);
    }

    /**
     * The batting average over down times.
     *
     * @return the share, from 0 to 1
     */
    public static RelativeMeasure downBattingAverage() {
        return Relative.of("down batting average", 1, (r, b) -> share(r, b, -1, true))
                .preferring(Preference.MORE_IS_BETTER)
                .undefinedBecause(NO_TIMES);
    }

    /** Of the times on a side, at how many the series is above its benchmark, or else on the same side of 0. */
    private static double share(MeasuredSeries r, MeasuredSeries b, int side, boolean better) {
        int times = 0;
        int counted = 0;
        for (int t = 0; t < r.size(); t++) {
            double x = r.array()[t];
            double y = b.array()[t];
            if (side == 0 || side * y > 0) {
                times++;
                counted += (better ? x > y : side * x > 0) ? 1 : 0;
            }
        }
        return times == 0 ? Double.NaN : (double) counted / times;
    }
}
