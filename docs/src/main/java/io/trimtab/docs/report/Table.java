package io.trimtab.docs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A small table: its first column says what a row is about and reads left; the others hold figures and read right,
 * unless their heading is marked as words.
 *
 * <pre>{@code
 * Table table = Table.titled("Weights", "Currency", "Weight").row("USD", "20.0%");
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class Table implements Block {
    private final String caption;
    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(String caption, List<String> headings) {
        this.caption = Objects.requireNonNull(caption, "caption");
        this.headings = headings;
    }

    /**
     * Starts a table.
     *
     * @param caption what the table shows
     * @param headings one for each column; one that ends in a colon heads a column of words
     * @return a table without rows
     */
    public static Table titled(String caption, String... headings) {
        return new Table(caption, List.of(headings));
    }

    /**
     * Adds a row.
     *
     * @param cells one for each column
     * @return this table
     * @throws IllegalArgumentException if the number of cells differs
     */
    public Table row(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(
                    "a row of \"" + caption + "\" must have " + headings.size() + " cells, had " + cells.length);
        }
        rows.add(List.of(cells));
        return this;
    }

    @Override
    public void writeInto(StringBuilder html) {
        html.append("<div class=\"scroll\"><table style=\"--n:")
                .append(figures())
                .append("\"><caption>");
        html.append(Html.escape(caption)).append("</caption>\n<thead><tr>");
        for (int c = 0; c < headings.size(); c++) {
            String heading = headings.get(c);
            String shown = heading.endsWith(":") ? heading.substring(0, heading.length() - 1) : heading;
            html.append("<th scope=\"col\"")
                    .append(words(c) ? " class=\"w\">" : ">")
                    .append(Html.escape(shown))
                    .append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.escape(row.get(0)))
                    .append("</th>");
            for (int c = 1; c < row.size(); c++) {
                html.append(words(c) ? "<td class=\"w\">" : "<td>")
                        .append(Html.escape(row.get(c)))
                        .append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
    }

    /** The number of columns that stand side by side on a phone, where words go below them. */
    private int figures() {
        int count = 0;
        for (int c = 1; c < headings.size(); c++) {
            count += words(c) ? 0 : 1;
        }
        return count;
    }

    private boolean words(int column) {
        return column == 0 || headings.get(column).endsWith(":");
    }
}
