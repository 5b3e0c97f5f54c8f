package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // null is passed on purpose, to see it refused
class AlertTest {
    @Test
    void severitiesAreOrderedByRank() {
        assertThat(Severity.values()).extracting(Severity::rank).containsExactly(0, 1, 2, 3);
        assertThat(Severity.CRITICAL.isAtLeast(Severity.ERROR)).isTrue();
        assertThat(Severity.ERROR.isAtLeast(Severity.ERROR)).isTrue();
        assertThat(Severity.INFO.isAtLeast(Severity.WARNING)).isFalse();
    }

    @Test
    void readsAsItIsWritten() {
        Alert alert =
                Alert.critical("risk.var").label("book", "fx").label("a", "1").text("VaR 2.4% > 2.0%");
        assertThat(alert).hasToString("CRITICAL risk.var{a=\"1\",book=\"fx\"}: VaR 2.4% > 2.0%");
        assertThat(alert.resolved().source("risk"))
                .hasToString("CRITICAL resolved risk.var{a=\"1\",book=\"fx\"}: VaR 2.4% > 2.0% (from risk)");
        assertThat(Alert.info("up")).hasToString("INFO up");
        assertThat(alert.labels()).containsExactly(java.util.Map.entry("a", "1"), java.util.Map.entry("book", "fx"));
    }

    @Test
    void toStringIsOneSafeLineWhateverIsInside() {
        Alert alert = Alert.error("t\n")
                .label("a\r", "\"b\u001b[0m")
                .text("${jndi:x}\u202e")
                .source("\n");
        assertThat(alert)
                .hasToString("ERROR t\\u000a{a\\u000d=\"\\\"b\\u001b[0m\"}: \\u0024{jndi:x}\\u202e (from \\u000a)");
    }

    @Test
    void everyCopyLeavesTheOriginalAlone() {
        Instant start = Instant.parse("2020-01-31T12:00:00Z");
        Alert plain = Alert.warning("t");
        Alert full = plain.label("a", "1")
                .annotation("n", "v")
                .text("x")
                .source("s")
                .startsAt(start)
                .resolved();
        assertThat(plain).isEqualTo(Alert.of(Severity.WARNING, "t")).hasSameHashCodeAs(Alert.of(Severity.WARNING, "t"));
        assertThat(full.annotations()).containsEntry("n", "v");
        assertThat(full.startsAt()).contains(start);
        assertThat(full.isResolved()).isTrue();
        assertThat(full.label("a", "2").labels()).containsEntry("a", "2").hasSize(1);
        for (Alert other : new Alert[] {
            plain,
            full.label("a", "2"),
            full.text("y"),
            full.source("y"),
            full.annotation("n", "w"),
            full.startsAt(Instant.EPOCH)
        }) {
            assertThat(other).isNotEqualTo(full);
        }
        assertThat(full).isNotEqualTo("full");
        assertThatThrownBy(() -> full.labels().put("b", "2")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void longTextIsCutWithAMarkAndLongIdentityIsRefused() {
        Alert alert = Alert.info("t").text("x".repeat(10_000_000)).annotation("n", "y".repeat(20_000));
        assertThat(alert.text()).hasSize(Alert.LONGEST_TEXT).endsWith("x... (10,000,000 characters, cut)");
        assertThat(alert.annotations().get("n")).hasSize(Alert.LONGEST_TEXT).endsWith("(20,000 characters, cut)");
        assertThat(alert.toString()).hasSizeLessThan(3_000);
        assertThatThrownBy(() -> Alert.info("t".repeat(257)))
                .hasMessage("type must have at most 256 characters, had 257; put details into the text");
        assertThatThrownBy(() -> Alert.info("t").label("n".repeat(129), ""))
                .hasMessage("label name must have at most 128 characters, had 129; put details into the text");
        assertThatThrownBy(() -> Alert.info("t").label("n", "v".repeat(1_025)))
                .hasMessage(
                        "value of label n must have at most 1,024 characters, had 1,025; put details into the text");
        assertThatThrownBy(() -> {
                    Alert many = Alert.info("t");
                    for (int i = 0; i <= Alert.MOST_LABELS; i++) {
                        many = many.label("l" + i, "");
                    }
                })
                .hasMessage("labels must be at most 64, l64 would be one more; put details into the text");
    }

    @Test
    void misuseIsNamed() {
        assertThatThrownBy(() -> Alert.of(null, "t"))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("severity");
        assertThatThrownBy(() -> Alert.info(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("type");
        assertThatThrownBy(() -> Alert.info(" ")).hasMessage("type must not be blank, was \" \"");
        assertThatThrownBy(() -> Alert.info("t").label(null, "v")).hasMessage("label name");
        assertThatThrownBy(() -> Alert.info("t").label("n", null)).hasMessage("value of label n");
        assertThatThrownBy(() -> Alert.info("t").label("", "v")).hasMessage("label name must not be blank, was \"\"");
        assertThatThrownBy(() -> Alert.info("t").annotation("n", null)).hasMessage("value of annotation n");
        assertThatThrownBy(() -> Alert.info("t").text(null)).hasMessage("text");
        assertThatThrownBy(() -> Alert.info("t").source(null)).hasMessage("source");
        assertThatThrownBy(() -> Alert.info("t").startsAt(null)).hasMessage("startsAt");
        assertThatThrownBy(() -> Delivery.failed(" ")).hasMessage("reason must not be blank, was \" \"");
    }
}
