package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.ExpectedReturns;
import io.trimtab.risk.model.RiskModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /**
     * What the sum of terms is divided by, the volatility of the portfolio, and a constant that is subtracted before.
     *
     * @param constantName what the constant is called
     */
    record Ratio(RiskModel risk, double constant, String constantName) {}

    private static final double[] NO_CENTRE = {};

    private final String name;
    private final Sense sense;
    private final List<Term> terms;
    /** Empty for a plain sum; not an Optional field. */
    private final List<Ratio> ratio;
    /** The covariance by which volatility is reported: at most one. */
    private final List<RiskModel> covariance;

    Objective(String name, Sense sense, List<Term> terms, List<Ratio> ratio, List<RiskModel> covariance) {
        this.name = name;
        this.sense = sense;
        this.terms = List.copyOf(terms);
        this.ratio = List.copyOf(ratio);
        this.covariance = List.copyOf(covariance);
    }

    /** A plain sum, with the covariance of its first term that has one. */
    Objective(String name, Sense sense, List<Term> terms) {
        this(name, sense, terms, List.of(), covarianceOf(terms));
    }

    private static List<RiskModel> covarianceOf(List<Term> terms) {
        List<RiskModel> found = new ArrayList<>();
        for (Term term : terms) {
            if (found.isEmpty() && term instanceof Term.Quadratic quadratic) {
                found.add(quadratic.risk());
            }
        }
        return found;
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
        return changed(joined(other), all, other);
    }

    private Objective changed(String newName, List<Term> all, Objective other) {
        if (!other.ratio.isEmpty()) {
            throw new IllegalArgumentException("\"" + other.name + "\" is a ratio, which cannot be added to \"" + name
                    + "\": begin with it and add what reduces its numerator");
        }
        Objective next =
                new Objective(newName, sense, all, ratio, covariance.isEmpty() ? other.covariance : covariance);
        next.requireOffered();
        return next;
    }

    /** The numerator of a ratio must be concave and in units of return. */
    private void requireOffered() {
        for (Term term : ratio.isEmpty() ? List.<Term>of() : terms) {
            if (term instanceof Term.Quadratic) {
                throw new IllegalArgumentException("the term \"" + term.name() + "\" is a variance, which a ratio to"
                        + " volatility (\"" + name + "\") does not take: bound it, or use another risk model");
            }
        }
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
        if (!ratio.isEmpty()) {
            throw new IllegalArgumentException("\"" + name + "\" is a ratio, of which a multiple has no other optimum");
        }
        return new Objective(name, sense, all, ratio, covariance);
    }

    /**
     * This objective under another name; if it has one term, that is renamed too.
     *
     * @param newName not blank
     * @return the renamed objective
     */
    public Objective named(String newName) {
        Check.notBlank(newName, "name");
        boolean single = terms.size() == 1 && ratio.isEmpty();
        List<Term> renamed = single ? List.of(terms.get(0).named(newName)) : terms;
        return new Objective(newName, sense, renamed, ratio, covariance);
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
        Objective next = changed(added ? joined(other) : name, all, other);
        boolean replaced = all.size() < terms.size() + other.terms.size();
        return replaced && ratio.isEmpty() && !other.covariance.isEmpty()
                ? new Objective(next.name, sense, all, ratio, other.covariance)
                : next;
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
     * The covariance by which volatility is reported: of a ratio its own, otherwise of the first term that has one.
     *
     * @return the risk model
     * @throws IllegalStateException if no term has one
     */
    public RiskModel riskModel() {
        if (covariance.isEmpty()) {
            throw new IllegalStateException("the objective \"" + name + "\" has no risk model");
        }
        return covariance.get(0);
    }

    /** At most one. */
    List<RiskModel> covariance() {
        return covariance;
    }

    /** Of a ratio what it is divided by; empty for a plain sum. */
    List<Ratio> ratio() {
        return ratio;
    }

    /** What a ratio divides by its volatility, as a gain: minus the cost of its terms, minus its constant. */
    double numerator(double[] w) {
        double sum = -ratio.get(0).constant();
        for (Term term : terms) {
            sum -= term.cost(w);
        }
        return sum;
    }

    /** The numerator of a ratio as an objective of its own, but for its constant. */
    Objective numerator() {
        return new Objective("return of " + name, sense, terms, List.of(), covariance);
    }

    List<Term> terms() {
        return terms;
    }

    /** Empty if the objective has no expected returns. */
    List<ExpectedReturns> returns() {
        for (int k = 0; k < terms.size(); k++) { // without an iterator: resolvers ask at every solve
            if (terms.get(k) instanceof Term.Linear linear && !linear.returns().isEmpty()) {
                return linear.returns();
            }
        }
        return List.of();
    }

    /** +1 if minimised, -1 if maximised: the objective is this times its minimised form. */
    double sign() {
        return sense == Sense.MINIMIZE ? 1 : -1;
    }

    /** Its value at weights by term; the values sum to that of the objective. */
    Map<String, Double> values(double[] w) {
        return values(w, (risk, centre) -> Term.Quadratic.form(risk, w, centre));
    }

    /** The same, with quadratic forms from whoever may know them already. */
    Map<String, Double> values(double[] w, Term.Forms forms) {
        Map<String, Double> values = new LinkedHashMap<>();
        double divisor = ratio.isEmpty() ? 1 : Math.sqrt(forms.of(ratio.get(0).risk(), NO_CENTRE));
        for (Term term : terms) {
            double cost = term instanceof Term.Quadratic square
                    ? square.coefficient() / 2 * forms.of(square.risk(), square.centre())
                    : term.cost(w);
            values.put(term.name(), sign() * cost / divisor + 0.0);
        }
        if (!ratio.isEmpty() && ratio.get(0).constant() != 0) {
            values.put(ratio.get(0).constantName(), -ratio.get(0).constant() / divisor);
        }
        return values;
    }

    /** Its value at weights. */
    double value(double[] w) {
        double sum = 0;
        for (double value : values(w).values()) {
            sum += value;
        }
        return sum;
    }

    @Override
    public String toString() {
        return name;
    }
}
