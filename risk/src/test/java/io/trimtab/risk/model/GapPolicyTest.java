package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.GappedReturns;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.TriangularSolve;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.testkit.Fixtures;
import io.trimtab.risk.testkit.Panels;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class GapPolicyTest {
    private static final double NONE = Double.NaN;

    private static GappedReturns gapped(double[]... columns) {
        return GappedReturns.of(Panels.universe(columns.length), Panels.dates(columns[0].length), Panels.flat(columns));
    }

    /** Histories that begin at row 0, 0, 25, 25, 70 of 120. */
    private static double[][] unequal(long seed) {
        double[][] columns = Panels.random(120, 5, seed);
        int[] first = {0, 25, 0, 70, 25};
        for (int j = 0; j < 5; j++) {
            java.util.Arrays.fill(columns[j], 0, first[j], NONE);
        }
        return columns;
    }

    private static double[][] scattered(long seed) {
        double[][] columns = Panels.random(150, 4, seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (double[] column : columns) {
            for (int t = 0; t < column.length; t++) {
                column[t] = random.nextDouble() < 0.15 ? NONE : column[t];
            }
        }
        return columns;
    }

    private static void requireClose(CovarianceMatrix found, CovarianceMatrix expected, double tolerance) {
        for (int j = 0; j < expected.universe().size(); j++) {
            for (int i = 0; i < expected.universe().size(); i++) {
                double scale = Math.sqrt(expected.variance(i) * expected.variance(j));
                assertThat(found.get(i, j)).isCloseTo(expected.get(i, j), within(tolerance * scale));
            }
        }
    }

    @Test
    void withoutGapsEveryPolicyGivesTheSampleMoments() {
        ReturnPanel panel = Panels.of(Panels.random(80, 4, 5));
        GappedReturns returns = GappedReturns.of(panel);
        ExpectedReturns mean = MeanReturns.equallyWeighted().estimate(panel);
        CovarianceMatrix unbiased = SampleCovariance.unbiased().estimate(panel);
        CovarianceMatrix likely =
                SampleCovariance.with(DegreesOfFreedom.POPULATION).estimate(panel);
        for (GapPolicy policy : List.of(
                GapPolicy.refuse(),
                GapPolicy.commonDates(),
                GapPolicy.pairwise(CovarianceRepair.nearest()),
                GapPolicy.gaussian(),
                GapPolicy.unequalHistories())) {
            GapMoments moments = policy.estimate(returns);
            boolean likelihood = policy instanceof GaussianMoments || policy instanceof UnequalHistories;
            requireClose(moments.covariance(), likelihood ? likely : unbiased, 1e-13);
            for (int j = 0; j < 4; j++) {
                assertThat(moments.mean().get(j)).isCloseTo(mean.get(j), within(1e-17));
                assertThat(moments.observations(j)).isEqualTo(80);
            }
            assertThat(moments.iterations()).isLessThanOrEqualTo(2);
            assertThat(moments.repair().isPresent()).isEqualTo(policy instanceof PairwiseMoments);
            assertThat(moments).isEqualTo(policy.estimate(returns)).hasSameHashCodeAs(policy.estimate(returns));
            assertThat(moments.toString()).startsWith("GapMoments[4 assets, 80 to 80 returns");
        }
        assertThat(GapPolicy.refuse().panel(returns)).isEqualTo(panel);
        assertThat(GapPolicy.pairwise(CovarianceRepair.nearest())
                        .estimate(returns)
                        .repair()
                        .orElseThrow()
                        .moved())
                .isFalse();
    }

    @Test
    void gapsAreRefusedUnlessAPolicySaysOtherwise() {
        GappedReturns returns = gapped(unequal(1));
        assertThatThrownBy(() -> GapPolicy.refuse().estimate(returns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("return of A1 on 2020-01-01 is missing");
        assertThat(GapPolicy.commonDates().panel(returns).rows()).isEqualTo(50);
        assertThat(GapPolicy.commonDates().estimate(returns).observations(0)).isEqualTo(50);
    }

    /** Two independent ways to one maximum: the closed form for unequal histories, and EM. */
    @Test
    void closedFormAndExpectationMaximisationAgreeOnUnequalHistories() {
        for (long seed = 1; seed <= 3; seed++) {
            GappedReturns returns = gapped(unequal(seed));
            GapMoments closed = GapPolicy.unequalHistories().estimate(returns);
            GapMoments climbed = GapPolicy.gaussian().withTolerance(1e-12).estimate(returns);
            // tolerance: where EM stops, times what is left of its geometric series
            requireClose(climbed.covariance(), closed.covariance(), 1e-9);
            for (int j = 0; j < 5; j++) {
                double volatility = closed.covariance().volatilities()[j];
                assertThat(climbed.mean().get(j)).isCloseTo(closed.mean().get(j), within(1e-9 * volatility));
            }
            assertThat(closed.iterations()).isZero();
            assertThat(climbed.iterations()).isPositive();
        }
    }

    /** Stambaugh's equations for two assets, by hand. */
    @Test
    void twoUnequalHistoriesByHand() {
        double[] old = {0.04, -0.02, 0.01, 0.03, -0.01};
        double[] young = {NONE, NONE, 0.00, 0.05, -0.02};
        // over the last three: means .01 and .01, Sxx = .0008, Sxy = .02 * .04 + -.02 * -.03 = .0014, B = 1.75
        // residuals: -.01, .005, .005: .00015 / 3; whole mean of old .01, variance .0026 / 5
        GapMoments moments = GapPolicy.unequalHistories().estimate(gapped(old, young));
        assertThat(moments.mean().get(1)).isCloseTo(0.01, within(1e-16));
        double variance = (0.03 * 0.03 + 0.03 * 0.03 + 0 + 0.02 * 0.02 + 0.02 * 0.02) / 5;
        assertThat(moments.covariance().variance(0)).isCloseTo(variance, within(1e-17));
        assertThat(moments.covariance().get(0, 1)).isCloseTo(1.75 * variance, within(1e-16));
        assertThat(moments.covariance().variance(1)).isCloseTo(0.00015 / 3 + 1.75 * 1.75 * variance, within(1e-16));
    }

    private static double logLikelihood(double[][] columns, double[] mean, double[] covariance) {
        int n = mean.length;
        double sum = 0;
        for (int t = 0; t < columns[0].length; t++) {
            List<Integer> there = new ArrayList<>();
            for (int j = 0; j < n; j++) {
                if (!Double.isNaN(columns[j][t])) {
                    there.add(j);
                }
            }
            int p = there.size();
            double[] l = new double[p * p];
            double[] x = new double[p];
            for (int b = 0; b < p; b++) {
                x[b] = columns[there.get(b)][t] - mean[there.get(b)];
                for (int a = 0; a < p; a++) {
                    l[b * p + a] = covariance[there.get(b) * n + there.get(a)];
                }
            }
            assertThat(Cholesky.factor(p, l, 0, Math.max(1, p))).isEqualTo(p);
            TriangularSolve.lower(p, l, 0, Math.max(1, p), x, 0);
            for (int a = 0; a < p; a++) {
                sum -= StrictMath.log(l[a * p + a]) + 0.5 * x[a] * x[a];
            }
        }
        return sum;
    }

    /** The oracle is the likelihood of what is there: every neighbour is less likely. */
    @Test
    void expectationMaximisationEndsAtAMaximumOfTheLikelihood() {
        double[][] columns = scattered(4);
        GapMoments moments = GapPolicy.gaussian().withTolerance(1e-11).estimate(gapped(columns));
        double[] mean = moments.mean().toArray();
        double[] v = moments.covariance().toArray();
        double best = logLikelihood(columns, mean, v);
        double[] volatility = moments.covariance().volatilities();
        for (int j = 0; j < 4; j++) {
            for (double step : new double[] {-1e-3, 1e-3}) {
                double[] other = mean.clone();
                other[j] += step * volatility[j];
                assertThat(logLikelihood(columns, other, v)).isLessThan(best);
                for (int i = 0; i <= j; i++) {
                    double[] w = v.clone();
                    w[j * 4 + i] += step * volatility[i] * volatility[j];
                    w[i * 4 + j] = w[j * 4 + i];
                    assertThat(logLikelihood(columns, mean, w)).isLessThan(best);
                }
            }
        }
        // the plain tolerance is close to it
        requireClose(GapPolicy.gaussian().estimate(gapped(columns)).covariance(), moments.covariance(), 1e-6);
    }

    @Test
    void orderOfAssetsDoesNotMatter() {
        double[][] columns = unequal(6);
        double[][] reversed = new double[5][];
        for (int j = 0; j < 5; j++) {
            reversed[j] = columns[4 - j];
        }
        for (GapPolicy policy : List.of(
                GapPolicy.pairwise(CovarianceRepair.nearest()), GapPolicy.gaussian(), GapPolicy.unequalHistories())) {
            GapMoments plain = policy.estimate(gapped(columns));
            GapMoments other = policy.estimate(gapped(reversed));
            for (int i = 0; i < 5; i++) {
                for (int j = 0; j < 5; j++) {
                    assertThat(other.covariance().get(4 - i, 4 - j))
                            .isCloseTo(plain.covariance().get(i, j), within(1e-14));
                }
            }
        }
    }

    @Test
    void pairwiseMatricesGoThroughTheRepair() {
        // thirty dates each, chosen so that the three correlations contradict each other
        double[][] columns = new double[3][180];
        SplittableRandom random = new SplittableRandom(2);
        for (int t = 0; t < 180; t++) {
            double common = random.nextDouble() - 0.5;
            double noise = 0.1 * (random.nextDouble() - 0.5);
            int absent = t / 60;
            int a = absent == 0 ? 1 : 0;
            int b = absent == 2 ? 1 : 2;
            columns[absent][t] = NONE;
            columns[a][t] = common;
            columns[b][t] = (absent == 1 ? -common : common) + noise;
        }
        PairwiseMoments policy = GapPolicy.pairwise(CovarianceRepair.nearest().withFloor(1e-3));
        GapMoments moments = policy.estimate(gapped(columns));
        RepairCertificate certificate = moments.repair().orElseThrow();
        assertThat(certificate.smallestEigenvalueBefore()).isLessThan(-0.5);
        assertThat(certificate.smallestEigenvalueAfter()).isCloseTo(1e-3, within(1e-12));
        assertThat(certificate.distance()).isBetween(certificate.leastDistance(), 1.3);
        assertThat(moments.toString()).contains("moved by");
        assertThatThrownBy(() -> policy.withFewestCommonDates(61).estimate(gapped(columns)))
                .hasMessageContaining("A0 and A1 must have at least 61 dates in common, had 60");
        assertThat(policy.toString()).contains("at least 30 common dates");
    }

    /** pandas' pairwise covariance and PyPortfolioOpt's mean of 20 stocks with 35,589 missing prices, recomputed at full precision. */
    @Test
    void pairwiseIsThatOfPyPortfolioOpt() {
        PriceHistory prices = stocks();
        GappedReturns returns = prices.gappedReturns();
        CovarianceMatrix covariance = GapPolicy.pairwise(CovarianceRepair.nearest())
                .estimate(returns)
                .covariance()
                .annualised(PeriodsPerYear.DAILY);
        List<String> expected = Fixtures.lines("optimizer/expected/pypfopt_verified_cov_annual.csv");
        int n = prices.columns();
        for (int i = 0; i < n; i++) {
            String[] cells = expected.get(i + 1).split(",");
            for (int j = 0; j < n; j++) {
                assertThat(covariance.get(i, j)).isCloseTo(Double.parseDouble(cells[j]), within(1e-14));
            }
        }
        // two ways to the maximum of the likelihood; a young stock gains the risk of the crisis that it did not see
        GapMoments closed = GapPolicy.unequalHistories().estimate(returns);
        GapMoments climbed = GapPolicy.gaussian().estimate(returns);
        requireClose(climbed.covariance(), closed.covariance(), 1e-5);
        int gm = prices.universe().indexOf("GM");
        assertThat(closed.covariance().volatilities()[gm] * Math.sqrt(252))
                .isGreaterThan(1.1 * covariance.volatilities()[gm]);
    }

    private static PriceHistory stocks() {
        List<String> lines = Fixtures.lines("optimizer/pypfopt/stock_prices.csv");
        List<String> ids = List.of(lines.get(0).split(",")).subList(1, 21);
        int rows = lines.size() - 1;
        double[] flat = new double[rows * ids.size()];
        List<LocalDate> dates = new ArrayList<>();
        for (int t = 0; t < rows; t++) {
            String[] cells = lines.get(t + 1).split(",", -1);
            dates.add(LocalDate.parse(cells[0]));
            for (int j = 0; j < ids.size(); j++) {
                flat[j * rows + t] = cells[j + 1].isEmpty() ? NONE : Double.parseDouble(cells[j + 1]);
            }
        }
        return PriceHistory.of(Universe.of(ids), dates, flat);
    }

    @Test
    void backfillKeepsWhatIsKnownAndTheMomentsOnAverage() {
        double[][] columns = unequal(8);
        GappedReturns returns = gapped(columns);
        ReturnPanel filled = GapPolicy.unequalHistories().backfill(returns, 7);
        for (int j = 0; j < 5; j++) {
            for (int t = 0; t < 120; t++) {
                if (!Double.isNaN(columns[j][t])) {
                    assertThat(filled.get(t, j)).isEqualTo(columns[j][t]);
                }
            }
        }
        assertThat(GapPolicy.unequalHistories().backfill(returns, 7)).isEqualTo(filled);
        assertThat(GapPolicy.unequalHistories().backfill(returns, 8)).isNotEqualTo(filled);
        GapMoments closed = GapPolicy.unequalHistories().estimate(returns);
        double mean = 0;
        double variance = 0;
        int draws = 400;
        for (int seed = 0; seed < draws; seed++) {
            ReturnPanel one = GapPolicy.unequalHistories().backfill(returns, seed);
            mean += MeanReturns.equallyWeighted().estimate(one).get(3) / draws;
            variance += SampleCovariance.with(DegreesOfFreedom.POPULATION)
                            .estimate(one)
                            .variance(3)
                    / draws;
        }
        // tolerance: the simulation's error and the order 1/T bias of a variance of filled returns
        double volatility = closed.covariance().volatilities()[3];
        assertThat(mean).isCloseTo(closed.mean().get(3), within(0.01 * volatility));
        assertThat(variance).isCloseTo(volatility * volatility, within(0.03 * volatility * volatility));
    }

    @Test
    void gapsThatAPolicyDoesNotAllowAreNamed() {
        double[][] columns = unequal(9);
        columns[0][60] = NONE;
        assertThatThrownBy(() -> GapPolicy.unequalHistories().estimate(gapped(columns)))
                .hasMessageContaining("history of A0 must have no gap")
                .hasMessageContaining("gaussian()");
        double[][] young = unequal(9);
        java.util.Arrays.fill(young[3], 0, 115, NONE);
        assertThatThrownBy(() -> GapPolicy.unequalHistories().estimate(gapped(young)))
                .hasMessageContaining(
                        "history of A3 must have at least 6 returns to be regressed on 4 older assets, had 5");
        double[][] empty = unequal(9);
        java.util.Arrays.fill(empty[2], NONE);
        for (GapPolicy policy : List.of(
                GapPolicy.pairwise(CovarianceRepair.clipping()), GapPolicy.gaussian(), GapPolicy.unequalHistories())) {
            assertThatThrownBy(() -> policy.estimate(gapped(empty)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("A2 must have at least 2 returns, had 0");
        }
        assertThatThrownBy(() -> GapPolicy.gaussian().withTolerance(1)).hasMessageContaining("tolerance");
        assertThatThrownBy(() -> GapPolicy.pairwise(CovarianceRepair.nearest()).withFewestCommonDates(1))
                .hasMessageContaining("fewestCommonDates");
    }

    @Test
    void anAssetThatNeverMovesKeepsAZeroRow() {
        double[][] columns = unequal(3);
        java.util.Arrays.fill(columns[0], 0.001);
        for (GapPolicy policy : List.of(
                GapPolicy.pairwise(CovarianceRepair.nearest()), GapPolicy.gaussian(), GapPolicy.unequalHistories())) {
            GapMoments moments = policy.estimate(gapped(columns));
            for (int i = 0; i < 5; i++) {
                assertThat(moments.covariance().get(0, i)).isZero();
            }
            assertThat(moments.mean().get(0)).isEqualTo(0.001);
        }
    }

    @Test
    void longWorkIsReportedAndCanBeStopped() {
        GappedReturns returns = gapped(scattered(5));
        long[] last = new long[2];
        GapPolicy.gaussian().estimate(returns, (done, total) -> {
            last[0] = done;
            last[1] = total;
        });
        assertThat(last[0]).isEqualTo(last[1]);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> GapPolicy.gaussian().estimate(returns)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(GapPolicy.gaussian()).hasToString("GaussianMoments[tolerance 1.0E-8]");
        assertThat(GapPolicy.unequalHistories()).hasToString("UnequalHistories");
    }
}
