package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import io.trimtab.core.strategy.learning.LearnedScores;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * By what candidates are ranked before a {@link Selector} chooses among them: four ways that answer four questions.
 *
 * <pre>{@code
 * Ranking ranking = SelectionMethod.regimeBased().rank(catalog.candidates(), MarketConditions.of(belief));
 * Selection chosen = Selector.top(5).select(ranking);
 * }</pre>
 *
 * <ul>
 *   <li>{@link #regimeBased}: what was made for the market as it is? How well the context fits, times performance: one
 *       made for another regime scores 0, however well it did.
 *   <li>{@link #performanceBased}: what has done best? The record alone, whatever the regime.
 *   <li>{@link #hybrid}: what is best all in all? Every factor of a scorer, weighted by the belief about the regime.
 *   <li>{@link #adaptive}: what has the learner come to trust? What strategies earned since learning began, whatever their records say.
 * </ul>
 *
 * <p>A strategy for which the answer is missing gets no score, with the reason. Immutable and thread-safe as far as the scorer is.
 */
public final class SelectionMethod {
    private final Kind kind;
    private final StrategyScorer scorer;

    private SelectionMethod(Kind kind, StrategyScorer scorer) {
        this.kind = kind;
        this.scorer = scorer;
    }

    /** The four ways. */
    public enum Kind {
        /** By fit to the regime. */
        REGIME_BASED,
        /** By the record. */
        PERFORMANCE_BASED,
        /** By all factors under the belief. */
        HYBRID,
        /** By what was learned. */
        ADAPTIVE
    }

    /** One number as a factor. */
    private record Single(String name, ToDoubleBiFunction<StrategyRecord, MarketConditions> measure) implements Factor {
        @Override
        public double value(StrategyRecord strategy, MarketConditions conditions) {
            return measure.applyAsDouble(strategy, conditions);
        }
    }

    private static SelectionMethod single(
            Kind kind, String name, ToDoubleBiFunction<StrategyRecord, MarketConditions> measure) {
        StrategyScorer scorer = StrategyScorer.builder()
                .factor(new Single(name, measure), Normaliser.asIs())
                .missing(MissingPolicy.REJECT, 1)
                .build();
        return new SelectionMethod(kind, scorer);
    }

    /**
     * By how well the context fits the market, times performance: the {@linkplain ReferenceFactors#regime() regime} and the {@linkplain
     * ReferenceFactors#performance() performance} factor multiplied.
     *
     * @return the method
     */
    public static SelectionMethod regimeBased() {
        Factor regime = ReferenceFactors.regime();
        Factor performance = ReferenceFactors.performance();
        return single(
                Kind.REGIME_BASED,
                "performance in the regime",
                (strategy, now) -> regime.value(strategy, now) * performance.value(strategy, now));
    }

    /**
     * By the {@linkplain ReferenceFactors#performance() performance} factor alone.
     *
     * @return the method
     */
    public static SelectionMethod performanceBased() {
        return single(Kind.PERFORMANCE_BASED, "performance", ReferenceFactors.performance()::value);
    }

    /**
     * By all factors of a scorer under the belief about the regime.
     *
     * @param scorer the scorer, such as {@link StrategyScorer#reference()}
     * @return the method
     */
    public static SelectionMethod hybrid(StrategyScorer scorer) {
        return new SelectionMethod(Kind.HYBRID, Check.notNull(scorer, "scorer"));
    }

    /**
     * By what a learner has come to trust.
     *
     * @param learned its scores now
     * @return the method
     */
    public static SelectionMethod adaptive(LearnedScores learned) {
        Check.notNull(learned, "learned");
        return single(Kind.ADAPTIVE, "learned", (strategy, now) -> learned.score(strategy.id()));
    }

    /**
     * Which of the four it is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Ranks candidates.
     *
     * @param candidates the strategies, no id twice, in any order
     * @param conditions the market they are ranked for
     * @return the ranking
     * @throws IllegalArgumentException if an id is repeated
     */
    public Ranking rank(List<StrategyRecord> candidates, MarketConditions conditions) {
        return scorer.score(candidates, conditions);
    }

    @Override
    public String toString() {
        return "SelectionMethod[" + kind + "]";
    }
}
