package io.trimtab.alerts.channel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long a server asks to be left alone (RFC 9110, section 10.2.3): in seconds, or until a date by its own clock.
 *
 * <p>Discord says it in two ways, of which {@code Retry-After} counts milliseconds at addresses without a version (as its
 * pages of settings give them), and {@code X-RateLimit-Reset-After} counts seconds at all. The second is of one address only,
 * so it does not hold where the first is of all ({@code X-RateLimit-Global}).
 */
final class RetryAfter {
    /** A peer must not silence a channel for years. */
    static final Duration LONGEST = Duration.ofHours(1);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final Pattern MANY_SECONDS = Pattern.compile("\\d{10,}(\\.\\d+)?");
    private static final int MILLIS_DIGITS = 3;

    private RetryAfter() {}

    /** From 0 to an hour; zero if the server does not ask, or nobody can read what it asks. */
    static Duration of(HttpHeaders headers, InstantSource clock) {
        Optional<String> asked = headers.firstValue("Retry-After");
        Optional<String> ofThisAddress =
                headers.firstValue("X-RateLimit-Global").isPresent()
                        ? Optional.empty()
                        : headers.firstValue("X-RateLimit-Reset-After")
                                .filter(value -> SECONDS.matcher(value.strip()).matches());
        return (asked.isPresent() ? ofThisAddress.or(() -> asked) : asked)
                .map(value -> read(value.strip(), headers, clock))
                .orElse(Duration.ZERO);
    }

    private static Duration read(String value, HttpHeaders headers, InstantSource clock) {
        if (SECONDS.matcher(value).matches()) {
            BigDecimal millis = new BigDecimal(value).scaleByPowerOfTen(MILLIS_DIGITS);
            return clamped(
                    Duration.ofMillis(millis.setScale(0, RoundingMode.CEILING).longValueExact()));
        }
        if (MANY_SECONDS.matcher(value).matches()) {
            return LONGEST;
        }
        Instant now = headers.firstValue("Date").flatMap(RetryAfter::date).orElseGet(clock::instant);
        return date(value).map(until -> clamped(Duration.between(now, until))).orElse(Duration.ZERO);
    }

    private static Optional<Instant> date(String value) {
        try {
            return Optional.of(Instant.from(
                    DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT).parse(value)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration clamped(Duration asked) {
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
