package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.NormalMixture;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * Follows the state of a Markov-switching model bar by bar, without allocation once the lags are full: O(K^2) a bar, with
 * p mean-adjusted lags O(K^(p+1)) for p above one.
 *
 * <p>Gives the probabilities that {@link MarkovSwitching#path} gives for the whole sample, up to rounding. Not thread-safe: one per thread.
 *
 * <pre>{@code
 * SwitchingFilter filter = model.onlineFilter();
 * filter.update(todaysReturn);
 * filter.probability(1);
 * }</pre>
 */
public final class SwitchingFilter implements StateFilter {
    private static final double[] NONE = new double[0];
    private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

    private final MarkovSwitching model;
    private final SwitchingSpec spec;
    private final SwitchingValues v;
    private final int k;
    private final int p;
    private final int histories;
    private final int joints;
    private final int lagColumns;
    private final int[] digits;
    private final int digitsPerJoint;
    /** -(ln 2 pi + ln v) / 2 by state. */
    private final double[] logScale;

    private final double[] x;
    private final double[] z;
    private final double[] transition;
    private final double[] warmUp;
    private final double[] density;
    private final double[] joint;
    private final double[] probabilities;
    private double[] past;
    private double[] nextPast;
    private double[] deviation;
    private double[] nextDeviation;
    private final double[] observed;
    private double logLikelihood;
    private long bars;
    private int mostLikely;
    private int duration;

    SwitchingFilter(MarkovSwitching model, SwitchingValues values) {
        this.model = model;
        this.spec = model.spec();
        this.v = values;
        SwitchingDesign shape = SwitchingDesign.shape(spec);
        this.k = shape.k;
        this.p = shape.p;
        this.histories = shape.histories;
        this.joints = shape.joints;
        this.digits = shape.digits;
        this.digitsPerJoint = shape.r + 1;
        this.lagColumns = spec.lags - p;
        this.logScale = new double[k];
        for (int s = 0; s < k; s++) {
            logScale[s] = -0.5 * (LOG_TWO_PI + StrictMath.log(v.variance[s]));
        }
        this.x = new double[v.c];
        this.z = new double[v.q];
        this.transition = new double[k * k];
        this.warmUp = new double[spec.lags * k * k];
        this.density = new double[joints];
        this.joint = new double[joints];
        this.probabilities = new double[k];
        this.past = new double[histories];
        this.nextPast = new double[histories];
        this.deviation = new double[(p + 1) * k];
        this.nextDeviation = new double[(p + 1) * k];
        this.observed = new double[lagColumns];
        x[0] = 1;
        z[0] = 1;
    }

    /**
     * Takes one observation of a model without regressors and covariates.
     *
     * @param observation a finite value
     * @return the log of the observation's density given those before; NaN while the lags fill
     * @throws IllegalArgumentException if the observation is not finite or out of every state's reach, or the model has
     *     regressors or covariates; the filter is then as before
     */
    @Override
    public double update(double observation) {
        return update(observation, NONE, NONE);
    }

    /**
     * Takes one observation.
     *
     * @param observation a finite value
     * @param regressors one value for each regressor
     * @param covariates one value for each transition covariate, for the move into this bar
     * @return the log of the observation's density given those before; NaN while the lags fill
     * @throws IllegalArgumentException as {@link #update(double)}, or if a length does not fit
     */
    public double update(double observation, double[] regressors, double[] covariates) {
        Check.finite(observation, "observation");
        Check.notNull(regressors, "regressors");
        Check.notNull(covariates, "covariates");
        Check.length(regressors.length, v.c - 1 - lagColumns, "regressors");
        Check.length(covariates.length, v.q - 1, "covariates");
        System.arraycopy(observed, 0, x, 1, lagColumns);
        System.arraycopy(Check.allFinite(regressors, "regressors"), 0, x, 1 + lagColumns, regressors.length);
        System.arraycopy(Check.allFinite(covariates, "covariates"), 0, z, 1, covariates.length);
        v.transitionInto(z, 0, transition, 0);
        System.arraycopy(deviation, 0, nextDeviation, k, p * k);
        for (int s = 0; s < k; s++) {
            nextDeviation[s] = observation - v.mean(x, 0, s);
        }
        double gain = Double.NaN;
        if (bars >= spec.lags) {
            if (bars == spec.lags) {
                begin();
            }
            gain = weigh();
            if (!(gain > Double.NEGATIVE_INFINITY)) {
                throw GaussianHmm.refused("observation", observation);
            }
            logLikelihood += gain;
            double[] swap = past;
            past = nextPast;
            nextPast = swap;
            Arrays.fill(probabilities, 0);
            for (int h = 0; h < histories; h++) {
                probabilities[h % k] += past[h];
            }
            count();
        } else {
            System.arraycopy(transition, 0, warmUp, (int) bars * k * k, k * k);
        }
        double[] swap = deviation;
        deviation = nextDeviation;
        nextDeviation = swap;
        if (lagColumns > 0) {
            System.arraycopy(observed, 0, observed, 1, lagColumns - 1);
            observed[0] = observation;
        }
        bars++;
        return gain;
    }

    /** For how many bars in a row the most likely state has been the most likely one, the first of equals. */
    private void count() {
        int largest = 0;
        for (int s = 1; s < k; s++) {
            if (probabilities[s] > probabilities[largest]) {
                largest = s;
            }
        }
        duration = duration > 0 && largest == mostLikely ? duration + 1 : 1;
        mostLikely = largest;
    }

    /** As the batch filter begins: stationary, then moved on through the bars that only served as lags. */
    private void begin() {
        int r = digitsPerJoint - 1;
        int from = Math.max(0, spec.lags - r);
        double[] first = spec.lags == 0 ? transition : Arrays.copyOfRange(warmUp, from * k * k, (from + 1) * k * k);
        double[] stationary = StationaryChain.distribution(k, first);
        for (int h = 0; h < histories; h++) {
            double probability = stationary[digits[h * digitsPerJoint + r - 1]];
            for (int i = r - 2; i >= 0; i--) {
                int t = spec.lags - 1 - i;
                int before = digits[h * digitsPerJoint + i + 1];
                probability *= warmUp[(t * k + before) * k + digits[h * digitsPerJoint + i]];
            }
            past[h] = probability;
        }
    }

    /** Bayes' rule from past to nextPast; gives the log density. */
    private double weigh() {
        double largest = Double.NEGATIVE_INFINITY;
        for (int e = 0; e < joints; e++) {
            int h = e / k;
            int s = e % k;
            if (p == 0 && e >= k) {
                density[e] = density[s];
            } else {
                double u = nextDeviation[s];
                for (int i = 1; i <= p; i++) {
                    u -= v.lag[(i - 1) * k + s] * nextDeviation[i * k + digits[e * digitsPerJoint + i]];
                }
                density[e] = logScale[s] - 0.5 * u * u / v.variance[s];
            }
            joint[e] = past[h] * transition[h % k * k + s];
            if (joint[e] > 0 && density[e] > largest) {
                largest = density[e];
            }
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        double sum = 0;
        for (int e = 0; e < joints; e++) {
            density[e] = p == 0 && e >= k ? density[e % k] : StrictMath.exp(Math.min(0, density[e] - largest));
            joint[e] *= density[e];
            sum += joint[e];
        }
        Arrays.fill(nextPast, 0);
        for (int e = 0; e < joints; e++) {
            nextPast[e % histories] += joint[e] / sum;
        }
        return StrictMath.log(sum) + largest;
    }

    /**
     * The probability of a state now.
     *
     * @param state from 0 to K - 1
     * @return the probability
     * @throws IllegalStateException if no observation with all its lags was taken yet
     */
    @Override
    public double probability(int state) {
        Check.index(state, k, "state");
        if (!isReady()) {
            throw new IllegalStateException(
                    "no probability yet: " + (spec.lags + 1 - bars) + " more observations needed");
        }
        return probabilities[state];
    }

    /**
     * The distribution of the state some bars ahead.
     *
     * @param ahead not negative
     * @return K probabilities
     * @throws IllegalArgumentException if ahead is negative, or transition probabilities follow covariates
     * @throws IllegalStateException if no observation with all its lags was taken yet
     */
    @Override
    public double[] forecast(int ahead) {
        probability(0);
        return model.forecast(probabilities.clone(), ahead);
    }

    /**
     * The distribution of the observation some bars ahead, of a model without regressors and covariates: one component a
     * state, of the mean and variance that the observation has in it.
     *
     * <p>Mean and variance are exact. The shape is exact without lags, and one bar ahead if lags are not mean-adjusted; else
     * what a component stands for is itself a mixture of the same mean and variance. O(ahead x K^(p+1) x lags^2) with p
     * mean-adjusted lags or, without them, p = 1.
     *
     * @param ahead at least 1
     * @return the mixture, with K components
     * @throws IllegalArgumentException if ahead is not positive, the model has regressors or covariates, or is explosive and
     *     the forecast overflows
     * @throws IllegalStateException if no observation with all its lags was taken yet
     */
    @Override
    public NormalMixture forecastObservation(int ahead) {
        Check.atLeast(ahead, 1, "ahead");
        if (v.q > 1 || !spec.regressors().isEmpty()) {
            throw new IllegalArgumentException("the model has regressors " + spec.regressors()
                    + " and transition covariates " + spec.transitionCovariates()
                    + ": give their values for each bar ahead");
        }
        return observationAhead(ahead, NONE, NONE);
    }

    /**
     * The distribution of the observation some bars ahead, as {@link #forecastObservation(int)} gives it, from what
     * regressors and covariates are going to be.
     *
     * @param regressors for each bar ahead one value for each regressor; as many rows as bars
     * @param covariates for each bar ahead one value for each transition covariate; as many rows as bars
     * @return the mixture of the last of these bars, with K components
     * @throws IllegalArgumentException if there is no row, rows or values are not as many as they should be or not finite, or
     *     the model is explosive and the forecast overflows
     * @throws IllegalStateException if no observation with all its lags was taken yet
     */
    public NormalMixture forecastObservation(double[][] regressors, double[][] covariates) {
        Check.notNull(covariates, "covariates");
        double[] xs = rows(regressors, v.c - 1 - lagColumns, "regressors");
        double[] zs = rows(covariates, v.q - 1, "covariates");
        Check.length(covariates.length, regressors.length, "covariates");
        return observationAhead(Check.atLeast(regressors.length, 1, "number of bars ahead"), xs, zs);
    }

    private static double[] rows(double[][] values, int columns, String name) {
        Check.notNull(values, name);
        double[] out = new double[values.length * columns];
        for (int t = 0; t < values.length; t++) {
            Check.length(Check.notNull(values[t], name + "[" + t + "]").length, columns, name + "[" + t + "]");
            System.arraycopy(Check.allFinite(values[t], name + "[" + t + "]"), 0, out, t * columns, columns);
        }
        return out;
    }

    @Override
    public int states() {
        return k;
    }

    private NormalMixture observationAhead(int ahead, double[] regressors, double[] covariates) {
        probability(0);
        int lags = spec.lags;
        int n = Math.max(1, lags);
        double[] last = new double[histories * n];
        for (int h = 0; h < histories; h++) {
            for (int l = 0; l < lags; l++) {
                last[h * n + l] = p > 0 ? deviation[l * k + digits[h * digitsPerJoint + l]] : observed[l];
            }
        }
        double[] phi = p > 0 ? v.lag.clone() : Arrays.copyOfRange(v.coefficient, k, (1 + lagColumns) * k);
        SwitchingAhead moments = new SwitchingAhead(v, phi, past.clone(), last);
        double[] xs = new double[v.c];
        double[] zs = new double[v.q];
        double[] moves = new double[k * k];
        double[] level = new double[k];
        double[] none = new double[k];
        xs[0] = 1;
        zs[0] = 1;
        int columns = v.c - 1 - lagColumns;
        for (int t = 0; t < ahead; t++) {
            System.arraycopy(regressors, t * columns, xs, 1 + lagColumns, columns);
            System.arraycopy(covariates, t * (v.q - 1), zs, 1, v.q - 1);
            v.transitionInto(zs, 0, moves, 0);
            for (int s = 0; s < k; s++) {
                level[s] = v.mean(xs, 0, s);
            }
            boolean changed = moments.step(moves, p > 0 ? none : level);
            if (!changed && columns == 0 && v.q == 1) {
                break; // the long run is reached: no later bar differs
            }
        }
        return p > 0 ? moments.observation(none, level) : moments.observation(level, none);
    }

    /**
     * The belief now, with each state as a regime.
     *
     * @param regimes one regime a state, none twice
     * @param name the model's name
     * @param asOf the date of the last bar
     * @return the belief, with the time for which its most likely regime has been the most likely one
     * @throws IllegalStateException if no observation with all its lags was taken yet
     */
    @Override
    public RegimeBelief belief(List<Regime> regimes, String name, LocalDate asOf) {
        Check.notNull(regimes, "regimes");
        Check.notNull(name, "name");
        Check.notNull(asOf, "asOf");
        probability(0);
        double sum = 0;
        for (double probability : probabilities) {
            sum += probability;
        }
        double[] whole = probabilities.clone();
        for (int s = 0; s < k; s++) {
            whole[s] = Math.min(1, whole[s] / sum);
        }
        return RegimeBelief.of(regimes, whole, name, asOf).withDuration(Math.max(1, duration));
    }

    /**
     * Whether there are probabilities.
     *
     * @return true from the first observation that has all its lags
     */
    @Override
    public boolean isReady() {
        return bars > spec.lags;
    }

    /**
     * The number of bars taken.
     *
     * @return not negative
     */
    @Override
    public long bars() {
        return bars;
    }

    /**
     * The log-likelihood of all observations that had all their lags.
     *
     * @return the natural logarithm of the density, 0 before the first
     */
    public double logLikelihood() {
        return logLikelihood;
    }
}
