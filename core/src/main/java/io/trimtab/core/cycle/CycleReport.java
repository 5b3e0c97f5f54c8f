package io.trimtab.core.cycle;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.Allocation;
import io.trimtab.core.cycle.port.Fill;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.cycle.port.OrderReport;
import io.trimtab.core.cycle.port.PerformanceReading;
import io.trimtab.core.cycle.port.PricedOrder;
import io.trimtab.core.market.ValidationReport;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.strategy.Ranking;
import io.trimtab.core.strategy.Selection;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one cycle saw, decided and did, and why: enough to answer for it later.
 *
 * <pre>{@code
 * CycleReport report = cycle.runOnce();
 * report.explain();                          // for a person
 * report.phase(Phase.RISK_GATE).reason();    // why nothing went out
 * report.toText();                           // for the record: the same input gives the same bytes
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class CycleReport {
    private final String id;
    private final Instant asOf;
    private final CycleMode mode;
    private final CycleOutcome outcome;
    private final String reason;
    private final List<PhaseResult> phases;
    private final List<OrderReport> settled;
    private final RegimeBelief belief;
    private final List<PricedOrder> orders;
    private final List<OrderReport> orderReports;
    private final List<RaisedAlert> alerts;
    private final List<CycleEvent> events;
    private final SortedMap<String, Double> weightsBefore;
    private final SortedMap<String, Double> weightsAfter;
    private final SortedMap<String, Double> weightsTarget;
    private final SortedMap<String, Double> heldOutside;
    private final List<Fill> fills;
    private final double equity;
    private final @Nullable ValidationReport validation;
    private final @Nullable Ranking ranking;
    private final @Nullable Selection selection;
    private final @Nullable Allocation allocation;
    private final @Nullable GateVerdict verdict;
    private final @Nullable PerformanceReading performance;
    private final @Nullable Proposal proposal;

    CycleReport(CycleDraft draft) {
        id = draft.id;
        asOf = draft.asOf;
        mode = draft.mode;
        phases = List.copyOf(draft.phases.values());
        settled = List.copyOf(draft.settled);
        belief = draft.belief;
        orders = draft.orders();
        orderReports = List.copyOf(draft.orderReports);
        fills = orderReports.stream().flatMap(report -> report.fills().stream()).toList();
        alerts = List.copyOf(draft.alerts);
        events = List.copyOf(draft.events);
        heldOutside = copy(draft.heldOutside);
        weightsBefore = ReportedWeights.before(draft);
        weightsAfter = ReportedWeights.after(draft, fills);
        weightsTarget = ReportedWeights.target(draft);
        equity = draft.equity;
        validation = draft.validation;
        ranking = draft.ranking;
        selection = draft.selection;
        allocation = draft.allocation;
        verdict = draft.verdict;
        performance = draft.performance;
        proposal = draft.proposal;
        outcome = outcomeOf(draft);
        reason = reasonOf(draft, outcome);
    }

    private static CycleOutcome outcomeOf(CycleDraft draft) {
        if (!draft.halt.isEmpty()) {
            return CycleOutcome.HALTED;
        }
        if (!draft.orderReports.isEmpty()) {
            return CycleOutcome.TRADED;
        }
        if (!draft.blocks.isEmpty()) {
            return CycleOutcome.BLOCKED;
        }
        return draft.cleared.isEmpty() ? CycleOutcome.UNCHANGED : CycleOutcome.PROPOSED;
    }

    private static String reasonOf(CycleDraft draft, CycleOutcome outcome) {
        PhaseResult execution = draft.phases.get(Phase.EXECUTION);
        return switch (outcome) {
            case HALTED -> draft.halt;
            case BLOCKED -> String.join("; ", draft.blocks);
            case TRADED, PROPOSED, UNCHANGED -> execution == null ? "" : execution.reason();
        };
    }

    private static SortedMap<String, Double> copy(SortedMap<String, Double> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /**
     * The id of the cycle.
     *
     * @return the id of the cycle
     */
    public String id() {
        return id;
    }

    /**
     * The moment it describes; nothing later went into it.
     *
     * @return the moment it describes; nothing later went into it
     */
    public Instant asOf() {
        return asOf;
    }

    /**
     * Who decided that orders go out.
     *
     * @return who decided that orders go out
     */
    public CycleMode mode() {
        return mode;
    }

    /**
     * What it came to.
     *
     * @return what it came to
     */
    public CycleOutcome outcome() {
        return outcome;
    }

    /**
     * Why it came to that, in one line.
     *
     * @return why it came to that, in one line
     */
    public String reason() {
        return reason;
    }

    /**
     * One entry for each phase, in order.
     *
     * @return one entry for each phase, in order
     */
    public List<PhaseResult> phases() {
        return phases;
    }

    /**
     * What became of orders of earlier cycles that were still open.
     *
     * @return what became of orders of earlier cycles that were still open
     */
    public List<OrderReport> settled() {
        return settled;
    }

    /**
     * How probable each regime is; unknown if the model did not answer.
     *
     * @return how probable each regime is; unknown if the model did not answer
     */
    public RegimeBelief belief() {
        return belief;
    }

    /**
     * The orders that were wanted, whatever became of them.
     *
     * @return the orders that were wanted, whatever became of them
     */
    public List<PricedOrder> orders() {
        return orders;
    }

    /**
     * What became of the orders that were sent.
     *
     * @return what became of the orders that were sent
     */
    public List<OrderReport> orderReports() {
        return orderReports;
    }

    /**
     * The notices raised, with their receipts.
     *
     * @return the notices raised, with their receipts
     */
    public List<RaisedAlert> alerts() {
        return alerts;
    }

    /**
     * What an auditor asks about.
     *
     * @return what an auditor asks about
     */
    public List<CycleEvent> events() {
        return events;
    }

    /**
     * What was held before, as fractions of equity; empty if it could not be valued.
     *
     * @return what was held before, as fractions of equity; empty if it could not be valued
     */
    public SortedMap<String, Double> weightsBefore() {
        return weightsBefore;
    }

    /**
     * What was held after the fills reported so far, at the same prices.
     *
     * @return what was held after the fills reported so far, at the same prices
     */
    public SortedMap<String, Double> weightsAfter() {
        return weightsAfter;
    }

    /**
     * What is held when every order is filled; what was held before if there is no order.
     *
     * @return what is held when every order is filled; what was held before if there is no order
     */
    public SortedMap<String, Double> weightsTarget() {
        return weightsTarget;
    }

    /**
     * What is held of assets without a valid price, at their last one; part of the weights before, and kept.
     *
     * @return what is held of assets without a valid price, at their last one; part of the weights before, and kept
     */
    public SortedMap<String, Double> heldOutside() {
        return heldOutside;
    }

    /**
     * What was found when the prices were validated.
     *
     * @return what was found when the prices were validated; empty if the source did not answer
     */
    public Optional<ValidationReport> validation() {
        return Optional.ofNullable(validation);
    }

    /**
     * The scorecards.
     *
     * @return the scorecards; empty if there was no scoring
     */
    public Optional<Ranking> ranking() {
        return Optional.ofNullable(ranking);
    }

    /**
     * The strategies chosen, and the others with reasons.
     *
     * @return the strategies chosen, and the others with reasons; empty if there was no selection
     */
    public Optional<Selection> selection() {
        return Optional.ofNullable(selection);
    }

    /**
     * What the allocator answered.
     *
     * @return what the allocator answered; empty if it was not asked or failed
     */
    public Optional<Allocation> allocation() {
        return Optional.ofNullable(allocation);
    }

    /**
     * What the risk gate said.
     *
     * @return what the risk gate said; empty if it was not asked or failed
     */
    public Optional<GateVerdict> verdict() {
        return Optional.ofNullable(verdict);
    }

    /**
     * The performance figures.
     *
     * @return the performance figures; empty if there was nothing to measure or the tracker failed
     */
    public Optional<PerformanceReading> performance() {
        return Optional.ofNullable(performance);
    }

    /**
     * The orders that wait for approval.
     *
     * @return the orders that wait for approval; empty if none do
     */
    public Optional<Proposal> proposal() {
        return Optional.ofNullable(proposal);
    }

    /**
     * The fills reported so far.
     *
     * @return oldest first
     */
    public List<Fill> fills() {
        return fills;
    }

    /**
     * What the account was worth when the cycle began.
     *
     * @return in the currency of the account; empty if it could not be valued
     */
    public OptionalDouble equity() {
        return Double.isNaN(equity) ? OptionalDouble.empty() : OptionalDouble.of(equity);
    }

    /**
     * What became of one phase.
     *
     * @param phase the phase
     * @return its result
     */
    public PhaseResult phase(Phase phase) {
        Check.notNull(phase, "phase");
        for (PhaseResult result : phases) {
            if (result.phase() == phase) {
                return result;
            }
        }
        throw new AssertionError("every report has every phase, " + id + " lacks " + phase);
    }

    /**
     * Whether every phase that ran did what it should.
     *
     * @return true if none failed or fell back
     */
    public boolean isClean() {
        return phases.stream()
                .noneMatch(result -> result.status() == PhaseStatus.FAILED || result.status() == PhaseStatus.FALLBACK);
    }

    /**
     * The cycle as a person would want to read it: why these strategies, why these weights, what each constraint costs,
     * what risk is used, what was alerted.
     *
     * @return several lines
     */
    public String explain() {
        return CycleText.explain(this);
    }

    /**
     * Everything but timings, for the record.
     *
     * @return several lines; the same input gives the same bytes
     */
    public String toText() {
        return CycleText.record(this);
    }

    @Override
    public String toString() {
        return id + " at " + asOf + ": " + outcome + (reason.isEmpty() ? "" : ", " + reason);
    }
}
