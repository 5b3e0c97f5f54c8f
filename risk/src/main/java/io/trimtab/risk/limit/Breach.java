package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.LimitKind;
import io.trimtab.risk.attribution.EulerContributions.Contribution;
import java.util.List;

/**
 * A limit that a proposed portfolio exceeds.
 *
 * @param limit the limit
 * @param scope what it is about: {@code portfolio}, an asset or a group
 * @param measured what was measured
 * @param kind whether it denies
 * @param drivers the positions that drive it, largest first; copied
 */
public record Breach(Limit limit, String scope, double measured, LimitKind kind, List<Contribution> drivers) {
    public Breach {
        Check.notNull(limit, "limit");
        Check.notBlank(scope, "scope");
        Check.finite(measured, "measured");
        Check.notNull(kind, "kind");
        drivers = List.copyOf(Check.notNull(drivers, "drivers"));
    }

    /** For people: {@code position SAP 11.4% > 10%}. */
    @Override
    public String toString() {
        return limit.name()
                + (scope.equals("portfolio") ? " " : " " + scope + " ")
                + Text.exceeds(measured, limit.bound(), limit.unit());
    }
}
