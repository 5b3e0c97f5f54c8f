package io.trimtab.docs.report;

import io.trimtab.docs.chart.Chart;
import io.trimtab.docs.chart.Frame;
import java.util.List;
import java.util.Objects;

/** One piece of a section: a paragraph, a list, a chart or a table. */
public interface Block {
    /**
     * Writes the block as HTML.
     *
     * @param html receives the markup
     */
    void writeInto(StringBuilder html);

    /**
     * A paragraph of plain text.
     *
     * @param text the text; escaped when written
     * @return the block
     */
    static Block paragraph(String text) {
        Objects.requireNonNull(text, "text");
        return html -> html.append("<p>").append(Html.escape(text)).append("</p>\n");
    }

    /**
     * A bulleted list of plain texts.
     *
     * @param items the texts; escaped when written
     * @return the block
     */
    static Block list(List<String> items) {
        List<String> copy = List.copyOf(items);
        return html -> {
            html.append("<ul>\n");
            for (String item : copy) {
                html.append("<li>").append(Html.escape(item)).append("</li>\n");
            }
            html.append("</ul>\n");
        };
    }

    /**
     * A chart under its title, drawn once for wide and once for narrow screens; the page's style shows the one that fits.
     *
     * @param chart the chart
     * @return the block
     */
    static Block chart(Chart chart) {
        Objects.requireNonNull(chart, "chart");
        return html -> html.append("<figure>\n<figcaption>")
                .append(Html.escape(chart.title()))
                .append("</figcaption>\n<div class=\"wide\">")
                .append(chart.svg(Frame.WIDE))
                .append("</div>\n<div class=\"narrow\">")
                .append(chart.svg(Frame.NARROW))
                .append("</div>\n</figure>\n");
    }
}
