package io.trimtab.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trimtab.alerts.Alert;
import io.trimtab.alerts.Delivery;
import io.trimtab.alerts.Notification;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings("NullAway") // null is passed on purpose, to see it refused
@Timeout(60)
class WebhookChannelTest {
    private static final Notification NOTIFICATION =
            Notification.of("00ff", "chat", Alert.error("feed.down").label("venue", "XETR"));
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final HttpPeer peer = new HttpPeer();

    @AfterEach
    void closePeer() throws IOException {
        peer.close();
    }

    private WebhookBuilder described() {
        return WebhookChannel.builder("chat", peer.uri("/services/T0/PATHTOKEN?key=QUERYTOKEN"))
                .timeout(LONG);
    }

    private Delivery deliver(HttpPeer.Behaviour behaviour) {
        peer.behave(behaviour);
        return described().build().deliver(NOTIFICATION);
    }

    // --- answers

    @Test
    void successIsAcceptedWhateverItsNumber() {
        for (int status : new int[] {200, 201, 202, 204, 299}) {
            assertThat(deliver(HttpPeer.answering(status, status == 204 ? "" : "{}")))
                    .as("%d", status)
                    .isInstanceOf(Delivery.Accepted.class);
        }
    }

    @Test
    void whatMayPassIsRetryableAndTheRestIsFinal() {
        for (int status : new int[] {408, 425, 429, 500, 501, 502, 503, 504, 599}) {
            assertThat(deliver(HttpPeer.answering(status, "")))
                    .isEqualTo(Delivery.retryable(place() + " answered " + status));
        }
        for (int status : new int[] {400, 401, 403, 404, 405, 409, 410, 413, 422}) {
            assertThat(deliver(HttpPeer.answering(status, "")))
                    .isEqualTo(Delivery.failed(place() + " answered " + status));
        }
    }

    @Test
    void theReasonShowsTheBeginningOfTheAnswerInOneSafeLine() {
        assertThat(deliver(HttpPeer.answering(400, "invalid_blocks\n")))
                .isEqualTo(Delivery.failed(place() + " answered 400: invalid_blocks"));
        Delivery.NotTaken hostile = (Delivery.NotTaken)
                deliver(HttpPeer.answering(400, "a\r\nforged \u001b[2J ${jndi:x}" + "x".repeat(100_000)));
        assertThat(hostile.reason())
                .startsWith(place() + " answered 400: a\\u000d\\u000aforged \\u001b[2J \\u0024{jndi:x}xxx")
                .hasSizeLessThan(400);
    }

    @Test
    void redirectsAreNotFollowed() throws IOException {
        try (HttpPeer other = new HttpPeer()) {
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                assertThat(deliver(HttpPeer.answering(status, "", "Location: " + other.uri("/secret/place"))))
                        .isEqualTo(Delivery.failed(
                                place() + " answered " + status + ", a redirect, which is not followed"));
            }
            assertThat(other.waiting()).isZero();
        }
    }

    private String place() {
        return WebhookChannel.place(peer.uri("/"));
    }

    // --- Retry-After

    private Duration pause(String... headers) {
        peer.behave(HttpPeer.answering(429, "", headers));
        Delivery delivery = described()
                .clock(() -> Instant.parse("2026-11-06T08:00:00Z"))
                .build()
                .deliver(NOTIFICATION);
        return ((Delivery.Retryable) delivery).notBefore();
    }

    @Test
    void aServerMayAskToBeLeftAloneForSeconds() {
        assertThat(pause("Retry-After: 0")).isZero();
        assertThat(pause("Retry-After: 7")).isEqualTo(Duration.ofSeconds(7));
        assertThat(pause("Retry-After: 1.3371")).isEqualTo(Duration.ofMillis(1_338));
        assertThat(pause("retry-after:  30 ")).isEqualTo(Duration.ofSeconds(30));
    }

    /** Discord: at addresses without a version the header counts milliseconds; the other one counts seconds at all. */
    @Test
    void discordIsLeftAloneForTheSecondsOfItsBucketUnlessAllOfItIsMeant() {
        assertThat(pause("Retry-After: 1337", "X-RateLimit-Reset-After: 1.337")).isEqualTo(Duration.ofMillis(1_337));
        assertThat(pause("Retry-After: 64.5", "X-RateLimit-Reset-After: 1.3", "X-RateLimit-Global: true"))
                .isEqualTo(Duration.ofMillis(64_500));
        assertThat(pause("Retry-After: 3", "X-RateLimit-Reset-After: soon")).isEqualTo(Duration.ofSeconds(3));
        assertThat(pause("X-RateLimit-Reset-After: 5"))
                .as("says when, asks for nothing")
                .isZero();
    }

    @Test
    void aServerMayAskToBeLeftAloneUntilADateByItsOwnClock() {
        assertThat(pause("Retry-After: Fri, 06 Nov 2026 08:00:30 GMT")).isEqualTo(Duration.ofSeconds(30));
        assertThat(pause("Date: Fri, 06 Nov 2026 10:00:00 GMT", "Retry-After: Fri, 06 Nov 2026 10:00:05 GMT"))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(pause("Retry-After: Fri, 06 Nov 2026 07:00:00 GMT")).isZero();
    }

    @Test
    void noServerSilencesAChannelForLongerThanAnHour() {
        assertThat(pause("Retry-After: 3601")).isEqualTo(Duration.ofHours(1));
        assertThat(pause("Retry-After: 999999999999999999999999999")).isEqualTo(Duration.ofHours(1));
        assertThat(pause("Retry-After: Fri, 06 Nov 2099 08:00:30 GMT")).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void whatNobodyCanReadAsksForNothing() {
        for (String value : List.of("soon", "-5", "1e9", "", "7 seconds", "Fri, 99 Nov 2026 08:00:30 GMT")) {
            assertThat(pause("Retry-After: " + value)).as(value).isZero();
        }
    }

    // --- no answer

    @Test
    void aServerThatHangsIsGivenUpAndItsConnectionClosed() {
        peer.behave(HttpPeer.hanging());
        Delivery delivery = described().timeout(SHORT).build().deliver(NOTIFICATION);
        assertThat(delivery).isEqualTo(Delivery.retryable(place() + ": no answer within PT0.3S"));
        peer.awaitClosed();
    }

    @Test
    void anInterruptFreesTheThreadAndClosesTheConnection() throws Exception {
        peer.behave(HttpPeer.hanging());
        WebhookChannel channel = described().build();
        CompletableFuture<Delivery> answer = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            answer.complete(channel.deliver(NOTIFICATION));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        peer.next(); // the request has arrived
        thread.interrupt();
        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(Delivery.retryable(place() + ": interrupted"));
        assertThat(flag.get(20, TimeUnit.SECONDS))
                .as("the interrupt is passed on")
                .isTrue();
        peer.awaitClosed();
    }

    @Test
    void aConnectionThatIsResetOrRefusedIsRetryable() throws IOException {
        assertThat(((Delivery.Retryable) deliver(HttpPeer.resetting())).reason())
                .startsWith(place() + ": ")
                .doesNotContain("TOKEN");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Delivery refused = WebhookChannel.builder("chat", URI.create("http://localhost:" + port + "/TOKEN"))
                .build()
                .deliver(NOTIFICATION);
        assertThat(refused).isEqualTo(Delivery.retryable("http://localhost:" + port + ": ConnectException"));
    }

    @Test
    void aStatusCountsEvenIfTheBodyBreaksOffOrNeverEnds() {
        assertThat(deliver(HttpPeer.breakingOff(200))).isInstanceOf(Delivery.Accepted.class);
        assertThat(deliver(HttpPeer.breakingOff(400))).isInstanceOf(Delivery.Failed.class);
        assertThat(deliver(HttpPeer.endless(200))).isInstanceOf(Delivery.Accepted.class);
        Delivery.Retryable endless = (Delivery.Retryable) deliver(HttpPeer.endless(503));
        assertThat(endless.reason()).hasSizeLessThan(400).contains("503: abcdefghijklmnop");
        for (int status : new int[] {200, 500}) {
            peer.behave(HttpPeer.trickling(status));
            assertThat(described().timeout(Duration.ofSeconds(2)).build().deliver(NOTIFICATION))
                    .isInstanceOf(status == 200 ? Delivery.Accepted.class : Delivery.Retryable.class);
        }
        for (int i = 0; i < 6; i++) {
            peer.awaitClosed(); // endless and trickling servers notice, too
        }
    }

    @Test
    void attemptsThatHangLeaveNoThreadsBehind() throws InterruptedException {
        peer.behave(HttpPeer.hanging());
        WebhookChannel channel = described().timeout(Duration.ofMillis(100)).build();
        channel.deliver(NOTIFICATION);
        peer.awaitAllClosed();
        long before = clientThreads();
        int rounds = 10;
        int together = 20;
        for (int round = 0; round < rounds; round++) {
            CountDownLatch done = new CountDownLatch(together);
            for (int i = 0; i < together; i++) {
                new Thread(() -> {
                            channel.deliver(NOTIFICATION);
                            done.countDown();
                        })
                        .start();
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        }
        peer.awaitAllClosed();
        assertThat(clientThreads() - before).as("threads of the HTTP client").isLessThan(3L * together);
    }

    private static long clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("HttpClient-"))
                .count();
    }

    // --- requests

    @Test
    void aRequestCarriesItsIdItsHeadersAndItsBody() {
        described()
                .method("PUT")
                .header("Authorization", Secret.of("Bearer HEADERTOKEN"))
                .header("X-Team", Secret.of("first"))
                .header("x-team", Secret.of("risk"))
                .build()
                .deliver(NOTIFICATION);
        HttpPeer.Request request = peer.next();
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.path()).isEqualTo("/services/T0/PATHTOKEN?key=QUERYTOKEN");
        assertThat(request.headers())
                .containsEntry("idempotency-key", "00ff")
                .containsEntry("content-type", "application/json")
                .containsEntry("authorization", "Bearer HEADERTOKEN")
                .containsEntry("x-team", "risk")
                .doesNotContainKey("webhook-signature");
        assertThat(request.body()).contains("\"type\":\"feed.down\"");
    }

    /** The example of the convention's own documentation. */
    @Test
    void theSignatureIsThatOfTheReference() {
        String body = "{\"test\": 2432232314}";
        described()
                .format(notification -> body)
                .signedWith(Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                .clock(() -> Instant.ofEpochSecond(1_614_265_330))
                .build()
                .deliver(Notification.of("msg_p5jXN8AQM9LWM0D4loKWxJek", "chat", Alert.info("t")));
        Map<String, String> headers = peer.next().headers();
        assertThat(headers)
                .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aKeyMayBeAnyText() {
        described()
                .format(notification -> "what do ya want for nothing?")
                .signedWith(Secret.of("Jefe"))
                .clock(() -> Instant.EPOCH)
                .build()
                .deliver(NOTIFICATION);
        assertThat(peer.next().headers())
                .containsEntry(
                        "webhook-signature",
                        "v1,"
                                + Hashes.hmacSha256(
                                        new byte[] {'J', 'e', 'f', 'e'}, "00ff.0.what do ya want for nothing?"));
        // RFC 4231, test case 2
        assertThat(Hashes.hmacSha256(new byte[] {'J', 'e', 'f', 'e'}, "what do ya want for nothing?"))
                .isEqualTo(Base64.getEncoder()
                        .encodeToString(HexFormat.of()
                                .parseHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")));
    }

    @Test
    void aFormatThatThrowsFailsTheNotificationAndNothingElse() {
        Delivery delivery = described()
                .format(notification -> {
                    throw new IllegalStateException("with a TOKEN");
                })
                .build()
                .deliver(NOTIFICATION);
        assertThat(delivery)
                .isEqualTo(Delivery.failed("the request could not be written: java.lang.IllegalStateException"));
    }

    @Test
    void aClientOfTheHostIsUsedAsItIs() {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .authenticator(new Authenticator() {})
                .build();
        assertThat(described().client(client).build().deliver(NOTIFICATION)).isInstanceOf(Delivery.Accepted.class);
        assertThat(described().connectTimeout(Duration.ofSeconds(3)).build().deliver(NOTIFICATION))
                .isInstanceOf(Delivery.Accepted.class);
        HttpClient follows = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
        assertThatThrownBy(() -> described().client(follows))
                .hasMessage("client must not follow redirects, was ALWAYS: secrets would go where the redirect leads");
    }

    @Test
    void endsOfConditionsAreToldUnlessUnwanted() {
        assertThat(described().build().wantsResolved()).isTrue();
        assertThat(described().withoutResolved().build().wantsResolved()).isFalse();
    }

    // --- secrets

    @Test
    void aServerThatRepeatsASecretIsNotQuoted() {
        for (String said : List.of(
                "PATHTOKEN",
                "no key querytoken here",
                "{\"auth\":\"Bearer HEADERTOKEN\"}",
                "..ERTOKE..",
                "BODYTOKEN",
                "SIGNTOKEN")) {
            peer.behave(HttpPeer.answering(400, said));
            Delivery delivery = described()
                    .header("Authorization", Secret.of("Bearer HEADERTOKEN"))
                    .format(WebhookFormat.pagerDuty(Secret.of("BODYTOKEN")))
                    .signedWith(Secret.of("SIGNTOKEN"))
                    .build()
                    .deliver(NOTIFICATION);
            assertThat(delivery)
                    .as(said)
                    .isEqualTo(
                            Delivery.failed(place() + " answered 400: (the answer is not shown, it repeats a secret)"));
        }
    }

    @Test
    void descriptionsShowNoSecret() {
        WebhookBuilder builder = described()
                .header("Authorization", Secret.of("Bearer HEADERTOKEN"))
                .signedWith(Secret.of("SIGNTOKEN"))
                .format(WebhookFormat.pagerDuty(Secret.of("BODYTOKEN")));
        assertThat(builder).hasToString("WebhookBuilder[chat, " + place() + "]");
        assertThat(builder.build()).hasToString("WebhookChannel[chat, " + place() + "]");
        assertThat(WebhookFormat.pagerDuty(Secret.of("BODYTOKEN")).toString()).doesNotContain("TOKEN");
        assertThat(Secret.of("TOKEN")).hasToString("Secret[not shown]");
    }

    // --- misuse

    @Test
    void misuseIsNamedWithoutShowingWhatMayBeSecret() {
        assertThatThrownBy(() -> WebhookChannel.builder("", peer.uri("/")))
                .hasMessageContaining("name must not be blank");
        assertThatThrownBy(() -> WebhookChannel.builder("c", URI.create("ftp://host/TOKEN")))
                .hasMessage("uri must be an address https://host/..., had scheme \"ftp\" (its rest may be secret)");
        assertThatThrownBy(() -> WebhookChannel.builder("c", URI.create("/TOKEN")))
                .hasMessageContaining("had scheme \"\"")
                .hasMessageNotContaining("TOKEN");
        assertThatThrownBy(() -> WebhookChannel.builder("c", URI.create("https://me:TOKEN@host/")))
                .hasMessageContaining("put them into a header")
                .hasMessageNotContaining("TOKEN");
        assertThatThrownBy(() -> described().method("GET"))
                .hasMessage("method must be POST, PUT or PATCH, was \"GET\"");
        assertThatThrownBy(() -> described().header("X Y\r\n", Secret.of("v")))
                .hasMessage("header must be a name such as X-Api-Key, was \"X Y\\u000d\\u000a\"");
        for (String value : List.of("TOKEN\r\nX-Forged: 1", "TOKEN\u0000", "TOKEN ", " TOKEN", "TOKEN\u00e9")) {
            assertThatThrownBy(() -> described().header("X", Secret.of(value)))
                    .hasMessageContaining("value of header X must be printable ASCII")
                    .hasMessageNotContaining("TOKEN");
        }
        for (String own : List.of("Host", "content-length", "Idempotency-Key", "Webhook-Id", "Expect")) {
            assertThatThrownBy(() -> described().header(own, Secret.of("v")))
                    .hasMessage("header " + own + " is set by the channel itself");
        }
        assertThatThrownBy(() -> described().signedWith(Secret.of("whsec_TOKEN*")))
                .hasMessage("key begins with whsec_ and must go on in Base64; it does not")
                .hasNoCause();
        assertThatThrownBy(() -> described().timeout(Duration.ZERO))
                .hasMessage("timeout must be from 1 ms to 10 minutes, was PT0S");
        assertThatThrownBy(() -> Secret.of(" ")).hasMessage("value must not be blank: is the secret configured?");
    }
}
