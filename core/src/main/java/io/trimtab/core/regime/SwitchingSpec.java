package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a Markov-switching model is made of: how many states, which lags and regressors, and which coefficients differ
 * between states. Immutable and thread-safe.
 *
 * <p>Coefficients go by name: {@code const}, the lags {@code L1}, {@code L2}, ..., the regressors by their own names, and
 * {@code variance}. Unless said otherwise only the constant switches.
 *
 * <pre>{@code
 * SwitchingSpec hamilton = SwitchingSpec.states(2).withMeanAdjustedLags(4);
 * SwitchingSpec wild = SwitchingSpec.states(3).withLags(1).switching("const", "L1", "variance");
 * }</pre>
 */
public final class SwitchingSpec implements Serializable {
    private static final long serialVersionUID = 1L;
    /** The name of the constant. */
    public static final String CONST = "const";
    /** The name of the variance. */
    public static final String VARIANCE = "variance";

    private static final int MOST_JOINT_STATES = 4096;

    final int states;
    final int lags;
    final boolean meanAdjusted;
    private final List<String> regressors;
    private final List<String> covariates;
    private final List<String> switching;

    private SwitchingSpec(
            int states,
            int lags,
            boolean meanAdjusted,
            List<String> regressors,
            List<String> covariates,
            List<String> switching) {
        this.states = states;
        this.lags = lags;
        this.meanAdjusted = meanAdjusted;
        this.regressors = regressors;
        this.covariates = covariates;
        this.switching = switching;
        List<String> names = new ArrayList<>(coefficients());
        for (int i = 0; i < names.size(); i++) {
            if (names.indexOf(Check.notBlank(names.get(i), "coefficient name")) < i) {
                throw new IllegalArgumentException(
                        "coefficients must have different names, but \"" + names.get(i) + "\" is repeated");
            }
        }
        for (int i = 0; i < covariates.size(); i++) {
            if (covariates.indexOf(Check.notBlank(covariates.get(i), "covariate name")) < i) {
                throw new IllegalArgumentException(
                        "covariates must have different names, but \"" + covariates.get(i) + "\" is repeated");
            }
        }
        for (String name : switching) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "switching must name coefficients of " + names + ", was \"" + name + "\"");
            }
        }
        double joint = Math.min(1e9, powerOf(states, (meanAdjusted ? Math.max(1, lags) : 1) + 1));
        if (joint > MOST_JOINT_STATES) {
            throw new IllegalArgumentException("states^(lags + 1) must be at most " + MOST_JOINT_STATES + ", was "
                    + (long) joint + " for " + states + " states and " + lags
                    + " mean-adjusted lags; withLags needs no joint states");
        }
    }

    private static double powerOf(double base, int exponent) {
        double power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= base;
        }
        return power;
    }

    /**
     * A model of K states in which only the constant, which is then the mean, switches.
     *
     * @param count K, from 2 to 16
     * @return the specification
     */
    public static SwitchingSpec states(int count) {
        Check.atLeast(count, 2, "states");
        if (count > 16) {
            throw new IllegalArgumentException("states must be at most 16, was " + count);
        }
        return new SwitchingSpec(count, 0, false, List.of(), List.of(), List.of(CONST));
    }

    /**
     * The same model with lags of the series as regressors: y_t = const + L1 y_t-1 + ... + e. Fast: states stay K.
     *
     * @param count the number of lags, not negative
     * @return the specification
     */
    public SwitchingSpec withLags(int count) {
        return new SwitchingSpec(states, Check.atLeast(count, 0, "lags"), false, regressors, covariates, switching);
    }

    /**
     * The same model with lags of the deviation from the mean, as in Hamilton (1989): y_t - m_t = L1 (y_t-1 - m_t-1) +
     * ... + e, where m_t is the constant (and regressors) in the state of t. The filter then follows K^(lags + 1) joint
     * states.
     *
     * @param count the number of lags, not negative
     * @return the specification
     */
    public SwitchingSpec withMeanAdjustedLags(int count) {
        return new SwitchingSpec(states, Check.atLeast(count, 0, "lags"), true, regressors, covariates, switching);
    }

    /**
     * The same model with regressors.
     *
     * @param names their names
     * @return the specification
     */
    public SwitchingSpec withRegressors(String... names) {
        return new SwitchingSpec(states, lags, meanAdjusted, Check.copy(names, "names"), covariates, switching);
    }

    /**
     * The same model with transition probabilities that follow covariates: the log odds of moving to each state rather
     * than to the last are linear in them (Filardo 1994, Diebold, Lee and Weinbach 1994).
     *
     * @param names their names
     * @return the specification
     */
    public SwitchingSpec withTransitionCovariates(String... names) {
        return new SwitchingSpec(states, lags, meanAdjusted, regressors, Check.copy(names, "names"), switching);
    }

    /**
     * The same model with other coefficients that differ between states; all others are common.
     *
     * @param names names of {@link #coefficients()}, at least one
     * @return the specification
     * @throws IllegalArgumentException if a name is unknown, or there is none
     */
    public SwitchingSpec switching(String... names) {
        List<String> chosen = Check.copy(names, "names");
        Check.atLeast(chosen.size(), 1, "number of switching coefficients");
        return new SwitchingSpec(states, lags, meanAdjusted, regressors, covariates, chosen);
    }

    /**
     * The number of states.
     *
     * @return K
     */
    public int count() {
        return states;
    }

    /**
     * The number of lags, which is the number of first bars without probabilities.
     *
     * @return not negative
     */
    public int lags() {
        return lags;
    }

    /**
     * The coefficients by name.
     *
     * @return const, lags, regressors, variance
     */
    public List<String> coefficients() {
        List<String> names = new ArrayList<>();
        names.add(CONST);
        for (int lag = 1; lag <= lags; lag++) {
            names.add("L" + lag);
        }
        names.addAll(regressors);
        names.add(VARIANCE);
        return List.copyOf(names);
    }

    /**
     * The regressors by name.
     *
     * @return without lags
     */
    public List<String> regressors() {
        return regressors;
    }

    /**
     * The covariates of the transition probabilities by name.
     *
     * @return empty if the probabilities are constant
     */
    public List<String> transitionCovariates() {
        return covariates;
    }

    /**
     * Whether a coefficient differs between states.
     *
     * @param name one of {@link #coefficients()}
     * @return true if it does
     */
    public boolean switches(String name) {
        return switching.contains(Check.notNull(name, "name"));
    }

    /**
     * The parameters of a model of this kind by name, in the order of {@link MarkovSwitching#of}: probabilities of moves
     * {@code p[0->0]} row by row without the last column (with covariates: their log odds {@code logit[0->0].const}, ...),
     * then the constant and what is beside it, the variance, and mean-adjusted lags; a coefficient that switches once for
     * each state, as {@code const[0]}.
     *
     * @return the names
     */
    public List<String> parameterNames() {
        return new SwitchingLayout(this).names();
    }

    /** The regressors of the observation: the constant, lags if they are not mean-adjusted, regressors. */
    List<String> design() {
        List<String> names = new ArrayList<>(coefficients());
        names.remove(VARIANCE);
        if (meanAdjusted) {
            names.removeIf(name -> !name.equals(CONST) && !regressors.contains(name));
        }
        return names;
    }

    /** The number of lags that work on deviations from the mean. */
    int adjustedLags() {
        return meanAdjusted ? lags : 0;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof SwitchingSpec that
                        && states == that.states
                        && lags == that.lags
                        && adjustedLags() == that.adjustedLags()
                        && regressors.equals(that.regressors)
                        && covariates.equals(that.covariates)
                        && switching.containsAll(that.switching)
                        && that.switching.containsAll(switching));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * states + lags) + regressors.hashCode();
    }

    @Override
    public String toString() {
        return "SwitchingSpec[" + states + " states, switching " + switching + " of " + coefficients()
                + (meanAdjusted && lags > 0 ? ", lags mean-adjusted" : "")
                + (covariates.isEmpty() ? "" : ", transitions by " + covariates) + "]";
    }
}
