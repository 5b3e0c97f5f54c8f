package io.trimtab.optimizer;

import io.trimtab.optimizer.solver.Limits;
import io.trimtab.optimizer.solver.QuadraticProgram;
import io.trimtab.optimizer.solver.QuadraticSolver;
import io.trimtab.optimizer.solver.Residuals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Finds the one row that a bound on the k largest weights comes down to at the optimum, among those of fractional
 * coefficients, instead of generating rows of k assets one by one until all that are tied have had their turn.
 *
 * <p>The sum of the k largest is {@code min over s of k s + sum_j max(0, w_j - s)} (Rockafellar and Uryasev, "Optimization
 * of conditional value-at-risk", Journal of Risk 2 (2000), 21-41): for a given level s the bound is a convex piecewise
 * linear row, which the engine takes as it is, and the least objective is convex in s. Its derivative has the sign of
 * {@code k - sum_j g_j}, g_j being 1 above the level, 0 below, and at the level what the asset's reduced cost is of the
 * multiplier of the row. Where that vanishes, {@code g'w <= limit} holds for all that the bound allows, as 0 &lt;= g_j
 * &lt;= 1, and is the only row that the optimum needs.
 *
 * <p>Finds nothing where a solve fails or the search does not settle: then rows are generated after all. What is found is
 * a valid row whatever rounding did, and the optimum is proved by it like by any other.
 */
final class Levels {
    private static final int SOLVES = 60;

    /** The fractions sum to k but for so much of it. */
    private static final double SETTLED = 1e-13;

    private static final double VALID = 1e-9;

    private final Assembly assembly;
    private final Composition total;
    private final QuadraticProgram plain;
    private final LinearForm.Largest bound;
    private final Supplier<Limits> limits;
    private final List<Limits> spent;
    /** Above it the bound has no room at all, unless a slack makes some. */
    private double highest;

    private final double lowest;
    /** The size of levels. */
    private final double size;
    /** What the first unit of slack costs, in the unit of the program. */
    private final double dearest;

    private double price;
    private double[] w;
    private double[] row = new double[0];
    private boolean[] tied = new boolean[0];
    private double level;
    private int solves;

    /** The limits of each solve are asked for, and listed when it has ended. */
    Levels(
            Assembly assembly,
            Composition total,
            LinearForm.Largest bound,
            Supplier<Limits> limits,
            List<Limits> spent) {
        this.assembly = assembly;
        this.total = total;
        this.bound = bound;
        this.limits = limits;
        this.spent = spent;
        plain = assembly.anyProgram(total);
        size = Math.abs(bound.limit() / bound.count());
        highest = bound.limit() / bound.count();
        dearest = bound.slack() == LinearForm.HARD ? Double.POSITIVE_INFINITY : total.slopeAbove(bound.slack(), 0);
        lowest = bound.side() == LinearForm.Side.SIGNED ? Double.NEGATIVE_INFINITY : 0;
        w = new double[0];
    }

    /** Whether nothing else bends at the assets that count, so that their reduced costs say all. */
    static boolean applies(Assembly assembly, Composition total, LinearForm.Largest bound) {
        return !total.hasPowers() && !total.bends(bound.among()) && !assembly.bends(bound.among());
    }

    /** The level of the row found, to begin from the next time. */
    double level() {
        return level;
    }

    /**
     * The row.
     *
     * @param start weights to begin from, which violate the bound
     * @param guess a level; not a number if there is none
     * @return coefficients, empty if none are found
     */
    double[] find(double[] start, double guess) {
        w = start.clone();
        double first = Double.isNaN(guess) ? levelOf(start) : guess;
        double s = Math.max(lowest, Math.min(first, highest - 1e-3 * size));
        double h = excess(s);
        double stride = 1e-3 * Math.max(size, Math.abs(s));
        while (h > 0 && solves < SOLVES) {
            double next = s + stride < highest ? s + stride : highest;
            double there = excess(next);
            if (next == highest && there > 0) {
                if (price * (bound.count() + there) <= dearest * bound.count()) {
                    return corner(there);
                }
                highest = Double.POSITIVE_INFINITY;
            }
            if (there <= 0) {
                return between(s, h, next, there);
            }
            s = next;
            h = there;
            stride *= 8;
        }
        while (h < 0 && s > lowest && solves < SOLVES) {
            double next = Math.max(lowest, s - stride);
            double there = excess(next);
            if (there >= 0) {
                return between(next, there, s, h);
            }
            s = next;
            h = there;
            stride *= 8;
        }
        return h <= 0 ? settled(h) : new double[0];
    }

    /** At the highest level nothing is above it, and the multiplier is as large as lets the fractions sum to k. */
    private double[] corner(double h) {
        for (int j = 0; j < bound.among(); j++) {
            row[j] *= bound.count() / (bound.count() + h);
        }
        return row;
    }

    private double levelOf(double[] weights) {
        double[] sizes = new double[bound.among()];
        for (int j = 0; j < sizes.length; j++) {
            sizes[j] = bound.side() == LinearForm.Side.ABSOLUTE ? Math.abs(weights[j]) : weights[j];
        }
        Arrays.sort(sizes);
        return sizes[Math.max(0, sizes.length - bound.count())];
    }

    /** The excess falls with the level: the Illinois variant of false position. */
    private double[] between(double a, double ha, double b, double hb) {
        double low = a;
        double high = b;
        double below = ha;
        double above = hb;
        double h = above;
        int side = 0;
        while (Math.abs(h) > SETTLED * bound.count() && solves < SOLVES && high - low > 2 * Math.ulp(high)) {
            double s = low + (high - low) * (below / (below - above));
            h = excess(s > low && s < high ? s : 0.5 * (low + high));
            if (Double.isNaN(h)) {
                return new double[0];
            }
            if (h > 0) {
                low = level;
                below = h;
                above *= side > 0 ? 0.5 : 1;
                side = 1;
            } else {
                high = level;
                above = h;
                below *= side < 0 ? 0.5 : 1;
                side = -1;
            }
        }
        return settled(h);
    }

    /** The row of the last level if its fractions sum to k, what rounding has left of the difference taken from them. */
    private double[] settled(double h) {
        boolean slack = h < 0 && level == lowest;
        if (slack) {
            return row;
        }
        if (!(Math.abs(h) <= VALID * bound.count())) {
            return new double[0];
        }
        int ties = 0;
        for (boolean one : tied) {
            ties += one ? 1 : 0;
        }
        double sum = 0;
        for (int j = 0; j < tied.length; j++) {
            if (tied[j]) {
                double fraction = Math.max(0, Math.min(1, Math.abs(row[j]) - h / ties));
                row[j] = Math.copySign(fraction, row[j]);
            }
            sum += Math.abs(row[j]);
        }
        return Math.abs(sum - bound.count()) <= 1e-12 * bound.count() ? row : new double[0];
    }

    /** By how much the fractions at the optimum for a level sum to more than k; not a number if there is no answer. */
    private double excess(double s) {
        level = s;
        solves++;
        List<LinearForm.Row> more = new ArrayList<>();
        more.add(rowAt(s));
        QuadraticProgram program = assembly.anyProgram(total, more);
        QuadraticSolver solver = new QuadraticSolver(program);
        Limits own = limits.get();
        QuadraticSolver.Status status = solver.solveFrom(w, own);
        spent.add(own);
        if (status != QuadraticSolver.Status.OPTIMAL) {
            return Double.NaN;
        }
        solver.weightsInto(w);
        double[] y = new double[assembly.m() + 1];
        solver.multipliersInto(y);
        price = -y[assembly.m()];
        return price > 0 ? fractions(s, Arrays.copyOf(y, assembly.m())) : Double.NaN;
    }

    private LinearForm.Row rowAt(double s) {
        int n = w.length;
        double[][] points = new double[n][];
        double[][] slopes = new double[n][];
        for (int j = 0; j < n; j++) {
            boolean outside = j >= bound.among();
            boolean both = bound.side() == LinearForm.Side.ABSOLUTE;
            points[j] = outside ? new double[0] : both && s > 0 ? new double[] {-s, s} : new double[] {s};
            slopes[j] = outside
                    ? new double[1]
                    : both ? (s > 0 ? new double[] {-1, 0, 1} : new double[] {-1, 1}) : new double[] {0, 1};
        }
        double[] straight = new double[n];
        if (bound.slack() != LinearForm.HARD) {
            slopes[bound.slack()] = new double[] {-1};
            straight[bound.slack()] = -1;
        }
        ConvexFunctions functions = ConvexFunctions.of(assembly.universe, points, slopes, "");
        return new LinearForm.Row(
                bound.owner(),
                straight,
                List.of(functions),
                Double.NEGATIVE_INFINITY,
                s == highest ? 0 : Math.fma(-bound.count(), s, bound.limit()));
    }

    private double fractions(double s, double[] y) {
        Residuals residuals = new Residuals(plain);
        residuals.compute(w, y);
        boolean both = bound.side() == LinearForm.Side.ABSOLUTE;
        row = new double[w.length];
        if (bound.slack() != LinearForm.HARD) {
            row[bound.slack()] = -1;
        }
        tied = new boolean[bound.among()];
        double sum = 0;
        for (int j = 0; j < tied.length; j++) {
            double size = both ? Math.abs(w[j]) : w[j];
            double asked = -residuals.reducedCost(j) / price;
            if (size == s) {
                double sign = !both || (s > 0 ? w[j] > 0 : asked > 0) ? 1 : -1;
                double fraction = Math.max(0, Math.min(1, sign * asked));
                tied[j] = fraction > 0 && fraction < 1;
                row[j] = sign * fraction;
            } else {
                row[j] = size < s ? 0 : both && w[j] < 0 ? -1 : 1;
            }
            sum += Math.abs(row[j]);
        }
        return sum - bound.count();
    }
}
