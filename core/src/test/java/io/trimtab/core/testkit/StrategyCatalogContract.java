package io.trimtab.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.regime.Regime;
import io.trimtab.core.strategy.AssetClass;
import io.trimtab.core.strategy.CatalogAddition;
import io.trimtab.core.strategy.PerformanceSummary;
import io.trimtab.core.strategy.StrategyCatalog;
import io.trimtab.core.strategy.StrategyContext;
import io.trimtab.core.strategy.StrategyQuery;
import io.trimtab.core.strategy.StrategyRecord;
import io.trimtab.core.strategy.StrategyType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What every {@link StrategyCatalog} must keep: extend it, say how to make an empty one, and run it as a JUnit test. */
public abstract class StrategyCatalogContract {
    private static final LocalDate FOUND = LocalDate.of(2020, 1, 1);

    /** For subclasses. */
    protected StrategyCatalogContract() {}

    /**
     * The catalog to test.
     *
     * @return a catalog without strategies
     */
    protected abstract StrategyCatalog empty();

    @Test
    void anEmptyCatalogFindsNothing() {
        StrategyCatalog catalog = empty();
        assertThat(catalog.candidates()).isEmpty();
        assertThat(catalog.find(StrategyQuery.all())).isEmpty();
        assertThat(catalog.byId("x")).isEmpty();
    }

    @Test
    void candidatesComeInTheOrderOfTheirIdsWhateverTheOrderOfAdditions() {
        List<StrategyRecord> records = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            records.add(record("s" + i, "" + i, i % 7, FOUND));
        }
        StrategyCatalog one = empty();
        records.forEach(one::add);
        Collections.shuffle(records, new Random(3));
        StrategyCatalog other = empty();
        records.forEach(other::add);
        assertThat(one.candidates()).isEqualTo(other.candidates()).hasSize(30);
        assertThat(one.candidates()).extracting(StrategyRecord::id).isSorted();
        assertThat(one.find(StrategyQuery.all().limit(10)))
                .isEqualTo(other.find(StrategyQuery.all().limit(10)));
    }

    @Test
    void theBetterOfTwoEqualFingerprintsStaysWhicheverCameFirst() {
        StrategyRecord good = record("good", "1", 1.5, FOUND);
        StrategyRecord bad = record("bad", "1", 0.5, FOUND);
        StrategyCatalog catalog = empty();
        assertThat(catalog.add(bad)).isEqualTo(CatalogAddition.ADDED);
        assertThat(catalog.add(good)).isEqualTo(CatalogAddition.REPLACED);
        assertThat(catalog.add(bad)).isEqualTo(CatalogAddition.NOT_TAKEN);
        assertThat(catalog.candidates()).containsExactly(good);
        assertThat(catalog.byId("bad")).isEmpty();
        StrategyRecord unmeasured = record("none", "1", Double.NaN, FOUND);
        assertThat(catalog.add(unmeasured)).isEqualTo(CatalogAddition.NOT_TAKEN);
    }

    @Test
    void aStrategyIsBroughtUpToDateForBetterOrWorseButNotBack() {
        StrategyCatalog catalog = empty();
        StrategyRecord first = record("s", "1", 1.5, FOUND);
        StrategyRecord worse = record("s", "1", 0.2, FOUND.plusDays(30));
        catalog.add(first);
        assertThat(catalog.add(worse)).isEqualTo(CatalogAddition.UPDATED);
        assertThat(catalog.byId("s")).contains(worse);
        assertThat(catalog.add(first)).isEqualTo(CatalogAddition.NOT_TAKEN);
        StrategyRecord changed = record("s", "2", 0.2, FOUND.plusDays(31));
        assertThat(catalog.add(changed)).isEqualTo(CatalogAddition.UPDATED);
        assertThat(catalog.add(record("t", "1", 0.1, FOUND))).isEqualTo(CatalogAddition.ADDED);
        assertThat(catalog.add(record("u", "2", 0.1, FOUND))).isEqualTo(CatalogAddition.NOT_TAKEN);
    }

    @Test
    void everyFilterOfAQueryHolds() {
        StrategyCatalog catalog = empty();
        StrategyRecord crisis = record("crisis", "1", 0.9, FOUND).toBuilder()
                .context(StrategyContext.of(Regime.CRISIS, AssetClass.FX))
                .family("hedge")
                .tag("slow")
                .tag("long-only")
                .build();
        StrategyRecord fast = StrategyRecord.builder("fast", StrategyType.BREAKOUT)
                .performance(PerformanceSummary.builder()
                        .sharpe(0.4)
                        .maxDrawdown(0.3)
                        .build())
                .build();
        StrategyRecord unknown =
                StrategyRecord.builder("unknown", StrategyType.OTHER).build();
        List.of(unknown, fast, crisis).forEach(catalog::add);
        assertThat(catalog.find(StrategyQuery.all())).containsExactly(crisis, fast, unknown);
        assertThat(catalog.find(StrategyQuery.all().types(StrategyType.BREAKOUT)))
                .containsExactly(fast);
        assertThat(catalog.find(StrategyQuery.all().families("hedge", "other"))).containsExactly(crisis);
        assertThat(catalog.find(StrategyQuery.all().regimes(Regime.CRISIS))).containsExactly(crisis);
        assertThat(catalog.find(StrategyQuery.all().assetClasses(AssetClass.FX)))
                .containsExactly(crisis);
        assertThat(catalog.find(StrategyQuery.all().tags("slow", "long-only"))).containsExactly(crisis);
        assertThat(catalog.find(StrategyQuery.all().tags("slow", "short"))).isEmpty();
        assertThat(catalog.find(StrategyQuery.all().minimumSharpe(0.4))).containsExactly(crisis, fast);
        assertThat(catalog.find(StrategyQuery.all().maximumDrawdown(0.2))).containsExactly(crisis);
        assertThat(catalog.find(StrategyQuery.all().limit(1))).containsExactly(crisis);
    }

    @Test
    void manyThreadsAddWithoutLosingAny() throws InterruptedException {
        StrategyCatalog catalog = empty();
        int each = 200;
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            String name = "t" + n + "-";
            Thread thread = new Thread(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
                for (int i = 0; i < each; i++) {
                    catalog.add(record(name + i, name + i, 1, FOUND));
                    catalog.add(record("shared" + i, "shared" + i, 1, FOUND.plusDays(i)));
                    catalog.candidates();
                }
            });
            thread.start();
            threads.add(thread);
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(catalog.candidates()).hasSize(5 * each);
        assertThat(catalog.candidates()).extracting(StrategyRecord::fingerprint).doesNotHaveDuplicates();
    }

    private static StrategyRecord record(String id, String parameter, double sharpe, LocalDate updated) {
        return StrategyRecord.builder(id, StrategyType.MOMENTUM)
                .parameter("months", parameter)
                .performance(PerformanceSummary.builder()
                        .sharpe(sharpe)
                        .maxDrawdown(0.1)
                        .build())
                .dates(FOUND, updated)
                .build();
    }
}
