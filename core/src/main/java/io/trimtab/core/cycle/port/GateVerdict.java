package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;
import java.util.List;

/**
 * What a {@link RiskGate} says about a batch of orders: all of it, or none.
 *
 * <pre>{@code
 * if (verdict instanceof GateVerdict.Denied denied) {
 *     denied.breaches().forEach(breach -> log.warn(breach.name() + ": " + breach.smallestCure()));
 * }
 * }</pre>
 */
public sealed interface GateVerdict {
    /**
     * How much of each limit is used.
     *
     * @return one entry for each limit that could be measured
     */
    List<LimitUsage> usage();

    /**
     * The orders may go out.
     *
     * @param usage how much of each limit is used; copied
     */
    record Approved(List<LimitUsage> usage) implements GateVerdict {
        /** Copies. */
        public Approved {
            usage = List.copyOf(Check.notNull(usage, "usage"));
        }
    }

    /**
     * The orders may not go out.
     *
     * @param breaches why, at least one; copied
     * @param usage how much of each limit is used; copied
     */
    record Denied(List<LimitBreach> breaches, List<LimitUsage> usage) implements GateVerdict {
        /** Checks and copies. */
        public Denied {
            breaches = List.copyOf(Check.notNull(breaches, "breaches"));
            usage = List.copyOf(Check.notNull(usage, "usage"));
            if (breaches.isEmpty()) {
                throw new IllegalArgumentException(
                        "breaches must name at least one reason for the denial, was empty: a denial without a reason"
                                + " cannot be acted upon");
            }
        }
    }
}
