package io.trimtab.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.trimtab.alerts.Alert;
import io.trimtab.alerts.Delivery;
import io.trimtab.alerts.Notification;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings("NullAway") // null is passed on purpose, to see it refused
@Timeout(60)
class MailChannelTest {
    private static final Alert ALERT =
            Alert.critical("risk.var").label("book", "fx").text("VaR 2.4% > 2.0%, Zürich 東京 😀");
    private static final Notification NOTIFICATION = Notification.of("00ff", "mail", ALERT);
    private static final Instant NOW = Instant.parse("2026-11-06T08:00:00Z");

    private final GreenMail greenMail =
            new GreenMail(new ServerSetup(0, InetAddress.getLoopbackAddress().getHostAddress(), "smtp"));

    @AfterEach
    void stop() {
        greenMail.stop();
    }

    private static MailBuilder described(int port) {
        return MailChannel.builder("mail", "localhost", port)
                .security(MailSecurity.NONE)
                .from("trimtab@example.com")
                .to("desk@example.com")
                .clock(() -> NOW);
    }

    private MailBuilder atGreenMail() {
        greenMail.start();
        return described(greenMail.getSmtp().getPort());
    }

    private MimeMessage received() {
        MimeMessage[] messages = greenMail.getReceivedMessages();
        assertThat(messages).isNotEmpty();
        return messages[messages.length - 1];
    }

    // --- what arrives

    @Test
    void aMailArrivesAsTextAndHtml() throws Exception {
        assertThat(atGreenMail().to("risk@example.com").build().deliver(NOTIFICATION))
                .isInstanceOf(Delivery.Accepted.class);
        assertThat(greenMail.getReceivedMessages()).hasSize(2);
        MimeMessage message = received();
        assertThat(message.getSubject()).isEqualTo("CRITICAL risk.var book=fx");
        assertThat(message.getFrom()).containsExactly(new InternetAddress("trimtab@example.com"));
        assertThat(message.getRecipients(Message.RecipientType.TO))
                .containsExactly(new InternetAddress("desk@example.com"), new InternetAddress("risk@example.com"));
        assertThat(message.getSentDate()).isEqualTo(Date.from(NOW));
        assertThat(message.getMessageID()).isEqualTo("<00ff@example.com>");
        assertThat(message.getHeader("References", null))
                .isEqualTo("<group-" + NOTIFICATION.groupKey() + "@example.com>");
        assertThat(message.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
        assertThat(message.getHeader("Importance", null)).isEqualTo("high");
        assertThat(message.getContentType()).startsWith("multipart/alternative");
        assertThat(part(message, 0, "text/plain")).isEqualToIgnoringNewLines("""
                        CRITICAL risk.var book=fx

                        CRITICAL risk.var: VaR 2.4% > 2.0%, Zürich 東京 😀
                        book: fx
                        """);
        assertThat(part(message, 1, "text/html"))
                .contains("<p>CRITICAL risk.var: VaR 2.4% &gt; 2.0%, Zürich 東京 😀<br>")
                .contains("book: fx</p>");
    }

    private static String part(MimeMessage message, int index, String type) throws Exception {
        MimeMultipart parts = (MimeMultipart) message.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(index).getContentType()).isEqualToIgnoringCase(type + "; charset=utf-8");
        return (String) parts.getBodyPart(index).getContent();
    }

    @Test
    void subjectsInAllScriptsArriveAsTheyAre() throws Exception {
        Alert alert = Alert.error("Störung 東京 😀").label("Börse", "€".repeat(150));
        atGreenMail().build().deliver(Notification.of("1", "mail", alert));
        assertThat(received().getSubject())
                .startsWith("ERROR Störung 東京 😀 Börse=€€€")
                .isEqualTo(MailText.subject(Notification.of("1", "mail", alert)));
    }

    @Test
    void hostileTextMakesNoHeaderAndNoMarkup() throws Exception {
        String attack = "x\r\nBcc: victim@example.com\r\n\r\n<script>alert('&')</script>\u0000\u202e\uD800\u001b[2J";
        Alert alert = Alert.error("t" + attack)
                .label("l" + attack, attack)
                .annotation("a" + attack, attack)
                .source(attack)
                .text(attack);
        atGreenMail()
                .build()
                .deliver(new Notification("id" + attack, "mail", "key" + attack, new TreeMap<>(), List.of(alert)));
        MimeMessage message = received();
        assertThat(greenMail.getReceivedMessages()).hasSize(1);
        assertThat(message.getHeader("Bcc")).isNull();
        List<Address> all = List.of(message.getAllRecipients());
        assertThat(all).containsExactly(new InternetAddress("desk@example.com"));
        assertThat(message.getSubject())
                .doesNotContain("\r")
                .doesNotContain("\n")
                .contains("\\u000d\\u000aBcc");
        assertThat(message.getMessageID()).matches("<[0-9a-f]{64}@example.com>");
        String html = part(message, 1, "text/html");
        assertThat(html).doesNotContain("<script").contains("&lt;script&gt;alert(&#39;&amp;&#39;)");
        for (int i = 0; i < 2; i++) {
            String text = part(message, i, i == 0 ? "text/plain" : "text/html");
            assertThat(text.replace("\r\n", "\n")
                            .codePoints()
                            .filter(c -> c != '\n')
                            .map(Character::getType))
                    .doesNotContain((int) Character.CONTROL, (int) Character.FORMAT, (int) Character.SURROGATE);
        }
    }

    @Test
    void manyAlertsAreCutWithAStatement() throws Exception {
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            alerts.add(ALERT.label("n", "" + i).text("x".repeat(16_000)));
        }
        atGreenMail().build().deliver(new Notification("1", "mail", "k", new TreeMap<>(), alerts));
        assertThat(part(received(), 0, "text/plain"))
                .startsWith("CRITICAL, 1,000 alerts")
                .contains("... cut, 16,019 characters in all")
                .contains("and 950 more alerts, not shown here")
                .hasSizeLessThan(250_000);
    }

    @Test
    void theSameNotificationHasTheSameMessageId() throws Exception {
        MailChannel channel = atGreenMail().build();
        channel.deliver(NOTIFICATION);
        channel.deliver(NOTIFICATION);
        channel.deliver(Notification.of("2", "mail", ALERT.resolved()));
        MimeMessage[] received = greenMail.getReceivedMessages();
        assertThat(received[0].getMessageID()).isEqualTo(received[1].getMessageID());
        assertThat(received[2].getMessageID()).isNotEqualTo(received[1].getMessageID());
        assertThat(received[2].getHeader("References", null)).isEqualTo(received[1].getHeader("References", null));
        assertThat(received[2].getSubject()).startsWith("Resolved: CRITICAL");
        assertThat(received[2].getHeader("Importance", null)).isNull();
    }

    // --- login

    @Test
    void aLoginIsCheckedByTheServer() {
        MailBuilder builder = atGreenMail();
        GreenMailUser user = greenMail.setUser("desk@example.com", "desk", "MAILPASSWORD");
        greenMail.getUserManager().setAuthRequired(true);
        assertThat(builder.login(user.getLogin(), Secret.of("MAILPASSWORD"))
                        .build()
                        .deliver(NOTIFICATION))
                .isInstanceOf(Delivery.Accepted.class);
        Delivery wrong = builder.login(user.getLogin(), Secret.of("WRONGPASSWORD"))
                .build()
                .deliver(NOTIFICATION);
        assertThat(wrong).isInstanceOf(Delivery.Failed.class);
        assertThat(((Delivery.Failed) wrong).reason())
                .startsWith(place(builder) + " answered 535")
                .doesNotContain("PASSWORD");
    }

    private static String place(MailBuilder builder) {
        return builder.host + ":" + builder.port;
    }

    @Test
    void aServerThatRepeatsThePasswordIsNotQuoted() throws IOException {
        String plain = Base64.getEncoder().encodeToString("\0desk\0MAILPASSWORD".getBytes(StandardCharsets.UTF_8));
        for (String said : List.of("MAILPASSWORD", plain, "no: mailpass")) {
            try (SmtpPeer peer = SmtpPeer.replying("AUTH", "535 " + said)) {
                Delivery delivery = described(peer.port())
                        .login("desk", Secret.of("MAILPASSWORD"))
                        .build()
                        .deliver(NOTIFICATION);
                assertThat(delivery)
                        .isEqualTo(Delivery.failed("localhost:" + peer.port()
                                + " answered (the answer is not shown, it repeats a secret)"));
            }
        }
    }

    // --- replies

    private static Delivery deliver(String command, String reply) throws IOException {
        try (SmtpPeer peer = SmtpPeer.replying(command, reply)) {
            return described(peer.port()).build().deliver(NOTIFICATION);
        }
    }

    @Test
    void aPermanentReplyIsFinalAndATransientOneIsNot() throws IOException {
        for (String command : List.of("", "MAIL", "RCPT", "DATA", ".")) {
            assertThat(deliver(command, "421 closing down"))
                    .as(command)
                    .isInstanceOfSatisfying(
                            Delivery.Retryable.class,
                            answer -> assertThat(answer.reason()).contains("421 closing down"));
            assertThat(deliver(command, "554 not with me"))
                    .as(command)
                    .isInstanceOfSatisfying(
                            Delivery.Failed.class,
                            answer -> assertThat(answer.reason()).contains("554 not with me"));
        }
        assertThat(deliver("RCPT", "550 no such user")).isInstanceOf(Delivery.Failed.class);
        assertThat(deliver("RCPT", "450 mailbox busy")).isInstanceOf(Delivery.Retryable.class);
    }

    @Test
    void aHostileReplyIsShownInOneSafeLine() throws IOException {
        Delivery delivery = deliver("MAIL", "550-first \u001b[2J\r\n550 ${jndi:x} " + "y".repeat(5_000));
        assertThat(((Delivery.Failed) delivery).reason())
                .doesNotContain("\n", "\r", "\u001b", "${")
                .hasSizeLessThan(400);
    }

    @Test
    void someRecipientsRefusedIsAcceptedSinceTheOthersAreTold() throws IOException {
        try (SmtpPeer peer = SmtpPeer.replying("RCPT TO:<gone", "550 no such user")) {
            assertThat(described(peer.port()).to("gone@example.com").build().deliver(NOTIFICATION))
                    .isInstanceOf(Delivery.Accepted.class);
            assertThat(peer.said).contains("RCPT TO:<desk@example.com>", "RCPT TO:<gone@example.com>", "DATA", ".");
        }
    }

    @Test
    void allRecipientsRefusedIsFinalUnlessOneMayBeReachedLater() throws IOException {
        try (SmtpPeer peer = new SmtpPeer(line -> line.startsWith("RCPT TO:<gone")
                ? "550 no such user"
                : line.startsWith("RCPT") ? "450 mailbox busy" : "")) {
            assertThat(described(peer.port()).to("gone@example.com").build().deliver(NOTIFICATION))
                    .isInstanceOf(Delivery.Retryable.class);
        }
        try (SmtpPeer peer = SmtpPeer.replying("RCPT", "550 no such user")) {
            assertThat(described(peer.port()).to("gone@example.com").build().deliver(NOTIFICATION))
                    .isInstanceOf(Delivery.Failed.class);
        }
    }

    // --- no answer

    @Test
    void aServerThatHangsResetsOrTricklesIsGivenUp() throws Exception {
        for (String command : List.of("", "EHLO", "MAIL", "DATA", ".")) {
            try (SmtpPeer peer = SmtpPeer.replying(command, SmtpPeer.RESET)) {
                assertThat(described(peer.port()).build().deliver(NOTIFICATION))
                        .as("reset at %s", command)
                        .isInstanceOf(Delivery.Retryable.class);
            }
            try (SmtpPeer peer = SmtpPeer.replying(command, SmtpPeer.HANG)) {
                assertThat(described(peer.port())
                                .readTimeout(Duration.ofMillis(200))
                                .build()
                                .deliver(NOTIFICATION))
                        .as("hang at %s", command)
                        .isEqualTo(Delivery.retryable("localhost:" + peer.port() + ": SocketTimeoutException"));
                peer.awaitClosed();
            }
            try (SmtpPeer peer = SmtpPeer.replying(command, SmtpPeer.TRICKLE)) {
                assertThat(described(peer.port())
                                .timeout(Duration.ofMillis(300))
                                .build()
                                .deliver(NOTIFICATION))
                        .as("trickle at %s", command)
                        .isEqualTo(Delivery.retryable("localhost:" + peer.port() + ": no answer within PT0.3S"));
                peer.awaitClosed();
            }
        }
    }

    @Test
    void nobodyListeningIsRetryable() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(described(port).build().deliver(NOTIFICATION))
                .isEqualTo(Delivery.retryable("localhost:" + port + ": ConnectException"));
    }

    @Test
    void anInterruptFreesTheThread() throws Exception {
        try (SmtpPeer peer = SmtpPeer.replying("MAIL", SmtpPeer.HANG)) {
            MailChannel channel = described(peer.port()).build();
            CompletableFuture<Delivery> answer = new CompletableFuture<>();
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                answer.complete(channel.deliver(NOTIFICATION));
                flag.complete(Thread.currentThread().isInterrupted());
            });
            thread.start();
            thread.interrupt();
            assertThat(answer.get(20, TimeUnit.SECONDS))
                    .isEqualTo(Delivery.retryable("localhost:" + peer.port() + ": interrupted"));
            assertThat(flag.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    // --- encryption

    @Test
    void aMailIsSentEncryptedOrNotAtAll() throws IOException {
        try (SmtpPeer peer = new SmtpPeer(line -> "")) {
            Delivery stripped = described(peer.port())
                    .security(MailSecurity.STARTTLS)
                    .login("desk", Secret.of("MAILPASSWORD"))
                    .build()
                    .deliver(NOTIFICATION);
            assertThat(stripped).isInstanceOf(Delivery.Retryable.class);
            assertThat(peer.said).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
        }
    }

    @Test
    void startTlsProtectsTheLogin() throws IOException {
        try (SmtpPeer peer = new SmtpPeer(line -> "").withStartTls(TestCertificate.sockets())) {
            Delivery delivery = described(peer.port())
                    .security(MailSecurity.STARTTLS)
                    .encryptedBy(TestCertificate.sockets())
                    .login("desk", Secret.of("MAILPASSWORD"))
                    .build()
                    .deliver(NOTIFICATION);
            assertThat(delivery).isInstanceOf(Delivery.Accepted.class);
            assertThat(peer.said).anyMatch(line -> line.startsWith("STARTTLS")).contains("DATA", ".");
        }
    }

    @Test
    void theServersNameAndCertificateAreChecked() throws IOException {
        try (SmtpPeer peer = new SmtpPeer(line -> "").withStartTls(TestCertificate.sockets())) {
            MailBuilder wrongName = MailChannel.builder("mail", "127.0.0.1", peer.port())
                    .from("trimtab@example.com")
                    .to("desk@example.com")
                    .encryptedBy(TestCertificate.sockets());
            assertThat(wrongName.build().deliver(NOTIFICATION)).isInstanceOf(Delivery.Retryable.class);
            MailBuilder untrusted = described(peer.port()).security(MailSecurity.STARTTLS);
            assertThat(untrusted.build().deliver(NOTIFICATION)).isInstanceOf(Delivery.Retryable.class);
            assertThat(peer.said).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    @Test
    void tlsFromTheFirstByte() throws Exception {
        try (ServerSocket server = TestCertificate.serverSocket()) {
            // a server that is encrypted from the beginning says its greeting inside
            CompletableFuture<String> hello = CompletableFuture.supplyAsync(() -> TestCertificate.greet(server));
            Delivery delivery = described(server.getLocalPort())
                    .security(MailSecurity.TLS)
                    .encryptedBy(TestCertificate.sockets())
                    .build()
                    .deliver(NOTIFICATION);
            assertThat(hello.get(30, TimeUnit.SECONDS)).startsWith("EHLO [");
            assertThat(delivery).isInstanceOf(Delivery.Failed.class);
        }
    }

    // --- misuse

    @Test
    void descriptionsShowNoSecret() {
        MailBuilder builder = described(25).login("desk", Secret.of("MAILPASSWORD"));
        assertThat(builder).hasToString("MailBuilder[mail, localhost:25]");
        assertThat(builder.build()).hasToString("MailChannel[mail, localhost:25]");
        assertThat(builder.build().wantsResolved()).isTrue();
        assertThat(builder.withoutResolved().build().wantsResolved()).isFalse();
    }

    @Test
    void misuseIsNamed() {
        assertThatThrownBy(() -> MailChannel.builder("m", "host\r\nX", 25))
                .hasMessage("host must be a name or an address such as smtp.example.com, was \"host\\u000d\\u000aX\"");
        assertThatThrownBy(() -> MailChannel.builder("m", "host", 0)).hasMessage("port must be from 1 to 65535, was 0");
        for (String address : List.of(
                "",
                "desk",
                "desk@",
                "@x",
                "a b@x.y",
                "a@x.y\r\nBcc: b@x.y",
                "a@x.y, b@x.y",
                "<a@x.y>",
                "a@x.y>",
                "ä@x.y")) {
            assertThatThrownBy(() -> described(25).from(address))
                    .hasMessageStartingWith("address must be an address such as desk@example.com, was \"");
            assertThatThrownBy(() -> described(25).to("a@x.y", address))
                    .hasMessageStartingWith("more[0] must be an address such as desk@example.com, was \"");
        }
        assertThatThrownBy(() -> MailChannel.builder("m", "host", 25).build())
                .hasMessage("mail needs from(...) and to(...), had from \"\" and 0 recipients");
        assertThatThrownBy(() -> MailChannel.builder("m", "mail.example.com", 25)
                        .security(MailSecurity.NONE)
                        .from("a@x.y")
                        .to("b@x.y")
                        .login("me", Secret.of("MAILPASSWORD"))
                        .build())
                .hasMessage("security must be STARTTLS or TLS where there is a login: the password would go to"
                        + " mail.example.com in the clear");
        assertThatThrownBy(() -> described(25).timeout(Duration.ofDays(1)))
                .hasMessage("timeout must be from 1 ms to 10 minutes, was PT24H");
        String[] many = new String[100];
        Arrays.fill(many, "a@x.y");
        assertThatThrownBy(() -> described(25).to("a@x.y", many))
                .hasMessage("recipients must be at most 100, would be 102; use a mailing list");
    }
}
