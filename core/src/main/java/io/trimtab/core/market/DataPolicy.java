package io.trimtab.core.market;

import io.trimtab.core.check.Check;
import io.trimtab.core.time.Progress;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is demanded of prices before anything trades on them: which defects exclude an asset, which only warn, where
 * the limits lie, and how many assets must survive.
 *
 * <pre>{@code
 * DataPolicy policy = DataPolicy.builder().exclude(DataDefect.OUTLIER).outlierZ(25).minFraction(0.8).build();
 * ValidationReport report = policy.validate(prices);
 * if (report.tradable()) {
 *     ReturnPanel returns = report.accepted(prices).returns();
 * }
 * }</pre>
 *
 * <p>Outliers are judged by the robust z-score of the logarithmic returns of one asset, {@code |r - median| / (1.4826
 * MAD)}, where MAD is the median absolute deviation from the median (Iglewicz and Hoaglin, How to Detect and Handle
 * Outliers, 1993); an asset that hardly ever moves has a MAD of zero, and the mean absolute deviation, scaled by
 * 1.2533, takes its place.
 *
 * <p>Immutable and thread-safe.
 */
public final class DataPolicy {
    private final Map<DataDefect, Treatment> treatments;
    private final int maxStaleDays;
    private final int maxGapDays;
    private final int maxUnchanged;
    private final double outlierZ;
    private final int minAssets;
    private final double minFraction;

    private DataPolicy(Builder builder) {
        this.treatments = new EnumMap<>(builder.treatments);
        this.maxStaleDays = builder.maxStaleDays;
        this.maxGapDays = builder.maxGapDays;
        this.maxUnchanged = builder.maxUnchanged;
        this.outlierZ = builder.outlierZ;
        this.minAssets = builder.minAssets;
        this.minFraction = builder.minFraction;
    }

    /**
     * The policy that suits daily prices of liquid assets.
     *
     * <p>Excluded: missing, infinite and non-positive prices, duplicate dates, prices from the future, gaps over 10
     * calendar days, last prices older than 7. Warned of: dates out of order, 20 unchanged prices in a row, returns
     * beyond a robust z of 20. Half of the assets must survive.
     *
     * @return the standard policy
     */
    public static DataPolicy standard() {
        return builder().build();
    }

    /**
     * Starts from the standard policy.
     *
     * @return a builder, not safe for use by several threads
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Judges a history as of its last date.
     *
     * @param prices prices, clean or not
     * @return what is wrong with which asset
     */
    public ValidationReport validate(PriceHistory prices) {
        return validate(RawPrices.of(Check.notNull(prices, "prices")), lastDate(prices));
    }

    /**
     * Judges a history.
     *
     * @param prices prices, clean or not
     * @param asOf the date for which they are judged: nothing may be later, and the last price not much older
     * @return what is wrong with which asset
     */
    public ValidationReport validate(PriceHistory prices, LocalDate asOf) {
        return validate(RawPrices.of(Check.notNull(prices, "prices")), asOf);
    }

    /**
     * Judges prices together with the way they arrived, as of their last date.
     *
     * @param prices prices, clean or not
     * @return what is wrong with which asset
     */
    public ValidationReport validate(RawPrices prices) {
        return validate(prices, lastDate(Check.notNull(prices, "prices").history()));
    }

    /**
     * Judges prices together with the way they arrived.
     *
     * <p>A few passes over the cells: O(T n) on average.
     *
     * @param prices prices, clean or not
     * @param asOf the date for which they are judged: nothing may be later, and the last price not much older
     * @return what is wrong with which asset
     */
    public ValidationReport validate(RawPrices prices, LocalDate asOf) {
        return validate(prices, asOf, Progress.unheard());
    }

    /**
     * Judges prices together with the way they arrived, and says how far it has come.
     *
     * @param prices prices, clean or not
     * @param asOf the date for which they are judged: nothing may be later, and the last price not much older
     * @param progress hears the number of assets judged, and may stop it
     * @return what is wrong with which asset
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public ValidationReport validate(RawPrices prices, LocalDate asOf, Progress progress) {
        return new PriceInspection(this, Check.notNull(prices, "prices"), Check.notNull(asOf, "asOf"))
                .report(Check.notNull(progress, "progress"));
    }

    private static LocalDate lastDate(PriceHistory prices) {
        if (prices.rows() == 0) {
            throw new IllegalArgumentException(
                    "prices have no date, so that the date to judge them for must be given: validate(prices, asOf)");
        }
        return prices.date(prices.rows() - 1);
    }

    /**
     * What happens to an asset with a defect.
     *
     * @param defect a kind of defect
     * @return exclude, warn or ignore
     */
    public Treatment treatmentOf(DataDefect defect) {
        return treatments.getOrDefault(Check.notNull(defect, "defect"), Treatment.EXCLUDE);
    }

    /**
     * The age beyond which a last price is stale.
     *
     * @return calendar days
     */
    public int maxStaleDays() {
        return maxStaleDays;
    }

    /**
     * The distance of neighbouring prices beyond which there is a gap.
     *
     * @return calendar days
     */
    public int maxGapDays() {
        return maxGapDays;
    }

    /**
     * The number of equal prices in a row beyond which an asset counts as unchanged.
     *
     * @return dates
     */
    public int maxUnchanged() {
        return maxUnchanged;
    }

    /**
     * The robust z-score beyond which a return is an outlier.
     *
     * @return in robust standard deviations
     */
    public double outlierZ() {
        return outlierZ;
    }

    /**
     * How many assets must be accepted for the data to be tradable.
     *
     * @return at least 1
     */
    public int minAssets() {
        return minAssets;
    }

    /**
     * Which fraction of the assets must be accepted for the data to be tradable.
     *
     * @return from 0 to 1
     */
    public double minFraction() {
        return minFraction;
    }

    @Override
    public String toString() {
        return "DataPolicy" + treatments + "[stale > " + maxStaleDays + " days, gap > " + maxGapDays
                + " days, unchanged > " + maxUnchanged + " dates, outlier |z| > " + outlierZ + ", at least " + minAssets
                + " assets and a fraction of " + minFraction + "]";
    }

    /** Collects the settings of a {@link DataPolicy}; starts from the standard ones. Not safe for several threads. */
    public static final class Builder {
        private final EnumMap<DataDefect, Treatment> treatments = new EnumMap<>(DataDefect.class);
        private int maxStaleDays = 7;
        private int maxGapDays = 10;
        private int maxUnchanged = 20;
        private double outlierZ = 20;
        private int minAssets = 1;
        private double minFraction = 0.5;

        private Builder() {
            exclude(DataDefect.values());
            // order can be restored without a guess; a peg, a halt or a crash is news, not bad data
            warn(DataDefect.OUT_OF_ORDER_DATE, DataDefect.UNCHANGED, DataDefect.OUTLIER);
        }

        /**
         * Leaves out assets with these defects.
         *
         * @param defects kinds of defect
         * @return this builder
         */
        public Builder exclude(DataDefect... defects) {
            return treat(Treatment.EXCLUDE, defects);
        }

        /**
         * Reports these defects but keeps the assets.
         *
         * @param defects kinds of defect
         * @return this builder
         */
        public Builder warn(DataDefect... defects) {
            return treat(Treatment.WARN, defects);
        }

        /**
         * Does not look for these defects.
         *
         * @param defects kinds of defect
         * @return this builder
         */
        public Builder ignore(DataDefect... defects) {
            return treat(Treatment.IGNORE, defects);
        }

        private Builder treat(Treatment treatment, DataDefect... defects) {
            for (DataDefect defect : Check.copy(defects, "defects")) {
                treatments.put(defect, treatment);
            }
            return this;
        }

        /**
         * Sets the greatest age of a last price.
         *
         * @param days calendar days, at least 0
         * @return this builder
         */
        public Builder maxStaleDays(int days) {
            maxStaleDays = Check.atLeast(days, 0, "maxStaleDays");
            return this;
        }

        /**
         * Sets the greatest distance of neighbouring prices.
         *
         * @param days calendar days, at least 1
         * @return this builder
         */
        public Builder maxGapDays(int days) {
            maxGapDays = Check.atLeast(days, 1, "maxGapDays");
            return this;
        }

        /**
         * Sets the greatest number of equal prices in a row.
         *
         * @param dates at least 1
         * @return this builder
         */
        public Builder maxUnchanged(int dates) {
            maxUnchanged = Check.atLeast(dates, 1, "maxUnchanged");
            return this;
        }

        /**
         * Sets the robust z-score beyond which a return is an outlier.
         *
         * @param z in robust standard deviations, positive
         * @return this builder
         */
        public Builder outlierZ(double z) {
            outlierZ = Check.positive(z, "outlierZ");
            return this;
        }

        /**
         * Sets how many assets must be accepted for the data to be tradable.
         *
         * @param assets at least 1
         * @return this builder
         */
        public Builder minAssets(int assets) {
            minAssets = Check.atLeast(assets, 1, "minAssets");
            return this;
        }

        /**
         * Sets which fraction of the assets must be accepted for the data to be tradable.
         *
         * @param fraction from 0 to 1
         * @return this builder
         */
        public Builder minFraction(double fraction) {
            minFraction = Check.within(fraction, 0, 1, "minFraction");
            return this;
        }

        /**
         * The policy.
         *
         * @return an immutable policy
         */
        public DataPolicy build() {
            return new DataPolicy(this);
        }
    }
}
