package io.trimtab.core.regime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegimeBeliefTest {
    private static final LocalDate DAY = LocalDate.of(2024, 2, 29);
    private static final List<Regime> TWO = List.of(Regime.BULL, Regime.BEAR);

    @Test
    void entropyIsThatOfShannon() {
        RegimeBelief belief = belief(0.9, 0.1);
        // -(0.9 ln 0.9 + 0.1 ln 0.1)
        assertThat(belief.entropy()).isCloseTo(0.3250829733914482, within(1e-15));
        assertThat(belief.normalisedEntropy()).isCloseTo(0.46899559358928133, within(1e-15));
        assertThat(belief.certainty()).isCloseTo(0.5310044064107187, within(1e-15));
        assertThat(belief.confidence()).isEqualTo(0.9);
        assertThat(belief.mostLikely()).isEqualTo(Regime.BULL);
        assertThat(belief(1, 0).entropy()).isZero();
        assertThat(belief(1, 0).certainty()).isEqualTo(1);
    }

    @Test
    void theOrderOfRegimesChangesNoBit() {
        List<Regime> regimes = List.of(Regime.BULL, Regime.BEAR, Regime.CRISIS, Regime.of("MINE"));
        List<Regime> mixed = List.of(Regime.CRISIS, Regime.of("MINE"), Regime.BULL, Regime.BEAR);
        RegimeBelief one = RegimeBelief.of(regimes, new double[] {.1, .2, .3, .4}, "m", DAY);
        RegimeBelief other = RegimeBelief.of(mixed, new double[] {.3, .4, .1, .2}, "m", DAY);
        assertThat(other.entropy()).isEqualTo(one.entropy());
        assertThat(other.certainty()).isEqualTo(one.certainty());
        assertThat(other.mostLikely()).isEqualTo(one.mostLikely());
        regimes.forEach(r -> assertThat(other.probability(r)).isEqualTo(one.probability(r)));
    }

    @Test
    void uniformIsUnknownAndUnknownIsUniform() {
        RegimeBelief even = belief(0.5, 0.5);
        assertThat(even.isKnown()).isFalse();
        assertThat(even.mostLikely()).isEqualTo(Regime.UNKNOWN);
        assertThat(even.note()).isEqualTo("all regimes are equally probable");
        RegimeBelief unknown = RegimeBelief.unknown(TWO, "m", DAY, "3 returns, 60 needed");
        assertThat(unknown.probabilities()).containsExactly(0.5, 0.5);
        assertThat(unknown.certainty()).isZero();
        assertThat(unknown.normalisedEntropy()).isEqualTo(1);
        assertThat(unknown.durationBars()).isZero();
        assertThat(unknown.withDuration(4)).isSameAs(unknown);
        assertThat(unknown.toString())
                .isEqualTo("UNKNOWN (3 returns, 60 needed): BULL 50.0%, BEAR 50.0% as of 2024-02-29 by m");
        RegimeBelief nothing = RegimeBelief.unknown(List.of(), "m", DAY, "no model");
        assertThat(nothing.regimes()).containsExactly(Regime.UNKNOWN);
        assertThat(nothing.confidence()).isZero();
        assertThat(nothing.certainty()).isZero();
    }

    @Test
    void aSingleRegimeIsCertain() {
        RegimeBelief one = RegimeBelief.of(List.of(Regime.BULL), new double[] {1}, "m", DAY);
        assertThat(one.isKnown()).isTrue();
        assertThat(one.certainty()).isEqualTo(1);
        assertThat(one.mostLikely()).isEqualTo(Regime.BULL);
    }

    @Test
    void misuseIsRefusedByName() {
        assertThatThrownBy(() -> belief(0.5, 0.6))
                .hasMessage("probabilities of [BULL, BEAR] must sum to 1, was 1.1; divide them by their sum first");
        assertThatThrownBy(() -> belief(Double.NaN, 0.6))
                .hasMessage("probability of BULL must be within [0.0, 1.0], was NaN");
        assertThatThrownBy(() -> belief(1.5, -0.5))
                .hasMessage("probability of BULL must be within [0.0, 1.0], was 1.5");
        assertThatThrownBy(() -> RegimeBelief.of(TWO, new double[] {1}, "m", DAY))
                .hasMessage("probabilities must have length 2, had 1");
        assertThatThrownBy(
                        () -> RegimeBelief.of(List.of(Regime.BULL, Regime.UNKNOWN), new double[] {0.5, 0.5}, "m", DAY))
                .hasMessageStartingWith("regimes must not contain UNKNOWN");
        assertThatThrownBy(() -> RegimeBelief.of(List.of(Regime.BULL, Regime.BULL), new double[] {0.5, 0.5}, "m", DAY))
                .hasMessage("regimes must be unique, but BULL is at positions 0 and 1");
        assertThatThrownBy(() -> RegimeBelief.of(List.of(), new double[0], "m", DAY))
                .hasMessage("regimes must name at least one regime, was empty");
        assertThatThrownBy(() -> belief(1, 0).withDuration(0)).hasMessage("durationBars must be at least 1, was 0");
    }

    @Test
    void regimesHaveOneSpelling() {
        assertThat(Regime.of("CRISIS")).isEqualTo(Regime.CRISIS);
        assertThat(Regime.named()).hasSize(8).doesNotContain(Regime.UNKNOWN);
        for (String bad : List.of("crisis", "Crisis", " CRISIS", "", "2008", "A-B")) {
            assertThatThrownBy(() -> Regime.of(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("regime name must be capital letters, digits and underscores, starting with a letter,"
                            + " such as CRISIS, was \"" + bad + "\"");
        }
    }

    @Test
    void equalityIsOfContents() {
        assertThat(belief(0.9, 0.1)).isEqualTo(belief(0.9, 0.1)).hasSameHashCodeAs(belief(0.9, 0.1));
        assertThat(belief(0.9, 0.1))
                .isNotEqualTo(belief(0.8, 0.2))
                .isNotEqualTo(belief(0.9, 0.1).withDuration(2));
        double[] p = {0.9, 0.1};
        RegimeBelief belief = RegimeBelief.of(TWO, p, "m", DAY);
        p[0] = 0;
        belief.probabilities()[0] = 0;
        assertThat(belief.probability(0)).isEqualTo(0.9);
    }

    @Test
    void aPathCountsHowLongTheMostLikelyRegimeHasBeenThat() {
        List<LocalDate> dates = Hmms.dates(5);
        RegimePath path = RegimePath.of(TWO, dates, new double[] {.9, .1, .2, .8, .6, .4, .7, .3, .9, .1}, "m");
        assertThat(path.latest().durationBars()).isEqualTo(3);
        assertThat(path.belief(1).durationBars()).isEqualTo(1);
        assertThat(path.belief(0).durationBars()).isEqualTo(1);
        assertThat(path.latest().asOf()).isEqualTo(dates.get(4));
        assertThat(path.probability(1, 1)).isEqualTo(0.8);
        assertThat(path.toString()).startsWith("RegimePath[5 dates x [BULL, BEAR] by m; latest BULL 90.0%");
        assertThatThrownBy(() -> RegimePath.of(TWO, dates, new double[9], "m"))
                .hasMessage("probabilities must have length 10, had 9");
    }

    private static RegimeBelief belief(double bull, double bear) {
        return RegimeBelief.of(TWO, new double[] {bull, bear}, "m", DAY);
    }

    @Test
    void theSumIsTakenInAnOrderThatRegimesDoNotChoose() {
        // .1 + .2 + .7 is 1, .7 + .2 + .1 is not
        RegimeBelief up = RegimeBelief.of(
                List.of(Regime.BULL, Regime.BEAR, Regime.CRISIS), new double[] {0.1, 0.2, 0.7}, "test", DAY);
        RegimeBelief down = RegimeBelief.of(
                List.of(Regime.CRISIS, Regime.BEAR, Regime.BULL), new double[] {0.7, 0.2, 0.1}, "test", DAY);
        assertThat(down.probability(Regime.CRISIS)).isEqualTo(up.probability(Regime.CRISIS));
        assertThat(down.entropy()).isEqualTo(up.entropy());
        assertThat(down.certainty()).isEqualTo(up.certainty());
    }

    @Test
    void anUnknownBeliefOverOneRegimeIsNotCertainOfIt() {
        RegimeBelief belief = RegimeBelief.unknown(List.of(Regime.SIDEWAYS), "test", DAY, "too little data");
        assertThat(belief.confidence()).isZero();
        assertThat(belief.probability(Regime.SIDEWAYS)).isZero();
        assertThat(belief.regimes()).containsExactly(Regime.UNKNOWN);
    }

    @Test
    void aProbabilityOfMinusZeroIsZero() {
        List<Regime> regimes = List.of(Regime.BULL, Regime.BEAR);
        assertThat(RegimeBelief.of(regimes, new double[] {1, -0.0}, "test", DAY))
                .isEqualTo(RegimeBelief.of(regimes, new double[] {1, 0.0}, "test", DAY));
    }

    @Test
    void positionsOutsideAPathOrABeliefAreRefused() {
        List<Regime> regimes = List.of(Regime.BULL, Regime.BEAR);
        double[] p = {0.9, 0.1, 0.2, 0.8};
        RegimePath path = RegimePath.of(regimes, List.of(DAY, DAY.plusDays(1)), p, "test");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> path.probability(0, 2)) // would be that of the next date
                .withMessage("regime must be from 0 to 1, was 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> path.belief(2))
                .withMessage("row must be from 0 to 1, was 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> path.latest().probability(2))
                .withMessage("position must be from 0 to 1, was 2");
    }
}
