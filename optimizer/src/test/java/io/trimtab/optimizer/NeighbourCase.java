package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.bounds;
import static io.trimtab.optimizer.Constraints.grossExposure;
import static io.trimtab.optimizer.Constraints.linear;
import static io.trimtab.optimizer.Constraints.trackingError;
import static io.trimtab.optimizer.Constraints.turnover;
import static io.trimtab.optimizer.Constraints.volatility;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.FactorCovariance;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A random problem with a ratio or without, under bounds on risk, on the largest weights and others, with its objective
 * and its constraints written down a second time: what is called optimal is compared with its neighbours by this, and by
 * nothing of the library's.
 */
final class NeighbourCase {
    enum Goal {
        SHARPE,
        DIVERSIFICATION,
        RETURN,
        UTILITY
    }

    /** {@code low <= value <= high} of one of these quantities; soft if there is a price. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Limit(int kind, double[] row, double low, double high, double price, double squared) {
        private Limit(int kind, double[] row, double low, double high) {
            this(kind, row, low, high, 0, 0);
        }
    }

    private static final int ROW = 0;
    private static final int TURNOVER = 1;
    private static final int GROSS = 2;
    private static final int VOLATILITY = 3;
    private static final int TRACKING = 4;
    private static final int TOP = 5;
    private static final int TOP_LONG = 6;

    final int n;
    final Goal goal;
    final Universe universe;
    final RiskModel risk;
    private final double[][] s;
    private final double[] mu;
    private final double[] current;
    private final double rate;
    private final double penalty;
    private final double cost;
    private final double impact;
    private final double aversion;
    private final double[] lower;
    private final double[] upper;
    private final double unit;
    private final List<Limit> limits = new ArrayList<>();
    private final List<Constraint> constraints = new ArrayList<>();
    /** Empty if all limits are hard. */
    private final List<SplittableRandom> softness;

    NeighbourCase(long seed) {
        this(seed, List.of());
    }

    /** With some of the bounds on risk, on the largest weights and on trading soft. */
    static NeighbourCase soft(long seed) {
        return new NeighbourCase(seed, List.of(new SplittableRandom(-seed)));
    }

    private NeighbourCase(long seed, List<SplittableRandom> softness) {
        this.softness = softness;
        SplittableRandom random = new SplittableRandom(seed);
        n = random.nextInt(4) > 0 ? random.nextInt(1, 9) : random.nextInt(2, 20);
        goal = Goal.values()[random.nextInt(4)];
        universe = DenseRisk.universe(n);
        double scale = random.nextInt(4) == 0 ? StrictMath.pow(10, random.nextInt(-8, 5)) : 0.01;
        int factors = random.nextInt(1, Math.min(n, 6) + 1);
        double[][] loadings = new double[n][factors];
        double[] own = new double[n];
        boolean wide = random.nextInt(8) == 0;
        boolean singular = random.nextInt(3) == 0;
        for (int j = 0; j < n; j++) {
            double size = Math.sqrt(scale) * (wide ? StrictMath.pow(10, random.nextInt(-4, 5)) : 1);
            for (int f = 0; f < factors; f++) {
                loadings[j][f] = size * random.nextDouble(-1, 1);
            }
            own[j] = singular ? 0 : size * size * random.nextDouble();
        }
        spoil(random, loadings, own);
        risk = random.nextBoolean() ? dense(loadings, own) : factorModel(loadings, own);
        s = new double[n][n];
        for (int j = 0; j < n; j++) {
            risk.columnInto(j, s[j], 0);
        }
        unit = largestVolatility();
        mu = new double[n];
        current = new double[n];
        for (int j = 0; j < n; j++) {
            mu[j] = unit * (0.5 + random.nextDouble(-1.5, 1.5));
            current[j] = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 2 / n;
        }
        rate = random.nextInt(3) == 0 ? 0.1 * unit : 0;
        penalty = random.nextInt(3) == 0 ? 0.3 * unit * random.nextDouble() : 0;
        cost = random.nextInt(2) == 0 ? 0.2 * unit * random.nextDouble() : 0;
        impact = random.nextInt(5) == 0 ? 0.1 * unit * random.nextDouble() : 0;
        aversion = 2 / unit;
        lower = new double[n];
        upper = new double[n];
        box(random);
        if (random.nextInt(4) > 0) {
            double[] ones = new double[n];
            Arrays.fill(ones, 1);
            add("sum", new Limit(ROW, ones, 1, 1));
        }
        limits(random);
    }

    /** Duplicates, and assets without risk. */
    private void spoil(SplittableRandom random, double[][] loadings, double[] own) {
        if (random.nextInt(4) == 0) {
            int a = random.nextInt(n);
            int b = random.nextInt(n);
            loadings[a] = loadings[b].clone();
            own[a] = 0;
            own[b] = 0;
        }
        if (random.nextInt(5) == 0) {
            int a = random.nextInt(n);
            Arrays.fill(loadings[a], 0);
            own[a] = 0;
        }
    }

    private RiskModel dense(double[][] loadings, double[] own) {
        double[][] values = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int f = 0; f < loadings[i].length; f++) {
                    values[i][j] += loadings[i][f] * loadings[j][f];
                }
                values[i][j] += i == j ? own[i] : 0;
            }
        }
        return CovarianceMatrix.of(universe, values);
    }

    private RiskModel factorModel(double[][] loadings, double[] own) {
        int factors = loadings[0].length;
        double[][] identity = new double[factors][factors];
        for (int f = 0; f < factors; f++) {
            identity[f][f] = 1;
        }
        return FactorCovariance.of(universe, CovarianceMatrix.of(DenseRisk.universe(factors), identity), loadings, own);
    }

    private double largestVolatility() {
        double largest = 0;
        for (int j = 0; j < n; j++) {
            largest = Math.max(largest, s[j][j]);
        }
        return largest > 0 ? Math.sqrt(largest) : 1;
    }

    private void box(SplittableRandom random) {
        boolean boxed = goal == Goal.DIVERSIFICATION || random.nextInt(6) > 0;
        boolean shorts = goal != Goal.DIVERSIFICATION && random.nextInt(2) == 0;
        for (int j = 0; j < n; j++) {
            lower[j] = !boxed ? Double.NEGATIVE_INFINITY : shorts ? -random.nextDouble() : 0;
            upper[j] = !boxed ? Double.POSITIVE_INFINITY : random.nextInt(2) == 0 ? 1 : random.nextDouble(1, 3) / n;
        }
        if (boxed) {
            constraints.add(bounds(Weights.of(universe, lower), Weights.of(universe, upper)));
        }
    }

    private void limits(SplittableRandom random) {
        for (int k = random.nextInt(4); k > 1; k--) {
            double[] row = new double[n];
            double middle = 0;
            for (int j = 0; j < n; j++) {
                row[j] = random.nextDouble(-1, 1);
                middle += row[j] / n;
            }
            double room = random.nextInt(3) == 0 ? Double.POSITIVE_INFINITY : random.nextDouble(0.5);
            add("row " + k, new Limit(ROW, row, middle - random.nextDouble(0.5), middle + room));
        }
        double[] none = new double[0];
        double below = Double.NEGATIVE_INFINITY;
        if (random.nextInt(4) == 0) {
            add("", new Limit(TURNOVER, none, below, random.nextDouble(0.1, 1.5)));
        }
        if (random.nextInt(5) == 0) {
            add("", new Limit(GROSS, none, below, random.nextDouble(0.5, 2.5)));
        }
        if (random.nextInt(3) == 0) {
            add("", new Limit(VOLATILITY, none, below, unit * random.nextDouble(0.1, 1.1)));
        }
        if (random.nextInt(3) == 0) {
            add("", new Limit(TRACKING, none, below, unit * random.nextDouble(0.1, 1.1)));
        }
        if (random.nextInt(3) == 0) {
            double[] count = {random.nextInt(1, n + 1)};
            add("", new Limit(TOP + random.nextInt(3), count, below, random.nextDouble(0.1, 1.1)));
        }
    }

    private void add(String name, Limit hard) {
        Limit limit = hard;
        for (SplittableRandom random : softness) {
            if (hard.kind != ROW && random.nextInt(3) > 0) {
                boolean risky = hard.kind == VOLATILITY || hard.kind == TRACKING;
                double price = (risky ? 1 : unit) * StrictMath.pow(10, random.nextDouble(-3, 1));
                double squared = random.nextBoolean() ? 0 : 3 * price / (risky ? unit : 1);
                limit = new Limit(hard.kind, hard.row, hard.low, hard.high, price, squared);
            }
        }
        NamedConstraint constraint = constraint(name, limit);
        limits.add(limit);
        constraints.add(limit.price > 0 ? Constraints.soft(constraint, limit.price, limit.squared) : constraint);
    }

    private NamedConstraint constraint(String name, Limit limit) {
        Weights held = Weights.of(universe, current);
        int count = limit.row.length == 0 ? 0 : (int) limit.row[0];
        return switch (limit.kind) {
            case ROW -> {
                LinearExpression row = linear(name, Weights.of(universe, limit.row));
                yield limit.low == limit.high
                        ? row.equalTo(limit.low)
                        : Double.isInfinite(limit.high) ? row.atLeast(limit.low) : row.between(limit.low, limit.high);
            }
            case TURNOVER -> turnover(held).atMost(limit.high);
            case GROSS -> grossExposure().atMost(limit.high);
            case VOLATILITY -> volatility(risk).atMost(limit.high);
            case TRACKING -> trackingError(risk, held).atMost(limit.high);
            case TOP -> Constraints.largest(count).atMost(limit.high);
            case TOP_LONG -> Constraints.largestLong(count).atMost(limit.high);
            default -> Constraints.largestAbsolute(count).atMost(limit.high);
        };
    }

    // ---- as the library is asked

    PortfolioProblem problem() {
        ExpectedReturns returns = ExpectedReturns.of(universe, mu);
        Weights held = Weights.of(universe, current);
        Objective objective = switch (goal) {
            case SHARPE -> Objectives.sharpeRatio(returns, rate, risk);
            case DIVERSIFICATION -> Objectives.diversificationRatio(risk);
            case RETURN -> Objectives.expectedReturns(returns);
            case UTILITY -> Objectives.utility(returns, risk, aversion);
        };
        if (goal != Goal.DIVERSIFICATION) {
            objective = cost > 0 ? objective.plus(Objectives.linearCosts(cost, held)) : objective;
            objective = penalty > 0 ? objective.plus(Objectives.l2(universe, penalty)) : objective;
            double[] impacts = new double[n];
            Arrays.fill(impacts, impact);
            objective = impact > 0
                    ? objective.plus(Objectives.impactCosts(Weights.of(universe, impacts), held))
                    : objective;
        }
        return PortfolioProblem.over(universe).maximize(objective).subjectTo(constraints);
    }

    // ---- once more, in 32 digits where terms may cancel

    double objective(double[] w) {
        Twofold gain = new Twofold();
        for (int j = 0; j < n; j++) {
            if (goal == Goal.DIVERSIFICATION) {
                gain.addProduct(Math.sqrt(s[j][j]), w[j]);
                continue;
            }
            double trade = Math.abs(w[j] - current[j]);
            gain.addProduct(mu[j], w[j]).addProduct(-cost, trade).addProduct(-penalty * w[j], w[j]);
            gain.addProduct(-impact * trade, Math.sqrt(trade));
        }
        for (Limit limit : limits) {
            double slack = limit.price > 0 ? Math.max(0, value(limit, w) - limit.high) : 0;
            gain.addProduct(-limit.price, slack).addProduct(-limit.squared * slack, slack);
        }
        return switch (goal) {
            case SHARPE -> gain.add(-rate).value() / Math.sqrt(variance(w));
            case DIVERSIFICATION -> gain.value() / Math.sqrt(variance(w));
            case RETURN -> gain.value();
            case UTILITY -> gain.value() - aversion / 2 * variance(w);
        };
    }

    private double variance(double[] w) {
        Twofold sum = new Twofold();
        for (int i = 0; i < n; i++) {
            Twofold product = new Twofold();
            for (int j = 0; j < n; j++) {
                product.addProduct(s[i][j], w[j]);
            }
            sum.addProduct(product, w[i]);
        }
        return Math.max(0, sum.value());
    }

    /** The largest violation, relative to what the quantity is made of. */
    double violation(double[] w) {
        double worst = 0;
        for (int j = 0; j < n; j++) {
            worst = Math.max(worst, Math.max(lower[j] - w[j], w[j] - upper[j]));
        }
        for (Limit limit : limits) {
            if (limit.price > 0) {
                continue;
            }
            double value = value(limit, w);
            boolean risky = limit.kind == VOLATILITY || limit.kind == TRACKING;
            double size = risky ? unit : 1;
            // the elements of a factor model are rounded here: so much of a risk that is hedged is not known
            double rounding = risky && value > 0 ? 0x1p-48 * square(spread(w)) / value : 0;
            worst = Math.max(worst, Math.max(limit.low - value, value - limit.high - rounding) / size);
        }
        return worst;
    }

    private double spread(double[] w) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += Math.sqrt(s[j][j]) * (Math.abs(w[j]) + Math.abs(current[j]));
        }
        return sum;
    }

    private static double square(double x) {
        return x * x;
    }

    private double value(Limit limit, double[] w) {
        double[] x = w.clone();
        boolean active = limit.kind == TURNOVER || limit.kind == TRACKING;
        for (int j = 0; j < n; j++) {
            x[j] = active ? w[j] - current[j] : w[j];
        }
        if (limit.kind == VOLATILITY || limit.kind == TRACKING) {
            return Math.sqrt(variance(x));
        }
        if (limit.kind == ROW) {
            Twofold row = new Twofold();
            for (int j = 0; j < n; j++) {
                row.addProduct(limit.row[j], x[j]);
            }
            return row.value();
        }
        double sum = 0;
        for (int j = 0; j < n; j++) {
            x[j] = limit.kind == TOP ? x[j] : limit.kind == TOP_LONG ? Math.max(0, x[j]) : Math.abs(x[j]);
        }
        Arrays.sort(x);
        int count = limit.kind < TOP ? n : (int) limit.row[0];
        for (int k = 0; k < count; k++) {
            sum += x[n - 1 - k];
        }
        return sum;
    }

    /** Of the size of an objective: differences far below it are rounding. */
    double unit() {
        return goal == Goal.RETURN || goal == Goal.UTILITY ? unit : 1e-2;
    }

    private String prices() {
        StringBuilder out = new StringBuilder();
        for (Limit limit : limits) {
            out.append(limit.price > 0 ? " " + limit.price + "/" + limit.squared : "");
        }
        return out.toString();
    }

    @Override
    public String toString() {
        return goal + " of " + n + " assets, rate " + rate + ", penalty " + penalty + ", cost " + cost + ", impact "
                + impact + ", unit " + unit + ", " + constraints + prices();
    }
}
