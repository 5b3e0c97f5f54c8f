package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.PeriodsPerYear;
import java.util.List;

/**
 * Says which regime each state of a fitted model is. States that get the same regime count as one: their probabilities
 * are added.
 *
 * <p>{@link #byVolatility()} and {@link #byMean()} are relative: they rank the states of one fit, so that the most
 * volatile of three states is a CRISIS even in a calm decade. {@link #byLevels} is absolute: it compares with fixed
 * levels. Implementations are stateless, thread-safe, and serializable if settings are to be.
 */
public interface RegimeLabels {
    /**
     * The regimes that may be given to a number of states.
     *
     * @param states K
     * @return the regimes, none twice
     */
    List<Regime> vocabulary(int states);

    /**
     * The regimes of a model's states.
     *
     * @param model the model
     * @return K regimes from the vocabulary, one a state
     */
    List<Regime> label(GaussianHmm model);

    /**
     * By rank of volatility: the calmest state is SIDEWAYS, the most volatile of three or more CRISIS, every other
     * VOLATILE.
     *
     * @return the labels
     */
    static RegimeLabels byVolatility() {
        return BuiltInLabels.Ranked.VOLATILITY;
    }

    /**
     * By rank of mean: the lowest state is BEAR, the highest BULL, every other (and a single one) SIDEWAYS.
     *
     * @return the labels
     */
    static RegimeLabels byMean() {
        return BuiltInLabels.Ranked.MEAN;
    }

    /**
     * By fixed levels: an annualised volatility from 35% is CRISIS, from 25% VOLATILE; below, an annualised mean of more
     * than half the volatility is TRENDING_UP, of less than minus half of it TRENDING_DOWN, and else SIDEWAYS.
     *
     * @param periods how many bars make a year
     * @return the labels
     */
    static RegimeLabels byLevels(PeriodsPerYear periods) {
        return new BuiltInLabels.Levels(Check.notNull(periods, "periods").count());
    }

    /**
     * In the order of the states, which is that of variance or, if it is common, of mean.
     *
     * @param regimes one regime a state, none UNKNOWN
     * @return the labels
     */
    static RegimeLabels of(Regime... regimes) {
        return new BuiltInLabels.Fixed(Check.copy(regimes, "regimes"));
    }
}
