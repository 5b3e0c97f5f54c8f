package io.trimtab.alerts.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelMatcherTest {
    private static LabelSet labels(Map<String, String> labels) {
        return name -> labels.getOrDefault(name, "");
    }

    private static final LabelSet FX = labels(Map.of("book", "fx", "venue", "XETR"));

    @Test
    void eachSignDecidesAsItReads() {
        assertThat(LabelMatcher.equal("book", "fx").matches(FX)).isTrue();
        assertThat(LabelMatcher.equal("book", "f").matches(FX)).isFalse();
        assertThat(LabelMatcher.notEqual("book", "rates").matches(FX)).isTrue();
        assertThat(LabelMatcher.notEqual("book", "fx").matches(FX)).isFalse();
        assertThat(LabelMatcher.matches("venue", "XETR|XLON").matches(FX)).isTrue();
        assertThat(LabelMatcher.matches("venue", "XLON|XPAR").matches(FX)).isFalse();
        assertThat(LabelMatcher.notMatches("venue", "XL.*").matches(FX)).isTrue();
        assertThat(LabelMatcher.notMatches("venue", "X.*").matches(FX)).isFalse();
    }

    @Test
    void aRegularExpressionMustMatchTheWholeValue() {
        assertThat(LabelMatcher.matches("venue", "ET").matches(FX)).isFalse();
        assertThat(LabelMatcher.matches("venue", "XETR\n?").matches(FX)).isTrue();
        assertThat(LabelMatcher.matches("venue", "a|XETR").matches(FX)).isTrue();
    }

    @Test
    void aMissingLabelHasTheEmptyValue() {
        assertThat(LabelMatcher.equal("desk", "").matches(FX)).isTrue();
        assertThat(LabelMatcher.notEqual("desk", "").matches(FX)).isFalse();
        assertThat(LabelMatcher.matches("desk", ".*").matches(FX)).isTrue();
        assertThat(LabelMatcher.matches("desk", ".+").matches(FX)).isFalse();
    }

    @Test
    void anExpressionThatExplodesCatchesNothingEitherWay() {
        LabelSet hostile = labels(Map.of("x", "a".repeat(1_000) + "!"));
        assertThat(LabelMatcher.matches("x", "(a+)+").matches(hostile)).isFalse();
        assertThat(LabelMatcher.notMatches("x", "(a+)+").matches(hostile)).isFalse();
        assertThat(LabelMatcher.matches("x", "(a|aa)*").matches(labels(Map.of("x", "a".repeat(100_000)))))
                .isFalse();
    }

    @Test
    void whatIsNoExpressionIsRefusedByName() {
        assertThatThrownBy(() -> LabelMatcher.matches("x", "(a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("regex must be a regular expression");
        assertThatThrownBy(() -> LabelMatcher.matches("x", "a".repeat(5_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("regex must have at most 4,096 characters, had 5,000");
        assertThatThrownBy(() -> LabelMatcher.equal(" ", "a")).hasMessageContaining("name");
    }

    @Test
    void conditionsMustAllHoldAndPrintAsTheyAreWritten() {
        LabelMatchers both =
                LabelMatchers.all(LabelMatcher.equal("book", "fx"), LabelMatcher.matches("venue", "XETR|XLON"));
        assertThat(both.matches(FX)).isTrue();
        assertThat(both.matches(labels(Map.of("book", "fx")))).isFalse();
        assertThat(LabelMatchers.all().matches(FX)).isTrue();
        assertThat(both).hasToString("{book=\"fx\", venue=~\"XETR|XLON\"}");
        assertThat(both)
                .isEqualTo(
                        LabelMatchers.all(LabelMatcher.equal("book", "fx"), LabelMatcher.matches("venue", "XETR|XLON")))
                .hasSameHashCodeAs(
                        LabelMatchers.all(LabelMatcher.equal("book", "fx"), LabelMatcher.matches("venue", "XETR|XLON")))
                .isNotEqualTo(
                        LabelMatchers.all(LabelMatcher.equal("book", "fx"), LabelMatcher.equal("venue", "XETR|XLON")));
    }
}
