package io.trimtab.risk.stop;

import io.trimtab.core.check.Check;
import java.time.Instant;
import java.util.List;

/** What a bar did to a position: nothing, or a stop closed it. */
public sealed interface StopOutcome {
    /**
     * The position stays open.
     *
     * @param state its stops from now on
     */
    record Holding(StopState state) implements StopOutcome {
        public Holding {
            Check.notNull(state, "state");
        }
    }

    /**
     * The position was closed.
     *
     * @param rule which stop it was
     * @param alsoFired what else was reached at the same price, in the order of the rules
     * @param time of the bar
     * @param level where the stop was; for the time stop the price itself
     * @param price at which the position was closed: the level, or the open where the price jumped over it
     * @param slippage how much worse the price is than the level, per unit held, at least 0
     * @param gain from the entry to the price as a fraction of the entry, negative for a loss
     */
    record Stopped(
            StopRule rule,
            List<StopRule> alsoFired,
            Instant time,
            double level,
            double price,
            double slippage,
            double gain)
            implements StopOutcome {
        public Stopped {
            Check.notNull(rule, "rule");
            alsoFired = Check.copy(alsoFired, "alsoFired");
            Check.notNull(time, "time");
            Check.finite(level, "level");
            Check.positive(price, "price");
            Check.notNegative(slippage, "slippage");
            Check.finite(gain, "gain");
        }

        /**
         * Whether the price jumped over the stop.
         *
         * @return whether the price is worse than the level
         */
        public boolean isGap() {
            return slippage > 0;
        }
    }
}
