package io.trimtab.core.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.testkit.Allocation;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OnlineEnsembleTest {
    private static final double[] TRANSITION = {0.9, 0.1, 0.2, 0.8};
    private static final LocalDate DAY = LocalDate.of(2024, 1, 1);
    private static final List<Regime> REGIMES = List.of(Regime.SIDEWAYS, Regime.VOLATILE);

    private static OnlineFilter calm() {
        return GaussianHmm.stationary(TRANSITION, new double[] {0, 0}, new double[] {1, 9})
                .onlineFilter();
    }

    private static SwitchingFilter wild() {
        return MarkovSwitching.of(
                        SwitchingSpec.states(2).withLags(1).switching("const", "variance"),
                        0.8,
                        0.3,
                        0,
                        0.5,
                        0.2,
                        0.5,
                        4)
                .onlineFilter();
    }

    /** Oracle: the ensemble of models, shown the beliefs of filters of one's own. */
    @Test
    void itSaysWhatThePoolOfItsMembersBeliefsSays() {
        SplittableRandom random = new SplittableRandom(1);
        for (OpinionPool pool : OpinionPool.values()) {
            OnlineEnsemble ensemble = OnlineEnsemble.of(pool, 2).with(calm(), 2).with(wild(), 1);
            RegimeEnsemble models = RegimeEnsemble.of(pool).with(silent("a"), 2).with(silent("b"), 1);
            OnlineFilter first = calm();
            SwitchingFilter second = wild();
            assertThat(ensemble.isReady()).isFalse();
            int duration = 0;
            Regime before = Regime.UNKNOWN;
            for (int t = 0; t < 60; t++) {
                double x = (t / 15 % 2 == 0 ? 0.5 : 3) * Hmms.gaussian(random);
                ensemble.update(x);
                first.update(x);
                second.update(x);
                RegimeBelief one = first.belief(REGIMES, "a", DAY);
                // While its lags fill the second does not count.
                RegimeBelief pooled = second.isReady()
                        ? models.pool(List.of(one, second.belief(REGIMES, "b", DAY)), DAY)
                        : RegimeEnsemble.of(pool).with(silent("a"), 2).pool(List.of(one), DAY);
                for (int s = 0; s < 2; s++) {
                    assertThat(ensemble.probability(s)).isCloseTo(pooled.probability(REGIMES.get(s)), within(1e-14));
                }
                RegimeBelief belief = ensemble.belief(REGIMES, "both", DAY);
                duration = belief.mostLikely().equals(before) ? duration + 1 : 1;
                before = belief.mostLikely();
                assertThat(belief.durationBars()).isEqualTo(duration);
            }
        }
    }

    private static RegimeModel silent(String name) {
        return new RegimeModel() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public RegimeBelief believe(ReturnPanel history, LocalDate asOf) {
                return RegimeBelief.unknown(REGIMES, name, asOf, "never asked");
            }
        };
    }

    @Test
    void aMemberThatRefusesCountsWithWhatItSaidBefore() {
        GaussianHmm narrow = GaussianHmm.stationary(TRANSITION, new double[] {0, 1}, new double[] {1e-300, 1e-300});
        OnlineFilter refusing = narrow.onlineFilter();
        OnlineFilter taking = calm();
        OnlineEnsemble ensemble =
                OnlineEnsemble.of(OpinionPool.LINEAR, 2).with(refusing, 1).with(taking, 1);
        ensemble.update(0);
        double said = refusing.probability(0);
        ensemble.update(1e10);
        assertThat(refusing.bars()).isEqualTo(1);
        assertThat(taking.bars()).isEqualTo(2);
        assertThat(ensemble.probability(0)).isCloseTo((said + taking.probability(0)) / 2, within(1e-15));
        double pooled = ensemble.probability(0);
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e200}) {
            assertThatThrownBy(() -> ensemble.update(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(ensemble.probability(0)).isEqualTo(pooled);
        assertThat(taking.bars()).isEqualTo(2);
    }

    @Test
    void aBarAllocatesNothing() {
        OnlineEnsemble ensemble =
                OnlineEnsemble.of(OpinionPool.LOGARITHMIC, 2).with(calm(), 2).with(wild(), 1);
        Runnable thousand = () -> {
            for (int i = 0; i < 1000; i++) {
                ensemble.update(0.001 * i);
            }
        };
        thousand.run();
        assertThat(Allocation.bytesIn(thousand)).isLessThan(1000);
    }

    @Test
    void misuseIsRefusedByName() {
        OnlineEnsemble empty = OnlineEnsemble.of(OpinionPool.LINEAR, 2);
        assertThatThrownBy(() -> empty.update(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("without members");
        OnlineFilter filter = calm();
        assertThatThrownBy(() -> OnlineEnsemble.of(OpinionPool.LINEAR, 3).with(filter, 1))
                .hasMessage("states of filter must have length 3, had 2");
        assertThatThrownBy(() -> empty.with(filter, 1).with(filter, 1)).hasMessageContaining("a member already");
        assertThatThrownBy(() -> empty.with(filter, 0)).hasMessage("weight must be positive and finite, was 0.0");
        assertThatThrownBy(() -> OnlineEnsemble.of(OpinionPool.LINEAR, 0))
                .hasMessage("states must be at least 1, was 0");
        assertThatThrownBy(() -> empty.with(filter, 1).probability(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> empty.with(filter, 1).probability(2)).hasMessageContaining("state must be");
        assertThat(empty.with(filter, 1)).hasToString("OnlineEnsemble[LINEAR of 1 filters with weights [1.0]]");
        RegimeBelief later = RegimeBelief.of(REGIMES, new double[] {0.4, 0.6}, "a", DAY.plusDays(1));
        RegimeEnsemble models = RegimeEnsemble.linear().with(silent("a"), 1);
        assertThatThrownBy(() -> models.pool(List.of(later), DAY))
                .hasMessage("beliefs must not be later than 2024-01-01, was that of a of 2024-01-02");
        assertThatThrownBy(() -> models.pool(List.of(), DAY)).hasMessage("beliefs must have length 1, had 0");
    }
}
