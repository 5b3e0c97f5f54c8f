package io.trimtab.docs.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.risk.stress.HistoricalReplay.ReplayOutcome;
import io.trimtab.risk.stress.LiquidityAdjustedRisk;
import io.trimtab.risk.stress.ReverseStressOutcome.MostLikely;
import io.trimtab.risk.stress.StressOutcome;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of stress and stream answer on real currencies. */
class StressAndStreamTest {
    private static final ReturnPanel RETURNS = EcbHistory.load().returns();
    private static final Weights EQUAL = Weights.equal(RETURNS.universe());

    @Test
    void twiceTheFallCostsTwiceAsMuch() {
        List<StressOutcome> ladder = StressAndStream.ladder(RETURNS, EQUAL);
        assertThat(ladder.get(2).loss()).isCloseTo(2 * ladder.get(1).loss(), within(1e-12));
        // others follow, so it costs more than sterling's own part
        assertThat(ladder.get(1).loss()).isGreaterThan(0.15 / RETURNS.columns());
        assertThat(ladder.get(1).volatilityAfter()).isGreaterThan(ladder.get(1).volatilityBefore());
    }

    @Test
    void theBasketHasABetaOfOneToItself() {
        List<StressOutcome> presets = StressAndStream.presets(RETURNS, EQUAL);
        assertThat(presets.get(0).loss()).isCloseTo(0.2, within(1e-12));
        assertThat(presets.get(1).volatilityAfter())
                .isCloseTo(2 * presets.get(1).volatilityBefore(), within(1e-15));
        assertThat(presets.get(2).volatilityAfter())
                .isGreaterThan(presets.get(2).volatilityBefore());
    }

    /** 50 million / 17 each, at 3% of a million a day: 98.04 days. Spreads of a tenth of a per cent widen by 1 / 0.3. */
    @Test
    void sellingTakesAsLongAsTheMarketNeeds() {
        double[] turnover = new double[RETURNS.columns()];
        Arrays.fill(turnover, 1e6);
        double[] spreads = new double[RETURNS.columns()];
        Arrays.fill(spreads, 0.001);
        LiquidityAdjustedRisk risk = StressAndStream.untilAllIsSold(RETURNS, turnover, spreads, EQUAL);
        assertThat(risk.horizonDays()).isEqualTo(99);
        assertThat(risk.closingCost()).isCloseTo(0.001 / 0.3, within(1e-15));
        assertThat(risk.volatility()).isGreaterThan(risk.oneDayVolatility());
    }

    @Test
    void theAutumnOf2008CostsWhatThePricesSay() {
        ReplayOutcome outcome = StressAndStream.autumnOf2008(RETURNS, EQUAL);
        // oracle: growth of each currency, column by column
        double end = 0;
        ReturnPanel rows = RETURNS.between(
                outcome.dates().get(0), outcome.dates().get(outcome.dates().size() - 1));
        for (int j = 0; j < rows.columns(); j++) {
            double growth = 1;
            for (int t = 0; t < rows.rows(); t++) {
                growth *= 1 + rows.get(t, j);
            }
            end += growth / rows.columns();
        }
        assertThat(outcome.loss()).isCloseTo(1 - end, within(1e-13));
        assertThat(outcome.worstLoss()).isGreaterThanOrEqualTo(outcome.loss());
    }

    @Test
    void losingFivePerCentInADayIsFarAway() {
        assertThat(StressAndStream.whatWouldIt(RETURNS, EQUAL)).isInstanceOfSatisfying(MostLikely.class, worst -> {
            assertThat(worst.loss()).isCloseTo(0.05, within(1e-15));
            assertThat(worst.distance()).isGreaterThan(5);
        });
    }

    @Test
    void aMillionOfSterlingIsBeyondAnAbsurdlySmallLimitOnly() {
        double[] prices = new double[RETURNS.columns()];
        Arrays.fill(prices, 1);
        assertThat(StressAndStream.follow(RETURNS, prices)).isTrue();
        Arrays.fill(prices, 1_000);
        assertThat(StressAndStream.follow(RETURNS, prices)).isFalse();
    }
}
