package io.trimtab.risk.measure;

import io.trimtab.core.numeric.OrderStatistics;
import io.trimtab.core.statistics.Confidence;
import org.hipparchus.util.FastMath;

/**
 * Value at risk and expected shortfall of losses whose probabilities fall off into the past; Boudoukh, Richardson and
 * Whitelaw, "The best of both worlds", Risk 11 (1998), 64-67.
 *
 * <p>The probability of loss i of n, the newest last, is {@code lambda^(n-i) (1 - lambda) / (1 - lambda^n)}. The value at
 * risk is the first loss from the worst down at which the probability reaches alpha; the shortfall takes exactly alpha of
 * probability. Losses that tie share in proportion to their probabilities.
 */
final class WeightedTail implements LossFunctional {
    /** A probability that is this part of alpha has reached it; relative, so that what has no probability never does. */
    private static final double REACHED = 1 - 1e-9;

    private final double alpha;
    private final double decay;
    private final boolean shortfall;

    WeightedTail(Confidence confidence, double decay, boolean shortfall) {
        this.alpha = confidence.tail();
        this.decay = decay;
        this.shortfall = shortfall;
    }

    @Override
    public double value(int n, double[] losses, double[] scratch) {
        double boundary = boundary(n, losses, scratch);
        return shortfall ? shortfall(n, losses, boundary) : boundary;
    }

    /** The probability of the newest loss. */
    private double newest(int n) {
        return (1 - decay) / -StrictMath.expm1(n * FastMath.log(decay));
    }

    /** The largest loss x with P(L >= x) >= alpha, by bisection over the losses in order. */
    private double boundary(int n, double[] losses, double[] sorted) {
        System.arraycopy(losses, 0, sorted, 0, n);
        OrderStatistics.sort(n, sorted, 0);
        int low = 0;
        int high = n - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (probability(n, losses, sorted[middle]) >= alpha * REACHED) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return sorted[low];
    }

    private double probability(int n, double[] losses, double x) {
        double weight = newest(n);
        double sum = 0;
        for (int i = n - 1; i >= 0; i--) {
            sum += losses[i] >= x ? weight : 0;
            weight *= decay;
        }
        return sum;
    }

    private double shortfall(int n, double[] losses, double boundary) {
        double weight = newest(n);
        double excess = 0;
        for (int i = n - 1; i >= 0; i--) {
            excess += losses[i] > boundary ? weight * (losses[i] - boundary) : 0;
            weight *= decay;
        }
        return boundary + excess / alpha;
    }

    @Override
    public double weightsInto(int n, double[] losses, double[] scratch, double[] q) {
        double boundary = boundary(n, losses, scratch);
        double weight = newest(n);
        double beyond = 0;
        double ties = 0;
        for (int i = n - 1; i >= 0; i--) {
            q[i] = weight;
            beyond += losses[i] > boundary ? weight : 0;
            ties += losses[i] == boundary ? weight : 0;
            weight *= decay;
        }
        double whole = shortfall ? 1 / alpha : 0;
        double shared = shortfall ? (1 - beyond / alpha) / ties : 1 / ties;
        for (int i = 0; i < n; i++) {
            q[i] *= losses[i] > boundary ? whole : losses[i] == boundary ? shared : 0;
        }
        return shortfall ? shortfall(n, losses, boundary) : boundary;
    }
}
