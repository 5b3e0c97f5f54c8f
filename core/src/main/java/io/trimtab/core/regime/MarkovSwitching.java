package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import io.trimtab.core.time.Progress;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * A Markov-switching regression or autoregression: y_t = x_t b + e_t with normal e_t of variance v, where some of b, v
 * depend on a hidden state that moves as a Markov chain, possibly with probabilities that follow covariates.
 *
 * <p>{@link #fit} estimates it by maximum likelihood (EM from several starts, then quasi-Newton steps with the exact
 * score); {@link #of} takes given parameters. The first bar's state is distributed as the chain is in the long run
 * (under the first bar's probabilities), and bars that only serve as lags are conditioned on. A pass over T bars is
 * O(T K^2), with p mean-adjusted lags O(T K^(p+1)) for p above one. Hamilton (1989), Econometrica 57; Kim (1994), Journal
 * of Econometrics 60; Filardo (1994), Journal of Business and Economic Statistics 12. Immutable and thread-safe.
 *
 * <pre>{@code
 * SwitchingFit fit = MarkovSwitching.fit(SwitchingSample.of(growth), SwitchingSpec.states(2).withMeanAdjustedLags(4));
 * }</pre>
 */
public final class MarkovSwitching implements Serializable {
    private static final long serialVersionUID = 1L;

    private final SwitchingSpec spec;
    private final double[] parameters;

    private MarkovSwitching(SwitchingSpec spec, double[] parameters) {
        this.spec = spec;
        this.parameters = parameters;
    }

    /**
     * A model of given parameters; states stay in the order given.
     *
     * @param spec what the model is made of
     * @param parameters one value for each of {@link SwitchingSpec#parameterNames()}, in that order
     * @return the model
     * @throws IllegalArgumentException if the length differs, a probability is outside [0, 1], probabilities of one state
     *     sum to more than one, the chain has no single long-run distribution, or a variance is not positive
     */
    public static MarkovSwitching of(SwitchingSpec spec, double... parameters) {
        SwitchingLayout layout = new SwitchingLayout(Check.notNull(spec, "spec"));
        double[] own = Check.notNull(parameters, "parameters").clone();
        SwitchingValues values = layout.fromNatural(own);
        if (values.q == 1) {
            StationaryChain.distribution(values.k, values.transition);
        }
        return new MarkovSwitching(spec, own);
    }

    static MarkovSwitching of(SwitchingSpec spec, SwitchingValues values) {
        return new MarkovSwitching(spec, new SwitchingLayout(spec).toNatural(values));
    }

    /**
     * Fits a model to data with the {@link SwitchingSettings#standard() standard} settings.
     *
     * @param sample the data
     * @param spec what the model is made of
     * @return a converged fit, or one that says why it failed
     */
    public static SwitchingFit fit(SwitchingSample sample, SwitchingSpec spec) {
        return fit(sample, spec, SwitchingSettings.standard(), Progress.unheard());
    }

    /**
     * Fits a model to data, and says how far it has come.
     *
     * @param sample the data; a value that is not finite makes the fit fail, and says so
     * @param spec what the model is made of
     * @param settings how to fit
     * @param progress hears the number of climbs that have ended, before each step of one, and may stop the fit
     * @return a converged fit, or one that says why it failed
     * @throws IllegalArgumentException if the sample lacks a regressor or covariate
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static SwitchingFit fit(
            SwitchingSample sample, SwitchingSpec spec, SwitchingSettings settings, Progress progress) {
        Check.notNull(sample, "sample");
        Check.notNull(spec, "spec");
        return new SwitchingEstimation(
                        sample, spec, Check.notNull(settings, "settings"), Check.notNull(progress, "progress"))
                .run();
    }

    /**
     * What the model is made of.
     *
     * @return the specification
     */
    public SwitchingSpec spec() {
        return spec;
    }

    /**
     * The parameters, in the order of {@link SwitchingSpec#parameterNames()}.
     *
     * @return a copy
     */
    public double[] parameters() {
        return parameters.clone();
    }

    /**
     * One parameter.
     *
     * @param name one of {@link SwitchingSpec#parameterNames()}, such as {@code const[1]}
     * @return its value
     * @throws IllegalArgumentException if there is none of that name
     */
    public double parameter(String name) {
        List<String> names = spec.parameterNames();
        int at = names.indexOf(Check.notNull(name, "name"));
        if (at < 0) {
            throw new IllegalArgumentException("name must be one of " + names + ", was \"" + name + "\"");
        }
        return parameters[at];
    }

    /**
     * A coefficient in a state, whether it switches or not.
     *
     * @param name one of {@link SwitchingSpec#coefficients()}, such as {@code const} or {@code variance}
     * @param state from 0 to K - 1
     * @return its value
     */
    public double coefficient(String name, int state) {
        Check.index(state, spec.states, "state");
        return parameter(spec.switches(name) ? name + "[" + state + "]" : name);
    }

    /**
     * The transition probabilities.
     *
     * @param covariates one value for each transition covariate; none if the probabilities are constant
     * @return K x K probabilities, row by row: from i to j at {@code i * K + j}
     */
    public double[] transition(double... covariates) {
        SwitchingValues v = values();
        Check.length(Check.notNull(covariates, "covariates").length, v.q - 1, "covariates");
        double[] z = new double[v.q];
        z[0] = 1;
        System.arraycopy(Check.allFinite(covariates, "covariates"), 0, z, 1, v.q - 1);
        double[] out = new double[v.k * v.k];
        v.transitionInto(z, 0, out, 0);
        return out;
    }

    /**
     * How long a stay in a state lasts on average, 1 / (1 - p_kk), if the covariates stay as they are.
     *
     * @param state from 0 to K - 1
     * @param covariates one value for each transition covariate
     * @return bars, at least 1; infinite if the state is never left
     */
    public double expectedDuration(int state, double... covariates) {
        Check.index(state, spec.states, "state");
        return 1 / (1 - transition(covariates)[state * spec.states + state]);
    }

    /**
     * The log-likelihood of the observations that have all their lags.
     *
     * @param sample the data, all finite
     * @return the natural logarithm of the density
     * @throws IllegalArgumentException if a value is not finite, there are no more bars than lags, or the model cannot
     *     produce the series
     */
    public double logLikelihood(SwitchingSample sample) {
        SwitchingDesign design = design(sample);
        return likelihood(new SwitchingPass(design).forward(values()));
    }

    /**
     * Filters, smooths and predicts a series.
     *
     * @param sample the data, all finite
     * @return probabilities of the states at every bar that has all its lags
     * @throws IllegalArgumentException as {@link #logLikelihood}
     */
    public SwitchingPath path(SwitchingSample sample) {
        SwitchingPass pass = new SwitchingPass(design(sample));
        SwitchingValues v = values();
        double likelihood = likelihood(pass.forward(v));
        pass.backward();
        return new SwitchingPath(
                spec.states,
                spec.lags,
                likelihood,
                pass.marginal(pass.joint),
                pass.marginal(pass.smooth),
                pass.predictions(),
                pass.expectations(v));
    }

    /**
     * Standard errors of the parameters, if this model is the maximum of a sample's likelihood.
     *
     * @param sample the data the model was fitted to
     * @param method how the information is measured
     * @return the errors; not available where the likelihood has no inner maximum, with a note that says so
     * @throws IllegalArgumentException as {@link #logLikelihood}
     */
    public ParameterErrors standardErrors(SwitchingSample sample, InformationMethod method) {
        return new SwitchingInformation(design(sample), spec, values()).errors(Check.notNull(method, "method"));
    }

    /**
     * The distribution of the state some bars ahead, p P^h. O(h K^2).
     *
     * @param now K probabilities
     * @param bars h, not negative
     * @return K probabilities
     * @throws IllegalArgumentException if now is no distribution, bars is negative, or the probabilities follow covariates
     */
    public double[] forecast(double[] now, int bars) {
        Check.atLeast(bars, 0, "bars");
        if (!spec.transitionCovariates().isEmpty()) {
            throw new IllegalArgumentException("transition probabilities follow " + spec.transitionCovariates()
                    + ": give their values for each bar ahead");
        }
        double[] p = distribution(now);
        double[] transition = values().transition;
        for (int h = 0; h < bars; h++) {
            double[] next = moved(p, transition);
            if (Arrays.equals(next, p)) {
                break; // the long run is reached: no later bar differs
            }
            p = next;
        }
        return p;
    }

    /**
     * The distribution of the state some bars ahead, if transition probabilities follow covariates.
     *
     * @param now K probabilities
     * @param covariates for each bar ahead one value for each transition covariate
     * @return K probabilities
     */
    public double[] forecast(double[] now, double[][] covariates) {
        List<double[]> rows = Check.copy(covariates, "covariates");
        double[] p = distribution(now);
        for (double[] values : rows) {
            p = moved(p, transition(values));
        }
        return p;
    }

    /**
     * A filter that takes one observation at a time, before the first.
     *
     * @return a new filter
     */
    public SwitchingFilter onlineFilter() {
        return new SwitchingFilter(this, values());
    }

    /** A filter that has taken a sample. */
    SwitchingFilter onlineFilter(SwitchingSample sample) {
        SwitchingFilter filter = onlineFilter();
        List<double[]> regressors = sample.regressors(spec);
        List<double[]> covariates = sample.covariates(spec);
        for (int t = 0; t < sample.size(); t++) {
            filter.update(sample.series()[t], at(regressors, t), at(covariates, t));
        }
        return filter;
    }

    private static double[] at(List<double[]> columns, int t) {
        double[] row = new double[columns.size()];
        for (int j = 0; j < row.length; j++) {
            row[j] = columns.get(j)[t];
        }
        return row;
    }

    SwitchingValues values() {
        return new SwitchingLayout(spec).fromNatural(parameters);
    }

    private double[] distribution(double[] now) {
        Check.length(Check.notNull(now, "now").length, spec.states, "now");
        double[] p = now.clone();
        double sum = 0;
        for (int s = 0; s < p.length; s++) {
            sum += Check.within(p[s], 0, 1, "now[" + s + "]");
        }
        if (!(Math.abs(sum - 1) <= 1e-9)) {
            throw new IllegalArgumentException("now must sum to 1, was " + sum);
        }
        return p;
    }

    private static double[] moved(double[] p, double[] transition) {
        int k = p.length;
        double[] next = new double[k];
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < k; i++) {
                next[j] += p[i] * transition[i * k + j];
            }
        }
        return next;
    }

    private SwitchingDesign design(SwitchingSample sample) {
        SwitchingDesign design = SwitchingDesign.of(spec, Check.notNull(sample, "sample"));
        if (design.observations() < 1) {
            throw new IllegalArgumentException(
                    "sample must have more than " + spec.lags + " observations, had " + sample.size());
        }
        String defect = design.defect();
        if (!defect.isEmpty()) {
            throw new IllegalArgumentException("sample must be finite, but " + defect);
        }
        return design;
    }

    private static double likelihood(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "sample must be within reach of a state's normal distribution, the log-likelihood was " + value);
        }
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof MarkovSwitching that
                        && spec.equals(that.spec)
                        && Arrays.equals(parameters, that.parameters));
    }

    @Override
    public int hashCode() {
        return 31 * spec.hashCode() + Arrays.hashCode(parameters);
    }

    @Override
    public String toString() {
        return "MarkovSwitching[" + spec + ", " + spec.parameterNames() + " = " + Arrays.toString(parameters) + "]";
    }
}
