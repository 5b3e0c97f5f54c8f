package io.trimtab.risk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.testkit.Panels;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShrunkReturnsTest {
    /** Orthogonal columns: S = diag(4, 4, 4, 4) / 3 and means 1 to 4, all by hand. */
    private static ReturnPanel orthogonal() {
        double[][] signs = {{1, 1, -1, -1}, {1, -1, 1, -1}, {1, -1, -1, 1}};
        double[][] columns = new double[3][4];
        double[] means = {1, 2, 6};
        for (int j = 0; j < 3; j++) {
            for (int t = 0; t < 4; t++) {
                columns[j][t] = means[j] + signs[j][t];
            }
        }
        return Panels.of(columns);
    }

    @Test
    void jamesSteinByHand() {
        // trace 4, lambda 4/3: surplus 4/3; target 3, squared distance 4 + 1 + 9 = 14, times T = 56: d = 1/42
        ShrunkReturns shrunk = JamesStein.towards(ReturnTarget.GRAND_MEAN).shrink(orthogonal());
        assertThat(shrunk.sampleWeight()).isCloseTo(1 - 1 / 42.0, within(1e-15));
        assertThat(shrunk.returns().get(2)).isCloseTo(6 - 3 / 42.0, within(1e-14));
        assertThat(shrunk.level()).isCloseTo(3 / 42.0, within(1e-15));
        // trace / T = 1: squared distance 0 + 1 + 25, d = 4/3 / 104
        assertThat(JamesStein.towards(ReturnTarget.MEAN_SQUARED_ERROR)
                        .estimate(orthogonal())
                        .get(2))
                .isCloseTo(6 - 5 / 78.0, within(1e-14));
        // equal variances without correlation: the portfolio of least variance is equal weight
        assertThat(JamesStein.towards(ReturnTarget.VOLATILITY_WEIGHTED_MEAN)
                        .estimate(orthogonal())
                        .get(2))
                .isCloseTo(6 - 3 / 42.0, within(1e-14));
    }

    @Test
    void bayesSteinByHand() {
        // (m - 3)'S^-1(m - 3) = 14 * 3 / 4 = 10.5, T = 4: w = 5 / (5 + 42)
        assertThat(BayesStein.towards(ReturnTarget.GRAND_MEAN)
                        .shrink(orthogonal())
                        .sampleWeight())
                .isCloseTo(42 / 47.0, within(1e-15));
        assertThatThrownBy(() -> BayesStein.jorion().estimate(orthogonal())).hasMessageContaining("at least 6");
        // the same returns twice: S = 8/7 on the diagonal of 8 rows, times (T - 1) / (T - n - 2) = 7 / 3: S = 8/3
        double[][] twice = new double[3][8];
        for (int j = 0; j < 3; j++) {
            orthogonal().columnInto(j, twice[j], 0);
            orthogonal().columnInto(j, twice[j], 4);
        }
        assertThat(BayesStein.jorion().shrink(Panels.of(twice)).sampleWeight())
                .isCloseTo(1 - 5 / (5 + 8 * 14 * 3 / 8.0), within(1e-15));
    }

    @Test
    void bodnarOkhrinParolyaByHand() {
        // S^-1 = 3/4: squared distance from 3 is 10.5, noise 3 / (4 - 3): a = 1 - 3 / 10.5
        ShrunkReturns shrunk = BodnarOkhrinParolya.optimal().shrink(orthogonal());
        assertThat(shrunk.sampleWeight()).isCloseTo(1 - 3 / 10.5, within(1e-15));
        assertThat(shrunk.level()).isCloseTo(3 * 3 / 10.5, within(1e-14));
        assertThatThrownBy(() -> BodnarOkhrinParolya.optimal().estimate(Panels.of(Panels.random(5, 5, 1))))
                .hasMessageContaining("at least 6 returns of each asset, had 5");
    }

    @Test
    void nothingIsShrunkWhereOneDirectionHasMostOfTheVariance() {
        ReturnPanel two = Panels.of(Panels.random(50, 2, 3));
        assertThat(JamesStein.towards(ReturnTarget.GRAND_MEAN).shrink(two).sampleWeight())
                .isEqualTo(1);
    }

    @Test
    void equalMeansStayWhatTheyAre() {
        ReturnPanel equal =
                Panels.of(new double[] {0.01, 0.03, 0.01, 0.03}, new double[] {0.01, 0.01, 0.03, 0.03}, new double[] {
                    0.03, 0.01, 0.01, 0.03
                });
        for (ExpectedReturnEstimator estimator : new ExpectedReturnEstimator[] {
            JamesStein.towards(ReturnTarget.GRAND_MEAN),
            BayesStein.towards(ReturnTarget.VOLATILITY_WEIGHTED_MEAN),
            BodnarOkhrinParolya.optimal()
        }) {
            for (double mu : estimator.estimate(equal).toArray()) {
                assertThat(mu).isCloseTo(0.02, within(1e-16));
            }
        }
    }

    @Test
    void aSingularCovarianceIsNamedAndAShrunkOneHelps() {
        ReturnPanel few = Panels.of(Panels.random(6, 8, 4));
        BayesStein plain = BayesStein.towards(ReturnTarget.GRAND_MEAN);
        assertThatThrownBy(() -> plain.estimate(few))
                .hasMessageContaining("singular")
                .hasMessageContaining("shrink it");
        assertThat(plain.withCovariance(LedoitWolf.constantCorrelation())
                        .shrink(few)
                        .sampleWeight())
                .isBetween(0.0, 1.0);
        assertThat(JamesStein.towards(ReturnTarget.GRAND_MEAN)
                        .withCovariance(LedoitWolf.constantCorrelation())
                        .shrink(few)
                        .sampleWeight())
                .isBetween(0.0, 1.0);
        assertThat(BodnarOkhrinParolya.optimal()
                        .withCovariance(LedoitWolf.constantCorrelation())
                        .shrink(Panels.of(Panels.random(60, 8, 4)))
                        .sampleWeight())
                .isBetween(0.0, 1.0);
        assertThat(JamesStein.towards(ReturnTarget.GRAND_MEAN))
                .hasToString("JamesStein[GRAND_MEAN, SampleCovariance[SAMPLE]]");
        assertThat(BayesStein.jorion()).hasToString("BayesStein[Jorion]");
        assertThat(plain.toString()).startsWith("BayesStein[GRAND_MEAN");
        assertThat(BodnarOkhrinParolya.optimal().toString()).startsWith("BodnarOkhrinParolya[");
    }

    @Test
    void geometricMeanIsSteadyGrowth() {
        ReturnPanel panel = Panels.of(new double[] {0.10, -0.20, 0.30}, new double[] {0.05, 0.05, 0.05});
        ExpectedReturns mu = MeanReturns.geometric().estimate(panel);
        assertThat(StrictMath.pow(1 + mu.get(0), 3)).isCloseTo(1.1 * 0.8 * 1.3, within(1e-14));
        assertThat(mu.get(1)).isCloseTo(0.05, within(1e-16));
        assertThat(mu.compounded(PeriodsPerYear.of(3)).get(0)).isCloseTo(1.1 * 0.8 * 1.3 - 1, within(1e-14));
        assertThatThrownBy(() -> MeanReturns.geometric().estimate(Panels.of(new double[] {0.1, -1})))
                .hasMessageContaining("above -1")
                .hasMessageContaining("A0 on 2020-01-02");
        assertThatThrownBy(() -> ExpectedReturns.of(Universe.of("A"), -2).compounded(PeriodsPerYear.DAILY))
                .hasMessageContaining("at least -1");
        assertThat(MeanReturns.geometric()).hasToString("MeanReturns[geometric]");
    }

    @Test
    void aSpanIsAMemory() {
        // span 3: each weight is half of the next newer
        ReturnPanel panel = Panels.of(new double[] {0.07, 0.14, 0.28});
        assertThat(MeanReturns.span(3).estimate(panel).get(0))
                .isCloseTo((0.07 / 4 + 0.14 / 2 + 0.28) / 1.75, within(1e-16));
        assertThatThrownBy(() -> MeanReturns.span(1)).hasMessageContaining("span must be above 1");
        assertThat(MeanReturns.span(500)).hasToString("MeanReturns[span 500.0]");
    }

    @Test
    void impliedReturnsMakeThePortfolioOptimal() {
        ReturnPanel panel = Panels.of(Panels.random(100, 3, 9));
        Weights market = Weights.of(panel.universe(), 0.5, 0.3, 0.2);
        CovarianceMatrix risk = LedoitWolf.constantCorrelation().estimate(panel);
        ExpectedReturns implied = EquilibriumReturns.implied(risk, market, 2.5);
        // no neighbour has a higher utility mu'w - 1.25 w'Sw
        double best = utility(implied, risk, market);
        for (int i = 0; i < 3; i++) {
            for (double step : new double[] {-0.01, 0.01}) {
                double[] w = market.toArray();
                w[i] += step;
                assertThat(utility(implied, risk, Weights.of(panel.universe(), w)))
                        .isLessThan(best);
            }
        }
        double aversion = EquilibriumReturns.riskAversion(risk, market, implied.of(market));
        assertThat(aversion).isCloseTo(2.5, within(1e-13));
        ExpectedReturns estimated = EquilibriumReturns.of(market, 2.5)
                .withCovariance(LedoitWolf.constantCorrelation())
                .withRiskFreeRate(0.001)
                .estimate(panel);
        assertThat(estimated.get(1)).isCloseTo(implied.get(1) + 0.001, within(1e-17));
        assertThatThrownBy(() -> EquilibriumReturns.of(market, 0)).hasMessageContaining("riskAversion");
        assertThatThrownBy(() -> EquilibriumReturns.riskAversion(risk, Weights.none(panel.universe()), 0.1))
                .hasMessageContaining("volatility of the portfolio");
        assertThatThrownBy(() -> EquilibriumReturns.of(market, 1).estimate(Panels.of(Panels.random(9, 2, 1))))
                .hasMessageContaining("universe");
        assertThat(EquilibriumReturns.of(market, 1).toString()).contains("risk aversion 1.0");
    }

    private static double utility(ExpectedReturns mu, RiskModel risk, Weights w) {
        double volatility = risk.volatility(w);
        return mu.of(w) - 1.25 * volatility * volatility;
    }

    @Test
    void betasAverageToOneAndTheMarketEarnsItsReturn() {
        ReturnPanel panel = Panels.of(Panels.random(100, 3, 9));
        Weights market = Weights.of(panel.universe(), 0.5, 0.3, 0.2);
        CapmReturns model = CapmReturns.against(market).withRiskFreeRate(0.0001);
        double[] beta = model.betas(panel);
        assertThat(0.5 * beta[0] + 0.3 * beta[1] + 0.2 * beta[2]).isCloseTo(1, within(1e-14));
        assertThat(model.estimate(panel).of(market))
                .isCloseTo(MeanReturns.equallyWeighted().estimate(panel).of(market), within(1e-16));
        double[] series = new double[100];
        for (int t = 0; t < 100; t++) {
            series[t] = 0.5 * panel.get(t, 0) + 0.3 * panel.get(t, 1) + 0.2 * panel.get(t, 2);
        }
        ReturnPanel index = Panels.of(Universe.of("INDEX"), series);
        // tolerance: the index rounds once more
        assertThat(CapmReturns.against(index).betas(panel)[2]).isCloseTo(beta[2], within(1e-13));
        assertThat(CapmReturns.against(index)
                        .withMarketReturn(0.01)
                        .estimate(panel.lastRows(50))
                        .get(0))
                .isCloseTo(0.01 * CapmReturns.against(index).betas(panel.lastRows(50))[0], within(1e-16));
        assertThatThrownBy(() -> CapmReturns.against(index.lastRows(99)).estimate(panel))
                .hasMessageContaining("has none on 2020-01-01");
        assertThatThrownBy(() -> CapmReturns.against(panel)).hasMessageContaining("one column, had 3");
        assertThatThrownBy(() -> CapmReturns.against(Panels.of(Universe.of("FLAT"), new double[100]))
                        .betas(panel))
                .hasMessageContaining("market must move");
        assertThatThrownBy(() -> model.withMarketReturn(Double.NaN)).hasMessageContaining("marketReturn");
        assertThat(model).hasToString("CapmReturns[risk-free rate 1.0E-4]");
    }

    /** A portfolio that hedges itself moves by rounding alone, whose betas were any numbers at all. */
    @Test
    void aMarketThatMovesByRoundingAloneHasNoBetas() {
        int rows = 40;
        SplittableRandom random = new SplittableRandom(5);
        double[][] columns = new double[3][rows];
        for (int t = 0; t < rows; t++) {
            columns[0][t] = random.nextDouble() - 0.5;
            columns[1][t] = 0.3 * columns[0][t];
            columns[2][t] = 0.1 * columns[0][t];
        }
        ReturnPanel returns = Panels.of(columns);
        CapmReturns hedged = CapmReturns.against(Weights.of(returns.universe(), 0.1, -1.0 / 3, 0));
        assertThatThrownBy(() -> hedged.betas(returns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("market must move, by more than rounding");
        double[] plain =
                CapmReturns.against(Weights.of(returns.universe(), 1, 0, 0)).betas(returns);
        assertThat(plain[2]).isCloseTo(0.1, within(1e-14));
        double[] huge = new double[rows];
        Arrays.setAll(huge, t -> (t % 3 - 1) * 1e160);
        ReturnPanel absurd = Panels.of(huge, columns[0]);
        assertThatThrownBy(() ->
                        CapmReturns.against(Weights.of(absurd.universe(), 1, 0)).betas(absurd))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("finite amounts");
    }
}
