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

    /** Of each episode the first position below the peak, the deepest, and the one that regains the peak or is the last. */
    private int[] starts = {};

    private int[] troughs = {};
    private int[] ends = {};
    private int episodes;

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
            starts = new int[returns.length];
            troughs = new int[returns.length];
            ends = new int[returns.length];
        }
        size = n;
        known = true;
        defined = true;
        double wealth = 1;
        double high = 1;
        double depth = 0;
        int peak = Drawdowns.START;
        for (int t = 0; t < n; t++) {
            if (compounded) {
                defined &= returns[t] >= -1;
                wealth *= 1 + returns[t];
                if (wealth >= high) {
                    high = wealth;
                    peak = t;
                }
                depths[t] = (high - wealth) / high;
            } else {
                // the depth itself is carried on: a small one keeps its digits whatever was gained before
                depth -= returns[t];
                if (depth <= 0) {
                    depth = 0;
                    peak = t;
                }
                depths[t] = depth;
                defined &= depth <= Double.MAX_VALUE;
            }
            peaks[t] = peak;
        }
        defined &= wealth <= Double.MAX_VALUE && high <= Double.MAX_VALUE;
        findEpisodes();
        return this;
    }

    private void findEpisodes() {
        episodes = 0;
        boolean below = false;
        for (int t = 0; t < size; t++) {
            if (depths[t] > 0) {
                if (!below) {
                    below = true;
                    starts[episodes] = t;
                    troughs[episodes] = t;
                } else if (depths[t] > depths[troughs[episodes]]) {
                    troughs[episodes] = t;
                }
                ends[episodes] = t;
            } else if (below) {
                ends[episodes++] = t;
                below = false;
            }
        }
        episodes += below ? 1 : 0;
    }

    /** The number of falls from a peak, an open one included. */
    int episodes() {
        return episodes;
    }

    int trough(int episode) {
        return troughs[episode];
    }

    int end(int episode) {
        return ends[episode];
    }

    /** Returns from the peak to the end of an episode. */
    int duration(int episode) {
        return ends[episode] - starts[episode] + 1;
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
