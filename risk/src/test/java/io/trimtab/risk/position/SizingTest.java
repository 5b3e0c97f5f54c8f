package io.trimtab.risk.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import org.junit.jupiter.api.Test;

class SizingTest {
    private static final Universe TWO = Universe.of("A", "B");
    private static final CovarianceMatrix COVARIANCE = CovarianceMatrix.of(TWO, 4e-4, 3e-4, 3e-4, 9e-4);
    private static final PeriodsPerYear FOUR = PeriodsPerYear.of(4);

    @Test
    void aVolatilityTargetScalesTheBookAsItIs() {
        Weights signals = Weights.of(TWO, 3, -1);
        Sizing sizing = VolatilityTarget.annual(0.02, FOUR).withGrossCap(9).size(COVARIANCE, signals);
        // (3, -1)' C (3, -1) = 36e-4 - 18e-4 + 9e-4 = 27e-4; a year has four periods
        double scale = 0.02 / (2 * Math.sqrt(27e-4));
        assertThat(sizing.weights().get(0)).isCloseTo(3 * scale, within(1e-15));
        assertThat(sizing.weights().get(1)).isCloseTo(-scale, within(1e-15));
        assertThat(2 * COVARIANCE.volatility(sizing.weights())).isCloseTo(0.02, within(1e-16));
        assertThat(sizing.notes()).isEmpty();
        assertThat(VolatilityTarget.annual(0.02, FOUR).weight(0.02)).isCloseTo(0.5, within(1e-16));
    }

    @Test
    void capsScaleAllAlikeSoThatTheTargetIsNeverExceeded() {
        Weights signals = Weights.of(TWO, 3, -1);
        VolatilityTarget target = VolatilityTarget.annual(1, FOUR);
        Sizing unlevered = target.size(COVARIANCE, signals);
        assertThat(unlevered.weights()).isEqualTo(Weights.of(TWO, 0.75, -0.25));
        assertThat(unlevered.notes()).containsExactly("gross cap of 100.0% holds back the sum");
        Sizing capped = target.withGrossCap(2).withPositionCap(0.3).size(COVARIANCE, signals);
        assertThat(capped.weights().get(0)).isCloseTo(0.3, within(1e-16));
        assertThat(capped.weights().get(1)).isCloseTo(-0.1, within(1e-16));
        assertThat(capped.notes()).containsExactly("position cap of 30.00% holds back A");
        assertThat(capped).hasToString("Sizing[" + capped.weights() + "; position cap of 30.00% holds back A]");
        assertThat(target.withPositionCap(0.3).weight(1e-9)).isEqualTo(0.3);
        assertThat(target.withGrossCap(2).weight(1e-9)).isEqualTo(2);
    }

    @Test
    void withoutVolatilityNothingIsSized() {
        CovarianceMatrix still = CovarianceMatrix.of(TWO, 0, 0, 0, 9e-4);
        VolatilityTarget target = VolatilityTarget.annual(0.1, FOUR);
        Sizing none = target.size(still, Weights.of(TWO, 1, 0));
        assertThat(none.weights()).isEqualTo(Weights.none(TWO));
        assertThat(none.notes()).hasSize(1).first().asString().contains("no volatility");
        assertThat(target.weight(0)).isZero();
        assertThat(target.size(COVARIANCE, Weights.none(TWO)).weights()).isEqualTo(Weights.none(TWO));
        Sizing equal = EqualRisk.annual(0.02, FOUR).size(still, Weights.of(TWO, 1, 1));
        assertThat(equal.weights().get(0)).isZero();
        assertThat(equal.weights().get(1)).isCloseTo(0.02 / 0.06, within(1e-16));
        assertThat(equal.notes()).containsExactly("A has no volatility in the risk model and is not held");
        assertThat(EqualRisk.annual(0.02, FOUR)
                        .size(still, Weights.of(TWO, 0, 1))
                        .notes())
                .isEmpty();
    }

    @Test
    void equalRiskGivesEachPositionTheSameVolatility() {
        Sizing sizing = EqualRisk.annual(0.012, FOUR).size(COVARIANCE, Weights.of(TWO, 7, -0.1));
        assertThat(sizing.weights().get(0)).isCloseTo(0.3, within(1e-15));
        assertThat(sizing.weights().get(1)).isCloseTo(-0.2, within(1e-15));
        Sizing capped = EqualRisk.annual(0.12, FOUR)
                .withPositionCap(2.5)
                .withGrossCap(3)
                .size(COVARIANCE, Weights.of(TWO, 1, -1));
        // 3 and 2 asked for, 2.5 and 2 by the position cap, all of it times 3 / 4.5 by the gross cap
        assertThat(capped.weights().get(0)).isCloseTo(2.5 * 3 / 4.5, within(1e-15));
        assertThat(capped.weights().get(1)).isCloseTo(-2.0 * 3 / 4.5, within(1e-15));
        assertThat(capped.notes())
                .containsExactly("position cap of 250.0% holds back A", "gross cap of 300.0% holds back the sum");
    }

    @Test
    void aTradeLosesItsFractionAtTheStop() {
        RiskPerTrade risk = RiskPerTrade.of(0.01);
        assertThat(risk.weight(100, 95)).isCloseTo(0.2, within(1e-16));
        assertThat(risk.weight(100, 105)).isCloseTo(-0.2, within(1e-16));
        assertThat(risk.weight(100, 99.99)).isEqualTo(1);
        assertThat(risk.withPositionCap(0.15).weight(100, 105)).isEqualTo(-0.15);
        // five per cent to the stop and five beyond it
        assertThat(risk.withSlippage(0.05).weight(100, 95)).isCloseTo(0.1, within(1e-16));
        assertThat(risk.withSlippage(0.05).weight(100, 105)).isCloseTo(-0.1, within(1e-16));
        assertThatThrownBy(() -> risk.weight(100, 100)).hasMessageContaining("stop must differ from the entry");
        assertThatThrownBy(() -> risk.weight(100, 0)).hasMessageContaining("stop must be positive");
        assertThatThrownBy(() -> risk.weight(Double.NaN, 1)).hasMessageContaining("entry must be positive");
        assertThatThrownBy(() -> RiskPerTrade.of(1)).hasMessageContaining("fraction");
    }

    /** 2 p - 1 at even odds, of which 3% in 51.5% wins: Kelly 1956. */
    @Test
    void betsAreKellysFormula() {
        Kelly full = Kelly.fraction(1);
        assertThat(full.bet(0.515, 1)).isCloseTo(0.03, within(1e-15));
        assertThat(full.bet(0.5, 2)).isCloseTo(0.25, within(1e-16));
        assertThat(Kelly.fraction(0.5).bet(0.5, 2)).isCloseTo(0.125, within(1e-16));
        assertThat(full.bet(0.5, 1)).isZero();
        assertThat(full.bet(0.1, 3)).isZero();
        assertThat(full.allowingShorts().bet(0.1, 3)).isZero();
        assertThat(full.bet(1, 3)).isEqualTo(1);
        assertThat(full.withPositionCap(0.1).bet(1, 3)).isEqualTo(0.1);
        assertThatThrownBy(() -> full.bet(1.1, 1)).hasMessageContaining("winProbability");
        assertThatThrownBy(() -> full.bet(0.5, 0)).hasMessageContaining("odds must be positive");
        assertThatThrownBy(() -> Kelly.fraction(0)).hasMessageContaining("fraction must be above 0");
        assertThatThrownBy(() -> Kelly.fraction(Double.NaN)).hasMessageContaining("fraction must be above 0");
        assertThatThrownBy(() -> Kelly.fraction(2)).hasMessageContaining("less growth");
    }

    @Test
    void anAssetWithANegativeEdgeIsNotHeldUnlessShort() {
        Kelly half = Kelly.fraction(0.5).withGrossCap(5);
        assertThat(half.weight(0.0004, 0.0002)).isCloseTo(1, within(1e-15));
        assertThat(half.weight(-0.0004, 0.0002)).isZero();
        assertThat(1 / half.weight(-0.0004, 0.0002)).isPositive();
        assertThat(half.allowingShorts().weight(-0.0004, 0.0002)).isCloseTo(-1, within(1e-15));
        assertThat(half.weight(1, 1e-320)).isEqualTo(5);
        assertThat(half.allowingShorts().weight(-1, 1e-320)).isEqualTo(-5);
        assertThatThrownBy(() -> half.weight(1, 0)).hasMessageContaining("variance must be positive");
        assertThat(half).hasToString("Kelly[0.5]");
    }

    @Test
    void observedReturnsOfABetGiveTheSizeOfTheBet() {
        // won twice of three at odds 1.5: 2/3 - (1/3) / 1.5 = 4/9
        Kelly full = Kelly.fraction(1).withGrossCap(10);
        assertThat(full.ofReturns(1.5, -1, 1.5)).isCloseTo(full.bet(2.0 / 3, 1.5), within(1e-14));
        assertThat(full.ofReturns(1.5, -1, 1.5)).isCloseTo(4.0 / 9, within(1e-14));
        assertThat(Kelly.fraction(0.5).ofReturns(1.5, -1, 1.5)).isCloseTo(2.0 / 9, within(1e-14));
        // of half the size in every return, twice the weight
        assertThat(full.ofReturns(0.75, -0.5, 0.75)).isCloseTo(8.0 / 9, within(1e-14));
        // two outcomes a and -b, equally likely: (a - b) / (2 a b), which is near mean over variance
        assertThat(full.ofReturns(0.01, -0.0099)).isCloseTo(0.0001 / (2 * 0.01 * 0.0099), within(1e-11));
        assertThat(full.weight(0.00005, 0.01 * 0.01)).isCloseTo(0.5, within(1e-15));
        assertThat(full.ofReturns(-1.5, 1, -1.5)).isZero();
        assertThat(full.allowingShorts().ofReturns(-1.5, 1, -1.5)).isCloseTo(-4.0 / 9, within(1e-14));
        // nothing is ever lost: as much as is allowed
        assertThat(full.ofReturns(0.1, 0)).isEqualTo(10);
        assertThat(full.ofReturns(0, 0)).isZero();
        assertThat(Kelly.fraction(0.5).ofReturns(0.1, -1e-9)).isEqualTo(1);
        // no size may be ruined by the worst return
        assertThat(full.ofReturns(100, 100, -0.5)).isLessThan(2);
        assertThatThrownBy(full::ofReturns).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> full.ofReturns(Double.NaN)).hasMessageContaining("finite");
    }

    @Test
    void manyAssetsAreTheInverseCovarianceTimesTheEdge() {
        ExpectedReturns edge = ExpectedReturns.of(TWO, 1e-3, 1e-3);
        // det C = 27e-8; C^-1 (1, 1) = (6e-4, 1e-4) / 27e-8
        Kelly full = Kelly.fraction(1).withGrossCap(100);
        Sizing sizing = full.size(COVARIANCE, edge);
        assertThat(sizing.weights().get(0)).isCloseTo(0.6 / 0.27, within(1e-12));
        assertThat(sizing.weights().get(1)).isCloseTo(0.1 / 0.27, within(1e-12));
        assertThat(full.allowingShorts().size(COVARIANCE, edge).weights().get(0))
                .isCloseTo(0.6 / 0.27, within(1e-12));
        // growth at the optimum is mu' C^-1 mu / 2
        assertThat(Kelly.growth(COVARIANCE, edge, sizing.weights()))
                .isCloseTo((0.6 / 0.27 + 0.1 / 0.27) * 1e-3 / 2, within(1e-15));
        // twice the size has no growth
        Weights twice = Weights.of(TWO, 1.2 / 0.27, 0.2 / 0.27);
        assertThat(Kelly.growth(COVARIANCE, edge, twice)).isCloseTo(0, within(1e-15));
        Sizing half = Kelly.fraction(0.5).size(COVARIANCE, edge);
        assertThat(half.weights().gross()).isCloseTo(1, within(1e-15));
        assertThat(half.weights().get(0)).isCloseTo(6.0 / 7, within(1e-14));
        assertThat(half.notes()).containsExactly("gross cap of 100.0% holds back the sum");
    }

    @Test
    void withoutShortsAHedgeIsNotSoldAndABadEdgeNotHeld() {
        ExpectedReturns edge = ExpectedReturns.of(TWO, 1e-3, 1e-4);
        Kelly full = Kelly.fraction(1).withGrossCap(100);
        // with shorts B is sold: it hedges A at little cost
        assertThat(full.allowingShorts().size(COVARIANCE, edge).weights().get(1))
                .isNegative();
        assertThat(full.size(COVARIANCE, edge).weights().get(1)).isZero();
        assertThat(full.size(COVARIANCE, edge).weights().get(0)).isCloseTo(2.5, within(1e-14));
        assertThat(full.size(COVARIANCE, ExpectedReturns.of(TWO, -1, 0)).weights())
                .isEqualTo(Weights.none(TWO));
    }

    @Test
    void aSingularCovarianceHasNoSize() {
        CovarianceMatrix same = CovarianceMatrix.of(TWO, 4e-4, 4e-4, 4e-4, 4e-4);
        Kelly full = Kelly.fraction(1).allowingShorts();
        assertThatThrownBy(() -> full.size(same, ExpectedReturns.of(TWO, 1e-3, 2e-3)))
                .hasMessageContaining("positive definite");
        CovarianceMatrix still = CovarianceMatrix.of(TWO, 0, 0, 0, 9e-4);
        assertThatThrownBy(() -> Kelly.fraction(1).size(still, ExpectedReturns.of(TWO, 1e-3, 2e-3)))
                .hasMessageContaining("positive definite");
        // what is not held long-only need not be invertible
        assertThat(Kelly.fraction(1)
                        .size(still, ExpectedReturns.of(TWO, -1e-3, 4.5e-4))
                        .weights()
                        .get(1))
                .isCloseTo(0.5, within(1e-15));
    }

    @Test
    void lotsNeverCostMoreThanTheValue() {
        assertThat(LotSize.of(100).quantity(25_000, 12.34)).isEqualTo(2_000);
        assertThat(LotSize.of(100).quantity(-25_000, 12.34)).isEqualTo(-2_000);
        assertThat(LotSize.of(1).quantity(99.99, 100)).isZero();
        assertThat(1 / LotSize.of(1).quantity(-99.99, 100)).isPositive();
        // a tenth is a tenth, though its double is a little more
        assertThat(LotSize.of(1).quantity(1_000, 0.1)).isEqualTo(10_000);
        assertThat(LotSize.of(0.1).quantity(0.3, 1)).isEqualTo(0.3);
        assertThat(LotSize.of(0.001).quantity(2.9, 1000)).isEqualTo(0.002);
        double[] quantities = LotSize.of(1).quantities(Weights.of(TWO, 0.5, -0.25), new double[] {30, 7}, 1_000);
        assertThat(quantities).containsExactly(16, -35);
        assertThatThrownBy(() -> LotSize.of(1e-9).quantity(1e9, 1)).hasMessageContaining("2^53");
        assertThatThrownBy(() -> LotSize.of(0)).hasMessageContaining("positive");
        assertThatThrownBy(() -> LotSize.of(1).quantity(Double.NaN, 1)).hasMessageContaining("value must be finite");
        assertThatThrownBy(() -> LotSize.of(1).quantity(1, -1)).hasMessageContaining("price must be positive");
        assertThat(LotSize.of(0.001)).hasToString("LotSize[0.001]");
    }

    @Test
    void badTargetsAreRefused() {
        assertThatThrownBy(() -> VolatilityTarget.annual(0, FOUR)).hasMessageContaining("volatility must be positive");
        assertThatThrownBy(() -> EqualRisk.annual(Double.NaN, FOUR))
                .hasMessageContaining("volatility must be positive");
        assertThatThrownBy(() -> VolatilityTarget.annual(1, FOUR).withGrossCap(Double.POSITIVE_INFINITY))
                .hasMessageContaining("gross cap must be positive and finite");
        assertThatThrownBy(() -> VolatilityTarget.annual(1, FOUR).withPositionCap(0))
                .hasMessageContaining("position cap");
        assertThatThrownBy(() -> VolatilityTarget.annual(1, FOUR).weight(-1)).hasMessageContaining("volatility");
        assertThatThrownBy(() -> EqualRisk.annual(1, FOUR).size(COVARIANCE, Weights.of(Universe.of("X", "B"), 1, 1)))
                .hasMessageContaining("X");
    }
}
