package io.trimtab.docs.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.cycle.CycleOutcome;
import io.trimtab.core.cycle.CycleReport;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.docs.ecb.EcbHistory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final PriceHistory PRICES = EcbHistory.load().upTo(LocalDate.of(2002, 12, 31));
    private static final DemoSettings SETTINGS = DemoSettings.standard();
    private static final DemoRun RUN = Simulation.run(PRICES, SETTINGS, () -> 0);

    @Test
    void everyCycleOfTheRealRunIsCleanAndTradesOrSaysWhyNot() {
        assertThat(RUN.cycles()).hasSize(24);
        for (CycleReport cycle : RUN.cycles()) {
            assertThat(cycle.isClean()).as(cycle.toText()).isTrue();
            assertThat(cycle.outcome() == CycleOutcome.TRADED || !cycle.reason().isBlank())
                    .isTrue();
        }
        assertThat(RUN.cycles().get(0).outcome()).isEqualTo(CycleOutcome.TRADED);
    }

    @Test
    void shufflingTheFutureChangesNothingBeforeIt() {
        LocalDate cut = LocalDate.of(2002, 1, 15);
        DemoRun other = Simulation.run(shuffledAfter(PRICES, cut), SETTINGS, () -> 0);
        int compared = 0;
        for (int c = 0; c < RUN.cycles().size(); c++) {
            if (!RUN.decisionDays().get(c).isAfter(cut)) {
                assertThat(other.cycles().get(c).toText())
                        .isEqualTo(RUN.cycles().get(c).toText());
                compared++;
            }
        }
        assertThat(compared).isEqualTo(13);
        int same = (int) RUN.days().stream().filter(day -> !day.isAfter(cut)).count();
        assertThat(other.growth()).startsWith(Arrays.copyOf(RUN.growth(), same));
        // and the test can fail: after the cut the runs part
        assertThat(other.growth()).isNotEqualTo(RUN.growth());
    }

    @Test
    void aHoleInOnePriceExcludesTheCurrencyAndTheCycleGoesOn() {
        LocalDate day = LocalDate.of(2002, 5, 31);
        PriceHistory feed = with(PRICES, day, List.of("USD"));
        DemoRun run = Simulation.run(PRICES, feed, SETTINGS.until(LocalDate.of(2002, 6, 10)), () -> 0);
        CycleReport cycle = run.lastCycle();
        assertThat(run.decisionDays().get(run.decisionDays().size() - 1)).isEqualTo(day);
        assertThat(cycle.validation().orElseThrow().excluded()).containsExactly("USD");
        assertThat(cycle.toText()).contains("USD").contains("2002-05-31");
        assertThat(cycle.outcome()).as(cycle.toText()).isEqualTo(CycleOutcome.TRADED);
        assertThat(cycle.orders()).noneMatch(order -> order.order().asset().equals("USD"));
        assertThat(cycle.alerts()).anyMatch(alert -> alert.notice().text().contains("USD"));
    }

    @Test
    void withAllPricesBadNothingTrades() {
        LocalDate day = LocalDate.of(2002, 5, 31);
        PriceHistory feed = with(PRICES, day, EcbHistory.CURRENCIES.ids());
        DemoRun run = Simulation.run(PRICES, feed, SETTINGS.until(LocalDate.of(2002, 6, 10)), () -> 0);
        assertThat(run.lastCycle().outcome()).isEqualTo(CycleOutcome.BLOCKED);
        assertThat(run.lastCycle().orders()).isEmpty();
        assertThat(run.lastCycle().orderReports()).isEmpty();
    }

    @Test
    void theConstraintsHoldInEveryCycleThatFoundAPortfolio() {
        for (CycleReport cycle : RUN.cycles()) {
            cycle.weightsTarget()
                    .forEach((id, weight) ->
                            // a change too small to trade leaves a weight up to that much beyond its bound
                            assertThat(weight)
                                    .as(cycle.id() + " " + id)
                                    .isBetween(-1e-12, DemoSettings.MAX_WEIGHT + 0.0026));
        }
    }

    @Test
    void returnsAndGrowthBelongTogether() {
        double value = 1;
        for (double r : RUN.returns()) {
            value *= 1 + r;
        }
        assertThat(value).isCloseTo(RUN.growth()[RUN.growth().length - 1], within(1e-12));
        assertThat(RUN.benchmarkReturns()).hasSameSizeAs(RUN.returns());
        assertThat(RUN.costPerYear()).isCloseTo(SETTINGS.cost() * RUN.turnoverPerYear(), within(1e-6));
    }

    @Test
    void theAlertAccountBalances() {
        var ledger = RUN.watch().alerts().ledger();
        assertThat(ledger.submitted())
                .isEqualTo(ledger.delivered() + ledger.suppressed() + ledger.pending() + ledger.dropped())
                .isPositive();
    }

    /** The daily changes after a date in another order, so that prices stay plausible. */
    private static PriceHistory shuffledAfter(PriceHistory prices, LocalDate cut) {
        int first = prices.upTo(cut).rows();
        List<Integer> order = new ArrayList<>();
        for (int t = first; t < prices.rows(); t++) {
            order.add(t);
        }
        Collections.shuffle(order, new Random(7));
        double[] values = columnMajor(prices);
        for (int j = 0; j < prices.columns(); j++) {
            for (int t = first; t < prices.rows(); t++) {
                int source = order.get(t - first);
                double change = prices.get(source, j) / prices.get(source - 1, j);
                values[j * prices.rows() + t] = values[j * prices.rows() + t - 1] * change;
            }
        }
        return PriceHistory.of(prices.universe(), prices.dates(), values);
    }

    private static PriceHistory with(PriceHistory prices, LocalDate day, List<String> missing) {
        double[] values = columnMajor(prices);
        int row = prices.upTo(day).rows() - 1;
        for (String id : missing) {
            values[prices.universe().indexOf(id) * prices.rows() + row] = Double.NaN;
        }
        return PriceHistory.of(prices.universe(), prices.dates(), values);
    }

    private static double[] columnMajor(PriceHistory prices) {
        double[] values = new double[prices.rows() * prices.columns()];
        for (int j = 0; j < prices.columns(); j++) {
            prices.columnInto(j, values, j * prices.rows());
        }
        return values;
    }
}
