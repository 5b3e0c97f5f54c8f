package io.trimtab.alerts.channel;

import io.trimtab.core.check.Check;

/**
 * A password, token or key: it is sent, and never shown.
 *
 * <pre>{@code
 * Secret.of(System.getenv("PAGER_TOKEN"))
 * }</pre>
 *
 * <p>{@code toString} does not contain it, nor does any message, log line or history entry of this library. It is neither
 * comparable nor serializable on purpose. Immutable.
 */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * Wraps a secret.
     *
     * @param value the secret, not blank
     * @return the wrapped secret
     */
    public static Secret of(String value) {
        if (Check.notNull(value, "value").isBlank()) {
            throw new IllegalArgumentException("value must not be blank: is the secret configured?");
        }
        return new Secret(value);
    }

    /**
     * The secret itself, for the one place that sends it.
     *
     * @return the value as it was given
     */
    public String reveal() {
        return value;
    }

    /** Says that there is a secret, and nothing else. */
    @Override
    public String toString() {
        return "Secret[not shown]";
    }
}
