package io.trimtab.core.strategy;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.SharpeEstimate;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * Factors beyond the five reference ones. They ask the host for what a {@link StrategyRecord} does not hold; where the host
 * has nothing (NaN, or no returns), the factor is missing. Stateless and thread-safe if the host's functions are.
 *
 * <pre>{@code
 * scorer.factor(FurtherFactors.probabilisticSharpe(0, id -> book.returnsOf(id)), Normaliser.asIs());
 * }</pre>
 */
public final class FurtherFactors {
    private static final int LEAST_RETURNS = 20;

    private FurtherFactors() {}

    /**
     * The probability that the true Sharpe ratio is above a benchmark (Bailey and Lopez de Prado 2012).
     *
     * @param benchmark a ratio per period, not annual
     * @param excessReturns returns of a strategy above the risk-free one, per period, by the strategy's id
     * @return the factor "probabilistic Sharpe", a benefit from 0 to 1
     */
    public static Factor probabilisticSharpe(double benchmark, Function<String, double[]> excessReturns) {
        Check.finite(benchmark, "benchmark");
        Check.notNull(excessReturns, "excessReturns");
        return new Simple("probabilistic Sharpe", FactorDirection.benefit(), (strategy, now) -> {
            double[] returns = excessReturns.apply(strategy.id());
            if (returns.length < LEAST_RETURNS) {
                return Double.NaN;
            }
            Optional<SharpeEstimate> estimate = SharpeEstimate.of(returns);
            return estimate.isPresent() ? estimate.get().probabilityAbove(benchmark) : Double.NaN;
        });
    }

    /**
     * Whether the strategy fades: the mean return of the newer half of the record less that of the older half, in standard
     * errors of the difference (Welch's t).
     *
     * @param returns returns of a strategy, oldest first, by its id
     * @return the factor "decay", a benefit; negative if the newer half is worse
     */
    public static Factor decay(Function<String, double[]> returns) {
        Check.notNull(returns, "returns");
        return new Simple("decay", FactorDirection.benefit(), (strategy, now) -> welch(returns.apply(strategy.id())));
    }

    /**
     * How much of the capital it is meant to get a strategy can take: min(1, capacity / capital).
     *
     * @param capacity the largest capital a strategy can trade, not negative, in the unit of the other
     * @param capital the capital it would get, positive
     * @return the factor "capacity", a benefit from 0 to 1
     */
    public static Factor capacity(ToDoubleFunction<StrategyRecord> capacity, double capital) {
        Check.notNull(capacity, "capacity");
        Check.positive(capital, "capital");
        return new Simple("capacity", FactorDirection.benefit(), (strategy, now) -> {
            double most = capacity.applyAsDouble(strategy);
            return Double.isNaN(most) ? most : Math.min(1, Check.notNegative(most, "capacity") / capital);
        });
    }

    /**
     * What trading costs: turnover x cost per turnover.
     *
     * @param annualTurnover how often a strategy turns over its capital in a year, not negative
     * @param costPerTurnover what turning it over once costs as a fraction of it, not negative
     * @return the factor "cost", a cost as a fraction of the capital a year
     */
    public static Factor cost(ToDoubleFunction<StrategyRecord> annualTurnover, double costPerTurnover) {
        Check.notNull(annualTurnover, "annualTurnover");
        Check.notNegative(costPerTurnover, "costPerTurnover");
        return new Simple(
                "cost",
                FactorDirection.cost(),
                (strategy, now) -> annualTurnover.applyAsDouble(strategy) * costPerTurnover);
    }

    /**
     * How much the strategy repeats what the book already does: the correlation of returns.
     *
     * @param returns returns of a strategy by its id, on the dates of the book's
     * @param book the book's returns; copied
     * @return the factor "correlation to book", a cost from -1 to 1
     */
    public static Factor correlationToBook(Function<String, double[]> returns, double[] book) {
        Check.notNull(returns, "returns");
        double[] own = Check.allFinite(Check.notNull(book, "book").clone(), "book");
        return new Simple("correlation to book", FactorDirection.cost(), (strategy, now) -> {
            double[] other = returns.apply(strategy.id());
            if (other.length < LEAST_RETURNS) {
                return Double.NaN;
            }
            Check.length(other.length, own.length, "returns of " + strategy.id());
            return FactorResearch.correlation(other, own);
        });
    }

    private static double welch(double[] returns) {
        int half = returns.length / 2;
        if (half < LEAST_RETURNS / 2) {
            return Double.NaN;
        }
        double[] old = moments(returns, 0, half);
        double[] recent = moments(returns, returns.length - half, returns.length);
        double error = Math.sqrt((old[1] + recent[1]) / half);
        return error > 0 ? (recent[0] - old[0]) / error : Double.NaN;
    }

    private static double[] moments(double[] x, int from, int to) {
        double mean = 0;
        for (int t = from; t < to; t++) {
            mean += x[t] / (to - from);
        }
        double squares = 0;
        for (int t = from; t < to; t++) {
            squares += (x[t] - mean) * (x[t] - mean);
        }
        return new double[] {mean, squares / (to - from - 1)};
    }

    private record Simple(
            String name, FactorDirection direction, ToDoubleBiFunction<StrategyRecord, MarketConditions> formula)
            implements Factor {
        @Override
        public double value(StrategyRecord strategy, MarketConditions conditions) {
            return formula.applyAsDouble(strategy, conditions);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
