package io.trimtab.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.trimtab.core.testkit.Allocation;
import io.trimtab.core.testkit.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // null arguments are given on purpose
class PriceCsvTest {
    @TempDir
    Path folder;

    private Path file(String text) {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(byte[] bytes) {
        try {
            return Files.write(folder.resolve("prices.csv"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuses(PriceCsv csv, Path file, String message) {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> csv.readOrdered(file))
                .withMessage(file + message);
    }

    private void wideRefuses(String text, String message) {
        refuses(PriceCsv.wide(), file(text), message);
    }

    @Test
    void readsTheWideFormat() {
        PriceHistory prices = PriceHistory.readCsv(file("date,A,B\n2024-01-02,1.5,2\n2024-01-03,,3\n"));

        assertThat(prices.universe()).isEqualTo(Universe.of("A", "B"));
        assertThat(prices.dates()).containsExactly(LocalDate.of(2024, 1, 2), LocalDate.of(2024, 1, 3));
        assertThat(prices.get(0, 0)).isEqualTo(1.5);
        assertThat(prices.get(1, 0)).isNaN();
        assertThat(prices.get(1, 1)).isEqualTo(3);
    }

    @Test
    void readsQuotesLineEndsBlanksAndAByteOrderMark() {
        String text =
                "\uFEFF\"date\",\"Coca, \"\"Cola\"\"\", B \r\n\r\n\"2024-01-02\" , \"1.5\" ,\t2 \r\n2024-01-03,NaN,\"\"";

        PriceHistory prices = PriceHistory.readCsv(file(text));

        assertThat(prices.universe()).isEqualTo(Universe.of("Coca, \"Cola\"", "B"));
        assertThat(prices.get(0, 0)).isEqualTo(1.5);
        assertThat(prices.get(0, 1)).isEqualTo(2);
        assertThat(prices.get(1, 0)).isNaN();
        assertThat(prices.get(1, 1)).isNaN();
    }

    @Test
    void readsTheLongFormatAndPassesOverOtherColumns() {
        Path file = file(
                "symbol;volume;date;close\nZ;9;2024-01-03;3\nA;9;2024-01-02;1\nZ;;2024-01-02;\nA;9;2024-01-03;2\n");

        RawPrices raw =
                PriceCsv.longForm("date", "symbol", "close").delimitedBy(';').read(file);

        PriceHistory prices = raw.history();
        assertThat(prices.universe()).isEqualTo(Universe.of("Z", "A"));
        assertThat(prices.get(0, 0)).isNaN();
        assertThat(prices.get(1, 0)).isEqualTo(3);
        assertThat(prices.get(0, 1)).isEqualTo(1);
        assertThat(prices.get(1, 1)).isEqualTo(2);
        assertThat(DataPolicy.standard().validate(raw).findings())
                .hasToString("[Z: missing price on 2024-01-02 (excluded),"
                        + " Z: date out of order on 2024-01-02 (warning)]");
        assertThat(raw).hasToString("RawPrices[PriceHistory[2 x 2, 2024-01-02 to 2024-01-03]]");
    }

    @Test
    void wideAndLongGiveTheSameHistory() {
        PriceHistory wide = PriceHistory.readCsv(file("date,A,B\n2024-01-02,1.5,2\n2024-01-03,,3\n"));
        PriceHistory longer = PriceCsv.longForm("d", "s", "p")
                .readOrdered(file("d,s,p\n2024-01-02,A,1.5\n2024-01-02,B,2\n2024-01-03,A,\n2024-01-03,B,3\n"));

        assertThat(longer).isEqualTo(wide);
    }

    @Test
    void datesTwiceOrOutOfOrderAreReportedOnDemandAndElseRefused() {
        String text = "date,A,B\n2024-01-03,3,4\n2024-01-02,1,2\n2024-01-02,5,\n";
        wideRefuses(
                text,
                ", line 3, column 1: date 2024-01-02 follows 2024-01-03; to have that reported instead, use"
                        + " PriceCsv.wide().read(file)");

        RawPrices raw = PriceCsv.wide().read(file(text));

        assertThat(raw.history().dates()).containsExactly(LocalDate.of(2024, 1, 2), LocalDate.of(2024, 1, 3));
        assertThat(raw.history().get(0, 0)).isEqualTo(5);
        assertThat(DataPolicy.standard().validate(raw).findings())
                .hasToString("[A: duplicate date on 2024-01-02 (excluded),"
                        + " A: date out of order on 2024-01-02 (warning),"
                        + " B: missing price on 2024-01-02 (excluded),"
                        + " B: duplicate date on 2024-01-02 (excluded),"
                        + " B: date out of order on 2024-01-02 (warning)]");
        refuses(
                PriceCsv.longForm("d", "s", "p"),
                file("d,s,p\n2024-01-02,A,1\n2024-01-02,A,2\n"),
                ", line 3, column 3: A has a date twice or out of order; to have that reported instead, use"
                        + " read(file)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "1,5",
                "1.2.3",
                "--1",
                "1e",
                "1e+",
                "0x10",
                "1d",
                "1f",
                "Infinity",
                "1e999",
                ".",
                "-",
                "1 2",
                "NA"
            })
    void aBadNumberNamesFileLineAndColumn(String number) {
        String cell = number.indexOf(',') >= 0 ? '"' + number + '"' : number;
        wideRefuses(
                "date,A,B\n2024-01-02,1,2\n2024-01-03,3," + cell + "\n",
                ", line 3, column 3: expected a number, found \"" + number + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "-0.5, -0.5",
        "+7, 7",
        "1e3, 1000",
        "1.5E-3, 0.0015",
        ".5, 0.5",
        "5., 5",
        "0, 0",
        "0.1, 0.1",
        "117.20300000000001, 117.20300000000001",
        "0.30000000000000004, 0.30000000000000004",
        "9007199254740993, 9007199254740992",
        "123456789012345678901234567890, 1.2345678901234568E29",
        "0.00000000000000000000000000012345, 1.2345E-28",
        "4.9e-324, 4.9e-324",
        "1.7976931348623157e308, 1.7976931348623157e308",
        "2.2250738585072012e-308, 2.2250738585072012e-308",
        "0001.50, 1.5"
    })
    void numbersAreCorrectlyRounded(String text, double expected) {
        assertThat(PriceHistory.readCsv(file("d,A\n2024-01-02," + text)).get(0, 0))
                .isEqualTo(expected);
    }

    @Test
    void randomNumbersAreReadAsTheJdkReadsThem() {
        SplittableRandom random = new SplittableRandom(42);
        StringBuilder text = new StringBuilder("d,A");
        double[] expected = new double[2000];
        for (int t = 0; t < expected.length; t++) {
            String number = String.format(
                    Locale.ROOT,
                    "%." + random.nextInt(18) + (t % 3 == 0 ? "e" : "f"),
                    StrictMath.exp(random.nextDouble() * 60 - 30));
            expected[t] = Double.parseDouble(number);
            text.append('\n').append(LocalDate.ofEpochDay(t)).append(',').append(number);
        }

        PriceHistory prices = PriceHistory.readCsv(file(text.toString()));

        for (int t = 0; t < expected.length; t++) {
            assertThat(prices.get(t, 0)).isEqualTo(expected[t]);
        }
    }

    @Test
    void theLocaleDoesNotMatter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-u-nu-arab"));
            assertThat(PriceHistory.readCsv(file("d,A\n2024-01-02,1234.5")).get(0, 0))
                    .isEqualTo(1234.5);
            Locale.setDefault(Locale.GERMANY);
            assertThat(PriceHistory.readCsv(file("d,A\n2024-01-02,1234.5")).get(0, 0))
                    .isEqualTo(1234.5);
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"02.01.2024", "2024-1-2", "20240102", "2024/01/02", "", "2024-0a-02"})
    void aBadDateNamesFileLineAndColumn(String date) {
        wideRefuses(
                "date,A\n" + date + ",1\n",
                ", line 2, column 1: expected a date like 2024-01-31, found \"" + date + "\"");
    }

    @Test
    void aDateMustExist() {
        wideRefuses("date,A\n2023-02-29,1\n", ", line 2, column 1: expected a date that exists, found \"2023-02-29\"");
    }

    @Test
    void theFormOfTheFileIsChecked() {
        wideRefuses("", ": expected a header, the file is empty");
        wideRefuses("\n\n", ": expected a header, the file is empty");
        wideRefuses("date\n2024-01-02\n", ": no asset in it; if its fields are not separated by ',', use delimitedBy");
        wideRefuses("date,A,A\n", ", line 1, column 3: \"A\" is twice in the header");
        wideRefuses("date,,A\n", ", line 1, column 2: expected a name in the header, found \"\"");
        wideRefuses(
                "date,A,B\n2024-01-02,1\n", ", line 2, column 2: the row ends after 2 fields where the header has 3");
        wideRefuses("date,A\n2024-01-02,1,\n", ", line 2, column 3: a field more than the 2 of the header");
        wideRefuses(
                "date,A\n2024-01-02,1\"\n", ", line 2, column 2: a quote within a field that does not begin with one");
        wideRefuses("date,A\n2024-01-02,\"1\n", ", line 2, column 2: a quoted field that does not end");
        wideRefuses("date,A\n2024-01-02,\"1\"x\n", ", line 2, column 2: text after the closing quote");
        wideRefuses("date,A\r2024-01-02,1\r", ", line 1, column 2: a carriage return without a line feed");
        refuses(
                PriceCsv.wide(),
                file(new byte[] {'d', ',', (byte) 0xC3, 10}),
                ", line 1, column 2: expected UTF-8 text");
        refuses(
                PriceCsv.wide(),
                file(new byte[] {(byte) 0xEF, 'd', ',', 'A'}),
                ", line 1, column 1: expected UTF-8 text");
        refuses(
                PriceCsv.longForm("date", "symbol", "close"),
                file("date,symbol,price\n"),
                ": no column \"close\" in the header [date, symbol, price]");
        refuses(
                PriceCsv.longForm("date", "symbol", "price"),
                file("date,symbol,price\n2024-01-02, ,1\n"),
                ", line 2, column 2: expected an asset's id, found \"\"");
    }

    @Test
    void aLineWithinQuotesCountsAsALine() {
        wideRefuses("date,\"A\nB\"\n2024-01-02,x\n", ", line 3, column 2: expected a number, found \"x\"");
    }

    @Test
    void aHeaderAloneIsAHistoryWithoutDates() {
        PriceHistory prices = PriceHistory.readCsv(file("date,A,B\n"));

        assertThat(prices.rows()).isZero();
        assertThat(prices.columns()).isEqualTo(2);
    }

    @Test
    void aMissingFileIsNamed() {
        Path absent = folder.resolve("absent.csv");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> PriceHistory.readCsv(absent))
                .withMessage("cannot read " + absent);
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> PriceHistory.readCsv(folder))
                .withMessage("cannot read " + folder);
    }

    @Test
    void misuseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PriceCsv.wide().delimitedBy('x'))
                .withMessage("delimiter must be a comma, semicolon, tab or vertical bar, was 'x'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PriceCsv.longForm("", "s", "p"))
                .withMessage("date must not be blank, was \"\"");
        assertThatNullPointerException()
                .isThrownBy(() -> PriceHistory.readCsv(null))
                .withMessage("file");
    }

    @Test
    void theStockFixtureHasItsMissingCells() {
        PriceHistory prices = PriceHistory.readCsv(Fixtures.path("optimizer/pypfopt/stock_prices.csv"));

        assertThat(prices.rows()).isEqualTo(7126);
        assertThat(prices.columns()).isEqualTo(20);
        int missing = 0;
        for (int j = 0; j < 20; j++) {
            for (int t = 0; t < prices.rows(); t++) {
                missing += Double.isNaN(prices.get(t, j)) ? 1 : 0;
            }
        }
        assertThat(missing).isEqualTo(35_589);
        assertThat(prices.get(2, prices.universe().indexOf("XOM"))).isEqualTo(1.749088);
        assertThat(prices.onCompleteDates().isComplete()).isTrue();
    }

    @Test
    void theEightThousandDayFixtureIsCompleteAndHasReturns() {
        PriceHistory prices = PriceHistory.readCsv(file(Fixtures.bytes("optimizer/skfolio/sp500_dataset.csv.gz")));

        assertThat(prices.rows()).isEqualTo(8313);
        assertThat(prices.columns()).isEqualTo(20);
        assertThat(prices.returns().rows()).isEqualTo(8312);
        assertThat(DataPolicy.standard().validate(prices).excluded()).isEmpty();
    }

    @Test
    void loadingAllocatesLittleMoreThanThePrices() throws IOException {
        int rows = 2520;
        int columns = 500;
        Path file = folder.resolve("large.csv");
        StringBuilder text = new StringBuilder("date");
        for (int j = 0; j < columns; j++) {
            text.append(",S").append(j);
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int t = 0; t < rows; t++) {
            text.append('\n').append(LocalDate.ofEpochDay(t));
            for (int j = 0; j < columns; j++) {
                text.append(',').append(random.nextInt(1_000_000)).append(".").append(random.nextInt(100));
            }
        }
        Files.writeString(file, text);
        long allocated = Allocation.bytesIn(() -> PriceHistory.readCsv(file));

        long raw = 8L * rows * columns;
        // dates, header, buffers and a temporary date object a row: a tenth at this size, less for more assets
        assertThat(allocated).isBetween(raw, raw + raw / 10);
    }

    @Test
    void aBlankCellOfARepeatedDateIsAnArrivalAsInTheLongFormat() {
        RawPrices wide = PriceCsv.wide().read(file("date,A,B\n2024-01-02,1,2\n2024-01-02,3,\n"));
        RawPrices longer = PriceCsv.longForm("d", "s", "p")
                .read(file("d,s,p\n2024-01-02,A,1\n2024-01-02,B,2\n2024-01-02,A,3\n2024-01-02,B,\n"));

        assertThat(wide.history().get(0, 1)).isNaN();
        assertThat(wide.history()).isEqualTo(longer.history());
        assertThat(DataPolicy.standard().validate(wide))
                .isEqualTo(DataPolicy.standard().validate(longer));
    }

    @Test
    void theLongFormatNeedsThreeDifferentColumns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PriceCsv.longForm("date", "symbol", "symbol"))
                .withMessage("date, asset and price must be three different columns, were [date, symbol, symbol]");
    }

    @Test
    void aHeaderMayBeginWithAnyCharacter() {
        // U+FF24 begins with the same byte as a byte order mark
        assertThat(PriceHistory.readCsv(file("\uFF24\uFF41\uFF54\uFF45,A\n2024-01-02,1\n"))
                        .get(0, 0))
                .isEqualTo(1);
    }

    @Test
    void aQuoteThatIsNotClosedDoesNotSwallowALargeFile() {
        wideRefuses(
                "date,A\n2024-01-02,\"1" + "\n2024-01-03,2".repeat(100_000),
                ", line 2, column 2: a field of more than 1048576 bytes; is a quote not closed?");
    }

    @Test
    void manyColumnsAreRead() {
        int columns = 100_000;
        StringBuilder header = new StringBuilder("date");
        StringBuilder row = new StringBuilder("\n2024-01-02");
        for (int j = 0; j < columns; j++) {
            header.append(",S").append(j);
            row.append(',').append(j + 1);
        }

        PriceHistory prices = PriceHistory.readCsv(file(header.append(row).toString()));

        assertThat(prices.columns()).isEqualTo(columns);
        assertThat(prices.get(0, columns - 1)).isEqualTo(columns);
    }
}
