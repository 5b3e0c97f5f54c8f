package io.trimtab.risk.measure;

import io.trimtab.core.numeric.Compensated;
import io.trimtab.core.statistics.Confidence;
import java.util.Arrays;
import org.hipparchus.util.FastMath;

/**
 * Relativistic value at risk: as {@link EntropicTail} with the entropy of Kaniadakis at deformation kappa.
 *
 * <pre>
 * RLVaR = max over q of sum q_i L_i with sum q_i = 1 and
 *         sum (q_i^(1+kappa) - q_i^(1-kappa)) / (2 kappa) &lt;= ln_kappa(1 / (alpha T))
 * ln_kappa(x) = (x^kappa - x^-kappa) / (2 kappa) = sinh(kappa ln x) / kappa
 * </pre>
 *
 * <p>Cajas, "Portfolio optimization of relativistic value at risk" (2023), defines it as a conic program. Its stationarity
 * says that the derivative of the entropy by q_i is c_i = (L_i - t) / z, whence
 *
 * <pre>
 * u_i = q_i^kappa = (kappa c_i + sqrt(kappa^2 c_i^2 + s^2)) / (1 + kappa),  s^2 = 1 - kappa^2
 * ln q_i = (asinh(kappa c_i / s) - atanh(kappa)) / kappa,   d ln q_i / d c_i = 1 / sqrt(s^2 + kappa^2 c_i^2)
 * </pre>
 *
 * <p>so that no cone is needed but two nested roots: t makes the q_i sum to 1 (increasing, and nearly straight in the
 * logarithm), z makes the entropy what it must be (decreasing in z, since its derivative is minus the variance of c under
 * the weights q' over z). Both by Newton's method within brackets: the largest q lies between 1 / T and 1, which bounds t.
 */
final class RelativisticTail implements LossFunctional {
    private static final int MOST_STEPS = 200;

    private final Confidence confidence;
    private final double kappa;
    private final double s;
    private final double atanh;

    RelativisticTail(Confidence confidence, double kappa) {
        this.confidence = confidence;
        this.kappa = kappa;
        this.s = Math.sqrt((1 - kappa) * (1 + kappa));
        this.atanh = FastMath.atanh(kappa);
    }

    @Override
    public double value(int n, double[] losses, double[] scratch) {
        return solve(n, losses, scratch, scratch, false);
    }

    @Override
    public double weightsInto(int n, double[] losses, double[] scratch, double[] q) {
        return solve(n, losses, scratch, q, true);
    }

    private double solve(int n, double[] losses, double[] x, double[] q, boolean weights) {
        double worst = losses[0];
        double best = losses[0];
        for (int i = 1; i < n; i++) {
            worst = Math.max(worst, losses[i]);
            best = Math.min(best, losses[i]);
        }
        double range = worst - best;
        double tail = LossFunctional.tailCount(confidence, n);
        int ties = EntropicTail.deficitsInto(n, losses, worst, range, x);
        if (tail <= ties) {
            return weights ? EntropicTail.share(n, losses, worst, ties, q) : worst;
        }
        if (tail >= n) {
            // no confidence: the only weights without entropy are equal ones
            Arrays.fill(q, 0, n, 1.0 / n);
            return Compensated.mean(n, losses, 0);
        }
        // in units of the range and from the worst loss down: c_i = (tau - x_i) / z
        double z = 1 / EntropicTail.tilt(n, x, FastMath.log(n / tail), FastMath.log(n));
        double target = StrictMath.sinh(-kappa * FastMath.log(tail)) / kappa;
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double tau = Double.NaN;
        for (int step = 0; step < MOST_STEPS; step++) {
            tau = shift(n, x, z, tau);
            double entropy = 0;
            double d0 = 0;
            double d1 = 0;
            double d2 = 0;
            for (int i = 0; i < n; i++) {
                double c = (tau - x[i]) / z;
                double root = Math.sqrt(Math.fma(kappa * c, kappa * c, s * s));
                double weight = weight(c);
                // u - 1 / u without cancellation: u (1 + kappa) = kappa c + root, (1 - kappa) / u = root - kappa c
                double u = c >= 0 ? (kappa * c + root) / (1 + kappa) : (1 - kappa) / (root - kappa * c);
                entropy += weight * (u - 1 / u);
                double slope = weight / root;
                d0 += slope;
                d1 += slope * c;
                d2 += slope * c * c;
            }
            double excess = entropy / (2 * kappa) - target;
            if (excess > 0) {
                low = z;
            } else {
                high = z;
            }
            // d entropy / d ln z = -(d2 - d1^2 / d0)
            double next = z * FastMath.exp(Math.max(-2, Math.min(2, excess / (d2 - d1 * d1 / d0))));
            if (!(next > low && next < high)) {
                next = high == Double.POSITIVE_INFINITY ? 2 * z : low == 0 ? high / 4 : Math.sqrt(low * high);
            }
            double change = Math.abs(next - z);
            double ratio = next / z;
            z = next;
            if (change <= 1e-11 * z || low >= Math.nextDown(high)) {
                break;
            }
            tau *= ratio; // as if every c stayed what it is
        }
        tau = shift(n, x, z, tau);
        double sum = 0;
        double lost = 0;
        for (int i = 0; i < n; i++) {
            double deficit = x[i];
            double weight = weight((tau - deficit) / z);
            sum += weight;
            lost += weight * deficit;
            q[i] = weight; // x and q may be one array: the deficit is not needed again
        }
        if (weights) {
            for (int i = 0; i < n; i++) {
                q[i] /= sum;
            }
        }
        return worst - range * (lost / sum);
    }

    /** q_i at c_i. */
    private double weight(double c) {
        return FastMath.exp((FastMath.asinh(kappa * c / s) - atanh) / kappa);
    }

    /** The tau at which the weights sum to 1, from a guess that may be NaN. */
    private double shift(int n, double[] x, double z, double guess) {
        double u = FastMath.exp(-kappa * FastMath.log(n));
        double low = z * (u * (1 + kappa) - (1 - kappa) / u) / (2 * kappa); // all weights equal to 1 / n
        double high = z; // one weight of 1
        double tau = guess > low && guess < high ? guess : high;
        for (int step = 0; step < MOST_STEPS; step++) {
            double sum = 0;
            double slope = 0;
            for (int i = 0; i < n; i++) {
                double c = (tau - x[i]) / z;
                double weight = weight(c);
                sum += weight;
                slope += weight / Math.sqrt(Math.fma(kappa * c, kappa * c, s * s));
            }
            if (sum > 1) {
                high = tau;
            } else {
                low = tau;
            }
            double next = tau - z * FastMath.log(sum) * sum / slope;
            if (!(next >= low && next <= high)) {
                next = low + (high - low) / 2;
            }
            double change = Math.abs(next - tau);
            tau = next;
            if (change <= 1e-14 * z) {
                return tau;
            }
        }
        return tau;
    }
}
