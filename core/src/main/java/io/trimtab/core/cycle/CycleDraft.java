package io.trimtab.core.cycle;

import io.trimtab.core.cycle.port.AccountState;
import io.trimtab.core.cycle.port.AlertLevel;
import io.trimtab.core.cycle.port.AlertNotice;
import io.trimtab.core.cycle.port.Allocation;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.cycle.port.OrderReport;
import io.trimtab.core.cycle.port.PerformanceReading;
import io.trimtab.core.cycle.port.PricedOrder;
import io.trimtab.core.market.MarketData;
import io.trimtab.core.market.ValidationReport;
import io.trimtab.core.market.Weights;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.strategy.Ranking;
import io.trimtab.core.strategy.Selection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A report in the making: what one run of the cycle has found out so far. Confined to the thread that runs it. */
final class CycleDraft {
    final String id;
    final Instant asOf;
    final CycleMode mode;
    final CycleState before;

    final Map<Phase, PhaseResult> phases = new EnumMap<>(Phase.class);
    final Map<ComponentName, ComponentStatus> components;
    final List<AlertNotice> notices = new ArrayList<>();
    final List<RaisedAlert> alerts = new ArrayList<>();
    final List<CycleEvent> events = new ArrayList<>();
    /** Why nothing is traded; empty while nothing stands against it. */
    final List<String> blocks = new ArrayList<>();

    final SortedSet<String> episodes;
    final List<OrderReport> settled = new ArrayList<>();
    final List<String> openOrders;
    final List<OrderReport> orderReports = new ArrayList<>();
    final SortedMap<String, Double> prices;
    final SortedMap<String, Double> heldOutside = new TreeMap<>();

    @Nullable
    ValidationReport validation;

    MarketData.@Nullable Tradable market;

    @Nullable
    AccountState account;

    @Nullable
    Weights current;

    double equity = Double.NaN;
    RegimeBelief belief;

    @Nullable
    Ranking ranking;

    @Nullable
    Selection selection;

    @Nullable
    Allocation allocation;

    @Nullable
    RebalancePlan plan;

    @Nullable
    GateVerdict verdict;
    /** What the gate lets out. */
    List<PricedOrder> cleared = List.of();

    @Nullable
    Proposal proposal;

    @Nullable
    PerformanceReading performance;

    CycleState.Observed observed;
    String halt;

    CycleDraft(
            String id,
            Instant asOf,
            CycleMode mode,
            CycleState before,
            Map<ComponentName, ComponentStatus> components,
            RegimeBelief nothingKnown) {
        this.id = id;
        this.asOf = asOf;
        this.mode = mode;
        this.before = before;
        this.components = new EnumMap<>(components);
        this.belief = nothingKnown;
        this.episodes = new TreeSet<>(before.episodes());
        this.openOrders = new ArrayList<>(before.openOrders());
        this.prices = new TreeMap<>(before.prices());
        this.observed = before.observed();
        this.halt = before.halt();
    }

    List<PricedOrder> orders() {
        return plan == null ? List.of() : plan.orders();
    }

    void record(Phase phase, PhaseStatus status, String reason, PhaseRunner.Answer<?> answer) {
        phases.put(phase, new PhaseResult(phase, status, reason, answer.nanos(), answer.timing()));
    }

    void skip(Phase phase, String reason) {
        phases.put(phase, new PhaseResult(phase, PhaseStatus.SKIPPED, reason, 0, PhaseResult.Timing.IN_TIME));
    }

    void event(CycleEvent.Kind kind, String text) {
        events.add(new CycleEvent(kind, id, asOf, text));
    }

    void block(String reason) {
        blocks.add(reason);
    }

    /** Writes down how a component did, and announces once that it is down. */
    void health(ComponentName component, ComponentHealth health, String reason) {
        ComponentStatus known = components.getOrDefault(component, ComponentStatus.unused(component));
        components.put(component, known.seen(health, reason, asOf));
        condition(
                "down " + component,
                health == ComponentHealth.DOWN,
                AlertLevel.ERROR,
                "cycle.component.down",
                labels("component", component.name()),
                component + " is down: " + reason);
    }

    void notice(AlertLevel level, String type, SortedMap<String, String> labels, String text) {
        labels.put(AlertNotice.CYCLE, id);
        notices.add(new AlertNotice(level, type, labels, text, asOf));
    }

    /** A notice that can be told to be over, and with what else is known. */
    void notice(AlertNotice notice) {
        SortedMap<String, String> labels = new TreeMap<>(notice.labels());
        labels.put(AlertNotice.CYCLE, id);
        notices.add(new AlertNotice(
                notice.level(), notice.type(), labels, notice.text(), notice.at(), notice.stage(), notice.details()));
    }

    /** One notice when a condition begins to hold; none while it goes on; another episode after it has ended. */
    void condition(
            String key, boolean holds, AlertLevel level, String type, SortedMap<String, String> labels, String text) {
        if (!holds) {
            episodes.remove(key);
        } else if (episodes.add(key)) {
            notice(level, type, labels, text);
        }
    }

    static SortedMap<String, String> labels(String name, String value) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put(name, value);
        return labels;
    }

    void halt(String reason) {
        halt = reason;
        event(CycleEvent.Kind.HALTED, reason);
        notice(
                AlertLevel.CRITICAL,
                "cycle.halted",
                new TreeMap<>(),
                "nothing trades until the cycle is reset: " + reason);
    }
}
