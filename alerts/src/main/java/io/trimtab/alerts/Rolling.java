package io.trimtab.alerts;

/**
 * How often something happened: ever, and in the last day and week, counted by quarters of an hour. Guarded by the service's
 * monitor.
 */
final class Rolling {
    private static final long QUARTER = 15L * 60 * 1_000_000_000;
    private static final int DAY = 96;
    private static final int WEEK = 7 * DAY;

    private final int[] quarters = new int[WEEK + 1];
    private long newest;
    private long total;

    void add(long nanos) {
        moveTo(nanos);
        quarters[(int) (newest % quarters.length)]++;
        total++;
    }

    /** Empties the quarters between the newest and this moment. */
    private void moveTo(long nanos) {
        long quarter = Math.max(newest, nanos / QUARTER);
        for (long empty = Math.max(newest + 1, quarter - WEEK); empty <= quarter; empty++) {
            quarters[(int) (empty % quarters.length)] = 0;
        }
        newest = quarter;
    }

    long total() {
        return total;
    }

    AlertSummary.Counts counts(long nanos, long active) {
        moveTo(nanos);
        return new AlertSummary.Counts(total, active, last(DAY), last(WEEK));
    }

    /** The quarter under way and so many before it. */
    private long last(int count) {
        long sum = 0;
        for (long quarter = Math.max(0, newest - count); quarter <= newest; quarter++) {
            sum += quarters[(int) (quarter % quarters.length)];
        }
        return sum;
    }

    void save(StateWriter out) {
        out.putLong(total);
        out.putLong(newest);
        for (int count : quarters) {
            out.putInt(count);
        }
    }

    void load(StateReader in) {
        total = in.getLong();
        newest = Math.max(0, in.getLong());
        for (int i = 0; i < quarters.length; i++) {
            quarters[i] = in.getInt();
        }
    }
}
