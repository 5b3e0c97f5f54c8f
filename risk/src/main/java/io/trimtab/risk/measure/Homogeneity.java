package io.trimtab.risk.measure;

/** How a measure answers when every return is multiplied by the same positive number. */
public enum Homogeneity {
    /** In no fixed way: a drawdown of compounded wealth, a loss against a fixed target. */
    NONE(-1),
    /** Not at all: skewness, a ratio of return to risk. */
    SCALE_FREE(0),
    /** By that number: volatility, value at risk. Only such a measure has Euler contributions that add up to it. */
    PROPORTIONAL(1),
    /** By its square: variance. */
    SQUARED(2),
    /** By its cube: a third moment. */
    CUBED(3),
    /** By its fourth power: a fourth moment. */
    FOURTH_POWER(4);

    private final int degree;

    Homogeneity(int degree) {
        this.degree = degree;
    }

    /**
     * The power of the number by which the measure is multiplied.
     *
     * @return from 0 to 4, or -1 when there is none
     */
    public int degree() {
        return degree;
    }

    static Homogeneity ofDegree(int degree) {
        for (Homogeneity each : values()) {
            if (each.degree == degree) {
                return each;
            }
        }
        throw new IllegalArgumentException("degree must be from 0 to 4, was " + degree);
    }
}
