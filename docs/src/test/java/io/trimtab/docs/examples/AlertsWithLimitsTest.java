package io.trimtab.docs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.alerts.AlertLedger;
import io.trimtab.alerts.channel.MemoryChannel;
import io.trimtab.core.time.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AlertsWithLimitsTest {
    @Test
    void theAccountIsTheOneOfTheGuide() throws Exception {
        ManualClock clock = ManualClock.startingAt(Instant.parse("2026-11-06T00:00:00Z"));
        AlertLedger account = AlertsWithLimits.raise(MemoryChannel.of("chat", 100), clock);
        assertThat(account.delivered() + account.suppressed()).isEqualTo(24 * 60);
        assertThat(Files.readString(Path.of("../docs/guide/alerts.md"))).contains(account.toString());
    }
}
