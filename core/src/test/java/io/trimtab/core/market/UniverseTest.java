package io.trimtab.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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

    @Test
    void aPositionOutsideIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Universe.of("A", "B").id(2))
                .withMessage("index must be from 0 to 1, was 2");
    }

    @Test
    void theIdsAreCopied() {
        List<String> ids = new ArrayList<>(List.of("A", "B"));
        Universe universe = Universe.of(ids);
        ids.set(0, "C");
        assertThat(universe.ids()).containsExactly("A", "B");
        assertThat(universe.indexOf("A")).isZero();
    }

    @Test
    void serializationKeepsTheIndexAndShipsOnlyTheIds() throws IOException, ClassNotFoundException {
        List<String> ids = IntStream.range(0, 1000).mapToObj(i -> "S" + i).toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(Universe.of(ids));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Universe back = (Universe) in.readObject();
            assertThat(back).isEqualTo(Universe.of(ids));
            assertThat(back.indexOf("S999")).isEqualTo(999);
        }
        assertThat(bytes.size()).isLessThan(10 * ids.size()); // 7 bytes an id and a small head
    }
}
