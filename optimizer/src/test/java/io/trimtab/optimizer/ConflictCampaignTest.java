package io.trimtab.optimizer;

import static io.trimtab.optimizer.Constraints.bounds;
import static io.trimtab.optimizer.Constraints.grossExposure;
import static io.trimtab.optimizer.Constraints.linear;
import static io.trimtab.optimizer.Constraints.turnover;
import static io.trimtab.optimizer.Objectives.variance;
import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.testkit.Campaign;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Contradictions of budgets, groups, trading limits and boxes, with rows that repeat, vanish or have any unit: certificates
 * are summed up once more from the constraints as they were stated, conflicts shown to be irreducible by a portfolio for
 * each constraint left out, and what gives way by portfolios that need it.
 */
class ConflictCampaignTest {
    /** One constraint as it is written down here: {@code low <= sum of a_j |w_j - c_j| or a_j w_j <= high}. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stated(Constraint constraint, double[] row, double[] centre, double low, double high) {
        private boolean bends() {
            return centre.length > 0;
        }

        private double part(int j, double w) {
            return row[j] * (bends() ? Math.abs(w - centre[j]) : w);
        }

        private double largest() {
            double largest = 0;
            for (double a : row) {
                largest = Math.max(largest, Math.abs(a));
            }
            return largest;
        }

        private double violation(double[] w) {
            Twofold sum = new Twofold();
            for (int j = 0; j < w.length; j++) {
                sum.addProduct(row[j], bends() ? Math.abs(w[j] - centre[j]) : w[j]);
            }
            return Math.max(0, Math.max(low - sum.value(), sum.value() - high));
        }

        /** What an optimum may violate it by. */
        private double allowed() {
            double bound =
                    Math.max(Double.isFinite(low) ? Math.abs(low) : 0, Double.isFinite(high) ? Math.abs(high) : 0);
            return 4e-9 * Math.max(largest(), bound);
        }
    }

    private static final class Case {
        private final int n;
        private final Universe universe;
        private final double[] lower;
        private final double[] upper;
        private final double[] current;
        private final List<Stated> stated = new ArrayList<>();
        private final List<Constraint> all = new ArrayList<>();
        private final SplittableRandom random;

        private Case(long seed) {
            random = new SplittableRandom(seed);
            n = random.nextInt(1, 9);
            universe = DenseRisk.universe(n);
            lower = new double[n];
            upper = new double[n];
            current = new double[n];
            boolean shorts = random.nextBoolean();
            for (int j = 0; j < n; j++) {
                lower[j] = shorts ? -random.nextDouble() : 0;
                upper[j] = random.nextInt(3) == 0 ? lower[j] : lower[j] + random.nextDouble(0.05, 1.5);
                current[j] = random.nextInt(3) == 0 ? 0 : random.nextDouble(-0.2, 1);
            }
            int place = random.nextInt(3);
            for (int k = 0; k < 3; k++) {
                if (k == place) {
                    all.add(bounds(Weights.of(universe, lower), Weights.of(universe, upper)));
                }
                add("rule " + k);
            }
            if (random.nextInt(2) == 0) {
                bent(turnover(Weights.of(universe, current)), current);
            }
            if (random.nextInt(3) == 0) {
                bent(grossExposure(), new double[n]);
            }
        }

        private void bent(ConvexExpression expression, double[] centre) {
            double[] ones = new double[n];
            Arrays.fill(ones, 1);
            double high = random.nextInt(5) == 0 ? 0 : random.nextDouble(1);
            NamedConstraint constraint = expression.atMost(high);
            all.add(constraint);
            stated.add(new Stated(constraint, ones, centre.clone(), Double.NEGATIVE_INFINITY, high));
        }

        private void add(String name) {
            double unit = random.nextInt(3) > 0 ? 1 : StrictMath.pow(10, random.nextInt(-8, 9));
            double[] row = new double[n];
            int kind = random.nextInt(6);
            for (int j = 0; j < n; j++) {
                row[j] = switch (kind) {
                    case 0 -> 0;
                    case 1 -> unit * random.nextInt(2);
                    case 2 -> unit * random.nextDouble(-1, 1);
                    case 3 -> stated.isEmpty() ? unit : unit * stated.get(stated.size() - 1).row[j];
                    default -> unit;
                };
            }
            double size = Math.max(unit, 1e-300);
            double level = kind == 0 && random.nextBoolean() ? 0 : size * random.nextDouble(-0.5, 1.5);
            double high = random.nextInt(3) == 0
                    ? level
                    : random.nextBoolean() ? Double.POSITIVE_INFINITY : 2 * Math.abs(level);
            LinearExpression expression = linear(name, Weights.of(universe, row));
            boolean below = random.nextInt(4) == 0;
            NamedConstraint constraint = below
                    ? expression.atMost(level)
                    : high == level
                            ? expression.equalTo(level)
                            : Double.isInfinite(high)
                                    ? expression.atLeast(level)
                                    : expression.between(level, Math.max(high, level));
            all.add(constraint);
            double from = below ? Double.NEGATIVE_INFINITY : level;
            double to = below ? level : Math.max(high, level);
            stated.add(new Stated(constraint, row, new double[0], from, to));
        }

        private PortfolioProblem problem(List<Constraint> constraints) {
            double[] s = new double[n * n];
            for (int j = 0; j < n; j++) {
                s[j * n + j] = 0.04 * (j + 1);
            }
            return PortfolioProblem.over(universe)
                    .minimize(variance(new DenseRisk(n, s)))
                    .subjectTo(constraints);
        }

        /** What a constraint is of the order of, and so what less is nothing beside. */
        private double unit(String name) {
            double unit = 1;
            for (Stated one : stated) {
                unit = one.constraint.name().equals(name) ? Math.max(one.allowed() / 4e-9, one.largest()) : unit;
                unit = one.constraint.name().equals(name) && unit < 1 && one.largest() == 0 ? 1 : unit;
            }
            return unit;
        }

        /** Whether the certificate's sum cannot be what the rows require of it, summed up from what was stated. */
        private String uncertified(FarkasCertificate certificate) {
            double required = 0;
            double size = 0;
            for (Stated one : stated) {
                double y = certificate.multipliers().getOrDefault(one.constraint.name(), 0.0);
                if (y != 0) {
                    double bound = y > 0 ? one.low : one.high;
                    if (Double.isInfinite(bound) || (one.bends() && y > 0)) {
                        return "a multiplier of " + y + " of " + one.constraint.name() + " has no bound";
                    }
                    required += y * bound;
                    size += Math.abs(y * bound);
                }
            }
            double attainable = 0;
            for (int j = 0; j < n; j++) {
                double best = Double.NEGATIVE_INFINITY;
                for (double w : new double[] {lower[j], upper[j], 0, current[j]}) {
                    if (w < lower[j] || w > upper[j]) {
                        continue;
                    }
                    double value = 0;
                    double terms = 0;
                    for (Stated one : stated) {
                        double y = certificate.multipliers().getOrDefault(one.constraint.name(), 0.0);
                        value += y * one.part(j, w);
                        terms += Math.abs(y * one.part(j, w));
                    }
                    if (value > best) {
                        best = value;
                    }
                    size = Math.max(size, terms);
                }
                attainable += best;
            }
            return required > attainable - 1e-13 * size && (required != attainable || certificate.isProven())
                    ? ""
                    : "required " + required + ", attainable " + attainable;
        }
    }

    @Test
    void conflictsAreProvedIrreducibleAndGiveWayByAsMuchAsIsSaid() {
        int tries = Campaign.tries(300, 600);
        StringBuilder wrong = new StringBuilder();
        int infeasible = 0;
        int failed = 0;
        for (int seed = 1; seed <= tries; seed++) {
            Case one = new Case(seed);
            PortfolioSolution solution = one.problem(one.all).solve();
            if (solution instanceof Optimal best) {
                for (Stated rule : one.stated) {
                    if (rule.violation(best.weights().toArray()) > rule.allowed()) {
                        wrong.append("\n" + seed + ": violates " + rule.constraint.description());
                    }
                }
            } else if (solution instanceof Infeasible none) {
                infeasible++;
                check(seed, one, none, wrong);
            } else {
                failed++;
                wrong.append("\n" + seed + ": " + solution.message());
            }
        }
        assertThat(wrong.toString()).as(failed + " failed of " + tries).isEmpty();
        assertThat(infeasible).isGreaterThan(tries / 5);
    }

    private static void check(int seed, Case one, Infeasible none, StringBuilder wrong) {
        String gap = one.uncertified(none.certificate());
        if (!gap.isEmpty()) {
            wrong.append("\n" + seed + ": " + gap + ", " + none.message());
        }
        List<Constraint> core = new ArrayList<>();
        for (Constraint constraint : one.all) {
            if (none.conflict().contains(constraint.name())) {
                core.add(constraint);
            }
        }
        for (Constraint left : core) {
            List<Constraint> rest = new ArrayList<>(core);
            rest.remove(left);
            if (one.problem(rest).solve() instanceof Infeasible still) {
                wrong.append("\n" + seed + ": without " + left.description() + " still " + still.message());
            }
        }
        for (Relaxation relaxation : none.relaxations()) {
            double by = relaxation.by();
            if (!(one.problem(moved(one, relaxation, by * (1 + 1e-9) + 1e-13 * by))
                            .solve()
                    instanceof Optimal)) {
                wrong.append("\n" + seed + ": " + relaxation + " does not suffice, " + none.message());
            }
            if (by * 1e-6 > 1e-8 * one.unit(relaxation.constraint())
                    && one.problem(moved(one, relaxation, by * (1 - 1e-6))).solve() instanceof Optimal) {
                wrong.append("\n" + seed + ": " + relaxation + " is more than is needed, " + none.message());
            }
        }
        none.nearest().ifPresent(nearest -> {
            double[] w = nearest.weights().toArray();
            for (Stated rule : one.stated) {
                double by = 0;
                for (Relaxation relaxation : nearest.relaxations()) {
                    by = relaxation.constraint().equals(rule.constraint.name()) ? relaxation.by() : by;
                }
                if (rule.violation(w) > by * (1 + 1e-9) + rule.allowed()) {
                    wrong.append("\n" + seed + ": the nearest portfolio violates " + rule.constraint.description());
                }
            }
        });
        if (none.nearest().isEmpty()) {
            wrong.append("\n" + seed + ": no nearest portfolio, " + none.message());
        }
    }

    private static List<Constraint> moved(Case one, Relaxation relaxation, double by) {
        double[] moves = new double[one.all.size()];
        for (int c = 0; c < moves.length; c++) {
            moves[c] = one.all.get(c).name().equals(relaxation.constraint()) ? by : 0;
        }
        return Nearest.moved(one.all, moves);
    }
}
