package io.trimtab.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // null arguments are given on purpose
class MarketSnapshotTest {
    private static final Universe AB = Universe.of("A", "B");
    private static final Instant NOW = Instant.parse("2024-01-02T17:00:00Z");

    @Test
    void whatIsNotKnownIsEmptyAndNotZero() {
        MarketSnapshot snapshot = MarketSnapshot.of(AB, NOW, new double[] {1, 2});

        assertThat(snapshot.volume(0)).isEmpty();
        assertThat(snapshot.spread(1)).isEmpty();
        assertThat(snapshot.price(1)).isEqualTo(2);
        assertThat(snapshot.prices()).containsExactly(1, 2);
        assertThat(snapshot.asOf()).isEqualTo(NOW);
    }

    @Test
    void volumesAndSpreadsMayBeKnownForSome() {
        MarketSnapshot snapshot = MarketSnapshot.of(AB, NOW, new double[] {1, 2})
                .withVolumes(new double[] {0, Double.NaN})
                .withSpreads(new double[] {Double.NaN, 0.001});

        assertThat(snapshot.volume(0)).hasValue(0);
        assertThat(snapshot.volume(1)).isEmpty();
        assertThat(snapshot.spread(0)).isEmpty();
        assertThat(snapshot.spread(1)).hasValue(0.001);
    }

    @Test
    void arraysAreCopiedInAndOut() {
        double[] prices = {1, 2};
        MarketSnapshot snapshot = MarketSnapshot.of(AB, NOW, prices);
        prices[0] = 9;
        snapshot.prices()[1] = 9;

        assertThat(snapshot.prices()).containsExactly(1, 2);
    }

    @Test
    void refusesBadNumbersByAsset() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MarketSnapshot.of(AB, NOW, new double[] {1, bad}))
                    .withMessage("price of B must be positive and finite, was " + bad);
        }
        MarketSnapshot snapshot = MarketSnapshot.of(AB, NOW, new double[] {1, 2});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> snapshot.withVolumes(new double[] {-1, 0}))
                .withMessage("volume of A must be at least 0 and finite, was -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> snapshot.withSpreads(new double[] {0, Double.POSITIVE_INFINITY}))
                .withMessage("spread of B must be at least 0 and finite, was Infinity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> snapshot.withSpreads(new double[1]))
                .withMessage("spreads must have length 2, had 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MarketSnapshot.of(AB, NOW, new double[3]))
                .withMessage("prices must have length 2, had 3");
        assertThatNullPointerException()
                .isThrownBy(() -> MarketSnapshot.of(AB, null, new double[2]))
                .withMessage("asOf");
    }

    @Test
    void equalityLooksAtEverything() {
        MarketSnapshot snapshot = MarketSnapshot.of(AB, NOW, new double[] {1, 2});

        assertThat(MarketSnapshot.of(AB, NOW, new double[] {1, 2}))
                .isEqualTo(snapshot)
                .hasSameHashCodeAs(snapshot);
        assertThat(snapshot.withSpreads(new double[] {0, 0})).isNotEqualTo(snapshot);
        assertThat(snapshot.withVolumes(new double[] {0, 0})).isNotEqualTo(snapshot);
        assertThat(MarketSnapshot.of(AB, NOW.plusSeconds(1), new double[] {1, 2}))
                .isNotEqualTo(snapshot);
        assertThat(snapshot).hasToString("MarketSnapshot[2 assets at 2024-01-02T17:00:00Z]");
    }
}
