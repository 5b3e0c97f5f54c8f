package io.trimtab.optimizer.solver;

import static io.trimtab.optimizer.Constraints.bounds;
import static io.trimtab.optimizer.Constraints.fullyInvested;
import static io.trimtab.optimizer.Constraints.largest;
import static io.trimtab.optimizer.Constraints.largestAbsolute;
import static io.trimtab.optimizer.Constraints.maxWeight;
import static io.trimtab.optimizer.Constraints.soft;
import static io.trimtab.optimizer.Constraints.trackingError;
import static io.trimtab.optimizer.Constraints.volatility;
import static io.trimtab.optimizer.Objectives.utility;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.optimizer.NamedConstraint;
import io.trimtab.optimizer.Optimal;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.PortfolioSolution;
import io.trimtab.optimizer.SoftSlack;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Soft bounds against enumeration. On the largest weights: a program with a slack variable and a row for every choice of
 * assets and signs. On risk: {@code f + max(0, r - x) p} is at least {@code f + l (r - x)} for every l up to p, and at the
 * minimiser of {@code f + theta r^2 / 2} the two meet; theta is found by halving.
 */
class SoftDifferentialTest {
    private static final double EXACT = 1e-9;

    private static final class Case {
        final int n;
        final double scale;
        final double[][] s;
        final double[] mu;
        final double[] lower;
        final double[] upper;
        final CovarianceMatrix risk;
        final PortfolioProblem book;

        Case(SplittableRandom random, int n, boolean shorts) {
            this.n = n;
            scale = StrictMath.pow(10, random.nextInt(-8, 9));
            s = new double[n][n];
            int factors = random.nextInt(1, n + 1);
            double[][] f = new double[n][factors];
            for (double[] row : f) {
                for (int k = 0; k < factors; k++) {
                    row[k] = random.nextInt(-3, 4);
                }
            }
            mu = new double[n];
            lower = new double[n];
            upper = new double[n];
            String[] ids = new String[n];
            for (int i = 0; i < n; i++) {
                ids[i] = "A" + i;
                mu[i] = scale * random.nextInt(-4, 5);
                lower[i] = shorts ? -0.5 * random.nextInt(3) : 0;
                upper[i] = 0.5 + 0.5 * random.nextInt(3);
                for (int j = 0; j < n; j++) {
                    for (int k = 0; k < factors; k++) {
                        s[i][j] += scale * f[i][k] * f[j][k];
                    }
                    s[i][j] += i == j ? scale * random.nextInt(1, 3) : 0;
                }
            }
            Universe universe = Universe.of(ids);
            risk = CovarianceMatrix.of(universe, s);
            book = PortfolioProblem.over(universe)
                    .maximize(utility(ExpectedReturns.of(universe, mu), risk, 1))
                    .subjectTo(fullyInvested(), bounds(Weights.of(universe, lower), Weights.of(universe, upper)));
        }

        /** The minimum of {@code w'Sw / 2 - mu'w + theta (w - b)'S(w - b) / 2}. */
        EnumerationSolver penalised(double theta, double[] b) {
            double[][] all = new double[n][n];
            double[] q = new double[n];
            for (int i = 0; i < n; i++) {
                q[i] = -mu[i];
                for (int j = 0; j < n; j++) {
                    all[i][j] = (1 + theta) * s[i][j];
                    q[i] -= theta * s[i][j] * b[j];
                }
            }
            double[] ones = new double[n];
            Arrays.fill(ones, 1);
            double[] one = {1};
            EnumerationSolver solver =
                    new EnumerationSolver(all, q, new double[][] {ones}, one, one, lower, upper, 1e-12);
            solver.solve();
            return solver;
        }

        double cost(double[] w) {
            double form = form(w, new double[n]) / 2;
            for (int i = 0; i < n; i++) {
                form -= mu[i] * w[i];
            }
            return form;
        }

        double form(double[] w, double[] b) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    sum += (w[i] - b[i]) * s[i][j] * (w[j] - b[j]);
                }
            }
            return sum;
        }
    }

    @Test
    void softBoundsOnRiskCostWhatEnumerationSays() {
        int[] seen = new int[3];
        int tries = Campaign.tries(80, 4_000);
        for (int k = 0; k < tries; k++) {
            SplittableRandom random = new SplittableRandom(k);
            Case one = new Case(random, random.nextInt(2, 5), random.nextBoolean());
            double[] b = new double[one.n];
            boolean tracking = random.nextBoolean();
            if (tracking) {
                Arrays.fill(b, 1.0 / one.n);
            }
            double unit = Math.sqrt(one.scale);
            double x = unit * random.nextDouble(0.05, 2.5);
            double price = unit * StrictMath.pow(10, random.nextDouble(-2, 2));
            double squared = random.nextBoolean() ? 0 : random.nextDouble(0, 3);
            NamedConstraint limit = tracking
                    ? trackingError(one.risk, Weights.of(one.risk.universe(), b))
                            .atMost(x)
                    : volatility(one.risk).atMost(x);
            PortfolioSolution solution =
                    one.book.subjectTo(soft(limit, price, squared)).solve();
            if (!one.penalised(0, b).solve()) {
                continue;
            }
            Optimal best = solution.optimalOrThrow();
            double[] w = reference(one, b, x, price, squared);
            double slack = Math.max(0, Math.sqrt(one.form(w, b)) - x);
            double expected = one.cost(w) + price * slack + squared * slack * slack;
            double size = EXACT * (one.scale + Math.abs(expected));
            assertThat(-best.objective()).as("try %d", k).isCloseTo(expected, within(size));
            SoftSlack found = Objects.requireNonNull(best.softSlacks().get(limit.name()));
            double at = Math.sqrt(one.form(best.weights().toArray(), b));
            assertThat(found.slack()).as("try %d", k).isCloseTo(Math.max(0, at - x), within(1e-11 * (x + at)));
            assertThat(found.cost())
                    .as("try %d", k)
                    .isCloseTo(
                            found.slack() * (price + squared * found.slack()),
                            within(1e-12 * (one.scale + found.cost())));
            assertThat(best.shadowPrice(limit.name())).as("try %d", k).isBetween(0.0, slope(found, price, squared));
            if (found.slack() > 0) {
                assertThat(best.shadowPrice(limit.name())).isCloseTo(slope(found, price, squared), within(1e-9 * unit));
                assertThat(best.oneSidedPrices(limit.name()).lowering())
                        .as("try %d", k)
                        .isCloseTo(slope(found, price, squared), within(1e-7 * unit));
            }
            assertThat(best.proof().holds()).isTrue();
            seen[found.slack() > 0 ? 2 : best.shadowPrice(limit.name()) > 0 ? 1 : 0]++;
        }
        assertThat(Arrays.stream(seen).min().orElseThrow()).isGreaterThan(tries / 20);
    }

    private static double slope(SoftSlack slack, double price, double squared) {
        return (price + 2 * squared * slack.slack()) * (1 + 1e-12);
    }

    /** Halves theta between where it is too small for what the bound asks and where it is too large. */
    private static double[] reference(Case one, double[] b, double x, double price, double squared) {
        double low = 0;
        double high = 1;
        while (asksForMore(one, high, b, x, price, squared)) {
            low = high;
            high *= 4;
        }
        double[] w = one.penalised(0, b).point;
        if (!asksForMore(one, 0, b, x, price, squared)) {
            return w;
        }
        for (int step = 0; step < 60; step++) {
            double middle = 0.5 * (low + high);
            if (asksForMore(one, middle, b, x, price, squared)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return one.penalised(high, b).point;
    }

    private static boolean asksForMore(Case one, double theta, double[] b, double x, double price, double squared) {
        double risk = Math.sqrt(Math.max(0, one.form(one.penalised(theta, b).point, b)));
        return risk > x && theta * risk < price + 2 * squared * (risk - x);
    }

    @Test
    void softBoundsOnTheLargestWeightsCostWhatEnumerationSays() {
        int[] seen = new int[3];
        int tries = Campaign.tries(80, 4_000);
        for (int k = 0; k < tries; k++) {
            SplittableRandom random = new SplittableRandom(k);
            boolean absolute = random.nextInt(3) == 0;
            Case one = new Case(random, absolute ? 3 : random.nextInt(3, 5), absolute || random.nextBoolean());
            int count = absolute ? 1 : random.nextInt(1, 3);
            double limit = random.nextDouble(0.1, 1.2);
            double price = one.scale * StrictMath.pow(10, random.nextDouble(-2, 1));
            double squared = random.nextBoolean() ? 0 : one.scale * random.nextDouble(0, 3);
            NamedConstraint largest = (absolute ? largestAbsolute(count) : largest(count)).atMost(limit);
            if (!one.penalised(0, new double[one.n]).solve()) {
                continue;
            }
            Optimal best =
                    one.book.subjectTo(soft(largest, price, squared)).solve().optimalOrThrow();
            double expected = withSlack(one, count, absolute, limit, price, squared);
            double size = EXACT * (one.scale + Math.abs(expected));
            assertThat(-best.objective()).as("try %d", k).isCloseTo(expected, within(size));
            SoftSlack found = Objects.requireNonNull(best.softSlacks().get(largest.name()));
            double beyond = sum(best.weights().toArray(), count, absolute) - limit;
            assertThat(found.slack()).as("try %d", k).isCloseTo(Math.max(0, beyond), within(1e-12));
            double single = best.shadowPrice(largest.name());
            assertThat(single).isBetween(0.0, slope(found, price, squared));
            seen[found.slack() > 0 ? 2 : single > 0 ? 1 : 0]++;
        }
        assertThat(Arrays.stream(seen).min().orElseThrow()).isGreaterThan(tries / 20);
    }

    /** On each weight, with a price of squares: a program with a slack variable and a row for each asset. */
    @Test
    void softBoundsOnEachWeightCostWhatEnumerationSays() {
        int[] seen = new int[2];
        int tries = Campaign.tries(80, 3_000);
        for (int k = 0; k < tries; k++) {
            SplittableRandom random = new SplittableRandom(k);
            Case one = new Case(random, random.nextInt(2, 4), random.nextBoolean());
            double limit = random.nextDouble(0.1, 0.7);
            double price = one.scale * StrictMath.pow(10, random.nextDouble(-2, 1));
            double squared = one.scale * random.nextDouble(0.01, 3);
            if (!one.penalised(0, new double[one.n]).solve()) {
                continue;
            }
            Optimal best = one.book
                    .subjectTo(soft(maxWeight(limit), price, squared))
                    .solve()
                    .optimalOrThrow();
            double expected = withSlacks(one, limit, price, squared);
            double size = EXACT * (one.scale + Math.abs(expected));
            assertThat(-best.objective()).as("try %d", k).isCloseTo(expected, within(size));
            double slack = 0;
            double cost = 0;
            for (double w : best.weights().toArray()) {
                double beyond = Math.max(0, w - limit);
                slack += beyond;
                cost += beyond * (price + squared * beyond);
            }
            SoftSlack found = Objects.requireNonNull(best.softSlacks().get("max weight"));
            assertThat(found.slack()).as("try %d", k).isCloseTo(slack, within(1e-12));
            assertThat(found.cost()).as("try %d", k).isCloseTo(cost, within(1e-11 * one.scale * (1 + slack)));
            seen[slack > 0 ? 1 : 0]++;
        }
        assertThat(Arrays.stream(seen).min().orElseThrow()).isGreaterThan(tries / 20);
    }

    /** The optimum of the program with a slack for each weight. */
    private static double withSlacks(Case one, double limit, double price, double squared) {
        int n = one.n;
        double[][] rows = new double[1 + n][2 * n];
        double[] low = new double[1 + n];
        double[] high = new double[1 + n];
        Arrays.fill(low, Double.NEGATIVE_INFINITY);
        Arrays.fill(high, limit);
        Arrays.fill(rows[0], 0, n, 1);
        low[0] = 1;
        high[0] = 1;
        double[][] s = new double[2 * n][2 * n];
        double[] q = new double[2 * n];
        double[] lower = Arrays.copyOf(one.lower, 2 * n);
        double[] upper = Arrays.copyOf(one.upper, 2 * n);
        for (int i = 0; i < n; i++) {
            System.arraycopy(one.s[i], 0, s[i], 0, n);
            rows[1 + i][i] = 1;
            rows[1 + i][n + i] = -1;
            s[n + i][n + i] = 2 * squared;
            q[i] = -one.mu[i];
            q[n + i] = price;
            upper[n + i] = Double.POSITIVE_INFINITY;
        }
        EnumerationSolver solver = new EnumerationSolver(s, q, rows, low, high, lower, upper, 1e-12);
        assertThat(solver.solve()).isTrue();
        return solver.best;
    }

    private static double sum(double[] w, int count, boolean absolute) {
        double[] sizes = w.clone();
        for (int j = 0; j < w.length; j++) {
            sizes[j] = absolute ? Math.abs(w[j]) : w[j];
        }
        Arrays.sort(sizes);
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += sizes[w.length - 1 - k];
        }
        return sum;
    }

    /** The optimum of the program with one variable more and a row for each choice. */
    private static double withSlack(Case one, int count, boolean absolute, double limit, double price, double squared) {
        int n = one.n;
        int choices = absolute ? 2 * n : count == 1 ? n : n * (n - 1) / 2;
        double[][] rows = new double[1 + choices][n + 1];
        double[] low = new double[1 + choices];
        double[] high = new double[1 + choices];
        Arrays.fill(low, Double.NEGATIVE_INFINITY);
        Arrays.fill(high, limit);
        Arrays.fill(rows[0], 0, n, 1);
        low[0] = 1;
        high[0] = 1;
        int row = 1;
        for (int i = 0; i < n; i++) {
            if (count == 1) {
                rows[row++][i] = 1;
                if (absolute) {
                    rows[row++][i] = -1;
                }
            }
            for (int j = i + 1; count == 2 && j < n; j++) {
                rows[row][i] = 1;
                rows[row++][j] = 1;
            }
        }
        double[][] s = new double[n + 1][n + 1];
        for (int i = 0; i < n; i++) {
            System.arraycopy(one.s[i], 0, s[i], 0, n);
        }
        s[n][n] = 2 * squared;
        double[] q = new double[n + 1];
        for (int i = 0; i < n; i++) {
            q[i] = -one.mu[i];
        }
        q[n] = price;
        for (int i = 1; i <= choices; i++) {
            rows[i][n] = -1;
        }
        double[] lower = Arrays.copyOf(one.lower, n + 1);
        double[] upper = Arrays.copyOf(one.upper, n + 1);
        upper[n] = Double.POSITIVE_INFINITY;
        EnumerationSolver solver = new EnumerationSolver(s, q, rows, low, high, lower, upper, 1e-12);
        assertThat(solver.solve()).isTrue();
        return solver.best;
    }
}
