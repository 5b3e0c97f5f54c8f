package io.trimtab.alerts.channel;

import io.trimtab.alerts.AlertChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/** The contract, run by a webhook of each format against a real server. */
@Timeout(120)
class WebhookContractTest {
    /** One format. */
    abstract static class OfFormat extends RemoteChannelContract {
        private static final String PATH = "/services/PLANTEDPATH?key=PLANTEDQUERY";

        private final HttpPeer peer = new HttpPeer();
        private final WebhookFormat format;

        OfFormat(WebhookFormat format) {
            this.format = format;
        }

        @AfterEach
        void close() throws IOException {
            peer.close();
        }

        private WebhookBuilder to(URI uri) {
            return WebhookChannel.builder("webhook", uri)
                    .format(format)
                    .header("Authorization", Secret.of("Bearer PLANTEDHEADER"))
                    .signedWith(Secret.of("PLANTEDKEY"))
                    .timeout(Duration.ofMinutes(2));
        }

        @Override
        protected AlertChannel channel() {
            return to(peer.uri(PATH)).build();
        }

        @Override
        protected AlertChannel hanging() {
            peer.behave(HttpPeer.hanging());
            return to(peer.uri(PATH)).timeout(Duration.ofMillis(300)).build();
        }

        @Override
        protected AlertChannel patient() {
            peer.behave(HttpPeer.hanging());
            return to(peer.uri(PATH)).build();
        }

        @Override
        protected AlertChannel refused() {
            peer.behave((request, socket) -> HttpPeer.answering(
                            403, request.path() + "\r\n" + request.headers() + "\r\n" + request.body())
                    .answer(request, socket));
            return to(peer.uri(PATH)).build();
        }

        @Override
        protected AlertChannel unreachable() {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return to(URI.create("http://localhost:" + free.getLocalPort() + PATH))
                        .build();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected List<String> secrets() {
            return List.of("PLANTEDPATH", "PLANTEDQUERY", "PLANTEDHEADER", "PLANTEDKEY", "PLANTEDROUTING");
        }
    }

    @Nested
    class OfJson extends OfFormat {
        OfJson() {
            super(WebhookFormat.json());
        }
    }

    @Nested
    class OfSlack extends OfFormat {
        OfSlack() {
            super(WebhookFormat.slack());
        }
    }

    @Nested
    class OfDiscord extends OfFormat {
        OfDiscord() {
            super(WebhookFormat.discord());
        }
    }

    @Nested
    class OfTeams extends OfFormat {
        OfTeams() {
            super(WebhookFormat.teams());
        }
    }

    @Nested
    class OfPagerDuty extends OfFormat {
        OfPagerDuty() {
            super(WebhookFormat.pagerDuty(Secret.of("PLANTEDROUTING")));
        }
    }
}
