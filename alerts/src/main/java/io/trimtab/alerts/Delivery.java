package io.trimtab.alerts;

import io.trimtab.core.check.Check;
import java.time.Duration;

/** What a channel says about one notification: it took it, or it did not, why, and whether another attempt may help. */
public sealed interface Delivery {
    /** The channel took the notification. */
    record Accepted() implements Delivery {}

    /** The channel did not take the notification. */
    sealed interface NotTaken extends Delivery {
        /**
         * Why.
         *
         * @return the reason, for a person to read
         */
        String reason();
    }

    /**
     * The channel will not take this notification, however often it is asked: the address is unknown, the request is
     * malformed.
     *
     * @param reason why, for a person to read; must hold no secret
     */
    record Failed(String reason) implements NotTaken {
        public Failed {
            Check.notBlank(reason, "reason");
        }
    }

    /**
     * The channel did not take the notification now: it is busy, or out of reach. An attempt later may succeed.
     *
     * @param reason why, for a person to read; must hold no secret
     * @param notBefore how long the channel asks to be left alone; zero if it does not ask
     */
    record Retryable(String reason, Duration notBefore) implements NotTaken {
        public Retryable {
            Check.notBlank(reason, "reason");
            if (Check.notNull(notBefore, "notBefore").isNegative()) {
                throw new IllegalArgumentException("notBefore must be at least 0, was " + notBefore);
            }
        }
    }

    /**
     * The channel took the notification.
     *
     * @return the outcome
     */
    static Delivery accepted() {
        return new Accepted();
    }

    /**
     * The channel will not take this notification.
     *
     * @param reason why, for a person to read; must hold no secret
     * @return the outcome
     */
    static Delivery failed(String reason) {
        return new Failed(reason);
    }

    /**
     * The channel did not take the notification now.
     *
     * @param reason why, for a person to read; must hold no secret
     * @return the outcome
     */
    static Delivery retryable(String reason) {
        return new Retryable(reason, Duration.ZERO);
    }

    /**
     * The channel did not take the notification now, and asks to be left alone for a while.
     *
     * @param reason why, for a person to read; must hold no secret
     * @param notBefore for how long, at least 0
     * @return the outcome
     */
    static Delivery retryableAfter(String reason, Duration notBefore) {
        return new Retryable(reason, notBefore);
    }
}
