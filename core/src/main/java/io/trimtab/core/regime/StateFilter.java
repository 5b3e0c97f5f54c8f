package io.trimtab.core.regime;

import io.trimtab.core.statistics.NormalMixture;
import java.time.LocalDate;
import java.util.List;

/**
 * Follows the hidden state of a series bar by bar: what the filters of {@link GaussianHmm} and {@link MarkovSwitching} have in
 * common. Not thread-safe: one per thread.
 *
 * <pre>{@code
 * StateFilter filter = fit.onlineFilter();
 * filter.update(todaysReturn);
 * filter.forecastObservation(5).quantile(0.05);
 * }</pre>
 */
public sealed interface StateFilter permits OnlineFilter, SwitchingFilter {
    /**
     * The number of states.
     *
     * @return K
     */
    int states();

    /**
     * Takes one observation.
     *
     * @param observation a finite value
     * @return the log of the observation's density given those before; NaN if it cannot be said yet
     * @throws IllegalArgumentException if the observation is not finite or out of every state's reach; the filter is then
     *     as before
     */
    double update(double observation);

    /**
     * Whether there are probabilities.
     *
     * @return true from the first observation that has all its lags
     */
    boolean isReady();

    /**
     * The number of bars taken.
     *
     * @return not negative
     */
    long bars();

    /**
     * The probability of a state now.
     *
     * @param state from 0 to K - 1
     * @return the probability
     * @throws IllegalStateException if the filter is not ready
     */
    double probability(int state);

    /**
     * The distribution of the state some bars ahead.
     *
     * @param ahead not negative
     * @return K probabilities
     * @throws IllegalStateException if the filter is not ready
     */
    double[] forecast(int ahead);

    /**
     * The distribution of the observation some bars ahead.
     *
     * @param ahead at least 1
     * @return the mixture, with K components
     * @throws IllegalStateException if the filter is not ready
     */
    NormalMixture forecastObservation(int ahead);

    /**
     * The belief now, with each state as a regime.
     *
     * @param regimes one regime a state, none twice
     * @param name the model's name
     * @param asOf the date of the last bar
     * @return the belief, with the time for which its most likely regime has been the most likely one
     * @throws IllegalStateException if the filter is not ready
     */
    RegimeBelief belief(List<Regime> regimes, String name, LocalDate asOf);
}
