package io.trimtab.alerts.channel;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * What a server answers: the status as soon as it is there, which counts even if the body never ends, and the beginning of
 * the body. For one exchange; written by the client's threads, read by the channel's.
 */
final class Answer implements HttpResponse.BodyHandler<String>, HttpResponse.BodySubscriber<String> {
    private static final int MOST_BYTES = 8_192;

    private final CompletableFuture<String> body = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile HttpResponse.@Nullable ResponseInfo info;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean givenUp;

    @Override
    public HttpResponse.BodySubscriber<String> apply(HttpResponse.ResponseInfo responseInfo) {
        info = responseInfo;
        return this;
    }

    /** The status, 0 before there is one. */
    int status() {
        HttpResponse.ResponseInfo known = info;
        return known == null ? 0 : known.statusCode();
    }

    HttpHeaders headers() {
        HttpResponse.ResponseInfo known = info;
        return known == null ? HttpHeaders.of(Map.of(), (name, value) -> true) : known.headers();
    }

    /** What of the body came within the time, at most its first 8 KB. */
    synchronized String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Closes the connection if the body is still coming. */
    void giveUp() {
        givenUp = true;
        Flow.Subscription known = subscription;
        if (known != null) {
            known.cancel();
        }
    }

    @Override
    public CompletionStage<String> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        if (givenUp) {
            subscription.cancel();
        } else {
            subscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (!keep(buffers)) {
            body.complete(text());
            giveUp();
        }
    }

    /** Whether there is room for more. */
    private synchronized boolean keep(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] part = new byte[Math.min(buffer.remaining(), MOST_BYTES - bytes.size())];
            buffer.get(part);
            bytes.writeBytes(part);
        }
        return bytes.size() < MOST_BYTES;
    }

    @Override
    public void onError(Throwable throwable) {
        body.completeExceptionally(throwable);
    }

    @Override
    public void onComplete() {
        body.complete(text());
    }
}
