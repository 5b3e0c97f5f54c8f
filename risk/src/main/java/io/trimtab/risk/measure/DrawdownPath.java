package io.trimtab.risk.measure;

/**
 * The depth of the drawdown after each return and where its peak was, in arrays that are used again.
 *
 * <p>Wealth starts at 1 and the start is a peak. Not thread-safe.
 */
final class DrawdownPath {
    private int size;
    private boolean known;
    private boolean defined;
    private double[] depths = {};
    private int[] peaks = {};

    void forget() {
        known = false;
    }

    /** The path of some returns, calculated unless it is known. */
    DrawdownPath of(int n, double[] returns, boolean compounded) {
        if (known) {
            return this;
        }
        if (depths.length < n) {
            depths = new double[returns.length];
            peaks = new int[returns.length];
        }
        size = n;
        known = true;
        defined = true;
        double wealth = 1;
        double high = 1;
        int peak = Drawdowns.START;
        for (int t = 0; t < n; t++) {
            if (compounded) {
                defined &= returns[t] >= -1;
                wealth *= 1 + returns[t];
            } else {
                wealth += returns[t];
            }
            if (wealth >= high) {
                high = wealth;
                peak = t;
            }
            depths[t] = compounded ? (high - wealth) / high : high - wealth;
            peaks[t] = peak;
        }
        defined &= wealth <= Double.MAX_VALUE && high <= Double.MAX_VALUE;
        return this;
    }

    /** Whether wealth stayed finite and no return below -1 had to be compounded. */
    boolean defined() {
        return defined;
    }

    int size() {
        return size;
    }

    /** The depth after each return, at least 0. */
    double[] depths() {
        return depths;
    }

    /** The last position at the peak before each return, or {@link Drawdowns#START}. */
    int[] peaks() {
        return peaks;
    }
}
