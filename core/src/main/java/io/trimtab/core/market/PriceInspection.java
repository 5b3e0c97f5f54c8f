package io.trimtab.core.market;

import io.trimtab.core.check.Interruption;
import io.trimtab.core.numeric.OrderStatistics;
import io.trimtab.core.statistics.RobustScale;
import io.trimtab.core.time.Progress;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One look at one history under one policy: asset by asset, one pass a question. Single-threaded, used once. */
final class PriceInspection {
    private final DataPolicy policy;
    private final RawPrices raw;
    private final PriceHistory prices;
    private final LocalDate asOf;
    /** Rows not later than as-of. */
    private final int known;
    /** The same rows as days since the epoch: converting a date for each asset would cost as much as judging it. */
    private final long[] days;

    private final List<DataFinding> findings = new ArrayList<>();
    private final List<String> accepted = new ArrayList<>();

    /** The asset under the glass: its prices, and the rows up to as-of that hold a valid one. */
    private final double[] cells;

    private final int[] valid;
    private final double[] scratch;
    private final double[] deviations;
    private int validCount;
    private String asset = "";
    private boolean excluded;

    PriceInspection(DataPolicy policy, RawPrices raw, LocalDate asOf) {
        this.policy = policy;
        this.raw = raw;
        this.prices = raw.history();
        this.asOf = asOf;
        this.known = prices.rowAtOrBefore(asOf) + 1;
        this.days = new long[known];
        for (int t = 0; t < known; t++) {
            days[t] = prices.date(t).toEpochDay();
        }
        this.cells = new double[prices.rows()];
        this.valid = new int[known];
        this.scratch = new double[known];
        this.deviations = new double[known];
    }

    ValidationReport report(Progress progress) {
        for (int j = 0; j < prices.columns(); j++) {
            Interruption.endIfRequested("validating prices");
            inspect(j);
            progress.reached(j + 1L, prices.columns());
        }
        return new ValidationReport(asOf, prices.universe(), findings, accepted, objections());
    }

    private List<String> objections() {
        int examined = prices.columns();
        List<String> objections = new ArrayList<>();
        if (accepted.size() < policy.minAssets()) {
            objections.add("only " + accepted.size() + " of " + examined + " assets have acceptable prices, the policy"
                    + " demands at least " + policy.minAssets());
        }
        // The quotient, not the product: 14 of 25 is 0.56 as it is written, 0.56 x 25 is more than 14.
        if (!((double) accepted.size() / examined >= policy.minFraction())) {
            objections.add("only " + accepted.size() + " of " + examined + " assets have acceptable prices, the policy"
                    + " demands a fraction of at least " + policy.minFraction());
        }
        return objections;
    }

    private void inspect(int column) {
        asset = prices.universe().id(column);
        excluded = false;
        prices.columnInto(column, cells, 0);
        inspectCells();
        record(DataDefect.DUPLICATE_DATE, raw.log(DataDefect.DUPLICATE_DATE, column), "");
        record(DataDefect.OUT_OF_ORDER_DATE, raw.log(DataDefect.OUT_OF_ORDER_DATE, column), "");
        inspectFuture();
        inspectGaps();
        inspectAge();
        inspectRuns();
        inspectOutliers();
        if (!excluded) {
            accepted.add(asset);
        }
    }

    private boolean ignored(DataDefect defect) {
        return policy.treatmentOf(defect) == Treatment.IGNORE;
    }

    private void record(DataDefect defect, @Nullable DefectLog log, String detail) {
        if (log != null && log.count() > 0 && !ignored(defect)) {
            report(defect, policy.treatmentOf(defect), log, detail);
        }
    }

    private void report(DataDefect defect, Treatment treatment, DefectLog log, String detail) {
        excluded |= treatment == Treatment.EXCLUDE;
        findings.add(new DataFinding(asset, defect, treatment, log.count(), log.dates(), detail));
    }

    private void inspectCells() {
        DefectLog missing = new DefectLog();
        DefectLog infinite = new DefectLog();
        DefectLog notPositive = new DefectLog();
        double lowest = 0;
        validCount = 0;
        for (int t = 0; t < known; t++) {
            double price = cells[t];
            if (PriceHistory.isPrice(price)) {
                valid[validCount++] = t;
            } else if (Double.isNaN(price)) {
                missing.add(prices.date(t));
            } else if (Double.isInfinite(price)) {
                infinite.add(prices.date(t));
            } else {
                notPositive.add(prices.date(t));
                lowest = Math.min(lowest, price);
            }
        }
        record(DataDefect.MISSING, missing, "");
        record(DataDefect.INFINITE, infinite, "");
        record(DataDefect.NOT_POSITIVE, notPositive, lowest < 0 ? format("lowest %.6g", lowest) : "");
    }

    private void inspectFuture() {
        DefectLog future = new DefectLog();
        for (int t = known; t < cells.length; t++) {
            if (!Double.isNaN(cells[t])) {
                future.add(prices.date(t));
            }
        }
        record(DataDefect.AFTER_AS_OF, future, "judged as of " + asOf);
    }

    private void inspectGaps() {
        DefectLog gaps = new DefectLog();
        long longest = 0;
        for (int k = 1; k < validCount; k++) {
            long distance = days[valid[k]] - days[valid[k - 1]];
            if (distance > policy.maxGapDays()) {
                gaps.add(prices.date(valid[k]));
                longest = Math.max(longest, distance);
            }
        }
        record(DataDefect.GAP, gaps, "up to " + longest + " days without a price");
    }

    private void inspectAge() {
        DefectLog stale = new DefectLog();
        if (validCount == 0) {
            stale.addUndated();
            // whatever the policy says: without any price there is nothing to accept
            report(DataDefect.STALE, Treatment.EXCLUDE, stale, "no price at or before " + asOf);
            return;
        }
        LocalDate last = prices.date(valid[validCount - 1]);
        long age = asOf.toEpochDay() - last.toEpochDay();
        if (age > policy.maxStaleDays()) {
            stale.add(last);
        }
        record(DataDefect.STALE, stale, "the last price is " + age + " days old");
    }

    private void inspectRuns() {
        DefectLog runs = new DefectLog();
        int longest = 0;
        int start = 0;
        for (int k = 1; k <= validCount; k++) {
            if (k == validCount || cells[valid[k]] != cells[valid[start]]) {
                int length = k - start;
                if (length > policy.maxUnchanged()) {
                    runs.add(prices.date(valid[start]));
                    longest = Math.max(longest, length);
                }
                start = k;
            }
        }
        record(DataDefect.UNCHANGED, runs, "up to " + longest + " prices in a row");
    }

    private void inspectOutliers() {
        int count = validCount - 1;
        if (ignored(DataDefect.OUTLIER) || count < 2) {
            return;
        }
        for (int k = 0; k < count; k++) {
            scratch[k] = PriceHistory.logReturn(cells[valid[k]], cells[valid[k + 1]]);
            deviations[k] = scratch[k];
        }
        double median = median(deviations, count);
        for (int k = 0; k < count; k++) {
            deviations[k] = Math.abs(scratch[k] - median);
        }
        double scale = RobustScale.ofDeviations(count, deviations);
        DefectLog outliers = new DefectLog();
        double worst = 0;
        for (int k = 0; k < count && scale > 0; k++) {
            double z = (scratch[k] - median) / scale;
            if (Math.abs(z) > policy.outlierZ()) {
                outliers.add(prices.date(valid[k + 1]));
                worst = Math.abs(z) > Math.abs(worst) ? z : worst;
            }
        }
        record(DataDefect.OUTLIER, outliers, worst == 0 ? "" : format("robust z up to %.1f", worst));
    }

    /** Reorders the values. */
    private static double median(double[] values, int count) {
        return OrderStatistics.interpolated(count, values, 0, 0.5 * (count - 1));
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
