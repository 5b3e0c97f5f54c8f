package io.trimtab.alerts.channel;

import io.trimtab.alerts.Delivery;
import io.trimtab.alerts.Notification;
import io.trimtab.alerts.Severity;
import io.trimtab.alerts.text.SafeText;
import jakarta.activation.DataHandler;
import jakarta.mail.Authenticator;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks SMTP through Jakarta Mail; the only class that needs it.
 *
 * <p>The connection is made here and handed over, for two reasons: a socket of a channel is closed when its thread is
 * interrupted, and a guard closes it when the attempt as a whole has taken too long, which the timeouts of single reads
 * would allow a server that trickles.
 */
final class SmtpCourier {
    private static final Logger LOG = LoggerFactory.getLogger(MailChannel.LOGGER);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int LOWEST_TRANSIENT = 400;
    private static final int LOWEST_PERMANENT = 500;
    private static final int MOST_CAUSES = 200;
    private static final int SHOWN = 300;

    private final MailBuilder builder;
    private final String place;
    private final InternetAddress from;
    private final InternetAddress[] to;
    private final Redaction redaction = new Redaction();

    SmtpCourier(MailBuilder builder) {
        this.builder = builder;
        this.place = builder.host + ":" + builder.port;
        this.from = address(builder.from);
        this.to = builder.to.stream().map(SmtpCourier::address).toArray(InternetAddress[]::new);
        builder.password().ifPresent(this::hide);
    }

    /** The password as it is, and as it is sent. */
    private void hide(Secret password) {
        String user = builder.user().orElse("");
        for (String form : List.of(password.reveal(), "\0" + user + "\0" + password.reveal())) {
            redaction.hide(form);
            redaction.hide(Base64.getEncoder().encodeToString(form.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static InternetAddress address(String address) {
        InternetAddress result = new InternetAddress();
        result.setAddress(address);
        return result;
    }

    Delivery deliver(Notification notification) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Session.class.getClassLoader()); // by which Jakarta Activation finds its handlers
        CompletableFuture<Void> guard = new CompletableFuture<>();
        try (SocketChannel channel = SocketChannel.open()) {
            CompletableFuture<Void> unused = guard.orTimeout(builder.timeout.toNanos(), TimeUnit.NANOSECONDS)
                    .whenComplete((done, late) -> close(channel));
            return send(notification, channel.socket(), guard);
        } catch (IOException | RuntimeException e) {
            return unreached(e, guard);
        } finally {
            guard.complete(null);
            thread.setContextClassLoader(before);
        }
    }

    private Delivery send(Notification notification, Socket plain, CompletableFuture<Void> guard) throws IOException {
        Socket socket = connected(plain);
        Session session = session(socket);
        URLName server = new URLName(
                "smtp", builder.host, builder.port, null, builder.user().orElse(null), null);
        SMTPTransport transport = new SMTPTransport(session, server);
        try {
            transport.connect(socket);
            transport.sendMessage(message(session, notification), to);
            return Delivery.accepted();
        } catch (SendFailedException e) {
            return reachedSomebody(e) ? Delivery.accepted() : judge(e, transport, guard);
        } catch (MessagingException e) {
            return judge(e, transport, guard);
        } finally {
            quit(transport);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a connection", e);
        }
    }

    /** What the server says to QUIT does not matter any more. */
    private static void quit(SMTPTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debug("closing a transport: {}", e.getClass().getName());
        }
    }

    private Socket connected(Socket plain) throws IOException {
        // With the name that was given: Jakarta Mail asks the socket for it, and would otherwise believe the name that
        // DNS
        // gives an address, and compare the certificate with that.
        InetAddress found = InetAddress.getByName(builder.host);
        InetAddress named = InetAddress.getByAddress(builder.host, found.getAddress());
        plain.connect(new InetSocketAddress(named, builder.port), millis(builder.connectTimeout.toMillis()));
        plain.setSoTimeout(millis(builder.readTimeout.toMillis()));
        if (builder.security != MailSecurity.TLS) {
            return plain;
        }
        SSLSocket socket = (SSLSocket) builder.sockets().createSocket(plain, builder.host, builder.port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static int millis(long value) {
        return (int) Math.max(1, value);
    }

    private Session session(Socket socket) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", builder.host);
        properties.put("mail.smtp.localhost", literal(socket.getLocalAddress()));
        properties.put("mail.smtp.sendpartial", "true");
        properties.put("mail.smtp.quitwait", "false");
        boolean starttls = builder.security == MailSecurity.STARTTLS;
        properties.put("mail.smtp.starttls.enable", Boolean.toString(starttls));
        properties.put("mail.smtp.starttls.required", Boolean.toString(starttls));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.socketFactory", builder.sockets());
        if (builder.user().isEmpty()) {
            return Session.getInstance(properties);
        }
        properties.put("mail.smtp.auth", "true");
        properties.put("mail.smtp.user", builder.user().orElseThrow());
        return Session.getInstance(properties, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(
                        builder.user().orElseThrow(),
                        builder.password().orElseThrow().reveal());
            }
        });
    }

    /** How a client without a name of its own introduces itself (RFC 5321, section 4.1.3). */
    private static String literal(InetAddress address) {
        String text = address.getHostAddress().replaceFirst("%.*", "");
        return address instanceof Inet6Address ? "[IPv6:" + text + "]" : "[" + text + "]";
    }

    private MimeMessage message(Session session, Notification notification) throws MessagingException {
        String domain = builder.from.substring(builder.from.indexOf('@') + 1);
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", messageId(notification.id(), domain));
            }
        };
        message.setFrom(from);
        message.setRecipients(Message.RecipientType.TO, to);
        message.setSubject(MailText.subject(notification), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(builder.clock.instant()));
        message.setHeader("References", messageId("group-" + notification.groupKey(), domain));
        message.setHeader("Auto-Submitted", "auto-generated");
        if (notification.severity() == Severity.CRITICAL && !notification.isResolved()) {
            message.setHeader("Importance", "high");
        }
        message.setContent(new MimeMultipart(
                "alternative",
                part(MailText.plain(notification), "text/plain"),
                part(MailText.html(notification), "text/html")));
        message.saveChanges();
        return message;
    }

    private static String messageId(String id, String domain) {
        return '<' + (ID.matcher(id).matches() ? id : Hashes.sha256(id)) + '@' + domain + '>';
    }

    private static BodyPart part(String text, String type) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(bytes, type + "; charset=UTF-8")));
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    /** Another attempt would tell those who were reached a second time, so who was not is only said. */
    private boolean reachedSomebody(SendFailedException e) {
        if (e.getValidSentAddresses() == null || e.getValidSentAddresses().length == 0) {
            return false;
        }
        List<Object> refused = new ArrayList<>();
        for (Object[] some : new Object[][] {e.getInvalidAddresses(), e.getValidUnsentAddresses()}) {
            if (some != null) {
                refused.addAll(Arrays.asList(some));
            }
        }
        LOG.warn(
                "{} took a notification, but refused the recipients {}", place, SafeText.of(refused.toString(), SHOWN));
        return true;
    }

    private Delivery judge(MessagingException e, SMTPTransport transport, CompletableFuture<Void> guard) {
        List<Integer> codes = new ArrayList<>();
        collect(e, codes, 0);
        int last = transport.getLastReturnCode();
        if (codes.isEmpty() && last >= LOWEST_TRANSIENT) {
            codes.add(last);
        }
        if (codes.isEmpty()) {
            return unreached(e, guard);
        }
        boolean again = codes.stream().anyMatch(code -> code < LOWEST_PERMANENT);
        String said = transport.getLastServerResponse();
        String reason = place + " answered " + (said == null ? codes.toString() : redaction.shown(said));
        return again ? Delivery.retryable(reason) : Delivery.failed(reason);
    }

    /** The replies to single commands, which Jakarta Mail hides in a chain of exceptions. */
    private static void collect(Exception e, List<Integer> codes, int depth) {
        int code = 0;
        if (e instanceof SMTPAddressFailedException address) {
            code = address.getReturnCode();
        } else if (e instanceof SMTPSenderFailedException sender) {
            code = sender.getReturnCode();
        } else if (e instanceof SMTPSendFailedException send) {
            code = send.getReturnCode();
        }
        if (code >= LOWEST_TRANSIENT) {
            codes.add(code);
        }
        if (e instanceof MessagingException messaging && messaging.getNextException() != null && depth < MOST_CAUSES) {
            collect(messaging.getNextException(), codes, depth + 1);
        }
    }

    /** Messages of exceptions are not shown: they may repeat what was sent. */
    private Delivery unreached(Exception e, CompletableFuture<Void> guard) {
        if (guard.isCompletedExceptionally()) {
            return Delivery.retryable(place + ": no answer within " + builder.timeout);
        }
        Throwable cause = e;
        for (int i = 0; i < MOST_CAUSES && cause.getCause() != null; i++) {
            cause = cause.getCause();
        }
        boolean interrupted = cause instanceof ClosedByInterruptException;
        return Delivery.retryable(
                place + ": " + (interrupted ? "interrupted" : cause.getClass().getSimpleName()));
    }
}
