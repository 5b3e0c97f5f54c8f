package io.trimtab.risk.limit;

import io.trimtab.core.cycle.port.LimitBreach;
import io.trimtab.core.cycle.port.LimitKind;
import io.trimtab.core.cycle.port.PricedOrder;
import io.trimtab.risk.attribution.EulerContributions.Contribution;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Breaches of a {@link PreTradeGate} in the words of the trading cycle: measured, bound, drivers, cure. */
final class GateExplanations {
    private static final int DRIVERS = 5;

    private final LimitBook book;
    private final PortfolioView view;
    private final StandingCure.Holdings holdings;

    GateExplanations(LimitBook book, PortfolioView view, StandingCure.Holdings holdings) {
        this.book = book;
        this.view = view;
        this.holdings = holdings;
    }

    /** A limit that is tripped by what is held. */
    LimitBreach tripped(GuardReading reading, LimitKind kind, ReArm policy) {
        Limit limit = reading.limit();
        int scope = scope(limit, reading.scope());
        double measured = Double.NaN;
        List<String> drivers = List.of();
        String cure = "";
        if (scope >= 0) {
            try {
                measured = limit.gauge().measure(view, view.current())[scope];
                drivers = names(limit.gauge().drivers(view, view.current(), scope));
                double level = policy.band() == 0 ? limit.slackBound() : limit.bound() * (1 - policy.band());
                cure = measured > level
                        ? new StandingCure(limit, scope, level, view, holdings).text(drivers)
                        : "kept again, but not re-armed: " + policy;
            } catch (Throwable unmeasurable) {
                cure = MeasurementFailure.reasonOf(unmeasurable);
            }
        }
        return new LimitBreach(limit.name(), reading.scope(), measured, limit.bound(), kind, drivers, cure);
    }

    private int scope(Limit limit, String name) {
        int scopes = 1;
        try {
            scopes = limit.gauge().measure(view, view.current()).length;
        } catch (Throwable unmeasurable) {
            // then there is one scope at most to speak of
        }
        for (int k = 0; k < scopes; k++) {
            if (limit.gauge().scope(view, k).equals(name)) {
                return k;
            }
        }
        return -1;
    }

    /** Limits that cannot be measured of what is held, which is a breach as well. */
    List<LimitBreach> unmeasured() {
        List<LimitBreach> all = new ArrayList<>();
        for (MeasurementFailure failure : Assessment.ofHeld(book.entries(), view, book.warningLevel())
                .approved()
                .failures()) {
            all.add(unmeasured(failure));
        }
        return all;
    }

    private static LimitBreach unmeasured(MeasurementFailure failure) {
        Limit limit = failure.limit();
        return new LimitBreach(
                limit.name(), "portfolio", Double.NaN, limit.bound(), failure.kind(), List.of(), failure.reason());
    }

    /** Everything that an order was denied for. */
    static List<LimitBreach> denied(GateDecision.Denied denied, PricedOrder order, BigDecimal lot) {
        String cure = cure(denied.smallestCut(), order, lot);
        String asset = order.order().asset();
        List<LimitBreach> all = new ArrayList<>();
        for (Breach breach : denied.breaches()) {
            Limit limit = breach.limit();
            all.add(new LimitBreach(
                    limit.name(),
                    breach.scope(),
                    breach.measured(),
                    limit.bound(),
                    breach.kind(),
                    names(breach.drivers()),
                    cure));
        }
        for (RuleBreach breach : denied.ruleBreaches()) {
            all.add(new LimitBreach(
                    breach.text(), asset, breach.measured(), breach.bound(), LimitKind.HARD, List.of(), cure));
        }
        denied.failures().forEach(failure -> all.add(unmeasured(failure)));
        if (all.isEmpty()) {
            double quantity = order.order().quantity().doubleValue();
            all.add(new LimitBreach(
                    "order while " + denied.state().mode(), asset, quantity, 0, LimitKind.HARD, List.of(), cure));
        }
        return all;
    }

    private static String cure(OrderCut cut, PricedOrder order, BigDecimal lot) {
        String side = order.order().side().name().toLowerCase(Locale.ROOT);
        String quantity = order.order().quantity().stripTrailingZeros().toPlainString();
        if (cut.lotsKept() == 0) {
            return "no part of the order to " + side + " " + quantity + " "
                    + order.order().asset() + " can pass";
        }
        String kept = lot.multiply(BigDecimal.valueOf(cut.lotsKept()))
                .stripTrailingZeros()
                .toPlainString();
        return side + " " + kept + " instead of " + quantity + " "
                + order.order().asset();
    }

    private static List<String> names(List<Contribution> drivers) {
        return drivers.stream().limit(DRIVERS).map(Contribution::name).toList();
    }
}
