package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;
import java.util.List;

/**
 * One limit that the proposed portfolio breaks, what drives it and what would cure it.
 *
 * @param name the limit's name
 * @param scope what it applies to
 * @param measured what was measured; NaN if it could not be measured, which is a breach as well
 * @param bound the limit, in the unit of {@code measured}
 * @param kind whether it denies
 * @param drivers the assets or positions that drive it, largest first; copied
 * @param smallestCure the smallest change that cures it, for a person, such as {@code sell 1240 SAP}; may be empty
 */
public record LimitBreach(
        String name,
        String scope,
        double measured,
        double bound,
        LimitKind kind,
        List<String> drivers,
        String smallestCure) {
    /** Checks and copies. */
    public LimitBreach {
        Check.notBlank(name, "name");
        Check.notBlank(scope, "scope");
        if (Double.isNaN(bound)) {
            throw new IllegalArgumentException("bound of " + name + " must be a number, was NaN");
        }
        Check.notNull(kind, "kind");
        drivers = List.copyOf(Check.notNull(drivers, "drivers"));
        Check.notNull(smallestCure, "smallestCure");
    }
}
