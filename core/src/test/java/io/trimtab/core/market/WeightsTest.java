package io.trimtab.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // null arguments are given on purpose
class WeightsTest {
    private static final Universe ABC = Universe.of("A", "B", "C");

    @Test
    void netAndGrossDifferByTheShortSide() {
        Weights weights = Weights.of(ABC, 0.75, -0.25, 0.125);

        assertThat(weights.net()).isEqualTo(0.625);
        assertThat(weights.gross()).isEqualTo(1.125);
        assertThat(weights.of("B")).isEqualTo(-0.25);
        assertThat(weights.get(2)).isEqualTo(0.125);
        assertThat(weights.universe()).isEqualTo(ABC);
    }

    @Test
    void turnoverIsTwoSided() {
        Weights all = Weights.of(ABC, 1, 0, 0);

        assertThat(all.turnoverTo(Weights.of(ABC, 0, 1, 0))).isEqualTo(2);
        assertThat(all.turnoverTo(Weights.none(ABC))).isEqualTo(1);
        assertThat(all.turnoverTo(all)).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> all.turnoverTo(Weights.none(Universe.of("A", "X", "C"))))
                .withMessage("target belongs to another universe: at position 1 it has \"X\" where \"B\" is expected");
    }

    @Test
    void equalWeightsSumToOne() {
        assertThat(Weights.equal(ABC).net()).isEqualTo(1, within(2e-16));
        assertThat(Weights.none(ABC).gross()).isZero();
    }

    @Test
    void arraysAreCopiedInAndOut() {
        double[] given = {1, 2, 3};
        Weights weights = Weights.of(ABC, given);
        given[0] = 9;
        weights.toArray()[1] = 9;

        assertThat(weights).isEqualTo(Weights.of(ABC, 1, 2, 3)).hasSameHashCodeAs(Weights.of(ABC, 1, 2, 3));
        assertThat(weights).isNotEqualTo(Weights.of(ABC, 1, 2, 4));
        assertThat(weights.toString()).contains("A=1").contains("C=3");
    }

    @Test
    void refusesWhatIsNoWeight() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Weights.of(ABC, 0, Double.NaN, 0))
                .withMessage("weights[1] (B) must be finite, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Weights.of(ABC, 0, 0))
                .withMessage("weights must have length 3, had 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Weights.none(ABC).of("X"))
                .withMessageContaining("asset \"X\" is not in the universe of 3 assets");
        assertThatNullPointerException().isThrownBy(() -> Weights.of(null, 1)).withMessage("universe");
        assertThatNullPointerException()
                .isThrownBy(() -> Weights.of(ABC, (double[]) null))
                .withMessage("weights");
    }

    @Test
    void nothingHeldIsOneThing() {
        Universe universe = Universe.of("A");
        assertThat(Weights.of(universe, -0.0)).isEqualTo(Weights.none(universe)).hasToString("Weights[A=0.0]");
    }

    @Test
    void aPositionOutsideIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Weights.equal(Universe.of("A")).get(-1))
                .withMessage("index must be from 0 to 0, was -1");
    }
}
