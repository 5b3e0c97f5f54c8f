package io.trimtab.optimizer;

import io.trimtab.core.market.Universe;

/**
 * Something a portfolio must satisfy, under a name by which results speak of it.
 *
 * <p>Those of {@link Constraints} cover most needs. A host may implement its own: it says what it means as bounds on
 * assets and linear rows, so that proofs, prices and conflicts cover it like any other.
 *
 * <pre>{@code
 * record NoMoreThanHalf(String asset) implements Constraint {
 *     public String name() { return "half " + asset; }
 *     public String description() { return asset + " <= 0.5"; }
 *     public void describe(Universe universe, LinearForm form) {
 *         form.atMost(universe.indexOf(asset), 0.5);
 *     }
 * }
 * }</pre>
 */
public non-sealed interface Constraint extends ProblemPart {
    /**
     * The name, unique within a problem and stable when numbers change: {@code max weight}, {@code tech}.
     *
     * @return a short text, not blank
     */
    @Override
    String name();

    /**
     * The constraint with its numbers, for messages: {@code max weight 0.1}, {@code tech <= 0.3}.
     *
     * @return a short text
     */
    String description();

    /**
     * Says what it means.
     *
     * @param universe the assets of the problem
     * @param form takes the bounds and rows
     * @throws IllegalArgumentException if it does not fit the universe, such as a group with an unknown asset
     */
    void describe(Universe universe, LinearForm form);
}
