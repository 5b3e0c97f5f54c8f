package io.trimtab.optimizer.frontier;

import static io.trimtab.optimizer.Objectives.utility;
import static io.trimtab.optimizer.Objectives.variance;

import io.trimtab.optimizer.Failed;
import io.trimtab.optimizer.Fallback;
import io.trimtab.optimizer.Feasible;
import io.trimtab.optimizer.Optimal;
import io.trimtab.optimizer.PortfolioProblem;
import io.trimtab.optimizer.PortfolioSolution;
import io.trimtab.optimizer.ProblemForm;
import io.trimtab.optimizer.solver.CriticalLine;
import io.trimtab.optimizer.solver.CriticalPath;
import io.trimtab.optimizer.solver.Limits;
import io.trimtab.optimizer.solver.QuadraticProgram;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;

/** Runs the critical line on a problem and says what came of it in the problem's own words. */
final class Tracing {
    private Tracing() {}

    static FrontierOutcome trace(PortfolioProblem problem, ExpectedReturns mu, RiskModel risk) {
        ProblemForm form = ProblemForm.of(problem);
        if (form.boundsCross()) {
            return none(problem.minimize(variance(risk)).solve());
        }
        int n = form.universe().size();
        double[] tilt = new double[n];
        for (int j = 0; j < n; j++) {
            tilt[j] = -mu.get(j) + 0.0;
        }
        CriticalLine line = new CriticalLine(program(form, risk), new double[n], tilt);
        Limits limits = new Limits(form.clock(), form.iterationLimit(), form.timeLimitNanos());
        return switch (line.trace(limits)) {
            case COMPLETE -> new EfficientFrontier(form, risk, line.path(), tilt);
            case INFEASIBLE -> none(problem.minimize(variance(risk)).solve());
            case UNBOUNDED -> none(problem.maximize(utility(mu, risk, 1)).solve());
            case STOPPED ->
                new NoFrontier(new Failed("a limit of the problem was reached after " + line.pivots()
                        + " turning points of the frontier: raise its time or iteration limit"));
            case NOT_CONVEX ->
                new NoFrontier(new Failed("the risk model has a portfolio of negative variance, so it is not a"
                        + " covariance: repair it, or estimate it from returns"));
            case FAILED ->
                new NoFrontier(new Failed("the frontier lost its accuracy on this problem: look for rows that are"
                        + " nearly multiples of each other, and for data of very different size"));
        };
    }

    /** The solver of single problems explains what the tracer has only found. */
    private static NoFrontier none(PortfolioSolution reason) {
        if (reason instanceof Fallback fallback) {
            return none(fallback.instead());
        }
        return reason instanceof Optimal || reason instanceof Feasible
                ? new NoFrontier(
                        new Failed("tracing the frontier and solving for one of its portfolios came to different"
                                + " conclusions: the constraints are feasible only up to rounding"))
                : new NoFrontier(reason);
    }

    private static QuadraticProgram program(ProblemForm form, RiskModel risk) {
        int m = form.rows();
        double[][] rows = new double[m][];
        double[] low = new double[m];
        double[] high = new double[m];
        for (int i = 0; i < m; i++) {
            rows[i] = form.coefficients(i);
            low[i] = form.rowLower(i);
            high[i] = form.rowUpper(i);
        }
        int n = form.universe().size();
        return new QuadraticProgram(risk, new double[n], rows, low, high, form.lower(), form.upper());
    }

    static double certify(ProblemForm form, RiskModel risk, CriticalPath path, double[] tilt) {
        return path.scaledResidual(program(form, risk), new double[tilt.length], tilt);
    }
}
