package io.trimtab.risk.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.core.statistics.DegreesOfFreedom;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.core.statistics.SharpeEstimate;
import io.trimtab.risk.testkit.Panels;
import io.trimtab.risk.testkit.ReferenceData;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The numbers that PerformanceAnalytics' manual pages print for the portfolio of Bacon (2008), rounded as printed. Where a
 * page is older than its code, the file says what the code returns, and that is what ours is held to.
 */
class PublishedRatiosTest {
    private static final String FILE = "risk/expected/published.csv";
    private static final PerformanceConvention MONTHLY = PerformanceConvention.of(PeriodsPerYear.MONTHLY);
    private static final PerformanceConvention TARGET = MONTHLY.withMinimumAcceptable(0.005);
    private static final DownsideBasis ALL = DownsideBasis.ALL_OBSERVATIONS;

    private static double ours(String name, double[] r, double[] b) {
        return switch (name) {
            case "BurkeRatio" -> DrawdownRatios.burke(MONTHLY).of(r);
            case "ModBurke" -> DrawdownRatios.modifiedBurke(MONTHLY).of(r);
            case "PainIndex" -> DrawdownMeasures.average(Compounding.COMPOUNDED).of(r);
            case "PainRatio" -> DrawdownRatios.pain(MONTHLY).of(r);
            case "DRatio" -> GainLossRatios.dRatio().of(r);
            case "SkewnessKurtosisRatio" -> RewardToRisk.skewnessToKurtosis().of(r);
            case "OmegaExcessReturn" ->
                BenchmarkRatios.omegaExcessReturn(TARGET).of(r, b);
            case "UpsideRisk" -> PartialMoments.upsideDeviation(0.005, ALL).of(r);
            case "UpsideRisk variance" -> PartialMoments.upper(2, 0.005, ALL).of(r);
            case "UpsidePotential" -> PartialMoments.upper(1, 0.005, ALL).of(r);
            case "DownsidePotential" -> PartialMoments.lower(1, 0.005, ALL).of(r);
            case "M2Sortino" -> BenchmarkRatios.modiglianiSortino(TARGET).of(r, b);
            case "MSquared" -> BenchmarkRatios.modigliani(MONTHLY).of(r, b);
            case "VariabilitySkewness" ->
                GainLossRatios.variabilitySkewness(0.005).of(r);
            case "BernardoLedoit" -> GainLossRatios.omega(0).of(r);
            case "DownsideFrequency" -> PartialMoments.shortfallFrequency(0.005).of(r);
            case "UpsideFrequency" ->
                1 - PartialMoments.shortfallFrequency(0.005).of(r);
            case "MAD" -> Dispersion.meanAbsoluteDeviation().of(r);
            case "Selectivity" -> MarketModel.jensenAlpha(MONTHLY).of(r, b);
            case "KurtosisSample" -> Moments.kurtosis(KurtosisForm.SAMPLE).of(r);
            case "KurtosisSampleExcess" ->
                Moments.kurtosis(KurtosisForm.SAMPLE_EXCESS).of(r);
            case "Kappa2" -> GainLossRatios.kappa(2, 0.005).of(r);
            case "ProspectRatio" -> GainLossRatios.prospect(0.005).of(r);
            case "AdjustedSharpeRatio" -> RewardToRisk.adjustedSharpe(MONTHLY).of(r);
            case "SystematicRisk" -> MarketModel.systematicRisk(MONTHLY).of(r, b);
            case "TotalRisk" -> MarketModel.totalRisk(MONTHLY).of(r, b);
            default -> throw new AssertionError("no measure for " + name);
        };
    }

    @Test
    void everyRatioOfBaconsPortfolioIsThePrintedOneOrThePeerErrs() {
        double[] r = ReferenceData.column("portfolio_bacon", "portfolio.monthly.return....");
        double[] b = ReferenceData.column("portfolio_bacon", "benchmark.return....");
        Set<String> others = new TreeSet<>();
        int checked = 0;
        for (String[] row : ReferenceData.rows(FILE)) {
            if (!row[1].equals("portfolio_bacon MAR=.005")) {
                continue;
            }
            String code = row[5].replaceAll(".*the code returns ", "");
            String printed = code.equals(row[5]) ? row[3] : code;
            double digit = new BigDecimal(printed).ulp().doubleValue();
            // one number of the manual is cut off instead of rounded
            double slack = (row[2].equals("Selectivity") ? 1 : 0.5) * digit * (1 + 1e-9);
            if (Math.abs(ours(row[2], r, b) - Double.parseDouble(printed)) <= slack) {
                checked++;
            } else {
                others.add(row[2]);
            }
        }
        // the slips are reproduced, row by row, in PerformanceAnalyticsTest
        assertThat(others).containsExactly("BurkeRatio", "ModBurke", "ProspectRatio", "TotalRisk");
        assertThat(checked).isEqualTo(22);
    }

    /** The total of the Gaussian component value at risk of three styles, first hundred months. */
    @Test
    void gaussianComponentsSumToThePublishedTotal() {
        double[][] styles = ReferenceData.edhec(3);
        double[] w = {0.3, 0.4, 0.3};
        double[] total = new double[100];
        for (int t = 0; t < 100; t++) {
            for (int j = 0; j < 3; j++) {
                total[t] += w[j] * styles[j][t];
            }
        }
        String[] row = ReferenceData.rows(FILE).stream()
                .filter(cells -> cells[2].equals("component VaR gaussian total"))
                .findFirst()
                .orElseThrow();
        RiskMeasure gaussian = ValueAtRisk.gaussian(Confidence.of(0.95), DegreesOfFreedom.SAMPLE);
        double expected = Double.parseDouble(row[3]);
        assertThat(gaussian.of(total)).isCloseTo(expected, within(Double.parseDouble(row[4])));
        var panel =
                Panels.of(Arrays.stream(styles).map(s -> Arrays.copyOf(s, 100)).toArray(double[][]::new));
        assertThat(gaussian.attribution(panel, Weights.of(panel.universe(), w))
                        .contributions()
                        .total())
                .isCloseTo(expected, within(Double.parseDouble(row[4])));
    }

    /** The number after a name in "sr=0.1 bench=0". */
    private static double number(String cells, String name) {
        return Arrays.stream(cells.split(" "))
                .filter(cell -> cell.startsWith(name + "="))
                .mapToDouble(cell -> Double.parseDouble(cell.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** Independent recomputations of Bailey and Lopez de Prado's formulas, in extra_models.csv; fifteen digits. */
    @Test
    void probabilisticSharpeRatiosAndTrackRecordsAreTheRecomputedOnes() {
        int checked = 0;
        for (String[] row : ReferenceData.rows("risk/expected/extra_models.csv")) {
            if (!row[0].equals("PSR") && !row[0].equals("MinTRL")) {
                continue;
            }
            double bench = number(row[1], "bench");
            SharpeEstimate estimate = new SharpeEstimate(
                    number(row[1], "sr"),
                    row[0].equals("PSR") ? (int) number(row[1], "T") : 24,
                    number(row[1], "g3"),
                    number(row[1], "g4"));
            double actual = row[0].equals("PSR")
                    ? estimate.probabilityAbove(bench)
                    : estimate.minimumTrackRecord(bench, Confidence.of(number(row[1], "conf")))
                            .orElseThrow();
            double expected = Double.parseDouble(row[3]);
            assertThat(actual).as(row[1]).isCloseTo(expected, within(1e-12 * expected));
            checked++;
        }
        assertThat(checked).isEqualTo(5);
    }

    /**
     * So that no row is added to the file that no test reads: the others are in {@code GarchReferenceTest}, {@code
     * CovarianceRepairTest}, {@code SimulationTest}, {@code CoverageTest}, {@code ShortfallTestsTest} and {@code
     * PythonLibrariesReferenceTest}.
     */
    @Test
    void everySourceOfTheFileHasItsTest() {
        Set<String> sources = new TreeSet<>();
        for (String[] row : ReferenceData.rows(FILE)) {
            sources.add(row[0].replaceAll(".*/|@.*", "").replaceAll("[ .:{(,].*", ""));
        }
        assertThat(sources)
                .containsExactly(
                        "*",
                        "Fiorentini-Calzolari-Panattoni",
                        "Higham",
                        "deltagammavar",
                        "garch",
                        "risk",
                        "stats",
                        "stoplightbounds",
                        "test-VaR_archive_baseline",
                        "unconditionalT");
        assertThat(ReferenceData.rows(FILE)).hasSize(73);
    }
}
