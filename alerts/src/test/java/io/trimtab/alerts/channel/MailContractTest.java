package io.trimtab.alerts.channel;

import io.trimtab.alerts.AlertChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** The contract, run by e-mail against a real server. */
@Timeout(120)
class MailContractTest extends RemoteChannelContract {
    private final List<SmtpPeer> peers = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (SmtpPeer peer : peers) {
            peer.close();
        }
    }

    private SmtpPeer peer(String command, String reply) {
        SmtpPeer peer = SmtpPeer.replying(command, reply);
        peers.add(peer);
        return peer;
    }

    private static MailBuilder to(int port) {
        return MailChannel.builder("mail", "localhost", port)
                .security(MailSecurity.NONE)
                .login("desk", Secret.of("PLANTEDPASSWORD"))
                .from("trimtab@example.com")
                .to("desk@example.com")
                .readTimeout(Duration.ofMinutes(2))
                .timeout(Duration.ofMinutes(2));
    }

    @Override
    protected AlertChannel channel() {
        return to(peer("nothing", "").port()).build();
    }

    @Override
    protected AlertChannel hanging() {
        return to(peer("MAIL", SmtpPeer.HANG).port())
                .timeout(Duration.ofMillis(500))
                .build();
    }

    @Override
    protected AlertChannel patient() {
        return to(peer("", SmtpPeer.HANG).port()).build();
    }

    @Override
    protected AlertChannel refused() {
        return to(peer("AUTH", "535 not with \u001b[2J PLANTEDPASSWORD").port()).build();
    }

    @Override
    protected AlertChannel unreachable() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return to(free.getLocalPort()).build();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected List<String> secrets() {
        return List.of("PLANTEDPASSWORD");
    }
}
