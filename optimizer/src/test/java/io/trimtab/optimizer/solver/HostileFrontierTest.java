package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.testkit.Campaign;
import io.trimtab.optimizer.Constraint;
import io.trimtab.optimizer.Constraints;
import io.trimtab.optimizer.Failed;
import io.trimtab.optimizer.Infeasible;
import io.trimtab.optimizer.LinearForm;
import io.trimtab.optimizer.NotAttained;
import io.trimtab.optimizer.Objectives;
import io.trimtab.optimizer.Optimal;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.PortfolioSolution;
import io.trimtab.optimizer.Unbounded;
import io.trimtab.optimizer.frontier.EfficientFrontier;
import io.trimtab.optimizer.frontier.FrontierOutcome;
import io.trimtab.optimizer.frontier.FrontierPoint;
import io.trimtab.optimizer.frontier.MaximumSharpe;
import io.trimtab.optimizer.frontier.NoFrontier;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Whole frontiers of programs in small integers, where ties, duplicates, riskless assets, equal means, boxes without room
 * and vertices of more bounds than weights are the rule: at any risk tolerance, return and risk, and at the highest Sharpe
 * ratio, compared with enumeration of all active sets (turnover by all signs of trades) and with the search of ratios.
 */
class HostileFrontierTest {
    /** Relative to what the objective is made of. */
    private static final double EXACT = 1e-9;

    /** Bounds of which some may be missing. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Box(double[] lower, double[] upper) implements Constraint {
        @Override
        public String name() {
            return "box";
        }

        @Override
        public String description() {
            return "between " + Arrays.toString(lower) + " and " + Arrays.toString(upper);
        }

        @Override
        public void describe(Universe universe, LinearForm form) {
            for (int j = 0; j < lower.length; j++) {
                if (lower[j] > Double.NEGATIVE_INFINITY) {
                    form.atLeast(j, lower[j]);
                }
                if (upper[j] < Double.POSITIVE_INFINITY) {
                    form.atMost(j, upper[j]);
                }
            }
        }
    }

    private static final class Case {
        final int n;
        final double riskUnit;
        final double returnUnit;
        final double[][] s;
        final double[] mu;
        final double[] lower;
        final double[] upper;
        final double[] held;
        final double turnover;
        final List<double[]> rows = new ArrayList<>();
        final List<double[]> sides = new ArrayList<>();
        final CovarianceMatrix risk;
        final ExpectedReturns returns;
        final List<Constraint> constraints = new ArrayList<>();

        Case(SplittableRandom random) {
            boolean trades = random.nextInt(4) == 0;
            n = random.nextInt(8) == 0 ? 1 : random.nextInt(2, trades ? 4 : 6);
            riskUnit = random.nextInt(3) == 0 ? StrictMath.pow(10, random.nextInt(-8, 9)) : 1;
            returnUnit = random.nextInt(3) == 0 ? StrictMath.pow(10, random.nextInt(-8, 9)) : 1;
            int factors = random.nextInt(0, n + 1);
            double[][] f = new double[n][factors];
            double[] own = new double[n];
            mu = new double[n];
            lower = new double[n];
            upper = new double[n];
            held = new double[n];
            int kind = random.nextInt(4);
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < factors; k++) {
                    f[j][k] = random.nextInt(-2, 3);
                }
                own[j] = kind == 0 ? random.nextInt(1, 4) : kind == 1 ? 0 : random.nextInt(0, 2);
                mu[j] = random.nextInt(kind == 3 ? 2 : -2, 3);
                lower[j] = random.nextInt(4) == 0 ? -0.25 * random.nextInt(4) : 0;
                upper[j] = random.nextInt(5) == 0 ? lower[j] : 0.25 * random.nextInt(1, 5);
                held[j] = 0.25 * random.nextInt(0, 3);
            }
            if (n > 1 && random.nextInt(3) == 0) { // once more the same asset
                int a = random.nextInt(n);
                int b = random.nextInt(n);
                f[a] = f[b].clone();
                own[a] = 0;
                own[b] = 0;
                mu[a] = random.nextBoolean() ? mu[b] : mu[a];
            }
            if (random.nextInt(8) == 0) {
                Arrays.fill(upper, Double.POSITIVE_INFINITY);
            }
            if (random.nextInt(12) == 0) {
                Arrays.fill(lower, Double.NEGATIVE_INFINITY);
                Arrays.fill(upper, Double.POSITIVE_INFINITY);
            }
            s = new double[n][n];
            for (int i = 0; i < n; i++) {
                mu[i] *= returnUnit;
                for (int j = 0; j < n; j++) {
                    for (int k = 0; k < factors; k++) {
                        s[i][j] += riskUnit * f[i][k] * f[j][k];
                    }
                    s[i][j] += i == j ? riskUnit * own[i] : 0;
                }
            }
            Universe universe = universe(n);
            risk = CovarianceMatrix.of(universe, s);
            returns = ExpectedReturns.of(universe, mu);
            constraints.add(new Box(lower, upper));
            if (random.nextInt(6) > 0) {
                double[] ones = new double[n];
                Arrays.fill(ones, 1);
                row(ones, 1, 1);
            }
            for (int k = random.nextInt(3); k > 0; k--) {
                double[] row = new double[n];
                for (int j = 0; j < n; j++) {
                    row[j] = random.nextInt(-1, 2);
                }
                double low = 0.25 * random.nextInt(-2, 3);
                row(row, low, random.nextBoolean() ? Double.POSITIVE_INFINITY : low + 0.25 * random.nextInt(0, 3));
            }
            turnover = trades ? 0.25 * random.nextInt(0, 5) : Double.POSITIVE_INFINITY;
            if (trades) {
                constraints.add(Constraints.turnover(Weights.of(universe, held)).atMost(turnover));
            }
        }

        private static Universe universe(int n) {
            String[] ids = new String[n];
            for (int j = 0; j < n; j++) {
                ids[j] = "A" + j;
            }
            return Universe.of(ids);
        }

        private void row(double[] row, double low, double high) {
            rows.add(row);
            sides.add(new double[] {low, high});
            var linear = Constraints.linear("row " + rows.size(), Weights.of(universe(n), row));
            constraints.add(
                    low == high
                            ? linear.equalTo(low)
                            : high == Double.POSITIVE_INFINITY ? linear.atLeast(low) : linear.between(low, high));
        }

        /** The minimum of {@code w'Sw / 2 + q'w} where the return is at least so much; infinite if nothing is feasible. */
        double enumerated(double[] q, double leastReturn) {
            double best = Double.POSITIVE_INFINITY;
            boolean trades = turnover < Double.POSITIVE_INFINITY;
            for (int signs = 0; signs < (trades ? 1 << n : 1); signs++) {
                double[] lo = lower.clone();
                double[] hi = upper.clone();
                List<double[]> all = new ArrayList<>(rows);
                List<double[]> ends = new ArrayList<>(sides);
                if (trades) {
                    double[] trade = new double[n];
                    double most = turnover;
                    for (int j = 0; j < n; j++) {
                        boolean buys = (signs >> j & 1) == 1;
                        trade[j] = buys ? 1 : -1;
                        most += trade[j] * held[j];
                        lo[j] = buys ? Math.max(lo[j], held[j]) : lo[j];
                        hi[j] = buys ? hi[j] : Math.min(hi[j], held[j]);
                    }
                    all.add(trade);
                    ends.add(new double[] {Double.NEGATIVE_INFINITY, most});
                }
                if (leastReturn > Double.NEGATIVE_INFINITY) {
                    double[] row = mu.clone();
                    for (int j = 0; j < n; j++) {
                        row[j] /= returnUnit;
                    }
                    all.add(row);
                    ends.add(new double[] {leastReturn / returnUnit, Double.POSITIVE_INFINITY});
                }
                boolean crossed = false;
                for (int j = 0; j < n; j++) {
                    crossed |= lo[j] > hi[j];
                }
                if (!crossed) {
                    double[] low = new double[all.size()];
                    double[] high = new double[all.size()];
                    for (int i = 0; i < low.length; i++) {
                        low[i] = ends.get(i)[0];
                        high[i] = ends.get(i)[1];
                    }
                    EnumerationSolver solver =
                            new EnumerationSolver(s, q, all.toArray(new double[0][]), low, high, lo, hi, 1e-11);
                    solver.solve();
                    best = Math.min(best, solver.best);
                }
            }
            return best;
        }

        double[] tilted(double lambda) {
            double[] q = new double[n];
            for (int j = 0; j < n; j++) {
                q[j] = -lambda * mu[j];
            }
            return q;
        }

        double violation(double[] w) {
            double worst = 0;
            double trade = 0;
            for (int j = 0; j < n; j++) {
                worst = Math.max(worst, Math.max(lower[j] - w[j], w[j] - upper[j]));
                trade += Math.abs(w[j] - held[j]);
            }
            for (int i = 0; i < rows.size(); i++) {
                double at = 0;
                for (int j = 0; j < n; j++) {
                    at += rows.get(i)[j] * w[j];
                }
                worst = Math.max(worst, Math.max(sides.get(i)[0] - at, at - sides.get(i)[1]));
            }
            return Math.max(worst, trade - turnover);
        }

        double variance(double[] w) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    sum += w[i] * s[i][j] * w[j];
                }
            }
            return sum;
        }

        double mean(double[] w) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += mu[j] * w[j];
            }
            return sum;
        }

        PortfolioProblem problem() {
            return PortfolioProblem.over(universe(n)).subjectTo(constraints);
        }

        @Override
        public String toString() {
            return Arrays.deepToString(s) + " mu " + Arrays.toString(mu) + " " + constraints;
        }
    }

    @Test
    void whereverAFrontierIsReadItIsWhatEnumerationSays() {
        int tries = Campaign.tries(1_000, 20_000);
        TreeMap<String, Integer> counts = new TreeMap<>();
        StringBuilder wrong = new StringBuilder();
        int failed = 0;
        for (int k = 0; k < tries; k++) {
            Case one = new Case(new SplittableRandom(k));
            FrontierOutcome outcome = EfficientFrontier.trace(one.problem(), one.returns, one.risk);
            counts.merge(outcome.getClass().getSimpleName(), 1, Integer::sum);
            failed += outcome instanceof NoFrontier none && none.reason() instanceof Failed ? 1 : 0;
            String found = outcome instanceof EfficientFrontier frontier
                    ? check(one, frontier, new SplittableRandom(k + 1_000_000L))
                    : checkNone(one, (NoFrontier) outcome);
            if (!found.isEmpty()) {
                wrong.append("\n")
                        .append(k)
                        .append(": ")
                        .append(found)
                        .append(", ")
                        .append(one);
            }
        }
        assertThat(wrong.toString()).as("%s", counts).isEmpty();
        assertThat(failed).isLessThanOrEqualTo(tries / 10_000);
        assertThat(counts.getOrDefault("EfficientFrontier", 0)).isGreaterThan(tries / 2);
        assertThat(counts.getOrDefault("NoFrontier", 0)).isGreaterThan(tries / 50);
    }

    /** Seed 5979: all means are equal, and rounding leaves 6e-18 of a risky asset beside the riskless one. */
    @Test
    void aRatioToARiskThatIsRoundingIsNoneAnywhere() {
        Case one = new Case(new SplittableRandom(5979));
        EfficientFrontier frontier =
                EfficientFrontier.trace(one.problem(), one.returns, one.risk).frontierOrThrow();
        assertThat(frontier.maximumSharpe(0)).isEqualTo(new MaximumSharpe.NotAttained(Double.POSITIVE_INFINITY));
        Optimal least =
                one.problem().minimize(Objectives.variance(one.risk)).solve().optimalOrThrow();
        assertThat(least.sharpeRatio(0)).isEmpty();
        assertThat(least.diversificationRatio()).isEmpty();
    }

    /**
     * Beyond the campaign: ratios that stay the same from a portfolio without risk and without excess return, once called
     * endless by the search and not a number by the frontier; excess returns of last bits; leverage along rows.
     */
    @Test
    void whatStaysTheSameFromNoRiskOnIsNeitherEndlessNorNothing() {
        long[] seeds = {
            1_012_775, 1_016_531, 1_029_670, 1_031_171, 1_031_904, 1_032_435, 1_034_985, 1_035_170, 1_069_617,
            1_073_950, 1_075_363, 1_099_937
        };
        for (long seed : seeds) {
            Case one = new Case(new SplittableRandom(seed));
            EfficientFrontier frontier = EfficientFrontier.trace(one.problem(), one.returns, one.risk)
                    .frontierOrThrow();
            assertThat(check(one, frontier, new SplittableRandom(seed + 1_000_000L)))
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    /** Seed 7346: all means are equal and the riskless asset is at its bound, so that at lambda = 0 nothing has a gradient. */
    @Test
    void aFrontierOfOneRisklessPortfolioIsTraced() {
        Case one = new Case(new SplittableRandom(7346));
        EfficientFrontier frontier =
                EfficientFrontier.trace(one.problem(), one.returns, one.risk).frontierOrThrow();
        assertThat(frontier.minimumRisk().weights().toArray()).containsExactly(0, 1, 0, 0, 0);
        assertThat(frontier.maximumReturn().weights().toArray()).containsExactly(0, 1, 0, 0, 0);
        assertThat(frontier.scaledKktResidual()).isLessThan(EXACT);
    }

    /**
     * Seed 18988: of several riskless portfolios the search begins with another than the path does, and the step between
     * them was part of the direction of leverage. By hand: {@code d = (-1 - x, -1, 2, x)}, {@code (7 + 2 x) / sqrt((x - 6)^2
     * + 1)} is greatest at {@code x = 6 + 2/19}, where it is the root of 365.
     */
    @Test
    void theLimitOfLeverageIsThatOfTheDirectionAlone() {
        Case one = new Case(new SplittableRandom(18988));
        for (double rate : new double[] {5, 7.25, 100}) {
            PortfolioSolution solution = one.problem()
                    .maximize(Objectives.sharpeRatio(one.returns, rate, one.risk))
                    .solve();
            assertThat(((NotAttained) solution).limit()).isCloseTo(Math.sqrt(365), within(1e-9));
        }
    }

    private static String checkNone(Case one, NoFrontier none) {
        boolean feasible = one.enumerated(one.tilted(0), Double.NEGATIVE_INFINITY) < Double.POSITIVE_INFINITY;
        if (none.reason() instanceof Infeasible) {
            return feasible && bounded(one) ? "feasible" : "";
        }
        return none.reason() instanceof Unbounded || none.reason() instanceof Failed
                ? ""
                : none.reason().message();
    }

    /** Enumeration finds the optimum if there is one at a regular active set: always where all weights are bounded. */
    private static boolean bounded(Case one) {
        boolean all = true;
        for (int j = 0; j < one.n; j++) {
            all &= one.lower[j] > Double.NEGATIVE_INFINITY && one.upper[j] < Double.POSITIVE_INFINITY;
        }
        return all;
    }

    private static String check(Case one, EfficientFrontier frontier, SplittableRandom random) {
        StringBuilder out = new StringBuilder();
        if (frontier.scaledKktResidual() > EXACT) {
            out.append(" residual ").append(frontier.scaledKktResidual());
        }
        double unit = one.riskUnit / one.returnUnit;
        List<Double> lambdas = new ArrayList<>(List.of(0.0, 1e-6 * unit, unit, 1e6 * unit));
        for (int k = 0; k < 4; k++) {
            lambdas.add(unit * StrictMath.pow(10, random.nextDouble(-2, 1)));
        }
        frontier.turningPoints().forEach(point -> {
            if (point.riskTolerance() < 1e7 * unit) {
                lambdas.add(point.riskTolerance());
            }
        });
        for (double lambda : lambdas) {
            tolerance(one, frontier.atRiskTolerance(lambda), lambda, out);
        }
        FrontierPoint least = frontier.minimumRisk();
        double low = least.netReturn();
        double high = frontier.hasMaximumReturn() ? frontier.maximumReturn().netReturn() : low + 3 * one.returnUnit;
        for (double share : new double[] {0, random.nextDouble(), random.nextDouble(), 1}) {
            double wanted = share == 1 ? high : low + share * (high - low);
            FrontierPoint at = frontier.atReturn(wanted);
            consistent(one, at, out);
            if (Math.abs(one.mean(at.weights().toArray()) - wanted) > 1e-11 * one.returnUnit) {
                out.append(" misses return ").append(wanted);
            }
            leastVariance(one, at, wanted, out);
            FrontierPoint risky = frontier.atVolatility(Math.max(least.volatility(), at.volatility()));
            double size = Math.max(1, gross(at.weights().toArray()));
            double known = 1e-10 * (at.variance() + one.riskUnit * 1e-5 * size * size);
            if (!(Math.abs(risky.variance() - at.variance()) <= known)) {
                out.append(" misses risk ").append(at.variance()).append(" by ").append(risky.variance());
            }
            leastVariance(one, risky, risky.netReturn(), out);
        }
        for (int k = -3; k <= 3; k++) {
            sharpe(one, frontier, 0.5 * k * one.returnUnit, out);
        }
        if (least.variance() > 1e-12 * one.riskUnit) { // else rounding decides whether it beats itself
            sharpe(one, frontier, snapped(low, one), out);
        }
        sharpe(one, frontier, snapped(high, one), out);
        return out.toString();
    }

    /** Nothing is no rounding of nothing. */
    private static double snapped(double rate, Case one) {
        return Math.abs(rate) < 1e-12 * one.returnUnit ? 0 : rate;
    }

    private static void consistent(Case one, FrontierPoint at, StringBuilder out) {
        double[] w = at.weights().toArray();
        double size = gross(w);
        if (one.violation(w) > 1e-10 * Math.max(1, size)) {
            out.append(" violated by ").append(one.violation(w));
        }
        if (Math.abs(one.variance(w) - at.variance()) > 1e-11 * one.riskUnit * Math.max(1, size * size)) {
            out.append(" variance ").append(at.variance()).append(" not ").append(one.variance(w));
        }
        if (Math.abs(one.mean(w) - at.netReturn()) > 1e-11 * one.returnUnit * Math.max(1, size)) {
            out.append(" return ").append(at.netReturn()).append(" not ").append(one.mean(w));
        }
    }

    private static double gross(double[] w) {
        double sum = 0;
        for (double x : w) {
            sum += Math.abs(x);
        }
        return sum;
    }

    private static void tolerance(Case one, FrontierPoint at, double lambda, StringBuilder out) {
        consistent(one, at, out);
        double[] w = at.weights().toArray();
        double value = one.variance(w) / 2 - lambda * one.mean(w);
        double best = one.enumerated(one.tilted(lambda), Double.NEGATIVE_INFINITY);
        double size = one.variance(w) + lambda * gross(w) * one.returnUnit + one.riskUnit * 1e-3;
        double violated = 2e-11 * one.n * lambda * one.returnUnit; // what enumeration takes for feasible
        if (best < value - EXACT * size - violated) {
            out.append(" at lambda ")
                    .append(lambda)
                    .append(" ")
                    .append(best)
                    .append(" beats ")
                    .append(value);
        }
    }

    private static void leastVariance(Case one, FrontierPoint at, double wanted, StringBuilder out) {
        double best = 2 * one.enumerated(one.tilted(0), wanted - 1e-11 * one.returnUnit);
        double value = one.variance(at.weights().toArray());
        double size = value + one.riskUnit * 1e-3;
        if (best < value - 1e-8 * size) {
            out.append(" at return ")
                    .append(wanted)
                    .append(" ")
                    .append(best)
                    .append(" beats ")
                    .append(value);
        }
    }

    private static double number(MaximumSharpe found) {
        if (found instanceof MaximumSharpe.NotAttained none) {
            return none.limit();
        }
        return found instanceof MaximumSharpe.Tangency tangency ? tangency.ratio() : Double.NaN;
    }

    private static String text(MaximumSharpe found) {
        return found instanceof MaximumSharpe.Tangency tangency ? "tangency " + tangency.ratio() : found.toString();
    }

    /** The highest ratio against that of the search, which knows nothing of frontiers. */
    private static void sharpe(Case one, EfficientFrontier frontier, double rate, StringBuilder out) {
        MaximumSharpe found = frontier.maximumSharpe(rate);
        PortfolioSolution solution = one.problem()
                .maximize(Objectives.sharpeRatio(one.returns, rate, one.risk))
                .solve();
        String pair = " Sharpe over " + rate + ": " + text(found) + " but " + solution.message();
        double unit = 1e-3 * one.returnUnit / Math.sqrt(one.riskUnit);
        if (solution instanceof Optimal || solution instanceof NotAttained) {
            // a ratio that stays the same along a ray is attained or a limit: rounding tells
            double number = solution instanceof Optimal best ? best.objective() : ((NotAttained) solution).limit();
            out.append(Math.abs(number(found) - number) <= 1e-8 * (Math.abs(number) + unit) ? "" : pair);
        } else if (solution instanceof Infeasible) {
            out.append(found instanceof MaximumSharpe.NoneBeatsRiskFree ? "" : pair);
        } else {
            boolean endless = number(found) == Double.POSITIVE_INFINITY;
            out.append(endless && solution instanceof Unbounded ? "" : pair);
        }
    }
}
