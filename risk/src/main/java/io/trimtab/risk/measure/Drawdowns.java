package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import java.util.Arrays;
import java.util.Locale;

/**
 * How far wealth fell below its highest point so far, after each return.
 *
 * <pre>{@code
 * Drawdowns drawdowns = Drawdowns.of(returns, Compounding.COMPOUNDED);
 * drawdowns.maximum(); // 0.23: 23% below a peak
 * drawdowns.current(); // still open at the end
 * }</pre>
 *
 * <p>Wealth starts at 1 and the start is a peak, so a first loss is a drawdown; a drawdown that has not recovered at the
 * end counts. Compounded: 1 - wealth / peak, from 0 to 1; uncompounded: peak - wealth, in fractions of the stake.
 * Immutable and thread-safe. O(T).
 */
public final class Drawdowns {
    /** The position of the start, before the first return. */
    public static final int START = -1;

    private final double[] path;
    private final int peak;
    private final int trough;

    private Drawdowns(double[] path, int peak, int trough) {
        this.path = path;
        this.peak = peak;
        this.trough = trough;
    }

    /**
     * The drawdowns of a series of returns.
     *
     * @param returns at least one simple return, all finite; compounded ones at least -1
     * @param compounding how returns make wealth
     * @return the drawdowns after each return
     * @throws IllegalArgumentException if there is no return, one is not finite, or one below -1 is to be compounded
     */
    public static Drawdowns of(double[] returns, Compounding compounding) {
        Check.allFinite(Check.notNull(returns, "returns"), "returns");
        Check.atLeast(returns.length, 1, "number of returns");
        if (Check.notNull(compounding, "compounding") == Compounding.UNCOMPOUNDED) {
            return ofSums(returns);
        }
        double[] wealth = new double[returns.length];
        double w = 1;
        for (int t = 0; t < returns.length; t++) {
            w *= 1 + requireNotBelowTotalLoss(returns, t);
            wealth[t] = Check.finite(w, "wealth after returns[" + t + "]");
        }
        return ofWealth(wealth, 1);
    }

    /** A depth is carried on from return to return: a small one keeps its digits whatever was gained before. */
    private static Drawdowns ofSums(double[] returns) {
        double[] path = new double[returns.length];
        double depth = 0;
        int highAt = START;
        int peak = START;
        int trough = START;
        double worst = 0;
        for (int t = 0; t < returns.length; t++) {
            depth = Math.max(0, Check.finite(depth - returns[t], "drawdown after returns[" + t + "]"));
            path[t] = depth;
            if (depth == 0) {
                highAt = t;
            } else if (depth > worst) {
                worst = depth;
                peak = highAt;
                trough = t;
            }
        }
        return new Drawdowns(path, peak, trough);
    }

    /**
     * The drawdowns of an equity curve, relative to its peaks.
     *
     * @param equity at least one value, all finite and not negative, the first positive: the first value is the start
     * @return the drawdowns at each value, the first of them 0
     * @throws IllegalArgumentException if there is no value, the first is not positive, or one is negative or not finite
     */
    public static Drawdowns ofEquity(double[] equity) {
        Check.atLeast(Check.notNull(equity, "equity").length, 1, "number of equity values");
        Check.positive(equity[0], "equity[0]");
        for (int t = 1; t < equity.length; t++) {
            Check.notNegative(equity[t], "equity[" + t + "]");
        }
        return ofWealth(equity, equity[0]);
    }

    static double requireNotBelowTotalLoss(double[] returns, int t) {
        if (returns[t] < -1) {
            throw new IllegalArgumentException("returns[" + t + "] must be at least -1 to be compounded, was "
                    + returns[t] + ": wealth would be negative; use UNCOMPOUNDED");
        }
        return returns[t];
    }

    private static Drawdowns ofWealth(double[] wealth, double start) {
        double[] path = new double[wealth.length];
        double high = start;
        int highAt = START;
        int peak = START;
        int trough = START;
        double worst = 0;
        for (int t = 0; t < wealth.length; t++) {
            if (wealth[t] >= high) {
                high = wealth[t];
                highAt = t;
            }
            path[t] = (high - wealth[t]) / high;
            if (path[t] > worst) {
                worst = path[t];
                peak = highAt;
                trough = t;
            }
        }
        return new Drawdowns(path, peak, trough);
    }

    /**
     * The largest drawdown.
     *
     * @return at least 0; 0 when wealth never fell
     */
    public double maximum() {
        return trough == START ? 0 : path[trough];
    }

    /**
     * The drawdown at the end.
     *
     * @return at least 0; 0 when wealth ends at its highest
     */
    public double current() {
        return path[path.length - 1];
    }

    /**
     * The mean of the drawdowns after each return.
     *
     * @return at least 0
     */
    public double average() {
        double sum = 0;
        for (double d : path) {
            sum += d;
        }
        return sum / path.length;
    }

    /**
     * The last position at the peak before the largest drawdown.
     *
     * @return a position in the series, or {@link #START} when it fell from the start or never fell
     */
    public int peak() {
        return peak;
    }

    /**
     * The position of the largest drawdown, the first of equals.
     *
     * @return a position in the series, or {@link #START} when wealth never fell
     */
    public int trough() {
        return trough;
    }

    /**
     * The drawdown after each return.
     *
     * @return a new array, one value for each return
     */
    public double[] path() {
        return path.clone();
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Drawdowns that && peak == that.peak && Arrays.equals(path, that.path));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(path);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "Drawdowns[maximum %.4g, current %.4g]", maximum(), current());
    }
}
