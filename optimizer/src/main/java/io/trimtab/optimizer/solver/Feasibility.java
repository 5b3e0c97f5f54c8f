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
    private double[] certificate = {};

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
        PhaseOne.Result result = phaseOne.run(at, new WorkingSet(p, new Columns(p), at.segments), limits);
        certificate = phaseOne.certificate();
        return switch (result) {
            case FEASIBLE -> Answer.FEASIBLE;
            case INFEASIBLE -> Answer.INFEASIBLE;
            default -> Answer.UNKNOWN;
        };
    }

    /**
     * Answers it slowly and for certain, for when rounding hides the proof of {@link #answer}: in doubled precision, and
     * to the last bit of the data, so that rows which contradict each other by less than any tolerance do contradict.
     *
     * @return the answer
     */
    public Answer answerSurely() {
        Limits limits = new Limits(NanoClock.system(), Integer.MAX_VALUE, Long.MAX_VALUE);
        limits.begin();
        DoubledPath path = new DoubledPath(p, true, 0);
        DoubledPath.Result result = path.run(limits);
        certificate = path.certificate();
        return switch (result) {
            case OPTIMAL -> Answer.FEASIBLE;
            case INFEASIBLE -> Answer.INFEASIBLE;
            default -> Answer.UNKNOWN;
        };
    }

    /**
     * After INFEASIBLE: the multipliers of the rows, in the unit they were given in, without those that are rounding.
     *
     * @param negligible multipliers up to this part of the largest are left out, both of rows scaled alike; a multiplier
     *     that asks for a bound which is infinite is left out in any case
     * @return positive for a bound below, negative for a bound above
     */
    public double[] multipliers(double negligible) {
        double[] y = certificate;
        double largest = 0;
        for (int i = 0; i < p.m; i++) {
            largest = Math.max(largest, Math.abs(y[i]));
        }
        double[] out = new double[p.m];
        for (int i = 0; i < p.m; i++) {
            boolean asks = Double.isFinite(y[i] > 0 ? p.rowLower[i] : p.rowUpper[i]);
            out[i] = asks && Math.abs(y[i]) > negligible * largest ? y[i] * p.rowScale[i] : 0;
        }
        return out;
    }
}
