package io.trimtab.benchmarks;

import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.convex.ConvexSolver;

/** The families P1 and P1L in the form that ojAlgo takes. */
final class OjAlgoModels {
    private OjAlgoModels() {}

    /** Minimise {@code w'Sw / 2 - 0.2 mu'w} fully invested, every weight between two bounds. */
    static ExpressionsBasedModel meanVariance(PortfolioInstances instance, double lower, double upper) {
        int n = instance.n;
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        Expression risk = model.newExpression("risk").weight(1);
        Expression budget = model.newExpression("budget").level(1);
        for (int j = 0; j < n; j++) {
            model.newVariable("w" + j).lower(lower).upper(upper).weight(-PortfolioInstances.LAMBDA * instance.mu[j]);
        }
        for (int j = 0; j < n; j++) {
            budget.set(j, 1);
            for (int i = 0; i < n; i++) {
                risk.set(i, j, 0.5 * instance.sigma[j * n + i]);
            }
        }
        return model;
    }

    /** Alternating directions is its fastest algorithm here, to about nine digits. */
    static Optimisation.Result alternatingDirections(ExpressionsBasedModel model) {
        model.options.convex().algorithm(ConvexSolver.Algorithm.ADMM);
        return model.minimise();
    }

    /** Its active-set method is exact, as ours. */
    static Optimisation.Result activeSet(ExpressionsBasedModel model) {
        model.options.convex().algorithm(ConvexSolver.Algorithm.ACTIVE_SET);
        return model.minimise();
    }
}
