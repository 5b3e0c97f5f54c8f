package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.LimitUsage;
import java.util.ArrayList;
import java.util.List;

/** What a {@link LimitBook} says about a proposed portfolio. */
public sealed interface Verdict {
    /**
     * How much of each limit the proposed portfolio uses, its most used scope.
     *
     * @return one entry for each limit that could be measured, in the order of the book
     */
    List<LimitUsage> usages();

    /**
     * The limits used beyond the book's warning level, exceeded ones and soft ones among them.
     *
     * @return a part of the usages
     */
    List<LimitUsage> warnings();

    /**
     * The soft limits that the proposed portfolio exceeds.
     *
     * @return breaches that do not deny
     */
    List<Breach> softBreaches();

    /**
     * The limits that could not be measured; not empty in an approval when the order only reduces positions.
     *
     * @return one entry for each of them, in the order of the book
     */
    List<MeasurementFailure> failures();

    /**
     * The order may go out.
     *
     * @param usages how much of each limit is used; copied
     * @param warnings those beyond the warning level; copied
     * @param softBreaches soft limits that are exceeded; copied
     * @param failures limits that could not be measured: the order only reduces positions; copied
     */
    record Approved(
            List<LimitUsage> usages,
            List<LimitUsage> warnings,
            List<Breach> softBreaches,
            List<MeasurementFailure> failures)
            implements Verdict {
        public Approved {
            usages = List.copyOf(Check.notNull(usages, "usages"));
            warnings = List.copyOf(Check.notNull(warnings, "warnings"));
            softBreaches = List.copyOf(Check.notNull(softBreaches, "softBreaches"));
            failures = List.copyOf(Check.notNull(failures, "failures"));
        }
    }

    /**
     * The order may not go out.
     *
     * @param usages how much of each limit is used; copied
     * @param warnings those beyond the warning level; copied
     * @param softBreaches soft limits that are exceeded; copied
     * @param breaches hard limits that are exceeded; copied
     * @param failures limits that could not be measured; copied
     * @param smallestCut the largest part of the order that would pass
     */
    record Denied(
            List<LimitUsage> usages,
            List<LimitUsage> warnings,
            List<Breach> softBreaches,
            List<Breach> breaches,
            List<MeasurementFailure> failures,
            Cut smallestCut)
            implements Verdict {
        public Denied {
            usages = List.copyOf(Check.notNull(usages, "usages"));
            warnings = List.copyOf(Check.notNull(warnings, "warnings"));
            softBreaches = List.copyOf(Check.notNull(softBreaches, "softBreaches"));
            breaches = List.copyOf(Check.notNull(breaches, "breaches"));
            failures = List.copyOf(Check.notNull(failures, "failures"));
            Check.notNull(smallestCut, "smallestCut");
        }

        /**
         * Why, for people.
         *
         * @return one line for each breach and each failure
         */
        public List<String> reasons() {
            List<String> lines = new ArrayList<>();
            breaches.forEach(breach -> lines.add(breach.toString()));
            failures.forEach(failure -> lines.add(failure.toString()));
            return List.copyOf(lines);
        }
    }
}
