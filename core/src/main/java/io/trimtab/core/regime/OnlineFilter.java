package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.NormalMixture;
import java.time.LocalDate;
import java.util.List;

/**
 * Follows the state of a hidden Markov model bar by bar: O(K^2) a bar, without allocation.
 *
 * <p>Gives the bits that {@link GaussianHmm#filterInto} gives for the whole series. Not thread-safe: one per thread.
 *
 * <pre>{@code
 * OnlineFilter filter = model.onlineFilter();
 * filter.updateInto(todaysReturn, probabilities);
 * }</pre>
 */
public final class OnlineFilter implements StateFilter {
    private final GaussianHmm model;
    private final double[] probabilities;
    private final double[] predicted;
    private final double[] weighed;
    private double logLikelihood;
    private long bars;
    private int mostLikely;
    private int duration;

    OnlineFilter(GaussianHmm model) {
        this.model = model;
        this.probabilities = model.initial.clone();
        this.predicted = new double[model.states];
        this.weighed = new double[model.states];
    }

    /**
     * Takes one observation.
     *
     * @param observation a finite value; use {@link #skip()} for a bar without one
     * @return the log of the observation's density given those before
     * @throws IllegalArgumentException if the observation is not finite or out of every state's reach; the filter is
     *     then as before
     */
    @Override
    public double update(double observation) {
        predict();
        double gain = model.weigh(predicted, observation, weighed, 0);
        if (!(gain > Double.NEGATIVE_INFINITY)) {
            throw GaussianHmm.refused("observation", observation);
        }
        System.arraycopy(weighed, 0, probabilities, 0, weighed.length);
        logLikelihood += gain;
        advance();
        return gain;
    }

    /**
     * Takes one observation and gives the probabilities after it.
     *
     * @param observation a finite value
     * @param out receives K probabilities, one a state
     * @throws IllegalArgumentException as {@link #update}, or if the length is not K
     */
    public void updateInto(double observation, double[] out) {
        Check.length(Check.notNull(out, "out").length, probabilities.length, "out");
        update(observation);
        System.arraycopy(probabilities, 0, out, 0, out.length);
    }

    /** Lets a bar pass without an observation: the state moves on, nothing is learned. */
    public void skip() {
        predict();
        System.arraycopy(predicted, 0, probabilities, 0, predicted.length);
        advance();
    }

    /**
     * The probability of a state now.
     *
     * @param state from 0 to K - 1
     * @return the probability; that of the initial distribution before the first bar
     */
    @Override
    public double probability(int state) {
        return probabilities[Check.index(state, probabilities.length, "state")];
    }

    /**
     * The number of bars taken or skipped.
     *
     * @return not negative
     */
    @Override
    public long bars() {
        return bars;
    }

    /**
     * The log-likelihood of all observations taken.
     *
     * @return the natural logarithm of the density, 0 before the first
     */
    public double logLikelihood() {
        return logLikelihood;
    }

    /**
     * The distribution of the state some bars ahead.
     *
     * @param ahead not negative
     * @return K probabilities
     */
    @Override
    public double[] forecast(int ahead) {
        return model.ahead(probabilities, Check.atLeast(ahead, 0, "ahead"));
    }

    /**
     * The distribution of the observation some bars ahead: normal in each state, with the states' probabilities then.
     *
     * @param ahead at least 1
     * @return the mixture, with K components
     */
    @Override
    public NormalMixture forecastObservation(int ahead) {
        Check.atLeast(ahead, 1, "ahead");
        // Before the first bar the probabilities are those of the next one already.
        return NormalMixture.of(
                model.ahead(probabilities, bars == 0 ? ahead - 1 : ahead), model.means, model.variances);
    }

    /**
     * The belief now, with each state as a regime.
     *
     * @param regimes one regime a state, none twice
     * @param name the model's name
     * @param asOf the date of the last bar
     * @return the belief
     */
    @Override
    public RegimeBelief belief(List<Regime> regimes, String name, LocalDate asOf) {
        return RegimeBelief.of(regimes, probabilities, name, asOf).withDuration(Math.max(1, duration));
    }

    @Override
    public int states() {
        return probabilities.length;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    private void predict() {
        if (bars == 0) {
            System.arraycopy(probabilities, 0, predicted, 0, predicted.length);
        } else {
            model.predictInto(probabilities, 0, predicted);
        }
    }

    private void advance() {
        int largest = 0;
        for (int k = 1; k < probabilities.length; k++) {
            if (probabilities[k] > probabilities[largest]) {
                largest = k;
            }
        }
        duration = bars > 0 && largest == mostLikely ? duration + 1 : 1;
        mostLikely = largest;
        bars++;
    }
}
