package io.trimtab.core.strategy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns totals into ranked scorecards and reasons. Candidates are in the order of their ids. */
final class CardWriter {
    private final List<StrategyRecord> candidates;
    private final MarketConditions conditions;
    private final double[] raw;
    private final FactorTable table;
    private final double[] weights;
    private final double[] totals;
    private final MissingPolicy missing;
    private final double coverageFloor;
    private final List<ScorePenalty> penalties;
    private final Aggregator aggregator;
    private final ScoreSheet aggregate = new ScoreSheet();
    private final ScoreSheet others = new ScoreSheet().unexplained();

    CardWriter(
            List<StrategyRecord> candidates,
            MarketConditions conditions,
            double[] raw,
            FactorTable table,
            double[] weights,
            double[] totals,
            MissingPolicy missing,
            double coverageFloor,
            Aggregator aggregator,
            List<ScorePenalty> penalties) {
        this.aggregator = aggregator;
        this.penalties = penalties;
        this.candidates = candidates;
        this.conditions = conditions;
        this.raw = raw;
        this.table = table;
        this.weights = weights;
        this.totals = totals;
        this.missing = missing;
        this.coverageFloor = coverageFloor;
    }

    Ranking ranking() {
        if (aggregator != Aggregators.WEIGHTED_SUM) {
            aggregate.fill(table, weights, missing, coverageFloor).aggregate(aggregator);
        }
        List<Integer> order = new ArrayList<>();
        List<Rejection> unscored = new ArrayList<>();
        for (int i = 0; i < totals.length; i++) {
            if (Double.isFinite(totals[i])) {
                order.add(i);
            } else {
                unscored.add(reason(i));
            }
        }
        // Stable, and candidates are in the order of their ids: equal totals stay in that order.
        order.sort((a, b) -> Double.compare(totals[b] + 0.0, totals[a] + 0.0));
        int[][] rankWithout = ranksWithout(order);
        List<ScoreCard> cards = new ArrayList<>(order.size());
        for (int rank = 0; rank < order.size(); rank++) {
            cards.add(card(order.get(rank), rank + 1, rankWithout));
        }
        return new Ranking(cards, unscored, conditions);
    }

    private ScoreCard card(int row, int rank, int[][] rankWithout) {
        List<FactorScore> scores = new ArrayList<>(weights.length);
        int factors = weights.length;
        for (int f = 0; f < factors; f++) {
            boolean measured = table.isMeasured(row, f);
            FactorScore.Source source = measured ? FactorScore.Source.MEASURED : table.standIn[f];
            scores.add(new FactorScore(
                    table.factors.get(f),
                    raw[f * table.rows + row],
                    source == FactorScore.Source.LEFT_OUT ? Double.NaN : table.values[f * table.rows + row],
                    weight(row, f),
                    contribution(row, f),
                    rankWithout[f][row],
                    source));
        }
        for (int p = 0; p < penalties.size(); p++) {
            double amount = table.penalties[p][row];
            scores.add(new FactorScore(
                    penalties.get(p).name(),
                    amount,
                    0 - amount,
                    1,
                    0 - amount,
                    rankWithout[factors + p][row],
                    FactorScore.Source.PENALTY));
        }
        return new ScoreCard(
                candidates.get(row),
                rank,
                totals[row],
                scores,
                ScoreKernel.coverage(table, weights, row),
                ReferenceFactors.confidence(candidates.get(row), conditions.asOf()),
                conditions.belief());
    }

    private double weight(int row, int f) {
        if (missing != MissingPolicy.RENORMALISE || table.missing[row] == 0) {
            return weights[f];
        }
        return table.isMeasured(row, f) ? weights[f] / ScoreKernel.coverage(table, weights, row) : 0;
    }

    private double contribution(int row, int f) {
        if (aggregator != Aggregators.WEIGHTED_SUM) {
            return aggregate.contribution(row, f);
        }
        return weight(row, f) * table.values[f * table.rows + row];
    }

    /**
     * Per factor and row, one more than the number of rows that score higher when the factor does not count. The rest is
     * added up afresh: taking a contribution away from the total would leave rounding that breaks ties.
     */
    private int[][] ranksWithout(List<Integer> scored) {
        int[][] ranks = new int[weights.length + penalties.size()][table.rows];
        double[] without = new double[scored.size()];
        for (int f = 0; f < ranks.length; f++) {
            if (f >= weights.length) {
                withoutPenalty(f - weights.length, scored, without);
            } else if (aggregator != Aggregators.WEIGHTED_SUM) {
                withoutFactor(f, scored, without);
            } else {
                for (int k = 0; k < without.length; k++) {
                    without[k] = totalWithout(f, scored.get(k)) - takenOff(scored.get(k));
                }
            }
            double[] sorted = without.clone();
            Arrays.sort(sorted);
            for (int k = 0; k < without.length; k++) {
                ranks[f][scored.get(k)] = 1 + without.length - Normalisers.notAbove(sorted, without[k]);
            }
        }
        return ranks;
    }

    private double takenOff(int row) {
        double sum = 0;
        for (double[] amounts : table.penalties) {
            sum += amounts[row];
        }
        return sum;
    }

    private void withoutPenalty(int penalty, List<Integer> scored, double[] without) {
        for (int k = 0; k < without.length; k++) {
            int row = scored.get(k);
            double total = 0;
            for (int f = 0; f < weights.length; f++) {
                total += contribution(row, f);
            }
            for (int p = 0; p < penalties.size(); p++) {
                total -= p == penalty ? 0 : table.penalties[p][row];
            }
            without[k] = total + 0.0;
        }
    }

    /** The other factors aggregated afresh, their weights divided by their sum. */
    private void withoutFactor(int factor, List<Integer> scored, double[] without) {
        double rest = 0;
        double[] rescaled = weights.clone();
        rescaled[factor] = 0;
        for (double weight : rescaled) {
            rest += weight;
        }
        double[] totals = new double[table.rows];
        if (rest > 0) {
            for (int f = 0; f < rescaled.length; f++) {
                rescaled[f] /= rest;
            }
            others.fill(table, rescaled, missing, 0).aggregate(aggregator).totalsInto(totals);
        }
        for (int k = 0; k < without.length; k++) {
            int row = scored.get(k);
            // What only this factor measured has nothing left.
            without[k] = (Double.isNaN(totals[row]) ? 0 : totals[row]) - takenOff(row);
        }
    }

    private double totalWithout(int factor, int row) {
        double total = 0;
        double rest = 0;
        for (int f = 0; f < weights.length; f++) {
            if (f != factor) {
                total += contribution(row, f);
                rest += weight(row, f);
            }
        }
        return rest > 0 ? total / rest + 0.0 : 0;
    }

    private Rejection reason(int row) {
        StrategyRecord strategy = candidates.get(row);
        String id = strategy.id();
        if (strategy.lastUpdate().isAfter(conditions.asOf())) {
            return Rejection.because(
                    id,
                    RejectionCode.UPDATED_AFTER_AS_OF,
                    "updated on " + strategy.lastUpdate() + ", after the scoring date " + conditions.asOf());
        }
        List<String> gaps = new ArrayList<>();
        for (int f = 0; f < weights.length; f++) {
            double x = raw[f * table.rows + row];
            if (Double.isInfinite(x)) {
                return new Rejection(
                        id,
                        RejectionCode.NOT_FINITE,
                        x,
                        Double.NaN,
                        id + ": " + table.factors.get(f) + " must be finite, was " + x);
            }
            if (!table.isMeasured(row, f)) {
                gaps.add(table.factors.get(f));
            }
        }
        if (!gaps.isEmpty() && missing == MissingPolicy.REJECT) {
            return Rejection.because(id, RejectionCode.FACTOR_MISSING, "no value for " + String.join(", ", gaps));
        }
        double coverage = ScoreKernel.coverage(table, weights, row);
        if (coverage == 0) {
            return Rejection.because(id, RejectionCode.COVERAGE_TOO_LOW, "no factor that counts was measured");
        }
        if (!ScoreKernel.covers(coverage, coverageFloor)) {
            return new Rejection(
                    id,
                    RejectionCode.COVERAGE_TOO_LOW,
                    coverage,
                    coverageFloor,
                    id + ": coverage " + Text.comparison(coverage, "<", coverageFloor) + " (no value for "
                            + String.join(", ", gaps) + ")");
        }
        return Rejection.because(id, RejectionCode.NOT_FINITE, "score must be finite, was " + totals[row]);
    }
}
