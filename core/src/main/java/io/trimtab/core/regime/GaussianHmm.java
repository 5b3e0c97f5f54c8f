package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.statistics.NormalMixture;
import io.trimtab.core.time.Progress;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * A hidden Markov model of one series: in state k the observation is normal with mean m_k and variance v_k, and the
 * state moves from i to j with probability p_ij.
 *
 * <p>{@link #fit} estimates it from data by maximum likelihood; {@link #of} takes given parameters. Filtering T
 * observations is O(T K^2). All passes are scaled at every step and take the largest density out of the exponentials,
 * so that no length of series underflows. Hamilton (1989), "A New Approach to the Economic Analysis of Nonstationary
 * Time Series and the Business Cycle", Econometrica 57; Rabiner (1989), "A Tutorial on Hidden Markov Models", Proc. IEEE
 * 77. Immutable and thread-safe.
 *
 * <pre>{@code
 * RegimeBelief belief = GaussianHmm.fit(returns, states(3)).filter().latest();
 * }</pre>
 */
public final class GaussianHmm implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);
    private static final double SUM_TOLERANCE = 1e-9;

    final int states;
    final double[] initial;
    /** Row-major: from i to j at {@code i * states + j}. */
    final double[] transition;

    final double[] means;
    final double[] variances;
    /** -log(2 pi v) / 2. */
    private final double[] logScale;
    /** 1 / (2 v). */
    private final double[] halfPrecision;

    /** Takes the arrays over. */
    GaussianHmm(double[] initial, double[] transition, double[] means, double[] variances) {
        this.states = means.length;
        this.initial = initial;
        this.transition = transition;
        this.means = means;
        this.variances = variances;
        this.logScale = new double[states];
        this.halfPrecision = new double[states];
        for (int k = 0; k < states; k++) {
            logScale[k] = -0.5 * (LOG_TWO_PI + StrictMath.log(variances[k]));
            halfPrecision[k] = 0.5 / variances[k];
        }
    }

    /**
     * A model of given parameters; states stay in the order given.
     *
     * @param initial K probabilities of the first bar's state
     * @param transition K x K probabilities, row by row: from i to j at {@code i * K + j}; each row sums to one
     * @param means K means
     * @param variances K variances, positive
     * @return the model
     * @throws IllegalArgumentException if lengths differ, probabilities do not sum to one within 1e-9, or a value is not
     *     finite
     */
    public static GaussianHmm of(double[] initial, double[] transition, double[] means, double[] variances) {
        double[] start = Check.notNull(initial, "initial").clone();
        double[] moves = Check.notNull(transition, "transition").clone();
        double[] centres = Check.notNull(means, "means").clone();
        double[] spreads = Check.notNull(variances, "variances").clone();
        int k = Check.atLeast(centres.length, 1, "number of states");
        Check.length(start.length, k, "initial");
        Check.length(moves.length, k * k, "transition");
        Check.length(spreads.length, k, "variances");
        Check.allFinite(centres, "means");
        for (int i = 0; i < k; i++) {
            if (Check.positive(spreads[i], "variances[" + i + "]") < Double.MIN_NORMAL) {
                throw new IllegalArgumentException("variances[" + i + "] must be at least " + Double.MIN_NORMAL
                        + ", was " + spreads[i] + "; measure the series in a smaller unit");
            }
        }
        checkDistribution(start, 0, k, "initial");
        for (int i = 0; i < k; i++) {
            checkDistribution(moves, i * k, k, "transition row " + i);
        }
        return new GaussianHmm(start, moves, centres, spreads);
    }

    /**
     * A model of given parameters whose first bar is like any other: the initial distribution is the stationary one.
     *
     * @param transition K x K probabilities, row by row
     * @param means K means
     * @param variances K variances, positive
     * @return the model
     * @throws IllegalArgumentException as {@link #of}, or if the chain has no single stationary distribution
     */
    public static GaussianHmm stationary(double[] transition, double[] means, double[] variances) {
        double[] even = new double[Check.notNull(means, "means").length];
        Arrays.fill(even, 1.0 / Math.max(1, even.length));
        GaussianHmm model = of(even, transition, means, variances);
        return new GaussianHmm(
                StationaryChain.distribution(model.states, model.transition),
                model.transition,
                model.means,
                model.variances);
    }

    /**
     * Fits a model to the mean return of all assets of a panel.
     *
     * @param returns simple returns, at least one row
     * @param settings how to fit
     * @return a converged fit, or one that says why it failed
     */
    public static HmmFit fit(ReturnPanel returns, HmmSettings settings) {
        return fit(
                MarketSeries.equalWeight().over(Check.notNull(returns, "returns"), 0, returns.rows()),
                returns.dates(),
                settings);
    }

    /**
     * Fits a model to a series.
     *
     * @param series T observations, oldest first, at least one; copied. A value that is not finite makes the fit fail,
     *     and says so
     * @param dates T dates
     * @param settings how to fit
     * @return a converged fit, or one that says why it failed
     * @throws IllegalArgumentException if the lengths differ or there is no observation
     */
    public static HmmFit fit(double[] series, List<LocalDate> dates, HmmSettings settings) {
        return fit(series, dates, settings, Progress.unheard());
    }

    /**
     * Fits a model to a series, and says how far it has come.
     *
     * @param series T observations, oldest first, at least one; copied. A value that is not finite makes the fit fail,
     *     and says so
     * @param dates T dates
     * @param settings how to fit
     * @param progress hears the number of climbs that have ended, before each step of one, and may stop the fit
     * @return a converged fit, or one that says why it failed
     * @throws IllegalArgumentException if the lengths differ or there is no observation
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static HmmFit fit(double[] series, List<LocalDate> dates, HmmSettings settings, Progress progress) {
        double[] own = Check.notNull(series, "series").clone();
        List<LocalDate> days = Check.copy(dates, "dates");
        Check.atLeast(own.length, 1, "number of observations");
        Check.length(days.size(), own.length, "dates");
        return new HmmEstimation(own, days, Check.notNull(settings, "settings"), Check.notNull(progress, "progress"))
                .run();
    }

    /**
     * The number of states.
     *
     * @return K
     */
    public int states() {
        return states;
    }

    /**
     * The mean of a state.
     *
     * @param state from 0 to K - 1
     * @return the mean per bar
     */
    public double mean(int state) {
        return means[Check.index(state, states, "state")];
    }

    /**
     * The variance of a state.
     *
     * @param state from 0 to K - 1
     * @return the variance per bar, positive
     */
    public double variance(int state) {
        return variances[Check.index(state, states, "state")];
    }

    /**
     * The probability of a move within one bar.
     *
     * @param from the state before
     * @param to the state after
     * @return the probability
     */
    public double transition(int from, int to) {
        return transition[Check.index(from, states, "from") * states + Check.index(to, states, "to")];
    }

    /**
     * The distribution of the first bar's state.
     *
     * @return a copy
     */
    public double[] initial() {
        return initial.clone();
    }

    /**
     * How long a stay in a state lasts on average, 1 / (1 - p_kk).
     *
     * @param state from 0 to K - 1
     * @return bars, at least 1; infinite if the state is never left
     */
    public double expectedDuration(int state) {
        return 1 / (1 - transition(state, state));
    }

    /**
     * The log-likelihood of a series.
     *
     * @param series T observations, all finite
     * @return the natural logarithm of the density
     */
    public double logLikelihood(double[] series) {
        return filterInto(series, new double[Check.notNull(series, "series").length * states]);
    }

    /**
     * Filters a series: the probability of each state at each bar given the observations up to it. O(T K^2).
     *
     * @param series T observations, all finite
     * @param out receives T x K probabilities, bar by bar
     * @return the log-likelihood of the series
     * @throws IllegalArgumentException if an observation is not finite, or so far from every state that its density is
     *     zero
     */
    public double filterInto(double[] series, double[] out) {
        Check.notNull(series, "series");
        Check.length(Check.notNull(out, "out").length, series.length * states, "out");
        double[] predicted = new double[states];
        double likelihood = 0;
        for (int t = 0; t < series.length; t++) {
            if (t == 0) {
                System.arraycopy(initial, 0, predicted, 0, states);
            } else {
                predictInto(out, (t - 1) * states, predicted);
            }
            double gain = weigh(predicted, series[t], out, t * states);
            if (!(gain > Double.NEGATIVE_INFINITY)) {
                throw refused("series[" + t + "]", series[t]);
            }
            likelihood += gain;
        }
        return likelihood;
    }

    /**
     * Smooths a series: the probability of each state at each bar given all observations. O(T K^2).
     *
     * @param series T observations, all finite
     * @param out receives T x K probabilities, bar by bar
     * @throws IllegalArgumentException as {@link #filterInto}
     */
    public void smoothInto(double[] series, double[] out) {
        filterInto(series, out);
        ForwardBackward pass = new ForwardBackward(series, states);
        pass.run(this);
        pass.smoothedInto(out);
    }

    /**
     * The distribution of the state some bars ahead, p P^h. O(h K^2).
     *
     * @param now K probabilities
     * @param bars h, not negative
     * @return K probabilities
     * @throws IllegalArgumentException if the length is not K, now is no distribution, or bars is negative
     */
    public double[] forecast(double[] now, int bars) {
        Check.length(Check.notNull(now, "now").length, states, "now");
        checkDistribution(now.clone(), 0, states, "now");
        return ahead(now, Check.atLeast(bars, 0, "bars"));
    }

    /**
     * The distribution of the observation some bars ahead: normal in each state, with the states' probabilities then.
     * O(h K^2).
     *
     * @param now K probabilities of the state now
     * @param bars h, not negative; 0 for an observation of the bar now
     * @return the mixture, with K components
     * @throws IllegalArgumentException as {@link #forecast}
     */
    public NormalMixture forecastObservation(double[] now, int bars) {
        return NormalMixture.of(forecast(now, bars), means, variances);
    }

    /** The forecast from a distribution known to be one. */
    double[] ahead(double[] now, int bars) {
        double[] p = now.clone();
        double[] next = new double[states];
        for (int h = 0; h < bars; h++) {
            predictInto(p, 0, next);
            if (Arrays.equals(next, p)) {
                break; // the long run is reached: no later bar differs
            }
            System.arraycopy(next, 0, p, 0, states);
        }
        return p;
    }

    /**
     * A filter that takes one observation at a time, before the first.
     *
     * @return a new filter
     */
    public OnlineFilter onlineFilter() {
        return new OnlineFilter(this);
    }

    /** Next bar's distribution from this bar's. */
    void predictInto(double[] now, int offset, double[] out) {
        for (int j = 0; j < states; j++) {
            double sum = 0;
            for (int i = 0; i < states; i++) {
                sum += now[offset + i] * transition[i * states + j];
            }
            out[j] = sum;
        }
    }

    double logDensity(int state, double x) {
        double d = x - means[state];
        return logScale[state] - halfPrecision[state] * d * d;
    }

    /**
     * Bayes' rule for one observation: out = predicted x density, divided by its sum.
     *
     * @return the log of the observation's density under the prediction; negative infinity or NaN if it has none
     */
    double weigh(double[] predicted, double x, double[] out, int offset) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < states; k++) {
            double density = logDensity(k, x);
            out[offset + k] = density;
            if (predicted[k] > 0 && density > largest) {
                largest = density;
            }
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        double sum = 0;
        for (int k = 0; k < states; k++) {
            double weighed = predicted[k] > 0 ? predicted[k] * StrictMath.exp(out[offset + k] - largest) : 0;
            out[offset + k] = weighed;
            sum += weighed;
        }
        for (int k = 0; k < states; k++) {
            out[offset + k] /= sum;
        }
        return StrictMath.log(sum) + largest;
    }

    static IllegalArgumentException refused(String name, double value) {
        return new IllegalArgumentException(
                name + " must be finite and within reach of a state's normal distribution, was " + value);
    }

    private static void checkDistribution(double[] p, int offset, int k, String name) {
        double sum = 0;
        for (int j = 0; j < k; j++) {
            sum += Check.within(p[offset + j], 0, 1, name + " at " + j);
        }
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException(name + " must sum to 1, was " + sum);
        }
        for (int j = 0; j < k; j++) {
            p[offset + j] /= sum;
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof GaussianHmm that
                        && Arrays.equals(initial, that.initial)
                        && Arrays.equals(transition, that.transition)
                        && Arrays.equals(means, that.means)
                        && Arrays.equals(variances, that.variances));
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(transition) + Arrays.hashCode(means);
    }

    @Override
    public String toString() {
        return "GaussianHmm[means " + Arrays.toString(means) + ", variances " + Arrays.toString(variances) + "]";
    }
}
