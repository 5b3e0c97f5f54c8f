package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Strategies by score, the best first, equal scores by id; and those without a score, with the reason.
 *
 * <p>Immutable and thread-safe.
 *
 * @param cards the strategies with a score, by rank
 * @param unscored the strategies without one, by id
 * @param conditions the market they were scored for
 */
public record Ranking(List<ScoreCard> cards, List<Rejection> unscored, MarketConditions conditions) {
    public Ranking {
        cards = Check.copy(cards, "cards");
        unscored = Check.copy(unscored, "unscored");
        Check.notNull(conditions, "conditions");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < cards.size(); i++) {
            ScoreCard card = cards.get(i);
            if (card.rank() != i + 1 || !seen.add(card.id())) {
                throw new IllegalArgumentException(
                        "cards must be in the order of rank from 1, each strategy once, but #" + card.rank() + " "
                                + card.id() + " is at position " + i);
            }
        }
    }

    /**
     * The number of strategies with a score.
     *
     * @return the number of cards
     */
    public int size() {
        return cards.size();
    }

    /**
     * The best strategy.
     *
     * @return the card of rank 1
     * @throws IllegalStateException if no strategy has a score; the message says why
     */
    public ScoreCard first() {
        if (cards.isEmpty()) {
            throw new IllegalStateException("no strategy has a score; "
                    + (unscored.isEmpty() ? "there were no candidates" : "without one: " + unscored));
        }
        return cards.get(0);
    }

    /**
     * The date of the scoring.
     *
     * @return the conditions' date
     */
    public LocalDate asOf() {
        return conditions.asOf();
    }
}
