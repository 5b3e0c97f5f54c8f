package io.trimtab.core.cycle;

import io.trimtab.core.check.Check;
import java.time.Instant;

/**
 * The health of one component.
 *
 * @param component which one
 * @param health how it did when it was last used
 * @param reason why it is not up; empty if it is, or has not been used
 * @param since since when its health has been the same; {@link Instant#MIN} if it has not been used
 */
public record ComponentStatus(ComponentName component, ComponentHealth health, String reason, Instant since) {
    /** Checks. */
    public ComponentStatus {
        Check.notNull(component, "component");
        Check.notNull(health, "health");
        Check.notNull(reason, "reason");
        Check.notNull(since, "since");
    }

    static ComponentStatus unused(ComponentName component) {
        return new ComponentStatus(component, ComponentHealth.UNKNOWN, "", Instant.MIN);
    }

    /** Keeps the time at which the present health began. */
    ComponentStatus seen(ComponentHealth now, String why, Instant at) {
        return new ComponentStatus(component, now, why, now == health ? since : at);
    }
}
