package io.trimtab.docs.demo;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.strategy.PerformanceSummary;
import io.trimtab.core.strategy.SelectedStrategy;
import io.trimtab.core.strategy.Selection;
import io.trimtab.core.strategy.StrategyRecord;
import io.trimtab.docs.strategies.CandidateStrategy;
import io.trimtab.docs.strategies.Candidates;
import io.trimtab.docs.strategies.Rebalance;
import io.trimtab.docs.strategies.TrackRecord;
import io.trimtab.docs.strategies.WalkForward;
import io.trimtab.risk.measure.PerformanceConvention;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The candidate strategies with what each has earned so far.
 *
 * <p>The track records are walked once through the whole history, which is honest because a walk never looks ahead, and
 * are cut at the date for which they are asked.
 */
final class StrategyBook {
    /** Months that a record must cover before anybody may rely on it. */
    private static final int MINIMUM_MONTHS = 12;

    private static final PerformanceConvention DAILY = PerformanceConvention.of(PeriodsPerYear.DAILY);

    private final List<TrackRecord> records;
    private final TrackRecord benchmark;

    private StrategyBook(List<TrackRecord> records, TrackRecord benchmark) {
        this.records = records;
        this.benchmark = benchmark;
    }

    static StrategyBook walk(PriceHistory prices, double cost) {
        WalkForward walk = WalkForward.over(prices).costing(cost);
        return new StrategyBook(walk.runAll(Candidates.all()), walk.run(Candidates.benchmark()));
    }

    /** The number of candidates. */
    int size() {
        return records.size();
    }

    /** Equal weights, rebalanced at the end of each month at the same cost. */
    TrackRecord benchmark() {
        return benchmark;
    }

    /** What a catalog may know on a date: the candidates with a record of a year or more, measured up to that date. */
    List<StrategyRecord> asOf(LocalDate date) {
        List<StrategyRecord> known = new ArrayList<>();
        TrackRecord market = benchmark.upTo(date);
        for (TrackRecord record : records) {
            TrackRecord past = record.upTo(date);
            double[] months = past.monthlyReturns();
            if (months.length > MINIMUM_MONTHS) {
                known.add(describe(past, market, months, date));
            }
        }
        return known;
    }

    /** The mean of what the selected strategies want to hold, by their shares. */
    Weights blend(PriceHistory known, Selection selection) {
        double[] blend = new double[known.columns()];
        for (SelectedStrategy chosen : selection.chosen()) {
            Weights wanted = strategy(chosen.id()).targetAt(known);
            for (int j = 0; j < blend.length; j++) {
                blend[j] += chosen.weight() * wanted.get(j);
            }
        }
        return Weights.of(known.universe(), blend);
    }

    private CandidateStrategy strategy(String id) {
        for (TrackRecord record : records) {
            if (record.strategy().id().equals(id)) {
                return record.strategy();
            }
        }
        throw new IllegalArgumentException("there is no candidate \"" + id + "\"");
    }

    private static StrategyRecord describe(TrackRecord record, TrackRecord market, double[] months, LocalDate date) {
        CandidateStrategy strategy = record.strategy();
        StrategyRecord.Builder builder = StrategyRecord.builder(strategy.id(), strategy.type())
                .family(strategy.family())
                .performance(performance(record, market, months))
                .context(strategy.context())
                .usage(record.rebalances().size(), shareAboveZero(months))
                .dates(record.dates().get(0), date);
        strategy.parameters().forEach(builder::parameter);
        return builder.build();
    }

    private static PerformanceSummary performance(TrackRecord record, TrackRecord market, double[] months) {
        double[] returns = record.returns();
        io.trimtab.risk.measure.PerformanceSummary measured = DAILY.measure(returns);
        int trades = 0;
        for (Rebalance rebalance : record.rebalances()) {
            trades += rebalance.trades();
        }
        double[] marketReturns = market.returnsOn(record);
        double beta = beta(returns, marketReturns);
        double year = PeriodsPerYear.DAILY.count();
        return PerformanceSummary.builder()
                .sharpe(measured.sharpe().orElse(Double.NaN))
                .sortino(measured.sortino().orElse(Double.NaN))
                .calmar(measured.calmar().orElse(Double.NaN))
                .cagr(measured.annualGrowth())
                .maxDrawdown(measured.maximumDrawdown())
                .winRate(shareAboveZero(months))
                .consistency(shareAboveZero(years(months)))
                .trades(trades)
                .beta(beta)
                .alpha(year * (mean(returns) - beta * mean(marketReturns)))
                .build();
    }

    /** Returns of whole years counted back from the last month. */
    private static double[] years(double[] months) {
        double[] years = new double[months.length / 12];
        for (int y = 0; y < years.length; y++) {
            double wealth = 1;
            for (int m = 0; m < 12; m++) {
                wealth *= 1 + months[months.length - 1 - 12 * y - m];
            }
            years[y] = wealth - 1;
        }
        return years;
    }

    private static double shareAboveZero(double[] returns) {
        return (double) Arrays.stream(returns).filter(r -> r > 0).count() / returns.length;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The slope of a regression on the market; 1 for the market itself, and 0 if the market does not move. */
    private static double beta(double[] returns, double[] market) {
        double mr = mean(returns);
        double mm = mean(market);
        double joint = 0;
        double square = 0;
        for (int t = 0; t < returns.length; t++) {
            joint += (returns[t] - mr) * (market[t] - mm);
            square += (market[t] - mm) * (market[t] - mm);
        }
        return square > 0 ? joint / square : 0;
    }
}
