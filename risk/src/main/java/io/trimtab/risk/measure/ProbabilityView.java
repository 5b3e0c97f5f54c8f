package io.trimtab.risk.measure;

import io.trimtab.core.statistics.DegreesOfFreedom;
import java.util.Arrays;

/**
 * A series of returns with a probability for each: what measures share of it, each calculated at most once.
 *
 * <p>The probability of a rank is that of all returns which tie there, and is held at the first of their positions in
 * ascending order; the others have none. Arrays grow to the length of the series and are kept.
 */
final class ProbabilityView {
    private static final double[] NONE = {};

    private double[] weights = NONE;
    private double sampleDivisor;
    private boolean centred;
    private boolean ranked;
    private final CentralMoments moments = new CentralMoments();
    private double[] fading = NONE;
    private double[] masses = NONE;
    private double[] above = NONE;

    /** The returns were replaced. */
    void forget() {
        weights = NONE;
    }

    /** What is known stays known if these are the probabilities of before. */
    void take(ScenarioProbabilities probabilities) {
        if (weights != probabilities.array()) {
            start(probabilities.array(), probabilities.sampleDivisor());
        }
    }

    /** Probabilities that fall off into the past: {@code decay^(n-i) (1 - decay) / (1 - decay^n)}, i from 1 to n. */
    void takeFading(int n, double decay) {
        if (fading.length < n) {
            fading = new double[n];
        }
        ScenarioProbabilities.fadeInto(n, decay, fading);
        start(fading, Double.NaN); // for tails alone: nothing asks for a variance
    }

    private void start(double[] values, double divisor) {
        weights = values;
        sampleDivisor = divisor;
        centred = false;
        ranked = false;
    }

    double[] weights() {
        return weights;
    }

    double divisor(DegreesOfFreedom degreesOfFreedom) {
        return degreesOfFreedom == DegreesOfFreedom.SAMPLE ? sampleDivisor : 1;
    }

    CentralMoments moments(int n, double[] returns) {
        if (!centred) {
            moments.of(n, returns, weights);
            centred = true;
        }
        return moments;
    }

    /** The probability at each rank. */
    double[] masses(int n, double[] returns, double[] sorted) {
        rank(n, returns, sorted);
        return masses;
    }

    /** The probability above each rank; exactly 0 above the highest return that has any. */
    double[] above(int n, double[] returns, double[] sorted) {
        rank(n, returns, sorted);
        return above;
    }

    private void rank(int n, double[] returns, double[] sorted) {
        if (ranked) {
            return;
        }
        if (masses.length < n) {
            masses = new double[n];
            above = new double[n];
        }
        Arrays.fill(masses, 0, n, 0);
        for (int t = 0; t < n; t++) {
            if (weights[t] > 0) {
                masses[OrderWeighted.rank(n, sorted, returns[t])] += weights[t];
            }
        }
        double sum = 0;
        for (int k = n - 1; k >= 0; k--) {
            above[k] = sum;
            sum += masses[k];
        }
        ranked = true;
    }
}
