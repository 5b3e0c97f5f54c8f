package io.trimtab.core.cycle;

import io.trimtab.core.cycle.port.AccountState;
import io.trimtab.core.cycle.port.Fill;
import io.trimtab.core.market.Weights;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was held before a cycle, what it aimed at, and what was held after its fills, as fractions of equity. */
final class ReportedWeights {
    private ReportedWeights() {}

    static SortedMap<String, Double> before(CycleDraft draft) {
        SortedMap<String, Double> weights = new TreeMap<>(draft.heldOutside);
        if (draft.current != null) {
            put(draft.current, weights);
        }
        return Collections.unmodifiableSortedMap(weights);
    }

    static SortedMap<String, Double> target(CycleDraft draft) {
        SortedMap<String, Double> weights = new TreeMap<>(before(draft));
        if (draft.plan != null) {
            put(draft.plan.target(), weights);
        }
        return Collections.unmodifiableSortedMap(weights);
    }

    private static void put(Weights from, SortedMap<String, Double> to) {
        for (int i = 0; i < from.universe().size(); i++) {
            to.merge(from.universe().id(i), from.get(i), (old, now) -> now);
        }
        to.values().removeIf(weight -> weight == 0);
    }

    static SortedMap<String, Double> after(CycleDraft draft, List<Fill> fills) {
        AccountState account = draft.account;
        if (account == null || fills.isEmpty()) {
            return before(draft);
        }
        SortedMap<String, BigDecimal> units = new TreeMap<>(account.positions());
        BigDecimal cash = account.cash();
        for (Fill fill : fills) {
            units.merge(fill.asset(), fill.quantity(), BigDecimal::add);
            cash = cash.subtract(fill.quantity().multiply(new BigDecimal(fill.price())))
                    .subtract(fill.fee());
        }
        double worth = new AccountState(cash, units).equityAt(asset -> draft.prices.getOrDefault(asset, Double.NaN));
        if (!(worth > 0 && worth < Double.POSITIVE_INFINITY)) {
            return before(draft); // fractions of nothing mean nothing; the next cycle values the account afresh
        }
        SortedMap<String, Double> weights = new TreeMap<>();
        for (Map.Entry<String, BigDecimal> held : units.entrySet()) {
            if (held.getValue().signum() != 0) {
                double price = draft.prices.getOrDefault(held.getKey(), Double.NaN);
                weights.put(held.getKey(), held.getValue().doubleValue() * price / worth);
            }
        }
        return Collections.unmodifiableSortedMap(weights);
    }
}
