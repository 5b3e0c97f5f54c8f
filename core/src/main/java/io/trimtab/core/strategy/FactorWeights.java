package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.regime.RegimeBelief;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * How much each factor counts: base weights, and others for some regimes, each set divided by its sum.
 *
 * <p>Under a belief p the weights are the blend w = (1 - s) base + s sum_k p_k w_k, where s = 1 - H(p) / ln K is the
 * belief's {@link RegimeBelief#certainty() certainty} and w_k is the base for a regime without weights of its own. The
 * blend is continuous in the belief, is the base when nothing is known, and does not depend on the order of the
 * regimes, to the last bit. Immutable and thread-safe.
 *
 * <pre>{@code
 * FactorWeights weights = FactorWeights.over(List.of("performance", "risk"), 0.7, 0.3)
 *         .in(Regime.CRISIS, 0.2, 0.8);
 * }</pre>
 */
public final class FactorWeights implements Serializable {
    private static final long serialVersionUID = 1L;

    private final List<String> factors;
    private final double[] base;
    private final double originalSum;
    private final Regime[] regimes;
    private final double[][] own;

    private FactorWeights(List<String> factors, double[] base, double originalSum, Regime[] regimes, double[][] own) {
        this.factors = factors;
        this.base = base;
        this.originalSum = originalSum;
        this.regimes = regimes;
        this.own = own;
    }

    /**
     * Base weights.
     *
     * @param factors the factors' names, none twice
     * @param weights one weight a factor, not negative, not all zero; divided by their sum
     * @return the weights
     * @throws IllegalArgumentException if a weight is negative or not finite, all are zero, or the lengths differ
     */
    public static FactorWeights over(List<String> factors, double... weights) {
        List<String> names = Check.copy(factors, "factors");
        Check.atLeast(names.size(), 1, "number of factors");
        for (int f = 0; f < names.size(); f++) {
            Check.notBlank(names.get(f), "factors[" + f + "]");
            if (names.indexOf(names.get(f)) < f) {
                throw new IllegalArgumentException("factors must be unique, but \"" + names.get(f) + "\" is repeated");
            }
        }
        double[] base = Check.notNull(weights, "weights").clone();
        double sum = normalise(base, names, "weight of ");
        return new FactorWeights(names, base, sum, new Regime[0], new double[0][]);
    }

    /**
     * The same weights for every factor.
     *
     * @param factors the factors' names, none twice
     * @return the weights
     */
    public static FactorWeights equal(List<String> factors) {
        double[] ones = new double[Check.notNull(factors, "factors").size()];
        Arrays.fill(ones, 1);
        return over(factors, ones);
    }

    /**
     * The reference weights: regime .3, performance .4, confidence .2, risk .1, adaptation .2, divided by their sum of
     * 1.2.
     *
     * @return the weights
     */
    public static FactorWeights reference() {
        return over(List.of("regime", "performance", "confidence", "risk", "adaptation"), 0.3, 0.4, 0.2, 0.1, 0.2);
    }

    /**
     * Adds weights for one regime, or replaces them.
     *
     * @param regime a regime, not UNKNOWN: what holds when nothing is known are the base weights
     * @param weights one weight a factor, in the order of {@link #factors()}; divided by their sum
     * @return the weights
     * @throws IllegalArgumentException as {@link #over}, or if the regime is UNKNOWN
     */
    public FactorWeights in(Regime regime, double... weights) {
        if (!Check.notNull(regime, "regime").isKnown()) {
            throw new IllegalArgumentException(
                    "regime must not be UNKNOWN: the base weights hold when nothing is known");
        }
        double[] added = Check.notNull(weights, "weights").clone();
        normalise(added, factors, "weight in " + regime + " of ");
        int at = Arrays.binarySearch(regimes, regime);
        int insertion = at >= 0 ? at : -at - 1;
        int size = at >= 0 ? regimes.length : regimes.length + 1;
        Regime[] nextRegimes = new Regime[size];
        double[][] nextOwn = new double[size][];
        for (int k = 0, from = 0; k < size; k++) {
            boolean here = k == insertion;
            nextRegimes[k] = here ? regime : regimes[from];
            nextOwn[k] = here ? added : own[from];
            if (!here || at >= 0) {
                from++;
            }
        }
        return new FactorWeights(factors, base, originalSum, nextRegimes, nextOwn);
    }

    /**
     * The factors.
     *
     * @return their names in order
     */
    public List<String> factors() {
        return factors;
    }

    /**
     * What the base weights summed to before they were divided by it.
     *
     * @return the sum, positive; 1.2 for the reference weights
     */
    public double originalSum() {
        return originalSum;
    }

    /**
     * The base weights.
     *
     * @return a copy; sums to one
     */
    public double[] base() {
        return base.clone();
    }

    /**
     * The weights under a belief.
     *
     * @param belief how probable each regime is
     * @return one weight a factor; sums to one
     */
    public double[] under(RegimeBelief belief) {
        double[] out = new double[base.length];
        blendInto(belief, out);
        return out;
    }

    /**
     * The weights under a belief, without allocation: O(factors x regimes).
     *
     * @param belief how probable each regime is
     * @param out receives one weight a factor
     * @throws IllegalArgumentException if the length is not the number of factors
     */
    public void blendInto(RegimeBelief belief, double[] out) {
        double s = Check.notNull(belief, "belief").certainty();
        Check.length(Check.notNull(out, "out").length, base.length, "out");
        double covered = 0;
        for (int k = 0; k < regimes.length; k++) {
            covered += belief.probability(regimes[k]);
        }
        double baseShare = 1 - s * Math.min(1, covered);
        for (int f = 0; f < base.length; f++) {
            out[f] = baseShare * base[f];
        }
        for (int k = 0; k < regimes.length; k++) {
            double share = s * belief.probability(regimes[k]);
            double[] weights = own[k];
            for (int f = 0; f < base.length; f++) {
                out[f] += share * weights[f];
            }
        }
    }

    private static double normalise(double[] weights, List<String> names, String what) {
        Check.length(weights.length, names.size(), "weights of " + names);
        double sum = 0;
        for (int f = 0; f < weights.length; f++) {
            sum += Check.notNegative(weights[f], what + names.get(f));
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weights of " + names + " must have a positive finite sum, was " + sum);
        }
        for (int f = 0; f < weights.length; f++) {
            weights[f] = weights[f] / sum + 0.0; // no negative zero
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof FactorWeights that
                        && factors.equals(that.factors)
                        && Arrays.equals(base, that.base)
                        && Arrays.equals(regimes, that.regimes)
                        && Arrays.deepEquals(own, that.own));
    }

    @Override
    public int hashCode() {
        return 31 * factors.hashCode() + Arrays.hashCode(base);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("FactorWeights[");
        for (int f = 0; f < base.length; f++) {
            text.append(f == 0 ? "" : ", ").append(factors.get(f)).append(' ').append(Text.number(base[f], 3));
        }
        return text.append(regimes.length == 0 ? "" : "; own weights in " + Arrays.toString(regimes))
                .append(']')
                .toString();
    }
}
