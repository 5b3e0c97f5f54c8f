package io.trimtab.docs.ecb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.DataDefect;
import io.trimtab.core.market.DataFinding;
import io.trimtab.core.market.DataPolicy;
import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.ValidationReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EcbHistoryTest {
    private static final PriceHistory PRICES = EcbHistory.load();

    private static PriceHistory read(String body) {
        String document = "<?xml version=\"1.0\"?><Envelope><Cube>" + body + "</Cube></Envelope>";
        return EcbHistory.read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void hasSeventeenCurrenciesOnEveryTradingDayWithoutAGap() {
        assertThat(PRICES.columns()).isEqualTo(17);
        assertThat(PRICES.rows()).isEqualTo(6184);
        assertThat(PRICES.date(0)).isEqualTo("1999-01-04");
        assertThat(PRICES.date(6183)).isEqualTo("2023-02-21");
        assertThat(PRICES.isComplete()).isTrue();
        assertThat(PRICES.returns().rows()).isEqualTo(6183);
    }

    @Test
    void aPriceIsTheInverseOfTheRate() {
        // rates published for 2023-02-21 and 1999-01-04
        assertThat(PRICES.get(6183, EcbHistory.CURRENCIES.indexOf("USD"))).isEqualTo(1 / 1.0664);
        assertThat(PRICES.get(6183, EcbHistory.CURRENCIES.indexOf("JPY"))).isEqualTo(1 / 143.76);
        assertThat(PRICES.get(0, EcbHistory.CURRENCIES.indexOf("ZAR"))).isEqualTo(1 / 6.9358);
    }

    @Test
    void everyRateOfTheResourceIsWhereItBelongs() throws IOException {
        // oracle: the same document read with regular expressions instead of a parser
        String text;
        try (InputStream in = EcbHistory.class.getResourceAsStream(EcbHistory.RESOURCE)) {
            text = new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        Pattern rate = Pattern.compile("currency=\"([A-Z]{3})\" rate=\"([0-9.E-]+)\"");
        int compared = 0;
        for (String day : text.split("<Cube time=\"")) {
            if (!Character.isDigit(day.charAt(0))) {
                continue;
            }
            int row = PRICES.rowAtOrBefore(LocalDate.parse(day.substring(0, 10)));
            Matcher rates = rate.matcher(day);
            while (rates.find()) {
                if (EcbHistory.CURRENCIES.contains(rates.group(1))) {
                    double price = PRICES.get(row, EcbHistory.CURRENCIES.indexOf(rates.group(1)));
                    assertThat(1 / price).isEqualTo(Double.parseDouble(rates.group(2)), within(1e-12 / price));
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(6184 * 17);
    }

    @Test
    void theStandardPolicyAcceptsEveryCurrencyAndWarnsOfKnownShocks() {
        ValidationReport report = DataPolicy.standard().validate(PRICES);

        assertThat(report.excluded()).isEmpty();
        assertThat(report.findings())
                .extracting(DataFinding::defect)
                .allMatch(Set.of(DataDefect.UNCHANGED, DataDefect.OUTLIER)::contains);
        // 15 January 2015: the Swiss National Bank gives up the floor of the franc
        assertThat(report.findingsOf("CHF"))
                .filteredOn(finding -> finding.defect() == DataDefect.OUTLIER)
                .flatExtracting(DataFinding::dates)
                .contains(LocalDate.of(2015, 1, 15));
    }

    @Test
    void daysWithoutARateHaveNoPriceAndOtherCurrenciesArePassedOver() {
        PriceHistory prices = read("<Cube time=\"2023-02-21\"><Cube currency=\"USD\" rate=\"2\"/>"
                + "<Cube currency=\"XXX\" rate=\"7\"/></Cube><Cube time=\"2023-02-20\"/>");

        assertThat(prices.dates()).isEqualTo(List.of(LocalDate.of(2023, 2, 20), LocalDate.of(2023, 2, 21)));
        assertThat(prices.get(1, EcbHistory.CURRENCIES.indexOf("USD"))).isEqualTo(0.5);
        assertThat(prices.get(0, EcbHistory.CURRENCIES.indexOf("USD"))).isNaN();
        assertThat(prices.get(1, EcbHistory.CURRENCIES.indexOf("CHF"))).isNaN();
    }

    @Test
    void aDocumentOfAnotherFormIsRefused() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> read("<Cube time=\"yesterday\"/>"))
                .withMessageContaining("yesterday");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> read("<Cube time=\"2023-02-21\"><Cube currency=\"USD\" rate=\"high\"/></Cube>"))
                .withMessageContaining("high");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> read("<Cube"))
                .withMessageContaining("the rates are not as expected");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("<Cube time=\"2023-02-20\"/><Cube time=\"2023-02-21\"/>"))
                .withMessageContaining("dates must increase strictly");
    }

    @Test
    void entitiesAreRefused() {
        String attack = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                + "<Cube time=\"2023-02-21\">&e;<Cube currency=\"USD\" rate=\"2\"/></Cube>";

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> EcbHistory.read(new ByteArrayInputStream(attack.getBytes(StandardCharsets.UTF_8))))
                .withMessageContaining("a document type or entity is not expected");
    }
}
