package io.trimtab.docs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.risk.validation.BacktestReport;
import io.trimtab.risk.validation.TrafficLight;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines and the picture that the guide shows are those that come out. */
class BacktestAndRatiosTest {
    private static final Path PAGE = Path.of("../docs/guide/risk.md");
    private static final ReturnPanel RETURNS = EcbHistory.load().returns();

    private static double[] benchmark() {
        return Arrays.stream(BacktestTheRisk.losses(RETURNS)).map(x -> -x).toArray();
    }

    private static double[] currency(String name) {
        double[] column = new double[RETURNS.rows()];
        RETURNS.columnInto(RETURNS.universe().indexOf(name), column, 0);
        return column;
    }

    @Test
    void theBacktestsAreTheOnesShown() throws Exception {
        double[] losses = BacktestTheRisk.losses(RETURNS);
        BacktestReport plain = BacktestTheRisk.historical(losses);
        BacktestReport filtered = BacktestTheRisk.filtered(losses);
        String page = Files.readString(PAGE);
        assertThat(page).contains(plain.toString().strip());
        assertThat(page).contains(filtered.toString().strip());
        assertThat(plain.passedAt(Confidence.of(0.95))).isFalse();
        assertThat(plain.trafficLights(250)).anyMatch(light -> light.zone() == TrafficLight.Zone.RED);
        assertThat(Files.readString(Path.of("../docs/guide/images/value-at-risk.svg")))
                .isEqualTo(BacktestTheRisk.picture(RETURNS, plain, filtered).document());
    }

    @Test
    void theRatiosAreTheOnesShown() throws Exception {
        String page = Files.readString(PAGE);
        for (List<String> lines : List.of(
                RatiosOfAFund.alone(RETURNS),
                RatiosOfAFund.against(RETURNS, benchmark()),
                RatiosOfAFund.howSure(currency("CHF")),
                List.of(RatiosOfAFund.timing(currency("ZAR"), benchmark())))) {
            assertThat(page).contains(lines);
        }
    }
}
