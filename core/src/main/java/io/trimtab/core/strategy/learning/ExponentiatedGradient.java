package io.trimtab.core.strategy.learning;

import io.trimtab.core.check.Check;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Weights that follow the gradient of the logarithm of wealth: a portfolio nearly as good as the best rebalanced one.
 *
 * <pre>{@code
 * ExponentiatedGradient learner = ExponentiatedGradient.over(5, 0.05).observe(0.01, -0.02, 0, 0.003, 0.01);
 * learner.scores(); // weights that sum to one
 * }</pre>
 *
 * <p>With x the growth 1 + r of each strategy in a period, a weight w is multiplied by exp(h x / sum(w x)), and all are divided by their
 * sum. With r the smallest growth in a period over the largest of it, the logarithm of wealth stays behind that of any constant
 * rebalanced portfolio by at most ln(N) / h + h t / (8 r^2). Source: Helmbold, Schapire, Singer and Warmuth, On-Line Portfolio Selection Using
 * Multiplicative Updates, Mathematical Finance 8 (1998) 325-347, theorem 4.1. O(N) a period. Immutable and thread-safe.
 */
public final class ExponentiatedGradient implements StrategyLearner, Serializable {
    private static final long serialVersionUID = 1L;

    private final double rate;
    private final int periods;
    private final double[] weights;
    private final double[] logs;
    private final double own;
    private final double smallest;

    private ExponentiatedGradient(
            double rate, int periods, double[] weights, double[] logs, double own, double smallest) {
        this.rate = rate;
        this.periods = periods;
        this.weights = weights;
        this.logs = logs;
        this.own = own;
        this.smallest = smallest;
    }

    /**
     * A learner that trusts all strategies the same.
     *
     * @param strategies how many, at least 1
     * @param rate h, positive; 0.05 in the paper
     * @return the learner
     */
    public static ExponentiatedGradient over(int strategies, double rate) {
        double[] equal = new double[Check.atLeast(strategies, 1, "strategies")];
        Arrays.fill(equal, 1.0 / strategies);
        return new ExponentiatedGradient(Check.positive(rate, "rate"), 0, equal, new double[strategies], 0, 1);
    }

    @Override
    public int size() {
        return weights.length;
    }

    @Override
    public double[] scores() {
        return weights.clone();
    }

    @Override
    public ExponentiatedGradient observe(double... returns) {
        Check.length(Check.notNull(returns, "returns").length, size(), "returns");
        double wealth = 0;
        double lowest = Double.POSITIVE_INFINITY;
        double highest = 0;
        double[] total = logs.clone();
        for (int i = 0; i < returns.length; i++) {
            Check.strictlyWithin(returns[i], -1, Double.MAX_VALUE, "returns[" + i + "]");
            double growth = 1 + returns[i];
            wealth += weights[i] * growth;
            lowest = Math.min(lowest, growth);
            highest = Math.max(highest, growth);
            total[i] += StrictMath.log(growth);
        }
        double[] next = new double[weights.length];
        double sum = 0;
        for (int i = 0; i < next.length; i++) {
            // less the largest, so that no power overflows: it cancels in the division
            next[i] = weights[i] * StrictMath.exp(rate * (1 + returns[i] - highest) / wealth);
            sum += next[i];
        }
        for (int i = 0; i < next.length; i++) {
            next[i] /= sum;
        }
        return new ExponentiatedGradient(
                rate, periods + 1, next, total, own + StrictMath.log(wealth), Math.min(smallest, lowest / highest));
    }

    /**
     * The regret so far against the best single strategy, in logarithms of wealth.
     *
     * @return the regret, and the bound of the regret against any constant rebalanced portfolio
     */
    public Regret regret() {
        double best = Arrays.stream(logs).max().orElse(0);
        double bound = StrictMath.log(size()) / rate + rate * periods / (8 * smallest * smallest);
        return new Regret(periods, best - own, Math.min(Double.MAX_VALUE, bound));
    }

    /**
     * What one unit of wealth in these portfolios has become.
     *
     * @return above 0
     */
    public double wealth() {
        return StrictMath.exp(own);
    }

    @Override
    public String toString() {
        return "ExponentiatedGradient[" + size() + " strategies after " + periods + " periods]";
    }
}
