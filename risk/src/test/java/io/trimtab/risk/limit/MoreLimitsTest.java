package io.trimtab.risk.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.risk.attribution.EulerContributions.Contribution;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.stress.LiquidityProfile;
import io.trimtab.risk.stress.StressScenario;
import io.trimtab.risk.stress.StressTest;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Limits on betas, margin, stress losses, liquidity, correlation and single trades: each is broken alone. */
class MoreLimitsTest {
    private static final Universe TWO = Universe.of("A", "B");
    private static final CovarianceMatrix COVARIANCE = CovarianceMatrix.of(TWO, 0.04, 0.016, 0.016, 0.01);

    private static PortfolioView held(double... weights) {
        return PortfolioView.of(Weights.of(TWO, weights)).withRiskModel(COVARIANCE);
    }

    private static SortedMap<String, Double> map(String a, double x, String b, double y) {
        return new TreeMap<>(Map.of(a, x, b, y));
    }

    private static Verdict check(Limit limit, PortfolioView view, double... proposed) {
        return LimitBook.builder().hard(limit).build().check(view, Weights.of(TWO, proposed));
    }

    private static Verdict.Denied denied(Limit limit, PortfolioView view, double... proposed) {
        Verdict verdict = check(limit, view, proposed);
        assertThat(verdict).isInstanceOf(Verdict.Denied.class);
        return (Verdict.Denied) verdict;
    }

    @Test
    void betaCountsLongsAndShorts() {
        Limit limit = Limit.beta(map("A", 1.5, "B", 0.5), 1.2);
        Verdict.Denied verdict = denied(limit, held(0, 0), 1, 0.4);
        assertThat(verdict.reasons()).containsExactly("beta 1.7 > 1.2");
        // 1.2 / 1.7 of the order
        assertThat(verdict.smallestCut().fractionKept()).isCloseTo(1.2 / 1.7, within(1e-9));
        assertThat(verdict.breaches().get(0).drivers())
                .extracting(Contribution::name)
                .containsExactly("A", "B");
        assertThat(check(limit, held(0, 0), 1, -1)).isInstanceOf(Verdict.Approved.class);
        assertThat(denied(limit, held(0, 0), -1, 0).reasons()).containsExactly("beta 1.5 > 1.2");
        // a hedge of a book that is beyond is never denied
        assertThat(check(limit, held(1, 0.4), 1, 0.3)).isInstanceOf(Verdict.Approved.class);
    }

    @Test
    void aPositionOfUnknownBetaDeniesAllButReductions() {
        Limit limit = Limit.beta(new TreeMap<>(Map.of("A", 1.0)), 1.2);
        assertThat(check(limit, held(0, 0), 1, 0)).isInstanceOf(Verdict.Approved.class);
        assertThat(denied(limit, held(0, 0), 0.5, 0.1).reasons())
                .containsExactly("beta cannot be measured: no beta of B is known");
        assertThat(check(limit, held(0, 0.5), 0, 0.4)).isInstanceOf(Verdict.Approved.class);
    }

    @Test
    void marginAddsBothSides() {
        Limit limit = Limit.margin(map("A", 0.1, "B", 0.5), 0.3);
        Verdict.Denied verdict = denied(limit, held(0, 0), 1, -0.6);
        assertThat(verdict.reasons()).containsExactly("margin 40% > 30%");
        assertThat(verdict.smallestCut().fractionKept()).isCloseTo(0.75, within(1e-9));
        assertThat(verdict.breaches().get(0).drivers())
                .extracting(Contribution::name)
                .containsExactly("B", "A");
        assertThat(check(limit, held(0, 0), 1, -0.4)).isInstanceOf(Verdict.Approved.class);
    }

    @Test
    void aStressScenarioBoundsItsLoss() {
        StressScenario crash = StressScenario.marketCrash(TWO, 1.5, 0.5);
        Limit limit = Limit.stressLoss(StressTest.of(COVARIANCE), crash, 0.2);
        Verdict.Denied verdict = denied(limit, held(0.5, 0), 1, 0);
        assertThat(verdict.reasons()).containsExactly("stress loss market crash of 20% 30% > 20%");
        // 0.3 w = 0.2
        assertThat(verdict.smallestCut().weights().of("A")).isCloseTo(2.0 / 3, within(1e-9));
        assertThat(check(limit, held(0.5, 0), 0.6, 0.1)).isInstanceOf(Verdict.Approved.class);
        assertThat(check(limit, held(0.5, 0), 1, -1)).isInstanceOf(Verdict.Approved.class);
    }

    @Test
    void whatTakesTooLongToCloseIsNotBought() {
        LiquidityProfile profile = LiquidityProfile.of(TWO, new double[] {0.05, 0}, new double[2]);
        Limit limit = Limit.daysToClose(profile, 5);
        Verdict.Denied verdict = denied(limit, held(0.1, 0), 0.3, 0);
        assertThat(verdict.reasons()).containsExactly("days to close A 6 > 5");
        assertThat(verdict.smallestCut().weights().of("A")).isCloseTo(0.25, within(1e-9));
        // what cannot be sold at all cannot be measured
        assertThat(denied(limit, held(0, 0), 0, 0.1).failures()).hasSize(1);
        assertThat(check(limit, held(0, 0.2), 0, 0.1)).isInstanceOf(Verdict.Approved.class);
        PortfolioView outside = held(0.1, 0).withHeldOutside(new TreeMap<>(Map.of("C", 0.1)));
        assertThat(denied(limit, outside, 0.2, 0).reasons().get(0)).contains("liquidity of [C]");
    }

    @Test
    void aSingleTradeMayNotLoseTooMuch() {
        Limit limit = Limit.tradeLoss(0.05, 0.01);
        Verdict.Denied verdict = denied(limit, held(0.1, 0), 0.4, 0.1);
        assertThat(verdict.reasons()).containsExactly("loss of a trade A 1.5% > 1%");
        assertThat(verdict.smallestCut().fractionKept()).isCloseTo(2.0 / 3, within(1e-9));
        assertThat(check(limit, held(0.1, 0), 0.3, -0.2)).isInstanceOf(Verdict.Approved.class);
        // selling all of a large position loses nothing more
        assertThat(check(limit, held(0.9, 0), 0, 0)).isInstanceOf(Verdict.Approved.class);
    }

    @Test
    void positionsThatMoveTogetherAreOneBet() {
        // correlation 0.8 of the two assets
        Limit limit = Limit.correlation(0.7);
        assertThat(denied(limit, held(0, 0), 0.5, 0.5).reasons())
                .containsExactly("correlation A 0.8 > 0.7", "correlation B 0.8 > 0.7");
        assertThat(check(limit, held(0, 0), 0.5, -0.5)).isInstanceOf(Verdict.Approved.class);
        assertThat(check(limit, held(0, 0), 1, 0)).isInstanceOf(Verdict.Approved.class);
        PortfolioView outside = held(0.1, 0).withHeldOutside(new TreeMap<>(Map.of("C", 0.1)));
        assertThat(denied(limit, outside, 0.2, 0).reasons().get(0)).contains("correlation of [C]");
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(() -> Limit.beta(map("A", Double.NaN, "B", 1), 1)).hasMessageContaining("beta of A");
        assertThatThrownBy(() -> Limit.margin(map("A", -0.1, "B", 1), 1)).hasMessageContaining("margin rate of A");
        assertThatThrownBy(() -> Limit.tradeLoss(0, 1)).hasMessageContaining("adverseMove");
        assertThatThrownBy(() -> Limit.correlation(-1)).hasMessageContaining("bound of correlation");
    }
}
