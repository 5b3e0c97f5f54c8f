package io.trimtab.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.testkit.Fixtures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // the test knows its file
class SharpeEstimateTest {
    private static final String FILE = "strategy/expected/deflated_sharpe.json";
    /** The file prints 16 digits; quantiles are good to 1e-14. */
    private static final double PRINTED = 2e-13;

    /** Oracle: published worked examples of Bailey and Lopez de Prado (2014) and (2012), recomputed at full precision. */
    @Test
    void agreesWithTheDeflatedSharpePaper() {
        List<Map<String, Double>> cases = objects("dsr_worked_example_inputs_Bailey_LopezdePrado_2014");
        assertThat(cases).hasSize(4);
        for (Map<String, Double> c : cases) {
            double root = Math.sqrt(c.get("periods_per_year"));
            SharpeEstimate estimate =
                    new SharpeEstimate(c.get("annual_SR") / root, c.get("T").intValue(), c.get("skew"), c.get("kurt"));
            SharpeTrials trials = new SharpeTrials(c.get("N"), c.get("V_annual") / c.get("periods_per_year"));
            assertThat(estimate.ratio()).isEqualTo(c.get("sr_per_period"));
            assertThat(SharpeTrials.expectedMaximum(trials.count())).isCloseTo(c.get("E_max_Z"), within(PRINTED));
            assertThat(trials.expectedMaximum()).isCloseTo(c.get("sr0_per_period"), within(PRINTED));
            assertThat(trials.expectedMaximum() * root).isCloseTo(c.get("sr0_annual"), within(PRINTED));
            assertThat(estimate.deflated(trials)).isCloseTo(c.get("DSR"), within(PRINTED));
        }
    }

    @Test
    void agreesWithTheProbabilisticSharpePaper() {
        List<Map<String, Double>> cases = objects("psr_cases");
        assertThat(cases).hasSize(5);
        for (Map<String, Double> c : cases) {
            SharpeEstimate estimate =
                    new SharpeEstimate(c.get("sr_per_period"), c.get("T").intValue(), c.get("skew"), c.get("kurt"));
            assertThat(estimate.probabilityAbove(c.get("benchmark"))).isCloseTo(c.get("PSR"), within(PRINTED));
            assertThat(estimate.minimumTrackRecord(c.get("benchmark"), Confidence.of(0.95)))
                    .hasValueCloseTo(c.get("MinTRL_95"), within(PRINTED * c.get("MinTRL_95")));
        }
    }

    @Test
    void theExpectedMaximumMatchesItsFormula() {
        Map<String, Double> table = objects("expected_max_z").get(0);
        assertThat(table).hasSize(8);
        table.forEach((count, expected) -> assertThat(SharpeTrials.expectedMaximum(Double.parseDouble(count)))
                .isCloseTo(expected, within(PRINTED)));
    }

    /** Oracle: the definition by numbers small enough for hand: 1, 2, 3, 6 have mean 3, deviations -2, -1, 0, 3. */
    @Test
    void estimatesTheRatioOfASeries() {
        SharpeEstimate estimate = SharpeEstimate.of(new double[] {1, 2, 3, 6}).orElseThrow();
        assertThat(estimate.ratio()).isCloseTo(3 / Math.sqrt(14.0 / 3), within(1e-15));
        assertThat(estimate.observations()).isEqualTo(4);
        assertThat(estimate.skewness()).isCloseTo(18 / 4.0 / Math.pow(14 / 4.0, 1.5), within(1e-15));
        assertThat(estimate.kurtosis()).isCloseTo(98 / 4.0 / (14 / 4.0 * 14 / 4.0), within(1e-15));
    }

    /** Oracle: Lo (2002), table 1: the standard error at a ratio of 1.5 and 60 observations is 0.188. */
    @Test
    void ofNormalReturnsTheStandardErrorIsLos() {
        SharpeEstimate estimate = new SharpeEstimate(1.5, 60, -1, 9);
        assertThat(estimate.asIfNormal().standardError())
                .isCloseTo(Math.sqrt((1 + 0.5 * 1.5 * 1.5) / 60), within(1e-15))
                .isCloseTo(0.188, within(5e-4));
        assertThat(estimate.standardError()).isGreaterThan(0.188);
    }

    /**
     * Oracle: simulation. Of skewed returns (exponential, ratio 1, skewness 2, kurtosis 9) the spread of estimates over 400
     * observations is the stated standard error, sqrt((1 - 2 + 2) / 400) = 0.05; of the normal formula, 0.061.
     */
    @Test
    void theStandardErrorIsTheSpreadOfEstimates() {
        SplittableRandom random = new SplittableRandom(4);
        int tries = Campaign.tries(2000, 20_000);
        double sum = 0;
        double squares = 0;
        for (int k = 0; k < tries; k++) {
            double[] r = new double[400];
            Arrays.setAll(r, t -> -StrictMath.log1p(-(random.nextLong() >>> 11) * 0x1p-53));
            double s = SharpeEstimate.of(r).orElseThrow().ratio();
            sum += s;
            squares += s * s;
        }
        double spread = Math.sqrt(squares / tries - sum / tries * (sum / tries));
        double stated = new SharpeEstimate(1, 400, 2, 9).standardError();
        assertThat(stated).isEqualTo(0.05);
        assertThat(spread).isCloseTo(stated, within(0.05 * stated));
    }

    @Test
    void aRecordOfTheMinimumLengthIsJustEnough() {
        SharpeEstimate estimate = new SharpeEstimate(0.15, 100, -1, 8);
        double length = estimate.minimumTrackRecord(0.05, Confidence.of(0.975)).orElseThrow();
        double short1 = new SharpeEstimate(0.15, (int) Math.floor(length), -1, 8).probabilityAbove(0.05);
        double long1 = new SharpeEstimate(0.15, (int) Math.ceil(length), -1, 8).probabilityAbove(0.05);
        assertThat(short1).isLessThan(0.975);
        assertThat(long1).isGreaterThanOrEqualTo(0.975);
        assertThat(estimate.minimumTrackRecord(0.15, Confidence.of(0.95))).isEmpty();
        assertThat(estimate.minimumTrackRecord(0.2, Confidence.of(0.95))).isEmpty();
        assertThat(estimate.minimumTrackRecord(0.1, Confidence.of(0.5))).hasValue(1);
    }

    @Test
    void moreTrialsDeflateMore() {
        SharpeEstimate estimate = new SharpeEstimate(0.1, 1000, 0, 3);
        assertThat(estimate.deflated(new SharpeTrials(1, 0.01))).isEqualTo(estimate.probabilityAbove(0));
        double last = 1;
        for (double n = 1; n < 1e6; n *= 1.3) {
            double deflated = estimate.deflated(new SharpeTrials(n, 0.001));
            assertThat(deflated).isLessThanOrEqualTo(last);
            last = deflated;
        }
        // by hand: mean 2, squares 1 + 0 + 1
        assertThat(SharpeTrials.of(1, 2, 3)).isEqualTo(new SharpeTrials(3, 1));
    }

    @Test
    void scaleDoesNotMatter() {
        double[] r = {0.01, -0.02, 0.03, 0.015, -0.001};
        SharpeEstimate estimate = SharpeEstimate.of(r).orElseThrow();
        for (double scale : new double[] {0x1p800, 0x1p-800}) {
            assertThat(SharpeEstimate.of(Arrays.stream(r).map(v -> v * scale).toArray()))
                    .contains(estimate);
        }
    }

    @Test
    void whatNeverMovesHasNoRatio() {
        assertThat(SharpeEstimate.of(new double[] {0.1, 0.1, 0.1})).isEmpty();
        assertThat(SerialSharpe.of(new double[] {0.1, 0.1, 0.1}, 1)).isEmpty();
        SharpeEstimate two = SharpeEstimate.of(new double[] {0.0, 0.1}).orElseThrow();
        assertThat(two.kurtosis()).isEqualTo(1);
        // two values have no error left: the ratio is what it is
        assertThat(two.probabilityAbove(two.ratio())).isEqualTo(0.5);
        // kurtosis 5 is 1 + 2^2 and 1 - 2 s + s^2 vanishes at s = 1
        assertThat(new SharpeEstimate(1, 5, 2, 5).standardError()).isZero();
        assertThat(new SharpeEstimate(1, 5, 2, 5).probabilityAbove(0.9)).isEqualTo(1);
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> new SharpeEstimate(0.1, 10, 0, 0)).hasMessageContaining("not the excess");
        assertThatThrownBy(() -> new SharpeEstimate(0.1, 1, 0, 3)).hasMessageContaining("observations");
        assertThatThrownBy(() -> new SharpeEstimate(Double.NaN, 10, 0, 3)).hasMessageContaining("ratio");
        assertThatThrownBy(() -> SharpeEstimate.of(new double[] {1}))
                .hasMessage("number of returns must be at least 2, was 1");
        assertThatThrownBy(() -> SharpeEstimate.of(new double[] {1, Double.NaN}))
                .hasMessageContaining("excessReturns[1]");
        assertThatThrownBy(() -> new SharpeEstimate(0.1, 9, 0, 3).probabilityAbove(Double.NaN))
                .hasMessageContaining("benchmark");
        assertThatThrownBy(() -> new SharpeEstimate(0.1, 9, 0, 3).minimumTrackRecord(0, Confidence.of(0.4)))
                .hasMessageContaining("confidence");
        assertThatThrownBy(() -> new SharpeTrials(0.5, 1)).hasMessageContaining("count");
        assertThatThrownBy(() -> new SharpeTrials(5, -1)).hasMessageContaining("variance");
        assertThatThrownBy(() -> SharpeTrials.of(1)).hasMessageContaining("number of ratios");
    }

    /** The flat objects of a section of the reference file: names and numbers. */
    private static List<Map<String, Double>> objects(String section) {
        String text = Fixtures.text(FILE);
        int from = text.indexOf('"' + section + '"');
        int array = text.indexOf('[', from);
        int object = text.indexOf('{', from);
        int to = array >= 0 && array < object ? text.indexOf(']', from) : text.indexOf('}', from) + 1;
        List<Map<String, Double>> objects = new ArrayList<>();
        Matcher each = Pattern.compile("\\{([^{}]*)}").matcher(text.substring(from, to));
        while (each.find()) {
            Map<String, Double> values = new TreeMap<>();
            Matcher pair = Pattern.compile("\"([^\"]+)\": *(-?[0-9.eE+-]+)").matcher(each.group(1));
            while (pair.find()) {
                values.put(pair.group(1), Double.valueOf(pair.group(2)));
            }
            objects.add(values);
        }
        return objects;
    }
}
