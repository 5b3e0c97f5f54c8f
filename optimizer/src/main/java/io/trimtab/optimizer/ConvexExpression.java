package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;

/**
 * A named sum of convex functions of single weights, such as turnover, waiting for its bound from above.
 *
 * <pre>{@code
 * Constraint little = turnover(current).atMost(0.20);
 * }</pre>
 *
 * <p>It has no bound from below: the portfolios that trade at least so much are no convex set, and the best of them need
 * not be the best of its neighbours. Immutable and thread-safe.
 */
public final class ConvexExpression {
    /** The weights around which the functions have their kink. */
    interface Centre {
        double[] over(Universe universe);
    }

    private final String name;
    private final Centre centre;
    private final double below;
    private final double above;

    /** The sum of {@code below * (w - c)} where w is below its centre c, and {@code above * (w - c)} where it is above. */
    ConvexExpression(String name, Centre centre, double below, double above) {
        this.name = name;
        this.centre = centre;
        this.below = below;
        this.above = above;
    }

    /**
     * Bounds the sum.
     *
     * @param limit the largest value allowed, at least 0 and finite
     * @return a constraint of the expression's name
     * @throws IllegalArgumentException if the limit is negative or not finite
     */
    public NamedConstraint atMost(double limit) {
        Check.notNegative(limit, "limit of \"" + name + "\"");
        return new NamedConstraint(name, name + " <= " + Numbers.text(limit), (universe, form) -> {
            double[] at = centre.over(universe);
            double[][] breakpoints = new double[at.length][];
            double[][] slopes = new double[at.length][];
            for (int j = 0; j < at.length; j++) {
                breakpoints[j] = new double[] {at[j]};
                slopes[j] = new double[] {below, above};
            }
            form.convexRow(breakpoints, slopes, limit);
        });
    }

    /** Around nothing. */
    static double[] nothing(Universe universe) {
        return new double[universe.size()];
    }

    @Override
    public String toString() {
        return name;
    }
}
