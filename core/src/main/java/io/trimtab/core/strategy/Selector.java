package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import io.trimtab.core.strategy.evidence.SelectionGate;
import io.trimtab.core.strategy.evidence.TrialCorrelations;
import java.util.List;
import java.util.function.Consumer;

/**
 * Decides which strategies to run: filters first, then the top of the ranking, with reluctance to change.
 *
 * <p>The filters hold for newcomers and incumbents alike: an incumbent that fails one is forced out whatever its score
 * and however short its stay. Hysteresis then only chooses among the eligible: an incumbent keeps its place unless a
 * challenger's score is higher by more than the band, the incumbent has been held for the minimum dwell, and the changes
 * allowed in one cycle are not used up. Filling an empty place is not such a change.
 *
 * <p>A diversified selection ({@link #diversified}) compares scores less a penalty for moving with the others that are chosen: with k
 * places it climbs sum(score) - penalty / (k - 1) sum over pairs of max(0, correlation), greedily, and never goes back. Family
 * caps ({@link #familyCap}) hold for incumbents too.
 *
 * <p>How much it changes at most: count in each cycle the largest move of any score, and let m be their sum. While all k places are
 * filled and nobody turns ineligible, at most 2 k m / h challengers take a place, h the {@linkplain #hysteresis band} and the
 * {@linkplain #switchingCost cost} together, without caps and penalties. For the places score together at most what the best k do;
 * every exchange closes that gap by more than h, and a cycle whose scores move by d opens it by at most 2 k d. O(k^2 n) a change. Immutable and thread-safe.
 *
 * <pre>{@code
 * Selector selector = Selector.top(5).minimumConfidence(0.7).hysteresis(0.05);
 * Selection chosen = selector.select(ranking, state);
 * chosen.rejected(); // breakout-20: confidence 0.61 < 0.70
 * state = chosen.state();
 * }</pre>
 */
public final class Selector {
    final int top;
    final List<StrategyType> types;
    final double minimumSharpe;
    final double maximumDrawdown;
    final double minimumConfidence;
    final int limit;
    final double band;
    final int minimumDwell;
    final int maximumChanges;
    final SelectionWeighting weighting;
    final SelectionGate gate;
    final double switchingCost;
    final double enterAt;
    final double leaveBelow;
    final int familyCap;
    final double correlationPenalty;
    final TrialCorrelations correlations;

    private Selector(Draft draft) {
        this.top = draft.top;
        this.types = draft.types;
        this.minimumSharpe = draft.minimumSharpe;
        this.maximumDrawdown = draft.maximumDrawdown;
        this.minimumConfidence = draft.minimumConfidence;
        this.limit = draft.limit;
        this.band = draft.band;
        this.minimumDwell = draft.minimumDwell;
        this.maximumChanges = draft.maximumChanges;
        this.weighting = draft.weighting;
        this.gate = draft.gate;
        this.switchingCost = draft.switchingCost;
        this.enterAt = draft.enterAt;
        this.leaveBelow = draft.leaveBelow;
        this.familyCap = draft.familyCap;
        this.correlationPenalty = draft.correlationPenalty;
        this.correlations = draft.correlations;
    }

    /**
     * A selector of the best strategies, without filters and without hysteresis.
     *
     * @param count how many to choose, at least 1
     * @return the selector
     */
    public static Selector top(int count) {
        Draft draft = new Draft();
        draft.top = Check.atLeast(count, 1, "top");
        return new Selector(draft);
    }

    /**
     * The reference selector: top 5 of at most 50 with a Sharpe ratio of at least 0.5, a drawdown of at most 15% and a
     * confidence of at least 0.7.
     *
     * @return the selector
     */
    public static Selector reference() {
        return top(5).minimumSharpe(0.5)
                .maximumDrawdown(0.15)
                .minimumConfidence(0.7)
                .limit(50);
    }

    /**
     * Allows only some types.
     *
     * @param allowed the types; none allows all
     * @return the selector
     */
    public Selector types(StrategyType... allowed) {
        List<StrategyType> copy = Check.copy(allowed, "allowed");
        return with(draft -> draft.types = copy);
    }

    /**
     * Asks for a Sharpe ratio.
     *
     * @param minimum the smallest allowed; a strategy without a measured one is rejected
     * @return the selector
     */
    public Selector minimumSharpe(double minimum) {
        Check.finite(minimum, "minimumSharpe");
        return with(draft -> draft.minimumSharpe = minimum);
    }

    /**
     * Bounds the drawdown.
     *
     * @param maximum the largest allowed, a positive fraction; a strategy without a measured one is rejected
     * @return the selector
     */
    public Selector maximumDrawdown(double maximum) {
        Check.notNegative(maximum, "maximumDrawdown");
        return with(draft -> draft.maximumDrawdown = maximum);
    }

    /**
     * Asks for confidence: how well the strategy is known ({@link ScoreCard#confidence()}), not how well it scores.
     *
     * @param minimum the smallest allowed, within [0, 1]; a strategy without a measured one is rejected
     * @return the selector
     */
    public Selector minimumConfidence(double minimum) {
        Check.within(minimum, 0, 1, "minimumConfidence");
        return with(draft -> draft.minimumConfidence = minimum);
    }

    /**
     * Refuses strategies whose record may be luck, by the evidence in their records; everything passes unless set.
     *
     * @param condition the gate; a strategy of which it asks what was not measured is rejected
     * @return the selector
     */
    public Selector gate(SelectionGate condition) {
        Check.notNull(condition, "gate");
        return with(draft -> draft.gate = condition);
    }

    /**
     * Bounds how many of the strategies that pass the other filters are considered, the best first.
     *
     * @param most at least the number to choose
     * @return the selector
     */
    public Selector limit(int most) {
        Check.atLeast(most, top, "limit");
        return with(draft -> draft.limit = most);
    }

    /**
     * Sets by how much a challenger must beat an incumbent.
     *
     * @param scoreUnits a difference of scores, not negative
     * @return the selector
     */
    public Selector hysteresis(double scoreUnits) {
        Check.notNegative(scoreUnits, "hysteresis");
        return with(draft -> draft.band = scoreUnits);
    }

    /**
     * Sets what it costs to replace one strategy by another; a challenger must beat an incumbent by that and the band.
     *
     * @param scoreUnits a difference of scores, not negative
     * @return the selector
     */
    public Selector switchingCost(double scoreUnits) {
        Check.notNegative(scoreUnits, "switchingCost");
        return with(draft -> draft.switchingCost = scoreUnits);
    }

    /**
     * Asks for a score, of a newcomer for more than of an incumbent, so that one on the edge does not come and go.
     *
     * @param enterAt the smallest score to enter with
     * @param leaveBelow the smallest score to stay with, at most the other
     * @return the selector
     * @throws IllegalArgumentException if a score is not finite or it takes more to stay than to enter
     */
    public Selector scoreBand(double enterAt, double leaveBelow) {
        Check.finite(enterAt, "enterAt");
        Check.within(leaveBelow, -Double.MAX_VALUE, enterAt, "leaveBelow");
        return with(draft -> {
            draft.enterAt = enterAt;
            draft.leaveBelow = leaveBelow;
        });
    }

    /**
     * Bounds how many strategies of one family are chosen.
     *
     * @param most at least 1
     * @return the selector
     */
    public Selector familyCap(int most) {
        Check.atLeast(most, 1, "familyCap");
        return with(draft -> draft.familyCap = most);
    }

    /**
     * Prefers strategies that do not move with the others that are chosen.
     *
     * @param penalty in score units: what a strategy loses that moves in step with all the others; not negative
     * @param known correlations of their returns, such as {@link
     *     io.trimtab.core.strategy.evidence.Trials#correlations()}; strategies not among them count as uncorrelated
     * @return the selector
     */
    public Selector diversified(double penalty, TrialCorrelations known) {
        Check.notNegative(penalty, "penalty");
        Check.notNull(known, "known");
        return with(draft -> {
            draft.correlationPenalty = penalty;
            draft.correlations = known;
        });
    }

    /**
     * Sets for how many selections an incumbent stays before a challenger may take its place.
     *
     * @param cycles not negative
     * @return the selector
     */
    public Selector minimumDwell(int cycles) {
        Check.atLeast(cycles, 0, "minimumDwell");
        return with(draft -> draft.minimumDwell = cycles);
    }

    /**
     * Bounds how many challengers may take the place of incumbents in one selection.
     *
     * @param most not negative
     * @return the selector
     */
    public Selector maximumChanges(int most) {
        Check.atLeast(most, 0, "maximumChanges");
        return with(draft -> draft.maximumChanges = most);
    }

    /**
     * Sets how the chosen share what is to be allocated; equally unless set.
     *
     * @param how equal or by score
     * @return the selector
     */
    public Selector weighting(SelectionWeighting how) {
        Check.notNull(how, "weighting");
        return with(draft -> draft.weighting = how);
    }

    /**
     * Selects with no strategy being run yet.
     *
     * @param ranking the candidates by score
     * @return the selection
     */
    public Selection select(Ranking ranking) {
        return select(ranking, SelectionState.empty());
    }

    /**
     * Selects.
     *
     * @param ranking the candidates by score
     * @param before the strategies being run
     * @return the selection, with the state for the next one
     */
    public Selection select(Ranking ranking, SelectionState before) {
        Check.notNull(ranking, "ranking");
        Check.notNull(before, "before");
        return new SelectionRun(this, ranking, before).run();
    }

    private Selector with(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.top = top;
        draft.types = types;
        draft.minimumSharpe = minimumSharpe;
        draft.maximumDrawdown = maximumDrawdown;
        draft.minimumConfidence = minimumConfidence;
        draft.limit = limit;
        draft.band = band;
        draft.minimumDwell = minimumDwell;
        draft.maximumChanges = maximumChanges;
        draft.weighting = weighting;
        draft.gate = gate;
        draft.switchingCost = switchingCost;
        draft.enterAt = enterAt;
        draft.leaveBelow = leaveBelow;
        draft.familyCap = familyCap;
        draft.correlationPenalty = correlationPenalty;
        draft.correlations = correlations;
        change.accept(draft);
        return new Selector(draft);
    }

    @Override
    public String toString() {
        return "Selector[top " + top + ", minimum Sharpe " + minimumSharpe + ", maximum drawdown " + maximumDrawdown
                + ", minimum confidence " + minimumConfidence + ", hysteresis " + band + "]";
    }

    private static final class Draft {
        private int top;
        private List<StrategyType> types = List.of();
        private double minimumSharpe = Double.NaN;
        private double maximumDrawdown = Double.NaN;
        private double minimumConfidence = Double.NaN;
        private int limit = Integer.MAX_VALUE;
        private double band;
        private int minimumDwell;
        private int maximumChanges = Integer.MAX_VALUE;
        private SelectionWeighting weighting = SelectionWeighting.EQUAL;
        private SelectionGate gate = SelectionGate.open();
        private double switchingCost;
        private double enterAt = Double.NEGATIVE_INFINITY;
        private double leaveBelow = Double.NEGATIVE_INFINITY;
        private int familyCap = Integer.MAX_VALUE;
        private double correlationPenalty;
        private TrialCorrelations correlations = TrialCorrelations.of(List.of(), new double[0]);
    }
}
