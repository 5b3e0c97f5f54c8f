package io.trimtab.core.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.regime.Regime;
import io.trimtab.core.testkit.StrategyCatalogContract;
import io.trimtab.core.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnapshotCatalogTest extends StrategyCatalogContract {
    @Override
    protected StrategyCatalog empty() {
        return SnapshotCatalog.over(
                InMemoryStrategyCatalog.empty(), Duration.ofDays(1), ManualClock.startingAt(Instant.EPOCH));
    }

    /** A catalog that fails when told to. */
    private static final class Flaky implements StrategyCatalog {
        private final StrategyCatalog catalog = InMemoryStrategyCatalog.of(List.of(Strategies.solid("a")));
        private boolean down;

        @Override
        public CatalogAddition add(StrategyRecord record) {
            return up().add(record);
        }

        @Override
        public List<StrategyRecord> find(StrategyQuery query) {
            return up().find(query);
        }

        @Override
        public Optional<StrategyRecord> byId(String id) {
            return up().byId(id);
        }

        @Override
        public List<StrategyRecord> candidates() {
            return up().candidates();
        }

        private StrategyCatalog up() {
            if (down) {
                throw new IllegalStateException("connection refused");
            }
            return catalog;
        }
    }

    @Test
    void aFailureGivesTheLastGoodSnapshotWithItsAgeUntilItIsTooOld() {
        ManualClock clock = ManualClock.startingAt(Instant.EPOCH);
        Flaky flaky = new Flaky();
        SnapshotCatalog catalog = SnapshotCatalog.over(flaky, Duration.ofHours(2), clock);
        assertThat(catalog.read())
                .isEqualTo(new CatalogReading(
                        List.of(Strategies.solid("a")), Duration.ZERO, CatalogReading.Staleness.FRESH, ""));
        flaky.down = true;
        clock.advance(Duration.ofHours(2));
        CatalogReading stale = catalog.read();
        assertThat(stale.isStale()).isTrue();
        assertThat(stale.age()).isEqualTo(Duration.ofHours(2));
        assertThat(stale.failure()).isEqualTo("connection refused");
        assertThat(catalog.candidates()).containsExactly(Strategies.solid("a"));
        assertThat(catalog.byId("a")).isPresent();
        assertThat(catalog.find(StrategyQuery.all())).hasSize(1);
        assertThatThrownBy(() -> catalog.add(Strategies.solid("b"))).hasMessage("connection refused");
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(catalog::candidates)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "no strategies: the catalog failed (connection refused) and the snapshot is PT2H1S old, at most"
                                + " PT2H allowed");
        flaky.down = false;
        assertThat(catalog.read().isStale()).isFalse();
    }

    @Test
    void withoutASnapshotThereIsNothingToTrade() {
        Flaky flaky = new Flaky();
        flaky.down = true;
        SnapshotCatalog catalog =
                SnapshotCatalog.over(flaky, Duration.ofDays(1), ManualClock.startingAt(Instant.EPOCH));
        assertThatThrownBy(catalog::candidates)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no strategies: the catalog failed (connection refused) and there is no snapshot yet");
        assertThatThrownBy(() -> SnapshotCatalog.over(flaky, Duration.ZERO, Instant::now))
                .hasMessage("oldest must be positive, was PT0S");
    }

    @Test
    void familiesRecommendationsAndYearsAreCountedByHand() {
        StrategyRecord one = Strategies.solid("one").toBuilder()
                .family("trend")
                .usage(10, 0.5)
                .build();
        StrategyRecord two = Strategies.solid("two").toBuilder()
                .family("trend")
                .usage(30, 0.9)
                .performance(PerformanceSummary.builder().sharpe(2).build())
                .dates(LocalDate.of(2021, 3, 1), Strategies.DAY)
                .build();
        StrategyRecord three = Strategies.solid("three").toBuilder()
                .family("carry")
                .usage(0, Double.NaN)
                .build();
        List<StrategyRecord> all = List.of(one, two, three);
        List<CatalogInsights.FamilyStatistics> families = CatalogInsights.families(all);
        assertThat(families)
                .extracting(CatalogInsights.FamilyStatistics::family)
                .containsExactly("carry", "trend");
        assertThat(families.get(1).best()).isEqualTo("two");
        assertThat(families.get(1).medianSharpe()).isEqualTo(1.5);
        assertThat(families.get(1).medianDrawdown()).isEqualTo(0.1);
        assertThat(families.get(1).uses()).isEqualTo(40);
        assertThat(families.get(1).successRate()).isCloseTo(0.8, within(1e-15));
        assertThat(families.get(0).successRate()).isNaN();
        assertThat(CatalogInsights.trends(all))
                .containsExactly(
                        new CatalogInsights.YearOfFinds(2020, 2, 1), new CatalogInsights.YearOfFinds(2021, 1, 2));
        MarketConditions bull = MarketConditions.of(Strategies.belief(0.9, 0.1));
        // Of "two" most figures, and of "three" the success rate, are not measured.
        List<CatalogInsights.Recommendation> best = CatalogInsights.recommended(all, bull, 5);
        assertThat(best).hasSize(1);
        assertThat(best.get(0).strategy()).isEqualTo(one);
        assertThat(best.get(0).match()).isCloseTo(0.36, within(1e-15));
        StrategyRecord bear = one.toBuilder()
                .context(StrategyContext.of(Regime.BEAR, AssetClass.FX))
                .build();
        assertThat(CatalogInsights.recommended(List.of(bear), bull, 1).get(0).match())
                .isCloseTo(0.04, within(1e-15));
    }
}
