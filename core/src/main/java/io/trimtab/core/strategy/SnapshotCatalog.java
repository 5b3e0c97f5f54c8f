package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * A catalog that answers from its last good snapshot while the catalog behind it fails, says how old that is, and refuses
 * when there is none, it is too old, or the clock went back so that nobody knows: a cycle without strategies does not trade.
 *
 * <p>Thread-safe if the catalog behind is.
 *
 * <pre>{@code
 * StrategyCatalog strategies = SnapshotCatalog.over(remote, Duration.ofDays(2), clock);
 * }</pre>
 */
public final class SnapshotCatalog implements StrategyCatalog {
    private final StrategyCatalog behind;
    private final Duration oldest;
    private final InstantSource clock;
    private List<StrategyRecord> snapshot = List.of();
    private Instant taken = Instant.MIN;
    private String failure = "";

    private SnapshotCatalog(StrategyCatalog behind, Duration oldest, InstantSource clock) {
        this.behind = behind;
        this.oldest = oldest;
        this.clock = clock;
    }

    /**
     * A catalog with snapshots, none taken yet.
     *
     * @param behind the catalog that may fail
     * @param oldest how old a snapshot may be and still be used, positive
     * @param clock tells the age
     * @return the catalog
     */
    public static SnapshotCatalog over(StrategyCatalog behind, Duration oldest, InstantSource clock) {
        Check.notNull(behind, "behind");
        if (Check.notNull(oldest, "oldest").isNegative() || oldest.isZero()) {
            throw new IllegalArgumentException("oldest must be positive, was " + oldest);
        }
        return new SnapshotCatalog(behind, oldest, Check.notNull(clock, "clock"));
    }

    /**
     * All strategies, and whether they are of now.
     *
     * @return the reading
     * @throws IllegalStateException if the catalog behind fails and there is no snapshot, or only one that is too old or later
     *     than the clock says it is now
     */
    public synchronized CatalogReading read() {
        Instant now = clock.instant();
        try {
            snapshot = List.copyOf(behind.candidates());
            taken = now;
            failure = "";
            return new CatalogReading(snapshot, Duration.ZERO, CatalogReading.Staleness.FRESH, failure);
        } catch (CancellationException stopped) {
            throw stopped;
        } catch (RuntimeException failed) {
            failure = String.valueOf(failed.getMessage());
            if (taken.equals(Instant.MIN)) {
                throw new IllegalStateException(
                        "no strategies: the catalog failed (" + failure + ") and there is no snapshot yet", failed);
            }
            Duration age = Duration.between(taken, now);
            if (age.isNegative()) {
                throw new IllegalStateException(
                        "no strategies: the catalog failed (" + failure + ") and the clock went back to " + now
                                + ", before the snapshot of " + taken + ", so that nobody knows how old it is",
                        failed);
            }
            if (age.compareTo(oldest) > 0) {
                throw new IllegalStateException(
                        "no strategies: the catalog failed (" + failure + ") and the snapshot is " + age
                                + " old, at most " + oldest + " allowed",
                        failed);
            }
            return new CatalogReading(snapshot, age, CatalogReading.Staleness.STALE, failure);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws RuntimeException as the catalog behind does: what cannot be kept is not taken
     */
    @Override
    public CatalogAddition add(StrategyRecord record) {
        return behind.add(Check.notNull(record, "record"));
    }

    @Override
    public List<StrategyRecord> find(StrategyQuery query) {
        Check.notNull(query, "query");
        return read().strategies().stream()
                .filter(query::matches)
                .sorted(StrategyQuery.betterFirst())
                .limit(query.limit())
                .toList();
    }

    @Override
    public Optional<StrategyRecord> byId(String id) {
        Check.notNull(id, "id");
        return read().strategies().stream()
                .filter(strategy -> strategy.id().equals(id))
                .findFirst();
    }

    @Override
    public List<StrategyRecord> candidates() {
        return read().strategies();
    }

    @Override
    public synchronized String toString() {
        return "SnapshotCatalog[" + snapshot.size() + " strategies"
                + (failure.isEmpty() ? "" : ", last attempt failed: " + failure) + "]";
    }
}
