package io.trimtab.core.cycle;

import io.trimtab.core.cycle.port.ExecutionVenue;
import io.trimtab.core.cycle.port.Fill;
import io.trimtab.core.cycle.port.Order;
import io.trimtab.core.cycle.port.OrderReport;
import io.trimtab.core.cycle.port.OrderStatus;
import io.trimtab.core.cycle.port.PricedOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends the orders of one cycle, each once.
 *
 * <p>An order whose submission fails is asked about and never sent again; as long as nobody can say what became of it,
 * nothing more is sent. Once {@linkplain #fence() fenced}, because the time is over or the cycle is being stopped,
 * nothing more is sent either, an order that is just being sent counts as unknown, and what the venue answers later is
 * not applied: the next cycle asks for it.
 */
final class Execution {
    private final ExecutionVenue venue;
    /** Why nothing more may be sent; empty while it may. */
    private final Supplier<String> stopping;

    private final List<OrderReport> reports = new ArrayList<>();
    private @Nullable String sending;
    private boolean fenced;
    private String trouble = "";

    Execution(ExecutionVenue venue, Supplier<String> stopping) {
        this.venue = venue;
        this.stopping = stopping;
    }

    /** What happened to the orders that were begun, and why others were not. */
    record Result(List<OrderReport> reports, String trouble) {}

    Result send(List<PricedOrder> orders) {
        for (PricedOrder priced : orders) {
            if (!begin(priced.order().id())) {
                break;
            }
            OrderReport report = submit(priced.order());
            if (!end(report)) {
                break;
            }
        }
        return result();
    }

    private OrderReport submit(Order order) {
        try {
            return checked(order, venue.submit(order));
        } catch (Throwable failure) {
            return ask(order, Failures.describe(failure));
        }
    }

    private OrderReport ask(Order order, String failure) {
        String id = order.id();
        try {
            OrderReport report = checked(order, venue.status(id));
            String note = "submitting failed (" + failure + "), the venue says " + report.status();
            return new OrderReport(id, report.status(), report.fills(), note);
        } catch (Throwable silent) {
            String note = "submitting failed (" + failure + "), asking as well (" + Failures.describe(silent) + ")";
            return OrderReport.of(id, OrderStatus.UNKNOWN, note);
        }
    }

    private static OrderReport checked(Order order, @Nullable OrderReport answer) {
        OrderReport report = about(order.id(), answer);
        BigDecimal filled = BigDecimal.ZERO;
        for (Fill fill : report.fills()) {
            if (!fill.orderId().equals(order.id()) || !fill.asset().equals(order.asset())) {
                throw new IllegalStateException("the venue reports a fill of " + fill.asset() + " for order "
                        + fill.orderId() + " as one of order " + order.id() + " in " + order.asset());
            }
            if (fill.quantity().signum() != order.side().sign()) {
                throw new IllegalStateException(
                        "the venue reports a fill of order " + order.id() + " in the wrong direction");
            }
            filled = filled.add(fill.quantity().abs());
        }
        if (filled.compareTo(order.quantity()) > 0) {
            throw new IllegalStateException("the venue reports " + Numbers.plain(filled)
                    + " filled, more than the order " + order.id() + " of " + Numbers.plain(order.quantity()));
        }
        return report;
    }

    /** A report of this order and no other. */
    static OrderReport about(String id, @Nullable OrderReport report) {
        if (report == null) {
            throw new IllegalStateException("the venue returned null for order " + id);
        }
        if (!report.orderId().equals(id)) {
            throw new IllegalStateException("the venue answered for " + report.orderId() + " instead of " + id);
        }
        return report;
    }

    private synchronized boolean begin(String id) {
        String stop = stopping.get();
        if (fenced || !stop.isEmpty()) {
            trouble = stop;
            return false;
        }
        sending = id;
        return true;
    }

    /** Whether to go on. */
    private synchronized boolean end(OrderReport report) {
        if (fenced) {
            return false;
        }
        sending = null;
        reports.add(report);
        boolean failed = report.status() == OrderStatus.UNKNOWN || report.status() == OrderStatus.NEVER_SEEN;
        if (failed) {
            trouble = "order " + report.orderId() + ": " + report.note();
        }
        return !failed;
    }

    /** Ends the sending; nothing is sent after this returns. */
    synchronized Result fence() {
        if (!fenced) {
            fenced = true;
            if (sending != null) {
                reports.add(OrderReport.of(sending, OrderStatus.UNKNOWN, "no answer in time"));
            }
        }
        return result();
    }

    private synchronized Result result() {
        return new Result(List.copyOf(reports), trouble);
    }
}
