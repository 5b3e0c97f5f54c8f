package io.trimtab.docs.demo;

import io.trimtab.docs.chart.Colour;
import java.util.List;

/** Currencies that move together; each belongs to one group, and a group may not dominate the portfolio. */
enum CurrencyGroup {
    /** The US dollar and what is tied or close to it. */
    DOLLAR("Dollar bloc", 0.30, Colour.BLUE, "HKD", "SGD", "USD"),
    /** Currencies of exporters of raw materials. */
    COMMODITY("Commodity", 0.30, Colour.ORANGE, "AUD", "CAD", "NZD", "ZAR"),
    /** The north of Europe. */
    NORDIC("Nordic", 0.30, Colour.SKY, "DKK", "NOK", "SEK"),
    /** The centre of Europe. */
    CENTRAL_EUROPE("Central Europe", 0.25, Colour.GREEN, "CZK", "HUF", "PLN"),
    /** Where money flees to. */
    HAVEN("Safe haven", 0.25, Colour.PURPLE, "CHF", "JPY"),
    /** The rest. */
    OTHER("Sterling and won", 0.25, Colour.BROWN, "GBP", "KRW");

    private final String label;
    private final double limit;
    private final Colour colour;
    private final List<String> members;

    CurrencyGroup(String label, double limit, Colour colour, String... members) {
        this.label = label;
        this.limit = limit;
        this.colour = colour;
        this.members = List.of(members);
    }

    String label() {
        return label;
    }

    /** The largest joint weight. */
    double limit() {
        return limit;
    }

    Colour colour() {
        return colour;
    }

    List<String> members() {
        return members;
    }

    static CurrencyGroup of(String currency) {
        for (CurrencyGroup group : values()) {
            if (group.members.contains(currency)) {
                return group;
            }
        }
        throw new IllegalArgumentException("currency must belong to a group, \"" + currency + "\" does not");
    }
}
