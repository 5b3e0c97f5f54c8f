package io.trimtab.optimizer;

import io.trimtab.core.numeric.Compensated;
import io.trimtab.optimizer.solver.Feasibility;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out which constraints contradict each other.
 *
 * <p>The certificate of infeasibility names the constraints it uses. A deletion filter then leaves out one after the
 * other, in the order of the problem, and keeps out those without which the rest is still contradictory (Chinneck and
 * Dravnieks, "Locating minimal infeasible constraint sets in linear programs", ORSA J. Computing 3 (1991), 157-168): what
 * stays is irreducible.
 *
 * <p>A certificate sums rows times multipliers y. What the rows require is the sum of y times their bounds; what the
 * bounds on assets allow is the maximum of the sum over the box. With linear rows that is attained at a corner. A row of
 * convex functions psi is bounded from above only, so its y is not positive and y psi is concave: the sum is still a sum
 * of concave functions of one weight each, whose maxima lie at bounds or breakpoints. (It is the certificate of the linear
 * row that one takes for psi when each psi_j is replaced by a subgradient at that maximum.)
 */
final class Conflict {
    /** What part of the largest multiplier is taken for rounding, in the order in which it is tried. */
    private static final double[] NEGLIGIBLE = {0, 1e-14, 1e-12, 1e-10};

    /** A step to a relaxation that changes it by less than this part is the last. */
    private static final double SETTLED = 1e-13;

    /** Weights are fractions of equity: none is larger. */
    private static final double WIDEST = 1e3;

    private final PortfolioProblem problem;
    /** Whether constraints that contradict each other by less than any tolerance are to count as contradictory. */
    private final boolean toTheLastBit;

    Conflict(PortfolioProblem problem) {
        this(problem, false);
    }

    private Conflict(PortfolioProblem problem, boolean toTheLastBit) {
        this.problem = problem;
        this.toTheLastBit = toTheLastBit;
    }

    static PortfolioSolution explain(PortfolioProblem problem, Assembly assembly) {
        return explain(problem, assembly, problem);
    }

    /**
     * Explains rows and bounds that were written for a problem whose own constraints are others of the same names: how far
     * those must give way is asked of the problem itself.
     */
    static PortfolioSolution explain(PortfolioProblem problem, Assembly assembly, PortfolioProblem whose) {
        return new Conflict(problem).explain(assembly, whose);
    }

    /** The same for constraints that contradict each other by rounding: where no optimum within rounding could be proved. */
    static PortfolioSolution explainSurely(PortfolioProblem problem, Assembly assembly) {
        return new Conflict(problem, true).explain(assembly, problem);
    }

    private PortfolioSolution explain(Assembly assembly, PortfolioProblem whose) {
        Conflict search = this;
        List<Constraint> all = problem.constraints();
        Proof whole = search.proof(assembly);
        if (whole.answer != Feasibility.Answer.INFEASIBLE || !whole.certificate.isProven()) {
            return new Failed("no weights were found that satisfy all constraints, but rounding hides the proof that"
                    + " there are none: the constraints are within rounding of contradicting each other");
        }
        for (Constraint constraint : all) {
            if (constraint instanceof Relaxed) {
                return new Failed("the relaxed constraints contradict each other: " + whole.certificate);
            }
        }
        List<Constraint> core = search.filter(search.used(all, whole));
        FarkasCertificate certificate = search.proof(Assembly.of(problem.universe(), core)).certificate;
        List<String> names = core.stream().map(Constraint::name).toList();
        List<Relaxation> relaxations = new ArrayList<>();
        if (assembly.isLinear() && whose == problem) {
            for (Constraint constraint : core) {
                search.relax(all, constraint, relaxations);
            }
        } else {
            relaxations.addAll(Nearest.alone(whose, names));
        }
        return new Infeasible(names, search.sentence(core), relaxations, certificate, Nearest.together(whose));
    }

    /** What one look at some constraints found: whether they contradict, and with which multipliers. */
    static final class Proof {
        Feasibility.Answer answer = Feasibility.Answer.UNKNOWN;
        double[] rows = new double[0];
        double[] combination = new double[0];
        FarkasCertificate certificate = new FarkasCertificate(Map.of(), 0, 0, 0);
    }

    Proof proof(Assembly assembly) {
        Proof proof = new Proof();
        int crossed = assembly.crossed();
        if (crossed >= 0) {
            proof.answer = Feasibility.Answer.INFEASIBLE;
            proof.rows = new double[assembly.m()];
            proof.combination = new double[assembly.n()];
            double low = assembly.form.lower()[crossed];
            double high = assembly.form.upper()[crossed];
            proof.certificate = new FarkasCertificate(Map.of(), low, high, 0);
            return proof;
        }
        // what is feasible does not depend on the objective; where there are ties the search prefers what costs less
        Feasibility question = new Feasibility(assembly.anyProgram(
                Composition.withPowers(problem.universe(), problem.objective().terms())));
        proof.answer = question.answer();
        prove(assembly, proof, question);
        if (proof.answer == Feasibility.Answer.UNKNOWN
                || (proof.answer == Feasibility.Answer.FEASIBLE && toTheLastBit)
                || (proof.answer == Feasibility.Answer.INFEASIBLE && !proof.certificate.isProven())) {
            proof.answer = question.answerSurely();
            prove(assembly, proof, question);
        }
        return proof;
    }

    private static void prove(Assembly assembly, Proof proof, Feasibility question) {
        for (int k = 0; k < NEGLIGIBLE.length; k++) {
            if (proof.answer != Feasibility.Answer.INFEASIBLE || proof.certificate.isProven()) {
                return;
            }
            proof.rows = question.multipliers(NEGLIGIBLE[k]);
            certify(assembly, proof);
            if (!proof.certificate.isProven()) {
                certifyExactly(assembly, proof);
            }
        }
    }

    /**
     * The same without any rounding, for constraints whose contradiction is in their last bits: what is required beyond
     * what is attainable, exactly. Certifies nothing where functions bend or a weight has no bound.
     */
    private static void certifyExactly(Assembly assembly, Proof proof) {
        BigDecimal margin = BigDecimal.ZERO;
        for (int i = 0; i < assembly.m(); i++) {
            double y = proof.rows[i];
            LinearForm.Row row = assembly.form.rows().get(i);
            if (y != 0) {
                margin = margin.add(exact(y, y > 0 ? row.lower() : row.upper()));
            }
        }
        for (int j = 0; j < assembly.n(); j++) {
            if (bends(assembly, proof, j)) {
                return;
            }
            BigDecimal c = BigDecimal.ZERO;
            for (int i = 0; i < assembly.m(); i++) {
                c = c.add(exact(proof.rows[i], assembly.form.rows().get(i).coefficients()[j]));
            }
            if (c.signum() != 0) {
                double bound = c.signum() > 0
                        ? assembly.form.upper()[j]
                        : assembly.form.lower()[j];
                if (!Double.isFinite(bound)) {
                    return;
                }
                margin = margin.subtract(c.multiply(new BigDecimal(bound)));
            }
        }
        if (margin.signum() > 0) {
            // halved, so that the rounding to a double takes nothing from the proof
            double proven = margin.doubleValue() / 2;
            proof.certificate = new FarkasCertificate(proof.certificate.multipliers(), proven, 0, 0);
        }
    }

    private static BigDecimal exact(double x, double y) {
        return new BigDecimal(x).multiply(new BigDecimal(y));
    }

    /** Sums what the rows require and what the bounds allow, in compensated arithmetic with a bound on its error. */
    private static void certify(Assembly assembly, Proof proof) {
        int n = assembly.n();
        int m = assembly.m();
        double[] bounds = new double[Math.max(m, 1)];
        Map<String, Double> multipliers = new LinkedHashMap<>();
        double terms = 0;
        double cancelling = 0;
        for (int i = 0; i < m; i++) {
            LinearForm.Row row = assembly.form.rows().get(i);
            double y = proof.rows[i];
            if (y != 0) {
                bounds[i] = y > 0 ? row.lower() : row.upper();
                cancelling += Math.abs(y * bounds[i]);
                multipliers.merge(assembly.constraints.get(row.owner()).name(), y, Double::sum);
            }
        }
        double required = Compensated.dot(m, proof.rows, 0, bounds, 0);
        proof.combination = new double[n];
        double[] corner = new double[n];
        double[] coefficients = new double[m];
        double bent = 0;
        for (int j = 0; j < n; j++) {
            if (bends(assembly, proof, j)) {
                double size = certifyBent(assembly, proof, j, corner);
                terms += size;
                bent += corner[j];
                corner[j] = 0;
                continue;
            }
            double size = 0;
            for (int i = 0; i < m; i++) {
                coefficients[i] = assembly.form.rows().get(i).coefficients()[j];
                size += Math.abs(coefficients[i] * proof.rows[i]);
            }
            double c = Compensated.dot(m, proof.rows, 0, coefficients, 0);
            double bound = c > 0 ? assembly.form.upper()[j] : assembly.form.lower()[j];
            if (!Double.isFinite(bound)) {
                terms += endless(Math.abs(c), size);
                continue;
            }
            proof.combination[j] = c;
            corner[j] = bound;
            // the sum is exact but for its last rounding: what cancelled in it left no trace
            terms += Math.abs(c * bound);
            cancelling += size * Math.abs(bound);
        }
        double attainable = Compensated.dot(n, proof.combination, 0, corner, 0) + bent;
        terms += Math.abs(required) + Math.abs(attainable);
        double rounding = 4 * Math.ulp(1.0) * (terms + (n + m) * (n + m) * Math.ulp(1.0) * cancelling);
        proof.certificate =
                new FarkasCertificate(Collections.unmodifiableMap(multipliers), required, attainable, rounding);
    }

    private static boolean bends(Assembly assembly, Proof proof, int j) {
        for (int i = 0; i < proof.rows.length; i++) {
            if (proof.rows[i] != 0 && assembly.form.rows().get(i).bends(j)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Where an asset with convex functions has its largest part in the sum: that part goes into {@code best}, the slope
     * towards it into the combination if a bound stops it there.
     *
     * @return the size of the terms of the part; infinite if it grows without end
     */
    private static double certifyBent(Assembly assembly, Proof proof, int j, double[] best) {
        double low = assembly.form.lower()[j];
        double high = assembly.form.upper()[j];
        double[] candidates = {low, high};
        List<double[]> all = new ArrayList<>(List.of(candidates));
        for (LinearForm.Row row : assembly.form.rows()) {
            if (row.bends(j)) {
                all.add(row.functions().get(0).breakpoints(j));
            }
        }
        double size = 0;
        best[j] = Double.NEGATIVE_INFINITY;
        for (double[] some : all) {
            for (double x : some) {
                if (!(x >= low && x <= high) || Double.isInfinite(x)) {
                    continue;
                }
                double value = 0;
                double terms = 0;
                double above = 0;
                double below = 0;
                for (int i = 0; i < proof.rows.length; i++) {
                    LinearForm.Row row = assembly.form.rows().get(i);
                    double y = proof.rows[i];
                    value = Math.fma(y, row.part(j, x), value);
                    terms +=
                            Math.abs(y) * (row.bends(j) ? row.functions().get(0).size(j, x) : Math.abs(row.part(j, x)));
                    above += y * row.slopeAbove(j, x);
                    below += y * row.slopeBelow(j, x);
                }
                if (value > best[j]) {
                    best[j] = value;
                    size = terms;
                    // what the bound costs is the slope beyond it; of a fixed weight either side may be the one
                    proof.combination[j] = x == high && above > 0 ? above : x == low && below < 0 ? below : 0;
                }
            }
        }
        return size
                + (high == Double.POSITIVE_INFINITY ? beyond(assembly, proof, j, 1) : 0)
                + (low == Double.NEGATIVE_INFINITY ? beyond(assembly, proof, j, -1) : 0);
    }

    /** What an asset without bound may add to the sum beyond all breakpoints, upwards or downwards. */
    private static double beyond(Assembly assembly, Proof proof, int j, int direction) {
        double rate = 0;
        double size = 0;
        for (int i = 0; i < proof.rows.length; i++) {
            LinearForm.Row row = assembly.form.rows().get(i);
            double slope = direction > 0 ? row.slopeAbove(j, Double.MAX_VALUE) : row.slopeBelow(j, -Double.MAX_VALUE);
            double part = direction * proof.rows[i] * slope;
            rate += part;
            size += Math.abs(part);
        }
        return rate <= 0 ? 0 : endless(rate, size);
    }

    /**
     * The size of the terms of an asset without bound whose element of the sum is zero but for rounding: the proof holds
     * for weights up to {@value #WIDEST}, and for all if the element is more than rounding not at all.
     */
    private static double endless(double element, double size) {
        return element > 1e-12 * size ? Double.POSITIVE_INFINITY : WIDEST * (element / (4 * Math.ulp(1.0)) + size);
    }

    /** The constraints a proof uses. */
    private List<Constraint> used(List<Constraint> all, Proof proof) {
        Assembly assembly = Assembly.of(problem.universe(), all);
        boolean[] uses = new boolean[all.size()];
        for (int i = 0; i < proof.rows.length; i++) {
            if (proof.rows[i] != 0) {
                uses[assembly.form.rows().get(i).owner()] = true;
            }
        }
        int crossed = assembly.crossed();
        for (int j = 0; j < assembly.n(); j++) {
            double c = proof.combination.length > j ? proof.combination[j] : 0;
            int lower = assembly.form.lowerOwner(j);
            int upper = assembly.form.upperOwner(j);
            if (lower >= 0 && (c < 0 || j == crossed)) {
                uses[lower] = true;
            }
            if (upper >= 0 && (c > 0 || j == crossed)) {
                uses[upper] = true;
            }
        }
        List<Constraint> out = new ArrayList<>();
        for (int c = 0; c < all.size(); c++) {
            if (uses[c]) {
                out.add(all.get(c));
            }
        }
        return contradictory(out) ? out : all;
    }

    private boolean contradictory(List<Constraint> some) {
        Proof proof = proof(Assembly.of(problem.universe(), some));
        return proof.answer == Feasibility.Answer.INFEASIBLE && proof.certificate.isProven();
    }

    private List<Constraint> filter(List<Constraint> some) {
        List<Constraint> kept = new ArrayList<>(some);
        int c = 0;
        while (c < kept.size()) {
            List<Constraint> without = new ArrayList<>(kept);
            without.remove(c);
            if (contradictory(without)) {
                kept = without;
            } else {
                c++;
            }
        }
        return kept;
    }

    // ---- relaxations

    /**
     * How far one constraint must give way: by Newton's method on the piecewise linear shortfall. Each certificate says
     * how its contradiction shrinks as the bounds move, the next trial is where it vanishes; finitely many steps, each
     * from below. NaN if moving it alone does not help.
     */
    private double margin(List<Constraint> constraints, int which) {
        double by = 0;
        for (int step = 0; step < 100; step++) {
            Assembly assembly = Assembly.relaxed(problem.universe(), constraints, which, by);
            int crossed = assembly.crossed();
            if (crossed >= 0) {
                boolean helps =
                        assembly.form.lowerOwner(crossed) == which || assembly.form.upperOwner(crossed) == which;
                boolean twice =
                        assembly.form.lowerOwner(crossed) == which && assembly.form.upperOwner(crossed) == which;
                if (!helps) {
                    return Double.NaN;
                }
                double gap = assembly.form.lower()[crossed] - assembly.form.upper()[crossed];
                by += twice ? gap / 2 : gap;
                continue;
            }
            Proof proof = proof(assembly);
            if (proof.answer != Feasibility.Answer.INFEASIBLE) {
                return proof.answer == Feasibility.Answer.FEASIBLE ? by : Double.NaN;
            }
            double slope = 0;
            for (int i = 0; i < proof.rows.length; i++) {
                if (assembly.form.rows().get(i).owner() == which) {
                    slope += Math.abs(proof.rows[i]);
                }
            }
            for (int j = 0; j < assembly.n(); j++) {
                double c = proof.combination[j];
                int owner = c > 0 ? assembly.form.upperOwner(j) : assembly.form.lowerOwner(j);
                slope += owner == which ? Math.abs(c) : 0;
            }
            double shortfall = proof.certificate.required() - proof.certificate.attainable();
            if (!(slope > 0) || !(shortfall > 0)) {
                return Double.NaN;
            }
            double more = shortfall / slope;
            by += more;
            if (more <= SETTLED * by) {
                return by; // what is left is rounding, for which whoever relies on it allows
            }
        }
        return Double.NaN;
    }

    private void relax(List<Constraint> all, Constraint constraint, List<Relaxation> out) {
        int which = all.indexOf(constraint);
        double by = margin(all, which);
        if (Double.isNaN(by)) {
            return;
        }
        if (by > 0 && !verified(all, which, by)) {
            return;
        }
        double from = movingBound(all, which);
        double to = Double.NaN;
        if (!Double.isNaN(from)) {
            to = movesUp(all, which) ? from + by : from - by;
        }
        out.add(new Relaxation(constraint.name(), constraint.description(), by, from, to));
    }

    /** Whether the problem so relaxed is feasible, if need be with a hair for rounding. */
    private boolean verified(List<Constraint> all, int which, double by) {
        double[] moves = new double[all.size()];
        moves[which] = by;
        boolean feasible = false;
        for (int k = 0; k < 2 && !feasible; k++) {
            Assembly relaxed = Assembly.of(problem.universe(), Nearest.moved(all, moves));
            feasible = relaxed.crossed() < 0 && proof(relaxed).answer == Feasibility.Answer.FEASIBLE;
            moves[which] = by + 1e-12 * Math.max(1, by);
        }
        return feasible;
    }

    /** The bound of a constraint that the contradiction uses, if it is one number; else NaN. */
    private double movingBound(List<Constraint> all, int which) {
        Assembly assembly = Assembly.of(problem.universe(), all);
        Proof proof = proof(assembly);
        double found = Double.NaN;
        for (int i = 0; i < proof.rows.length; i++) {
            LinearForm.Row row = assembly.form.rows().get(i);
            if (row.owner() == which && proof.rows[i] != 0) {
                double bound = proof.rows[i] > 0 ? row.lower() : row.upper();
                if (!Double.isNaN(found) && found != bound) {
                    return Double.NaN;
                }
                found = bound;
            }
        }
        for (LinearForm.Bound bound : assembly.form.bounds()) {
            if (bound.owner() != which || !usedBy(proof, assembly, bound)) {
                continue;
            }
            if (!Double.isNaN(found) && found != bound.value()) {
                return Double.NaN;
            }
            found = bound.value();
        }
        return found;
    }

    private static boolean usedBy(Proof proof, Assembly assembly, LinearForm.Bound bound) {
        int crossed = assembly.crossed();
        if (crossed >= 0) {
            double crossing = bound.isUpper()
                    ? assembly.form.upper()[crossed]
                    : assembly.form.lower()[crossed];
            return bound.asset() == crossed && bound.value() == crossing;
        }
        double c = proof.combination[bound.asset()];
        return bound.isUpper() ? c > 0 : c < 0;
    }

    private boolean movesUp(List<Constraint> all, int which) {
        Assembly assembly = Assembly.of(problem.universe(), all);
        Proof proof = proof(assembly);
        for (int i = 0; i < proof.rows.length; i++) {
            if (assembly.form.rows().get(i).owner() == which && proof.rows[i] != 0) {
                return proof.rows[i] < 0;
            }
        }
        for (LinearForm.Bound bound : assembly.form.bounds()) {
            if (bound.owner() == which && usedBy(proof, assembly, bound)) {
                return bound.isUpper();
            }
        }
        return true;
    }

    // ---- words

    private String sentence(List<Constraint> core) {
        Assembly assembly = Assembly.of(problem.universe(), core);
        int crossed = assembly.crossed();
        if (crossed >= 0) {
            return problem.universe().id(crossed) + " would have to weigh at least "
                    + Numbers.text(assembly.form.lower()[crossed]) + " and at most "
                    + Numbers.text(assembly.form.upper()[crossed]) + ": "
                    + descriptions(core, -1) + " contradict each other";
        }
        Proof proof = proof(assembly);
        int target = target(assembly, proof);
        if (target < 0) {
            return descriptions(core, -1) + " contradict each other";
        }
        LinearForm.Row row = assembly.form.rows().get(target);
        Constraint asked = core.get(row.owner());
        boolean below = proof.rows[target] > 0;
        double wanted = below ? row.lower() : row.upper();
        double margin = margin(core, row.owner());
        double limit = below ? wanted - margin : wanted + margin;
        boolean budget = asked.name().equals("fully invested") || asked.name().equals("budget");
        String others = core.size() == 1 ? "these assets" : descriptions(core, row.owner());
        return others + " with " + assembly.n() + " assets cannot " + (below ? "reach " : "stay within ")
                + (budget ? "a budget of " + Numbers.text(wanted) : asked.description())
                + (Double.isNaN(limit) ? "" : " (at " + (below ? "most " : "least ") + Numbers.text(limit) + ")");
    }

    /** The row that is best asked for in the sentence: what is wanted at least, but not the budget, if there is one. */
    private static int target(Assembly assembly, Proof proof) {
        int budget = -1;
        int other = -1;
        for (int i = 0; i < proof.rows.length; i++) {
            LinearForm.Row row = assembly.form.rows().get(i);
            String name = assembly.constraints.get(row.owner()).name();
            if (proof.rows[i] == 0) {
                continue;
            }
            if (name.equals("fully invested") || name.equals("budget")) {
                budget = i;
            } else if (proof.rows[i] > 0 && row.upper() == Double.POSITIVE_INFINITY) {
                return i;
            } else if (other < 0) {
                other = i;
            }
        }
        return budget >= 0 ? budget : other;
    }

    private static String descriptions(List<Constraint> core, int except) {
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < core.size(); c++) {
            if (c != except) {
                boolean last = c == core.size() - 1 || (c == core.size() - 2 && except == core.size() - 1);
                text.append(text.length() == 0 ? "" : last ? " and " : ", ")
                        .append(core.get(c).description());
            }
        }
        return text.toString();
    }
}
