package io.trimtab.docs.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.risk.attribution.FactorAttribution;
import io.trimtab.risk.attribution.RiskAttribution;
import io.trimtab.risk.measure.MeasureTable;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.FactorCovariance;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the guide shows of measures and attribution is what comes out. */
class RiskMeasuresTest {
    private static final ReturnPanel RETURNS = EcbHistory.load().returns();

    @Test
    void everyAssetIsMeasured() {
        MeasureTable table = RiskMeasures.table(RETURNS);
        for (String id : table.series()) {
            double var = table.of(id, "value at risk 95%").orElseThrow();
            double shortfall = table.of(id, "expected shortfall 95%").orElseThrow();
            assertThat(var).isPositive().isLessThan(shortfall);
            assertThat(shortfall).isLessThan(table.of(id, "EVaR 95%").orElseThrow());
        }
    }

    @Test
    void theTailOfTheDollarIsMeasuredWithItsUncertainty() {
        double[] losses = new double[RETURNS.rows()];
        RETURNS.columnInto(RETURNS.universe().indexOf("USD"), losses, 0);
        for (int t = 0; t < losses.length; t++) {
            losses[t] = -losses[t];
        }
        double interval = RiskMeasures.howSure(losses).upper().orElseThrow();
        assertThat(RiskMeasures.beyondHistory(losses)).isBetween(interval, 0.05);
    }

    @Test
    void theAttributionIsTheOneOnThePage() throws Exception {
        RiskAttribution why = RiskMeasures.why(RETURNS, Weights.equal(RETURNS.universe()));
        String page = Files.readString(Path.of("../docs/guide/risk.md"));
        String sentence = why.explain("USD");
        assertThat(page).contains(sentence);
        why.toString().lines().limit(5).forEach(line -> assertThat(page).contains(line.stripTrailing()));
    }

    @Test
    void factorsAndTheRestAddUp() {
        FactorCovariance model = FactorCovariance.of(
                Universe.of("A", "B"),
                CovarianceMatrix.of(Universe.of("F"), 0.04),
                new double[][] {{1}, {0.5}},
                0.1,
                0.1);
        FactorAttribution parts = RiskMeasures.factors(model, Weights.of(model.universe(), 0.5, 0.5));
        assertThat(parts.systematic() + parts.specific()).isCloseTo(parts.total(), within(1e-15));
    }
}
