package io.trimtab.risk.limit;

import io.trimtab.core.market.Weights;

/**
 * A number that a limit can bound: anything that weights and a {@link PortfolioView} determine.
 *
 * <p>It may throw or return NaN when it cannot measure: the book then denies. Implementations are thread-safe and depend
 * on nothing but their arguments.
 */
@FunctionalInterface
public interface PortfolioMeasure {
    /**
     * Measures weights.
     *
     * @param view the portfolio and what its risk is measured with
     * @param weights the weights to measure, current or proposed, over the view's universe
     * @return the measured value
     */
    double measure(PortfolioView view, Weights weights);
}
