package io.trimtab.risk.stream;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.Confidence;

/**
 * The largest value at risk that a portfolio may have.
 *
 * @param confidence of the value at risk
 * @param loss the bound, positive for a loss, in the currency of the positions
 */
public record TailLimit(Confidence confidence, double loss) {
    public TailLimit {
        Check.notNull(confidence, "confidence");
        Check.finite(loss, "loss");
    }
}
