package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import java.time.Duration;
import java.util.List;

/**
 * What a {@link SnapshotCatalog} knows, and how old it is. Immutable and thread-safe.
 *
 * @param strategies all strategies, by id
 * @param age how long ago they were read
 * @param stale whether the last attempt to read them failed
 * @param failure why it failed; empty if it did not
 */
public record CatalogReading(List<StrategyRecord> strategies, Duration age, Staleness stale, String failure) {
    /** Whether a reading is of now. */
    public enum Staleness {
        /** The catalog has just answered. */
        FRESH,
        /** The catalog did not answer: these are the last strategies it gave. */
        STALE
    }

    /** Copies the list. */
    public CatalogReading {
        strategies = Check.copy(strategies, "strategies");
        Check.notNull(age, "age");
        Check.notNull(stale, "stale");
        Check.notNull(failure, "failure");
    }

    /**
     * Whether the last attempt to read failed.
     *
     * @return true if these are the strategies of an earlier one
     */
    public boolean isStale() {
        return stale == Staleness.STALE;
    }
}
