package io.trimtab.core.paper;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.Order;
import io.trimtab.core.cycle.port.OrderReport;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A paper account at one moment, from which it can go on as if nothing had happened.
 *
 * @param ledger the money and the holdings
 * @param lastBar the time of the last bar; {@link Instant#MIN} before the first
 * @param marks the last price of each asset, sorted; copied
 * @param orders every order that is remembered with its report: those that have ended in the order in which they did,
 *     then those that work in the order of submission; copied
 */
public record PaperSnapshot(
        LedgerSnapshot ledger, Instant lastBar, SortedMap<String, Double> marks, List<Submitted> orders) {
    /** Checks and copies. */
    public PaperSnapshot {
        Check.notNull(ledger, "ledger");
        Check.notNull(lastBar, "lastBar");
        marks = Collections.unmodifiableSortedMap(new TreeMap<>(Check.notNull(marks, "marks")));
        marks.forEach((asset, price) -> Check.positive(price, "mark of " + asset));
        orders = List.copyOf(Check.notNull(orders, "orders"));
        for (String asset : ledger.holdings().keySet()) {
            if (!marks.containsKey(asset)) {
                throw new IllegalArgumentException("marks must have a price of " + asset + ", which is held");
            }
        }
    }

    /**
     * An order and what became of it.
     *
     * @param order the order
     * @param report where it stands
     */
    public record Submitted(Order order, OrderReport report) {
        /** Checks. */
        public Submitted {
            Check.notNull(order, "order");
            if (!Check.notNull(report, "report").orderId().equals(order.id())) {
                throw new IllegalArgumentException(
                        "report must be of order " + order.id() + ", is of " + report.orderId());
            }
        }
    }
}
