package io.trimtab.optimizer;

/**
 * What a {@link PortfolioProblem} is made of: terms of its objective and constraints, each under a name.
 *
 * @see PortfolioProblem#with(ProblemPart...)
 */
public sealed interface ProblemPart permits Objective, Constraint {
    /**
     * The name by which results speak of it, and under which another part takes its place.
     *
     * @return a short text, not blank
     */
    String name();
}
