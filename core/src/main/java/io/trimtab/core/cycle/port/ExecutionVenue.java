package io.trimtab.core.cycle.port;

/**
 * Where orders go: a broker, an exchange or a paper account.
 *
 * <p>Contract: an order id is traded at most once, however often it is submitted; a repeated id returns the report of
 * the order that has it. A venue that cannot say what became of an order reports {@link OrderStatus#UNKNOWN} or
 * throws; the cycle then asks for the {@link #status} and never sends the order again.
 */
public interface ExecutionVenue {
    /**
     * Sends an order, once.
     *
     * @param order the order
     * @return where it stands now
     */
    OrderReport submit(Order order);

    /**
     * Asks about an order.
     *
     * @param orderId the order's id
     * @return where it stands now; {@link OrderStatus#NEVER_SEEN} if the venue does not know it
     */
    OrderReport status(String orderId);

    /**
     * Asks for the end of an order that is still working. An order that is done stays as it is.
     *
     * @param orderId the order's id
     * @return where it stands now
     */
    OrderReport cancel(String orderId);

    /**
     * What the account holds.
     *
     * @return cash and positions, with every fill reported so far
     */
    AccountState account();
}
