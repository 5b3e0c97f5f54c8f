package io.trimtab.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.testkit.Fixtures;
import io.trimtab.risk.testkit.ReferenceData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The ledger of the reference values: every row of every file of expected risk numbers belongs to exactly one part, and each
 * part names the test that asserts it, which counts its rows. A row that is added to a file, or a file, fails here until a
 * test takes it up.
 */
class ReferenceRowsTest {
    private static final String FOLDER = "risk/expected/";

    /** Rows of a file whose first three cells, joined by bars, match, and who asserts them. */
    private record Part(String file, String pattern, int rows, List<String> tests) {}

    private static Part part(String file, String pattern, int rows, String... tests) {
        return new Part(file, pattern, rows, List.of(tests));
    }

    private static final List<Part> PARTS = List.of(
            // all but two rows of quantstats' serenity index, a ratio without a source, and three without a number, for
            // which the second test says what it is
            part("cross_library.csv", ".*", 424, "measure.CrossLibraryTest", "measure.CrossLibraryReferenceTest"),
            // 106 asserted; 61 are no values of measures, each with its reason in the test; one is of a hundred
            // thousand
            // draws that the file does not contain
            part("empyrical_tests.csv", ".*", 168, "measure.EmpyricalTest"),
            part("evt.csv", ".*", 24, "measure.CrossLibraryReferenceTest"),
            part("extra_models.csv", "VaR_orderstat_CI.*", 72, "measure.HistoricalSimulationTest"),
            part("extra_models.csv", "(BRW_weighted|HullWhite_vols).*", 15, "measure.CrossLibraryReferenceTest"),
            part("extra_models.csv", "GARCH_FHS.*VaR.*", 3, "measure.CrossLibraryReferenceTest"),
            part("extra_models.csv", "GARCH_FHS.*(sigma|loglik).*", 2, "volatility.GarchReferenceTest"),
            part("extra_models.csv", "component_VaR.*", 9, "attribution.RiskAttributionTest"),
            part("extra_models.csv", "(PSR|MinTRL).*", 5, "measure.PublishedRatiosTest"),
            part("extra_models.csv", "AcerbiSzekely.*", 4, "validation.ShortfallTestsTest"),
            part("extra_models.csv", "(reverse_stress_linear|Bangia_LVaR).*", 7, "stress.StressReferenceTest"),
            part("garch_ewma.csv", "ewma_var.*", 3, "model.ExponentialCovarianceTest"),
            part("garch_ewma.csv", "(garch11|gjr).*", 17, "volatility.GarchReferenceTest"),
            part("nearest_correlation.csv", ".*", 20, "model.CovarianceRepairTest"),
            // 1,405 measures, and 1,539 ratios; 20 rows are the dates' spacing, which is said in Trimtab and not
            // guessed
            part(
                    "pa_2.1.0_reference.csv",
                    ".*",
                    2964,
                    "measure.PerformanceAnalyticsReferenceTest",
                    "measure.PerformanceAnalyticsTest"),
            part("portfolio_decomposition.csv", ".*", 410, "attribution.PortfolioDecompositionReferenceTest"),
            part("published.csv", ".*/stats.cpp.*", 5, "measure.PythonLibrariesReferenceTest"),
            part("published.csv", ".*VaR_archive.*\\|(VaR|ES) .*", 5, "measure.PythonLibrariesReferenceTest"),
            part("published.csv", ".*\\|component VaR gaussian total", 1, "measure.PublishedRatiosTest"),
            part("published.csv", ".*portfolio_bacon.*", 26, "measure.PublishedRatiosTest"),
            part("published.csv", ".*/garch.cpp.*", 8, "volatility.GarchReferenceTest"),
            part("published.csv", "Fiorentini.*", 2, "volatility.GarchReferenceTest"),
            part("published.csv", ".*/stoplightbounds.*", 14, "validation.CoverageTest"),
            part("published.csv", ".*/deltagammavar.*", 3, "measure.SimulationTest"),
            part("published.csv", ".*varbacktest.*", 6, "validation.CoverageTest"),
            part("published.csv", ".*esbacktest.*", 1, "validation.ShortfallTestsTest"),
            part("published.csv", "Higham.*", 2, "model.CovarianceRepairTest"),
            part("quantile_types.csv", "quantile.*", 108, "measure.QuantileRuleTest"),
            part("skfolio_cov_nearest.csv", ".*", 6, "model.CovarianceRepairTest"),
            part("skfolio_sample_weight.csv", ".*", 8312, "measure.PythonLibrariesReferenceTest"),
            part("skfolio_tests.csv", ".*", 165, "measure.PythonLibrariesReferenceTest"),
            part("var_backtests.csv", ".*", 93, "validation.CoverageTest"));

    @Test
    void everyRowOfEveryFileBelongsToOneTest() {
        TreeMap<String, Integer> found = new TreeMap<>();
        List<String> homeless = new ArrayList<>();
        for (String file : new TreeSet<>(PARTS.stream().map(Part::file).toList())) {
            for (String[] row : ReferenceData.rows(FOLDER + file)) {
                String key = row[0] + "|" + (row.length > 1 ? row[1] : "") + "|" + (row.length > 2 ? row[2] : "");
                List<Part> owners = PARTS.stream()
                        .filter(part -> part.file().equals(file) && key.matches(part.pattern()))
                        .toList();
                if (owners.size() == 1) {
                    found.merge(name(owners.get(0)), 1, Integer::sum);
                } else {
                    homeless.add(file + ": " + key + " is in " + owners.size() + " parts");
                }
            }
        }
        assertThat(homeless).isEmpty();
        TreeMap<String, Integer> expected = new TreeMap<>();
        PARTS.forEach(part -> expected.put(name(part), part.rows()));
        assertThat(found).isEqualTo(expected);
    }

    private static String name(Part part) {
        return part.file() + " " + part.pattern() + " by " + part.tests();
    }

    @Test
    void everyTestOfTheLedgerExists() throws ReflectiveOperationException {
        for (Part part : PARTS) {
            for (String test : part.tests()) {
                Class<?> type = Class.forName("io.trimtab.risk." + test);
                assertThat(type.getDeclaredMethods()).anyMatch(method -> method.isAnnotationPresent(Test.class));
            }
        }
    }

    @Test
    void noFileIsForgotten() throws IOException {
        try (Stream<Path> files =
                Files.list(Fixtures.path("risk/expected/published.csv").getParent())) {
            assertThat(files.map(path -> path.getFileName().toString()).filter(name -> name.endsWith(".csv")))
                    .allSatisfy(file ->
                            assertThat(PARTS).anyMatch(part -> part.file().equals(file)));
        }
    }
}
