package io.trimtab.optimizer.frontier;

import io.trimtab.core.time.Progress;
import io.trimtab.optimizer.Axis;
import io.trimtab.optimizer.Failed;
import io.trimtab.optimizer.Fallback;
import io.trimtab.optimizer.Feasible;
import io.trimtab.optimizer.Optimal;
import io.trimtab.optimizer.PortfolioSolution;
import io.trimtab.optimizer.TradeOff;
import io.trimtab.optimizer.solver.CriticalLine;
import io.trimtab.optimizer.solver.Limits;
import io.trimtab.optimizer.solver.ProgramBuilder;
import io.trimtab.optimizer.solver.QuadraticProgram;

/** Runs the critical line on two sides and says what came of it in the problem's own words. */
final class Tracing {
    private Tracing() {}

    static FrontierOutcome trace(TradeOff sides, Progress progress) {
        if (sides.boundsCross()) {
            return none(sides.leastRisk().solve());
        }
        CriticalLine line = new CriticalLine(program(sides), sides.base(), sides.tilt());
        Limits limits = new Limits(sides.clock(), sides.iterationLimit(), sides.timeLimitNanos());
        return switch (line.trace(limits, progress)) {
            case COMPLETE -> new EfficientFrontier(sides, line.path());
            case INFEASIBLE -> none(sides.leastRisk().solve());
            case UNBOUNDED -> none(sides.utility().solve());
            case STOPPED -> stopped(sides, line);
            case NOT_CONVEX ->
                new NoFrontier(new Failed("the risk model has a portfolio of negative variance, so it is not a"
                        + " covariance: repair it, or estimate it from returns"));
            case FAILED ->
                new NoFrontier(new Failed("the frontier lost its accuracy on this problem: look for rows that are"
                        + " nearly multiples of each other, and for data of very different size"));
        };
    }

    private static FrontierOutcome stopped(TradeOff sides, CriticalLine line) {
        String message = "a limit of the problem was reached after " + line.pivots()
                + " turning points of the frontier: raise its time or iteration limit";
        return line.path().points() == 0
                ? new NoFrontier(new Failed(message))
                : new StoppedFrontier(sides, line.path(), message);
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

    static QuadraticProgram program(TradeOff sides) {
        ProgramBuilder builder = QuadraticProgram.builder(sides.covariance()).bounds(sides.lower(), sides.upper());
        if (sides.hasDiagonal()) {
            builder.diagonal(sides.diagonal());
        }
        sides.read(new Writer(builder));
        return builder.build();
    }

    /** Writes rows and functions into a program. */
    private static final class Writer implements TradeOff.Reader {
        private final ProgramBuilder builder;
        private int rows;

        Writer(ProgramBuilder builder) {
            this.builder = builder;
        }

        @Override
        public void row(double[] coefficients, double lower, double upper) {
            builder.row(coefficients, lower, upper);
            rows++;
        }

        @Override
        public void rowFunction(int position, double[] breakpoints, double[] slopes) {
            builder.rowKinks(rows - 1, position, breakpoints, slopes);
        }

        @Override
        public void function(Axis axis, int position, double[] breakpoints, double[] slopes) {
            if (axis == Axis.RISK) {
                builder.kinks(position, breakpoints, slopes);
            } else {
                builder.tiltedKinks(position, breakpoints, slopes);
            }
        }
    }
}
