package io.trimtab.core.cycle;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.PricedOrder;
import java.time.Instant;
import java.util.List;

/**
 * Orders that wait for a person's approval, once and until they expire.
 *
 * <p>The token names the cycle and, by a digest, exactly these orders: approving it cannot approve anything else. It is
 * not a secret; who may approve is the host's business.
 *
 * @param token what to give to {@link TradingCycle#approve}
 * @param cycleId the cycle that proposes
 * @param expires from when on it can no longer be approved
 * @param orders the orders, at least one; copied
 */
public record Proposal(String token, String cycleId, Instant expires, List<PricedOrder> orders) {
    /** Checks and copies. */
    public Proposal {
        Check.notBlank(token, "token");
        Check.notBlank(cycleId, "cycleId");
        Check.notNull(expires, "expires");
        orders = List.copyOf(Check.notNull(orders, "orders"));
        if (orders.isEmpty()) {
            throw new IllegalArgumentException("orders must hold at least one order, was empty");
        }
    }
}
