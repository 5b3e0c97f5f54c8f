package io.trimtab.risk.validation;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.HypothesisTest;
import io.trimtab.core.statistics.StandardNormal;
import org.hipparchus.distribution.continuous.UniformRealDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;

/**
 * Whether the probabilities that losses took in their forecast distributions are uniform and independent, as they are where
 * the forecasts are right: the whole distribution is judged, not one quantile of it.
 *
 * <pre>{@code
 * Uniformity.kolmogorov(probabilities).pValue();
 * Uniformity.berkowitz(probabilities).pValue();
 * }</pre>
 *
 * <p>The probability integral transform: Rosenblatt, Annals of Mathematical Statistics 23 (1952) 470-472; Diebold, Gunther and
 * Tay, Evaluating Density Forecasts, International Economic Review 39 (1998) 863-883.
 */
public final class Uniformity {
    private static final int FEWEST = 5;

    private Uniformity() {}

    /**
     * Kolmogorov's test: the largest distance of the empirical distribution from the uniform one, with its exact
     * distribution where observations are few.
     *
     * @param probabilities at least five, all strictly between 0 and 1
     * @return the test
     * @throws IllegalArgumentException if there are too few or one is out of range
     */
    public static HypothesisTest kolmogorov(double[] probabilities) {
        double[] u = requireProbabilities(probabilities);
        UniformRealDistribution uniform = new UniformRealDistribution(0, 1);
        KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
        double pValue = Math.max(0, Math.min(1, test.kolmogorovSmirnovTest(uniform, u)));
        return new HypothesisTest(
                "uniform probabilities (Kolmogorov)", test.kolmogorovSmirnovStatistic(uniform, u), pValue);
    }

    /**
     * Berkowitz's test: whether normal quantiles of the probabilities have mean 0, variance 1 and no autocorrelation, against
     * an autoregression z_t - m = r (z_(t-1) - m) + s e_t, by likelihood given the first; chi-squared with 3 degrees of
     * freedom. Berkowitz, Testing Density Forecasts, with Applications to Risk Management, Journal of Business and Economic
     * Statistics 19 (2001) 465-474.
     *
     * @param probabilities in the order of time, at least five, all strictly between 0 and 1
     * @return the test
     * @throws IllegalArgumentException if there are too few, one is out of range, or they never change
     */
    public static HypothesisTest berkowitz(double[] probabilities) {
        double[] z = requireProbabilities(probabilities).clone();
        requireMovement(z);
        for (int t = 0; t < z.length; t++) {
            z[t] = StandardNormal.quantile(z[t]);
        }
        int n = z.length - 1;
        double meanX = 0;
        double meanY = 0;
        double squares = 0;
        for (int t = 0; t < n; t++) {
            meanX += z[t] / n;
            meanY += z[t + 1] / n;
            squares += z[t + 1] * z[t + 1];
        }
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int t = 0; t < n; t++) {
            xx += (z[t] - meanX) * (z[t] - meanX);
            xy += (z[t] - meanX) * (z[t + 1] - meanY);
            yy += (z[t + 1] - meanY) * (z[t + 1] - meanY);
        }
        // what rounding leaves of equal numbers is not movement
        double rounding = n * 0x1p-100 * (squares + z[0] * z[0]);
        double variance = (xx > rounding ? Math.max(0, yy - xy * xy / xx) : yy) / n;
        // twice the log-likelihoods' difference; a fit without error is infinitely more likely
        double statistic = squares - n * (StrictMath.log(Math.max(variance, Double.MIN_NORMAL)) + 1);
        return Coverage.chiSquared("independent normal quantiles (Berkowitz)", statistic, 3);
    }

    private static void requireMovement(double[] probabilities) {
        for (double p : probabilities) {
            if (p != probabilities[0]) {
                return;
            }
        }
        throw new IllegalArgumentException(
                "probabilities must change to be tested, was " + probabilities[0] + " throughout");
    }

    private static double[] requireProbabilities(double[] probabilities) {
        Check.atLeast(Check.notNull(probabilities, "probabilities").length, FEWEST, "number of probabilities");
        for (int t = 0; t < probabilities.length; t++) {
            Check.strictlyWithin(probabilities[t], 0, 1, "probabilities[" + t + "]");
        }
        return probabilities;
    }
}
