package io.trimtab.alerts.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // null is passed on purpose, to see it refused
class ThrottleTest {
    @Test
    void readsAsASentence() {
        Throttle throttle = Throttle.perKey()
                .cooldown(Duration.ofMinutes(30))
                .burstOf(10)
                .thenOneEvery(Duration.ofMinutes(6))
                .maxKeys(99);
        assertThat(throttle.cooldown()).isEqualTo(Duration.ofMinutes(30));
        assertThat(throttle.rate()).contains(GcraLimit.of(10, Duration.ofMinutes(6)));
        assertThat(throttle.keyLabels()).containsExactly("subject", "metric");
        assertThat(throttle.maxKeys()).isEqualTo(99);
        assertThat(throttle)
                .hasToString("Throttle[per type, severity, subject, metric; cooldown PT30M; "
                        + "burst of 10, then one every PT6M]");
        assertThat(Throttle.perType()).hasToString("Throttle[per type, severity; cooldown PT0S; no rate]");
    }

    @Test
    void misuseIsNamed() {
        assertThatThrownBy(() -> Throttle.perLabels("book", " ")).hasMessage("labels[1] must not be blank, was \" \"");
        assertThatThrownBy(() -> Throttle.perKey().cooldown(Duration.ofSeconds(-1)))
                .hasMessage("cooldown must be within 0 and 366 days, was PT-1S");
        assertThatThrownBy(() -> Throttle.perKey().cooldown(Duration.ofDays(367)))
                .hasMessageStartingWith("cooldown must be within 0 and 366 days");
        assertThatThrownBy(() -> Throttle.perKey().cooldown(null)).hasMessage("cooldown");
        assertThatThrownBy(() -> Throttle.perKey().burstOf(0)).hasMessage("burst must be at least 1, was 0");
        assertThatThrownBy(() -> Throttle.perKey().burstOf(1).thenOneEvery(Duration.ofNanos(-1)))
                .hasMessageContaining("was 1 x -1 ns");
        assertThatThrownBy(() -> Throttle.perKey().maxKeys(0)).hasMessage("maxKeys must be at least 1, was 0");
        assertThatThrownBy(() -> Throttle.perKey().maxKeys(1_000_000_000))
                .hasMessage("maxKeys must be at most 100000000, was 1000000000");
    }
}
