package io.trimtab.risk.stream;

import io.trimtab.core.check.Check;
import java.util.Arrays;

/**
 * How far equity is, and was at worst, below its highest point within the latest observations.
 *
 * <pre>{@code
 * RollingDrawdown drawdown = RollingDrawdown.over(250);
 * drawdown.add(equity);
 * drawdown.current();   // 0.04: 4% below the highest of the 250
 * drawdown.deepest();   // the deepest fall from a high to a later low within them
 * }</pre>
 *
 * <p>A window forgets: a high that has left no longer counts. Each node of a binary tree over the window knows the highest
 * and lowest value and the deepest fall within its part, and parts join: the deepest fall of both is that of one, of the
 * other, or from the first's highest to the second's lowest. Exact, to the bit, whatever has left.
 *
 * <p>O(log T) to add and to read, no allocation after construction; at most 96 bytes per value. Not thread-safe: one thread writes
 * and reads.
 */
public final class RollingDrawdown {
    private static final int WIDEST = 10_000_000;

    private final int window;
    /** A power of two: node i has the children 2 i and 2 i + 1, slot s is node {@code leaves + s}. */
    private final int leaves;

    private final double[] highest;
    private final double[] lowest;
    private final double[] fall;
    private int size;
    private int next;
    private double latest;

    /** What {@link #join} has put together so far. */
    private double joinedHighest;

    private double joinedFall;

    private RollingDrawdown(int window) {
        this.window = window;
        leaves = window == 1 ? 1 : Integer.highestOneBit(window - 1) << 1;
        highest = new double[2 * leaves];
        lowest = new double[2 * leaves];
        fall = new double[2 * leaves];
        Arrays.fill(lowest, Double.POSITIVE_INFINITY);
    }

    /**
     * An empty window.
     *
     * @param window how many values it holds, from 1 to 10 million
     * @return the window
     * @throws IllegalArgumentException if the window is out of range
     */
    public static RollingDrawdown over(int window) {
        return new RollingDrawdown(Windows.checked(window, WIDEST));
    }

    /**
     * Adds the newest equity; if the window is full the oldest leaves.
     *
     * @param equity positive and finite, in any currency
     * @throws IllegalArgumentException if it is not; nothing has changed then
     */
    public void add(double equity) {
        int leaf = leaves + next;
        highest[leaf] = Check.positive(equity, "equity");
        lowest[leaf] = equity;
        for (int node = leaf >> 1; node > 0; node >>= 1) {
            int a = 2 * node;
            int b = a + 1;
            highest[node] = Math.max(highest[a], highest[b]);
            lowest[node] = Math.min(lowest[a], lowest[b]);
            fall[node] = Math.max(Math.max(fall[a], fall[b]), fallBetween(highest[a], lowest[b]));
        }
        next = next + 1 == window ? 0 : next + 1;
        size = Math.min(window, size + 1);
        latest = equity;
    }

    private static double fallBetween(double from, double to) {
        return to < from ? 1 - to / from : 0;
    }

    /**
     * How many values there are.
     *
     * @return from 0 to the window
     */
    public int size() {
        return size;
    }

    /**
     * How far the newest equity is below the highest of the window.
     *
     * @return a fraction of the highest, from 0 to below 1
     * @throws IllegalStateException if there is no value yet
     */
    public double current() {
        joinAll();
        return fallBetween(joinedHighest, latest);
    }

    /**
     * The deepest fall from a value of the window to a later one.
     *
     * @return a fraction of the value it fell from, from 0 to below 1
     * @throws IllegalStateException if there is no value yet
     */
    public double deepest() {
        joinAll();
        return joinedFall;
    }

    private void joinAll() {
        if (size == 0) {
            throw new IllegalStateException("the window has no equity yet: add one before measuring");
        }
        joinedHighest = 0;
        joinedFall = 0;
        if (size == window) {
            join(next, window);
        }
        join(0, next);
    }

    /** Joins the slots from one to before another, in their order, to what is joined. */
    private void join(int from, int to) {
        int slot = from;
        while (slot < to) {
            // the largest part of the tree that begins here and ends in time
            int node = leaves + slot;
            int width = 1;
            while ((node & 1) == 0 && node > 1 && slot + 2 * width <= to) {
                node >>= 1;
                width *= 2;
            }
            joinedFall = Math.max(Math.max(joinedFall, fall[node]), fallBetween(joinedHighest, lowest[node]));
            joinedHighest = Math.max(joinedHighest, highest[node]);
            slot += width;
        }
    }

    @Override
    public String toString() {
        return "RollingDrawdown[" + size + " of " + window + " values]";
    }
}
