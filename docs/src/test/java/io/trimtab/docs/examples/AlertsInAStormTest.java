package io.trimtab.docs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.trimtab.alerts.Alert;
import io.trimtab.alerts.AlertService;
import io.trimtab.alerts.channel.MemoryChannel;
import io.trimtab.alerts.channel.Secret;
import io.trimtab.core.time.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example of the guide, with a pager's address where nobody listens and a real mail server. */
@Timeout(60)
class AlertsInAStormTest {
    private static URI whereNobodyListens() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://localhost:" + free.getLocalPort() + "/v2/enqueue");
        }
    }

    @Test
    void theBreachArrivesByMailAndTheStormAsOneDigest() throws Exception {
        GreenMail server = new GreenMail(
                new ServerSetup(0, InetAddress.getLoopbackAddress().getHostAddress(), "smtp"));
        server.start();
        try {
            ManualClock clock = ManualClock.startingAt(Instant.parse("2026-11-06T09:00:00Z"));
            MemoryChannel chat = MemoryChannel.of("chat", 1_000);
            AlertService alerts = AlertsInAStorm.service(
                    AlertsInAStorm.pager(whereNobodyListens(), Secret.of("key")),
                    AlertsInAStorm.mail(server.getSmtp().getPort()),
                    chat,
                    clock);
            List<AlertsInAStorm.Minute> minutes = AlertsInAStorm.halfAnHour(alerts, chat::received, clock);
            assertThat(server.getReceivedMessages()).hasSize(1);
            assertThat(server.getReceivedMessages()[0].getSubject())
                    .isEqualTo("CRITICAL risk.limit limit=daily loss scope=portfolio");
            String page = Files.readString(Path.of("../docs/guide/alerts.md"));
            List<Alert> digests = chat.alerts().stream()
                    .filter(alert -> !alert.type().equals("price.gap"))
                    .toList();
            assertThat(digests).isNotEmpty();
            for (Alert digest : digests) {
                assertThat(page).contains(digest.text());
            }
            assertThat(page).contains(alerts.ledger().toString());
            assertThat(alerts.shutdown(Duration.ofSeconds(1))).isEmpty();
            assertThat(Files.readString(Path.of("../docs/guide/images/alert-storm.svg")))
                    .isEqualTo(AlertsInAStorm.picture(minutes).document());
        } finally {
            server.stop();
        }
    }
}
