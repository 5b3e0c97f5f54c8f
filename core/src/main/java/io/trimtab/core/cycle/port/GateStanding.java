package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;
import java.time.Instant;
import java.util.List;

/**
 * Where trading stands before any new order: whether it is open, and which limits are exceeded by what is held.
 *
 * @param trading whether trading is open
 * @param exceeded limits that are exceeded now, soft ones too, each with the smallest change that cures it; copied
 */
public record GateStanding(TradingState trading, List<LimitBreach> exceeded) {
    /** Of a gate that keeps no state and looks at orders only. */
    private static final GateStanding OPEN = new GateStanding(TradingState.active(Instant.EPOCH), List.of());

    /** Checks and copies. */
    public GateStanding {
        Check.notNull(trading, "trading");
        exceeded = List.copyOf(Check.notNull(exceeded, "exceeded"));
    }

    /**
     * Trading is open and nothing is known to be exceeded: what a gate says that keeps no state.
     *
     * @return active since 1970
     */
    public static GateStanding open() {
        return OPEN;
    }
}
