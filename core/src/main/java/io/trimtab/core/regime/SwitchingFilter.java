package io.trimtab.core.regime;

import io.trimtab.core.check.Check;
import java.util.Arrays;

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
public final class SwitchingFilter {
    private static final double[] NONE = new double[0];
    private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

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

    SwitchingFilter(SwitchingSpec spec, SwitchingValues values) {
        this.spec = spec;
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
    public double probability(int state) {
        Check.index(state, k, "state");
        if (!isReady()) {
            throw new IllegalStateException(
                    "no probability yet: " + (spec.lags + 1 - bars) + " more observations needed");
        }
        return probabilities[state];
    }

    /**
     * Whether there are probabilities.
     *
     * @return true from the first observation that has all its lags
     */
    public boolean isReady() {
        return bars > spec.lags;
    }

    /**
     * The number of bars taken.
     *
     * @return not negative
     */
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
