package io.trimtab.core.strategy;

/**
 * Brings the values of one factor over a cohort of strategies to a scale that factors share; more is better.
 *
 * <p>Missing values (NaN) stay missing and do not count. All kinds are monotone: a better raw value never gives a worse
 * normalised one, and equal values give equal ones. n below is the number of values that are not missing.
 *
 * <table class="striped">
 * <caption>The kinds in the box</caption>
 * <thead><tr><th>kind</th><th>scale</th><th>n = 1</th><th>no variance</th></tr></thead>
 * <tbody>
 * <tr><td>{@link #asIs()}</td><td>the factor's own, meant for 0 to 1</td><td>as is</td><td>as is</td></tr>
 * <tr><td>{@link #clamp}</td><td>0 to 1 over a fixed range</td><td>as ever</td><td>as ever</td></tr>
 * <tr><td>{@link #zScore}</td><td>winsorised standard deviations from the mean</td><td>0</td><td>0</td></tr>
 * <tr><td>{@link #rank()}</td><td>0 (worst) to 1 (best), ties share the mean rank</td><td>0.5</td><td>0.5</td></tr>
 * <tr><td>{@link #rankNormal()}</td><td>normal quantile of the rank</td><td>0</td><td>0</td></tr>
 * <tr><td>{@link #median}</td><td>robust deviations from the median</td><td>0</td><td>0</td></tr>
 * </tbody>
 * </table>
 *
 * Implementations are stateless and thread-safe.
 */
public interface Normaliser {
    /**
     * Normalises one factor: O(n), or O(n log n) for ranks and medians.
     *
     * @param direction which raw values are good
     * @param raw n raw values; NaN is missing, infinities must not occur
     * @return n normalised values; NaN where missing
     */
    double[] normalise(FactorDirection direction, double[] raw);

    /**
     * The middle of the scale, which {@link MissingPolicy#NEUTRAL} uses.
     *
     * @return 0.5 for scales from 0 to 1, else 0
     */
    double neutral();

    /**
     * Leaves goodness alone: for factors that already live between 0 and 1, as the reference factors do.
     *
     * @return the normaliser
     */
    static Normaliser asIs() {
        return Normalisers.AS_IS;
    }

    /**
     * Maps a range of raw values to [0, 1] and cuts off what lies outside. For a cost, the low end gives 1; for a
     * target, the target gives 1 and the end of the range farther from it gives 0.
     *
     * @param low the low end of the raw range
     * @param high the high end, above the low end
     * @return the normaliser
     * @throws IllegalArgumentException if the range is empty or not finite
     */
    static Normaliser clamp(double low, double high) {
        return new Normalisers.Clamp(low, high);
    }

    /**
     * Standard deviations from the mean after winsorising: the lowest and the highest share of the values are set to
     * the value at that rank before mean and deviation are taken, and the result is cut at three deviations.
     *
     * @param share winsorised on each side, within [0, 0.5); 0.05 is usual
     * @return the normaliser
     * @throws IllegalArgumentException if the share is out of its range
     */
    static Normaliser zScore(double share) {
        return new Normalisers.WinsorisedZ(share);
    }

    /**
     * The rank as a fraction, (rank - 1) / (n - 1).
     *
     * @return the normaliser
     */
    static Normaliser rank() {
        return Normalisers.RANK;
    }

    /**
     * The standard normal quantile of (rank - 3/8) / (n + 1/4) (Blom 1958).
     *
     * @return the normaliser
     */
    static Normaliser rankNormal() {
        return Normalisers.RANK_NORMAL;
    }

    /**
     * (x - median) / (1.4826 MAD), cut at a number of deviations. If more than half of the values are equal, the
     * median absolute deviation (MAD) is 0 and 1.2533 times the mean absolute deviation takes its place (Iglewicz and
     * Hoaglin 1993).
     *
     * @param limit the largest absolute result, positive; 3 is usual
     * @return the normaliser
     * @throws IllegalArgumentException if the limit is not positive
     */
    static Normaliser median(double limit) {
        return new Normalisers.MedianDeviation(limit);
    }
}
