package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import io.trimtab.core.regime.RegimeBelief;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scores strategies: total = sum over factors of weight x normalised value (or another {@link Aggregator}) less penalties,
 * with weights blended under the belief.
 *
 * <p>The friendly form {@link #score(List, MarketConditions)} explains itself in scorecards; the form
 * {@link #scoreInto} gives the same totals, bit for bit, and allocates nothing. Scoring n strategies by F factors is
 * O(n F), ranking O(F n (F + log n)). Immutable and thread-safe.
 *
 * <pre>{@code
 * Ranking ranking = StrategyScorer.reference().score(catalog.candidates(), belief);
 * ranking.first().contributions();
 * }</pre>
 */
public final class StrategyScorer {
    private final List<Factor> factors;
    private final List<Normaliser> normalisers;
    private final List<FactorAdjustment> adjustments;
    private final List<ScorePenalty> penalties;
    private final Aggregator aggregator;
    private final FactorWeights weights;
    private final MissingPolicy missing;
    private final double coverageFloor;

    private StrategyScorer(Builder builder, FactorWeights weights) {
        this.factors = List.copyOf(builder.factors);
        this.normalisers = List.copyOf(builder.normalisers);
        this.adjustments = List.copyOf(builder.adjustments);
        this.penalties = List.copyOf(builder.penalties);
        this.aggregator = builder.aggregator;
        this.weights = weights;
        this.missing = builder.missing;
        this.coverageFloor = builder.coverageFloor;
        List<String> names = factors.stream().map(Factor::name).toList();
        if (!names.equals(weights.factors())) {
            throw new IllegalArgumentException(
                    "weights must be for the factors " + names + " in this order, were for " + weights.factors());
        }
        List<String> all = new ArrayList<>(names);
        for (ScorePenalty penalty : penalties) {
            if (all.contains(penalty.name())) {
                throw new IllegalArgumentException(
                        "penalties must have names of their own, but \"" + penalty.name() + "\" is repeated");
            }
            all.add(penalty.name());
        }
    }

    /**
     * The scorer of the five reference factors with the reference weights, divided by their sum of 1.2.
     *
     * @return the scorer
     */
    public static StrategyScorer reference() {
        Builder builder = builder();
        ReferenceFactors.all().forEach(factor -> builder.factor(factor, Normaliser.asIs()));
        return builder.weights(FactorWeights.reference()).build();
    }

    /**
     * A builder without factors.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The same scorer with other weights.
     *
     * @param other weights for the same factors in the same order
     * @return the scorer
     * @throws IllegalArgumentException if the factors differ
     */
    public StrategyScorer withWeights(FactorWeights other) {
        return toBuilder().weights(Check.notNull(other, "other")).build();
    }

    /**
     * The same scorer with another policy for missing factors.
     *
     * @param policy what becomes of a strategy for which a factor is missing
     * @param floor the smallest share of the weights that must be measured, within [0, 1]
     * @return the scorer
     */
    public StrategyScorer withMissing(MissingPolicy policy, double floor) {
        return toBuilder().weights(weights).missing(policy, floor).build();
    }

    private Builder toBuilder() {
        Builder builder = builder().missing(missing, coverageFloor);
        builder.factors.addAll(factors);
        builder.normalisers.addAll(normalisers);
        builder.adjustments.addAll(adjustments);
        builder.penalties.addAll(penalties);
        builder.aggregator = aggregator;
        return builder;
    }

    /**
     * The weights.
     *
     * @return base weights and those of regimes
     */
    public FactorWeights weights() {
        return weights;
    }

    /**
     * Scores strategies as of the belief's date, in a market of which only the belief is known.
     *
     * @param candidates the strategies, no id twice
     * @param belief how probable each regime is
     * @return the ranking
     */
    public Ranking score(List<StrategyRecord> candidates, RegimeBelief belief) {
        return score(candidates, MarketConditions.of(belief));
    }

    /**
     * Scores strategies in a market of which only the belief is known.
     *
     * @param candidates the strategies, no id twice
     * @param belief how probable each regime is
     * @param asOf the date of the scoring, not before the belief's
     * @return the ranking
     */
    public Ranking score(List<StrategyRecord> candidates, RegimeBelief belief, LocalDate asOf) {
        return score(candidates, MarketConditions.of(belief, asOf));
    }

    /**
     * Scores strategies.
     *
     * @param candidates the strategies, no id twice, in any order
     * @param conditions the market they are scored for
     * @return the ranking
     * @throws IllegalArgumentException if an id is repeated
     */
    public Ranking score(List<StrategyRecord> candidates, MarketConditions conditions) {
        List<StrategyRecord> byId = new ArrayList<>(Check.copy(candidates, "candidates"));
        Check.notNull(conditions, "conditions");
        byId.sort((a, b) -> a.id().compareTo(b.id()));
        for (int i = 1; i < byId.size(); i++) {
            if (byId.get(i).id().equals(byId.get(i - 1).id())) {
                throw new IllegalArgumentException(
                        "candidates must have unique ids, but \"" + byId.get(i).id() + "\" is repeated");
            }
        }
        double[] raw = rawFactors(byId, conditions);
        FactorTable table = tabulate(byId, conditions, raw);
        double[] totals = new double[byId.size()];
        ScoreWorkspace workspace = ScoreWorkspace.forFactors(factors.size());
        scoreInto(table, conditions.belief(), totals, workspace);
        return new CardWriter(
                        byId,
                        conditions,
                        raw,
                        table,
                        workspace.weights,
                        totals,
                        missing,
                        coverageFloor,
                        aggregator,
                        penalties)
                .ranking();
    }

    /**
     * Lays the normalised factors of strategies out for {@link #scoreInto}.
     *
     * @param candidates the strategies; row i of the table is candidate i
     * @param conditions the market they are scored for
     * @return the table
     */
    public FactorTable tabulate(List<StrategyRecord> candidates, MarketConditions conditions) {
        List<StrategyRecord> rows = Check.copy(candidates, "candidates");
        return tabulate(rows, conditions, rawFactors(rows, Check.notNull(conditions, "conditions")));
    }

    /**
     * Lays out factors that were normalised elsewhere.
     *
     * @param candidates the number of strategies
     * @param normalised candidates x factors values, factor by factor; copied. NaN is missing; a strategy with an
     *     infinite value gets no score
     * @return the table
     * @throws IllegalArgumentException if the length is not the product
     */
    public FactorTable tableOf(int candidates, double[] normalised) {
        double[] own = Check.notNull(normalised, "normalised").clone();
        boolean[] excluded = new boolean[Check.atLeast(candidates, 0, "candidates")];
        return FactorTable.of(weights.factors(), candidates, own, excluded, new double[0][], missing, neutrals());
    }

    /**
     * The totals of all strategies of a table: O(candidates x factors + factors x regimes) by the weighted sum, and as the
     * aggregator says by another. It allocates nothing by an aggregator of the box, once the workspace has seen a table of
     * this size and the table an aggregator that looks at ranks or distances.
     *
     * @param table from this scorer, or from one of the same factors and missing policy
     * @param belief the belief the weights are blended under
     * @param out receives one total a strategy; NaN for a strategy without a score
     * @param workspace scratch for as many factors; holds the weights used afterwards
     * @throws IllegalArgumentException if a length or the factors do not fit
     */
    public void scoreInto(FactorTable table, RegimeBelief belief, double[] out, ScoreWorkspace workspace) {
        Check.notNull(table, "table");
        Check.notNull(belief, "belief");
        if (table.factors != weights.factors() && !table.factors.equals(weights.factors())) {
            throw new IllegalArgumentException(
                    "table must be of the factors " + weights.factors() + " in this order, was of " + table.factors);
        }
        Check.length(Check.notNull(workspace, "workspace").weights.length, table.factors.size(), "workspace");
        Check.length(Check.notNull(out, "out").length, table.rows, "out");
        weights.blendInto(belief, workspace.weights);
        if (aggregator == Aggregators.WEIGHTED_SUM) {
            ScoreKernel.totalsInto(table, workspace.weights, missing, coverageFloor, out, workspace.coverage);
        } else {
            workspace
                    .sheet
                    .fill(table, workspace.weights, missing, coverageFloor)
                    .aggregate(aggregator)
                    .totalsInto(out);
        }
        ScoreKernel.takeOff(table, out);
    }

    private FactorTable tabulate(List<StrategyRecord> candidates, MarketConditions conditions, double[] raw) {
        int rows = candidates.size();
        boolean[] excluded = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            excluded[i] = candidates.get(i).lastUpdate().isAfter(conditions.asOf());
            for (int f = 0; f < factors.size(); f++) {
                excluded[i] |= Double.isInfinite(raw[f * rows + i]);
            }
        }
        double[] values = new double[raw.length];
        for (int f = 0; f < factors.size(); f++) {
            double[] column = Arrays.copyOfRange(raw, f * rows, (f + 1) * rows);
            for (int i = 0; i < rows; i++) {
                // What gets no score must not move the scores of others.
                column[i] = excluded[i] ? Double.NaN : column[i];
            }
            double[] adjusted = adjustments.get(f).adjust(factors.get(f), candidates, conditions, column);
            Check.length(
                    adjusted.length,
                    rows,
                    "adjusted values of " + factors.get(f).name());
            double[] normalised = normalisers.get(f).normalise(factors.get(f).direction(), adjusted);
            Check.length(
                    normalised.length,
                    rows,
                    "normalised values of " + factors.get(f).name());
            System.arraycopy(normalised, 0, values, f * rows, rows);
        }
        return FactorTable.of(
                weights.factors(),
                rows,
                values,
                excluded,
                penalties(candidates, conditions, excluded),
                missing,
                neutrals());
    }

    private double[][] penalties(List<StrategyRecord> candidates, MarketConditions conditions, boolean[] excluded) {
        double[][] amounts = new double[penalties.size()][candidates.size()];
        for (int p = 0; p < amounts.length; p++) {
            ScorePenalty penalty = penalties.get(p);
            for (int i = 0; i < candidates.size(); i++) {
                if (!excluded[i]) {
                    amounts[p][i] = Check.notNegative(
                            penalty.amount(candidates.get(i), conditions),
                            "penalty " + penalty.name() + " of "
                                    + candidates.get(i).id());
                }
            }
        }
        return amounts;
    }

    private double[] rawFactors(List<StrategyRecord> candidates, MarketConditions conditions) {
        int rows = candidates.size();
        double[] raw = new double[rows * factors.size()];
        for (int f = 0; f < factors.size(); f++) {
            for (int i = 0; i < rows; i++) {
                raw[f * rows + i] = factors.get(f).value(candidates.get(i), conditions);
            }
        }
        return raw;
    }

    private double[] neutrals() {
        double[] neutral = new double[normalisers.size()];
        for (int f = 0; f < neutral.length; f++) {
            neutral[f] = normalisers.get(f).neutral();
        }
        return neutral;
    }

    @Override
    public String toString() {
        return "StrategyScorer[" + weights + ", by " + aggregator.name() + ", missing " + missing + ", coverage floor "
                + Text.number(coverageFloor, 2) + "]";
    }

    /** Collects factors and settings; equal weights, and renormalising down to half coverage, unless set. */
    public static final class Builder {
        private final List<Factor> factors = new ArrayList<>();
        private final List<Normaliser> normalisers = new ArrayList<>();
        private final List<FactorAdjustment> adjustments = new ArrayList<>();
        private final List<ScorePenalty> penalties = new ArrayList<>();
        private Aggregator aggregator = Aggregator.weightedSum();
        private List<FactorWeights> weights = List.of();
        private MissingPolicy missing = MissingPolicy.RENORMALISE;
        private double coverageFloor = 0.5;

        private Builder() {}

        /**
         * Adds a factor.
         *
         * @param factor the factor
         * @param normaliser what brings it to a common scale
         * @return this builder
         */
        public Builder factor(Factor factor, Normaliser normaliser) {
            return factor(factor, normaliser, FactorAdjustment.none());
        }

        /**
         * Adds a factor whose raw values are adjusted before they are normalised.
         *
         * @param factor the factor
         * @param normaliser what brings it to a common scale
         * @param adjustment what makes it more prudent
         * @return this builder
         */
        public Builder factor(Factor factor, Normaliser normaliser, FactorAdjustment adjustment) {
            Check.notNull(factor, "factor");
            Check.notNull(normaliser, "normaliser");
            adjustments.add(Check.notNull(adjustment, "adjustment"));
            factors.add(factor);
            normalisers.add(normaliser);
            return this;
        }

        /**
         * Adds a penalty.
         *
         * @param penalty what is taken off the score
         * @return this builder
         */
        public Builder penalty(ScorePenalty penalty) {
            penalties.add(Check.notNull(penalty, "penalty"));
            return this;
        }

        /**
         * Sets how factors become one score; without it, by the weighted sum.
         *
         * @param value the aggregator
         * @return this builder
         */
        public Builder aggregatedBy(Aggregator value) {
            aggregator = Check.notNull(value, "aggregator");
            return this;
        }

        /**
         * Sets the weights; without them, all factors count the same.
         *
         * @param value weights for the factors in the order they are added
         * @return this builder
         */
        public Builder weights(FactorWeights value) {
            weights = List.of(Check.notNull(value, "weights"));
            return this;
        }

        /**
         * Sets what becomes of a strategy for which a factor is missing.
         *
         * @param policy the policy
         * @param floor the smallest share of the weights that must be measured, within [0, 1]
         * @return this builder
         */
        public Builder missing(MissingPolicy policy, double floor) {
            missing = Check.notNull(policy, "policy");
            coverageFloor = Check.within(floor, 0, 1, "coverage floor");
            return this;
        }

        /**
         * Builds the scorer.
         *
         * @return the scorer
         * @throws IllegalArgumentException if there is no factor, a name is repeated, or weights are for other factors
         */
        public StrategyScorer build() {
            return new StrategyScorer(
                    this,
                    weights.isEmpty()
                            ? FactorWeights.equal(
                                    factors.stream().map(Factor::name).toList())
                            : weights.get(0));
        }
    }
}
