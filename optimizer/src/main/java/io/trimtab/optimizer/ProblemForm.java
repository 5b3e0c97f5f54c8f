package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.time.NanoClock;
import java.util.List;

/**
 * What the constraints of a problem mean in numbers: one pair of bounds an asset and linear rows over all of them, each
 * with the name of its constraint.
 *
 * <p>For methods that need the feasible set of a {@link PortfolioProblem} and not its objective, such as a frontier.
 *
 * <pre>{@code
 * ProblemForm form = ProblemForm.of(problem);
 * form.upper()[universe.indexOf("SAP")];   // 0.10
 * form.rowName(0);                         // "fully invested"
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class ProblemForm {
    private final Universe universe;
    private final Assembly assembly;
    private final int iterations;
    private final long nanos;
    private final NanoClock clock;

    private ProblemForm(PortfolioProblem problem) {
        universe = problem.universe();
        assembly = Assembly.of(universe, problem.constraints());
        assembly.requireLinear();
        iterations = problem.iterationLimit();
        nanos = problem.nanos();
        clock = problem.clock();
    }

    /**
     * Reads a problem.
     *
     * @param problem the problem; its objective does not matter
     * @return its constraints in numbers
     * @throws IllegalArgumentException if one of them is soft or not linear, such as turnover (the message names it)
     */
    public static ProblemForm of(PortfolioProblem problem) {
        Check.notNull(problem, "problem");
        for (Constraint constraint : problem.constraints()) {
            if (constraint instanceof SoftConstraint) {
                throw new IllegalArgumentException("constraint \"" + constraint.name()
                        + "\" is soft: it has no fixed bounds; leave it out, or make it hard");
            }
        }
        ProblemForm form = new ProblemForm(problem);
        for (LinearForm.Row row : form.assembly.form.rows()) {
            if (!row.functions().isEmpty()) {
                throw new IllegalArgumentException("constraint \""
                        + form.assembly.constraints.get(row.owner()).name()
                        + "\" is not linear in the weights: it cannot be part of a linear form; leave it out");
            }
        }
        return form;
    }

    /**
     * The assets.
     *
     * @return the universe, n assets
     */
    public Universe universe() {
        return universe;
    }

    /**
     * The smallest weights.
     *
     * @return n bounds, perhaps negative infinity
     */
    public double[] lower() {
        return assembly.form.lower().clone();
    }

    /**
     * The largest weights.
     *
     * @return n bounds, perhaps infinity
     */
    public double[] upper() {
        return assembly.form.upper().clone();
    }

    /**
     * Whether some asset's bounds contradict each other, so that no weights are feasible.
     *
     * @return true if a lower bound exceeds its upper bound
     */
    public boolean boundsCross() {
        return assembly.crossed() >= 0;
    }

    /**
     * The number of rows.
     *
     * @return m
     */
    public int rows() {
        return assembly.m();
    }

    /**
     * The coefficients of a row.
     *
     * @param row its position, below {@link #rows}
     * @return n numbers
     */
    public double[] coefficients(int row) {
        return at(row).coefficients().clone();
    }

    /**
     * The least value a row may have.
     *
     * @param row its position
     * @return perhaps negative infinity
     */
    public double rowLower(int row) {
        return at(row).lower();
    }

    /**
     * The greatest value a row may have.
     *
     * @param row its position
     * @return perhaps infinity; equal to {@link #rowLower} for an equation
     */
    public double rowUpper(int row) {
        return at(row).upper();
    }

    /**
     * The constraint a row belongs to.
     *
     * @param row its position
     * @return the constraint's name
     */
    public String rowName(int row) {
        return assembly.constraints.get(at(row).owner()).name();
    }

    private LinearForm.Row at(int row) {
        List<LinearForm.Row> rows = assembly.form.rows();
        return rows.get(Check.index(row, rows.size(), "row"));
    }

    /**
     * The problem's limit on iterations.
     *
     * @return at least 0
     */
    public int iterationLimit() {
        return iterations;
    }

    /**
     * The problem's time limit.
     *
     * @return nanoseconds; {@code Long.MAX_VALUE} if it has none
     */
    public long timeLimitNanos() {
        return nanos;
    }

    /**
     * The clock that measures the time limit.
     *
     * @return the problem's clock
     */
    public NanoClock clock() {
        return clock;
    }
}
