package io.trimtab.optimizer;

import io.trimtab.core.market.Universe;

/** A constraint without its bound on one side of one asset: what the asset would weigh without it. */
record Unbinding(Constraint inner, int asset, boolean upper) implements Constraint {
    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public String description() {
        return inner.description();
    }

    @Override
    public void describe(Universe universe, LinearForm form) {
        form.skip(asset, upper);
        inner.describe(universe, form);
        form.skip(-1, upper);
    }
}
