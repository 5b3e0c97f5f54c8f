package io.trimtab.docs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.risk.model.CovarianceMatrix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines that the guide shows are those that come out. */
class ReturnsAndVolatilityTest {
    private static final Path PAGE = Path.of("../docs/guide/risk.md");
    private static final ReturnPanel RETURNS = EcbHistory.load().returns();

    private static void requireOnThePage(List<String> lines) throws Exception {
        assertThat(Files.readString(PAGE)).contains(lines);
    }

    @Test
    void expectedReturnsAreCompared() throws Exception {
        requireOnThePage(ReturnsAndVolatility.expected(RETURNS));
    }

    @Test
    void aRepairSpeaksForItself() throws Exception {
        requireOnThePage(List.of(ReturnsAndVolatility.repaired()));
    }

    @Test
    void volatilityIsForecast() throws Exception {
        double[] column = new double[RETURNS.rows()];
        RETURNS.columnInto(RETURNS.universe().indexOf("USD"), column, 0);
        requireOnThePage(ReturnsAndVolatility.volatility(column));
    }

    @Test
    void youngHistoriesLearnFromOldOnes() {
        PriceHistory prices = EcbHistory.load().lastRows(1500);
        double[] values = new double[1500 * 17];
        for (int j = 0; j < 17; j++) {
            prices.columnInto(j, values, j * 1500);
        }
        java.util.Arrays.fill(values, 3 * 1500, 3 * 1500 + 900, Double.NaN);
        CovarianceMatrix whole =
                ReturnsAndVolatility.unequalHistories(PriceHistory.of(prices.universe(), prices.dates(), values));
        assertThat(whole.variance(3)).isPositive();
        assertThat(whole.indefiniteness()).isLessThan(1e-8);
    }

    @Test
    void tomorrowHasItsOwnCovariance() {
        CovarianceMatrix tomorrow = ReturnsAndVolatility.tomorrow(
                RETURNS.select(Universe.of("USD", "JPY", "GBP")).lastRows(1000));
        assertThat(tomorrow.volatilities()[0]).isBetween(0.001, 0.02);
    }
}
