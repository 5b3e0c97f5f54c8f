package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;
import java.util.List;

/**
 * What a {@link RiskGate} says about a batch of orders: all of it may go out, some of it, or none.
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
     * Why orders were held back.
     *
     * @return empty if all may go out
     */
    List<LimitBreach> breaches();

    /**
     * Where trading stands before these orders.
     *
     * @return whether it is open, and what is exceeded
     */
    GateStanding standing();

    /**
     * The orders may go out.
     *
     * @param usage how much of each limit is used; copied
     * @param standing where trading stands before them
     */
    record Approved(List<LimitUsage> usage, GateStanding standing) implements GateVerdict {
        /** Copies. */
        public Approved {
            usage = List.copyOf(Check.notNull(usage, "usage"));
            Check.notNull(standing, "standing");
        }

        /**
         * What a gate without a state says.
         *
         * @param usage how much of each limit is used; copied
         */
        public Approved(List<LimitUsage> usage) {
            this(usage, GateStanding.open());
        }

        @Override
        public List<LimitBreach> breaches() {
            return List.of();
        }
    }

    /**
     * Some of the orders may go out, whatever becomes of them; the others may not.
     *
     * @param cleared the ids of those that may, at least one; copied
     * @param breaches why the others may not, at least one; copied
     * @param usage how much of each limit is used; copied
     * @param standing where trading stands before them
     */
    record Partly(List<String> cleared, List<LimitBreach> breaches, List<LimitUsage> usage, GateStanding standing)
            implements GateVerdict {
        /** Checks and copies. */
        public Partly {
            Check.notNull(cleared, "cleared");
            Check.notNull(breaches, "breaches");
            usage = List.copyOf(Check.notNull(usage, "usage"));
            Check.notNull(standing, "standing");
            cleared = List.copyOf(cleared);
            if (cleared.isEmpty()) {
                throw new IllegalArgumentException(
                        "cleared must name at least one order, was empty: say Denied if none may go out");
            }
            breaches = reasons(breaches);
        }
    }

    /**
     * The orders may not go out.
     *
     * @param breaches why, at least one; copied
     * @param usage how much of each limit is used; copied
     * @param standing where trading stands before them
     */
    record Denied(List<LimitBreach> breaches, List<LimitUsage> usage, GateStanding standing) implements GateVerdict {
        /** Checks and copies. */
        public Denied {
            breaches = reasons(breaches);
            usage = List.copyOf(Check.notNull(usage, "usage"));
            Check.notNull(standing, "standing");
        }

        /**
         * What a gate without a state says.
         *
         * @param breaches why, at least one; copied
         * @param usage how much of each limit is used; copied
         */
        public Denied(List<LimitBreach> breaches, List<LimitUsage> usage) {
            this(breaches, usage, GateStanding.open());
        }
    }

    private static List<LimitBreach> reasons(List<LimitBreach> breaches) {
        List<LimitBreach> copy = List.copyOf(Check.notNull(breaches, "breaches"));
        if (copy.isEmpty()) {
            throw new IllegalArgumentException(
                    "breaches must name at least one reason for the denial, was empty: a denial without a reason"
                            + " cannot be acted upon");
        }
        return copy;
    }
}
