package io.trimtab.risk.limit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What a gate remembers of the equity of an account: its highest, and what a day began with, in UTC.
 *
 * <p>A day begins with the last equity seen on an earlier day, the first of all with the first equity seen. Not thread-safe.
 */
final class AccountPath {
    private static final String NO_DAY = "-";

    private double highest;
    private double dayStart;
    private double latest;
    private @Nullable LocalDate latestDay;

    AccountPath(double highest) {
        this.highest = highest;
    }

    /** Follows the equity; a request of an earlier day belongs to another run. */
    void see(Instant asOf, double equity) {
        LocalDate day = asOf.atOffset(ZoneOffset.UTC).toLocalDate();
        if (latestDay != null && day.isBefore(latestDay)) {
            throw new IllegalArgumentException("asOf must not go back to " + day + " after a request of " + latestDay
                    + ": drawdown and loss of the day would mix two runs; use one gate for each");
        }
        if (latestDay == null) {
            dayStart = equity;
        } else if (day.isAfter(latestDay)) {
            dayStart = latest;
        }
        latestDay = day;
        latest = equity;
        highest = Math.max(highest, equity);
    }

    /** NaN before any equity was seen. */
    double drawdown() {
        return (highest - latest) / highest;
    }

    /** NaN before any equity was seen. */
    double dayLoss() {
        return (dayStart - latest) / dayStart;
    }

    String words() {
        String day = latestDay == null ? NO_DAY : latestDay.toString();
        return GateText.number(highest) + " " + GateText.number(dayStart) + " " + GateText.number(latest) + " " + day;
    }

    static AccountPath read(String words) {
        String[] w = words.split(" ");
        AccountPath path = new AccountPath(GateText.number(w[0]));
        path.dayStart = GateText.number(w[1]);
        path.latest = GateText.number(w[2]);
        path.latestDay = w[3].equals(NO_DAY) ? null : LocalDate.parse(w[3]);
        return path;
    }
}
