package io.trimtab.risk.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.attribution.EulerContributions;
import io.trimtab.risk.attribution.VolatilityAttribution;
import io.trimtab.risk.measure.HistoricalSimulation;
import io.trimtab.risk.measure.TailRisk;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.SampleCovariance;
import io.trimtab.risk.stress.LiquidityProfile;
import io.trimtab.risk.testkit.Panels;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PositionReportTest {
    private static final Universe TWO = Universe.of("LONG", "SHORT");
    /** Volatilities of 2% and 3% a period, correlation 1/2. */
    private static final CovarianceMatrix COVARIANCE = CovarianceMatrix.of(TWO, 4e-4, 3e-4, 3e-4, 9e-4);
    /** Worth +60,000 and -20,000 of an equity of 100,000. */
    private static final PositionBook BOOK =
            PositionBook.of(TWO, new double[] {600, -400}, new double[] {100, 50}, 100_000);

    private static ReturnPanel randomReturns(int rows, int assets, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] columns = new double[assets][rows];
        for (int t = 0; t < rows; t++) {
            double market = random.nextDouble(-0.02, 0.021);
            for (double[] column : columns) {
                column[t] = market + random.nextDouble(-0.03, 0.03);
            }
        }
        return Panels.of(columns);
    }

    @Test
    void aBookOfTwoIsMeasuredAsByHand() {
        PositionReport report = BOOK.withRiskModel(COVARIANCE)
                .annualised(PeriodsPerYear.of(4))
                .at(Confidence.of(0.95))
                .measure();

        // w = (0.6, -0.2): Cw = (2.4e-4 - 0.6e-4, 1.8e-4 - 1.8e-4) = (1.8e-4, 0); w'Cw = 1.08e-4
        double sigma = Math.sqrt(1.08e-4);
        PositionRisk first = report.of("LONG");
        PositionRisk second = report.of("SHORT");
        assertThat(report.volatility()).isCloseTo(2 * sigma, within(1e-15));
        assertThat(first.riskContribution()).isCloseTo(2 * sigma, within(1e-15));
        assertThat(first.riskShare()).isCloseTo(1, within(1e-14));
        assertThat(second.riskContribution()).isCloseTo(0, within(1e-15));
        assertThat(first.volatility()).isCloseTo(0.04, within(1e-15));
        assertThat(second.volatility()).isCloseTo(0.06, within(1e-15));
        assertThat(first.correlationToBook().orElseThrow()).isCloseTo(1.8e-4 / 0.02 / sigma, within(1e-13));
        assertThat(second.correlationToBook().orElseThrow()).isCloseTo(0, within(1e-13));
        // two positions: each is the rest of the other; a short of what moves along is a hedge
        assertThat(first.correlationToRest().orElseThrow()).isCloseTo(-0.5, within(1e-13));
        assertThat(second.correlationToRest().orElseThrow()).isCloseTo(-0.5, within(1e-13));
        assertThat(first.value()).isEqualTo(60_000);
        assertThat(second.value()).isEqualTo(-20_000);
        assertThat(first.weight()).isEqualTo(0.6);
        assertThat(second.quantity()).isEqualTo(-400);
        assertThat(second.price()).isEqualTo(50);
        assertThat(first.concentration()).isCloseTo(0.75, within(1e-15));
        assertThat(report.concentration()).isCloseTo(0.36 + 0.04, within(1e-15));
        // the normal tail: 1.6448536 and 2.0627128 volatilities (Hull, Options, Futures, and Other Derivatives, table
        // 22.2)
        assertThat(first.valueAtRisk()).isCloseTo(1.6448536269514722 * 0.012, within(1e-14));
        assertThat(second.valueAtRisk()).isCloseTo(1.6448536269514722 * 0.006, within(1e-14));
        assertThat(first.expectedShortfall()).isCloseTo(2.0627128075074257 * 0.012, within(1e-13));
        assertThat(report.valueAtRisk()).isCloseTo(1.6448536269514722 * sigma, within(1e-14));
        assertThat(report.expectedShortfall()).isCloseTo(2.0627128075074257 * sigma, within(1e-13));
        assertThat(first.tailContribution()).isCloseTo(report.expectedShortfall(), within(1e-14));
        assertThat(first.beta()).isEmpty();
        assertThat(report.beta()).isEmpty();
        assertThat(first.daysToClose()).isEmpty();
        assertThat(first.costToClose()).isEmpty();
        assertThat(first.stopLevel()).isEmpty();
        assertThat(first.lossAtStop()).isEmpty();
        assertThat(report.lossAtStops()).isEmpty();
    }

    @Test
    void scenariosGiveTheTailAndStandInForTheModel() {
        ReturnPanel returns = randomReturns(300, 4, 1);
        Weights weights = Weights.of(returns.universe(), 0.5, -0.3, 0, 0.4);
        double[] prices = {10, 20, 30, 40};
        PositionReport report = PositionBook.ofWeights(weights, prices, 1e6)
                .withScenarios(returns)
                .measure();

        CovarianceMatrix sample = SampleCovariance.unbiased().estimate(returns);
        EulerContributions volatility = VolatilityAttribution.of(sample, weights);
        TailRisk tail = HistoricalSimulation.at(Confidence.of(0.95)).measure(returns, weights);
        EulerContributions shortfall = tail.contributions(returns, weights);
        double root = Math.sqrt(252);
        assertThat(report.positions()).extracting(PositionRisk::id).containsExactly("A0", "A1", "A3");
        assertThat(report.valueAtRisk()).isEqualTo(tail.valueAtRisk());
        assertThat(report.expectedShortfall()).isEqualTo(tail.expectedShortfall());
        assertThat(report.volatility()).isCloseTo(root * volatility.total(), within(1e-13));
        double concentration = 0;
        for (PositionRisk position : report.positions()) {
            assertThat(position.riskContribution()).isCloseTo(root * volatility.of(position.id()), within(1e-13));
            assertThat(position.tailContribution()).isCloseTo(shortfall.of(position.id()), within(1e-15));
            Weights alone =
                    Weights.of(returns.universe(), only(returns.universe().indexOf(position.id()), weights));
            TailRisk own = HistoricalSimulation.at(Confidence.of(0.95)).measure(returns, alone);
            assertThat(position.valueAtRisk()).isCloseTo(own.valueAtRisk(), within(1e-16));
            assertThat(position.expectedShortfall()).isCloseTo(own.expectedShortfall(), within(1e-15));
            concentration += position.concentration();
        }
        assertThat(concentration).isCloseTo(1, within(1e-15));
        assertThat(report.ranked().get(0).riskContribution())
                .isGreaterThanOrEqualTo(report.ranked().get(1).riskContribution());
        // a model beside scenarios: the tail stays, volatility is the model's
        PositionReport both = PositionBook.ofWeights(weights, prices, 1e6)
                .withScenarios(returns)
                .withRiskModel(sample.scaled(4))
                .measure();
        assertThat(both.valueAtRisk()).isEqualTo(tail.valueAtRisk());
        assertThat(both.volatility()).isCloseTo(2 * root * volatility.total(), within(1e-12));
    }

    private static double[] only(int index, Weights weights) {
        double[] w = new double[weights.universe().size()];
        w[index] = weights.get(index);
        return w;
    }

    @Test
    void correlationToTheRestIsThatOfTheTwoSeriesOfGains() {
        ReturnPanel returns = randomReturns(200, 3, 2);
        Weights weights = Weights.of(returns.universe(), 0.7, -0.4, 0.2);
        PositionReport report = PositionBook.ofWeights(weights, new double[] {1, 1, 1}, 1)
                .withScenarios(returns)
                .measure();
        for (int i = 0; i < 3; i++) {
            double[] own = new double[200];
            double[] rest = new double[200];
            double[] all = new double[200];
            for (int t = 0; t < 200; t++) {
                own[t] = weights.get(i) * returns.get(t, i);
                for (int j = 0; j < 3; j++) {
                    all[t] += weights.get(j) * returns.get(t, j);
                }
                rest[t] = all[t] - own[t];
            }
            PositionRisk position = report.positions().get(i);
            assertThat(position.correlationToBook().orElseThrow()).isCloseTo(correlation(own, all), within(1e-12));
            assertThat(position.correlationToRest().orElseThrow()).isCloseTo(correlation(own, rest), within(1e-11));
        }
    }

    private static double correlation(double[] x, double[] y) {
        double mx = 0;
        double my = 0;
        for (int t = 0; t < x.length; t++) {
            mx += x[t] / x.length;
            my += y[t] / x.length;
        }
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int t = 0; t < x.length; t++) {
            xx += (x[t] - mx) * (x[t] - mx);
            yy += (y[t] - my) * (y[t] - my);
            xy += (x[t] - mx) * (y[t] - my);
        }
        return xy / Math.sqrt(xx * yy);
    }

    @Test
    void betasReferToABenchmarkAnIndexOrAList() {
        ReturnPanel returns = randomReturns(150, 3, 3);
        Weights weights = Weights.of(returns.universe(), 0.5, 0.5, -0.25);
        double[] prices = {1, 1, 1};
        double[] index = new double[150];
        for (int t = 0; t < 150; t++) {
            index[t] = (returns.get(t, 0) + returns.get(t, 1) + returns.get(t, 2)) / 3;
        }
        PositionBook book = PositionBook.ofWeights(weights, prices, 1).withScenarios(returns);
        PositionReport byWeights =
                book.withBenchmark(Weights.equal(returns.universe())).measure();
        PositionReport bySeries = book.withMarketReturns(index).measure();
        TreeMap<String, Double> list = new TreeMap<>();
        for (PositionRisk position : byWeights.positions()) {
            assertThat(bySeries.of(position.id()).beta().orElseThrow())
                    .isCloseTo(position.beta().orElseThrow(), within(1e-12));
            list.put(position.id(), position.beta().orElseThrow());
        }
        assertThat(book.withBetas(list).measure().beta().orElseThrow())
                .isCloseTo(byWeights.beta().orElseThrow(), within(1e-14));
        // the benchmark's own beta is one
        assertThat(PositionBook.ofWeights(Weights.equal(returns.universe()), prices, 1)
                        .withScenarios(returns)
                        .withMarketReturns(index)
                        .measure()
                        .beta()
                        .orElseThrow())
                .isCloseTo(1, within(1e-12));
        // the last that is given counts
        assertThat(book.withMarketReturns(index)
                        .withBetas(list)
                        .measure()
                        .of("A0")
                        .beta())
                .hasValue(byWeights.of("A0").beta().orElseThrow());
        list.remove("A2");
        assertThatThrownBy(() -> book.withBetas(list)).hasMessageContaining("none of A2");
        assertThatThrownBy(() -> book.withMarketReturns(1, 2).measure()).hasMessageContaining("one for each of 150");
        assertThatThrownBy(() -> book.withMarketReturns(new double[150]).measure())
                .hasMessageContaining("variance is 0");
        double[] constant = new double[150];
        Arrays.fill(constant, 0.1);
        assertThatThrownBy(() -> book.withMarketReturns(constant).measure()).hasMessageContaining("variance is 0");
        assertThatThrownBy(() ->
                        book.withBenchmark(Weights.none(returns.universe())).measure())
                .hasMessageContaining("variance is 0");
    }

    @Test
    void stopsOfLongsAndShortsLoseFromThePriceToTheLevel() {
        TreeMap<String, Double> stops = new TreeMap<>();
        stops.put("LONG", 90.0);
        stops.put("SHORT", 55.0);
        PositionReport report = BOOK.withRiskModel(COVARIANCE).withStops(stops).measure();
        // 600 shares fall by 10, 400 shorts rise by 5
        assertThat(report.of("LONG").lossAtStop().orElseThrow()).isCloseTo(0.06, within(1e-15));
        assertThat(report.of("SHORT").lossAtStop().orElseThrow()).isCloseTo(0.02, within(1e-15));
        assertThat(report.lossAtStops().orElseThrow()).isCloseTo(0.08, within(1e-15));
        stops.put("LONG", 101.0);
        stops.remove("SHORT");
        PositionReport through = BOOK.withRiskModel(COVARIANCE).withStops(stops).measure();
        assertThat(through.of("LONG").lossAtStop()).hasValue(0);
        assertThat(through.of("SHORT").stopLevel()).isEmpty();
        stops.put("OTHER", 1.0);
        assertThatThrownBy(() -> BOOK.withStops(stops)).hasMessageContaining("OTHER");
        stops.remove("OTHER");
        stops.put("LONG", Double.NaN);
        assertThatThrownBy(() -> BOOK.withStops(stops)).hasMessageContaining("stop of LONG must be positive");
    }

    @Test
    void whatCannotBeSoldTakesForEver() {
        LiquidityProfile profile = LiquidityProfile.of(TWO, new double[] {0.2, 0}, new double[] {0.001, 0.01});
        PositionReport report =
                BOOK.withRiskModel(COVARIANCE).withLiquidity(profile).measure();
        assertThat(report.of("LONG").daysToClose().orElseThrow()).isCloseTo(3, within(1e-14));
        assertThat(report.of("SHORT").daysToClose()).hasValue(Double.POSITIVE_INFINITY);
        assertThat(report.of("LONG").costToClose().orElseThrow()).isCloseTo(6e-4, within(1e-18));
    }

    @Test
    void aPerfectlyHedgedBookHasNoRiskToShareOut() {
        CovarianceMatrix same = CovarianceMatrix.of(TWO, 4e-4, 4e-4, 4e-4, 4e-4);
        PositionReport report = PositionBook.of(TWO, new double[] {0.1, -0.1}, new double[] {1, 1}, 1)
                .withRiskModel(same)
                .measure();
        assertThat(report.volatility()).isZero();
        assertThat(report.valueAtRisk()).isZero();
        for (PositionRisk position : report.positions()) {
            assertThat(position.riskContribution()).isZero();
            assertThat(position.riskShare()).isZero();
            assertThat(position.correlationToBook()).isEmpty();
            assertThat(position.correlationToRest().orElseThrow()).isCloseTo(-1, within(1e-12));
            assertThat(position.volatility()).isCloseTo(0.02 * Math.sqrt(252), within(1e-14));
        }
    }

    @Test
    void anAssetThatDoesNotMoveHasNoCorrelation() {
        CovarianceMatrix still = CovarianceMatrix.of(TWO, 4e-4, 0, 0, 0);
        PositionReport report = BOOK.withRiskModel(still).measure();
        assertThat(report.of("SHORT").correlationToBook()).isEmpty();
        assertThat(report.of("SHORT").correlationToRest()).isEmpty();
        assertThat(report.of("LONG").correlationToRest()).isEmpty();
        assertThat(report.of("SHORT").valueAtRisk()).isZero();
        assertThat(report.of("LONG").correlationToBook().orElseThrow()).isCloseTo(1, within(1e-14));
    }

    @Test
    void theTextNamesEveryFigure() {
        TreeMap<String, Double> stops = new TreeMap<>();
        stops.put("LONG", 90.0);
        stops.put("SHORT", 55.0);
        TreeMap<String, Double> betas = new TreeMap<>();
        betas.put("LONG", 1.2);
        betas.put("SHORT", 0.8);
        PositionReport report = BOOK.withRiskModel(COVARIANCE)
                .withStops(stops)
                .withBetas(betas)
                .withLiquidity(LiquidityProfile.of(TWO, new double[] {0.2, 0.2}, new double[2]))
                .measure();
        assertThat(report)
                .hasToString("2 positions, 80.0% gross, 40.0% net: volatility 16.5%, value at risk 1.71%,"
                        + " expected shortfall 2.14% (95%, normal)\n"
                        + "  LONG long 600 worth 60000 (60.0% of equity): value at risk 1.97%, expected shortfall 2.48%,"
                        + " volatility 31.7%, beta 1.20, correlation with the book 0.87, 3.0 days to close, 75.0% of gross,"
                        + " stop at 90 (6.00% of equity from here), 100.0% of the book's risk\n"
                        + "  SHORT short 400 worth 20000 (20.0% of equity): value at risk 0.99%, expected shortfall 1.24%,"
                        + " volatility 47.6%, beta 0.80, correlation with the book 0.00, 1.0 days to close, 25.0% of gross,"
                        + " stop at 55 (2.00% of equity from here), 0.0% of the book's risk");
    }

    @Test
    void badInputIsRefusedByName() {
        double[] one = {1, 1};
        assertThatThrownBy(() -> PositionBook.of(TWO, new double[] {Double.NaN, 1}, one, 1))
                .hasMessageContaining("quantity of LONG must be finite");
        assertThatThrownBy(() -> PositionBook.of(TWO, one, new double[] {1, 0}, 1))
                .hasMessageContaining("price of SHORT must be positive");
        assertThatThrownBy(() -> PositionBook.of(TWO, one, one, 0)).hasMessageContaining("equity must be positive");
        assertThatThrownBy(() -> PositionBook.of(TWO, new double[1], one, 1)).hasMessageContaining("quantities");
        assertThatThrownBy(() -> PositionBook.of(TWO, one, new double[3], 1)).hasMessageContaining("prices");
        assertThatThrownBy(BOOK::measure)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("withRiskModel");
        assertThatThrownBy(() ->
                        BOOK.withRiskModel(COVARIANCE).withMarketReturns(1, 2).measure())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("withScenarios");
        assertThatThrownBy(() -> BOOK.withScenarios(Panels.of(new double[] {1, 2}, new double[] {1, 2})))
                .hasMessageContaining("A0");
        PositionReport report = PositionBook.of(TWO, new double[] {1, 0}, one, 1)
                .withRiskModel(COVARIANCE)
                .measure();
        assertThatThrownBy(() -> report.of("SHORT")).hasMessageContaining("nothing is held of SHORT");
        assertThatThrownBy(() -> report.of("NONE")).hasMessageContaining("NONE");
        assertThat(List.of(report.of("LONG").correlationToRest())).allMatch(c -> c.isEmpty());
    }

    @Test
    void anEmptyBookHasNoRisk() {
        PositionReport report = PositionBook.of(TWO, new double[2], new double[] {1, 1}, 1)
                .withRiskModel(COVARIANCE)
                .measure();
        assertThat(report.positions()).isEmpty();
        assertThat(report.volatility()).isZero();
        assertThat(report.beta()).hasValue(0);
    }
}
