package io.trimtab.optimizer.solver;

/** Placeholder. */
final class Residuals {
    static final double HEDGED = 1e-6;

    private Residuals() {}
}
