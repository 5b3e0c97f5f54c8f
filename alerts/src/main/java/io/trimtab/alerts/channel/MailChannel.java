package io.trimtab.alerts.channel;

import io.trimtab.alerts.AlertChannel;
import io.trimtab.alerts.Delivery;
import io.trimtab.alerts.Notification;
import io.trimtab.core.check.Check;

/**
 * Sends notifications by e-mail (SMTP), as text and HTML. Needs Jakarta Mail: add {@code org.eclipse.angus:angus-mail} to
 * your own dependencies.
 *
 * <pre>{@code
 * MailChannel.builder("mail", "smtp.example.com", 587)
 *         .login("trimtab", Secret.of(System.getenv("MAIL_PASSWORD")))
 *         .from("trimtab@example.com")
 *         .to("desk@example.com", "risk@example.com")
 *         .build()
 * }</pre>
 *
 * <p><b>Answers.</b> A reply 4xx, no connection and no answer may be tried again; a reply 5xx is final. If the server takes
 * some recipients and refuses others, the notification is accepted, since another attempt would tell the first ones twice;
 * the log says who was refused (logger {@value #LOGGER}).
 *
 * <p><b>Time.</b> One attempt takes no longer than its timeouts, all replies together included; then, or when the thread
 * is interrupted, the connection is closed and the thread is free.
 *
 * <p><b>Text.</b> Whatever an alert contains, it makes no header, no mark-up and no link. The subject is one line. A mail
 * that is sent again has the same {@code Message-ID}; all mails about one group refer to one thread. Thread-safe.
 */
public final class MailChannel implements AlertChannel {
    /** The name of the logger for recipients that were refused. */
    public static final String LOGGER = "io.trimtab.alerts.mail";

    private final String name;
    private final String place;
    private final boolean wantsResolved;
    private final SmtpCourier courier;

    MailChannel(MailBuilder builder) {
        this.name = builder.name;
        this.place = builder.host + ":" + builder.port;
        this.wantsResolved = builder.wantsResolved;
        try {
            this.courier = new SmtpCourier(builder);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "e-mail needs Jakarta Mail: add org.eclipse.angus:angus-mail to the class path", e);
        }
    }

    /**
     * Begins the description of a channel.
     *
     * @param name the channel's name, unique within a service
     * @param host the mail server
     * @param port its port: 587 for STARTTLS, 465 for TLS
     * @return a builder
     */
    public static MailBuilder builder(String name, String host, int port) {
        return new MailBuilder(name, host, port);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean wantsResolved() {
        return wantsResolved;
    }

    @Override
    public Delivery deliver(Notification notification) {
        return courier.deliver(Check.notNull(notification, "notification"));
    }

    /** Name and server; no login. */
    @Override
    public String toString() {
        return "MailChannel[" + name + ", " + place + "]";
    }
}
