package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.statistics.PeriodsPerYear;
import java.util.Optional;

/**
 * Where the growth of a series comes from: the risk-free rate, the market, diversification given up, and selection.
 *
 * <pre>{@code
 * FamaDecomposition parts = FamaDecomposition.of(returns, benchmark, convention).orElseThrow();
 * parts.netSelectivity(); // what remains after all risk is paid for
 * }</pre>
 *
 * <p>{@code growth = riskFree + systematic + diversification + netSelectivity}, all for a year and compounded: systematic is
 * beta (B - F), diversification (sigma(r) / sigma(b) - beta) (B - F), and net selectivity the rest. Source: Fama, Components
 * of Investment Performance, Journal of Finance 27 (1972) 551-567.
 *
 * @param growth R, the annual growth of the series
 * @param riskFree F, the annual risk-free rate
 * @param systematic what beta earned
 * @param diversification what the benchmark would have paid for the risk that beta does not explain
 * @param netSelectivity what is left
 */
public record FamaDecomposition(
        double growth, double riskFree, double systematic, double diversification, double netSelectivity) {
    public FamaDecomposition {
        Check.finite(growth, "growth");
        Check.finite(riskFree, "riskFree");
        Check.finite(systematic, "systematic");
        Check.finite(diversification, "diversification");
        Check.finite(netSelectivity, "netSelectivity");
    }

    /**
     * Takes a series apart.
     *
     * @param returns at least two simple returns, all finite
     * @param benchmark the benchmark's simple returns of the same times, all finite
     * @param convention periods and risk-free rate
     * @return the parts; empty when the benchmark never moves, a return is below -1, or there are fewer than two
     * @throws IllegalArgumentException if the lengths differ or a return is not finite
     */
    public static Optional<FamaDecomposition> of(
            double[] returns, double[] benchmark, PerformanceConvention convention) {
        Check.notNull(convention, "convention");
        MeasuredSeries r = MeasuredSeries.of(returns);
        MeasuredSeries b = MeasuredSeries.of(Check.notNull(benchmark, "benchmark"));
        Check.length(benchmark.length, returns.length, "benchmark");
        double growth = Growth.annual(r, convention.periods().count(), 0);
        double jensen = r.size() < 2 ? Double.NaN : MarketModel.jensenAlpha(r, b, convention);
        if (Double.isNaN(jensen)) {
            return Optional.empty();
        }
        double riskFree = convention.riskFree().over(PeriodsPerYear.YEARLY);
        double diversification = MarketModel.diversification(r, b, convention);
        return Optional.of(new FamaDecomposition(
                growth, riskFree, growth - riskFree - jensen, diversification, jensen - diversification));
    }

    /**
     * Jensen's alpha: diversification and net selectivity together.
     *
     * @return growth beyond what beta earned
     */
    public double selectivity() {
        return diversification + netSelectivity;
    }
}
