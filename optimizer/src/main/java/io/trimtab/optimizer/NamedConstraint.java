package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.List;

/** A constraint of {@link Constraints}, which may be given another name. Immutable and thread-safe. */
public final class NamedConstraint implements Constraint {
    /** Says what the constraint means. */
    interface Meaning {
        void describe(Universe universe, LinearForm form);
    }

    private final String name;
    private final String description;
    private final Meaning meaning;

    NamedConstraint(String name, String description, Meaning meaning) {
        this.name = Check.notBlank(name, "name");
        this.description = description;
        this.meaning = meaning;
    }

    /**
     * The same constraint under another name, for instance where one problem has two of a kind.
     *
     * @param newName not blank
     * @return the renamed constraint
     */
    public NamedConstraint named(String newName) {
        Check.notBlank(newName, "name");
        return new NamedConstraint(newName, renamed(newName), meaning);
    }

    /** Where the name stands in the description, first or between two limits, and nowhere else: limits are left alone. */
    private String renamed(String newName) {
        int between = description.indexOf(" <= " + name + " <= ");
        int at = between >= 0 ? between + " <= ".length() : description.startsWith(name) ? 0 : -1;
        return at < 0 ? newName : description.substring(0, at) + newName + description.substring(at + name.length());
    }

    /** The expected returns of the assets, if a constraint bounds that of the portfolio; however it is wrapped. */
    static List<ExpectedReturns> returnsOf(Constraint constraint) {
        if (constraint instanceof NamedConstraint named) {
            return named.meaning instanceof Meanings.Between between
                            && between.coefficients() instanceof Meanings.Returns returns
                    ? List.of(returns.expected())
                    : List.of();
        }
        return constraint instanceof Lifted lifted
                ? returnsOf(lifted.inner())
                : constraint instanceof Relaxed relaxed
                        ? returnsOf(relaxed.inner())
                        : constraint instanceof Unbinding unbinding ? returnsOf(unbinding.inner()) : List.of();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void describe(Universe universe, LinearForm form) {
        meaning.describe(Check.notNull(universe, "universe"), Check.notNull(form, "form"));
    }

    @Override
    public String toString() {
        return description;
    }
}
