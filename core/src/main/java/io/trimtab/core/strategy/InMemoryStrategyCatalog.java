package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A catalog that lives in memory and ends with the process.
 *
 * <p>Adding is O(log n), finding O(n log n). Thread-safe: one lock, held only for copying.
 *
 * <pre>{@code
 * StrategyCatalog catalog = InMemoryStrategyCatalog.of(List.of(momentum, reversion));
 * }</pre>
 */
public final class InMemoryStrategyCatalog implements StrategyCatalog {
    private final TreeMap<String, StrategyRecord> byId = new TreeMap<>();
    /** Looked up, never iterated. */
    private final Map<String, String> idByFingerprint = new HashMap<>();

    private InMemoryStrategyCatalog() {}

    /**
     * A catalog without strategies.
     *
     * @return a new catalog
     */
    public static InMemoryStrategyCatalog empty() {
        return new InMemoryStrategyCatalog();
    }

    /**
     * A catalog of some strategies, each added in turn.
     *
     * @param records the strategies
     * @return a new catalog
     */
    public static InMemoryStrategyCatalog of(Collection<StrategyRecord> records) {
        InMemoryStrategyCatalog catalog = new InMemoryStrategyCatalog();
        Check.copy(records, "records").forEach(catalog::add);
        return catalog;
    }

    @Override
    public synchronized CatalogAddition add(StrategyRecord record) {
        Check.notNull(record, "record");
        CatalogAddition outcome = outcome(record);
        if (outcome == CatalogAddition.NOT_TAKEN) {
            return outcome;
        }
        twinOf(record).ifPresent(twin -> byId.remove(twin.id()));
        StrategyRecord own = byId.get(record.id());
        if (own != null) {
            idByFingerprint.remove(own.fingerprint());
        }
        byId.put(record.id(), record);
        idByFingerprint.put(record.fingerprint(), record.id());
        return outcome;
    }

    /** What {@link #add} would answer. */
    synchronized CatalogAddition outcome(StrategyRecord record) {
        StrategyRecord own = byId.get(record.id());
        if (own != null && record.lastUpdate().isBefore(own.lastUpdate())) {
            return CatalogAddition.NOT_TAKEN;
        }
        Optional<StrategyRecord> twin = twinOf(record);
        if (twin.isPresent() && StrategyQuery.betterFirst().compare(twin.get(), record) < 0) {
            return CatalogAddition.NOT_TAKEN;
        }
        if (own != null) {
            return CatalogAddition.UPDATED;
        }
        return twin.isPresent() ? CatalogAddition.REPLACED : CatalogAddition.ADDED;
    }

    /** The record of another id with the same fingerprint. */
    synchronized Optional<StrategyRecord> twinOf(StrategyRecord record) {
        String id = idByFingerprint.get(record.fingerprint());
        return id == null || id.equals(record.id()) ? Optional.empty() : Optional.ofNullable(byId.get(id));
    }

    @Override
    public List<StrategyRecord> find(StrategyQuery query) {
        Check.notNull(query, "query");
        return candidates().stream()
                .filter(query::matches)
                .sorted(StrategyQuery.betterFirst())
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized Optional<StrategyRecord> byId(String id) {
        return Optional.ofNullable(byId.get(Check.notNull(id, "id")));
    }

    @Override
    public synchronized List<StrategyRecord> candidates() {
        return List.copyOf(byId.values());
    }

    @Override
    public String toString() {
        return "InMemoryStrategyCatalog[" + candidates().size() + " strategies]";
    }
}
