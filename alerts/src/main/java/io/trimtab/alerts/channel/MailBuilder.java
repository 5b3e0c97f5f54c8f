package io.trimtab.alerts.channel;

import io.trimtab.alerts.text.SafeText;
import io.trimtab.core.check.Check;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link MailChannel}.
 *
 * <p>Not thread-safe; the channel it builds is.
 */
public final class MailBuilder {
    private static final int HIGHEST_PORT = 65_535;
    private static final int SHOWN = 128;
    private static final int MOST_RECIPIENTS = 100;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]{1,253}");
    /** The unquoted addresses of RFC 5321; what is left out is hardly used and a door for injection. */
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){0,9}");

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1");

    final String name;
    final String host;
    final int port;
    MailSecurity security = MailSecurity.STARTTLS;
    String from = "";
    final List<String> to = new ArrayList<>();
    Duration connectTimeout = Duration.ofSeconds(5);
    Duration readTimeout = Duration.ofSeconds(10);
    Duration timeout = Duration.ofSeconds(25);
    boolean wantsResolved = true;
    InstantSource clock = InstantSource.system();

    private @Nullable String user;
    private @Nullable Secret password;
    private @Nullable SSLSocketFactory sockets;

    MailBuilder(String name, String host, int port) {
        this.name = Check.notBlank(name, "name");
        if (!HOST.matcher(Check.notNull(host, "host")).matches()) {
            throw new IllegalArgumentException("host must be a name or an address such as smtp.example.com, was \""
                    + SafeText.of(host, SHOWN) + '"');
        }
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("port must be from 1 to 65535, was " + port);
        }
        this.host = host;
        this.port = port;
    }

    /**
     * Says how the connection is protected.
     *
     * @param security {@link MailSecurity#STARTTLS} unless given
     * @return this builder
     */
    public MailBuilder security(MailSecurity security) {
        this.security = Check.notNull(security, "security");
        return this;
    }

    /**
     * Logs in before sending.
     *
     * @param user the user's name
     * @param password the password, never shown
     * @return this builder
     */
    public MailBuilder login(String user, Secret password) {
        this.user = Check.notBlank(user, "user");
        this.password = Check.notNull(password, "password");
        return this;
    }

    /**
     * Says who sends.
     *
     * @param address such as {@code trimtab@example.com}; no name, no brackets
     * @return this builder
     */
    public MailBuilder from(String address) {
        this.from = address(address, "address");
        return this;
    }

    /**
     * Adds recipients, who see each other.
     *
     * @param first an address such as {@code desk@example.com}
     * @param more further addresses
     * @return this builder
     */
    public MailBuilder to(String first, String... more) {
        Check.notNull(first, "first");
        Check.notNull(more, "more");
        List<String> added = new ArrayList<>();
        added.add(address(first, "first"));
        for (int i = 0; i < more.length; i++) {
            added.add(address(more[i], "more[" + i + "]"));
        }
        if (to.size() + added.size() > MOST_RECIPIENTS) {
            throw new IllegalArgumentException("recipients must be at most " + MOST_RECIPIENTS + ", would be "
                    + (to.size() + added.size()) + "; use a mailing list");
        }
        to.addAll(added);
        return this;
    }

    /**
     * Bounds the time until there is a connection.
     *
     * @param timeout from 1 ms to 10 minutes; 5 seconds unless given
     * @return this builder
     */
    public MailBuilder connectTimeout(Duration timeout) {
        this.connectTimeout = checked(timeout);
        return this;
    }

    /**
     * Bounds the wait for each answer of the server.
     *
     * @param timeout from 1 ms to 10 minutes; 10 seconds unless given
     * @return this builder
     */
    public MailBuilder readTimeout(Duration timeout) {
        this.readTimeout = checked(timeout);
        return this;
    }

    /**
     * Bounds an attempt as a whole, with all that is read and written.
     *
     * @param timeout from 1 ms to 10 minutes; 25 seconds unless given
     * @return this builder
     */
    public MailBuilder timeout(Duration timeout) {
        this.timeout = checked(timeout);
        return this;
    }

    /**
     * Replaces the certificates that are trusted.
     *
     * @param sockets makes encrypted connections; the server's name is checked in any case
     * @return this builder
     */
    public MailBuilder encryptedBy(SSLSocketFactory sockets) {
        this.sockets = Check.notNull(sockets, "sockets");
        return this;
    }

    /**
     * Does not tell when a condition has ended.
     *
     * @return this builder
     */
    public MailBuilder withoutResolved() {
        this.wantsResolved = false;
        return this;
    }

    /**
     * Replaces the clock by which mails are dated.
     *
     * @param clock the clock; {@code InstantSource.system()} unless given
     * @return this builder
     */
    public MailBuilder clock(InstantSource clock) {
        this.clock = Check.notNull(clock, "clock");
        return this;
    }

    /**
     * Builds the channel.
     *
     * @return the channel
     * @throws IllegalArgumentException if sender or recipients are missing, or a password would go unencrypted to another
     *     machine
     * @throws IllegalStateException if Jakarta Mail is missing
     */
    public MailChannel build() {
        if (from.isEmpty() || to.isEmpty()) {
            throw new IllegalArgumentException(
                    "mail needs from(...) and to(...), had from \"" + from + "\" and " + to.size() + " recipients");
        }
        if (password != null
                && security == MailSecurity.NONE
                && !LOOPBACK.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "security must be STARTTLS or TLS where there is a login: the password would" + " go to " + host
                            + " in the clear");
        }
        return new MailChannel(this);
    }

    Optional<String> user() {
        return Optional.ofNullable(user);
    }

    Optional<Secret> password() {
        return Optional.ofNullable(password);
    }

    SSLSocketFactory sockets() {
        return sockets == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : sockets;
    }

    private static String address(String address, String name) {
        if (!ADDRESS.matcher(Check.notNull(address, name)).matches()) {
            throw new IllegalArgumentException(
                    name + " must be an address such as desk@example.com, was \"" + SafeText.of(address, SHOWN) + '"');
        }
        return address;
    }

    private static Duration checked(Duration value) {
        if (Check.notNull(value, "timeout").compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("timeout must be from 1 ms to 10 minutes, was " + value);
        }
        return value;
    }

    /** Name and server. */
    @Override
    public String toString() {
        return "MailBuilder[" + name + ", " + host + ":" + port + "]";
    }
}
