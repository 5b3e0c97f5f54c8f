package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import io.trimtab.core.regime.RegimeBelief;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a strategy has the score it has: every factor's raw and normalised value, weight and contribution.
 *
 * <p>The contributions sum to the total to 1e-12 (relative to the largest contribution). Immutable and thread-safe.
 *
 * <pre>{@code
 * ranking.first().contributions(); // {performance=0.31, regime=0.18, ...}
 * }</pre>
 *
 * @param strategy the strategy
 * @param rank its place, from 1; by score, then by id
 * @param total its score
 * @param factors what each factor did, in the scorer's order
 * @param coverage the share of the weights whose factors were measured, 1 if none was missing
 * @param confidence how well the strategy is known, {@link ReferenceFactors#confidence(StrategyRecord,
 *     java.time.LocalDate)}, whatever factors were scored; NaN if it cannot be said
 * @param regimeMix the belief the weights were blended under
 */
public record ScoreCard(
        StrategyRecord strategy,
        int rank,
        double total,
        List<FactorScore> factors,
        double coverage,
        double confidence,
        RegimeBelief regimeMix) {
    public ScoreCard {
        Check.notNull(strategy, "strategy");
        Check.atLeast(rank, 1, "rank");
        factors = Check.copy(factors, "factors");
        Check.notNull(regimeMix, "regimeMix");
    }

    /**
     * The strategy's id.
     *
     * @return the id
     */
    public String id() {
        return strategy.id();
    }

    /**
     * What one factor did.
     *
     * @param name the factor's name
     * @return its part of the score
     * @throws IllegalArgumentException if the scorer has no such factor
     */
    public FactorScore factor(String name) {
        Check.notNull(name, "name");
        for (FactorScore factor : factors) {
            if (factor.factor().equals(name)) {
                return factor;
            }
        }
        throw new IllegalArgumentException("factor must be one of "
                + factors.stream().map(FactorScore::factor).toList() + ", was \"" + name + "\"");
    }

    /**
     * The contributions by factor, the largest first.
     *
     * @return an immutable map in that order
     */
    public Map<String, Double> contributions() {
        Map<String, Double> ordered = new LinkedHashMap<>();
        factors.stream()
                .sorted(Comparator.comparingDouble((FactorScore f) -> -f.contribution())
                        .thenComparing(FactorScore::factor))
                .forEach(f -> ordered.put(f.factor(), f.contribution()));
        return Collections.unmodifiableMap(ordered);
    }

    @Override
    public String toString() {
        return "#" + rank + " " + id() + " " + Text.number(total, 3) + " = " + factors;
    }
}
