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
 * What one look at some constraints found: whether they contradict each other, and with which multipliers.
 *
 * <p>A certificate sums rows times multipliers y. What the rows require is the sum of y times their bounds; what the
 * bounds on assets allow is the maximum of the sum over the box. With linear rows that is attained at a corner. A row of
 * convex functions psi is bounded from above only, so its y is not positive and y psi is concave: the sum is still a sum
 * of concave functions of one weight each, whose maxima lie at bounds or breakpoints. (It is the certificate of the linear
 * row that one takes for psi when each psi_j is replaced by a subgradient at that maximum.)
 */
final class Contradiction {
    /** What part of the largest multiplier is taken for rounding, in the order in which it is tried. */
    private static final double[] NEGLIGIBLE = {0, 1e-14, 1e-12, 1e-10};

    /** Weights are fractions of equity: none is larger. */
    private static final double WIDEST = 1e3;

    private static final double CANCELLED = 1e-12;

    Feasibility.Answer answer = Feasibility.Answer.UNKNOWN;
    double[] rows = new double[0];
    double[] combination = new double[0];
    /** What each element of the combination would be if nothing cancelled in it. */
    private double[] sizes = new double[0];

    FarkasCertificate certificate = new FarkasCertificate(Map.of(), 0, 0, 0);

    private Contradiction() {}

    /** Whether rows and bounds contradict each other; so little that only exact arithmetic sees it does not count. */
    static Contradiction of(PortfolioProblem problem, Assembly assembly) {
        return of(problem, assembly, false);
    }

    /** The same, where even what is below any tolerance is to count. */
    static Contradiction toTheLastBit(PortfolioProblem problem, Assembly assembly) {
        return of(problem, assembly, true);
    }

    private static Contradiction of(PortfolioProblem problem, Assembly assembly, boolean toTheLastBit) {
        Contradiction proof = new Contradiction();
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

    private static void prove(Assembly assembly, Contradiction proof, Feasibility question) {
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
    private static void certifyExactly(Assembly assembly, Contradiction proof) {
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
    private static void certify(Assembly assembly, Contradiction proof) {
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
        proof.sizes = new double[n];
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
            proof.sizes[j] = size;
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

    /** How much the contradiction shrinks as the bounds of an asset give way; none where rows cancel but for rounding. */
    double pull(int j) {
        double c = combination[j];
        return j < sizes.length && Math.abs(c) <= CANCELLED * sizes[j] ? 0 : c;
    }

    private static boolean bends(Assembly assembly, Contradiction proof, int j) {
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
    private static double certifyBent(Assembly assembly, Contradiction proof, int j, double[] best) {
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
    private static double beyond(Assembly assembly, Contradiction proof, int j, int direction) {
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
}
