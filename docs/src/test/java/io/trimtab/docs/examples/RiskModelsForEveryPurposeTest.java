package io.trimtab.docs.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.risk.model.FactorStructure;
import io.trimtab.risk.model.RiskModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines that the guide shows are those that come out. */
class RiskModelsForEveryPurposeTest {
    private static final Path PAGE = Path.of("../docs/guide/risk.md");
    private static final ReturnPanel RETURNS = withoutThePeg(EcbHistory.load().returns());
    private static final ReturnPanel PAST = RETURNS.firstRows(5000).lastRows(60);
    private static final ReturnPanel FUTURE = RETURNS.firstRows(5250).lastRows(250);

    /** The Danish krone is tied to the euro: any portfolio of least variance is that. */
    private static ReturnPanel withoutThePeg(ReturnPanel all) {
        List<String> ids = new ArrayList<>(all.universe().ids());
        ids.remove("DKK");
        return all.select(Universe.of(ids));
    }

    @Test
    void promisesAreComparedWithWhatWasKept() throws Exception {
        List<String> lines = RiskModelsForEveryPurpose.promisesKept(PAST, FUTURE);
        assertThat(Files.readString(PAGE)).contains(lines);
    }

    @Test
    void daysAndIntensityAreOnThePage() throws Exception {
        assertThat(Files.readString(PAGE)).contains(RiskModelsForEveryPurpose.unusualDays(PAST));
        assertThat(RiskModelsForEveryPurpose.intensity(PAST)).isBetween(0.01, 0.5);
    }

    @Test
    void manyAssetsAreSolvedFromFewDates() {
        assertThat(RiskModelsForEveryPurpose.manyAssets(PAST.lastRows(12))
                        .optimalOrThrow()
                        .volatility())
                .isBetween(0.0001, 0.01);
    }

    @Test
    void impliedVolatilitiesStayAFactorModel() {
        ReturnPanel factors = PAST.select(Universe.of("USD", "GBP"));
        double[] annual = new double[16];
        Arrays.fill(annual, 0.1);
        RiskModel risk = RiskModelsForEveryPurpose.impliedByOptions(PAST, factors, annual);
        assertThat(risk).isInstanceOf(FactorStructure.class);
        assertThat(Math.sqrt(252 * risk.variance(3))).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void withoutNoiseAndMarketCorrelationsRemain() {
        RiskModel distinct = RiskModelsForEveryPurpose.whatDistinguishes(PAST);
        double[] column = new double[16];
        distinct.columnInto(3, column, 0);
        assertThat(column[3]).isEqualTo(1);
        assertThat(Arrays.stream(column)).allMatch(r -> Math.abs(r) <= 1);
    }
}
