package io.trimtab.docs.chart;

/**
 * The style sheet of the charts: CSS custom properties for a light and a dark ground, and the classes that use them.
 *
 * <p>A page that holds charts includes {@link #css()} once; a chart saved as a file of its own carries it inside.
 */
public final class ChartStyle {
    private static final String LIGHT =
            "color-scheme:light dark;--ink:#1f2430;--soft:#5b6270;--rule:#dfe2e8;--ground:#ffffff;--sheet:#f6f7f9;";
    private static final String DARK = "--ink:#e8eaee;--soft:#a9b0bd;--rule:#343a46;--ground:#14171d;--sheet:#1c2028;";
    private static final String CLASSES = """
            .chart{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
            .chart text{fill:var(--ink);stroke:var(--ground);stroke-width:3;paint-order:stroke;stroke-linejoin:round}
            .chart text.soft{fill:var(--soft)}
            .chart .strong{font-weight:600}
            .chart .ground{fill:var(--ground)}
            .chart .track{fill:var(--rule)}
            .chart .rule{stroke:var(--rule);stroke-width:1;fill:none}
            .chart .axis{stroke:var(--soft);stroke-width:1;fill:none}
            .chart .mark{stroke:var(--ink);stroke-width:1.5;fill:none}
            .chart .line{stroke-width:1.8;fill:none;stroke-linejoin:round;stroke-linecap:round}
            .chart .dashed{stroke-dasharray:5 4}
            .chart .wash{fill-opacity:.28}
            .chart .layer{fill-opacity:.9}
            .chart .hollow{fill:var(--ground);stroke-width:1.2}
            .chart .seam{stroke:var(--ground);stroke-width:.8}
            """;

    private ChartStyle() {}

    /**
     * The style sheet.
     *
     * @return CSS text, without a {@code style} element around it
     */
    public static String css() {
        StringBuilder css = new StringBuilder(4096).append(":root{").append(LIGHT);
        for (Colour colour : Colour.values()) {
            css.append(colour.property()).append(':').append(colour.onLight()).append(';');
        }
        css.append("}\n@media (prefers-color-scheme:dark){:root{").append(DARK);
        for (Colour colour : Colour.values()) {
            css.append(colour.property()).append(':').append(colour.onDark()).append(';');
        }
        css.append("}}\n").append(CLASSES);
        for (Colour colour : Colour.values()) {
            String value = "var(" + colour.property() + ")";
            css.append(".chart .")
                    .append(colour.fill())
                    .append("{fill:")
                    .append(value)
                    .append("}\n");
            css.append(".chart .")
                    .append(colour.stroke())
                    .append("{stroke:")
                    .append(value)
                    .append("}\n");
        }
        return css.toString();
    }
}
