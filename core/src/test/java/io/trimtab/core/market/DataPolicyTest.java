package io.trimtab.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.trimtab.core.testkit.Fixtures;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // null arguments are given on purpose
class DataPolicyTest {
    private static final LocalDate START = LocalDate.of(2024, 1, 1);
    private static final int DAYS = 60;

    /** Prices between 100 and 105, never the same twice in a row. */
    private static double[] lively() {
        return new SplittableRandom(7).doubles(DAYS).map(u -> 100 + 5 * u).toArray();
    }

    private static List<LocalDate> days() {
        return IntStream.range(0, DAYS).mapToObj(START::plusDays).toList();
    }

    /** Two sound assets around the one under test. */
    private static PriceHistory with(double[] suspect) {
        double[] all = new double[3 * DAYS];
        System.arraycopy(lively(), 0, all, 0, DAYS);
        System.arraycopy(suspect, 0, all, DAYS, DAYS);
        System.arraycopy(lively(), 0, all, 2 * DAYS, DAYS);
        return PriceHistory.of(Universe.of("GOOD", "BAD", "FINE"), days(), all);
    }

    private static double[] livelyWith(int day, double price) {
        double[] prices = lively();
        prices[day] = price;
        return prices;
    }

    private static DataFinding only(ValidationReport report) {
        assertThat(report.findings()).hasSize(1);
        return report.findings().get(0);
    }

    @Test
    void soundPricesAreAcceptedWithoutFindings() {
        ValidationReport report = DataPolicy.standard().validate(with(lively()));

        assertThat(report.tradable()).isTrue();
        assertThat(report.findings()).isEmpty();
        assertThat(report.excluded()).isEmpty();
        assertThat(report.asOf()).isEqualTo(START.plusDays(DAYS - 1));
        assertThat(report).hasToString("prices as of 2024-02-29: 3 of 3 assets accepted");
    }

    @Test
    void oneNanIsReportedWithAssetAndDateAndOnlyThatAssetIsExcluded() {
        PriceHistory prices = with(livelyWith(30, Double.NaN));

        ValidationReport report = DataPolicy.standard().validate(prices);

        assertThat(only(report))
                .isEqualTo(new DataFinding(
                        "BAD", DataDefect.MISSING, Treatment.EXCLUDE, 1, List.of(START.plusDays(30)), ""));
        assertThat(report.accepted()).containsExactly("GOOD", "FINE");
        assertThat(report.excluded()).containsExactly("BAD");
        assertThat(report.tradable()).isTrue();
        assertThat(report.accepted(prices)).isEqualTo(prices.select(Universe.of("GOOD", "FINE")));
        assertThat(report.accepted(prices).returns().rows()).isEqualTo(DAYS - 1);
        assertThat(report.findingsOf("BAD")).hasSize(1);
        assertThat(report.findingsOf("GOOD")).isEmpty();
        assertThat(report.toString())
                .isEqualTo("prices as of 2024-02-29: 2 of 3 assets accepted\n"
                        + "  BAD: missing price on 2024-01-31 (excluded)");
    }

    @Test
    void infiniteAndNonPositivePricesAreTheirOwnDefects() {
        double[] prices = livelyWith(3, Double.POSITIVE_INFINITY);
        prices[5] = 0;
        prices[7] = -3;

        ValidationReport report = DataPolicy.standard().validate(with(prices));

        assertThat(report.findingsOf("BAD"))
                .extracting(DataFinding::toString)
                .containsExactly(
                        "BAD: infinite price on 2024-01-04 (excluded)",
                        "BAD: price not positive 2 times, first on 2024-01-06, lowest -3.00000 (excluded)");
    }

    @Test
    void aGapIsCountedInCalendarDaysAndDatedWherePricesResume() {
        double[] prices = lively();
        Arrays.fill(prices, 10, 21, Double.NaN);
        DataPolicy policy = DataPolicy.builder().ignore(DataDefect.MISSING).build();

        DataFinding gap = only(policy.validate(with(prices)));

        assertThat(gap.defect()).isEqualTo(DataDefect.GAP);
        assertThat(gap.dates()).containsExactly(START.plusDays(21));
        assertThat(gap.detail()).isEqualTo("up to 12 days without a price");
        DataPolicy patient =
                DataPolicy.builder().ignore(DataDefect.MISSING).maxGapDays(12).build();
        assertThat(patient.validate(with(prices)).findings()).isEmpty();
    }

    @Test
    void aLastPriceThatIsTooOldIsStale() {
        double[] prices = lively();
        Arrays.fill(prices, DAYS - 8, DAYS, Double.NaN);
        DataPolicy policy = DataPolicy.builder().ignore(DataDefect.MISSING).build();

        DataFinding stale = only(policy.validate(with(prices)));

        assertThat(stale.defect()).isEqualTo(DataDefect.STALE);
        assertThat(stale.dates()).containsExactly(START.plusDays(DAYS - 9));
        assertThat(stale.detail()).isEqualTo("the last price is 8 days old");
        prices[DAYS - 8] = 100;
        assertThat(policy.validate(with(prices)).findings()).isEmpty();
    }

    @Test
    void everythingIsStaleWhenTheFeedHasStopped() {
        ValidationReport report = DataPolicy.standard().validate(with(lively()), START.plusDays(DAYS + 30));

        assertThat(report.tradable()).isFalse();
        assertThat(report.findings()).extracting(DataFinding::defect).containsOnly(DataDefect.STALE);
        assertThat(report.objections())
                .containsExactly(
                        "only 0 of 3 assets have acceptable prices, the policy demands at least 1",
                        "only 0 of 3 assets have acceptable prices, the policy demands a fraction of at least 0.5");
    }

    @Test
    void anAssetWithoutAnyPriceIsExcludedByEveryPolicy() {
        double[] none = new double[DAYS];
        Arrays.fill(none, Double.NaN);
        DataPolicy lenient = DataPolicy.builder().ignore(DataDefect.values()).build();

        DataFinding finding = only(lenient.validate(with(none)));

        assertThat(finding).hasToString("BAD: stale, no price at or before 2024-02-29 (excluded)");
        assertThat(finding.dates()).isEmpty();
    }

    @Test
    void pricesFromTheFutureExcludeAnAsset() {
        ValidationReport report = DataPolicy.standard().validate(with(lively()), START.plusDays(DAYS - 3));

        assertThat(report.tradable()).isFalse();
        assertThat(report.findingsOf("GOOD"))
                .extracting(DataFinding::toString)
                .containsExactly("GOOD: price from the future 2 times, first on 2024-02-28, judged as of 2024-02-27"
                        + " (excluded)");
    }

    @Test
    void aPriceThatDoesNotMoveIsWarnedOf() {
        double[] prices = lively();
        Arrays.fill(prices, 10, 31, 101.0);

        ValidationReport report = DataPolicy.standard().validate(with(prices));

        assertThat(only(report)).hasToString("BAD: unchanged price on 2024-01-11, up to 21 prices in a row (warning)");
        assertThat(report.accepted()).contains("BAD");
        Arrays.fill(prices, 30, 31, 102.0);
        assertThat(DataPolicy.standard().validate(with(prices)).findings()).isEmpty();
    }

    @Test
    void anOutlierIsJudgedByMedianAndMad() {
        // log returns of a price that doubles once among moves of alternating sign
        double[] prices = lively();
        for (int t = 40; t < DAYS; t++) {
            prices[t] *= 2;
        }

        DataFinding outlier = only(DataPolicy.standard().validate(with(prices)));

        assertThat(outlier.defect()).isEqualTo(DataDefect.OUTLIER);
        assertThat(outlier.treatment()).isEqualTo(Treatment.WARN);
        assertThat(outlier.dates()).containsExactly(START.plusDays(40));
        // oracle: recomputed the long way below
        assertThat(outlier.detail()).isEqualTo(String.format(Locale.ROOT, "robust z up to %.1f", zByHand(prices)));
    }

    private static double zByHand(double[] prices) {
        double[] moves = IntStream.range(1, DAYS)
                .mapToDouble(t -> StrictMath.log(prices[t] / prices[t - 1]))
                .toArray();
        double median = Arrays.stream(moves).sorted().toArray()[DAYS / 2 - 1];
        double mad =
                Arrays.stream(moves).map(m -> Math.abs(m - median)).sorted().toArray()[DAYS / 2 - 1];
        return (moves[39] - median) / (1.4826022185056018 * mad);
    }

    @Test
    void aPegThatBreaksIsAnOutlierThoughItsMadIsZero() {
        double[] prices = new double[DAYS];
        Arrays.fill(prices, 1.0);
        Arrays.fill(prices, 50, DAYS, 1.2);
        DataPolicy policy = DataPolicy.builder()
                .exclude(DataDefect.OUTLIER)
                .ignore(DataDefect.UNCHANGED)
                .build();

        DataFinding broken = only(policy.validate(with(prices)));

        // oracle: one move of m among 59 has a mean absolute deviation of m / 59, so z = 59 / sqrt(pi / 2) = 47.1
        assertThat(broken).hasToString("BAD: outlier on 2024-02-20, robust z up to 47.1 (excluded)");
        Arrays.fill(prices, 1.0);
        assertThat(policy.validate(with(prices)).findings()).isEmpty();
    }

    @Test
    void duplicatesExcludeAndDisorderWarns() {
        RawPrices raw = RawPrices.builder()
                .add("TWICE", START, 1)
                .add("TWICE", START.plusDays(1), 2)
                .add("TWICE", START.plusDays(1), 2.5)
                .add("BACK", START.plusDays(1), 2)
                .add("BACK", START, 1)
                .add("FINE", START, 1)
                .add("FINE", START.plusDays(1), Double.NaN)
                .add("FINE", START.plusDays(1), 2)
                .build();

        ValidationReport report = DataPolicy.standard().validate(raw);

        assertThat(report.findings())
                .extracting(DataFinding::toString)
                .containsExactly(
                        "TWICE: duplicate date on 2024-01-02 (excluded)",
                        "BACK: date out of order on 2024-01-01 (warning)",
                        "FINE: duplicate date on 2024-01-02 (excluded)");
        assertThat(raw.history().get(1, 0)).isEqualTo(2.5);
        assertThat(raw.history().get(0, 1)).isEqualTo(1);
        assertThat(report.accepted()).containsExactly("BACK");
        assertThat(report.objections())
                .containsExactly(
                        "only 1 of 3 assets have acceptable prices, the policy demands a fraction of at least 0.5");
        assertThatIllegalStateException()
                .isThrownBy(() -> report.accepted(raw.history()))
                .withMessageContaining("the data as of 2024-01-02 is not tradable: only 1 of 3 assets");
        assertThat(report.toString()).startsWith("prices as of 2024-01-02: 1 of 3 assets accepted, NOT TRADABLE");
    }

    @Test
    void aFindingListsItsFirstDatesAndCountsTheRest() {
        double[] prices = lively();
        Arrays.fill(prices, 5, 50, Double.NaN);

        DataFinding missing =
                DataPolicy.standard().validate(with(prices)).findingsOf("BAD").get(0);

        assertThat(missing.count()).isEqualTo(45);
        assertThat(missing.dates()).hasSize(DataFinding.DATES_LISTED).startsWith(START.plusDays(5));
        assertThat(missing).hasToString("BAD: missing price 45 times, first on 2024-01-06 (excluded)");
    }

    @Test
    void theStandardPolicyFindsEachMissingCellOfTheStockFixture() {
        PriceHistory prices = PriceHistory.readCsv(Fixtures.path("optimizer/pypfopt/stock_prices.csv"));

        ValidationReport report = DataPolicy.standard().validate(prices);

        assertThat(report.findings().stream()
                        .filter(finding -> finding.defect() == DataDefect.MISSING)
                        .mapToInt(DataFinding::count)
                        .sum())
                .isEqualTo(35_589);
        assertThat(report.tradable()).isTrue();
        assertThat(report.accepted(prices).isComplete()).isTrue();
    }

    @Test
    void anUntouchedBuilderGivesTheStandardPolicyAndItsSettingsCanBeRead() {
        DataPolicy policy = DataPolicy.standard();

        assertThat(policy.treatmentOf(DataDefect.MISSING)).isEqualTo(Treatment.EXCLUDE);
        assertThat(policy.treatmentOf(DataDefect.OUTLIER)).isEqualTo(Treatment.WARN);
        assertThat(policy.maxStaleDays()).isEqualTo(7);
        assertThat(policy.maxGapDays()).isEqualTo(10);
        assertThat(policy.maxUnchanged()).isEqualTo(20);
        assertThat(policy.outlierZ()).isEqualTo(20);
        assertThat(policy.minAssets()).isEqualTo(1);
        assertThat(policy.minFraction()).isEqualTo(0.5);
        assertThat(policy.toString()).contains("OUTLIER=WARN").contains("stale > 7 days");
    }

    @Test
    void everySettingCanBeChanged() {
        DataPolicy policy = DataPolicy.builder()
                .exclude(DataDefect.OUTLIER)
                .warn(DataDefect.GAP)
                .ignore(DataDefect.UNCHANGED)
                .maxStaleDays(0)
                .maxGapDays(3)
                .maxUnchanged(5)
                .outlierZ(8)
                .minAssets(2)
                .minFraction(0.9)
                .build();

        assertThat(policy.treatmentOf(DataDefect.OUTLIER)).isEqualTo(Treatment.EXCLUDE);
        assertThat(policy.treatmentOf(DataDefect.GAP)).isEqualTo(Treatment.WARN);
        assertThat(policy.treatmentOf(DataDefect.UNCHANGED)).isEqualTo(Treatment.IGNORE);
        assertThat(policy)
                .extracting(
                        DataPolicy::maxStaleDays,
                        DataPolicy::maxGapDays,
                        DataPolicy::maxUnchanged,
                        DataPolicy::outlierZ,
                        DataPolicy::minAssets,
                        DataPolicy::minFraction)
                .containsExactly(0, 3, 5, 8.0, 2, 0.9);
    }

    @Test
    void tooFewSurvivorsAreNotTradable() {
        DataPolicy demanding = DataPolicy.builder().minAssets(3).build();

        ValidationReport report = demanding.validate(with(livelyWith(30, Double.NaN)));

        assertThat(report.tradable()).isFalse();
        assertThat(report.accepted()).containsExactly("GOOD", "FINE");
        assertThat(report.objections())
                .containsExactly("only 2 of 3 assets have acceptable prices, the policy demands at least 3");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        DataPolicy.Builder builder = DataPolicy.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxStaleDays(-1))
                .withMessage("maxStaleDays must be at least 0, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxGapDays(0))
                .withMessage("maxGapDays must be at least 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxUnchanged(0))
                .withMessage("maxUnchanged must be at least 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.outlierZ(Double.NaN))
                .withMessage("outlierZ must be positive and finite, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.minAssets(0))
                .withMessage("minAssets must be at least 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.minFraction(1.01))
                .withMessage("minFraction must be within [0.0, 1.0], was 1.01");
        assertThatNullPointerException()
                .isThrownBy(() -> DataPolicy.standard().validate((RawPrices) null, START))
                .withMessage("prices");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataPolicy.standard().validate(with(lively()).firstRows(0)))
                .withMessageContaining("the date to judge them for must be given");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RawPrices.builder().build())
                .withMessage("prices must have at least one arrival, there was none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RawPrices.builder().add(" ", START, 1))
                .withMessage("asset must not be blank, was \" \"");
    }

    @Test
    void fourteenOfTwentyFiveAreFiftySixPercent() {
        // 0.56 x 25 is 14.000000000000002
        double[] prices = new double[25];
        String[] ids = new String[25];
        for (int j = 0; j < 25; j++) {
            ids[j] = "S" + j;
            prices[j] = j < 14 ? 1 : Double.NaN;
        }
        PriceHistory history = PriceHistory.of(Universe.of(ids), List.of(LocalDate.of(2024, 1, 2)), prices);
        assertThat(DataPolicy.builder()
                        .minFraction(0.56)
                        .build()
                        .validate(history)
                        .tradable())
                .isTrue();
        assertThat(DataPolicy.builder()
                        .minFraction(Math.nextUp(0.56))
                        .build()
                        .validate(history)
                        .tradable())
                .isFalse();
    }

    @Test
    void aReportAcceptsOnlyWhatItExaminedInOrder() {
        LocalDate day = LocalDate.of(2024, 1, 2);
        Universe universe = Universe.of("A", "B");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ValidationReport(day, universe, List.of(), List.of("C"), List.of()))
                .withMessageContaining("\"C\" is not in the universe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ValidationReport(day, universe, List.of(), List.of("B", "A"), List.of()))
                .withMessage("accepted must be in the order of the universe, each asset once, was [B, A]");
    }
}
