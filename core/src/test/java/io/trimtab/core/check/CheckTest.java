package io.trimtab.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // null arguments are given on purpose
class CheckTest {
    @Test
    void aCopyNamesTheElementThatIsNull() {
        assertThatNullPointerException()
                .isThrownBy(() -> Check.copy((List<String>) null, "ids"))
                .withMessage("ids");
        assertThatNullPointerException()
                .isThrownBy(() -> Check.copy(Arrays.asList("A", null), "ids"))
                .withMessage("ids[1]");
        assertThatNullPointerException()
                .isThrownBy(() -> Check.copy(new String[] {null}, "ids"))
                .withMessage("ids[0]");
        assertThatNullPointerException()
                .isThrownBy(() -> Check.copy((String[]) null, "ids"))
                .withMessage("ids");
    }

    @Test
    void aCopyDoesNotFollowItsSource() {
        List<String> list = new ArrayList<>(List.of("A"));
        String[] array = {"A"};

        List<String> ofList = Check.copy(list, "ids");
        List<String> ofArray = Check.copy(array, "ids");
        list.set(0, "B");
        array[0] = "B";

        assertThat(ofList).containsExactly("A");
        assertThat(ofArray).containsExactly("A");
    }

    @Test
    void anIndexIsWithinItsSequence() {
        assertThat(Check.index(2, 3, "row")).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.index(3, 3, "row"))
                .withMessage("row must be from 0 to 2, was 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.index(-1, 3, "row"))
                .withMessage("row must be from 0 to 2, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.index(0, 0, "row"))
                .withMessage("row must be one of none, was 0");
    }

    @Test
    void noComparisonTakesNaN() {
        double nan = Double.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.positive(nan, "x"))
                .withMessage("x must be positive and finite, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.notNegative(nan, "x"))
                .withMessage("x must be at least 0 and finite, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.within(nan, 0, 1, "x"))
                .withMessage("x must be within [0.0, 1.0], was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.strictlyWithin(nan, 0, 1, "x"))
                .withMessage("x must be strictly within (0.0, 1.0), was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.allFinite(new double[] {0, nan}, "x"))
                .withMessage("x[1] must be finite, was NaN");
    }
}
