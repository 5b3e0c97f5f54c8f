package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;
import java.util.List;

/**
 * What a venue says about an order.
 *
 * @param orderId the order
 * @param status where it stands
 * @param fills its fills so far, oldest first; copied
 * @param note what else there is to say, such as the reason of a rejection; may be empty
 */
public record OrderReport(String orderId, OrderStatus status, List<Fill> fills, String note) {
    /** Checks and copies. */
    public OrderReport {
        Check.notBlank(orderId, "orderId");
        Check.notNull(status, "status");
        fills = List.copyOf(Check.notNull(fills, "fills"));
        Check.notNull(note, "note");
    }

    /**
     * A report without fills.
     *
     * @param orderId the order
     * @param status where it stands
     * @param note what else there is to say; may be empty
     * @return the report
     */
    public static OrderReport of(String orderId, OrderStatus status, String note) {
        return new OrderReport(orderId, status, List.of(), note);
    }
}
