package io.trimtab.core.strategy.learning;

import io.trimtab.core.check.Check;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A learner that knows its strategies by name.
 *
 * <pre>{@code
 * LearnedScores learned = LearnedScores.of(List.of("momentum-12m", "breakout-20"), Hedge.over(2, 0.05));
 * learned = learned.observe(Map.of("momentum-12m", 0.01, "breakout-20", -0.02));
 * learned.score("momentum-12m");
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class LearnedScores {
    private final List<String> ids;
    private final StrategyLearner learner;
    /** For lookup, never iterated. */
    private final Map<String, Double> scores = new HashMap<>();

    private LearnedScores(List<String> ids, StrategyLearner learner) {
        this.ids = ids;
        this.learner = learner;
        double[] values = learner.scores();
        for (int i = 0; i < ids.size(); i++) {
            if (scores.put(Check.notBlank(ids.get(i), "ids[" + i + "]"), values[i]) != null) {
                throw new IllegalArgumentException("ids must be unique, but \"" + ids.get(i) + "\" is repeated");
            }
        }
    }

    /**
     * Names the strategies of a learner.
     *
     * @param ids one a strategy, no one twice
     * @param learner the learner
     * @return the learner with names
     * @throws IllegalArgumentException if there are not as many names as strategies, or one is repeated
     */
    public static LearnedScores of(List<String> ids, StrategyLearner learner) {
        List<String> names = Check.copy(ids, "ids");
        Check.length(names.size(), Check.notNull(learner, "learner").size(), "ids");
        return new LearnedScores(names, learner);
    }

    /**
     * Learns from one period.
     *
     * @param returns simple returns by strategy; one that is not among them was not run, and is given to the learner as NaN
     * @return the learner after it
     * @throws IllegalArgumentException if there is a return of a strategy that it does not know, or the learner refuses one
     */
    public LearnedScores observe(Map<String, Double> returns) {
        double[] values = new double[ids.size()];
        int found = 0;
        for (int i = 0; i < values.length; i++) {
            Double value = Check.notNull(returns, "returns").get(ids.get(i));
            values[i] = value == null ? Double.NaN : value;
            found += value == null ? 0 : 1;
        }
        if (found != returns.size()) {
            throw new IllegalArgumentException("returns must be of " + ids + ", but " + (returns.size() - found)
                    + " of " + returns.size() + " are not");
        }
        return new LearnedScores(ids, learner.observe(values));
    }

    /**
     * How much a strategy is trusted.
     *
     * @param id the strategy
     * @return its score; NaN if it is unknown
     */
    public double score(String id) {
        return scores.getOrDefault(Check.notNull(id, "id"), Double.NaN);
    }

    /**
     * The learner without names.
     *
     * @return the learner as it is now
     */
    public StrategyLearner learner() {
        return learner;
    }

    @Override
    public String toString() {
        return "LearnedScores" + ids + " by " + learner;
    }
}
