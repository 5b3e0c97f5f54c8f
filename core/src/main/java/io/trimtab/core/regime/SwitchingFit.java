package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import java.util.Arrays;

/**
 * What came of fitting a Markov-switching model: it converged, or it failed and says why. Immutable and thread-safe.
 *
 * <pre>{@code
 * if (MarkovSwitching.fit(sample, spec) instanceof SwitchingFit.Converged fit) {
 *     fit.path().filtered(0, 1);
 *     fit.standardErrors(InformationMethod.OBSERVED).of("const[0]");
 * }
 * }</pre>
 */
public sealed interface SwitchingFit {
    /** A fit that converged. */
    final class Converged implements SwitchingFit {
        private final MarkovSwitching model;
        private final SwitchingSample sample;
        private final double logLikelihood;
        private final int iterations;
        private final int start;
        private final double[] expectedBars;
        private final double[] stateMeans;

        Converged(
                MarkovSwitching model,
                SwitchingSample sample,
                int iterations,
                int start,
                double[] expectedBars,
                double[] stateMeans) {
            this.model = model;
            this.sample = sample;
            this.logLikelihood = model.logLikelihood(sample);
            this.iterations = iterations;
            this.start = start;
            this.expectedBars = expectedBars;
            this.stateMeans = stateMeans;
        }

        /**
         * The model.
         *
         * @return states in the order of variance or, if it is common, of what they expect of the sample on average
         */
        public MarkovSwitching model() {
            return model;
        }

        /**
         * The log-likelihood of the sample.
         *
         * @return the natural logarithm of the density
         */
        public double logLikelihood() {
            return logLikelihood;
        }

        /**
         * The number of quasi-Newton steps from the best starting point.
         *
         * @return not negative
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
         * @return K numbers that sum to the number of observations that have all their lags
         */
        public double[] expectedBars() {
            return expectedBars.clone();
        }

        /**
         * What each state expects of the sample's observations on average, before mean-adjusted lags.
         *
         * @return K numbers in the unit of the series
         */
        public double[] stateMeans() {
            return stateMeans.clone();
        }

        /**
         * The probabilities of the states at every bar. The parameters were estimated from all bars: only the last
         * filtered ones are free of hindsight.
         *
         * @return filtered, smoothed and predicted
         */
        public SwitchingPath path() {
            return model.path(sample);
        }

        /**
         * A filter that has taken the whole sample and is ready for the next bar.
         *
         * @return a new filter
         */
        public SwitchingFilter onlineFilter() {
            return model.onlineFilter(sample);
        }

        /**
         * Standard errors of the parameters.
         *
         * @param method how the information is measured
         * @return the errors
         */
        public ParameterErrors standardErrors(InformationMethod method) {
            return model.standardErrors(sample, method);
        }

        /**
         * Akaike's criterion, 2 parameters - 2 log-likelihood; lower is better.
         *
         * @return the criterion
         */
        public double aic() {
            return 2.0 * model.parameters().length - 2 * logLikelihood;
        }

        /**
         * Schwarz's criterion, parameters x ln(observations) - 2 log-likelihood; lower is better.
         *
         * @return the criterion
         */
        public double bic() {
            return model.parameters().length
                            * StrictMath.log(sample.size() - model.spec().lags())
                    - 2 * logLikelihood;
        }

        @Override
        public String toString() {
            return "Converged[" + model + ", log-likelihood " + logLikelihood + " after " + iterations
                    + " iterations, bars " + Arrays.toString(expectedBars) + "]";
        }
    }

    /**
     * A fit that failed.
     *
     * @param cause why, for programs
     * @param message why, for people
     */
    record Failed(HmmFit.Failed.Cause cause, String message) implements SwitchingFit {
        public Failed {
            Check.notNull(cause, "cause");
            Check.notBlank(message, "message");
        }
    }
}
