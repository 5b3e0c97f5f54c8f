package io.trimtab.optimizer;

import io.trimtab.core.market.Universe;
import io.trimtab.optimizer.solver.ProgramBuilder;
import io.trimtab.risk.model.FactorStructure;
import io.trimtab.risk.model.RiskModel;
import io.trimtab.risk.model.RiskModels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The terms of an objective added up: {@code curvature (w'Sw / 2 + q'w + sum of phi_j(w_j))} but for a constant, with
 * {@link #risk} for S, {@link #linear} for q and {@link #addKinks} for the piecewise linear phi.
 *
 * <p>One covariance stays what it is, with its structure; several, or one and a diagonal, become a {@link CombinedRisk},
 * or one structure if all of them have structure.
 */
final class Composition {
    private final RiskModel risk;
    private final double curvature;
    private final double[] linear;
    private final List<Term.PiecewiseLinear> bent;

    private Composition(RiskModel risk, double curvature, double[] linear, List<Term.PiecewiseLinear> bent) {
        this.bent = List.copyOf(bent);
        this.risk = risk;
        this.curvature = curvature;
        this.linear = linear;
    }

    static Composition of(Objective objective) {
        return of(objective, objective.terms());
    }

    /** What remains of an objective when its expected returns are left out. */
    static Composition withoutReturns(Objective objective) {
        List<Term> rest = new ArrayList<>();
        for (Term term : objective.terms()) {
            if (!(term instanceof Term.Linear linear) || linear.returns().isEmpty()) {
                rest.add(term);
            }
        }
        return of(objective, rest);
    }

    private static Composition of(Objective objective, List<Term> terms) {
        Universe universe = objective.universe();
        int n = universe.size();
        List<RiskModel> models = new ArrayList<>();
        List<Term.PiecewiseLinear> bent = new ArrayList<>();
        double[] factors = new double[terms.size() + 1];
        double[] q = new double[n];
        double[] diagonal = new double[n];
        boolean ridge = false;
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
                ridge = true;
                for (int j = 0; j < n; j++) {
                    diagonal[j] += 2 * squares.coefficients()[j];
                    q[j] -= 2 * squares.coefficients()[j] * squares.centre()[j];
                }
            } else if (term instanceof Term.PiecewiseLinear piecewise) {
                bent.add(piecewise);
                for (int j = 0; j < n; j++) {
                    q[j] += piecewise.breakpoints()[j].length == 0 ? piecewise.slopes()[j][0] : 0;
                }
            } else {
                throw new IllegalArgumentException("the term \"" + term.name() + "\" of the objective \""
                        + objective.name() + "\" is not quadratic, and not offered by this solver");
            }
        }
        boolean single = models.size() == 1 && !ridge;
        double curvature = models.isEmpty() ? 1 : factors[0];
        for (int j = 0; j < n; j++) {
            q[j] /= curvature;
            diagonal[j] /= curvature;
        }
        double[] relative = Arrays.copyOf(factors, models.size());
        for (int k = 0; k < relative.length; k++) {
            relative[k] /= curvature;
        }
        RiskModel risk = single ? models.get(0) : combined(universe, models, relative, diagonal);
        return new Composition(risk, curvature, q, bent);
    }

    /** Factor models and panels keep their structure in a sum. */
    private static RiskModel combined(Universe universe, List<RiskModel> models, double[] factors, double[] diagonal) {
        List<FactorStructure> structures = new ArrayList<>();
        for (RiskModel model : models) {
            if (model instanceof FactorStructure structure) {
                structures.add(structure);
            }
        }
        if (structures.isEmpty() || structures.size() < models.size()) {
            return new CombinedRisk(universe, models, factors, diagonal);
        }
        boolean alone = structures.size() == 1 && factors[0] == 1;
        RiskModel sum = alone ? structures.get(0) : RiskModels.weightedSum(structures, factors);
        return sum instanceof FactorStructure structure
                ? RiskModels.withDiagonal(structure, diagonal)
                : new CombinedRisk(universe, models, factors, diagonal);
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

    boolean isPiecewise() {
        return !bent.isEmpty();
    }

    /** The piecewise linear terms, over the curvature like everything else. */
    void addKinks(ProgramBuilder builder) {
        for (Term.PiecewiseLinear term : bent) {
            for (int j = 0; j < linear.length; j++) {
                if (term.breakpoints()[j].length > 0) {
                    double[] slopes = term.slopes()[j].clone();
                    for (int k = 0; k < slopes.length; k++) {
                        slopes[k] /= curvature;
                    }
                    builder.kinks(j, term.breakpoints()[j], slopes);
                }
            }
        }
    }

    RiskModel risk() {
        return risk;
    }

    double curvature() {
        return curvature;
    }

    /** Not copied; belongs to the caller. */
    double[] linear() {
        return linear;
    }
}
