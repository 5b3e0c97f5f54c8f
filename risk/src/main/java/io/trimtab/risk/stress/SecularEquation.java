package io.trimtab.risk.stress;

/**
 * The point nearest to zero with {@code b'y + sum of lambda_i y_i^2 / 2 <= c}, for c below 0 and lambda of any sign.
 *
 * <p>With the multiplier mu of the constraint a stationary point has {@code y_i = -mu b_i / (1 + mu lambda_i)}; it is a global
 * minimum if and only if {@code 1 + mu lambda_i >= 0} for all i (S-lemma). On that interval the left side phi(mu) falls from 0
 * to its infimum, so there is one root; if phi stays above c up to the end of the interval, either the end is at infinity and
 * no point reaches c, or some b is zero where lambda is smallest (the hard case), and the rest of the way is gone along
 * that direction, by either sign alike; the positive one is taken.
 *
 * <p>The dual value {@code -sum of mu^2 b_i^2 / (1 + mu lambda_i) / 2 - mu c} bounds {@code |y|^2 / 2} from below for every
 * point.
 */
final class SecularEquation {
    private static final int HALVINGS = 2_200;
    private static final double LARGEST = 1e300;
    /** What bends less does so beyond all numbers. */
    private static final double LEAST_BEND = 1e-290;

    private final double[] b;
    private final double[] lambda;
    private final double c;
    /** The direction of the smallest lambda. */
    private final int steepest;

    private final double bend;
    final double[] y;
    /** Whether some point reaches c. */
    boolean reached;
    /** The infimum of the left side, where c is not reached. */
    double infimum;
    /** The lower bound of |y|^2 / 2. */
    double dual;

    SecularEquation(double[] b, double[] lambda, double c) {
        this.b = b.clone();
        this.lambda = lambda;
        this.c = c;
        y = new double[b.length];
        int least = 0;
        for (int i = 1; i < lambda.length; i++) {
            least = lambda[i] < lambda[least] ? i : least;
        }
        steepest = least;
        bend = lambda.length == 0 || lambda[least] > -LEAST_BEND ? 0 : -lambda[least];
        solve();
    }

    private void solve() {
        if (bend > 0) {
            towardsTheEnd();
        } else {
            towardsInfinity();
        }
    }

    /**
     * In the nearer half of the interval mu itself is sought, which may be far smaller than its end; in the other half mu = (1
     * - k) / bend with k down to 0, so that what is left to the end keeps all its digits.
     */
    private void towardsTheEnd() {
        if (phi(0.5 / bend) <= c) {
            within(0.5 / bend);
            return;
        }
        if (phiAtRest(Double.MIN_NORMAL) > c) {
            hard();
            return;
        }
        double low = StrictMath.log(Double.MIN_NORMAL);
        double high = StrictMath.log(0.5);
        for (int i = 0; i < HALVINGS && high - low > 0; i++) {
            double middle = low + (high - low) / 2;
            if (middle == low || middle == high) {
                break;
            }
            if (phiAtRest(StrictMath.exp(middle)) > c) {
                high = middle;
            } else {
                low = middle;
            }
        }
        double k = StrictMath.exp(low);
        phiAtRest(k);
        dual = dual((1 - k) / bend, k);
        finish();
    }

    /** phi where {@code 1 + mu lambda} of the steepest is k; minus infinity at its pole. Leaves y there. */
    private double phiAtRest(double k) {
        double mu = (1 - k) / bend;
        double phi = 0;
        for (int i = 0; i < b.length; i++) {
            double divisor = divisor(i, mu, k);
            if (b[i] == 0) {
                y[i] = 0;
                continue;
            }
            if (divisor == 0) {
                return Double.NEGATIVE_INFINITY;
            }
            y[i] = -mu * b[i] / divisor;
            phi += y[i] * (b[i] + lambda[i] * y[i] / 2);
        }
        return phi;
    }

    private double divisor(int i, double mu, double k) {
        return bend > 0 && lambda[i] == lambda[steepest] ? k : 1 + mu * lambda[i];
    }

    private void hard() {
        for (int i = 0; i < b.length; i++) {
            // zero, or too small to be told from it
            b[i] = lambda[i] == lambda[steepest] ? 0 : b[i];
        }
        double rest = phiAtRest(0);
        y[steepest] = Math.sqrt(2 * (rest - c) / bend);
        reached = true;
        dual = dual(1 / bend, 0);
    }

    /** One step of Newton along y, for the digits that the multiplier does not have. */
    private void finish() {
        reached = true;
        double linear = 0;
        double square = 0;
        for (int i = 0; i < b.length; i++) {
            linear += b[i] * y[i];
            square += lambda[i] * y[i] * y[i] / 2;
        }
        double step = 1 + (c - linear - square) / (linear + 2 * square);
        for (int i = 0; i < b.length; i++) {
            y[i] *= step;
        }
    }

    private double dual(double mu, double k) {
        double sum = 0;
        for (int i = 0; i < b.length; i++) {
            if (b[i] != 0) {
                sum += mu * b[i] * (mu * b[i] / divisor(i, mu, k));
            }
        }
        return Math.max(0, -sum / 2 - mu * c);
    }

    private void towardsInfinity() {
        double high = 1;
        while (phi(high) > c && high < LARGEST) {
            high *= 4;
        }
        if (phi(high) > c) {
            infimum = 0;
            for (int i = 0; i < b.length; i++) {
                infimum -= b[i] == 0 ? 0 : b[i] / lambda[i] * b[i] / 2;
            }
            return;
        }
        within(high);
    }

    /** The root of phi where phi is at most c at the end given. */
    private void within(double end) {
        double low = StrictMath.log(Double.MIN_NORMAL);
        double top = StrictMath.log(end);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = low + (top - low) / 2;
            if (middle == low || middle == top) {
                break;
            }
            if (phi(StrictMath.exp(middle)) > c) {
                low = middle;
            } else {
                top = middle;
            }
        }
        double mu = StrictMath.exp(top);
        phi(mu);
        dual = dual(mu, 1);
        finish();
    }

    private double phi(double mu) {
        double phi = 0;
        for (int i = 0; i < b.length; i++) {
            y[i] = b[i] == 0 ? 0 : -mu * b[i] / (1 + mu * lambda[i]);
            phi += y[i] * (b[i] + lambda[i] * y[i] / 2);
        }
        return phi;
    }
}
