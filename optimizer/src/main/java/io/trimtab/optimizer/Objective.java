package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.List;

/**
 * What a portfolio is chosen for: a sum of named terms in its weights, to be minimised or maximised.
 *
 * <pre>{@code
 * Objective objective = utility(mu, risk, 3).plus(l2(0.01));
 * }</pre>
 *
 * <p>Made by {@link Objectives}. Whatever is to be minimised is a cost, whatever is to be maximised a gain; in a sum of
 * both each counts for what it is: costs are subtracted where gains are maximised, gains where costs are minimised.
 * Every sum is convex (as a cost), so that an optimum is the best of all. Immutable and thread-safe.
 */
public final class Objective implements ProblemPart {
    /** Which way is better. */
    public enum Sense {
        /** Less is better. */
        MINIMIZE,
        /** More is better. */
        MAXIMIZE
    }

    private final String name;
    private final Sense sense;
    private final List<Term> terms;

    Objective(String name, Sense sense, List<Term> terms) {
        this.name = name;
        this.sense = sense;
        this.terms = List.copyOf(terms);
    }

    /**
     * What it is called.
     *
     * @return {@code variance}, {@code utility}, or the names of a sum
     */
    @Override
    public String name() {
        return name;
    }

    /**
     * Which way is better.
     *
     * @return the sense
     */
    public Sense sense() {
        return sense;
    }

    /**
     * The assets.
     *
     * @return the universe of its terms
     */
    public Universe universe() {
        return terms.get(0).universe();
    }

    /**
     * The names of the terms.
     *
     * @return as they stand in {@link Optimal#objectiveTerms}
     */
    public List<String> termNames() {
        return terms.stream().map(Term::name).toList();
    }

    /**
     * This objective and another, of the sense of this one: what is a cost by itself is subtracted from a gain, and the
     * other way round.
     *
     * @param other over the same universe
     * @return the sum
     * @throws IllegalArgumentException if the universes differ or both have a term of the same name
     */
    public Objective plus(Objective other) {
        Check.notNull(other, "objective");
        universe().requireSame(other.universe(), "\"" + other.name + "\"");
        List<Term> all = new ArrayList<>(terms);
        for (Term term : other.terms) {
            int known = indexOf(all, term.name());
            if (known >= 0) {
                throw new IllegalArgumentException("\"" + name + "\" and \"" + other.name
                        + "\" both have a term named \"" + term.name() + "\": rename one of them with named(...)");
            }
            all.add(term);
        }
        return new Objective(joined(other), sense, all);
    }

    /**
     * This objective times a factor, for instance to weigh it against others.
     *
     * @param factor positive and finite
     * @return the multiple
     * @throws IllegalArgumentException if the factor is not positive
     */
    public Objective times(double factor) {
        Check.positive(factor, "factor");
        List<Term> all = new ArrayList<>();
        for (Term term : terms) {
            all.add(term.times(factor));
        }
        return new Objective(name, sense, all);
    }

    /**
     * This objective under another name; if it has one term, that is renamed too.
     *
     * @param newName not blank
     * @return the renamed objective
     */
    public Objective named(String newName) {
        Check.notBlank(newName, "name");
        return new Objective(
                newName, sense, terms.size() == 1 ? List.of(terms.get(0).named(newName)) : terms);
    }

    /** With each term of another in place of the one of its name, or added. */
    Objective with(Objective other) {
        universe().requireSame(other.universe(), "\"" + other.name + "\"");
        List<Term> all = new ArrayList<>(terms);
        boolean added = false;
        for (Term term : other.terms) {
            int known = indexOf(all, term.name());
            if (known >= 0) {
                all.set(known, term);
            } else {
                all.add(term);
                added = true;
            }
        }
        return new Objective(added ? joined(other) : name, sense, all);
    }

    private String joined(Objective other) {
        return name + (sense == other.sense ? " + " : " - ") + other.name;
    }

    private static int indexOf(List<Term> terms, String name) {
        for (int k = 0; k < terms.size(); k++) {
            if (terms.get(k).name().equals(name)) {
                return k;
            }
        }
        return -1;
    }

    /**
     * The covariance it is calculated from: of its first term that has one.
     *
     * @return the risk model
     * @throws IllegalStateException if no term has one
     */
    public RiskModel riskModel() {
        for (Term term : terms) {
            if (term instanceof Term.Quadratic quadratic) {
                return quadratic.risk();
            }
        }
        throw new IllegalStateException("the objective \"" + name + "\" has no risk model");
    }

    /** The volatility of weights, or NaN if no term has a risk model. */
    double volatility(double[] w) {
        for (Term term : terms) {
            if (term instanceof Term.Quadratic quadratic) {
                return Math.sqrt(Term.Quadratic.form(quadratic.risk(), w, new double[0]));
            }
        }
        return Double.NaN;
    }

    List<Term> terms() {
        return terms;
    }

    /** Empty if the objective has no expected returns. */
    List<ExpectedReturns> returns() {
        for (Term term : terms) {
            if (term instanceof Term.Linear linear && !linear.returns().isEmpty()) {
                return linear.returns();
            }
        }
        return List.of();
    }

    /** +1 if minimised, -1 if maximised: the objective is this times its minimised form. */
    double sign() {
        return sense == Sense.MINIMIZE ? 1 : -1;
    }

    /** Its value at weights: the sum of its terms. */
    double value(double[] w) {
        double sum = 0;
        for (Term term : terms) {
            sum += sign() * term.cost(w);
        }
        return sum;
    }

    @Override
    public String toString() {
        return name;
    }
}
