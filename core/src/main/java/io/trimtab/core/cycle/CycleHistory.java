package io.trimtab.core.cycle;

import io.trimtab.core.check.Check;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * The latest reports of a cycle, oldest first, with what was asked for filtered out of them.
 *
 * <pre>{@code
 * cycle.history().since(yesterday).with(CycleOutcome.BLOCKED).reports();
 * cycle.history().events(CycleEvent.Kind.TRADE_BLOCKED);
 * }</pre>
 *
 * @param reports the reports; copied
 */
public record CycleHistory(List<CycleReport> reports) {
    /** Copies. */
    public CycleHistory {
        reports = List.copyOf(Check.notNull(reports, "reports"));
    }

    /**
     * The reports that fulfil a condition.
     *
     * @param condition what is asked for
     * @return a smaller history
     */
    public CycleHistory where(Predicate<CycleReport> condition) {
        return new CycleHistory(
                reports.stream().filter(Check.notNull(condition, "condition")).toList());
    }

    /**
     * The reports with an outcome.
     *
     * @param outcome what they came to
     * @return a smaller history
     */
    public CycleHistory with(CycleOutcome outcome) {
        Check.notNull(outcome, "outcome");
        return where(report -> report.outcome() == outcome);
    }

    /**
     * The reports of a time.
     *
     * @param from the first moment included
     * @return a smaller history
     */
    public CycleHistory since(Instant from) {
        Check.notNull(from, "from");
        return where(report -> !report.asOf().isBefore(from));
    }

    /**
     * The events of a kind in these reports.
     *
     * @param kind the kind
     * @return oldest first
     */
    public List<CycleEvent> events(CycleEvent.Kind kind) {
        Check.notNull(kind, "kind");
        return reports.stream()
                .flatMap(report -> report.events().stream())
                .filter(event -> event.kind() == kind)
                .toList();
    }
}
