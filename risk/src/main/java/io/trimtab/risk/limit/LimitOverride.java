package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import java.time.Instant;

/**
 * Somebody's decision that a limit denies nothing for a time; what exceeds it is reported as a soft breach.
 *
 * @param limit the name of the limit, or {@link #TRADING_STATE}
 * @param scope what of it: {@code portfolio}, an asset or a group, after the name of the strategy where there is one
 *     ({@code trend: portfolio}); of the trading state the asset, or {@code portfolio} for all
 * @param by who decided
 * @param until when it ends
 */
public record LimitOverride(String limit, String scope, String by, Instant until) {
    /** Stands for the trading state in place of a limit. */
    public static final String TRADING_STATE = "trading state";

    public LimitOverride {
        Check.notBlank(limit, "limit");
        Check.notBlank(scope, "scope");
        Check.notBlank(by, "by");
        Check.notNull(until, "until");
    }
}
