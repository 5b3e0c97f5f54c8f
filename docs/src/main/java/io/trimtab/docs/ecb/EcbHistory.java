package io.trimtab.docs.ecb;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.market.Universe;
import io.trimtab.core.statistics.PeriodsPerYear;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The price of seventeen currencies in euro, each trading day from 1999-01-04 to 2023-02-21.
 *
 * <p>The European Central Bank publishes how many units of a currency one euro buys; the price of the currency is the
 * inverse. Of the 41 currencies it has quoted these seventeen have no gap. The file is a resource of the artifact {@code
 * org.javamoney.moneta:moneta-convert-ecb} (Apache-2.0), read from the class path.
 *
 * <pre>{@code
 * PriceHistory prices = EcbHistory.load();
 * }</pre>
 */
public final class EcbHistory {
    /** To be shown wherever the data is. */
    public static final String SOURCE = "Source: European Central Bank";

    /** The currencies without a gap, by their ISO 4217 codes. */
    public static final Universe CURRENCIES = Universe.of(
            "AUD", "CAD", "CHF", "CZK", "DKK", "GBP", "HKD", "HUF", "JPY", "KRW", "NOK", "NZD", "PLN", "SEK", "SGD",
            "USD", "ZAR");

    /** When the rates of a day are published, in {@link #ZONE}. */
    public static final LocalTime PUBLISHED = LocalTime.of(16, 0);

    /** Where the European Central Bank is. */
    public static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /** 6,183 daily returns in 24.13 years. */
    public static final PeriodsPerYear YEAR = PeriodsPerYear.of(256);

    static final String RESOURCE = "/org/javamoney/moneta/convert/ecb/defaults/eurofxref-hist.xml";

    private EcbHistory() {}

    /**
     * Reads the history.
     *
     * @return 6,184 days of 17 currencies, oldest first, without a gap
     * @throws UncheckedIOException if the resource is missing or has another form
     */
    public static PriceHistory load() {
        try (InputStream in = EcbHistory.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new UncheckedIOException(new IOException(
                        RESOURCE + " is not on the class path: add org.javamoney.moneta:moneta-convert-ecb"));
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    /** Reads a document whose days run newest first. */
    static PriceHistory read(InputStream in) {
        List<LocalDate> days = new ArrayList<>();
        List<double[]> prices = new ArrayList<>();
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(in);
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw new XMLStreamException("a document type or entity is not expected", xml.getLocation());
                }
                if (event == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("Cube")) {
                    readCube(xml, days, prices);
                }
            }
        } catch (XMLStreamException | DateTimeParseException | NumberFormatException e) {
            throw new UncheckedIOException(new IOException("the rates are not as expected: " + e.getMessage(), e));
        }
        Collections.reverse(days);
        Collections.reverse(prices);
        return PriceHistory.of(CURRENCIES, days, columns(days, prices));
    }

    /** A parser that expands nothing and fetches nothing. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    /** A {@code Cube} is a day with a time, a rate with a currency, or the shell around all. */
    private static void readCube(XMLStreamReader xml, List<LocalDate> days, List<double[]> prices) {
        String time = xml.getAttributeValue(null, "time");
        String currency = xml.getAttributeValue(null, "currency");
        if (time != null) {
            days.add(LocalDate.parse(time));
            double[] row = new double[CURRENCIES.size()];
            Arrays.fill(row, Double.NaN);
            prices.add(row);
        } else if (currency != null && CURRENCIES.contains(currency) && !prices.isEmpty()) {
            double unitsPerEuro = Double.parseDouble(xml.getAttributeValue(null, "rate"));
            prices.get(prices.size() - 1)[CURRENCIES.indexOf(currency)] = 1 / unitsPerEuro;
        }
    }

    private static double[] columns(List<LocalDate> days, List<double[]> prices) {
        double[] columnMajor = new double[days.size() * CURRENCIES.size()];
        for (int t = 0; t < days.size(); t++) {
            for (int j = 0; j < CURRENCIES.size(); j++) {
                columnMajor[j * days.size() + t] = prices.get(t)[j];
            }
        }
        return columnMajor;
    }
}
