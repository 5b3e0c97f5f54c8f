package io.trimtab.optimizer;

import io.trimtab.core.market.Universe;
import io.trimtab.optimizer.solver.NoRisk;
import io.trimtab.optimizer.solver.PowerCosts;
import io.trimtab.optimizer.solver.ProgramBuilder;
import io.trimtab.risk.model.RiskModel;
import io.trimtab.risk.model.RiskModels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Terms added up: {@code curvature (w'(S + D)w / 2 + q'w + sum of phi_j(w_j))} but for a constant.
 *
 * <p>One covariance stays what it is, with its structure; several become a weighted sum. Immutable.
 */
final class Composition {
    private final Universe universe;
    private final List<RiskModel> models;
    private final double[] factors;
    private final double[] gradient;
    private final double[] diagonal;
    /** The piecewise linear terms, each to be taken times its factor. */
    private final List<Term.PiecewiseLinear> bent;

    private final double[] bentFactors;
    /** The costs with the power 3/2, each to be taken times its factor. */
    private final List<Term.Power> powers;

    private final double[] powerFactors;

    private Composition(
            Universe universe,
            List<RiskModel> models,
            double[] factors,
            double[] gradient,
            double[] diagonal,
            List<Term.PiecewiseLinear> bent,
            double[] bentFactors,
            List<Term.Power> powers,
            double[] powerFactors) {
        this.universe = universe;
        this.models = List.copyOf(models);
        this.factors = factors;
        this.gradient = gradient;
        this.diagonal = diagonal;
        this.bent = List.copyOf(bent);
        this.bentFactors = bentFactors;
        this.powers = List.copyOf(powers);
        this.powerFactors = powerFactors;
    }

    static Composition of(Objective objective) {
        if (!objective.ratio().isEmpty()) {
            throw new IllegalArgumentException("the objective \"" + objective.name()
                    + "\" is a ratio, which is not offered here: solve the problem itself with solve()");
        }
        return of(objective.universe(), objective.terms());
    }

    /** What remains of an objective when its expected returns are left out. */
    static Composition withoutReturns(Objective objective) {
        List<Term> rest = new ArrayList<>();
        for (Term term : objective.terms()) {
            if (!(term instanceof Term.Linear linear) || linear.returns().isEmpty()) {
                rest.add(term);
            }
        }
        return of(objective.universe(), rest);
    }

    /** Whether costs with the power 3/2 are among the terms. */
    static boolean hasPowers(List<? extends Term> terms) {
        for (Term term : terms) {
            if (isPower(term)) {
                return true;
            }
        }
        return false;
    }

    /** Asked of the most frequent terms first: a class that a fresh JVM need not read is a class it need not verify. */
    private static boolean isPower(Term term) {
        return !(term instanceof Term.Quadratic) && !(term instanceof Term.Linear) && term instanceof Term.Power;
    }

    /** Refuses costs with the power 3/2, which the quadratic engine alone does not know. */
    static Composition of(Universe universe, List<? extends Term> terms) {
        for (Term term : terms) {
            if (isPower(term)) {
                throw new IllegalArgumentException(
                        "the term \"" + term.name() + "\" is not quadratic, and not offered by this solver");
            }
        }
        return withPowers(universe, terms);
    }

    /** Of all terms, costs with the power 3/2 among them. */
    static Composition withPowers(Universe universe, List<? extends Term> terms) {
        int n = universe.size();
        List<Term.Power> powers = new ArrayList<>();
        List<RiskModel> models = new ArrayList<>();
        double[] factors = new double[terms.size()];
        double[] q = new double[n];
        double[] diagonal = new double[0];
        List<Term.PiecewiseLinear> bent = new ArrayList<>();
        for (Term term : terms) {
            if (term instanceof Term.Quadratic quadratic) {
                int k = models.indexOf(quadratic.risk());
                if (k < 0) {
                    k = models.size();
                    models.add(quadratic.risk());
                }
                factors[k] += quadratic.coefficient();
                pull(quadratic, q);
            } else if (term instanceof Term.Linear straight) {
                for (int j = 0; j < n; j++) {
                    q[j] += straight.coefficients()[j];
                }
            } else if (term instanceof Term.Diagonal squares) {
                diagonal = diagonal.length == 0 ? new double[n] : diagonal;
                for (int j = 0; j < n; j++) {
                    diagonal[j] += 2 * squares.coefficients()[j];
                    q[j] -= 2 * squares.coefficients()[j] * squares.centre()[j];
                }
            } else if (term instanceof Term.PiecewiseLinear piecewise) {
                bent.add(piecewise);
                straight(piecewise, 1, q);
            } else if (term instanceof Term.Power power) {
                powers.add(power);
            }
        }
        return new Composition(
                universe,
                models,
                Arrays.copyOf(factors, models.size()),
                q,
                diagonal,
                bent,
                ones(bent.size()),
                powers,
                ones(powers.size()));
    }

    private static double[] ones(int count) {
        double[] once = new double[count];
        Arrays.fill(once, 1);
        return once;
    }

    /** The sum of compositions, each times a factor that is not negative. */
    static Composition sum(List<Composition> parts, double[] factor) {
        Universe universe = parts.get(0).universe;
        int n = universe.size();
        List<RiskModel> models = new ArrayList<>();
        double[] factors = new double[0];
        double[] q = new double[n];
        double[] diagonal = new double[0];
        List<Term.PiecewiseLinear> bent = new ArrayList<>();
        double[] bentFactors = new double[0];
        List<Term.Power> powers = new ArrayList<>();
        double[] powerFactors = new double[0];
        for (int p = 0; p < factor.length; p++) {
            Composition part = parts.get(p);
            if (factor[p] == 0) {
                continue;
            }
            for (int k = 0; k < part.factors.length; k++) {
                int at = models.indexOf(part.models.get(k));
                if (at < 0) {
                    at = models.size();
                    models.add(part.models.get(k));
                    factors = Arrays.copyOf(factors, at + 1);
                }
                factors[at] += factor[p] * part.factors[k];
            }
            for (int j = 0; j < n; j++) {
                q[j] += factor[p] * part.gradient[j];
            }
            if (part.diagonal.length > 0) {
                diagonal = diagonal.length == 0 ? new double[n] : diagonal;
                for (int j = 0; j < n; j++) {
                    diagonal[j] += factor[p] * part.diagonal[j];
                }
            }
            for (int k = 0; k < part.bentFactors.length; k++) {
                bentFactors = Arrays.copyOf(bentFactors, bent.size() + 1);
                bentFactors[bent.size()] = factor[p] * part.bentFactors[k];
                bent.add(part.bent.get(k));
            }
            for (int k = 0; k < part.powerFactors.length; k++) {
                powerFactors = Arrays.copyOf(powerFactors, powers.size() + 1);
                powerFactors[powers.size()] = factor[p] * part.powerFactors[k];
                powers.add(part.powers.get(k));
            }
        }
        return new Composition(universe, models, factors, q, diagonal, bent, bentFactors, powers, powerFactors);
    }

    /** A function without breakpoints is linear. */
    private static void straight(Term.PiecewiseLinear term, double factor, double[] q) {
        for (int j = 0; j < q.length; j++) {
            q[j] += term.breakpoints()[j].length == 0 ? factor * term.slopes()[j][0] : 0;
        }
    }

    /** The linear part of a quadratic form around a benchmark: -c S b. */
    private static void pull(Term.Quadratic term, double[] q) {
        if (term.centre().length > 0) {
            double[] product = new double[q.length];
            term.risk().multiplyInto(term.centre(), product);
            for (int j = 0; j < q.length; j++) {
                q[j] = Math.fma(-term.coefficient(), product[j], q[j]);
            }
        }
    }

    /**
     * Whether a program of another needs but another linear part and another tilt to become one of this: the same
     * quadratic form over the curvature, to the bit, and the same piecewise linear terms in the same proportions.
     */
    boolean sameShape(Composition other) {
        boolean same = models.equals(other.models)
                && diagonal.length == other.diagonal.length
                && bent.size() == other.bent.size();
        for (int k = 0; same && k < factors.length; k++) {
            same = factors[k] / curvature() == other.factors[k] / other.curvature();
        }
        for (int j = 0; same && j < diagonal.length; j++) {
            same = diagonal[j] / curvature() == other.diagonal[j] / other.curvature();
        }
        for (int k = 0; same && k < bentFactors.length; k++) {
            same = bent.get(k).equals(other.bent.get(k))
                    && bentFactors[k] * other.bentFactors[0] == bentFactors[0] * other.bentFactors[k];
        }
        return same;
    }

    /** The tilt with which a program of another of the same shape has the piecewise linear terms of this. */
    double tiltFrom(Composition other) {
        return bent.isEmpty() ? 1 : bentFactors[0] / curvature() / (other.bentFactors[0] / other.curvature());
    }

    boolean hasPowers() {
        return !powers.isEmpty();
    }

    /** All costs with the power 3/2 in one, over the curvature like everything else. */
    PowerCosts powers() {
        int n = universe.size();
        double[] c = new double[n];
        double[] centre = new double[n];
        for (int k = 0; k < powers.size(); k++) {
            Term.Power power = powers.get(k);
            for (int j = 0; j < n; j++) {
                if (power.coefficients()[j] > 0) {
                    if (c[j] > 0 && centre[j] != power.centre()[j]) {
                        throw new IllegalArgumentException("\"" + power.name() + "\" and another term both charge "
                                + universe.id(j) + " with the power 3/2, but from different weights "
                                + Numbers.text(power.centre()[j]) + " and " + Numbers.text(centre[j])
                                + ": such a sum is not offered");
                    }
                    c[j] += powerFactors[k] * power.coefficients()[j] / curvature();
                    centre[j] = power.centre()[j];
                }
            }
        }
        return PowerCosts.of(c, centre);
    }

    boolean isPiecewise() {
        return !bent.isEmpty();
    }

    /** Whether a piecewise linear term has kinks at one of the first so many assets. */
    boolean bends(int among) {
        for (Term.PiecewiseLinear term : bent) {
            for (int j = 0; j < among; j++) {
                if (term.breakpoints()[j].length > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The slope of the piecewise linear terms of an asset above a weight, over the curvature like everything else. */
    double slopeAbove(int asset, double weight) {
        double[] sum = {0};
        eachKink((j, breakpoints, slopes) -> {
            if (j == asset) {
                int k = 0;
                while (k < breakpoints.length && breakpoints[k] <= weight) {
                    k++;
                }
                sum[0] += slopes[k];
            }
        });
        return sum[0];
    }

    /** Whether S alone is not the quadratic form. */
    boolean hasDiagonal() {
        return diagonal.length > 0;
    }

    /** What is added to the diagonal of S; meaningful only if there is any. */
    double[] diagonal() {
        return over(diagonal);
    }

    /** The piecewise linear terms, over the curvature like everything else. */
    void addKinks(ProgramBuilder builder) {
        eachKink(new KinkReader() {
            @Override
            public void read(int asset, double[] breakpoints, double[] slopes) {
                builder.kinks(asset, breakpoints, slopes);
            }
        });
    }

    /** Receives a convex piecewise linear function of one asset. */
    interface KinkReader {
        /** Breakpoints ascend; there is one slope more. */
        void read(int asset, double[] breakpoints, double[] slopes);
    }

    /** Tells the piecewise linear terms, over the curvature like everything else. */
    void eachKink(KinkReader reader) {
        for (int i = 0; i < bentFactors.length; i++) {
            Term.PiecewiseLinear term = bent.get(i);
            for (int j = 0; j < gradient.length; j++) {
                if (term.breakpoints()[j].length > 0) {
                    double[] slopes = term.slopes()[j].clone();
                    for (int k = 0; k < slopes.length; k++) {
                        slopes[k] *= bentFactors[i] / curvature();
                    }
                    reader.read(j, term.breakpoints()[j], slopes);
                }
            }
        }
    }

    /** S, in which the first covariance counts once; zero without any. */
    RiskModel risk() {
        if (models.isEmpty()) {
            return new NoRisk(universe);
        }
        return factors.length == 1 ? models.get(0) : RiskModels.weightedSum(models, over(factors));
    }

    double curvature() {
        return factors.length == 0 ? 1 : factors[0];
    }

    /** q, a new array. */
    double[] linear() {
        return over(gradient);
    }

    private double[] over(double[] x) {
        double[] out = x.clone();
        for (int j = 0; j < out.length; j++) {
            out[j] /= curvature();
        }
        return out;
    }

    /**
     * The largest element of the gradient {@code curvature (Sw + q)} at weights, in absolute terms; where that is zero, the
     * least slope of a kink.
     */
    double steepness(double[] w) {
        double[] total = gradient.clone();
        double[] product = new double[w.length];
        for (int k = 0; k < factors.length; k++) {
            models.get(k).multiplyInto(w, product);
            for (int j = 0; j < w.length; j++) {
                total[j] = Math.fma(factors[k], product[j], total[j]);
            }
        }
        for (int k = 0; k < powerFactors.length; k++) {
            Term.Power power = powers.get(k);
            for (int j = 0; j < w.length; j++) {
                double x = w[j] - power.centre()[j];
                total[j] += 1.5 * powerFactors[k] * power.coefficients()[j] * Math.copySign(Math.sqrt(Math.abs(x)), x);
            }
        }
        double largest = 0;
        for (int j = 0; j < w.length; j++) {
            largest = Math.max(largest, Math.abs(total[j] + (diagonal.length > 0 ? diagonal[j] * w[j] : 0)));
        }
        return largest > 0 ? largest : leastSlope();
    }

    /** Of the piecewise linear terms the least slope that is not zero; 0 if there is none. */
    private double leastSlope() {
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < bentFactors.length; k++) {
            for (double[] slopes : bent.get(k).slopes()) {
                for (double slope : slopes) {
                    least = slope == 0 ? least : Math.min(least, Math.abs(bentFactors[k] * slope));
                }
            }
        }
        return least < Double.POSITIVE_INFINITY ? least : 0;
    }
}
