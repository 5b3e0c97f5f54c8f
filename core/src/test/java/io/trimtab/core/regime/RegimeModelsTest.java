package io.trimtab.core.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.testkit.RegimeModelContract;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RegimeModelsTest {
    private static final RuleSettings DAILY = RuleSettings.standard(PeriodsPerYear.DAILY);

    @Nested
    class Switching extends RegimeModelContract {
        @Override
        protected RegimeModel model() {
            return SwitchingRegimeModel.of(SwitchingSpec.states(2).switching("const", "variance"))
                    .with(SwitchingSettings.standard().withStarts(4));
        }
    }

    @Nested
    class SwitchingWithLags extends RegimeModelContract {
        @Override
        protected RegimeModel model() {
            return SwitchingRegimeModel.of(SwitchingSpec.states(2).withLags(1).switching("const", "variance"))
                    .with(SwitchingSettings.standard().withStarts(4))
                    .lookBack(300)
                    .labelled(RegimeLabels.byLevels(PeriodsPerYear.DAILY));
        }
    }

    @Nested
    class Runs extends RegimeModelContract {
        @Override
        protected RegimeModel model() {
            return ChangePointRegimeModel.of(PeriodsPerYear.DAILY);
        }
    }

    @Nested
    class Rules extends RegimeModelContract {
        @Override
        protected RegimeModel model() {
            return RuleRegimeModel.of(DAILY);
        }
    }

    @Nested
    class LinearEnsemble extends RegimeModelContract {
        @Override
        protected RegimeModel model() {
            return RegimeEnsemble.linear()
                    .with(RuleRegimeModel.of(DAILY), 1)
                    .with(ChangePointRegimeModel.of(PeriodsPerYear.DAILY), 2);
        }
    }

    @Nested
    class LogarithmicEnsemble extends RegimeModelContract {
        @Override
        protected RegimeModel model() {
            return RegimeEnsemble.logarithmic()
                    .with(RuleRegimeModel.of(DAILY), 1)
                    .with(HmmRegimeModel.of(HmmSettings.states(2)), 2);
        }
    }

    // --- rules

    /** Bars of a market that moves by a drift and noise of a size, the same for all assets or not. */
    private static ReturnPanel market(double driftPerBar, double size, double common, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int bars = 260;
        double[] values = new double[bars * 4];
        for (int t = 0; t < bars; t++) {
            double all = Hmms.gaussian(random);
            for (int j = 0; j < 4; j++) {
                double own = Hmms.gaussian(random);
                values[j * bars + t] = driftPerBar + size * (Math.sqrt(common) * all + Math.sqrt(1 - common) * own);
            }
        }
        return ReturnPanel.of(Universe.of("A", "B", "C", "D"), Hmms.dates(bars), values);
    }

    private static RegimeBelief rules(ReturnPanel panel) {
        return RuleRegimeModel.of(DAILY).believe(panel, panel.dates().get(panel.rows() - 1));
    }

    @Test
    void aTrendIsMeasuredOverTheLookBackNotPerBar() {
        // 0.15% a bar is 46% over the look-back, and nowhere near 20% a bar
        RegimeBelief up = rules(market(0.0015, 0.002, 0.5, 1));
        assertThat(up.mostLikely()).isEqualTo(Regime.TRENDING_UP);
        assertThat(up.confidence()).isGreaterThan(0.95);
        RegimeBelief down = rules(market(-0.0015, 0.002, 0.5, 1));
        assertThat(down.mostLikely()).isEqualTo(Regime.TRENDING_DOWN);
        assertThat(rules(market(0, 0.002, 0.5, 1)).mostLikely()).isEqualTo(Regime.SIDEWAYS);
    }

    @Test
    void volatilityAndCorrelationTellVolatileFromCrisis() {
        assertThat(rules(market(0, 0.030, 0.95, 2)).mostLikely()).isEqualTo(Regime.CRISIS); // 47% a year
        assertThat(rules(market(0, 0.0189, 0.95, 2)).mostLikely()).isEqualTo(Regime.VOLATILE); // 30%
        // The same volatility, falling and all together.
        ReturnPanel fall = market(-0.004, 0.0192, 0.95, 2);
        assertThat(rules(fall).probability(Regime.CRISIS)).isGreaterThan(0.8);
    }

    @Test
    void gainsAfterAFallAreARecovery() {
        ReturnPanel fall = market(-0.0025, 0.002, 0.5, 3);
        double[] values = new double[260 * 4];
        for (int j = 0; j < 4; j++) {
            for (int t = 0; t < 260; t++) {
                values[j * 260 + t] = fall.get(t, j) + (t >= 220 ? 0.006 : 0);
            }
        }
        RegimeBelief belief = rules(ReturnPanel.of(fall.universe(), fall.dates(), values));
        assertThat(belief.mostLikely()).isEqualTo(Regime.RECOVERY);
        assertThat(belief.durationBars()).isBetween(1, 9); // as far back as a whole look-back lies before
    }

    @Test
    void aQuantityAtItsLevelCountsHalf() {
        int bars = 252;
        double[] values = new double[bars];
        values[0] = 0.2; // long ago: a trend of exactly 20%, no recent volatility
        ReturnPanel panel = ReturnPanel.of(Universe.of("A"), Hmms.dates(bars), values);
        RegimeBelief belief = rules(panel);
        assertThat(belief.probability(Regime.TRENDING_UP)).isCloseTo(0.5, within(1e-4));
        assertThat(belief.probability(Regime.SIDEWAYS)).isCloseTo(0.5, within(1e-4));
    }

    @Test
    void lessThanALookBackIsUnknown() {
        ReturnPanel panel = market(0, 0.01, 0.5, 4);
        RegimeBelief belief =
                RuleRegimeModel.of(DAILY).believe(panel, panel.dates().get(250));
        assertThat(belief.isKnown()).isFalse();
        assertThat(belief.note()).isEqualTo("251 observations, at least 252 needed");
        assertThatThrownBy(() -> new RuleSettings(PeriodsPerYear.DAILY, 252, 63, 0.2, 0.05, 0.35, 0.25, 0.6))
                .hasMessage("crisis must be above the volatility of a volatile market (0.35), was 0.25");
    }

    // --- ensembles

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Says(String name, List<Regime> regimes, double... p) implements RegimeModel {
        @Override
        public RegimeBelief believe(ReturnPanel history, LocalDate asOf) {
            if (p.length == 0) {
                throw new IllegalStateException("broken");
            }
            return RegimeBelief.of(regimes, p, name, asOf).withDuration(3);
        }
    }

    private static final List<Regime> BOTH = List.of(Regime.BULL, Regime.BEAR);
    private static final ReturnPanel ANY = market(0, 0.01, 0.5, 5);
    private static final LocalDate DAY = Hmms.dates(1).get(0);

    @Test
    void aLinearPoolAveragesAndALogarithmicOneMultiplies() {
        Says one = new Says("one", BOTH, 0.9, 0.1);
        Says two = new Says("two", BOTH, 0.6, 0.4);
        RegimeBelief linear = RegimeEnsemble.linear().with(one, 3).with(two, 1).believe(ANY, DAY);
        assertThat(linear.probability(Regime.BULL)).isCloseTo(0.825, within(1e-15));
        assertThat(linear.durationBars()).isEqualTo(3);
        RegimeBelief log =
                RegimeEnsemble.logarithmic().with(one, 1).with(two, 1).believe(ANY, DAY);
        double a = Math.sqrt(0.9 * 0.6);
        double b = Math.sqrt(0.1 * 0.4);
        assertThat(log.probability(Regime.BULL)).isCloseTo(a / (a + b), within(1e-14));
    }

    @Test
    void theOrderOfMembersAndRegimesDoesNotMatter() {
        Says one = new Says("one", BOTH, 0.9, 0.1);
        Says two = new Says("two", List.of(Regime.CRISIS, Regime.BEAR, Regime.BULL), 0.5, 0.3, 0.2);
        for (OpinionPool pool : OpinionPool.values()) {
            assertThat(RegimeEnsemble.of(pool).with(one, 1).with(two, 1).believe(ANY, DAY))
                    .isEqualTo(RegimeEnsemble.of(pool).with(two, 1).with(one, 1).believe(ANY, DAY));
        }
    }

    @Test
    void aMemberThatFailsDoesNotCountAndTooManyMakeItUnknown() {
        Says one = new Says("one", BOTH, 0.9, 0.1);
        Says broken = new Says("broken", BOTH);
        assertThat(RegimeEnsemble.linear()
                        .with(one, 1)
                        .with(broken, 1)
                        .believe(ANY, DAY)
                        .probability(Regime.BULL))
                .isCloseTo(0.9, within(1e-15));
        RegimeBelief unknown =
                RegimeEnsemble.linear().with(one, 1).with(broken, 2).believe(ANY, DAY);
        assertThat(unknown.isKnown()).isFalse();
        assertThat(unknown.note()).contains("broken (failed: java.lang.IllegalStateException: broken)");
        assertThat(RegimeEnsemble.linear().believe(ANY, DAY).note()).isEqualTo("no members");
    }

    @Test
    void aStopIsPassedOn() {
        RegimeModel stopped = new RegimeModel() {
            @Override
            public String name() {
                return "stopped";
            }

            @Override
            public RegimeBelief believe(ReturnPanel history, LocalDate asOf) {
                throw new CancellationException("stopped");
            }
        };
        assertThatThrownBy(() -> RegimeEnsemble.linear().with(stopped, 1).believe(ANY, DAY))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void aSpecificationWithOutsideDataIsRefused() {
        assertThatThrownBy(() -> SwitchingRegimeModel.of(SwitchingSpec.states(2).withRegressors("carry")))
                .hasMessageContaining("fit it with MarkovSwitching.fit");
    }
}
