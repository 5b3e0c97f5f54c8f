package io.trimtab.alerts.channel;

import io.trimtab.alerts.AlertChannel;
import io.trimtab.alerts.Delivery;
import io.trimtab.alerts.Notification;
import io.trimtab.core.check.Check;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends notifications to a web address: a service of your own, Slack, Discord, Teams, PagerDuty.
 *
 * <pre>{@code
 * WebhookChannel.builder("chat", URI.create(System.getenv("SLACK_WEBHOOK")))
 *         .format(WebhookFormat.slack())
 *         .timeout(Duration.ofSeconds(10))
 *         .build()
 * }</pre>
 *
 * <p><b>Answers.</b> 2xx is accepted. 408, 425, 429, 5xx, no connection and no answer may be tried again, after the time
 * that the server asks for ({@code Retry-After}, at most an hour). All other answers are final, redirects among them: they
 * are not followed, since a request with its secrets belongs to the address that was given. At most 8 KB of an answer are
 * read.
 *
 * <p><b>Time.</b> One attempt, with connecting, sending and the whole of the answer, takes no longer than the timeout;
 * then, or when the thread is interrupted, the connection is closed and the thread is free.
 *
 * <p><b>Idempotency.</b> Each request carries the notification's id as {@code Idempotency-Key}: a repeated request has the
 * same.
 *
 * <p><b>Secrets.</b> The address is shown as scheme, host and port only; headers, keys and what a server repeats of them
 * are not shown at all. Thread-safe.
 */
public final class WebhookChannel implements AlertChannel {
    private static final int LOWEST_SUCCESS = 200;
    private static final int LOWEST_REDIRECT = 300;
    private static final int LOWEST_CLIENT_ERROR = 400;
    private static final int TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY = 429;
    private static final int LOWEST_SERVER_ERROR = 500;

    private final String name;
    private final URI uri;
    private final String place;
    private final WebhookFormat format;
    private final String method;
    private final Map<String, Secret> headers;
    private final @Nullable Signature signature;
    private final Duration timeout;
    private final boolean wantsResolved;
    private final HttpClient client;
    private final InstantSource clock;
    private final Redaction redaction;

    WebhookChannel(WebhookBuilder builder) {
        this.name = builder.name;
        this.uri = builder.uri;
        this.place = place(uri);
        this.format = builder.format;
        this.method = builder.method;
        this.headers = Map.copyOf(builder.headers);
        this.signature = builder.signature();
        this.timeout = builder.timeout;
        this.wantsResolved = builder.wantsResolved;
        this.client = builder.client();
        this.clock = builder.clock;
        this.redaction = builder.redaction();
    }

    /**
     * Begins the description of a channel.
     *
     * @param name the channel's name, unique within a service
     * @param uri where to send to, {@code https} or {@code http}
     * @return a builder of a channel that sends {@linkplain WebhookFormat#json() JSON}
     * @throws IllegalArgumentException if the address is no web address, or holds a user's name
     */
    public static WebhookBuilder builder(String name, URI uri) {
        return new WebhookBuilder(name, uri);
    }

    /** What may be shown of an address. */
    static String place(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
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
        Check.notNull(notification, "notification");
        HttpRequest request;
        try {
            request = request(notification);
        } catch (RuntimeException e) {
            return Delivery.failed(
                    "the request could not be written: " + e.getClass().getName());
        }
        Answer answer = new Answer();
        String trouble = exchange(request, answer);
        return answer.status() == 0 ? Delivery.retryable(place + ": " + trouble) : judge(answer);
    }

    private HttpRequest request(Notification notification) {
        String body = format.body(notification);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .setHeader("Content-Type", format.contentType())
                .setHeader("User-Agent", "trimtab-alerts")
                .setHeader("Idempotency-Key", notification.id());
        if (signature != null) {
            signature.sign(request, notification.id(), clock.instant(), body);
        }
        headers.forEach((header, value) -> request.setHeader(header, value.reveal()));
        return request.build();
    }

    /** Sends and waits; what went wrong matters only if there is no status. Messages of exceptions may show the address. */
    private String exchange(HttpRequest request, Answer answer) {
        CompletableFuture<HttpResponse<String>> sent = client.sendAsync(request, answer);
        try {
            sent.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return "no status";
        } catch (TimeoutException e) {
            return "no answer within " + timeout;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return cause.getClass().getSimpleName();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } finally {
            sent.cancel(true);
            answer.giveUp();
        }
    }

    private Delivery judge(Answer answer) {
        int status = answer.status();
        if (status >= LOWEST_SUCCESS && status < LOWEST_REDIRECT) {
            return Delivery.accepted();
        }
        String said = redaction.shown(answer.text());
        String reason = place + " answered " + status + (said.isEmpty() ? "" : ": " + said);
        if (status >= LOWEST_REDIRECT && status < LOWEST_CLIENT_ERROR) {
            return Delivery.failed(place + " answered " + status + ", a redirect, which is not followed");
        }
        boolean again = status >= LOWEST_SERVER_ERROR || status == TIMEOUT || status == TOO_EARLY || status == TOO_MANY;
        return again
                ? Delivery.retryableAfter(reason, RetryAfter.of(answer.headers(), clock))
                : Delivery.failed(reason);
    }

    /** Name and host; neither path nor headers, which hold secrets. */
    @Override
    public String toString() {
        return "WebhookChannel[" + name + ", " + place + "]";
    }
}
