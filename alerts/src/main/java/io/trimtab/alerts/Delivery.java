package io.trimtab.alerts;

import io.trimtab.core.check.Check;

/** What a channel says about one alert: it took it, or it did not and why. */
public sealed interface Delivery {
    /** The channel took the alert. */
    record Accepted() implements Delivery {}

    /**
     * The channel did not take the alert.
     *
     * @param reason why, for a person to read; must hold no secret
     */
    record Failed(String reason) implements Delivery {
        public Failed {
            Check.notBlank(reason, "reason");
        }
    }

    /**
     * The channel took the alert.
     *
     * @return the outcome
     */
    static Delivery accepted() {
        return new Accepted();
    }

    /**
     * The channel did not take the alert.
     *
     * @param reason why, for a person to read; must hold no secret
     * @return the outcome
     */
    static Delivery failed(String reason) {
        return new Failed(reason);
    }
}
