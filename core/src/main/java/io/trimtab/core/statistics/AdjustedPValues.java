package io.trimtab.core.statistics;

import io.trimtab.core.check.Check;
import java.util.Arrays;
import java.util.Comparator;

/**
 * P-values corrected for how many hypotheses were tested at once.
 *
 * <pre>{@code
 * double[] adjusted = AdjustedPValues.holm(0.01, 0.04, 0.03); // 0.03, 0.06, 0.06
 * }</pre>
 *
 * <p>Reject each hypothesis whose adjusted value is at most alpha. With p(1) to p(m) the p-values in ascending order:
 *
 * <ul>
 *   <li>{@link #holm}: max over i up to k of (m - i + 1) p(i). At most alpha is the probability of <em>any</em> false
 *       rejection, however the tests depend on each other. Holm, Scandinavian Journal of Statistics 6 (1979) 65-70.
 *   <li>{@link #benjaminiHochberg}: min over i from k of m / i p(i). At most alpha is the expected <em>share</em> of false ones among
 *       the rejections, for tests that are independent or positively dependent. Journal of the Royal Statistical Society B 57
 *       (1995) 289-300.
 *   <li>{@link #benjaminiYekutieli}: the same times 1 + 1/2 + ... + 1/m, for any dependence. Annals of Statistics 29 (2001)
 *       1165-1188.
 * </ul>
 *
 * <p>None exceeds 1, and none is below the p-value it came from. O(m log m). Thread-safe.
 */
public final class AdjustedPValues {
    private AdjustedPValues() {}

    /**
     * Holm's: against any false rejection.
     *
     * @param pValues from 0 to 1, in any order
     * @return the adjusted ones, in the same order
     * @throws IllegalArgumentException if a value is outside [0, 1] or NaN
     */
    public static double[] holm(double... pValues) {
        Integer[] order = ascending(pValues);
        double[] adjusted = new double[pValues.length];
        double largest = 0;
        for (int i = 0; i < order.length; i++) {
            largest = Math.max(largest, (order.length - i) * pValues[order[i]]);
            adjusted[order[i]] = Math.min(1, largest);
        }
        return adjusted;
    }

    /**
     * Benjamini's and Hochberg's: against many false ones among the rejections.
     *
     * @param pValues from 0 to 1, in any order
     * @return the adjusted ones, in the same order
     * @throws IllegalArgumentException if a value is outside [0, 1] or NaN
     */
    public static double[] benjaminiHochberg(double... pValues) {
        return stepUp(1, pValues);
    }

    /**
     * Benjamini's and Yekutieli's: as theirs with Hochberg, whatever the dependence.
     *
     * @param pValues from 0 to 1, in any order
     * @return the adjusted ones, in the same order
     * @throws IllegalArgumentException if a value is outside [0, 1] or NaN
     */
    public static double[] benjaminiYekutieli(double... pValues) {
        double harmonic = 0;
        for (int i = Check.notNull(pValues, "pValues").length; i >= 1; i--) {
            harmonic += 1.0 / i;
        }
        return stepUp(harmonic, pValues);
    }

    private static double[] stepUp(double factor, double[] pValues) {
        Integer[] order = ascending(pValues);
        double[] adjusted = new double[pValues.length];
        double smallest = 1;
        for (int i = order.length - 1; i >= 0; i--) {
            // the quotient first: it is 1 for the largest, whose value must stay as it is
            double scaled = factor * ((double) order.length / (i + 1)) * pValues[order[i]];
            smallest = Math.min(smallest, scaled);
            adjusted[order[i]] = smallest;
        }
        return adjusted;
    }

    private static Integer[] ascending(double[] pValues) {
        Integer[] order = new Integer[Check.notNull(pValues, "pValues").length];
        for (int i = 0; i < order.length; i++) {
            Check.within(pValues[i], 0, 1, "pValues[" + i + "]");
            order[i] = i;
        }
        Arrays.sort(order, Comparator.comparingDouble(i -> pValues[i]));
        return order;
    }
}
