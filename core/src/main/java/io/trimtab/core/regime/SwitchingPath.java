package io.trimtab.core.regime;

import io.trimtab.core.check.Check;

/**
 * What a Markov-switching model says about every bar of a sample: probabilities of the states from the bars before it,
 * from those up to it, and from all of them. Rows are bars; the first has all its lags. Immutable and thread-safe.
 */
public final class SwitchingPath {
    private final int states;
    private final int first;
    private final double logLikelihood;
    private final double[] filtered;
    private final double[] smoothed;
    private final double[] predicted;
    private final double[] expected;

    SwitchingPath(
            int states,
            int first,
            double logLikelihood,
            double[] filtered,
            double[] smoothed,
            double[] predicted,
            double[] expected) {
        this.states = states;
        this.first = first;
        this.logLikelihood = logLikelihood;
        this.filtered = filtered;
        this.smoothed = smoothed;
        this.predicted = predicted;
        this.expected = expected;
    }

    /**
     * The number of rows.
     *
     * @return the bars that have all their lags
     */
    public int size() {
        return expected.length;
    }

    /**
     * The bar of the first row.
     *
     * @return the number of lags
     */
    public int firstBar() {
        return first;
    }

    /**
     * The log-likelihood of the rows.
     *
     * @return the natural logarithm of the density
     */
    public double logLikelihood() {
        return logLikelihood;
    }

    /**
     * The probability of a state given the bars up to this one.
     *
     * @param row from 0 to {@code size() - 1}
     * @param state from 0 to K - 1
     * @return the probability
     */
    public double filtered(int row, int state) {
        return filtered[at(row, state)];
    }

    /**
     * The probability of a state given all bars: hindsight, for pictures and never for trading.
     *
     * @param row from 0 to {@code size() - 1}
     * @param state from 0 to K - 1
     * @return the probability
     */
    public double smoothed(int row, int state) {
        return smoothed[at(row, state)];
    }

    /**
     * The probability of a state given the bars before this one.
     *
     * @param row from 0 to {@code size() - 1}
     * @param state from 0 to K - 1
     * @return the probability
     */
    public double predicted(int row, int state) {
        return predicted[at(row, state)];
    }

    /**
     * The expectation of the observation given the bars before it.
     *
     * @param row from 0 to {@code size() - 1}
     * @return in the unit of the series
     */
    public double expected(int row) {
        return expected[Check.index(row, expected.length, "row")];
    }

    double[] filtered() {
        return filtered;
    }

    double[] smoothed() {
        return smoothed;
    }

    private int at(int row, int state) {
        return Check.index(row, expected.length, "row") * states + Check.index(state, states, "state");
    }

    @Override
    public String toString() {
        return "SwitchingPath[" + size() + " bars x " + states + " states, log-likelihood " + logLikelihood + "]";
    }
}
