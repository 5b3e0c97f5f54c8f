package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;

/**
 * Why an asset has its weight, for a person.
 *
 * @param asset the asset's id
 * @param text the reason, such as {@code at its cap of 10%}
 */
public record WeightReason(String asset, String text) {
    /** Checks. */
    public WeightReason {
        Check.notBlank(asset, "asset");
        Check.notBlank(text, "text");
    }
}
