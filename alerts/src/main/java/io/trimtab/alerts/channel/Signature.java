package io.trimtab.alerts.channel;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests by the convention "Standard Webhooks" (standardwebhooks.com), for which receivers find libraries: HMAC of
 * {@code id.timestamp.body}, so that neither can be exchanged.
 */
final class Signature {
    private static final String BASE64_KEY = "whsec_";

    private final byte[] key;

    private Signature(byte[] key) {
        this.key = key;
    }

    /** A key as text, or as bytes in Base64 after {@code whsec_}. */
    static Signature of(Secret secret) {
        String text = secret.reveal();
        if (!text.startsWith(BASE64_KEY)) {
            return new Signature(text.getBytes(StandardCharsets.UTF_8));
        }
        byte[] decoded = decoded(text.substring(BASE64_KEY.length()));
        if (decoded == null || decoded.length == 0) {
            throw new IllegalArgumentException(
                    "key begins with " + BASE64_KEY + " and must go on in Base64; it does not");
        }
        return new Signature(decoded);
    }

    /** The decoder's own message would show a part of the key. */
    private static byte @Nullable [] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    void sign(HttpRequest.Builder request, String id, Instant at, String body) {
        request.setHeader("webhook-id", id);
        request.setHeader("webhook-timestamp", Long.toString(at.getEpochSecond()));
        request.setHeader(
                "webhook-signature", "v1," + Hashes.hmacSha256(key, id + '.' + at.getEpochSecond() + '.' + body));
    }
}
