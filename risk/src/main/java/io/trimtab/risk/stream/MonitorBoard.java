package io.trimtab.risk.stream;

import io.trimtab.risk.measure.HistoricalSimulation;
import io.trimtab.risk.stream.MonitorReading.LimitReading;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The figures that readers see, published by one writer and read by many without a lock: a sequence lock.
 *
 * <p>The writer makes the sequence odd, writes, and makes it even again; a reader takes a copy between two equal even
 * sequences or tries again. Fences as in H. Boehm, "Can seqlocks get along with programming language memory models?" (MSPC
 * 2012): the reader's second look at the sequence may not pass its reads.
 */
final class MonitorBoard {
    private static final VarHandle SEQUENCE;
    private static final VarHandle UPDATES;
    private static final VarHandle WITHIN;
    private static final VarHandle DOUBLES = MethodHandles.arrayElementVarHandle(double[].class);
    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            SEQUENCE = lookup.findVarHandle(MonitorBoard.class, "sequence", long.class);
            UPDATES = lookup.findVarHandle(MonitorBoard.class, "publishedUpdates", long.class);
            WITHIN = lookup.findVarHandle(MonitorBoard.class, "publishedWithin", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final List<List<TailLimit>> limits;
    /** The first limit of each portfolio among all limits, and their number at the end. */
    private final int[] first;

    private final ExceedanceCount[] exceedances;
    private final int[] allowed;

    /** The writer's own figures. */
    private final int[] counts;
    /** By portfolio: net value, its rounding, gross value, its rounding. */
    private final double[] values;

    @SuppressWarnings("unused") // through SEQUENCE
    private volatile long sequence;

    private final int[] publishedCounts;
    private final double[] publishedValues;

    @SuppressWarnings("UnusedVariable") // through UPDATES
    private long publishedUpdates;

    @SuppressWarnings("UnusedVariable") // through WITHIN
    private boolean publishedWithin;

    MonitorBoard(List<List<TailLimit>> limits, int scenarios) {
        this.limits = limits.stream().map(List::copyOf).toList();
        first = new int[limits.size() + 1];
        for (int i = 0; i < limits.size(); i++) {
            first[i + 1] = first[i] + limits.get(i).size();
        }
        int all = first[limits.size()];
        exceedances = new ExceedanceCount[all];
        allowed = new int[all];
        int k = 0;
        for (List<TailLimit> some : limits) {
            for (TailLimit limit : some) {
                exceedances[k] = new ExceedanceCount(scenarios, -limit.loss());
                double tail = HistoricalSimulation.at(limit.confidence()).tailSize(scenarios);
                // the value at risk is a loss of the window, so the least of them at best
                allowed[k++] = Math.min(scenarios - 1, (int) Math.floor(tail));
            }
        }
        counts = new int[all];
        publishedCounts = new int[all];
        values = new double[4 * limits.size()];
        publishedValues = new double[2 * limits.size()];
    }

    /** After profits have changed in whatever way. */
    void count(int portfolio, double[] profit) {
        for (int k = first[portfolio]; k < first[portfolio + 1]; k++) {
            counts[k] = exceedances[k].afresh(profit);
        }
    }

    /** After no profit has moved by more than a distance. */
    void countMoved(int portfolio, double distance, double[] profit) {
        for (int k = first[portfolio]; k < first[portfolio + 1]; k++) {
            counts[k] = exceedances[k].moved(distance, profit);
        }
    }

    /** After one profit was replaced. */
    void countReplaced(int portfolio, int row, double before, double after) {
        for (int k = first[portfolio]; k < first[portfolio + 1]; k++) {
            counts[k] = exceedances[k].replaced(row, before, after, counts[k]);
        }
    }

    void revalue(int portfolio, double before, double after) {
        addTo(4 * portfolio, after);
        addTo(4 * portfolio, -before);
        addTo(4 * portfolio + 2, Math.abs(after));
        addTo(4 * portfolio + 2, -Math.abs(before));
    }

    void clear() {
        Arrays.fill(values, 0);
    }

    private void addTo(int at, double x) {
        double h = values[at];
        double sum = h + x;
        double part = sum - h;
        double rest = ((h - (sum - part)) + (x - part)) + values[at + 1];
        values[at] = sum + rest;
        values[at + 1] = rest - (values[at] - sum);
    }

    void publish(long updates) {
        boolean within = true;
        for (int k = 0; k < counts.length; k++) {
            within &= counts[k] <= allowed[k];
        }
        long odd = (long) SEQUENCE.get(this) + 1;
        SEQUENCE.setOpaque(this, odd);
        VarHandle.storeStoreFence();
        for (int k = 0; k < counts.length; k++) {
            INTS.setOpaque(publishedCounts, k, counts[k]);
        }
        for (int i = 0; i < publishedValues.length; i++) {
            DOUBLES.setOpaque(publishedValues, i, values[2 * i]);
        }
        UPDATES.setOpaque(this, updates);
        WITHIN.setOpaque(this, within);
        SEQUENCE.setRelease(this, odd + 1);
    }

    boolean isWithinLimits() {
        return (boolean) WITHIN.getAcquire(this);
    }

    MonitorReading reading(int portfolio, String name) {
        int[] found = new int[first[portfolio + 1] - first[portfolio]];
        while (true) {
            long before = (long) SEQUENCE.getAcquire(this);
            if ((before & 1) == 0) {
                for (int k = 0; k < found.length; k++) {
                    found[k] = (int) INTS.getOpaque(publishedCounts, first[portfolio] + k);
                }
                double net = (double) DOUBLES.getOpaque(publishedValues, 2 * portfolio);
                double gross = (double) DOUBLES.getOpaque(publishedValues, 2 * portfolio + 1);
                long updates = (long) UPDATES.getOpaque(this);
                VarHandle.loadLoadFence();
                if ((long) SEQUENCE.getOpaque(this) == before) {
                    List<LimitReading> uses = new ArrayList<>(found.length);
                    for (int k = 0; k < found.length; k++) {
                        uses.add(new LimitReading(
                                limits.get(portfolio).get(k), found[k], allowed[first[portfolio] + k]));
                    }
                    return new MonitorReading(name, updates, net, gross, uses);
                }
            }
            Thread.onSpinWait();
        }
    }
}
