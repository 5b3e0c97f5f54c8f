package io.trimtab.optimizer;

import io.trimtab.core.market.Universe;

/** A constraint with all its bounds moved outwards. */
record Relaxed(Constraint inner, double by) implements Constraint {
    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public String description() {
        return by == 0 ? inner.description() : inner.description() + " relaxed by " + Numbers.text(by);
    }

    @Override
    public void describe(Universe universe, LinearForm form) {
        form.move(by);
        inner.describe(universe, form);
        form.move(0);
    }
}
