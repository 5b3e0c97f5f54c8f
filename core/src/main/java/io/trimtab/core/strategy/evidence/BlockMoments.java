package io.trimtab.core.strategy.evidence;

/**
 * Mean and squared deviations of each trial in each block of time, and of blocks joined (Chan, Golub and LeVeque, American
 * Statistician 37, 1983). Holds the last result of {@link #pool}: for one thread.
 */
final class BlockMoments {
    double count;
    double mean;
    double squares;

    private final int blocks;
    private final double[] counts;
    /** Of trial k in block s at {@code s + k * blocks}. */
    private final double[] means;

    private final double[] deviations;

    BlockMoments(Trials trials, int blocks) {
        this.blocks = blocks;
        this.counts = new double[blocks];
        this.means = new double[blocks * trials.size()];
        this.deviations = new double[blocks * trials.size()];
        int shorter = trials.periods() / blocks;
        int longer = trials.periods() % blocks;
        for (int s = 0; s < blocks; s++) {
            counts[s] = shorter + (s < longer ? 1 : 0);
        }
        for (int k = 0; k < trials.size(); k++) {
            double[] values = trials.performance(k);
            int from = 0;
            for (int s = 0; s < blocks; s++) {
                int to = from + (int) counts[s];
                measure(values, from, to, s + k * blocks);
                from = to;
            }
        }
    }

    private void measure(double[] values, int from, int to, int slot) {
        double sum = 0;
        for (int t = from; t < to; t++) {
            sum += values[t];
        }
        means[slot] = sum / (to - from);
        for (int t = from; t < to; t++) {
            double d = values[t] - means[slot];
            deviations[slot] += d * d;
        }
    }

    /** Joins the blocks whose bits are set. */
    void pool(int trial, int choice) {
        int from = trial * blocks;
        double total = 0;
        double periods = 0;
        for (int bits = choice; bits != 0; bits &= bits - 1) {
            int s = Integer.numberOfTrailingZeros(bits);
            periods += counts[s];
            total += counts[s] * means[from + s];
        }
        double joined = total / periods;
        double sum = 0;
        for (int bits = choice; bits != 0; bits &= bits - 1) {
            int s = Integer.numberOfTrailingZeros(bits);
            double apart = means[from + s] - joined;
            sum += deviations[from + s] + counts[s] * apart * apart;
        }
        count = periods;
        mean = joined;
        squares = sum;
    }
}
