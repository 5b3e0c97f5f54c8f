package io.trimtab.core.cycle;

import io.trimtab.core.cycle.port.AlertReceipt;
import io.trimtab.core.cycle.port.PerformanceFigures;
import io.trimtab.core.strategy.Incumbent;
import io.trimtab.core.strategy.SelectionState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a cycle remembers from run to run: replaced as a whole at the end of each, so that a reader sees no half of it. */
final class CycleMemory {
    private final CycleConfig config;
    private final Deque<CycleReport> history = new ArrayDeque<>();
    private CycleState state;
    private Map<ComponentName, ComponentStatus> components = new EnumMap<>(ComponentName.class);
    /** What the account was worth when it was last valued, and how the portfolio did when that was last known. */
    private double value = Double.NaN;

    private @Nullable PerformanceFigures figures;

    CycleMemory(CycleConfig config, CycleState start) {
        this.config = config;
        state = start;
        for (ComponentName name : ComponentName.values()) {
            components.put(name, ComponentStatus.unused(name));
        }
    }

    synchronized CycleState state() {
        return state;
    }

    synchronized Map<ComponentName, ComponentStatus> components() {
        return components;
    }

    synchronized CycleHistory history() {
        return new CycleHistory(new ArrayList<>(history));
    }

    /** Takes every pending proposal away: each is executed at most once. */
    synchronized void forgetProposals() {
        state = state.proposing(List.of());
    }

    /** Allows trading again; what stood against it, empty if nothing did. */
    synchronized String forgetHalt() {
        String halt = state.halt();
        if (state.isHalted()) {
            state = state.halted("");
        }
        return halt;
    }

    /** Keeps a cycle that has ended, and the oldest no longer than there is room. */
    synchronized CycleState keep(CycleDraft draft, CycleReport report, long nextCycle) {
        state = after(draft, report, nextCycle);
        components = draft.components;
        history.addLast(report);
        while (history.size() > config.historySize()) {
            history.removeFirst();
        }
        value = report.equity().orElse(value);
        figures = report.performance()
                .map(reading -> reading.figures().get(Trading.PORTFOLIO))
                .orElse(figures);
        return state;
    }

    private static CycleState after(CycleDraft draft, CycleReport report, long nextCycle) {
        boolean traded = !draft.orderReports.isEmpty();
        SelectionState selection = draft.selection == null ? draft.before.selection() : draft.selection.state();
        boolean valued = draft.account != null;
        return new CycleState(
                nextCycle,
                selection,
                valued ? report.weightsAfter() : draft.before.weights(),
                draft.prices,
                draft.openOrders,
                draft.observed,
                traded ? draft.asOf : draft.before.lastRebalance(),
                draft.halt,
                draft.episodes,
                report.proposal().map(List::of).orElse(List.of()));
    }

    synchronized SystemStatus status(LifecycleState lifecycle) {
        CycleReport last = history.peekLast();
        PerformanceFigures known = figures;
        return new SystemStatus(
                lifecycle,
                config.mode(),
                state.halt(),
                state.selection().incumbents().stream().map(Incumbent::id).toList(),
                new TreeMap<>(state.weights()),
                value,
                known == null ? Double.NaN : known.annualReturn(),
                known == null ? Double.NaN : known.annualVolatility(),
                known == null ? Double.NaN : known.sharpe(),
                last == null ? RiskLevel.UNKNOWN : SystemStatus.riskOf(last),
                receipts(last),
                state.lastRebalance(),
                last == null ? List.of() : List.of(last),
                last == null ? Instant.MIN : last.asOf().plus(config.selectionInterval()),
                List.copyOf(state.episodes()),
                components);
    }

    private static Map<AlertReceipt, Integer> receipts(@Nullable CycleReport report) {
        Map<AlertReceipt, Integer> counts = new EnumMap<>(AlertReceipt.class);
        if (report != null) {
            report.alerts().forEach(alert -> counts.merge(alert.receipt(), 1, Integer::sum));
        }
        return counts;
    }
}
