package io.trimtab.core.cycle;

import io.trimtab.core.cycle.port.AccountState;
import io.trimtab.core.cycle.port.AlertLevel;
import io.trimtab.core.cycle.port.AlertNotice;
import io.trimtab.core.cycle.port.AlertReceipt;
import io.trimtab.core.cycle.port.GateRequest;
import io.trimtab.core.cycle.port.GateStanding;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.cycle.port.LimitBreach;
import io.trimtab.core.cycle.port.OrderReport;
import io.trimtab.core.cycle.port.OrderStatus;
import io.trimtab.core.cycle.port.PerformanceObservation;
import io.trimtab.core.cycle.port.PerformanceReading;
import io.trimtab.core.cycle.port.PerformanceTracker;
import io.trimtab.core.cycle.port.PricedOrder;
import io.trimtab.core.cycle.port.TradingState;
import io.trimtab.core.market.MarketData;
import io.trimtab.core.market.MarketSnapshot;
import io.trimtab.core.market.Weights;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The second half of a cycle: from the wanted orders through the gate to the venue, and what follows. */
final class Trading {
    /** The subject under which the return of the account is observed. */
    static final String PORTFOLIO = "portfolio";
    /** The worker that sends orders. */
    static final String SENDER = "venue";
    /** The subject under which the mean return of the assets is observed: what equal weights would have earned. */
    static final String BASELINE = "baseline";

    private final Wiring wiring;
    private final PhaseRunner runner;
    private final CycleDraft draft;
    /** Why nothing may be sent any more; empty while it may. */
    private final Supplier<String> stopping;

    Trading(Wiring wiring, PhaseRunner runner, CycleDraft draft, Supplier<String> stopping) {
        this.wiring = wiring;
        this.runner = runner;
        this.draft = draft;
        this.stopping = stopping;
    }

    private <T> PhaseRunner.Answer<T> ask(String worker, Supplier<T> work) {
        return runner.run(worker, draft.id, deadline(), work);
    }

    private Duration deadline() {
        return wiring.config().phaseDeadline();
    }

    /** The gate is asked in every cycle that knows its portfolio, also when there is nothing to trade. */
    void gate() {
        MarketData.Tradable market = draft.market;
        Weights current = draft.current;
        if (market == null || current == null) {
            draft.skip(Phase.RISK_GATE, String.join("; ", draft.blocks));
            return;
        }
        RebalancePlan plan = draft.plan;
        boolean asking = plan != null && draft.blocks.isEmpty();
        List<PricedOrder> orders = asking && plan != null ? plan.orders() : List.of();
        Weights target = asking && plan != null ? plan.target() : current;
        GateRequest request =
                new GateRequest(draft.id, draft.asOf, market, current, target, orders, draft.equity, draft.heldOutside);
        PhaseRunner.Answer<GateVerdict> answer =
                ask("risk gate", () -> wiring.gate().check(request));
        if (!answer.isPresent()) {
            gateFailed(answer, orders);
            return;
        }
        GateVerdict verdict = answer.get();
        draft.verdict = verdict;
        draft.health(ComponentName.RISK, ComponentHealth.UP, "");
        new StandingNotices(draft).announce(verdict.standing());
        if (verdict instanceof GateVerdict.Approved) {
            draft.cleared = orders;
            draft.record(Phase.RISK_GATE, PhaseStatus.OK, "", answer);
            return;
        }
        if (verdict instanceof GateVerdict.Partly partly) {
            List<String> cleared = partly.cleared();
            draft.cleared = orders.stream()
                    .filter(order -> cleared.contains(order.order().id()))
                    .toList();
        }
        heldBack(verdict, orders.size() - draft.cleared.size(), answer);
    }

    private void heldBack(GateVerdict verdict, int count, PhaseRunner.Answer<?> answer) {
        List<String> reasons = new ArrayList<>();
        verdict.breaches().forEach(breach -> reasons.add(describe(breach)));
        String why = (draft.cleared.isEmpty()
                        ? "denied: "
                        : "held back " + count + " of " + (count + draft.cleared.size()) + " orders: ")
                + String.join("; ", reasons);
        draft.record(Phase.RISK_GATE, PhaseStatus.OK, why, answer);
        if (draft.cleared.isEmpty()) {
            draft.block("the risk gate has " + why);
        } else {
            draft.event(CycleEvent.Kind.TRADE_BLOCKED, "the risk gate has " + why);
        }
        // what stands has been told once, when it began: orders that wait for it are no news in each cycle
        for (LimitBreach breach : verdict.breaches()) {
            if (!stands(breach, verdict.standing())) {
                draft.notice(
                        AlertLevel.ERROR,
                        "cycle.risk.denied",
                        CycleDraft.labels("limit", breach.name()),
                        "the risk gate has " + why);
                return;
            }
        }
    }

    private static boolean stands(LimitBreach reason, GateStanding standing) {
        TradingState.Mode mode = standing.trading().mode();
        if (mode != TradingState.Mode.ACTIVE && reason.name().equals("order while " + mode)) {
            return true;
        }
        for (LimitBreach breach : standing.exceeded()) {
            if (breach.name().equals(reason.name())
                    && breach.scope().equals(reason.scope())
                    && breach.kind() == reason.kind()) {
                return true;
            }
        }
        return false;
    }

    static String describe(LimitBreach breach) {
        return breach.name() + " of " + breach.scope() + " "
                + (Double.isNaN(breach.measured()) ? "cannot be measured" : Numbers.brief(breach.measured()))
                + " against " + Numbers.brief(breach.bound())
                + (breach.drivers().isEmpty() ? "" : ", driven by " + breach.drivers())
                + (breach.smallestCure().isEmpty() ? "" : ", cure: " + breach.smallestCure());
    }

    /** Fails closed: at most what can only make a position smaller goes out, and after that nothing at all. */
    private void gateFailed(PhaseRunner.Answer<?> answer, List<PricedOrder> orders) {
        String why = "the risk gate failed: " + answer.failure();
        draft.record(Phase.RISK_GATE, PhaseStatus.FAILED, why, answer);
        draft.health(ComponentName.RISK, ComponentHealth.DOWN, answer.failure());
        if (wiring.config().closures() == CycleConfig.ClosurePolicy.ALLOWED && draft.mode == CycleMode.AUTOMATED) {
            draft.cleared = orders.stream().filter(PricedOrder::isPureClosure).toList();
        }
        draft.block(why);
        if (draft.halt.isEmpty()) {
            draft.halt(why);
        }
    }

    void execution() {
        String obstacle = obstacle();
        if (!obstacle.isEmpty()) {
            draft.skip(Phase.EXECUTION, obstacle);
            return;
        }
        switch (draft.mode) {
            case MANUAL -> propose("mode MANUAL never executes");
            case SEMI_AUTOMATED -> propose(offer());
            case AUTOMATED -> send();
        }
    }

    private String obstacle() {
        if (draft.before.isHalted()) {
            draft.cleared = List.of();
            return "halted: " + draft.before.halt();
        }
        if (draft.cleared.isEmpty()) {
            return draft.blocks.isEmpty() ? "nothing to trade" : String.join("; ", draft.blocks);
        }
        return stopping.get();
    }

    private void propose(String reason) {
        draft.skip(Phase.EXECUTION, reason);
        draft.event(CycleEvent.Kind.PROPOSED, draft.cleared.size() + " orders: " + reason);
    }

    private String offer() {
        Proposal proposal =
                Proposals.offer(draft.id, draft.asOf.plus(wiring.config().approvalTime()), draft.cleared);
        draft.proposal = proposal;
        return "waits for approval with token " + proposal.token() + " until " + proposal.expires();
    }

    private void send() {
        Execution execution = new Execution(wiring.venue(), stopping);
        List<PricedOrder> orders = draft.cleared;
        PhaseRunner.Answer<Execution.Result> answer = ask(SENDER, () -> execution.send(orders));
        Execution.Result result = answer.isPresent() ? answer.get() : execution.fence();
        draft.orderReports.addAll(result.reports());
        for (OrderReport report : result.reports()) {
            if (!report.status().isDone()) {
                draft.openOrders.add(report.orderId());
            }
            if (report.status() == OrderStatus.REJECTED) {
                draft.notice(
                        AlertLevel.WARNING,
                        "cycle.order.rejected",
                        CycleDraft.labels("order", report.orderId()),
                        "order " + report.orderId() + " was rejected: " + report.note());
            }
        }
        String trouble = answer.isPresent() ? result.trouble() : answer.failure();
        int unsent = orders.size() - result.reports().size();
        String text = result.reports().size() + " of " + orders.size() + " orders sent"
                + (trouble.isEmpty() ? "" : "; " + trouble)
                + (unsent == 0 ? "" : "; " + unsent + " held back");
        draft.record(Phase.EXECUTION, trouble.isEmpty() ? PhaseStatus.OK : PhaseStatus.FAILED, text, answer);
        draft.health(ComponentName.EXECUTION, trouble.isEmpty() ? ComponentHealth.UP : ComponentHealth.DOWN, trouble);
        if (!trouble.isEmpty()) {
            draft.block("execution failed: " + trouble);
        }
        if (!result.reports().isEmpty()) {
            draft.event(CycleEvent.Kind.REBALANCE, text);
        }
    }

    void performance() {
        MarketData.Tradable market = draft.market;
        AccountState account = draft.account;
        PerformanceTracker tracker = wiring.performance();
        if (market == null || account == null || tracker == null) {
            draft.skip(Phase.PERFORMANCE, tracker == null ? "not wired" : "the account could not be valued");
            return;
        }
        CycleState.Observed now = new CycleState.Observed(draft.equity, draft.asOf, pricesOf(market.snapshot()));
        CycleState.Observed last = draft.observed;
        if (!draft.asOf.isAfter(last.at()) || last.equity() == 0) {
            draft.observed = last.equity() == 0 ? now : last;
            draft.skip(Phase.PERFORMANCE, "nothing to compare with yet");
            return;
        }
        PerformanceObservation observation = new PerformanceObservation(draft.asOf, returns(last, now));
        PhaseRunner.Answer<PerformanceReading> answer = ask("performance", () -> tracker.observe(observation));
        if (answer.isPresent()) {
            draft.performance = answer.get();
            draft.notices.addAll(answer.get().notices());
            draft.observed = now;
        }
        draft.record(
                Phase.PERFORMANCE, answer.isPresent() ? PhaseStatus.OK : PhaseStatus.FAILED, answer.failure(), answer);
        draft.health(
                ComponentName.PERFORMANCE,
                answer.isPresent() ? ComponentHealth.UP : ComponentHealth.DOWN,
                answer.failure());
    }

    private static SortedMap<String, Double> pricesOf(MarketSnapshot snapshot) {
        SortedMap<String, Double> prices = new TreeMap<>();
        for (int i = 0; i < snapshot.universe().size(); i++) {
            prices.put(snapshot.universe().id(i), snapshot.price(i));
        }
        return prices;
    }

    private static SortedMap<String, Double> returns(CycleState.Observed last, CycleState.Observed now) {
        SortedMap<String, Double> returns = new TreeMap<>();
        returns.put(PORTFOLIO, now.equity() / last.equity() - 1);
        double sum = 0;
        int common = 0;
        for (String asset : now.prices().keySet()) {
            Double before = last.prices().get(asset);
            if (before != null) {
                sum += now.prices().getOrDefault(asset, before) / before - 1;
                common++;
            }
        }
        if (common > 0) {
            returns.put(BASELINE, sum / common);
        }
        return returns;
    }

    void alerts() {
        int broken = 0;
        long nanos = 0;
        String failure = "";
        PhaseResult.Timing timing = PhaseResult.Timing.IN_TIME;
        for (AlertNotice notice : draft.notices) {
            PhaseRunner.Answer<AlertReceipt> answer =
                    ask("alerts", () -> wiring.alerts().raise(notice));
            draft.alerts.add(new RaisedAlert(notice, answer.isPresent() ? answer.get() : AlertReceipt.FAILED));
            nanos += answer.nanos();
            if (!answer.isPresent()) {
                broken++;
                failure = answer.failure();
                timing = answer.timing();
            }
        }
        String text = broken == 0 ? "" : broken + " of " + draft.notices.size() + " not raised: " + failure;
        draft.phases.put(
                Phase.ALERTS,
                new PhaseResult(Phase.ALERTS, broken == 0 ? PhaseStatus.OK : PhaseStatus.FAILED, text, nanos, timing));
        if (!draft.notices.isEmpty()) {
            ComponentStatus known =
                    draft.components.getOrDefault(ComponentName.ALERTS, ComponentStatus.unused(ComponentName.ALERTS));
            ComponentHealth health = broken == 0 ? ComponentHealth.UP : ComponentHealth.DOWN;
            draft.components.put(ComponentName.ALERTS, known.seen(health, text, draft.asOf));
        }
    }
}
