package io.trimtab.docs.chart;

import java.util.Locale;

/**
 * The colours of a chart, told apart by people with any colour vision.
 *
 * <p>They follow Okabe and Ito, "Color Universal Design" (2008), darkened on a light ground and lightened on a dark one
 * until they stand out from it. No chart relies on colour alone: shape, order or a label says the same.
 */
public enum Colour {
    /** Blue. */
    BLUE("#0072b2", "#5aaeea"),
    /** Vermillion. */
    VERMILLION("#d55e00", "#ff8a47"),
    /** Bluish green. */
    GREEN("#00855f", "#35cba0"),
    /** Reddish purple. */
    PURPLE("#b5598c", "#e8a3cb"),
    /** Orange. */
    ORANGE("#d98e00", "#f3bb45"),
    /** Sky blue. */
    SKY("#56b4e9", "#a5dcfa"),
    /** Brown. */
    BROWN("#7a5c00", "#cdae58"),
    /** Grey. */
    GREY("#6b7280", "#9ca3af");

    private final String token;
    private final String onLight;
    private final String onDark;

    Colour(String onLight, String onDark) {
        this.token = name().toLowerCase(Locale.ROOT);
        this.onLight = onLight;
        this.onDark = onDark;
    }

    /** The name of the CSS custom property that carries this colour. */
    String property() {
        return "--" + token;
    }

    String onLight() {
        return onLight;
    }

    String onDark() {
        return onDark;
    }

    /** The CSS class for filling with this colour. */
    String fill() {
        return "f-" + token;
    }

    /** The CSS class for drawing lines in this colour. */
    String stroke() {
        return "s-" + token;
    }
}
