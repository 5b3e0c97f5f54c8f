package io.trimtab.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UniverseTest {
    @Test
    void mixingUniversesNamesTheFirstIdThatDiffers() {
        Universe mine = Universe.of("A", "B", "C");
        assertThatThrownBy(() -> mine.requireSame(Universe.of("A", "X", "C"), "weights"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weights belongs to another universe: at position 1 it has \"X\" where \"B\" is expected");
    }

    @Test
    void aRepeatedIdIsRefusedWithBothPositions() {
        assertThatThrownBy(() -> Universe.of("A", "B", "A"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ids must be unique, but \"A\" is at positions 0 and 2");
    }

    @Test
    void everyIdIsFoundAtItsPosition() {
        Universe universe = Universe.of("A", "B", "C");
        assertThat(universe.ids())
                .allSatisfy(id -> assertThat(universe.id(universe.indexOf(id))).isEqualTo(id));
    }
}
