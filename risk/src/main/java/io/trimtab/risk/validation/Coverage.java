package io.trimtab.risk.validation;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.HypothesisTest;
import org.hipparchus.special.Gamma;

/**
 * Whether losses exceed a value at risk as often as it says, and no more often after they just did.
 *
 * <pre>{@code
 * Coverage.kupiec(250, 7, Confidence.of(0.99)).pValue();                  // 0.019: too many
 * Coverage.independence(Transitions.of(losses, valueAtRisk)).pValue();
 * }</pre>
 *
 * <p>Likelihood ratios, chi-squared when there are many observations; 0 log 0 is 0. Sources: Kupiec, Techniques for Verifying
 * the Accuracy of Risk Measurement Models, Journal of Derivatives 3 (1995) 73-84; Christoffersen, Evaluating Interval
 * Forecasts, International Economic Review 39 (1998) 841-862.
 */
public final class Coverage {
    private Coverage() {}

    /**
     * The proportion of failures: whether exceedances are as frequent as the tail of the confidence says.
     *
     * <p>{@code 2 (x log(x / (T a)) + (T - x) log((T - x) / (T (1 - a))))}, chi-squared with 1 degree of freedom; two-sided.
     *
     * @param observations T, at least 1
     * @param exceedances x, from 0 to T
     * @param confidence of the value at risk; a is its tail
     * @return the test
     * @throws IllegalArgumentException if there is no observation or there are more exceedances
     */
    public static HypothesisTest kupiec(int observations, int exceedances, Confidence confidence) {
        return chiSquared("unconditional coverage (Kupiec)", failures(observations, exceedances, confidence), 1);
    }

    private static double failures(int observations, int exceedances, Confidence confidence) {
        Check.atLeast(observations, 1, "observations");
        Check.index(exceedances, observations + 1, "exceedances");
        double tail = Check.notNull(confidence, "confidence").tail();
        double t = observations;
        double x = exceedances;
        return 2 * (times(x, x / (t * tail)) + times(t - x, (t - x) / (t * confidence.level())));
    }

    /**
     * Whether an exceedance is as likely after one as after none: Christoffersen's Markov test, chi-squared with 1 degree
     * of freedom.
     *
     * @param transitions what followed what; without a transition the statistic is 0
     * @return the test
     */
    public static HypothesisTest independence(Transitions transitions) {
        return chiSquared("independence (Christoffersen)", dependence(transitions), 1);
    }

    private static double dependence(Transitions transitions) {
        Check.notNull(transitions, "transitions");
        double n00 = transitions.calmAfterCalm();
        double n01 = transitions.exceedanceAfterCalm();
        double n10 = transitions.calmAfterExceedance();
        double n11 = transitions.exceedanceAfterExceedance();
        double n = n00 + n01 + n10 + n11;
        // each count over what it would be if rows and columns were independent
        double ratio = times(n00, n00 * n / ((n00 + n01) * (n00 + n10)))
                + times(n01, n01 * n / ((n00 + n01) * (n01 + n11)))
                + times(n10, n10 * n / ((n10 + n11) * (n00 + n10)))
                + times(n11, n11 * n / ((n10 + n11) * (n01 + n11)));
        return Math.max(0, 2 * ratio);
    }

    /**
     * Conditional coverage: both at once, the sum of the two statistics, chi-squared with 2 degrees of freedom.
     *
     * @param observations T, at least 1
     * @param exceedances x, from 0 to T
     * @param transitions what followed what
     * @param confidence of the value at risk
     * @return the test
     * @throws IllegalArgumentException as for {@link #kupiec}, or if the transitions count more than there was
     */
    public static HypothesisTest conditional(
            int observations, int exceedances, Transitions transitions, Confidence confidence) {
        double sum = failures(observations, exceedances, confidence) + dependence(transitions);
        long days = (long) transitions.calmAfterCalm()
                + transitions.exceedanceAfterCalm()
                + transitions.calmAfterExceedance()
                + transitions.exceedanceAfterExceedance();
        long beyond = (long) transitions.exceedanceAfterCalm() + transitions.exceedanceAfterExceedance();
        if (days > observations || beyond > exceedances) {
            throw new IllegalArgumentException("transitions must be of the same losses: they count " + beyond
                    + " exceedances in " + days + ", the arguments " + exceedances + " in " + observations);
        }
        return chiSquared("conditional coverage (Christoffersen)", sum, 2);
    }

    /** a log(b), 0 where a is. */
    private static double times(double a, double b) {
        return a == 0 ? 0 : a * StrictMath.log(b);
    }

    static HypothesisTest chiSquared(String name, double statistic, int degreesOfFreedom) {
        double least = Math.max(0, statistic);
        // the upper tail itself, so that small p-values keep their digits
        double beyond = least == 0 ? 1 : Gamma.regularizedGammaQ(0.5 * degreesOfFreedom, 0.5 * least);
        return new HypothesisTest(name, least, Math.max(0, Math.min(1, beyond)));
    }
}
