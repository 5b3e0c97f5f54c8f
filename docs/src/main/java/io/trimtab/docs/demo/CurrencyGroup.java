package io.trimtab.docs.demo;

import io.trimtab.docs.chart.Colour;
import java.util.List;

/**
 * Currencies that move together; each belongs to one group, and a group may not dominate the portfolio.
 *
 * @param label its name
 * @param limit its largest joint weight
 * @param colour its colour in charts
 * @param members its currencies
 */
record CurrencyGroup(String label, double limit, Colour colour, List<String> members) {
    /** All groups. */
    static final List<CurrencyGroup> ALL = List.of(
            new CurrencyGroup("Dollar bloc", 0.25, Colour.BLUE, List.of("HKD", "SGD", "USD")),
            new CurrencyGroup("Commodity", 0.25, Colour.ORANGE, List.of("AUD", "CAD", "NZD", "ZAR")),
            new CurrencyGroup("Nordic", 0.25, Colour.SKY, List.of("DKK", "NOK", "SEK")),
            new CurrencyGroup("Central Europe", 0.25, Colour.GREEN, List.of("CZK", "HUF", "PLN")),
            new CurrencyGroup("Safe haven", 0.20, Colour.PURPLE, List.of("CHF", "JPY")),
            new CurrencyGroup("Sterling and won", 0.20, Colour.BROWN, List.of("GBP", "KRW")));

    /** Copies the members. */
    CurrencyGroup {
        members = List.copyOf(members);
    }
}
