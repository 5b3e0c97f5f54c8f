package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import java.util.Map;

/**
 * A combination of constraints that no weights can satisfy (Farkas 1902).
 *
 * <p>Each row, times its multiplier, says that the combination {@code y'Aw} is at least {@code required}; the bounds on
 * the weights say that it is at most {@code attainable}, which is less. Where the two agree in all digits but the last,
 * they are compared in exact arithmetic, and both are stated less what is attainable: {@code attainable} is 0 then.
 *
 * @param multipliers of the rows, by constraint name; positive where a lower bound is used, negative for an upper one
 * @param required what the rows ask of the combination
 * @param attainable what the bounds allow it
 * @param roundingBound how much of the difference could be rounding
 */
public record FarkasCertificate(
        Map<String, Double> multipliers, double required, double attainable, double roundingBound) {
    /** Checks that nothing is null. */
    public FarkasCertificate {
        Check.notNull(multipliers, "multipliers");
    }

    /**
     * Whether the numbers prove infeasibility.
     *
     * @return true if the difference exceeds what rounding could make of it
     */
    public boolean isProven() {
        return required - attainable > roundingBound;
    }
}
