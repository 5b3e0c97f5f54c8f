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

    /**
     * For people: {@code position SAP 11.4% > 10%}, or {@code position SAP 9.5%, once over 10% and not re-armed} where a limit
     * that is tripped may not rise.
     */
    @Override
    public String toString() {
        String what = limit.name() + (scope.equals("portfolio") ? " " : " " + scope + " ");
        return measured > limit.bound()
                ? what + Text.exceeds(measured, limit.bound(), limit.unit())
                : what + Text.value(measured, limit.unit()) + ", once over " + Text.value(limit.bound(), limit.unit())
                        + " and not re-armed";
    }
}
