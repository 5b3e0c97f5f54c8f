package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The constraints a portfolio may be put under; made to be imported statically.
 *
 * <pre>{@code
 * problem.subjectTo(fullyInvested(), longOnly(), maxWeight(0.10), group("tech", "SAP", "ASML").atMost(0.30));
 * }</pre>
 *
 * <p>Weights are fractions of equity. A problem has no bounds but those it is given: without {@link #longOnly} assets
 * may be sold short without limit.
 */
public final class Constraints {
    private Constraints() {}

    /**
     * The weights sum to one; named {@code fully invested}.
     *
     * @return the constraint
     */
    public static NamedConstraint fullyInvested() {
        return new NamedConstraint("fully invested", "fully invested", new Meanings.Between(new Meanings.Sum(), 1, 1));
    }

    /**
     * The weights sum to a given net exposure; named {@code budget}.
     *
     * @param net the sum of the weights, finite; 0 for a market-neutral book
     * @return the constraint
     */
    public static NamedConstraint budget(double net) {
        return budget().equalTo(net);
    }

    /**
     * The sum of the weights, to be bounded; named {@code budget}.
     *
     * @return the expression
     */
    public static LinearExpression budget() {
        return new LinearExpression("budget", new Meanings.Sum());
    }

    /**
     * No asset is sold short; named {@code long only}.
     *
     * @return the constraint
     */
    public static NamedConstraint longOnly() {
        return new NamedConstraint("long only", "long only", new Meanings.Floor(0));
    }

    /**
     * No weight exceeds a cap; named {@code max weight}.
     *
     * @param cap the largest weight of each asset, finite
     * @return the constraint
     */
    public static NamedConstraint maxWeight(double cap) {
        Check.finite(cap, "cap");
        return new NamedConstraint("max weight", "max weight " + Numbers.text(cap), new Meanings.Cap(cap));
    }

    /**
     * No weight falls below a floor; named {@code min weight}.
     *
     * @param floor the smallest weight of each asset, finite; negative to limit short positions
     * @return the constraint
     */
    public static NamedConstraint minWeight(double floor) {
        Check.finite(floor, "floor");
        return new NamedConstraint("min weight", "min weight " + Numbers.text(floor), new Meanings.Floor(floor));
    }

    /**
     * Bounds on one asset; named after it, {@code bounds of SAP}.
     *
     * @param asset the asset's id
     * @param lower the smallest weight, finite
     * @param upper the largest weight, finite, at least {@code lower}
     * @return the constraint
     * @throws IllegalArgumentException if a bound is not finite or they are out of order
     */
    public static NamedConstraint bounds(String asset, double lower, double upper) {
        Check.notBlank(asset, "asset");
        Check.finite(lower, "lower bound of " + asset);
        Check.finite(upper, "upper bound of " + asset);
        ordered(asset, lower, upper);
        String name = "bounds of " + asset;
        String description = Numbers.text(lower) + " <= " + asset + " <= " + Numbers.text(upper);
        return new NamedConstraint(name, description, (universe, form) -> {
            int j = universe.indexOf(asset);
            form.atLeast(j, lower);
            form.atMost(j, upper);
        });
    }

    /**
     * Bounds on every asset, each its own; named {@code bounds}.
     *
     * @param lower the smallest weights
     * @param upper the largest weights, over the same universe
     * @return the constraint
     * @throws IllegalArgumentException if the universes differ or a pair is out of order (the message names the asset)
     */
    public static NamedConstraint bounds(Weights lower, Weights upper) {
        Check.notNull(lower, "lower")
                .universe()
                .requireSame(Check.notNull(upper, "upper").universe(), "upper");
        for (int j = 0; j < lower.universe().size(); j++) {
            ordered(lower.universe().id(j), lower.get(j), upper.get(j));
        }
        return new NamedConstraint("bounds", "bounds of each asset", (universe, form) -> {
            universe.requireSame(lower.universe(), "bounds");
            for (int j = 0; j < universe.size(); j++) {
                form.atLeast(j, lower.get(j));
                form.atMost(j, upper.get(j));
            }
        });
    }

    private static void ordered(String asset, double lower, double upper) {
        if (lower > upper) {
            throw new IllegalArgumentException("bounds of " + asset + " must be in order, lower <= upper, were "
                    + Numbers.text(lower) + " and " + Numbers.text(upper));
        }
    }

    /**
     * The joint weight of some assets, to be bounded.
     *
     * @param name the group's name
     * @param assets at least one asset id; none twice
     * @return the expression
     * @throws IllegalArgumentException if the group is empty or an asset is repeated; when the problem is built, if an
     *     asset is not in its universe
     */
    public static LinearExpression group(String name, String... assets) {
        return group(name, Check.copy(assets, "assets"));
    }

    /**
     * The joint weight of some assets, to be bounded.
     *
     * @param name the group's name
     * @param assets at least one asset id; none twice
     * @return the expression
     * @throws IllegalArgumentException as for {@link #group(String, String...)}
     */
    public static LinearExpression group(String name, Collection<String> assets) {
        Check.notBlank(name, "name");
        List<String> members = Check.copy(assets, "assets");
        if (members.isEmpty()) {
            throw new IllegalArgumentException("group \"" + name + "\" must have at least one asset, was empty");
        }
        for (int k = 0; k < members.size(); k++) {
            if (members.indexOf(members.get(k)) < k) {
                throw new IllegalArgumentException(
                        "group \"" + name + "\" must have each asset once, but has \"" + members.get(k) + "\" twice");
            }
        }
        return new LinearExpression(name, new Meanings.Group(name, members));
    }

    /**
     * Any linear combination of the weights, to be bounded.
     *
     * @param name its name
     * @param coefficients the factor of each asset's weight
     * @return the expression
     */
    public static LinearExpression linear(String name, Weights coefficients) {
        Check.notNull(coefficients, "coefficients");
        return new LinearExpression(name, universe -> {
            universe.requireSame(coefficients.universe(), "coefficients of \"" + name + "\"");
            return coefficients.toArray();
        });
    }

    /**
     * The expected return of the portfolio, to be bounded; named {@code expected return}.
     *
     * @param expectedReturns the assets' expected returns, of the period in which the bound is meant
     * @return the expression
     */
    public static LinearExpression expectedReturn(ExpectedReturns expectedReturns) {
        Check.notNull(expectedReturns, "expectedReturns");
        return new LinearExpression("expected return", new Meanings.Returns(expectedReturns));
    }

    /**
     * The turnover {@code sum of |w_j - current_j|}, purchases and sales both counted, to be bounded from above.
     *
     * @param current the weights held now
     * @return the expression, named {@code turnover}
     */
    public static ConvexExpression turnover(Weights current) {
        return around("turnover", current, -1, 1);
    }

    /**
     * The purchases {@code sum of max(0, w_j - current_j)}, to be bounded from above.
     *
     * @param current the weights held now
     * @return the expression, named {@code buys}
     */
    public static ConvexExpression buys(Weights current) {
        return around("buys", current, 0, 1);
    }

    /**
     * The sales {@code sum of max(0, current_j - w_j)}, short sales included, to be bounded from above.
     *
     * @param current the weights held now
     * @return the expression, named {@code sells}
     */
    public static ConvexExpression sells(Weights current) {
        return around("sells", current, -1, 0);
    }

    /**
     * The gross exposure {@code sum of |w_j|}, long and short positions both counted, to be bounded from above. The budget
     * bounds the net exposure {@code sum of w_j}.
     *
     * @return the expression, named {@code gross exposure}
     */
    public static ConvexExpression grossExposure() {
        return new ConvexExpression("gross exposure", ConvexExpression::nothing, -1, 1);
    }

    /**
     * The short exposure {@code sum of max(0, -w_j)}, to be bounded from above.
     *
     * @return the expression, named {@code short exposure}
     */
    public static ConvexExpression shortExposure() {
        return new ConvexExpression("short exposure", ConvexExpression::nothing, -1, 0);
    }

    private static ConvexExpression around(String name, Weights current, double below, double above) {
        Check.notNull(current, "current");
        return new ConvexExpression(
                name,
                universe -> {
                    universe.requireSame(current.universe(), "the current weights of \"" + name + "\"");
                    return current.toArray();
                },
                below,
                above);
    }

    /**
     * A constraint that may be violated at a price.
     *
     * @param constraint bounds, linear rows, groups or turnover
     * @param pricePerUnit what each unit beyond its bound costs, in units of the objective; positive
     * @return the soft constraint, of the same name
     * @throws IllegalArgumentException if the price is not positive or the constraint is soft already
     */
    public static SoftConstraint soft(Constraint constraint, double pricePerUnit) {
        return new SoftConstraint(constraint, pricePerUnit, 0);
    }

    /**
     * A constraint that may be violated at a price that grows with the violation s: {@code price s + squared s^2}.
     *
     * @param constraint any; bounds on single assets take a row each, for the assets that have one
     * @param pricePerUnit what each unit beyond its bound costs, in units of the objective; positive
     * @param pricePerSquaredUnit what each squared unit costs besides; at least 0
     * @return the soft constraint, of the same name
     * @throws IllegalArgumentException if a price is out of range or the constraint is soft already
     */
    public static SoftConstraint soft(Constraint constraint, double pricePerUnit, double pricePerSquaredUnit) {
        return new SoftConstraint(constraint, pricePerUnit, pricePerSquaredUnit);
    }

    /**
     * The volatility {@code sqrt(w'Sw)} of the portfolio, to be bounded from above; named {@code volatility}.
     *
     * @param riskModel the covariance S; the volatility has its period
     * @return the expression
     */
    public static UpperBounded volatility(RiskModel riskModel) {
        Check.notNull(riskModel, "riskModel");
        return new UpperBounded(
                "volatility",
                UpperBounded.Kind.RISK,
                limit -> (universe, form) -> form.quadratic(riskModel, new double[0], limit));
    }

    /**
     * The tracking error {@code sqrt((w - b)'S(w - b))} of the portfolio, to be bounded from above; named {@code tracking
     * error}.
     *
     * @param riskModel the covariance S; the tracking error has its period
     * @param benchmark the weights b
     * @return the expression
     * @throws IllegalArgumentException if the universes differ
     */
    public static UpperBounded trackingError(RiskModel riskModel, Weights benchmark) {
        Check.notNull(riskModel, "riskModel");
        riskModel.universe().requireSame(Check.notNull(benchmark, "benchmark").universe(), "benchmark");
        double[] centre = benchmark.toArray();
        return new UpperBounded(
                "tracking error",
                UpperBounded.Kind.RISK,
                limit -> (universe, form) -> form.quadratic(riskModel, centre, limit));
    }

    /**
     * The sum of the k largest weights, to be bounded from above; named {@code largest k}. It limits concentration
     * without saying in which assets. Meant for long-only portfolios: a short position counts as a negative weight, so that
     * where fewer than k assets are long the shorts reduce the sum. With short positions say {@link #largestLong} or {@link
     * #largestAbsolute}.
     *
     * @param count k, at least 1 and, when the problem is built, at most the number of assets
     * @return the expression
     * @throws IllegalArgumentException if the count is not positive
     */
    public static UpperBounded largest(int count) {
        return largest("largest " + count, count, LinearForm.Side.SIGNED);
    }

    /**
     * The sum of the k largest long positions, {@code max(0, w_j)}, to be bounded from above; named {@code largest long k}.
     * Short positions count as nothing.
     *
     * @param count k, at least 1 and, when the problem is built, at most the number of assets
     * @return the expression, whose bound must be at least 0
     * @throws IllegalArgumentException if the count is not positive
     */
    public static UpperBounded largestLong(int count) {
        return largest("largest long " + count, count, LinearForm.Side.LONG);
    }

    /**
     * The sum of the k largest positions by size, {@code |w_j|}, to be bounded from above; named {@code largest absolute
     * k}. A short position counts like a long one.
     *
     * @param count k, at least 1 and, when the problem is built, at most the number of assets
     * @return the expression, whose bound must be at least 0
     * @throws IllegalArgumentException if the count is not positive
     */
    public static UpperBounded largestAbsolute(int count) {
        return largest("largest absolute " + count, count, LinearForm.Side.ABSOLUTE);
    }

    private static UpperBounded largest(String name, int count, LinearForm.Side side) {
        Check.atLeast(count, 1, "count");
        return new UpperBounded(
                name,
                side == LinearForm.Side.SIGNED ? UpperBounded.Kind.WEIGHT : UpperBounded.Kind.SIZE,
                limit -> (universe, form) -> form.largest(count, side, limit));
    }

    /**
     * The exposure of the portfolio to a factor, to be bounded.
     *
     * @param name the factor's name
     * @param loadings the exposure of each asset per unit of its weight
     * @return the expression
     */
    public static LinearExpression exposure(String name, Weights loadings) {
        Check.notNull(loadings, "loadings");
        return linear(name, loadings);
    }

    /**
     * The beta {@code (Sb)'w / b'Sb} of the portfolio to a benchmark, to be bounded; named {@code beta}.
     *
     * @param riskModel the covariance S
     * @param benchmark the weights b, of positive variance
     * @return the expression
     * @throws IllegalArgumentException if the universes differ or the benchmark has no variance
     */
    public static LinearExpression beta(RiskModel riskModel, Weights benchmark) {
        Check.notNull(riskModel, "riskModel");
        riskModel.universe().requireSame(Check.notNull(benchmark, "benchmark").universe(), "benchmark");
        double[] b = benchmark.toArray();
        double variance = Term.Quadratic.form(riskModel, b, new double[0]);
        Check.positive(variance, "variance of the benchmark");
        double[] betas = new double[b.length];
        riskModel.multiplyInto(b, betas);
        for (int j = 0; j < b.length; j++) {
            betas[j] /= variance;
        }
        return linear("beta", Weights.of(riskModel.universe(), betas));
    }

    /**
     * What is bought is paid by what is sold short: the weights sum to zero; named {@code market neutral}. A market
     * exposure is neutralised by {@link #beta}.
     *
     * @return the constraint
     */
    public static NamedConstraint marketNeutral() {
        return new NamedConstraint(
                "market neutral", "market neutral", (universe, form) -> form.row(ones(universe.size()), 0, 0));
    }

    private static double[] ones(int n) {
        double[] row = new double[n];
        Arrays.fill(row, 1);
        return row;
    }
}
