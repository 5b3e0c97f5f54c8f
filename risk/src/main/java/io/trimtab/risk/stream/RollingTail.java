package io.trimtab.risk.stream;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.risk.measure.HistoricalSimulation;

/**
 * Value at risk and expected shortfall of the latest losses, kept up to date as losses come and go.
 *
 * <pre>{@code
 * RollingTail tail = RollingTail.over(500, Confidence.of(0.99));
 * tail.add(loss);              // the 501st pushes out the first
 * tail.expectedShortfall();    // what HistoricalSimulation would say of the same 500
 * tail.isWithin(0.02);         // by counting
 * }</pre>
 *
 * <p>The numbers are those of {@link HistoricalSimulation} with its default quantile rule, of the losses in the window:
 * the value at risk to the bit, the expected shortfall to within a few units of the last place. A loss that leaves takes
 * all its rounding with it, however large it was. Losses are positive, gains negative, in any unit.
 *
 * <p>O(log T) to add, to read and to count, no allocation after construction; 49 bytes per observation. Not thread-safe:
 * one thread writes and reads.
 */
public final class RollingTail {
    /** Sums of a whole window stay finite. */
    private static final double LARGEST = 1e290;

    private static final int WIDEST = 100_000_000;

    private final Confidence confidence;
    private final HistoricalSimulation rule;
    private final LossTree tree;
    private final int window;
    /** The slot that the next loss takes: that of the oldest once the window is full. */
    private int next;

    private RollingTail(int window, Confidence confidence) {
        this.window = window;
        this.confidence = confidence;
        this.rule = HistoricalSimulation.at(confidence);
        this.tree = new LossTree(window);
    }

    /**
     * An empty window.
     *
     * @param window how many losses it holds, from 1 to 100 million
     * @param confidence the confidence of the value at risk
     * @return the window
     * @throws IllegalArgumentException if the window is out of range
     */
    public static RollingTail over(int window, Confidence confidence) {
        return new RollingTail(Windows.checked(window, WIDEST), Check.notNull(confidence, "confidence"));
    }

    /**
     * A window as it was.
     *
     * @param snapshot what {@link #snapshot()} gave
     * @return a window that answers the same
     */
    public static RollingTail restored(WindowSnapshot snapshot) {
        Check.notNull(snapshot, "snapshot");
        RollingTail tail = over(snapshot.window(), snapshot.confidence());
        for (double loss : snapshot.values()) {
            tail.add(loss);
        }
        return tail;
    }

    /**
     * Adds the newest loss; if the window is full the oldest leaves.
     *
     * @param loss finite, at most 1e290 in size
     * @throws IllegalArgumentException if it is not; nothing has changed then
     */
    public void add(double loss) {
        Check.within(loss, -LARGEST, LARGEST, "loss");
        if (tree.size() == window) {
            tree.remove(next);
        }
        tree.insert(next, loss);
        next = next + 1 == window ? 0 : next + 1;
    }

    /**
     * How many losses there are.
     *
     * @return from 0 to the window
     */
    public int size() {
        return tree.size();
    }

    /**
     * How many losses the window holds.
     *
     * @return at least 1
     */
    public int window() {
        return window;
    }

    /**
     * The confidence.
     *
     * @return that of the value at risk
     */
    public Confidence confidence() {
        return confidence;
    }

    /**
     * The smallest loss that at most floor(alpha T) losses of the window exceed.
     *
     * @return in the unit of the losses
     * @throws IllegalStateException if there is no loss yet
     */
    public double valueAtRisk() {
        int n = filled();
        return tree.largest(Math.min(n, (int) Math.floor(rule.tailSize(n)) + 1));
    }

    /**
     * The mean of the worst {@code alpha T} losses of the window, the last of them with the fraction that remains.
     *
     * @return in the unit of the losses; at least the value at risk
     * @throws IllegalStateException if there is no loss yet
     */
    public double expectedShortfall() {
        int n = filled();
        double tail = Math.max(1, rule.tailSize(n));
        int beyond = (int) Math.ceil(tail) - 1;
        double least = tree.largest(beyond + 1);
        return beyond == 0 ? least : least + tree.excessOfLargest(beyond, least) / tail;
    }

    /**
     * The worst loss of the window.
     *
     * @return in the unit of the losses
     * @throws IllegalStateException if there is no loss yet
     */
    public double worstLoss() {
        filled();
        return tree.largest(1);
    }

    /**
     * How many losses of the window are above a level.
     *
     * @param level any number but NaN
     * @return from 0 to {@link #size()}
     * @throws IllegalArgumentException if the level is NaN
     */
    public int countAbove(double level) {
        return tree.countAbove(number(level));
    }

    /**
     * Whether the value at risk is within a limit: whether at most floor(alpha T) losses exceed it.
     *
     * @param limit the largest value at risk allowed, any number but NaN
     * @return whether {@code valueAtRisk() <= limit}
     * @throws IllegalArgumentException if the limit is NaN
     * @throws IllegalStateException if there is no loss yet
     */
    public boolean isWithin(double limit) {
        int n = filled();
        return tree.countAbove(number(limit)) <= Math.min(n - 1, (int) Math.floor(rule.tailSize(n)));
    }

    /**
     * The window as a value, for a restart.
     *
     * @return its losses, oldest first
     */
    public WindowSnapshot snapshot() {
        int n = tree.size();
        double[] values = new double[n];
        int oldest = n == window ? next : 0;
        for (int i = 0; i < n; i++) {
            values[i] = tree.at((oldest + i) % window);
        }
        return new WindowSnapshot(window, confidence, values);
    }

    private int filled() {
        int n = tree.size();
        if (n == 0) {
            throw new IllegalStateException("the window has no loss yet: add one before measuring");
        }
        return n;
    }

    private static double number(double level) {
        if (Double.isNaN(level)) {
            throw new IllegalArgumentException("level must be a number, was NaN");
        }
        return level;
    }

    @Override
    public String toString() {
        return "RollingTail[" + confidence + ", " + size() + " of " + window + " losses]";
    }
}
