package io.trimtab.docs.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.cycle.CycleReport;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.stress.HistoricalWindow;
import io.trimtab.risk.stress.ReverseStressOutcome.MostLikely;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class StressedPortfolioTest {
    private static final PriceHistory PRICES = EcbHistory.load().upTo(LocalDate.of(2002, 12, 31));
    private static final DemoRun RUN = Simulation.run(PRICES, DemoSettings.standard(), () -> 0);
    private static final StressedPortfolio LAST = StressedPortfolio.last(RUN);

    @Test
    void onlyTheHistoryThatTheRatesCoverIsPlayed() {
        assertThat(LAST.lines())
                .extracting(StressedPortfolio.Line::name)
                .containsExactly(
                        "market crash of 20%",
                        "volatility doubled", "correlations half way to one", "history of 2000-02");
        assertThat(LAST.missing()).containsExactly("1929", "1987", "2008", "2020-03");
    }

    /** Oracle: prices at both ends. Tolerance 1e-12 for products of 600 returns. */
    @Test
    void historyCostsWhatThePricesSay() {
        int from = row(HistoricalWindow.DOT_COM_2000.peak());
        int to = row(HistoricalWindow.DOT_COM_2000.trough());
        double loss = 0;
        for (int j = 0; j < PRICES.columns(); j++) {
            loss += weight(PRICES.universe().id(j)) * (1 - PRICES.get(to, j) / PRICES.get(from, j));
        }
        assertThat(line("history of 2000-02").loss()).isCloseTo(loss, within(1e-12));
        assertThat(line("history of 2000-02").worst()).isGreaterThanOrEqualTo(loss);
    }

    /** Oracle: a fifth of the portfolio's covariance with the basket over the basket's variance, summed here. */
    @Test
    void theCrashCostsAFifthOfTheBetaToTheBasket() {
        CovarianceMatrix model = StrategyPortfolio.covariance(PRICES.upTo(LAST.day()));
        int n = PRICES.columns();
        double with = 0;
        double own = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                with += weight(PRICES.universe().id(i)) * model.get(i, j) / n;
                own += model.get(i, j) / n / n;
            }
        }
        assertThat(line("market crash of 20%").loss()).isCloseTo(0.2 * with / own, within(1e-12));
    }

    @Test
    void scenariosWithoutMovesCostNothingAndRaiseVolatility() {
        assertThat(line("volatility doubled").loss()).isZero();
        assertThat(line("volatility doubled").volatility()).isCloseTo(2 * LAST.volatility(), within(1e-15));
        assertThat(line("correlations half way to one").loss()).isZero();
        assertThat(line("correlations half way to one").volatility()).isGreaterThan(LAST.volatility());
    }

    @Test
    void theMovesOfTheReverseStressAddUpToATenth() {
        assertThat(LAST.losingATenth()).isInstanceOfSatisfying(MostLikely.class, found -> {
            double sum = LAST.moves(found).stream()
                    .mapToDouble(StressedPortfolio.Move::loss)
                    .sum();
            // positions below five basis points are not listed
            assertThat(sum).isCloseTo(0.1, within(1e-3));
            assertThat(found.loss()).isCloseTo(0.1, within(1e-14));
            assertThat(found.distance()).isCloseTo(0.1 / LAST.volatility(), within(1e-12));
            List<StressedPortfolio.Horizon> horizons = StressedPortfolio.horizons(found);
            assertThat(horizons.get(1).distance()).isCloseTo(found.distance() * Math.sqrt(12), within(1e-12));
            assertThat(horizons)
                    .extracting(StressedPortfolio.Horizon::probability)
                    .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        });
    }

    @Test
    void theRiskiestHasTheLargestShortfallOfAll() {
        double largest = RUN.cycles().stream()
                .mapToDouble(StressedPortfolioTest::shortfall)
                .max()
                .orElseThrow();
        int cycle = RUN.decisionDays().indexOf(StressedPortfolio.riskiest(RUN).day());
        assertThat(shortfall(RUN.cycles().get(cycle))).isEqualTo(largest);
    }

    private static double shortfall(CycleReport report) {
        return report.verdict().orElseThrow().usage().stream()
                .filter(usage -> usage.name().equals("expected shortfall 97.5%"))
                .findFirst()
                .orElseThrow()
                .measured();
    }

    private static StressedPortfolio.Line line(String name) {
        return LAST.lines().stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double weight(String id) {
        return RUN.lastCycle().weightsTarget().getOrDefault(id, 0.0);
    }

    private static int row(LocalDate day) {
        return PRICES.upTo(day).rows() - 1;
    }
}
