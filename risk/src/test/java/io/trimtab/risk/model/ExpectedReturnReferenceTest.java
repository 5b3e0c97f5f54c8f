package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.testkit.Fixtures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What skfolio and PyPortfolioOpt say of their own test data; numbers from their tests, which are named. */
class ExpectedReturnReferenceTest {
    private static PriceHistory prices(List<String> lines, LocalDate from) {
        String[] header = lines.get(0).split(",", -1);
        List<String> ids = List.of(header).subList(1, header.length);
        List<LocalDate> dates = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            LocalDate date = LocalDate.parse(cells[0].substring(0, 10));
            if (!date.isBefore(from)) {
                dates.add(date);
                double[] row = new double[ids.size()];
                for (int j = 0; j < row.length; j++) {
                    row[j] = cells[j + 1].isEmpty() ? Double.NaN : Double.parseDouble(cells[j + 1]);
                }
                rows.add(row);
            }
        }
        double[] flat = new double[dates.size() * ids.size()];
        for (int j = 0; j < ids.size(); j++) {
            for (int t = 0; t < dates.size(); t++) {
                flat[j * dates.size() + t] = rows.get(t)[j];
            }
        }
        return PriceHistory.of(Universe.of(ids), dates, flat);
    }

    private static ReturnPanel skfolio() {
        return prices(Fixtures.lines("optimizer/skfolio/sp500_dataset.csv.gz"), LocalDate.of(2014, 1, 1))
                .returns();
    }

    private static void requireFirst(ExpectedReturns mu, double tolerance, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(mu.get(i)).isCloseTo(expected[i], within(tolerance));
        }
    }

    /** tests/test_moment/test_expected_returns.py, to the seven decimals they assert, and the digits printed. */
    @Test
    void shrunkMeansAreThoseOfSkfolio() {
        ReturnPanel x = skfolio();
        requireFirst(
                JamesStein.towards(ReturnTarget.GRAND_MEAN).estimate(x),
                1e-11,
                9.47940177e-04,
                1.59095814e-03,
                6.01237831e-04,
                7.18130766e-04,
                5.45759046e-04,
                9.15282071e-05);
        requireFirst(
                JamesStein.towards(ReturnTarget.VOLATILITY_WEIGHTED_MEAN).estimate(x),
                1e-11,
                9.26914220e-04,
                1.62077956e-03,
                5.52795992e-04,
                6.78932369e-04,
                4.92930159e-04,
                2.78050083e-06);
        requireFirst(
                BayesStein.towards(ReturnTarget.GRAND_MEAN).estimate(x),
                5e-9,
                0.00083316,
                0.00121765,
                0.00062585,
                0.00069574,
                0.00059267,
                0.00032106);
        // their stored value differs from its definition at the ninth decimal
        requireFirst(MeanReturns.halfLife(40).estimate(x), 5e-8, -2.35639920e-03, -2.16298397e-03, -6.24939820e-04);
        requireFirst(
                EquilibriumReturns.of(Weights.equal(x.universe()), 1).estimate(x),
                1e-12,
                1.39281815e-04,
                2.24154782e-04,
                1.69252898e-04);
    }

    /**
     * skfolio weighs the target by (1 - a) v / u instead of (1 - a) v / w (u = m'S^-1 m, v = m'S^-1 b, w = b'S^-1 b) and keeps a
     * negative a. Its numbers come out of its formula here; ours obey the first-order condition of the loss that the
     * estimator minimises, its do not.
     */
    @Test
    void bodnarOkhrinParolyaMinimisesItsLossWherePeersDoNot() {
        ReturnPanel x = skfolio();
        int n = x.columns();
        double[] m = MeanReturns.equallyWeighted().estimate(x).toArray();
        double[] l = SampleCovariance.unbiased().estimate(x).toArray();
        assertThat(Cholesky.factor(n, l, 0, n)).isEqualTo(n);
        double b = Kernels.sum(n, m, 0) / n;
        double[] target = new double[n];
        java.util.Arrays.fill(target, b);
        double[] solvedMeans = m.clone();
        double[] solvedTarget = target.clone();
        Cholesky.solve(n, l, 0, n, solvedMeans, 0);
        Cholesky.solve(n, l, 0, n, solvedTarget, 0);
        double u = Kernels.dot(n, m, 0, solvedMeans, 0);
        double v = Kernels.dot(n, m, 0, solvedTarget, 0);
        double w = Kernels.dot(n, target, 0, solvedTarget, 0);
        double a = ((u - (double) n / (x.rows() - n)) * w - v * v) / (u * w - v * v);
        double peer = (1 - a) * v / u;
        double[] printed = {5.95933693e-05, -1.35794787e-04, 1.64942731e-04, 1.29423513e-04};
        for (int i = 0; i < printed.length; i++) {
            assertThat(a * m[i] + peer * b).isCloseTo(printed[i], within(1e-12));
        }
        assertThat(a)
                .as("the means of these assets differ by less than their noise")
                .isNegative();
        ShrunkReturns ours = BodnarOkhrinParolya.optimal().shrink(x);
        assertThat(ours.sampleWeight()).isZero();
        // d/dc (a m + c 1 - mu)'S^-1 (...) = 0, mu'S^-1 1 estimated by m'S^-1 1; both sides relative to v
        double ourSlope = ours.sampleWeight() * v + ours.level() / b * w - v;
        double theirSlope = a * v + peer * w - v;
        assertThat(Math.abs(ourSlope)).isLessThan(1e-12 * Math.abs(v));
        assertThat(Math.abs(theirSlope)).isGreaterThan(0.1 * Math.abs(v));
    }

    /** pypfopt_expected.json expected_returns_3 (capm_return, rf 0.02, compounding) for the assets without a missing price. */
    @Test
    void capitalAssetPricingIsThatOfPyPortfolioOpt() {
        PriceHistory stocks = prices(Fixtures.lines("optimizer/pypfopt/stock_prices.csv"), LocalDate.MIN);
        PriceHistory spy = prices(Fixtures.lines("optimizer/pypfopt/spy_prices.csv"), LocalDate.MIN);
        // complete since the index began
        Universe whole = Universe.of("AAPL", "GE", "AMD", "WMT", "BAC");
        double[] expected = {
            0.09905386632033128, 0.10239088012000815, 0.1311567086884512, 0.07339649698626659, 0.1301248935078549
        };
        ReturnPanel x = stocks.select(whole)
                .between(spy.date(0), spy.date(spy.rows() - 1))
                .returns();
        ReturnPanel market = spy.returns().upTo(x.date(x.rows() - 1));
        double growth = MeanReturns.geometric()
                .estimate(market)
                .compounded(PeriodsPerYear.DAILY)
                .get(0);
        ExpectedReturns mu = CapmReturns.against(market)
                .withRiskFreeRate(0.02)
                .withMarketReturn(growth)
                .estimate(x);
        assertThat(market.rows()).isEqualTo(x.rows());
        // tolerance: their own
        requireFirst(mu, 1e-6, expected);
    }
}
