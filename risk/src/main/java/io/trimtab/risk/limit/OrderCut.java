package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;

/**
 * The smallest cut of a denied order that cures it: what is left is admitted, one lot more is not.
 *
 * @param order the order that was denied
 * @param lotsKept how many lots of it would be admitted, without sign; 0 if none
 */
public record OrderCut(GateOrder order, long lotsKept) {
    public OrderCut {
        Check.notNull(order, "order");
        if (lotsKept < 0 || lotsKept >= Math.abs(order.lots())) {
            throw new IllegalArgumentException(
                    "lotsKept must be from 0 to " + (Math.abs(order.lots()) - 1) + ", was " + lotsKept);
        }
    }

    /**
     * How many lots must go.
     *
     * @return at least 1
     */
    public long lotsCut() {
        return Math.abs(order.lots()) - lotsKept;
    }

    /** For people: {@code buy 1240 SAP instead of 3000}. */
    @Override
    public String toString() {
        if (lotsKept == 0) {
            return "no part of the order can pass";
        }
        return (order.lots() > 0 ? "buy " : "sell ") + lotsKept + " " + order.asset() + " instead of "
                + Math.abs(order.lots());
    }
}
