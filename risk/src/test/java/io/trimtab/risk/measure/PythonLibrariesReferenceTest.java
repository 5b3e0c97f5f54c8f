package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.testkit.Fixtures;
import io.trimtab.risk.testkit.ReferenceData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * The parametrised cases of skfolio's and empyrical's own test suites, and printed values, to the digits they give: every
 * row of each file is asserted here, or named with the test that asserts it.
 */
class PythonLibrariesReferenceTest {
    private static final double NAN = Double.NaN;

    /** The arguments of a case: {@code ('1d', None, [1, 2])} gives three. */
    private static List<String> arguments(String tuple) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        StringBuilder part = new StringBuilder();
        for (char c : tuple.substring(1, tuple.length() - 1).toCharArray()) {
            depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(part.toString().trim());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString().trim());
        return parts;
    }

    private static double[] expected(String text) {
        return Arrays.stream(text.replaceAll("[\\[\\]]", "").split(","))
                .map(String::trim)
                .mapToDouble(x -> x.equals("np.nan") ? NAN : Double.parseDouble(x))
                .toArray();
    }

    private static double[][] sample(String name) throws IOException {
        return switch (name) {
            case "'1d'" -> new double[][] {stock(1)};
            case "'2d'" -> new double[][] {stock(1), stock(2)};
            case "'1d_nan'" -> new double[][] {{NAN, .1, -.5, NAN, NAN, -.3, .8}};
            case "'2d_nan'" -> new double[][] {{.15, .1, -.5, NAN, NAN, -.3, .8}, {.15, .1, -.5, .3, .2, -.3, .8}};
            default -> new double[][] {{NAN, NAN, NAN}};
        };
    }

    private static double[] stock(int column) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Fixtures.path("optimizer/skfolio/sp500_dataset.csv.gz"))),
                StandardCharsets.UTF_8))) {
            double[] prices = reader.lines()
                    .skip(1)
                    .mapToDouble(line -> Double.parseDouble(line.split(",")[column]))
                    .toArray();
            double[] returns = new double[prices.length - 1];
            for (int t = 0; t < returns.length; t++) {
                returns[t] = prices[t + 1] / prices[t] - 1;
            }
            return returns;
        }
    }

    private static RiskMeasure skfolio(String test, List<String> a) {
        Confidence c95 = Confidence.of(0.95);
        boolean target = a.size() > 2 && a.get(1).equals("0.0");
        DownsideBasis basis = a.size() > 4 && a.get(3).equals("False")
                ? DownsideBasis.ALL_OBSERVATIONS_LESS_ONE
                : DownsideBasis.ALL_OBSERVATIONS;
        DegreesOfFreedom freedom =
                a.size() > 3 && a.get(2).equals("False") ? DegreesOfFreedom.SAMPLE : DegreesOfFreedom.POPULATION;
        Compounding compounding =
                a.size() > 2 && a.get(1).equals("True") ? Compounding.COMPOUNDED : Compounding.UNCOMPOUNDED;
        return switch (test) {
            case "test_mean" -> Moments.mean();
            case "test_mean_absolute_deviation" -> target ? aboutZero() : Dispersion.meanAbsoluteDeviation();
            case "test_first_lower_partial_moment" ->
                target
                        ? PartialMoments.lower(1, 0, DownsideBasis.ALL_OBSERVATIONS)
                        : PartialMoments.belowMean(1, DownsideBasis.ALL_OBSERVATIONS);
            case "test_fourth_lower_partial_moment" ->
                target
                        ? PartialMoments.lower(4, 0, DownsideBasis.ALL_OBSERVATIONS)
                        : PartialMoments.belowMean(4, DownsideBasis.ALL_OBSERVATIONS);
            case "test_variance" -> Dispersion.variance(freedom);
            case "test_standard_deviation" -> Dispersion.volatility(freedom);
            case "test_semi_variance" -> target ? PartialMoments.lower(2, 0, basis) : Dispersion.semivariance(basis);
            case "test_semi_deviation" ->
                target ? PartialMoments.downsideDeviation(0, basis) : Dispersion.semideviation(basis);
            case "test_third_central_moment" -> Moments.central(3);
            case "test_fourth_central_moment" -> Moments.central(4);
            case "test_skew" -> Moments.skewness(SkewnessForm.MOMENT);
            case "test_kurtosis" -> Moments.kurtosis(KurtosisForm.MOMENT);
            case "test_worst_return" -> TailMeasures.worstLoss();
            case "test_value_at_risk" -> ValueAtRisk.historical(c95, QuantileRule.UPPER_INVERSE);
            case "test_cvar" -> ExpectedShortfall.historical(c95);
            case "test_entropic_risk_measure" -> TailMeasures.entropicBound(1, c95);
            case "test_evar" -> TailMeasures.entropicValueAtRisk(c95);
            case "test_drawdown_at_risk" -> DrawdownMeasures.atRisk(c95, QuantileRule.UPPER_INVERSE, compounding);
            case "test_max_drawdown" -> DrawdownMeasures.maximum(compounding);
            case "test_average_drawdown" -> DrawdownMeasures.average(compounding);
            case "test_cdar" -> DrawdownMeasures.conditional(c95, compounding);
            case "test_edar" -> DrawdownMeasures.entropic(c95, compounding);
            case "test_ulcer_index" -> DrawdownMeasures.ulcer(compounding);
            case "test_gini_mean_difference" -> Dispersion.giniMeanDifference();
            default -> throw new AssertionError("no measure for " + test);
        };
    }

    /** mean |r|: both partial moments about 0. */
    private static RiskMeasure aboutZero() {
        RiskMeasure lower = PartialMoments.lower(1, 0, DownsideBasis.ALL_OBSERVATIONS);
        RiskMeasure upper = PartialMoments.upper(1, 0, DownsideBasis.ALL_OBSERVATIONS);
        return Measure.of(
                        "mean absolute return",
                        Homogeneity.PROPORTIONAL,
                        1,
                        series -> lower.value(series) + upper.value(series))
                .weighableIf(lower, upper);
    }

    private static ScenarioProbabilities sampleWeight() {
        return ScenarioProbabilities.of(Fixtures.lines("risk/expected/skfolio_sample_weight.csv").stream()
                .skip(1)
                .mapToDouble(Double::parseDouble)
                .toArray());
    }

    @Test
    void everyOneOfSkfoliosOwnCasesHolds() throws IOException {
        int rows = 0;
        int weighted = 0;
        int asserted = 0;
        for (String[] row : ReferenceData.rows("risk/expected/skfolio_tests.csv")) {
            rows++;
            if (row[1].endsWith("_sample_weight")) {
                weighted += equalWeights(row);
                asserted++;
            } else if (row[1].matches("test_(get_|owa|effective|correlation).*")) {
                asserted += another(row);
            } else {
                List<String> a = arguments(row[3]);
                int weightAt = Arrays.asList(row[2].split(",")).indexOf("sample_weight");
                boolean withWeights = weightAt >= 0 && a.get(weightAt).equals("True");
                weighted += withWeights ? 1 : 0;
                skfolioCase(row, a, withWeights);
                asserted++;
            }
        }
        assertThat(rows).isEqualTo(165);
        assertThat(asserted).isEqualTo(rows);
        assertThat(weighted).isEqualTo(69);
    }

    private static void skfolioCase(String[] row, List<String> a, boolean withWeights) throws IOException {
        String label = Arrays.toString(row);
        double[][] samples = sample(a.get(0));
        double[] expected = expected(a.get(a.size() - 1));
        assertThat(expected).as(label).hasSameSizeAs(samples);
        RiskMeasure measure = skfolio(row[1], a);
        if (withWeights) {
            measure = measure.under(sampleWeight());
        }
        for (int j = 0; j < samples.length; j++) {
            MeasuredSeries series = new MeasuredSeries().load(samples[j].length, samples[j], 0, MissingReturns.OMIT);
            double value = measure.value(series);
            if (Double.isNaN(expected[j])) {
                assertThat(value).as(label).isNaN();
            } else if (row[1].matches("test_e[vd]ar") && a.get(0).equals("'1d_nan'")) {
                // four returns, of which the tail holds a fifth: the worst, 0.5 and 0.8, is the value. The peer's
                // minimisation stops short of it, above any loss there was
                double worst = row[1].equals("test_evar") ? 0.5 : 0.8;
                assertThat(value).as(label).isCloseTo(worst, within(1e-15)).isLessThan(expected[j]);
            } else {
                double theirs = theirs(row[1], a, measure, samples, j, value);
                assertThat(theirs).as(label).isCloseTo(expected[j], within(printed(expected[j])));
            }
        }
    }

    /** As printed: seven decimals or more, or five digits; solvers of the entropic measures stop at 1e-6. */
    private static double printed(double expected) {
        return Math.abs(expected) < 1e-3 ? 1e-9 : Math.max(2e-7, 2e-6 * Math.abs(expected));
    }

    /** What the peer's definition gives where it differs from ours, which must be on the right side of it. */
    private static double theirs(
            String test, List<String> a, RiskMeasure measure, double[][] samples, int j, double ours) {
        boolean average = test.equals("test_average_drawdown") && a.get(1).equals("True");
        if (j == 1 && average) {
            // the first return of this stock is a loss, and the peer's wealth starts after it: a first loss is no
            // drawdown there
            double theirs = Drawdowns.ofEquity(wealth(samples[j])).average();
            assertThat(ours).isGreaterThan(theirs);
            return theirs;
        }
        if (j == 1 && test.equals("test_ulcer_index")) {
            double n = samples[j].length;
            double theirs = measure.of(Arrays.copyOfRange(samples[j], 1, samples[j].length)) * Math.sqrt((n - 1) / n);
            assertThat(ours).isGreaterThan(theirs);
            return theirs;
        }
        return ours;
    }

    /**
     * The peer's tests that weights of 1 / n each change nothing, to ten decimals: here not a bit, and nearly equal ones,
     * which are not recognised as equal, to 1e-13 of the value. The row names one of the arguments; the others are all taken.
     */
    private static int equalWeights(String[] row) throws IOException {
        String test = row[1].replace("_sample_weight", "");
        boolean aboutTarget = test.matches(".*(semi|lower_partial|absolute).*");
        boolean corrected = test.matches(".*(variance|deviation)") && !test.contains("absolute");
        String target = row[2].equals("min_acceptable_return") ? row[3] : "";
        String bias = row[2].equals("biased") ? row[3] : "";
        double[][] samples = sample(row[2].equals("returns") ? row[3] : "'2d'");
        int n = samples[0].length;
        double[] uneven = new double[n];
        Arrays.setAll(uneven, t -> 1 + (t % 2 == 0 ? 1e-15 : 0));
        for (String about : aboutTarget ? List.of("None", "0.0") : List.of("")) {
            for (String biased : corrected ? List.of("True", "False") : List.of("")) {
                if (about.equals(target) || target.isEmpty()) {
                    if (biased.equals(bias) || bias.isEmpty()) {
                        RiskMeasure measure = skfolio(test, signature(about, biased));
                        for (double[] sample : samples) {
                            double plain = measure.of(sample);
                            assertThat(measure.under(ScenarioProbabilities.equal(n))
                                            .of(sample))
                                    .as(Arrays.toString(row))
                                    .isEqualTo(plain);
                            assertThat(measure.under(ScenarioProbabilities.normalised(uneven))
                                            .of(sample))
                                    .as(Arrays.toString(row))
                                    .isCloseTo(plain, within(1e-12 * Math.abs(plain)));
                        }
                    }
                }
            }
        }
        return 1;
    }

    /** The arguments in the places in which {@link #skfolio} reads them. */
    private static List<String> signature(String target, String biased) {
        return target.isEmpty()
                ? List.of("", "", biased.isEmpty() ? "True" : biased, "")
                : List.of("", target, "", biased.isEmpty() ? "True" : biased, "");
    }

    private static double[] wealth(double[] returns) {
        double[] wealth = new double[returns.length];
        double w = 1;
        for (int t = 0; t < returns.length; t++) {
            w *= 1 + returns[t];
            wealth[t] = w;
        }
        return wealth;
    }

    /** The rows that are not one measure of one series. */
    private static int another(String[] row) throws IOException {
        String label = Arrays.toString(row);
        switch (row[1]) {
            case "test_correlation" -> {
                List<String> a = arguments(row[3]);
                RelativeMeasure correlation = CoMoments.correlation();
                double value = a.get(1).equals("True")
                        ? correlation.under(sampleWeight()).of(stock(1), stock(2))
                        : correlation.of(stock(1), stock(2));
                // eight decimals without weights, seven with
                double printed = a.get(1).equals("True") ? 5e-8 : 1e-8;
                assertThat(value).as(label).isCloseTo(expected(a.get(2))[1], within(printed));
                assertThat(correlation.under(sampleWeight()).of(stock(1), stock(1)))
                        .isCloseTo(1, within(1e-15));
            }
            case "test_effective_number_assets" -> {
                double expected = expected(arguments(row[3]).get(1))[0];
                // 6216.78751188...: seven decimals, cut and not rounded
                assertThat(sampleWeight().effectiveSize()).as(label).isCloseTo(expected, within(1e-7));
            }
            case "test_owa_gmd_weights" -> ginisCoefficients(10);
            case "test_get_cumulative_returns", "test_get_drawdowns" -> drawdowns(row);
            default -> throw new AssertionError("nothing asserts " + label);
        }
        return 1;
    }

    /** The peer asserts the sum of its ordered weights, which is 0: here each is a derivative, 2 (2 i - n + 1) / (n (n - 1)). */
    private static void ginisCoefficients(int n) {
        double[] ascending = new double[n];
        double[] gradient = new double[n];
        Arrays.setAll(ascending, i -> i * i);
        Dispersion.giniMeanDifference().gradientInto(MeasuredSeries.of(ascending), gradient);
        for (int i = 0; i < n; i++) {
            assertThat(gradient[i]).isCloseTo(2 * (2.0 * i - n + 1) / (n * (n - 1.0)), within(1e-16));
        }
        assertThat(Arrays.stream(gradient).sum()).isCloseTo(0, within(1e-15));
    }

    /** The peer asserts that there is one drawdown for each return of each series: here each is recomputed as well. */
    private static void drawdowns(String[] row) throws IOException {
        double[][] samples =
                sample(row[2].contains("returns") ? arguments(row[3]).get(0) : "'2d'");
        assertThat(samples).hasDimensions(row[3].contains("'1d'") ? 1 : 2, 8312);
        for (Compounding compounding : Compounding.values()) {
            for (double[] returns : samples) {
                MeasuredSeries series = MeasuredSeries.of(returns);
                double wealth = compounding == Compounding.COMPOUNDED ? 1 : 0;
                double peak = wealth;
                for (int t = 0; t < returns.length; t++) {
                    wealth = compounding == Compounding.COMPOUNDED ? wealth * (1 + returns[t]) : wealth + returns[t];
                    peak = Math.max(peak, wealth);
                    double depth = compounding == Compounding.COMPOUNDED ? 1 - wealth / peak : peak - wealth;
                    assertThat(series.drawdown(compounding, t)).isCloseTo(depth, within(1e-11));
                }
            }
        }
    }

    private static double[] empyrical(String name) {
        return Fixtures.lines("risk/empyrical/series.csv").stream()
                .map(ReferenceData::cells)
                .filter(cells -> cells[0].equals(name))
                .mapToDouble(cells -> cells[3].isEmpty() ? NAN : Double.parseDouble(cells[3]))
                .toArray();
    }

    @Test
    void empyricalsOwnCasesHold() {
        int checked = 0;
        for (String[] row : ReferenceData.rows("risk/expected/empyrical_tests.csv")) {
            String label = Arrays.toString(row);
            if (!row[1].matches("test_(max_drawdown|annual_volatility|downside_risk|cum_returns_final)")
                    || row[3].contains("pd.Series")) {
                continue;
            }
            List<String> a = arguments(row[3]);
            double[] r = empyrical(a.get(0).replace("'", ""));
            MeasuredSeries series = new MeasuredSeries().load(r.length, r, 0, MissingReturns.OMIT);
            double expected = a.get(a.size() - 1).equals("np.nan") ? NAN : Double.parseDouble(a.get(a.size() - 1));
            double perYear = row[3].contains("WEEKLY") ? 52 : row[3].contains("MONTHLY") ? 12 : 252;
            double value = switch (row[1]) {
                case "test_max_drawdown" ->
                    -DrawdownMeasures.maximum(Compounding.COMPOUNDED).value(series);
                case "test_annual_volatility" ->
                    Dispersion.volatility(DegreesOfFreedom.SAMPLE).value(series) * Math.sqrt(perYear);
                case "test_downside_risk" ->
                    PartialMoments.downsideDeviation(
                                            Double.parseDouble(a.get(1).replace("'", "")),
                                            DownsideBasis.ALL_OBSERVATIONS)
                                    .value(series)
                            * Math.sqrt(perYear);
                default -> {
                    double start = Double.parseDouble(a.get(1));
                    double total = Moments.totalReturn(Compounding.COMPOUNDED).value(series);
                    yield start == 0 ? total : start * (1 + total);
                }
            };
            if (Double.isNaN(expected)) {
                assertThat(value).as(label).isNaN();
            } else {
                assertThat(value).as(label).isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
            }
            checked++;
        }
        assertThat(checked).isEqualTo(20);
    }

    /** QuantLib's statistics and PerformanceAnalytics' archived baseline, as printed in published.csv. */
    @Test
    void publishedMomentsAndTailsHold() {
        int checked = 0;
        double[] ten = {3, 4, 5, 2, 3, 4, 5, 6, 4, 7};
        double[] edhec = Arrays.copyOf(ReferenceData.edhec(1)[0], 100);
        Confidence c95 = Confidence.of(0.95);
        for (String[] row : ReferenceData.rows("risk/expected/published.csv")) {
            double actual = switch (row[1] + " " + row[2]) {
                case "data=3,4,5,2,3,4,5,6,4,7 weights=1 mean" -> Moments.mean().of(ten);
                case "data=3,4,5,2,3,4,5,6,4,7 weights=1 variance" ->
                    Dispersion.variance(DegreesOfFreedom.SAMPLE).of(ten);
                case "data=3,4,5,2,3,4,5,6,4,7 weights=1 stdDev" ->
                    Dispersion.volatility(DegreesOfFreedom.SAMPLE).of(ten);
                case "data=3,4,5,2,3,4,5,6,4,7 weights=1 skewness" ->
                    Moments.skewness(SkewnessForm.SAMPLE).of(ten);
                case "data=3,4,5,2,3,4,5,6,4,7 weights=1 kurtosis(excess)" ->
                    Moments.kurtosis(KurtosisForm.SAMPLE_EXCESS).of(ten);
                case "edhec[1:100,1] p=.95 VaR gaussian" ->
                    -ValueAtRisk.gaussian(c95, DegreesOfFreedom.POPULATION).of(edhec);
                case "edhec[1:100,1] p=.95 VaR modified" ->
                    -ValueAtRisk.cornishFisherUnchecked(c95).of(edhec);
                case "edhec[1:100,1] p=.95 VaR historical" ->
                    -ValueAtRisk.historical(c95, QuantileRule.TYPE_7).of(edhec);
                case "edhec[1:100,1] p=.95 ES gaussian" ->
                    -ExpectedShortfall.gaussian(c95, DegreesOfFreedom.POPULATION)
                            .of(edhec);
                case "edhec[1:100,1] p=.95 ES historical" ->
                    -ExpectedShortfall.historical(c95).of(edhec);
                default -> NAN;
            };
            if (!Double.isNaN(actual)) {
                assertThat(actual)
                        .as(Arrays.toString(row))
                        .isCloseTo(Double.parseDouble(row[3]), within(Double.parseDouble(row[4])));
                checked++;
            }
        }
        assertThat(checked).isEqualTo(10);
    }
}
