package io.trimtab.core.cycle;

import io.trimtab.core.cycle.port.AccountState;
import io.trimtab.core.cycle.port.ExecutionVenue;
import io.trimtab.core.cycle.port.Fill;
import io.trimtab.core.cycle.port.Order;
import io.trimtab.core.cycle.port.OrderReport;
import io.trimtab.core.cycle.port.OrderStatus;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;

/** Fills every order at once at today's price, and counts how often each id was submitted. */
final class InstantVenue implements ExecutionVenue {
    private final World world;
    final TreeMap<String, OrderReport> reports = new TreeMap<>();
    final TreeMap<String, Integer> submissions = new TreeMap<>();
    final TreeMap<String, BigDecimal> positions = new TreeMap<>();
    BigDecimal cash = new BigDecimal("100000");

    InstantVenue(World world) {
        this.world = world;
    }

    @Override
    public synchronized OrderReport submit(Order order) {
        submissions.merge(order.id(), 1, Integer::sum);
        return reports.computeIfAbsent(order.id(), id -> fill(order));
    }

    private OrderReport fill(Order order) {
        double price = world.prices[World.ASSETS.indexOf(order.asset()) * World.DAYS + world.today()];
        Fill fill = new Fill(
                order.id(), order.asset(), order.signedQuantity(), price, BigDecimal.ZERO, world.clock.instant());
        positions.merge(order.asset(), fill.quantity(), BigDecimal::add);
        cash = cash.subtract(fill.quantity().multiply(new BigDecimal(price)));
        return new OrderReport(order.id(), OrderStatus.FILLED, List.of(fill), "");
    }

    @Override
    public synchronized OrderReport status(String orderId) {
        return reports.getOrDefault(orderId, OrderReport.of(orderId, OrderStatus.NEVER_SEEN, ""));
    }

    @Override
    public OrderReport cancel(String orderId) {
        return status(orderId);
    }

    @Override
    public synchronized AccountState account() {
        return new AccountState(cash, positions);
    }
}
