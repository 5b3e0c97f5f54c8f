package io.trimtab.core.strategy.evidence;

import io.trimtab.core.check.Check;
import java.io.Serializable;

/**
 * That a {@link SelectionGate} refuses a strategy, and why.
 *
 * @param reason for programs
 * @param value what failed, NaN if it was not measured
 * @param bound what it failed against
 * @param text for people: "deflated Sharpe 0.41 &lt; 0.95"
 */
public record GateRefusal(GateReason reason, double value, double bound, String text) implements Serializable {
    public GateRefusal {
        Check.notNull(reason, "reason");
        Check.notBlank(text, "text");
    }

    @Override
    public String toString() {
        return text;
    }
}
