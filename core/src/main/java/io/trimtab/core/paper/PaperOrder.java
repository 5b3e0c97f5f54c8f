package io.trimtab.core.paper;

import io.trimtab.core.cycle.port.Fill;
import io.trimtab.core.cycle.port.Order;
import io.trimtab.core.cycle.port.OrderReport;
import io.trimtab.core.cycle.port.OrderStatus;
import java.math.BigDecimal;
import java.util.List;

/** One order in the book of a {@link PaperVenue}. */
final class PaperOrder {
    private final Order order;
    private OrderReport report;

    PaperOrder(Order order, OrderReport report) {
        this.order = order;
        this.report = report;
    }

    Order order() {
        return order;
    }

    OrderReport report() {
        return report;
    }

    boolean isWorking() {
        return !report.status().isDone();
    }

    boolean accepts(double price) {
        return switch (order.type()) {
            case MARKET -> true;
            case LIMIT -> order.side().sign() > 0 ? price <= order.limitPrice() : price >= order.limitPrice();
        };
    }

    /** A paper order fills once, for all or for what the money buys; what is left of it ends. */
    void fill(Fill fill, String note) {
        boolean whole = fill.quantity().abs().compareTo(order.quantity()) == 0;
        OrderStatus status = whole ? OrderStatus.FILLED : OrderStatus.CANCELLED;
        report = new OrderReport(order.id(), status, List.of(fill), note);
    }

    void end(String note) {
        report = OrderReport.of(order.id(), OrderStatus.CANCELLED, note);
    }

    BigDecimal quantity() {
        return order.quantity();
    }
}
