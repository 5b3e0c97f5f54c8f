package io.trimtab.alerts.channel;

import io.trimtab.alerts.text.SafeText;
import io.trimtab.core.check.Check;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link WebhookChannel}.
 *
 * <p>Not thread-safe; the channel it builds is.
 */
public final class WebhookBuilder {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int SHOWN = 64;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e\\t]*[\\x21-\\x7e])?");
    /** Words before a secret that are none. */
    private static final Pattern SCHEME = Pattern.compile("(?i)bearer|basic|token|apikey|key");
    /** Names that the client sets itself or that would change the exchange. */
    private static final Pattern OWN = Pattern.compile(
            "connection|content-length|expect|host|upgrade|transfer-encoding|idempotency-key|webhook-.*");

    /** One client for all channels that bring none: its threads are daemons, and idle ones end. */
    private static final class Shared {
        private static final HttpClient CLIENT = client(CONNECT_TIMEOUT);
    }

    final String name;
    final URI uri;
    WebhookFormat format = WebhookFormat.json();
    String method = "POST";
    final Map<String, Secret> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Duration timeout = Duration.ofSeconds(10);
    boolean wantsResolved = true;
    InstantSource clock = InstantSource.system();

    private Duration connectTimeout = CONNECT_TIMEOUT;
    private @Nullable HttpClient client;
    private @Nullable Secret key;

    WebhookBuilder(String name, URI uri) {
        this.name = Check.notBlank(name, "name");
        this.uri = Check.notNull(uri, "uri");
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("https") || scheme.equals("http")) || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "uri must be an address https://host/..., had scheme \"" + scheme + "\" (its rest may be secret)");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "uri must not hold a user and password; put them into a header: header(\"Authorization\", Secret.of(...))");
        }
    }

    /**
     * Says what the body looks like.
     *
     * @param format the format
     * @return this builder
     */
    public WebhookBuilder format(WebhookFormat format) {
        this.format = Check.notNull(format, "format");
        return this;
    }

    /**
     * Says how to ask.
     *
     * @param method the HTTP method: POST unless given, or PUT or PATCH
     * @return this builder
     */
    public WebhookBuilder method(String method) {
        switch (Check.notNull(method, "method")) {
            case "POST", "PUT", "PATCH" -> this.method = method;
            default ->
                throw new IllegalArgumentException(
                        "method must be POST, PUT or PATCH, was \"" + SafeText.of(method, SHOWN) + '"');
        }
        return this;
    }

    /**
     * Adds a header to each request.
     *
     * @param header its name; an earlier value of the same header is replaced
     * @param value its value, printable ASCII; never shown
     * @return this builder
     */
    public WebhookBuilder header(String header, Secret value) {
        if (!TOKEN.matcher(Check.notNull(header, "header")).matches()) {
            throw new IllegalArgumentException(
                    "header must be a name such as X-Api-Key, was \"" + SafeText.of(header, SHOWN) + '"');
        }
        if (OWN.matcher(header.toLowerCase(Locale.ROOT)).matches()) {
            throw new IllegalArgumentException("header " + header + " is set by the channel itself");
        }
        if (!HEADER_VALUE.matcher(Check.notNull(value, "value").reveal()).matches()) {
            throw new IllegalArgumentException("value of header " + header
                    + " must be printable ASCII without line breaks or spaces at its ends (it is not shown)");
        }
        headers.put(header, value);
        return this;
    }

    /**
     * Signs each request by the convention Standard Webhooks: headers {@code webhook-id}, {@code webhook-timestamp} and
     * {@code webhook-signature}, HMAC-SHA-256 of {@code id.timestamp.body}.
     *
     * @param key the key that the receiver knows too: a text, or bytes in Base64 after {@code whsec_}
     * @return this builder
     */
    public WebhookBuilder signedWith(Secret key) {
        this.key = Check.notNull(key, "key");
        Signature.of(key);
        return this;
    }

    /**
     * Bounds an attempt as a whole.
     *
     * @param timeout from 1 ms to 10 minutes; 10 seconds unless given
     * @return this builder
     */
    public WebhookBuilder timeout(Duration timeout) {
        this.timeout = checked(timeout, "timeout");
        return this;
    }

    /**
     * Bounds the time until there is a connection. A channel with a bound of its own has an HTTP client of its own.
     *
     * @param timeout from 1 ms to 10 minutes; 5 seconds unless given
     * @return this builder
     */
    public WebhookBuilder connectTimeout(Duration timeout) {
        this.connectTimeout = checked(timeout, "timeout");
        return this;
    }

    /**
     * Sends through a client of the host's: for proxies, certificates and executors of its own. Its connect timeout holds.
     *
     * @param client the client; it must not follow redirects
     * @return this builder
     */
    public WebhookBuilder client(HttpClient client) {
        if (Check.notNull(client, "client").followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("client must not follow redirects, was " + client.followRedirects()
                    + ": secrets would go where the redirect leads");
        }
        this.client = client;
        return this;
    }

    /**
     * Does not tell when a condition has ended.
     *
     * @return this builder
     */
    public WebhookBuilder withoutResolved() {
        this.wantsResolved = false;
        return this;
    }

    /**
     * Replaces the clock on the wall, by which signatures are dated and {@code Retry-After} is read if the server does not
     * say what time it is.
     *
     * @param clock the clock; {@code InstantSource.system()} unless given
     * @return this builder
     */
    public WebhookBuilder clock(InstantSource clock) {
        this.clock = Check.notNull(clock, "clock");
        return this;
    }

    /**
     * Builds the channel.
     *
     * @return the channel
     */
    public WebhookChannel build() {
        return new WebhookChannel(this);
    }

    @Nullable
    Signature signature() {
        return key == null ? null : Signature.of(key);
    }

    HttpClient client() {
        if (client != null) {
            return client;
        }
        return connectTimeout.equals(CONNECT_TIMEOUT) ? Shared.CLIENT : client(connectTimeout);
    }

    Redaction redaction() {
        Redaction redaction = new Redaction();
        for (Secret value : headers.values()) {
            for (String part : value.reveal().split(" ")) {
                if (!SCHEME.matcher(part).matches()) {
                    redaction.hide(part);
                }
            }
        }
        format.secrets().forEach(secret -> redaction.hide(secret.reveal()));
        if (key != null) {
            redaction.hide(key.reveal());
        }
        String path = uri.getRawPath() + '?' + uri.getRawQuery();
        for (String part : path.split("[/?&=]")) {
            if (part.length() >= Redaction.RUN) {
                redaction.hide(part);
            }
        }
        return redaction;
    }

    private static HttpClient client(Duration connectTimeout) {
        return HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    private static Duration checked(Duration value, String name) {
        if (Check.notNull(value, name).compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be from 1 ms to 10 minutes, was " + value);
        }
        return value;
    }

    /** Name and host. */
    @Override
    public String toString() {
        return "WebhookBuilder[" + name + ", " + WebhookChannel.place(uri) + "]";
    }
}
