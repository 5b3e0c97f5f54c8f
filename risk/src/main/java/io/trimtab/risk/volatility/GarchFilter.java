package io.trimtab.risk.volatility;

import io.trimtab.core.check.Check;

/**
 * Follows the variance of a series return by return with given parameters: O(1) a return, without allocation.
 *
 * <pre>{@code
 * GarchFilter filter = fit.filter();            // has seen every return of the fit
 * double tomorrow = filter.observe(todaysReturn);
 * }</pre>
 *
 * <p>Gives the bits that a fit gives for the whole series. Not thread-safe: one for each thread.
 */
public final class GarchFilter {
    private final GarchParameters parameters;
    private final boolean logarithmic;
    private final double meanSize;
    /** The variance of the next return, for EGARCH its logarithm. */
    private double state;

    GarchFilter(GarchParameters parameters, double firstVariance) {
        this.parameters = parameters;
        this.logarithmic = parameters.equation() == VarianceEquation.EGARCH;
        this.meanSize = logarithmic ? UnitInnovations.meanSize(parameters.degreesOfFreedom()) : 0;
        this.state = logarithmic ? StrictMath.log(firstVariance) : firstVariance;
    }

    private GarchFilter(GarchFilter other) {
        this.parameters = other.parameters;
        this.logarithmic = other.logarithmic;
        this.meanSize = other.meanSize;
        this.state = other.state;
    }

    /** Another that has seen the same returns. */
    GarchFilter copy() {
        return new GarchFilter(this);
    }

    /**
     * The parameters.
     *
     * @return those it was made with
     */
    public GarchParameters parameters() {
        return parameters;
    }

    /**
     * The variance of the next return.
     *
     * @return positive
     */
    public double nextVariance() {
        return logarithmic ? StrictMath.exp(state) : state;
    }

    /**
     * The volatility of the next return.
     *
     * @return positive
     */
    public double nextVolatility() {
        return Math.sqrt(nextVariance());
    }

    /**
     * Takes one return.
     *
     * @param value a finite simple return
     * @return the volatility of the return after it
     * @throws IllegalArgumentException if the return is not finite, or so large that the variance overflows; the filter is
     *     then as before
     */
    public double observe(double value) {
        double next = next(Check.finite(value, "return"));
        if (!holds(next)) {
            throw new IllegalArgumentException("return must leave the variance finite, was " + value);
        }
        state = next;
        return nextVolatility();
    }

    /** Whether a return leaves the variance finite. */
    boolean bears(double value) {
        return holds(next(value));
    }

    private boolean holds(double next) {
        return next < Double.POSITIVE_INFINITY && (!logarithmic || Math.abs(next) < 700);
    }

    private double next(double value) {
        double e = value - parameters.mean();
        return logarithmic ? nextLogarithm(e) : nextOf(e);
    }

    private double nextOf(double e) {
        double response = e < 0 ? parameters.alpha() + parameters.gamma() : parameters.alpha();
        return parameters.omega() + response * (e * e) + parameters.beta() * state;
    }

    private double nextLogarithm(double e) {
        double z = e / Math.sqrt(StrictMath.exp(state));
        return parameters.omega()
                + parameters.alpha() * (Math.abs(z) - meanSize)
                + parameters.gamma() * z
                + parameters.beta() * state;
    }

    /** Lets a period pass without a return: the variance moves on as expected (EGARCH: its logarithm does). */
    public void skip() {
        state = logarithmic
                ? parameters.omega() + parameters.beta() * state
                : parameters.omega() + parameters.persistence() * state;
    }

    /**
     * The variances of the next returns, as expected now.
     *
     * <p>GARCH and GJR: {@code E h(k + 1) = omega + persistence * E h(k)}. EGARCH with normal innovations: the expectation
     * of the exponential, from Nelson 1991, appendix 1.
     *
     * @param steps how many periods ahead, at least 1
     * @return one variance a period
     * @throws IllegalArgumentException if an expected variance is infinite, as it is beyond one step for EGARCH with
     *     Student-t innovations, or overflows
     */
    public VolatilityForecast forecast(int steps) {
        Check.atLeast(steps, 1, "steps");
        double[] out = new double[steps];
        out[0] = nextVariance();
        if (logarithmic) {
            EgarchMoments.forecastInto(parameters, state, out);
        } else {
            double p = parameters.persistence();
            for (int k = 1; k < steps; k++) {
                out[k] = parameters.omega() + p * out[k - 1];
            }
        }
        return VolatilityForecast.of(out);
    }
}
