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
 * d ln q_i / d c_i = 1 / sqrt(s^2 + kappa^2 c_i^2)
 * </pre>
 *
 * <p>so that no cone is needed but two roots: t makes the q_i sum to 1 (increasing, and nearly straight in the logarithm), z
 * makes the entropy what it must be (decreasing in z, since its derivative is minus the variance of c under the weights q'
 * over z). Newton's method for both at once, from the entropic solution, takes six to ten passes over the losses. Should it
 * not settle, the roots are nested, each kept within a bracket: the largest q lies between 1 / T and 1, which bounds t.
 */
final class RelativisticTail implements LossFunctional {
    private static final int MOST_STEPS = 200;
    private static final int JOINT_STEPS = 40;
    private static final double SETTLED = 1e-10;

    private final Confidence confidence;
    private final double kappa;
    private final double s;
    private final int jointSteps;

    RelativisticTail(Confidence confidence, double kappa) {
        this(confidence, kappa, JOINT_STEPS);
    }

    /** With so many joint steps before the roots are nested: 0 for a test of those. */
    RelativisticTail(Confidence confidence, double kappa, int jointSteps) {
        this.jointSteps = jointSteps;
        this.confidence = confidence;
        this.kappa = kappa;
        this.s = Math.sqrt((1 - kappa) * (1 + kappa));
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
            return weights ? EntropicTail.share(n, x, null, worst, ties, q) : worst;
        }
        if (tail >= n) {
            // no confidence: the only weights without entropy are equal ones
            Arrays.fill(q, 0, n, 1.0 / n);
            return Compensated.mean(n, losses, 0);
        }
        // in units of the range and from the worst loss down: c_i = (tau - x_i) / z
        double z = 1 / EntropicTail.tilt(n, x, FastMath.log(n / tail), FastMath.log(n));
        double target = StrictMath.sinh(-kappa * FastMath.log(tail)) / kappa;
        double tau = shift(n, x, z, Double.NaN);
        boolean settled = false;
        for (int step = 0; step < jointSteps && !settled; step++) {
            double total = 0;
            double entropy = 0;
            double d0 = 0;
            double d1 = 0;
            double d2 = 0;
            for (int i = 0; i < n; i++) {
                double c = (tau - x[i]) / z;
                double root = root(c);
                double u = power(c, root);
                double weight = FastMath.exp(FastMath.log(u) / kappa);
                total += weight;
                entropy += weight * (u - 1 / u);
                double slope = weight / root;
                d0 += slope;
                d1 += slope * c;
                d2 += slope * c * c;
            }
            // by a = change of tau over z and b = change of ln z: d0 a - d1 b = -sum ln sum, d1 a - d2 b = missing
            // entropy
            double excess = total * FastMath.log(total);
            double missing = target - entropy / (2 * kappa);
            double determinant = d1 * d1 - d0 * d2;
            double a = (d1 * missing + d2 * excess) / determinant;
            double b = (d0 * missing + d1 * excess) / determinant;
            double size = Math.abs(a) + Math.abs(b);
            if (!(size < Double.POSITIVE_INFINITY)) {
                break;
            }
            double damped = Math.min(1, 1 / Math.max(Math.abs(b), Math.abs(a) / 4));
            tau += damped * a * z;
            z *= FastMath.exp(damped * b);
            settled = size <= SETTLED; // convergence is quadratic: the next change would be below the last bit
        }
        if (!settled) {
            z = nested(n, x, 1 / EntropicTail.tilt(n, x, FastMath.log(n / tail), FastMath.log(n)), target);
            tau = shift(n, x, z, Double.NaN);
        }
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

    /** The z of the two nested roots, from a guess. */
    private double nested(int n, double[] x, double guess, double target) {
        double z = guess;
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
                double root = root(c);
                double u = power(c, root);
                double weight = FastMath.exp(FastMath.log(u) / kappa);
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
        return z;
    }

    /** sqrt(s^2 + kappa^2 c^2). */
    private double root(double c) {
        return Math.sqrt(Math.fma(kappa * c, kappa * c, s * s));
    }

    /** u_i at c_i, without cancellation: (kappa c + root) (root - kappa c) = s^2 = (1 + kappa) (1 - kappa). */
    private double power(double c, double root) {
        return c >= 0 ? (kappa * c + root) / (1 + kappa) : (1 - kappa) / (root - kappa * c);
    }

    /** q_i at c_i. */
    private double weight(double c) {
        return FastMath.exp(FastMath.log(power(c, root(c))) / kappa);
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
                slope += weight / root(c);
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
