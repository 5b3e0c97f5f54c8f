package io.trimtab.docs.strategies;

import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * What a strategy earned, day by day after costs, and what it decided.
 *
 * <p>Made by {@link WalkForward}. Immutable and thread-safe.
 */
public final class TrackRecord {
    private final CandidateStrategy strategy;
    private final List<LocalDate> dates;
    private final double[] returns;
    private final List<Rebalance> rebalances;

    TrackRecord(CandidateStrategy strategy, List<LocalDate> dates, double[] returns, List<Rebalance> rebalances) {
        this.strategy = strategy;
        this.dates = dates;
        this.returns = returns;
        this.rebalances = List.copyOf(rebalances);
    }

    /**
     * Whose record it is.
     *
     * @return the strategy
     */
    public CandidateStrategy strategy() {
        return strategy;
    }

    /**
     * The days of the record.
     *
     * @return trading days, increasing, from the first fill on
     */
    public List<LocalDate> dates() {
        return dates;
    }

    /**
     * The returns of the days.
     *
     * @return a new array of simple returns after costs, one a day
     */
    public double[] returns() {
        return returns.clone();
    }

    /**
     * The decisions that were filled on the days of the record.
     *
     * @return oldest first
     */
    public List<Rebalance> rebalances() {
        return rebalances;
    }

    /**
     * The record as it stood on a day.
     *
     * @param date the last day to keep; it need not be a trading day
     * @return the days up to it and what was filled on them, possibly nothing
     */
    public TrackRecord upTo(LocalDate date) {
        int days = daysUpTo(date);
        int filled = 0;
        while (filled < rebalances.size() && !rebalances.get(filled).filled().isAfter(date)) {
            filled++;
        }
        return new TrackRecord(
                strategy, dates.subList(0, days), Arrays.copyOf(returns, days), rebalances.subList(0, filled));
    }

    /**
     * The returns of this record on the days of another.
     *
     * @param other a record of days that this one has as well
     * @return one simple return for each day of the other
     * @throws IllegalArgumentException if this record lacks one of the days
     */
    public double[] returnsOn(TrackRecord other) {
        if (other.dates.isEmpty()) {
            return new double[0];
        }
        int first = Collections.binarySearch(dates, other.dates.get(0));
        int days = other.dates.size();
        if (first < 0
                || first + days > dates.size()
                || !dates.subList(first, first + days).equals(other.dates)) {
            throw new IllegalArgumentException(this + " lacks days of " + other);
        }
        return Arrays.copyOfRange(returns, first, first + days);
    }

    /**
     * The compounded returns of calendar months, the first and the last as far as they are in the record.
     *
     * @return simple returns, oldest first
     */
    public double[] monthlyReturns() {
        return compounded(YearMonth::from);
    }

    /**
     * The compounded returns of calendar years, the first and the last as far as they are in the record.
     *
     * @return simple returns, oldest first
     */
    public double[] yearlyReturns() {
        return compounded(Year::from);
    }

    private double[] compounded(Function<LocalDate, Object> period) {
        List<Double> periods = new ArrayList<>();
        double wealth = 1;
        for (int t = 0; t < returns.length; t++) {
            wealth *= 1 + returns[t];
            boolean last =
                    t + 1 == returns.length || !period.apply(dates.get(t)).equals(period.apply(dates.get(t + 1)));
            if (last) {
                periods.add(wealth - 1);
                wealth = 1;
            }
        }
        return periods.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private int daysUpTo(LocalDate date) {
        int found = Collections.binarySearch(dates, date);
        return found >= 0 ? found + 1 : -found - 1;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof TrackRecord that
                        && strategy.id().equals(that.strategy.id())
                        && dates.equals(that.dates)
                        && Arrays.equals(returns, that.returns)
                        && rebalances.equals(that.rebalances));
    }

    @Override
    public int hashCode() {
        return 31 * strategy.id().hashCode() + Arrays.hashCode(returns);
    }

    @Override
    public String toString() {
        return "TrackRecord[" + strategy.id()
                + (dates.isEmpty() ? ", empty" : ", " + dates.get(0) + " to " + dates.get(dates.size() - 1)) + "]";
    }
}
