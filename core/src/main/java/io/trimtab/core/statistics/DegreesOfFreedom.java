package io.trimtab.core.statistics;

/**
 * What a sum of squared deviations is divided by: the number of observations, or one less.
 *
 * <p>Libraries differ silently here; in Trimtab it is always said.
 */
public enum DegreesOfFreedom {
    /** Divides by {@code n - 1}: unbiased for the variance when the mean is estimated from the same data. */
    SAMPLE(1),
    /** Divides by {@code n}: the maximum-likelihood value, or the moment of the observations as they are. */
    POPULATION(0);

    private final int lost;

    DegreesOfFreedom(int lost) {
        this.lost = lost;
    }

    /**
     * The divisor for a number of observations.
     *
     * @param observations how many there are
     * @return {@code n - 1} or {@code n}; not positive when there are too few
     */
    public int divisor(int observations) {
        return observations - lost;
    }

    /**
     * The fewest observations for which the divisor is positive.
     *
     * @return 2 or 1
     */
    public int fewestObservations() {
        return lost + 1;
    }
}
