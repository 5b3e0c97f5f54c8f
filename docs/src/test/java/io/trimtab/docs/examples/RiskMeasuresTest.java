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
import io.trimtab.risk.measure.ScenarioLosses;
import io.trimtab.risk.measure.ScenarioProbabilities;
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
    void likelierDaysWeighMore() {
        Weights weights = Weights.equal(RETURNS.universe());
        double[] losses = ScenarioLosses.of(RETURNS, weights);
        int worst = 0;
        for (int t = 0; t < losses.length; t++) {
            worst = losses[t] > losses[worst] ? t : worst;
        }
        RiskAttribution why = RiskMeasures.under(RETURNS, weights, worst);
        double[] p = ScenarioProbabilities.fading(losses.length, 0.995).toArray();
        p[worst] *= 3;
        double sum = 0;
        for (double each : p) {
            sum += each;
        }
        // by hand: the worst 2.5% of probability, loss by loss
        double left = 0.025;
        double shortfall = 0;
        boolean[] used = new boolean[losses.length];
        while (left > 0) {
            int next = -1;
            for (int t = 0; t < losses.length; t++) {
                next = !used[t] && (next < 0 || losses[t] > losses[next]) ? t : next;
            }
            used[next] = true;
            double taken = Math.min(left, p[next] / sum);
            shortfall += taken * losses[next] / 0.025;
            left -= taken;
        }
        assertThat(why.total()).isCloseTo(shortfall, within(1e-12));
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
