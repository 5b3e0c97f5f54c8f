package io.trimtab.alerts.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExcerptTest {
    private static final Excerpt.Markup DOUBLED =
            (out, point) -> out.append('(').appendCodePoint(point).append(')');

    @Test
    void whatFitsIsWhole() {
        assertThat(Excerpt.of("a".repeat(64), 64, Excerpt.PLAIN)).isEqualTo("a".repeat(64));
        assertThat(Excerpt.of("", 64, Excerpt.PLAIN)).isEmpty();
        assertThat(Excerpt.of("ab\n", 64, DOUBLED)).isEqualTo("(a)(b)(\\)(u)(0)(0)(0)(a)");
    }

    @Test
    void whatDoesNotFitSaysSo() {
        assertThat(Excerpt.of("a".repeat(65), 64, Excerpt.PLAIN))
                .isEqualTo(
                        "a".repeat(64 - " ... cut, 65 characters in all".length()) + " ... cut, 65 characters in all");
        assertThat(Excerpt.of("a".repeat(1_234_567), 100, Excerpt.PLAIN))
                .endsWith("a ... cut, 1,234,567 characters in all")
                .hasSize(100);
        // it fits by itself, but not with its mark-up
        assertThat(Excerpt.of("a".repeat(30), 64, DOUBLED))
                .isEqualTo("(a)".repeat(11) + " ... cut, 30 characters in all");
    }

    @Property(tries = 1_000)
    void noExcerptIsTooLongOrTorn(@ForAll String text, @ForAll @IntRange(min = 64, max = 200) int most) {
        for (int copies : new int[] {1, 7}) {
            String source = text.repeat(copies);
            String plain = Excerpt.of(source, most, Excerpt.PLAIN);
            assertThat(plain.length()).isLessThanOrEqualTo(most);
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(plain)).isTrue();
            String marked = Excerpt.of(source, most, DOUBLED);
            assertThat(marked.length()).isLessThanOrEqualTo(most);
            int body = marked.contains(" ... cut,") ? marked.indexOf(" ... cut,") : marked.length();
            assertThat(marked.substring(0, body)).matches("(?s)(\\(..?\\))*");
        }
    }

    @Property(tries = 500)
    void bytesAreCountedAsTheyAreSent(@ForAll String text) {
        assertThat(Utf8.length(SafeText.wellFormed(text)))
                .isEqualTo(SafeText.wellFormed(text).getBytes(StandardCharsets.UTF_8).length);
    }

    @Property(tries = 500)
    void onlyWhatHasNoFormIsReplaced(@ForAll String text) {
        String repaired = SafeText.wellFormed(text);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(repaired)).isTrue();
        if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            assertThat(repaired).isEqualTo(text);
        }
    }
}
