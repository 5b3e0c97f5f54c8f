package io.trimtab.docs.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.cycle.port.PerformanceObservation;
import io.trimtab.core.cycle.port.PerformanceReading;
import io.trimtab.core.performance.PerformanceMonitor;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.statistics.SharpeEstimate;
import io.trimtab.core.strategy.evidence.Trials;
import io.trimtab.risk.measure.PerformanceConvention;
import io.trimtab.risk.measure.RiskFreeRate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** One series and one rate have one Sharpe ratio, whoever is asked. */
class OneSharpeRatioTest {
    private static final double RATE = 0.0001;

    private static double[] returns() {
        return new SplittableRandom(3).doubles(500, -0.009, 0.0102).toArray();
    }

    @Test
    void theSharpeRatioIsOfExcessReturnsEverywhereOrOfGrossOnesEverywhere() {
        double[] returns = returns();
        for (double rate : new double[] {0, RATE}) {
            double mean = 0;
            for (double r : returns) {
                mean += (r - rate) / returns.length;
            }
            double squares = 0;
            for (double r : returns) {
                squares += (r - rate - mean) * (r - rate - mean);
            }
            // By hand: the mean above the rate over the deviation of the sample.
            double ratio = mean / Math.sqrt(squares / (returns.length - 1));
            double annual = ratio * Math.sqrt(252);
            double[] excess = new double[returns.length];
            for (int t = 0; t < excess.length; t++) {
                excess[t] = returns[t] - rate;
            }

            // What a strategy's record says.
            assertThat(PerformanceConvention.of(PeriodsPerYear.DAILY)
                            .withRiskFree(RiskFreeRate.per(PeriodsPerYear.DAILY, rate))
                            .measure(returns)
                            .sharpe())
                    .hasValueCloseTo(annual, within(1e-12));
            // What luck is judged by, before it is deflated.
            assertThat(SharpeEstimate.of(excess).orElseThrow().ratio()).isCloseTo(ratio, within(1e-13));
            Trials trials = Trials.of(List.of("a"), returns).aboveRate(rate);
            assertThat(SharpeEstimate.of(trials.performance(0)).orElseThrow().ratio())
                    .isCloseTo(ratio, within(1e-13));
            // What the monitor compares with its baseline.
            PerformanceMonitor monitor = PerformanceMonitor.builder(PeriodsPerYear.DAILY)
                    .window(returns.length)
                    .riskFreeRate(rate * 252)
                    .build();
            PerformanceReading reading = monitor.reading();
            for (double r : returns) {
                reading = monitor.observe(new PerformanceObservation(
                        Instant.EPOCH, new TreeMap<>(Map.of("portfolio", r, "baseline", 0.0))));
            }
            assertThat(reading.figuresOf("portfolio").sharpe()).isCloseTo(annual, within(1e-11));
        }
    }

    @Test
    void aStrategyThatEarnsLessThanCashHasNoSkillHoweverGoodItsGrossRatio() {
        double[] poor = new SplittableRandom(5).doubles(600, -0.0004, 0.0006).toArray();
        double[] poorer = new SplittableRandom(6).doubles(600, -0.0005, 0.0006).toArray();
        Trials gross = Trials.of(List.of("a", "b"), poor, poorer);
        assertThat(SharpeEstimate.of(gross.performance(0)).orElseThrow().probabilityAbove(0))
                .isGreaterThan(0.99);
        Trials net = gross.aboveRate(0.0002);
        assertThat(SharpeEstimate.of(net.performance(0)).orElseThrow().probabilityAbove(0))
                .isLessThan(0.01);
    }
}
