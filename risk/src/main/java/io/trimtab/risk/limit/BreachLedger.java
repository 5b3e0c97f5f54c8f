package io.trimtab.risk.limit;

import io.trimtab.core.check.Check;
import java.util.List;

/**
 * What happened to the limits of a gate, oldest first: the latest entries, and how many there ever were.
 *
 * @param entries the latest; copied
 * @param total how many there were in all
 */
public record BreachLedger(List<LedgerEntry> entries, long total) {
    public BreachLedger {
        entries = Check.copy(entries, "entries");
        if (total < entries.size()) {
            throw new IllegalArgumentException(
                    "total must be at least the number of entries, " + entries.size() + ", was " + total);
        }
    }
}
