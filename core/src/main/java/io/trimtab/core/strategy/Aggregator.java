package io.trimtab.core.strategy;

/**
 * Makes one score of a strategy's factors.
 *
 * <p>The contract: a better value of a factor that counts never gives a worse total of that strategy by {@link
 * #weightedSum()}, {@link #powerMean} and {@link #borda()} (TOPSIS and majorities look at the other strategies too); the
 * order of the strategies does not matter; contributions of a strategy sum to its total to 1e-12. Implementations are
 * stateless and thread-safe.
 */
public interface Aggregator {
    /**
     * The aggregator's name in reports.
     *
     * @return not blank
     */
    String name();

    /**
     * Totals and what each factor contributed to them.
     *
     * @param matrix the normalised factors and their weights
     * @param totals receives one total a strategy
     * @param contributions receives rows x factors contributions, factor by factor
     */
    void aggregateInto(ScoreMatrix matrix, double[] totals, double[] contributions);

    /**
     * sum w x: a weakness in one factor can be made good by another.
     *
     * @return the aggregator of scorers that name no other
     */
    static Aggregator weightedSum() {
        return Aggregators.WEIGHTED_SUM;
    }

    /**
     * (sum w x^p)^(1/p); for p = 0 the geometric mean, prod x^w. The lower p is, the less one strength makes up for a
     * weakness. Values below 0 count as 0. A factor contributes its share of sum w x^p (for p = 0, its weight).
     *
     * @param p the exponent, within [-20, 20]; 1 is the weighted sum
     * @return the aggregator
     */
    static Aggregator powerMean(double p) {
        return new Aggregators.PowerMean(p);
    }

    /**
     * The closeness to the best of all factors, d- / (d+ + d-), where d+ and d- are Euclidean distances of weighted values
     * to the best and to the worst of each factor, after each factor is divided by its norm (Hwang and Yoon 1981). A
     * factor contributes its share of the squared distance to the worst. If all strategies are equal, all have 0.5.
     *
     * @return the aggregator
     */
    static Aggregator topsisByVector() {
        return new Aggregators.Topsis(false);
    }

    /**
     * As {@link #topsisByVector()}, but after each factor is brought to 0 to 1 by its smallest and largest value.
     *
     * @return the aggregator
     */
    static Aggregator topsisByRange() {
        return new Aggregators.Topsis(true);
    }

    /**
     * The weighted mean of ranks, from 0 (last in everything) to 1 (Borda 1781); equal values share the mean rank.
     *
     * @return the aggregator
     */
    static Aggregator borda() {
        return Aggregators.BORDA;
    }

    /**
     * The share of other strategies a strategy beats in a weighted majority of factors, a draw as half (Copeland 1951): one
     * that beats every other comes first, as it does in Kemeny's ranking. O(strategies^2 x factors). A factor contributes
     * what it does to {@link #borda()}, and what is left in proportion to its weight.
     *
     * @return the aggregator
     */
    static Aggregator majorities() {
        return Aggregators.MAJORITIES;
    }
}
