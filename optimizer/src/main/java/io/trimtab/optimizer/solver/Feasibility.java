package io.trimtab.optimizer.solver;

import io.trimtab.core.time.NanoClock;

/** Answers whether rows and bounds can hold together, and proves it if not. */
public final class Feasibility {
    /** What is known. */
    public enum Answer {
        /** There is a point. */
        FEASIBLE,
        /** There is none; the multipliers prove it. */
        INFEASIBLE,
        /** Rounding won. */
        UNKNOWN
    }

    private final QuadraticProgram p;
    private final PhaseOne phaseOne = new PhaseOne();

    /**
     * A question.
     *
     * @param program the program whose rows and bounds are meant
     */
    public Feasibility(QuadraticProgram program) {
        p = program;
    }

    /**
     * Answers it.
     *
     * @return the answer
     */
    public Answer answer() {
        Limits limits = new Limits(NanoClock.system(), Integer.MAX_VALUE, Long.MAX_VALUE);
        limits.begin();
        Iterate at = new Iterate(p);
        at.placeAtBounds();
        at.computeActivities();
        return switch (phaseOne.run(at, new WorkingSet(p, new Columns(p)), limits)) {
            case FEASIBLE -> Answer.FEASIBLE;
            case INFEASIBLE -> Answer.INFEASIBLE;
            default -> Answer.UNKNOWN;
        };
    }

    /**
     * After INFEASIBLE: the multipliers of the rows, in the unit they were given in.
     *
     * @return positive for a bound below, negative for a bound above
     */
    public double[] multipliers() {
        double[] out = new double[p.m];
        for (int i = 0; i < p.m; i++) {
            out[i] = phaseOne.certificate()[i] * p.rowScale[i];
        }
        return out;
    }
}
