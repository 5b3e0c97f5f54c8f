package io.trimtab.docs.strategies;

import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.strategy.PerformanceSummary;
import io.trimtab.core.strategy.StrategyRecord;
import io.trimtab.risk.measure.PerformanceConvention;
import io.trimtab.risk.measure.Volatility;
import java.time.LocalDate;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Turns track records, as they stood on a day, into the records that a catalog holds and a scorer scores.
 *
 * <p>Sharpe, Sortino, information ratio and alpha are annualised from daily returns; the risk-free rate is zero, as is what
 * cash earns. A use is a month, and a success a month with a gain; consistency is the share of calendar years with a gain.
 * Beta and alpha are those of the regression on the benchmark's daily returns.
 *
 * <pre>{@code
 * StrategyRecords records = StrategyRecords.against(benchmark, PeriodsPerYear.DAILY);
 * StrategyRecord record = records.asOf(track, LocalDate.of(2010, 6, 30));
 * }</pre>
 */
public final class StrategyRecords {
    private final TrackRecord benchmark;
    private final PeriodsPerYear year;

    private StrategyRecords(TrackRecord benchmark, PeriodsPerYear year) {
        this.benchmark = benchmark;
        this.year = year;
    }

    /**
     * Records measured against a benchmark.
     *
     * @param benchmark the track record to compare with; it must reach back as far as those compared
     * @param year how many daily returns make a year
     * @return the maker of records
     */
    public static StrategyRecords against(TrackRecord benchmark, PeriodsPerYear year) {
        return new StrategyRecords(
                Objects.requireNonNull(benchmark, "benchmark"), Objects.requireNonNull(year, "year"));
    }

    /**
     * The record of a strategy as it stood on a day: nothing later is in it.
     *
     * @param track the track record, which may go on after that day
     * @param asOf the day
     * @return the record; without performance if there were not yet two days of it
     */
    public StrategyRecord asOf(TrackRecord track, LocalDate asOf) {
        TrackRecord known = track.upTo(asOf);
        CandidateStrategy strategy = known.strategy();
        double[] months = known.monthlyReturns();
        StrategyRecord.Builder record = StrategyRecord.builder(strategy.id(), strategy.type())
                .family(strategy.family())
                .performance(performance(known))
                .context(strategy.context())
                .usage(months.length, shareOfGains(months))
                .dates(known.dates().isEmpty() ? asOf : known.dates().get(0), asOf);
        strategy.parameters().forEach(record::parameter);
        return record.build();
    }

    /**
     * The performance of a whole track record.
     *
     * @param track a track record on days that the benchmark has as well
     * @return its measures; none if there are not two days
     */
    public PerformanceSummary performance(TrackRecord track) {
        PerformanceSummary.Builder summary = PerformanceSummary.builder();
        double[] returns = track.returns();
        if (returns.length < 2) {
            return summary.build();
        }
        io.trimtab.risk.measure.PerformanceSummary measured =
                PerformanceConvention.of(year).measure(returns);
        compare(summary, returns, benchmark.returnsOn(track));
        return summary.sharpe(orUnmeasured(measured.sharpe()))
                .cagr(measured.annualGrowth())
                .maxDrawdown(measured.maximumDrawdown())
                .calmar(orUnmeasured(measured.calmar()))
                .sortino(orUnmeasured(measured.sortino()))
                .winRate(shareOfGains(track.monthlyReturns()))
                .consistency(shareOfGains(track.yearlyReturns()))
                .trades(track.rebalances().stream().mapToInt(Rebalance::trades).sum())
                .build();
    }

    private void compare(PerformanceSummary.Builder summary, double[] returns, double[] others) {
        double mean = Volatility.mean(returns);
        double otherMean = Volatility.mean(others);
        double covariance = 0;
        double variance = 0;
        double[] active = new double[returns.length];
        for (int t = 0; t < returns.length; t++) {
            covariance += (returns[t] - mean) * (others[t] - otherMean);
            variance += (others[t] - otherMean) * (others[t] - otherMean);
            active[t] = returns[t] - others[t];
        }
        if (variance > 0) {
            double beta = covariance / variance;
            summary.beta(beta).alpha((mean - beta * otherMean) * year.count());
        }
        double trackingError = Volatility.annualised(active, DegreesOfFreedom.SAMPLE, year);
        if (trackingError > 0) {
            summary.informationRatio(Volatility.mean(active) * year.count() / trackingError);
        }
    }

    private static double shareOfGains(double[] returns) {
        int gains = 0;
        for (double r : returns) {
            gains += r > 0 ? 1 : 0;
        }
        return returns.length == 0 ? Double.NaN : (double) gains / returns.length;
    }

    private static double orUnmeasured(OptionalDouble value) {
        return value.orElse(Double.NaN);
    }
}
