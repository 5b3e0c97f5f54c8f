package io.trimtab.alerts.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SafeTextTest {
    private static String safe(String text) {
        StringBuilder out = new StringBuilder();
        SafeText.append(out, text, 1_000_000);
        return out.toString();
    }

    @Test
    void hostileTextIsShownAsWhatItIs() {
        assertThat(safe("line\r\nforged line")).isEqualTo("line\\u000d\\u000aforged line");
        assertThat(safe("\u001b[31mred")).isEqualTo("\\u001b[31mred");
        assertThat(safe("a\u202Eb\u2066c\u200Bd")).isEqualTo("a\\u202eb\\u2066c\\u200bd");
        assertThat(safe("\u2028\u2029\u0085\u007f")).isEqualTo("\\u2028\\u2029\\u0085\\u007f");
        assertThat(safe("${jndi:ldap://x}")).isEqualTo("\\u0024{jndi:ldap://x}");
        assertThat(safe("{} {0} %s $5")).isEqualTo("{} {0} %s $5");
        assertThat(safe("\uD800x\uDC00")).isEqualTo("\\ud800x\\udc00");
        assertThat(safe(new String(Character.toChars(0xE0041)))).isEqualTo("\\udb40\\udc41"); // a tag character
        assertThat(safe("\\u0041")).isEqualTo("\\\\u0041");
        assertThat(safe("Zürich 東京 😀 −2.4%")).isEqualTo("Zürich 東京 😀 −2.4%");
    }

    @Test
    void quotesAreEscapedWhereTextIsQuoted() {
        StringBuilder out = new StringBuilder();
        SafeText.appendQuoted(out, "say \"hi\" \\", 100);
        assertThat(out).hasToString("\"say \\\"hi\\\" \\\\\"");
    }

    @Test
    void longTextIsCutWithoutTearingAPair() {
        StringBuilder out = new StringBuilder();
        SafeText.append(out, "ab😀cd", 3);
        assertThat(out).hasToString("ab...");
        assertThat(SafeText.cut("ab😀cd", 4)).isEqualTo(4);
        assertThat(SafeText.cut("ab", 4)).isEqualTo(2);
        assertThat(SafeText.cut("😀", 0)).isZero();
    }

    @Property(tries = 500)
    void theResultIsOneLineWithoutControlsWhateverTheText(@ForAll String text) {
        String safe = safe(text);
        assertThat(safe.codePoints().map(Character::getType))
                .doesNotContain(
                        (int) Character.CONTROL,
                        (int) Character.FORMAT,
                        (int) Character.SURROGATE,
                        (int) Character.LINE_SEPARATOR,
                        (int) Character.PARAGRAPH_SEPARATOR);
        assertThat(safe).doesNotContain("${");
    }

    @Property(tries = 500)
    void differentTextsStayDifferent(@ForAll String one, @ForAll String other) {
        assertThat(safe(one).equals(safe(other))).isEqualTo(one.equals(other));
    }
}
