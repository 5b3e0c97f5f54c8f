package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.numeric.Compensated;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import org.hipparchus.util.FastMath;

/**
 * How likely each scenario is: the probabilities under which a measure is taken with {@link RiskMeasure#under}.
 *
 * <pre>{@code
 * ScenarioProbabilities recent = ScenarioProbabilities.fading(returns.length, 0.995);
 * ExpectedShortfall.historical(Confidence.of(0.95)).under(recent).of(returns);
 * recent.effectiveSize();   // 200 of them, in effect
 * }</pre>
 *
 * <p>At least 0 and with the sum of 1; position t belongs to return t. A scenario of probability 0 is as if it were absent,
 * and equal probabilities are as if there were none, to the last bit.
 *
 * <p><b>Without bias.</b> What the mean square of deviations is divided by depends on what the numbers are. Probabilities
 * ({@link #of}, {@link #normalised}, {@link #fading}) say how much each of n independent scenarios is to count; then {@code 1
 * - sum p^2}, the correction for reliability weights, is what makes a variance unbiased. Counts ({@link #counts}) say how
 * often each was seen; then it is {@code (N - 1) / N} with N the sum of the counts, exactly as if each were there so often.
 *
 * <p>Immutable and thread-safe.
 */
public final class ScenarioProbabilities implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final double SUM_TOLERANCE = 1e-9;

    private final double[] values;
    /** The sum of the counts; 0 where there are none. */
    private final long counted;

    private final int support;
    private final boolean equal;
    private final double sampleDivisor;

    private ScenarioProbabilities(double[] values, long counted) {
        this.values = values;
        this.counted = counted;
        int positive = 0;
        boolean same = true;
        for (double p : values) {
            positive += p > 0 ? 1 : 0;
            same &= p == values[0];
        }
        this.support = positive;
        this.equal = same && (counted == 0 || counted == values.length);
        if (counted > 0) {
            this.sampleDivisor = (counted - 1.0) / counted;
        } else {
            this.sampleDivisor = same ? (values.length - 1.0) / values.length : correction(values.length, values);
        }
    }

    /**
     * Probabilities as they are.
     *
     * @param probabilities one for each scenario, at least 0, with the sum of 1 to 1e-9
     * @return the probabilities, scaled to the sum of 1
     * @throws IllegalArgumentException if there is none, one is negative or not finite, or the sum is another
     */
    public static ScenarioProbabilities of(double... probabilities) {
        double[] copy = requireWeights(probabilities, "probabilities");
        double sum = Compensated.sum(copy.length, copy, 0);
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException(
                    "probabilities must sum to 1, summed to " + sum + ": say normalised for weights of any other sum");
        }
        return reliabilities(copy);
    }

    /**
     * Weights of any positive sum, divided by it.
     *
     * @param weights one for each scenario, at least 0, not all 0
     * @return the probabilities
     * @throws IllegalArgumentException if there is none, one is negative or not finite, or all are 0
     */
    public static ScenarioProbabilities normalised(double... weights) {
        return reliabilities(requireWeights(weights, "weights"));
    }

    /**
     * How often each scenario was seen: as a series in which each return is there so often.
     *
     * @param counts one for each scenario, at least 0, not all 0
     * @return the probabilities, of which a variance without bias is that of the longer series
     * @throws IllegalArgumentException if there is none, one is negative, or all are 0
     */
    public static ScenarioProbabilities counts(int... counts) {
        Check.atLeast(Check.notNull(counts, "counts").length, 1, "number of counts");
        long total = 0;
        double[] values = new double[counts.length];
        for (int t = 0; t < counts.length; t++) {
            Check.atLeast(counts[t], 0, "counts[" + t + "]");
            values[t] = counts[t];
            total += counts[t];
        }
        if (total == 0) {
            throw new IllegalArgumentException("counts must not all be 0");
        }
        return counted(values, total);
    }

    /**
     * All alike.
     *
     * @param n the number of scenarios
     * @return 1 / n for each
     * @throws IllegalArgumentException if there is none
     */
    public static ScenarioProbabilities equal(int n) {
        double[] values = new double[Check.atLeast(n, 1, "n")];
        Arrays.fill(values, 1.0 / n);
        return new ScenarioProbabilities(values, 0);
    }

    /**
     * Probabilities that fall off into the past: {@code decay^(n-i) (1 - decay) / (1 - decay^n)} for scenario i of n, the
     * newest last; Boudoukh, Richardson and Whitelaw, Risk 11 (1998), 64-67. {@link ValueAtRisk#timeWeighted} is under these.
     *
     * @param n the number of scenarios
     * @param decay strictly within (0, 1)
     * @return the probabilities
     * @throws IllegalArgumentException if there is no scenario or the decay is out of range
     */
    public static ScenarioProbabilities fading(int n, double decay) {
        Check.strictlyWithin(decay, 0, 1, "decay");
        double[] values = new double[Check.atLeast(n, 1, "n")];
        fadeInto(n, decay, values);
        return new ScenarioProbabilities(values, 0);
    }

    /** As {@link #fading}. */
    static void fadeInto(int n, double decay, double[] out) {
        double weight = (1 - decay) / -StrictMath.expm1(n * FastMath.log(decay));
        for (int t = n - 1; t >= 0; t--) {
            out[t] = weight;
            weight *= decay;
        }
    }

    private static ScenarioProbabilities counted(double[] counts, long total) {
        for (int t = 0; t < counts.length; t++) {
            counts[t] /= total;
        }
        return new ScenarioProbabilities(counts, total);
    }

    private static double[] requireWeights(double[] values, String name) {
        Check.atLeast(Check.notNull(values, name).length, 1, "number of " + name);
        double[] copy = values.clone();
        double largest = 0;
        for (int t = 0; t < copy.length; t++) {
            if (!(copy[t] >= 0 && copy[t] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(name + "[" + t + "] must be at least 0 and finite, was " + copy[t]);
            }
            copy[t] = Math.abs(copy[t]); // no -0.0
            largest = Math.max(largest, copy[t]);
        }
        if (!(largest > 0)) {
            throw new IllegalArgumentException(name + " must not all be 0");
        }
        return copy;
    }

    /** Divides by the sum; through the power of two of the largest, so that no sum overflows and no quotient is lost. */
    private static ScenarioProbabilities reliabilities(double[] values) {
        double largest = 0;
        for (double w : values) {
            largest = Math.max(largest, w);
        }
        int exponent = Math.getExponent(largest);
        for (int t = 0; t < values.length; t++) {
            values[t] = Math.scalb(values[t], -exponent);
        }
        double sum = Compensated.sum(values.length, values, 0);
        for (int t = 0; t < values.length; t++) {
            values[t] /= sum;
        }
        return new ScenarioProbabilities(values, 0);
    }

    /** {@code 1 - sum p^2 = sum p (1 - p)}, without cancellation where one scenario has nearly all. */
    private static double correction(int n, double[] values) {
        int heaviest = 0;
        for (int t = 1; t < n; t++) {
            heaviest = values[t] > values[heaviest] ? t : heaviest;
        }
        double others = 0;
        double squares = 0;
        for (int t = 0; t < n; t++) {
            others += t == heaviest ? 0 : values[t];
            squares += t == heaviest ? 0 : values[t] * values[t];
        }
        // 1 - (1 - o)^2 - s
        return others * (2 - others) - squares;
    }

    /**
     * The probabilities of the scenarios that are known, given that the others are missing.
     *
     * @param returns one for each scenario, NaN where missing
     * @return the probabilities of the others in their order, scaled to the sum of 1: those of a series that is loaded with
     *     {@link MissingReturns#OMIT}
     * @throws IllegalArgumentException if there are more or fewer returns than probabilities, one is infinite, or what is
     *     known has no probability
     */
    public ScenarioProbabilities ofKnown(double... returns) {
        Check.length(Check.notNull(returns, "returns").length, values.length, "returns");
        double[] kept = new double[values.length];
        int count = 0;
        boolean any = false;
        for (int t = 0; t < values.length; t++) {
            if (!Double.isNaN(returns[t])) {
                if (Double.isInfinite(returns[t])) {
                    throw new IllegalArgumentException("returns[" + t + "] must be finite or NaN, was " + returns[t]);
                }
                any |= values[t] > 0;
                kept[count++] = values[t];
            }
        }
        if (count == values.length) {
            return this;
        }
        if (!any) {
            throw new IllegalArgumentException("returns must not all be missing where there is a probability");
        }
        double[] known = Arrays.copyOf(kept, count);
        if (counted == 0) {
            return reliabilities(known);
        }
        long total = 0;
        for (int t = 0; t < count; t++) {
            known[t] = Math.rint(known[t] * counted);
            total += (long) known[t];
        }
        return counted(known, total);
    }

    /**
     * The number of scenarios, with those of probability 0.
     *
     * @return at least 1
     */
    public int size() {
        return values.length;
    }

    /**
     * One probability.
     *
     * @param t the position of the scenario
     * @return from 0 to 1
     */
    public double get(int t) {
        return values[Check.index(t, values.length, "t")];
    }

    /**
     * All probabilities.
     *
     * @return a copy, in the order of the scenarios
     */
    public double[] toArray() {
        return values.clone();
    }

    /**
     * How many scenarios have a probability above 0.
     *
     * @return from 1 to the size
     */
    public int support() {
        return support;
    }

    /**
     * How many equally likely scenarios would give a mean of the same variance: {@code 1 / sum p^2}; Kish, Survey Sampling
     * (1965).
     *
     * @return from 1 to the size
     */
    public double effectiveSize() {
        double squares = 0;
        for (double p : values) {
            squares += p * p;
        }
        return Math.max(1, Math.min(support, 1 / squares));
    }

    /**
     * How many equally likely scenarios would be as diverse: the exponential of the entropy, {@code exp(-sum p ln p)};
     * Meucci, Effective Number of Scenarios in Fully Flexible Probabilities, GARP Risk Professional (2012) 32-35.
     *
     * @return from 1 to the size, and at least {@link #effectiveSize}
     */
    public double effectiveSizeByEntropy() {
        double entropy = 0;
        for (double p : values) {
            entropy -= p > 0 ? p * FastMath.log(p) : 0;
        }
        return Math.max(1, Math.min(support, FastMath.exp(entropy)));
    }

    /** The probabilities themselves; not to be changed. */
    double[] array() {
        return values;
    }

    /** A series of another length is a mistake. */
    void requireFor(MeasuredSeries series) {
        if (series.size() != values.length) {
            throw new IllegalArgumentException("returns must be " + values.length + ", one for each probability, were "
                    + series.size() + ": of a series with missing returns say probabilities.ofKnown(returns)");
        }
    }

    /** Why there is no value of a measure that needs more. */
    String tooFew(int fewest) {
        return "it needs at least " + fewest + " scenarios with a probability above 0, had " + observations();
    }

    boolean allEqual() {
        return equal;
    }

    /** How many observations this stands for: the sum of the counts, or the scenarios that have a probability. */
    long observations() {
        return counted > 0 ? counted : support;
    }

    /** What a mean square is divided by to be without bias. */
    double sampleDivisor() {
        return sampleDivisor;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScenarioProbabilities that
                && counted == that.counted
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + Long.hashCode(counted);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "ScenarioProbabilities[%d scenarios, effectively %.1f]", values.length, effectiveSize());
    }
}
