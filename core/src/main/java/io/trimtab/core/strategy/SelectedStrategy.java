package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;

/**
 * A strategy that was chosen.
 *
 * @param card its scorecard
 * @param weight its share of the selection; the shares sum to one
 * @param reason why, for people
 */
public record SelectedStrategy(ScoreCard card, double weight, String reason) {
    public SelectedStrategy {
        Check.notNull(card, "card");
        Check.within(weight, 0, 1, "weight");
        Check.notBlank(reason, "reason");
    }

    /**
     * The strategy's id.
     *
     * @return the id
     */
    public String id() {
        return card.id();
    }

    @Override
    public String toString() {
        return id() + " " + Text.number(100 * weight, 1) + "%: " + reason;
    }
}
