package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What came of fitting a hidden Markov model: it converged, or it failed and says why.
 *
 * <p>Either way there is a path of beliefs; that of a failed fit is unknown on every date. Immutable and thread-safe.
 *
 * <pre>{@code
 * HmmFit fit = GaussianHmm.fit(returns, states(3));
 * RegimeBelief belief = fit.filter().latest();
 * if (fit instanceof HmmFit.Failed failed) {
 *     log.warn(failed.message()); // 40 observations, at least 90 needed for 3 states
 * }
 * }</pre>
 */
public sealed interface HmmFit {
    /** The name in beliefs. */
    String NAME = "Gaussian HMM";

    /**
     * The belief on each date from what was known on it. The parameters, however, were estimated from all dates: only
     * the latest belief is free of hindsight.
     *
     * @return the path
     */
    RegimePath filter();

    /**
     * The belief on each date from all dates: hindsight, for pictures and never for trading.
     *
     * @return the path
     */
    RegimePath smooth();

    /** A fit that converged. */
    final class Converged implements HmmFit {
        private final GaussianHmm model;
        private final double[] series;
        private final List<LocalDate> dates;
        private final List<Regime> stateRegimes;
        private final double logLikelihood;
        private final int iterations;
        private final int start;
        private final double[] expectedBars;

        Converged(
                GaussianHmm model,
                double[] series,
                List<LocalDate> dates,
                List<Regime> stateRegimes,
                int iterations,
                int start,
                double[] expectedBars) {
            this.model = model;
            this.series = series;
            this.dates = dates;
            this.stateRegimes = stateRegimes;
            this.logLikelihood = model.logLikelihood(series);
            this.iterations = iterations;
            this.start = start;
            this.expectedBars = expectedBars;
        }

        /**
         * The model.
         *
         * @return states in the order of variance or, if it is common, of mean
         */
        public GaussianHmm model() {
            return model;
        }

        /**
         * The regime of each state.
         *
         * @return K regimes; states of one regime count as one in beliefs
         */
        public List<Regime> stateRegimes() {
            return stateRegimes;
        }

        /**
         * The log-likelihood of the series.
         *
         * @return the natural logarithm of the density
         */
        public double logLikelihood() {
            return logLikelihood;
        }

        /**
         * The number of EM steps from the best starting point.
         *
         * @return at least 1
         */
        public int iterations() {
            return iterations;
        }

        /**
         * The best starting point.
         *
         * @return its number, from 0
         */
        public int start() {
            return start;
        }

        /**
         * The expected number of bars in each state, given all observations.
         *
         * @return K numbers that sum to the number of observations
         */
        public double[] expectedBars() {
            return expectedBars.clone();
        }

        /**
         * A filter that has taken the whole series and is ready for the next bar.
         *
         * @return a new filter
         */
        public OnlineFilter onlineFilter() {
            OnlineFilter filter = model.onlineFilter();
            for (double x : series) {
                filter.update(x);
            }
            return filter;
        }

        @Override
        public RegimePath filter() {
            double[] out = new double[series.length * model.states()];
            model.filterInto(series, out);
            return path(out);
        }

        @Override
        public RegimePath smooth() {
            double[] out = new double[series.length * model.states()];
            model.smoothInto(series, out);
            return path(out);
        }

        private RegimePath path(double[] byState) {
            List<Regime> regimes = List.copyOf(new LinkedHashSet<>(stateRegimes));
            int k = model.states();
            int n = regimes.size();
            double[] byRegime = new double[series.length * n];
            for (int state = 0; state < k; state++) {
                int column = regimes.indexOf(stateRegimes.get(state));
                for (int t = 0; t < series.length; t++) {
                    byRegime[t * n + column] = Math.min(1, byRegime[t * n + column] + byState[t * k + state]);
                }
            }
            return RegimePath.of(regimes, dates, byRegime, NAME);
        }

        @Override
        public String toString() {
            return "Converged[" + model + " as " + stateRegimes + ", log-likelihood " + logLikelihood + " after "
                    + iterations + " iterations, bars " + Arrays.toString(expectedBars) + "]";
        }
    }

    /**
     * A fit that failed.
     *
     * @param cause why, for programs
     * @param message why, for people
     * @param regimes the regimes it would have told apart
     * @param dates the dates of the series
     */
    record Failed(Cause cause, String message, List<Regime> regimes, List<LocalDate> dates) implements HmmFit {
        /** Why a fit can fail. */
        public enum Cause {
            /** Fewer observations than the settings ask for. */
            TOO_LITTLE_DATA,
            /** The series does not vary. */
            NO_VARIATION,
            /** An observation, or the likelihood, is not a finite number. */
            NOT_FINITE,
            /** Every solution has a state that holds only a few bars. */
            EMPTY_STATE,
            /** The likelihood was still rising when the iterations ran out. */
            NOT_CONVERGED
        }

        /** Copies the lists. */
        public Failed {
            Check.notNull(cause, "cause");
            Check.notBlank(message, "message");
            regimes = Check.copy(regimes, "regimes");
            dates = Check.copy(dates, "dates");
        }

        @Override
        public RegimePath filter() {
            return RegimePath.unknown(regimes, dates, NAME, message);
        }

        @Override
        public RegimePath smooth() {
            return filter();
        }
    }
}
