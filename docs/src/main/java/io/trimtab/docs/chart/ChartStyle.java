package io.trimtab.docs.chart;

/**
 * The style sheet of the charts: CSS custom properties for a light and a dark ground, and the classes that use them.
 *
 * <p>A page that holds charts includes {@link #css()} once; a chart saved as a file of its own carries it inside.
 */
public final class ChartStyle {
    private ChartStyle() {}

    /**
     * The style sheet.
     *
     * @return CSS text, without a {@code style} element around it
     */
    public static String css() {
        StringBuilder css = new StringBuilder(2048);
        css.append(
                ":root{color-scheme:light dark;--ink:#1f2430;--soft:#5b6270;--rule:#dfe2e8;--ground:#ffffff;--sheet:#f6f7f9;");
        for (Colour colour : Colour.values()) {
            css.append(colour.property()).append(':').append(colour.onLight()).append(';');
        }
        css.append("}\n@media (prefers-color-scheme:dark){:root{"
                + "--ink:#e8eaee;--soft:#a9b0bd;--rule:#343a46;--ground:#14171d;--sheet:#1c2028;");
        for (Colour colour : Colour.values()) {
            css.append(colour.property()).append(':').append(colour.onDark()).append(';');
        }
        css.append("}}\n");
        css.append(
                ".chart{font-family:system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif}\n"
                        + ".chart text{fill:var(--ink)}.chart .soft{fill:var(--soft)}.chart .strong{font-weight:600}\n"
                        + ".chart .ground{fill:var(--ground)}.chart .track{fill:var(--rule)}\n"
                        + ".chart .rule{stroke:var(--rule);stroke-width:1;fill:none}\n"
                        + ".chart .axis{stroke:var(--soft);stroke-width:1;fill:none}\n"
                        + ".chart .mark{stroke:var(--ink);stroke-width:1.5;fill:none}\n"
                        + ".chart .line{stroke-width:1.8;fill:none;stroke-linejoin:round;stroke-linecap:round}\n"
                        + ".chart .dashed{stroke-dasharray:5 4}.chart .wash{fill-opacity:.28}.chart .layer{fill-opacity:.88}\n"
                        + ".chart .hollow{fill:var(--ground);stroke-width:1.2}.chart .seam{stroke:var(--ground);stroke-width:.8}\n");
        for (Colour colour : Colour.values()) {
            css.append(".chart .")
                    .append(colour.fill())
                    .append("{fill:var(")
                    .append(colour.property())
                    .append(")}.chart .");
            css.append(colour.stroke())
                    .append("{stroke:var(")
                    .append(colour.property())
                    .append(")}\n");
        }
        return css.toString();
    }
}
