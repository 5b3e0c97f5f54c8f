package io.trimtab.core.cycle;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.AccountState;
import io.trimtab.core.cycle.port.AlertLevel;
import io.trimtab.core.cycle.port.OrderReport;
import io.trimtab.core.market.MarketData;
import io.trimtab.core.market.MarketSnapshot;
import io.trimtab.core.market.Weights;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Learns from the venue what became of orders still open and what is held, and what that is worth at today's prices;
 * nothing is traded on an account that is not known.
 */
final class AccountPhase {
    private final Wiring wiring;
    private final PhaseRunner runner;
    private final CycleDraft draft;

    AccountPhase(Wiring wiring, PhaseRunner runner, CycleDraft draft) {
        this.wiring = wiring;
        this.runner = runner;
        this.draft = draft;
    }

    /** What the venue says: what became of orders still open, and what is held. */
    private record AccountReading(List<OrderReport> settled, AccountState account) {}

    void run() {
        MarketData.Tradable market = draft.market;
        if (market == null) {
            draft.skip(Phase.ACCOUNT, "no market data to value it with");
            return;
        }
        // Asked before the account is read: an order that arrives after that would be sent a second time in effect.
        String onItsWay = runner.busyWith(Trading.SENDER);
        if (!onItsWay.isEmpty()) {
            String why = "an order of " + onItsWay + " is still on its way to the venue";
            PhaseResult.Timing late = PhaseResult.Timing.TIMED_OUT;
            draft.record(Phase.ACCOUNT, PhaseStatus.FAILED, why, new PhaseRunner.Answer<>(null, why, 0, late));
            draft.health(ComponentName.EXECUTION, ComponentHealth.DOWN, why);
            draft.block("the account is not known: " + why);
            return;
        }
        PhaseRunner.Answer<AccountReading> answer =
                runner.run("account", draft.id, wiring.config().phaseDeadline(), this::readAccount);
        String failure = answer.isPresent() ? value(market.snapshot(), answer.get()) : answer.failure();
        if (!failure.isEmpty()) {
            draft.record(Phase.ACCOUNT, PhaseStatus.FAILED, failure, answer);
            draft.health(ComponentName.EXECUTION, ComponentHealth.DOWN, failure);
            draft.block("the account is not known: " + failure);
            return;
        }
        String open = draft.openOrders.isEmpty() ? "" : "not known what became of " + draft.openOrders;
        draft.record(Phase.ACCOUNT, PhaseStatus.OK, open, answer);
        draft.health(ComponentName.EXECUTION, open.isEmpty() ? ComponentHealth.UP : ComponentHealth.DEGRADED, open);
        draft.condition(
                "order in doubt",
                !open.isEmpty(),
                AlertLevel.CRITICAL,
                "cycle.order.unknown",
                CycleDraft.labels("orders", Integer.toString(draft.openOrders.size())),
                open + "; nothing is traded until the venue tells");
        if (!open.isEmpty()) {
            draft.block(open);
        }
    }

    /** An order of an earlier cycle is asked about; if it still works it is cancelled, because it is out of date. */
    private AccountReading readAccount() {
        List<OrderReport> settled = new ArrayList<>();
        for (String id : draft.before.openOrders()) {
            OrderReport report = Execution.about(id, wiring.venue().status(id));
            settled.add(
                    report.status().isDone()
                            ? report
                            : Execution.about(id, wiring.venue().cancel(id)));
        }
        AccountState account = Check.notNull(wiring.venue().account(), "the account the venue returned");
        return new AccountReading(List.copyOf(settled), account);
    }

    private String value(MarketSnapshot snapshot, AccountReading reading) {
        AccountState account = reading.account();
        double equity;
        try {
            for (String asset : account.positions().keySet()) {
                if (!draft.prices.containsKey(asset)) {
                    return "no price was ever known of " + asset + ", which is held";
                }
            }
            equity = account.equityAt(this::price);
        } catch (IllegalArgumentException unpriced) {
            return Failures.describe(unpriced);
        }
        if (!(equity > 0 && equity < Double.POSITIVE_INFINITY)) {
            return "equity must be positive and finite to hold weights of it, was " + Numbers.plain(equity);
        }
        draft.settled.addAll(reading.settled());
        draft.openOrders.clear();
        reading.settled().stream()
                .filter(report -> !report.status().isDone())
                .map(OrderReport::orderId)
                .forEach(draft.openOrders::add);
        weigh(snapshot, account, equity);
        return "";
    }

    private void weigh(MarketSnapshot snapshot, AccountState account, double equity) {
        double[] weights = new double[snapshot.universe().size()];
        for (Map.Entry<String, BigDecimal> held : account.positions().entrySet()) {
            double weight = held.getValue().doubleValue() * price(held.getKey()) / equity;
            if (snapshot.universe().contains(held.getKey())) {
                weights[snapshot.universe().indexOf(held.getKey())] = weight;
            } else {
                draft.heldOutside.put(held.getKey(), weight);
            }
        }
        draft.account = account;
        draft.equity = equity;
        draft.current = Weights.of(snapshot.universe(), weights);
    }

    private double price(String asset) {
        return draft.prices.getOrDefault(asset, Double.NaN);
    }
}
