package io.trimtab.docs.demo;

import io.trimtab.core.cycle.CycleReport;
import io.trimtab.core.cycle.port.Fill;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.strategy.evidence.EvidenceReport;
import io.trimtab.docs.strategies.Rebalance;
import io.trimtab.docs.strategies.TrackRecord;
import io.trimtab.risk.measure.PerformanceConvention;
import io.trimtab.risk.measure.PerformanceSummary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What happened in a run: each cycle, the equity of each day, what was traded. */
final class DemoRun {
    private static final PerformanceConvention DAILY = PerformanceConvention.of(PeriodsPerYear.DAILY);

    private final PriceHistory prices;
    private final StrategyBook strategies;
    private final TrackRecord benchmark;
    private final Watch watch;
    private final int candidates;
    private final double capital;
    private final double cost;
    private final Timings timings = new Timings();
    private final List<LocalDate> decided = new ArrayList<>();
    private final List<CycleReport> cycles = new ArrayList<>();
    private final List<LocalDate> days = new ArrayList<>();
    private final List<Double> equity = new ArrayList<>();
    private int fills;
    private double turnover;
    private double costs;

    DemoRun(PriceHistory prices, StrategyBook strategies, Watch watch, double capital, double cost) {
        this.prices = prices;
        this.strategies = strategies;
        this.benchmark = strategies.benchmark();
        this.candidates = strategies.size();
        this.watch = watch;
        this.capital = capital;
        this.cost = cost;
    }

    void decided(LocalDate day, CycleReport report) {
        decided.add(day);
        cycles.add(report);
    }

    void valued(LocalDate day, double value) {
        days.add(day);
        equity.add(value);
    }

    void filled(List<Fill> filled, PriceHistory market, int row, double value) {
        for (Fill fill : filled) {
            double units = Math.abs(fill.quantity().doubleValue());
            double fair = market.get(row, market.universe().indexOf(fill.asset()));
            fills++;
            turnover += units * fair / value;
            costs += (units * Math.abs(fill.price() - fair) + fill.fee().doubleValue()) / value;
        }
    }

    /** How many candidate strategies there were. */
    int candidates() {
        return candidates;
    }

    /** What the records of the candidates proved at the last cycle; empty while they were too short. */
    Optional<EvidenceReport> evidence() {
        return strategies.evidence(decided.get(decided.size() - 1));
    }

    PriceHistory prices() {
        return prices;
    }

    Watch watch() {
        return watch;
    }

    Timings timings() {
        return timings;
    }

    /** The days on which a cycle ran. */
    List<LocalDate> decisionDays() {
        return Collections.unmodifiableList(decided);
    }

    /** The reports of the cycles. */
    List<CycleReport> cycles() {
        return Collections.unmodifiableList(cycles);
    }

    CycleReport lastCycle() {
        return cycles.get(cycles.size() - 1);
    }

    /** The days on which the account was valued, from the first fill on. */
    List<LocalDate> days() {
        return Collections.unmodifiableList(days);
    }

    /** Number of fills. */
    int fills() {
        return fills;
    }

    double years() {
        return days.size() / PeriodsPerYear.DAILY.count();
    }

    /** The value of one euro on each day. */
    double[] growth() {
        return equity.stream().mapToDouble(value -> value / capital).toArray();
    }

    /** What was earned on each day. */
    double[] returns() {
        double[] growth = growth();
        double[] returns = new double[growth.length];
        for (int t = 0; t < returns.length; t++) {
            returns[t] = growth[t] / (t == 0 ? 1 : growth[t - 1]) - 1;
        }
        return returns;
    }

    /** What equal weights earned on each day. */
    double[] benchmarkReturns() {
        List<LocalDate> all = benchmark.dates();
        int first = all.indexOf(days.get(0));
        double[] returns = new double[days.size()];
        System.arraycopy(benchmark.returns(), first, returns, 0, returns.length);
        return returns;
    }

    /** The value of one euro in equal weights on each day. */
    double[] benchmarkGrowth() {
        double[] growth = benchmarkReturns();
        double value = 1;
        for (int t = 0; t < growth.length; t++) {
            value *= 1 + growth[t];
            growth[t] = value;
        }
        return growth;
    }

    PerformanceSummary performance() {
        return DAILY.measure(returns());
    }

    PerformanceSummary benchmarkPerformance() {
        return DAILY.measure(benchmarkReturns());
    }

    /** Value traded in a year as a share of equity, buys and sells added. */
    double turnoverPerYear() {
        return turnover / years();
    }

    /** What trading cost in a year as a share of equity. */
    double costPerYear() {
        return costs / years();
    }

    double benchmarkCostPerYear() {
        return benchmarkTurnoverPerYear() * cost;
    }

    double benchmarkTurnoverPerYear() {
        double sum = 0;
        for (Rebalance rebalance : benchmark.rebalances()) {
            sum += rebalance.filled().isBefore(days.get(0)) ? 0 : rebalance.turnover();
        }
        return sum / years();
    }
}
