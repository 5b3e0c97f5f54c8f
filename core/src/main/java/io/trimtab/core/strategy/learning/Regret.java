package io.trimtab.core.strategy.learning;

import io.trimtab.core.check.Check;
import java.io.Serializable;

/**
 * How much a learner has lost against the best single strategy in hindsight, and how much it may have at most.
 *
 * @param periods how many were learned from
 * @param regret what the best strategy gained more, in the unit of the learner; negative if the learner gained more
 * @param bound what the regret cannot exceed, whatever the returns were
 */
public record Regret(int periods, double regret, double bound) implements Serializable {
    public Regret {
        Check.atLeast(periods, 0, "periods");
        Check.finite(regret, "regret");
        Check.notNegative(bound, "bound");
    }
}
