package io.trimtab.core.market;

import io.trimtab.core.check.Check;
import java.time.LocalDate;
import java.util.List;

/**
 * One kind of defect in the prices of one asset: how often, and when.
 *
 * @param asset the asset's id
 * @param defect what is wrong
 * @param treatment what the policy does about it: exclude or warn
 * @param count how often, at least 1
 * @param dates the first dates it happened on, at most {@link #DATES_LISTED}; empty if it has no date
 * @param detail how bad it is at its worst, for a reader; may be empty
 */
public record DataFinding(
        String asset, DataDefect defect, Treatment treatment, int count, List<LocalDate> dates, String detail) {
    /** How many dates a finding lists at most: {@code count} tells the rest. */
    public static final int DATES_LISTED = 20;

    public DataFinding {
        Check.notBlank(asset, "asset");
        Check.notNull(defect, "defect");
        Check.notNull(treatment, "treatment");
        Check.atLeast(count, 1, "count");
        dates = Check.copy(dates, "dates");
        Check.notNull(detail, "detail");
    }

    /**
     * The finding in words.
     *
     * @return for example {@code NOK: missing on 2008-10-10 (excluded)}
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(asset).append(": ").append(label(defect));
        if (count > 1) {
            text.append(' ').append(count).append(" times");
        }
        if (!dates.isEmpty()) {
            text.append(count > 1 ? ", first on " : " on ").append(dates.get(0));
        }
        if (!detail.isEmpty()) {
            text.append(", ").append(detail);
        }
        return text.append(treatment == Treatment.EXCLUDE ? " (excluded)" : " (warning)")
                .toString();
    }

    private static String label(DataDefect defect) {
        return switch (defect) {
            case MISSING -> "missing price";
            case INFINITE -> "infinite price";
            case NOT_POSITIVE -> "price not positive";
            case DUPLICATE_DATE -> "duplicate date";
            case OUT_OF_ORDER_DATE -> "date out of order";
            case AFTER_AS_OF -> "price from the future";
            case GAP -> "gap";
            case STALE -> "stale";
            case UNCHANGED -> "unchanged price";
            case OUTLIER -> "outlier";
        };
    }
}
