package io.trimtab.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void anObjectKeepsTheOrderOfItsMembers() {
        Json value = Json.object()
                .with("z", 1)
                .with("a", Json.array(List.of(Json.of("x"), Json.Word.NULL, Json.Word.TRUE, Json.of(-2.5))))
                .with("empty", Json.object().build())
                .build();
        assertThat(value.text()).isEqualTo("{\"z\":1,\"a\":[\"x\",null,true,-2.5],\"empty\":{}}");
        assertThat(Json.parse(value.text())).isEqualTo(value);
        assertThat(value.member("a").asList().get(3).number()).isEqualTo(-2.5);
    }

    @Test
    void charactersThatWouldEndATextAreEscaped() {
        String text = Json.of("\"\\\n\u0000\u2028\ud83d\ude00\ud83d").text();
        assertThat(text).isEqualTo("\"\\\"\\\\\\n\\u0000\\u2028\ud83d\ude00\\ud83d\"");
        assertThat(Json.parse("\"\\u00e9\\/\\b\\f\\r\\t\"").string()).isEqualTo("\u00e9/\b\f\r\t");
    }

    @Property
    void everyTextReadsBack(@ForAll String text) {
        assertThat(Json.parse(Json.of(text).text()).string()).isEqualTo(text);
    }

    @Property
    void everyFiniteNumberReadsBackToTheLastBit(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            double back = Json.parse(Json.of(value).text()).number();
            assertThat(Double.doubleToRawLongBits(back)).isEqualTo(Double.doubleToRawLongBits(value));
        }
    }

    @Test
    void shortNumbersAreShort() {
        assertThat(Json.of(0.1).text()).isEqualTo("0.1");
        assertThat(Json.of(1e300).text()).isEqualTo("1E+300");
        assertThat(Json.of(-0.0).text()).isEqualTo("-0.0");
        assertThat(Json.of(1.0 / 3).text()).isEqualTo("0.3333333333333333");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,",
                "[1 2]",
                "{\"a\"}",
                "{\"a\":1,}",
                "{a:1}",
                "01",
                "1.",
                ".5",
                "+1",
                "1e",
                "tru",
                "\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\n\"",
                "1 1",
                "{\"a\":1,\"a\":2}",
                "NaN",
                "1e999",
                "-"
            })
    void whatIsNotJsonIsRefused(String text) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("JSON must ");
    }

    @Test
    void nestingIsBounded() {
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 512 deep");
    }

    @Test
    void anotherKindIsRefusedAndShown() {
        Json value = Json.of("x");
        assertThatThrownBy(value::number).hasMessage("JSON must be a number, was \"x\"");
        assertThatThrownBy(value::asMap).hasMessage("JSON must be an object, was \"x\"");
        assertThatThrownBy(value::asList).hasMessage("JSON must be an array, was \"x\"");
        assertThatThrownBy(() -> Json.of(1).string()).hasMessage("JSON must be a text, was 1");
        assertThatThrownBy(() -> value.member("id")).hasMessage("JSON must have a member \"id\", was \"x\"");
        assertThatThrownBy(() -> Json.of(Double.NaN)).hasMessage("value must be finite, was NaN");
    }
}
