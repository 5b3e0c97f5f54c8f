package io.trimtab.optimizer.solver;

import io.trimtab.core.check.Check;

/**
 * The costs {@code sum of c_j |w_j - b_j|^(3/2)}: what trades cost when the price moves with the square root of their
 * size (Almgren, Thum, Hauptmann and Li, "Direct estimation of equity market impact", Risk 18 (2005), 57-62).
 *
 * <p>Convex, with a continuous slope that is zero at b_j and a curvature that is infinite there. Immutable.
 */
public final class PowerCosts {
    private final double[] c;
    private final double[] b;

    private PowerCosts(double[] c, double[] b) {
        this.c = c;
        this.b = b;
    }

    /**
     * Costs of trading away from given weights.
     *
     * @param coefficients c, at least 0 and finite; copied
     * @param centre b, finite; copied
     * @return the costs
     * @throws IllegalArgumentException if a coefficient is negative or a number is not finite
     */
    public static PowerCosts of(double[] coefficients, double[] centre) {
        Check.length(centre.length, coefficients.length, "centre");
        for (int j = 0; j < coefficients.length; j++) {
            Check.notNegative(coefficients[j], "coefficient");
            Check.finite(centre[j], "centre");
        }
        return new PowerCosts(coefficients.clone(), centre.clone());
    }

    /** The number of assets. */
    int size() {
        return c.length;
    }

    boolean costs(int j) {
        return c[j] > 0;
    }

    double centre(int j) {
        return b[j];
    }

    /** The cost of one asset at a distance from its centre. */
    double value(int j, double x) {
        return c[j] * Math.abs(x) * Math.sqrt(Math.abs(x));
    }

    /** The derivative there. */
    double slope(int j, double x) {
        return 1.5 * c[j] * Math.copySign(Math.sqrt(Math.abs(x)), x);
    }

    /** The second derivative at a distance that is not zero. */
    double curvature(int j, double x) {
        return 0.75 * c[j] / Math.sqrt(Math.abs(x));
    }

    /** The distance at which the second derivative is given. */
    double inverseCurvature(int j, double curvature) {
        double root = 0.75 * c[j] / curvature;
        return root * root;
    }

    /** The distance at which the slope is given. */
    double inverseSlope(int j, double slope) {
        double root = slope / (1.5 * c[j]);
        return root * Math.abs(root);
    }

    /**
     * The slope at a weight, of those that the weight may have before it is rounded the one nearest to what is wanted.
     *
     * <p>Near its centre the slope varies by far more than its own size within the last bit of a weight.
     */
    double slopeWithin(int j, double w, double lowest, double highest) {
        double x = w - b[j];
        double last = Math.ulp(w);
        double wanted = Math.max(lowest, Math.min(highest, slope(j, x)));
        return Math.max(slope(j, x - last), Math.min(slope(j, x + last), wanted));
    }
}
