package io.trimtab.optimizer;

import io.trimtab.optimizer.solver.Proximal;
import io.trimtab.optimizer.solver.QuadraticProgram;
import io.trimtab.optimizer.solver.QuadraticSolver;
import io.trimtab.optimizer.solver.Recession;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.FactorStructure;
import io.trimtab.risk.model.RiskModel;

/** Says when {@link Proximal} points may help an engine that rounding was too much for. */
final class Rescue {
    private Rescue() {}

    /**
     * After a failure, after a direction that does not prove what it should, and where a covariance that is known to be
     * semidefinite seems not to be.
     *
     * @param ray what the engine found if it says UNBOUNDED; overwritten by what is checked
     */
    static boolean helps(QuadraticSolver.Status status, QuadraticProgram program, double[] ray, RiskModel risk) {
        return switch (status) {
            case FAILED -> true;
            case UNBOUNDED -> !(Recession.rate(program, ray) > 0);
            case NOT_CONVEX -> risk instanceof FactorStructure || risk instanceof CovarianceMatrix;
            default -> false;
        };
    }
}
