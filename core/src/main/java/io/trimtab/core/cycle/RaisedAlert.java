package io.trimtab.core.cycle;

import io.trimtab.core.check.Check;
import io.trimtab.core.cycle.port.AlertNotice;
import io.trimtab.core.cycle.port.AlertReceipt;

/**
 * A notice and what became of it.
 *
 * @param notice the notice
 * @param receipt what the sink answered, or that it failed
 */
public record RaisedAlert(AlertNotice notice, AlertReceipt receipt) {
    /** Checks. */
    public RaisedAlert {
        Check.notNull(notice, "notice");
        Check.notNull(receipt, "receipt");
    }
}
