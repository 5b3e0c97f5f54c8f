package io.trimtab.core.cycle;

import io.trimtab.core.cycle.port.AlertNotice;
import io.trimtab.core.cycle.port.Allocation;
import io.trimtab.core.cycle.port.ConstraintCost;
import io.trimtab.core.cycle.port.Fill;
import io.trimtab.core.cycle.port.GateVerdict;
import io.trimtab.core.cycle.port.LimitBreach;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.cycle.port.OrderReport;
import io.trimtab.core.cycle.port.PerformanceFigures;
import io.trimtab.core.cycle.port.PricedOrder;
import io.trimtab.core.cycle.port.TradingState;
import io.trimtab.core.cycle.port.WeightReason;
import io.trimtab.core.strategy.ScoreCard;
import io.trimtab.core.strategy.Selection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes a report as text: {@code explain} for a person, {@code record} for the record. */
final class CycleText {
    /** How many rejected strategies a person wants to read of. */
    private static final int REJECTIONS_SHOWN = 10;

    private final CycleReport report;
    private final StringBuilder out = new StringBuilder();

    private CycleText(CycleReport report) {
        this.report = report;
    }

    static String explain(CycleReport report) {
        return new CycleText(report).forPerson();
    }

    static String record(CycleReport report) {
        return new CycleText(report).forRecord();
    }

    /** Names and notes come from outside: what they contain must not look like a line of its own. */
    private void line(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(Failures.breaks(c) ? ' ' : c);
        }
        out.append('\n');
    }

    private String forPerson() {
        line("Cycle " + report.id() + " at " + report.asOf() + ", " + report.mode() + ": " + report.outcome());
        if (!report.reason().isEmpty()) {
            line("  " + report.reason());
        }
        report.equity().ifPresent(equity -> line("Equity " + Numbers.fixed(equity, 2)));
        line("Regime: " + report.belief());
        report.selection().ifPresent(this::strategies);
        weights();
        report.allocation().ifPresent(this::constraints);
        report.verdict().ifPresent(this::limits);
        orders();
        performance();
        alerts();
        troubles();
        timings();
        return out.toString();
    }

    private void strategies(Selection selection) {
        line("Strategies:");
        selection.chosen().forEach(chosen -> line("  " + chosen));
        selection.changes().forEach(change -> line("  " + change));
        int shown = Math.min(REJECTIONS_SHOWN, selection.rejected().size());
        selection.rejected().subList(0, shown).forEach(rejection -> line("  not " + rejection));
        int more = selection.rejected().size() - shown;
        if (more > 0) {
            line("  and " + more + " more not chosen");
        }
    }

    private void weights() {
        SortedMap<String, String> reasons = new TreeMap<>();
        report.allocation().ifPresent(answer -> {
            if (answer instanceof Allocation.Allocated allocated) {
                line("Weights by " + allocated.method() + ":");
                for (WeightReason reason : allocated.reasons()) {
                    reasons.merge(reason.asset(), reason.text(), (a, b) -> a + "; " + b);
                }
            }
        });
        for (String asset : new TreeSet<>(
                union(report.weightsBefore(), report.weightsTarget()).keySet())) {
            double before = report.weightsBefore().getOrDefault(asset, 0.0);
            double target = report.weightsTarget().getOrDefault(asset, 0.0);
            String why =
                    report.heldOutside().containsKey(asset) ? "no valid price: kept" : reasons.getOrDefault(asset, "");
            line("  " + asset + " " + Numbers.percent(before)
                    + (before == target ? "" : " -> " + Numbers.percent(target))
                    + (why.isEmpty() ? "" : "  (" + why + ")"));
        }
    }

    private static SortedMap<String, Double> union(SortedMap<String, Double> a, SortedMap<String, Double> b) {
        SortedMap<String, Double> both = new TreeMap<>(a);
        both.putAll(b);
        return both;
    }

    private void constraints(Allocation answer) {
        if (!(answer instanceof Allocation.Allocated allocated)) {
            line("No weights: " + answer);
            return;
        }
        allocated.metrics().forEach((name, value) -> line("  expected " + name + " " + Numbers.plain(value)));
        for (ConstraintCost cost : allocated.costs()) {
            if (cost.shadowPrice() != 0) {
                line("  " + cost.name() + " binds at " + Numbers.plain(cost.activity()) + ": relaxing it is worth "
                        + Numbers.fixed(cost.shadowPrice(), 6) + " " + cost.unit());
            }
        }
    }

    private void limits(GateVerdict verdict) {
        line("Risk: " + (verdict instanceof GateVerdict.Denied ? "DENIED" : wordOf(verdict)));
        if (isClosed(verdict)) {
            line("  " + verdict.standing().trading());
        }
        for (LimitBreach exceeded : verdict.standing().exceeded()) {
            line("  EXCEEDED " + Trading.describe(exceeded));
        }
        for (LimitBreach breach : verdict.breaches()) {
            line("  BREACH " + Trading.describe(breach));
        }
        for (LimitUsage usage : verdict.usage()) {
            line("  " + usage.name() + " of " + usage.scope() + " " + Numbers.fixed(usage.measured(), 6) + " of "
                    + Numbers.fixed(usage.bound(), 6) + " = " + Numbers.percent(usage.usage()) + " used");
        }
    }

    private static boolean isClosed(GateVerdict verdict) {
        return verdict.standing().trading().mode() != TradingState.Mode.ACTIVE;
    }

    private static String wordOf(GateVerdict verdict) {
        if (verdict instanceof GateVerdict.Partly partly) {
            return "partly " + partly.cleared();
        }
        return verdict instanceof GateVerdict.Approved ? "approved" : "denied";
    }

    private void orders() {
        for (PricedOrder priced : report.orders()) {
            line("Order " + describe(priced));
        }
        report.orderReports().forEach(answer -> line("  " + describe(answer)));
        report.fills().forEach(fill -> line("  " + describe(fill)));
        report.proposal()
                .ifPresent(proposal -> line("Approve with " + proposal.token() + " until " + proposal.expires()));
    }

    private static String describe(PricedOrder priced) {
        return priced.order().side() + " " + Numbers.plain(priced.order().quantity()) + " "
                + priced.order().asset() + " at about " + Numbers.plain(priced.price());
    }

    private static String describe(OrderReport report) {
        return report.orderId() + " " + report.status() + (report.note().isEmpty() ? "" : ": " + report.note());
    }

    private static String describe(Fill fill) {
        return fill.orderId() + " filled " + Numbers.plain(fill.quantity()) + " at " + Numbers.plain(fill.price())
                + " fee " + Numbers.plain(fill.fee()) + " on " + fill.at();
    }

    private void performance() {
        report.performance()
                .ifPresent(reading -> reading.figures()
                        .forEach((subject, figures) -> line("Performance of " + subject + ": " + describe(figures))));
    }

    private static String describe(PerformanceFigures figures) {
        return "return " + Numbers.percent(figures.annualReturn()) + ", volatility "
                + Numbers.percent(figures.annualVolatility()) + ", Sharpe " + Numbers.fixed(figures.sharpe(), 2)
                + ", drawdown " + Numbers.percent(figures.drawdown()) + " over " + figures.observations() + " returns";
    }

    private void alerts() {
        for (RaisedAlert alert : report.alerts()) {
            line("Alert " + alert.receipt() + " " + alert.notice().level() + over(alert) + " "
                    + alert.notice().text());
        }
    }

    private static String over(RaisedAlert alert) {
        return alert.notice().stage() == AlertNotice.Stage.RESOLVED ? " resolved" : "";
    }

    private void troubles() {
        for (PhaseResult result : report.phases()) {
            if (result.status() != PhaseStatus.OK || !result.reason().isEmpty()) {
                line(result.phase() + " " + result.status() + ": " + result.reason());
            }
        }
    }

    private void timings() {
        StringBuilder text = new StringBuilder("Timings:");
        long total = 0;
        for (PhaseResult result : report.phases()) {
            total += result.nanos();
            if (result.status() != PhaseStatus.SKIPPED) {
                text.append(' ')
                        .append(result.phase())
                        .append(' ')
                        .append(Numbers.fixed(result.nanos() / 1e6, 3))
                        .append(" ms")
                        .append(result.timing() == PhaseResult.Timing.IN_TIME ? "" : " (" + result.timing() + ")")
                        .append(',');
            }
        }
        line(text.append(" together ")
                .append(Numbers.fixed(total / 1e6, 3))
                .append(" ms")
                .toString());
    }

    private String forRecord() {
        line("cycle " + report.id());
        line("as-of " + report.asOf());
        line("mode " + report.mode());
        line("outcome " + report.outcome() + " " + report.reason());
        for (PhaseResult result : report.phases()) {
            line("phase " + result.phase() + " " + result.status() + " " + result.reason());
        }
        line("equity " + Numbers.plain(report.equity().orElse(Double.NaN)));
        report.validation().ifPresent(found -> line("data " + found));
        belief();
        scores();
        map("weight before", report.weightsBefore());
        map("weight target", report.weightsTarget());
        map("weight after", report.weightsAfter());
        map("held outside", report.heldOutside());
        report.allocation().ifPresent(this::allocation);
        report.verdict().ifPresent(this::verdict);
        report.settled().forEach(answer -> line("settled " + describe(answer)));
        report.orders().forEach(order -> line("order " + order.order().id() + " " + describe(order)));
        report.orderReports().forEach(answer -> line("sent " + describe(answer)));
        report.fills().forEach(fill -> line("fill " + describe(fill)));
        report.proposal().ifPresent(proposal -> line("proposal " + proposal.token() + " until " + proposal.expires()));
        report.performance()
                .ifPresent(reading -> reading.figures().forEach((subject, figures) -> figures(subject, figures)));
        for (RaisedAlert alert : report.alerts()) {
            line("alert " + alert.receipt() + " " + alert.notice().level() + over(alert) + " "
                    + alert.notice().type() + " " + alert.notice().labels() + " "
                    + alert.notice().text());
        }
        report.events().forEach(event -> line("event " + event.kind() + " " + event.text()));
        return out.toString();
    }

    private void belief() {
        for (int k = 0; k < report.belief().size(); k++) {
            line("belief " + report.belief().regimes().get(k) + " "
                    + Numbers.plain(report.belief().probability(k)));
        }
    }

    private void scores() {
        report.ranking().ifPresent(ranking -> {
            for (ScoreCard card : ranking.cards()) {
                line("score " + card.rank() + " " + card.id() + " " + Numbers.plain(card.total()));
            }
            ranking.unscored().forEach(rejection -> line("unscored " + rejection));
        });
        report.selection().ifPresent(selection -> {
            selection.chosen().forEach(chosen -> line("chosen " + chosen));
            selection.rejected().forEach(rejection -> line("rejected " + rejection));
            selection.changes().forEach(change -> line("change " + change));
        });
    }

    private void map(String name, SortedMap<String, Double> values) {
        for (Map.Entry<String, Double> entry : values.entrySet()) {
            line(name + " " + entry.getKey() + " " + Numbers.plain(entry.getValue()));
        }
    }

    private void allocation(Allocation answer) {
        if (answer instanceof Allocation.NotAllocated none) {
            line("not allocated " + none.reason() + " " + none.conflict());
        } else if (answer instanceof Allocation.Allocated allocated) {
            line("method " + allocated.method());
            map("expected", allocated.metrics());
            for (ConstraintCost cost : allocated.costs()) {
                line("constraint " + cost.name() + " "
                        + numbers(List.of(cost.activity(), cost.lower(), cost.upper(), cost.shadowPrice())) + " "
                        + cost.unit());
            }
            allocated.reasons().forEach(reason -> line("why " + reason.asset() + " " + reason.text()));
        }
    }

    private void verdict(GateVerdict verdict) {
        line("verdict " + wordOf(verdict));
        if (isClosed(verdict)) {
            line(verdict.standing().trading().toString());
        }
        verdict.standing().exceeded().forEach(breach -> line("exceeded " + Trading.describe(breach)));
        verdict.breaches().forEach(breach -> line("breach " + Trading.describe(breach)));
        for (LimitUsage usage : verdict.usage()) {
            line("limit " + usage.name() + " of " + usage.scope() + " " + usage.kind() + " "
                    + numbers(List.of(usage.measured(), usage.bound(), usage.usage())));
        }
    }

    private void figures(String subject, PerformanceFigures figures) {
        line("performance " + subject + " " + figures.observations() + " "
                + numbers(List.of(
                        figures.annualReturn(), figures.annualVolatility(), figures.sharpe(), figures.drawdown())));
    }

    private static String numbers(List<Double> values) {
        return String.join(" ", values.stream().map(Numbers::plain).toList());
    }
}
