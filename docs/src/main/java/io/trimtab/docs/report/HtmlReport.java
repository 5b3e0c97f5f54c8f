package io.trimtab.docs.report;

import io.trimtab.docs.chart.ChartStyle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One self-contained HTML page: no script, no font, no picture from elsewhere; it can be mailed or archived as it is.
 *
 * <p>The page follows the reader's choice of a light or a dark screen and reads on a phone. The same content gives the
 * same bytes; what differs from run to run belongs into {@link Builder#timings}, which stands last and apart.
 */
public final class HtmlReport {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>""";

    private final String text;

    private HtmlReport(String text) {
        this.text = text;
    }

    /**
     * Starts a page.
     *
     * @param title the title
     * @param subtitle one sentence below it
     * @return a builder
     */
    public static Builder titled(String title, String subtitle) {
        return new Builder(title, subtitle);
    }

    /**
     * The page.
     *
     * @return HTML text
     */
    public String text() {
        return text;
    }

    /**
     * Writes the page to a file, making the folders above it.
     *
     * @param file where to
     * @return the file
     * @throws UncheckedIOException naming the file, if it cannot be written
     */
    public Path writeTo(Path file) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report to " + file, e);
        }
    }

    /** Collects the content of a page. Not thread-safe. */
    public static final class Builder {
        private final String title;
        private final String subtitle;
        private final StringBuilder tiles = new StringBuilder();
        private final StringBuilder contents = new StringBuilder();
        private final StringBuilder sections = new StringBuilder();
        private final List<Block> timings = new ArrayList<>();
        private String footer = "";

        private Builder(String title, String subtitle) {
            this.title = Objects.requireNonNull(title, "title");
            this.subtitle = Objects.requireNonNull(subtitle, "subtitle");
        }

        /**
         * Adds a key figure to the row at the top.
         *
         * @param label what it is
         * @param value the figure
         * @param note what to compare it with; may be empty
         * @return this builder
         */
        public Builder tile(String label, String value, String note) {
            tiles.append("<div class=\"tile\"><div class=\"label\">").append(Html.escape(label));
            tiles.append("</div><div class=\"value\">").append(Html.escape(value));
            tiles.append("</div><div class=\"note\">").append(Html.escape(note)).append("</div></div>\n");
            return this;
        }

        /**
         * Adds a section below those before it.
         *
         * @param heading its heading
         * @param blocks its content in order
         * @return this builder
         */
        public Builder section(String heading, List<Block> blocks) {
            String id = heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            contents.append("<a href=\"#")
                    .append(id)
                    .append("\">")
                    .append(Html.escape(heading))
                    .append("</a>\n");
            append(sections, id, heading, blocks);
            return this;
        }

        /**
         * Adds to what differs from run to run; it is kept in a last section of its own.
         *
         * @param block a table or paragraph
         * @return this builder
         */
        public Builder timings(Block block) {
            timings.add(Objects.requireNonNull(block, "block"));
            return this;
        }

        /**
         * Sets the text at the foot, such as the source of the data.
         *
         * @param text plain text
         * @return this builder
         */
        public Builder footer(String text) {
            footer = Objects.requireNonNull(text, "footer");
            return this;
        }

        /**
         * Makes the page.
         *
         * @return the page
         */
        public HtmlReport build() {
            StringBuilder html = new StringBuilder(1 << 20);
            html.append(HEAD);
            html.append(Html.escape(title)).append("</title>\n<style>\n");
            html.append(ChartStyle.css()).append(PageStyle.CSS).append("</style>\n</head>\n<body>\n<header>\n<h1>");
            html.append(Html.escape(title)).append("</h1>\n<p class=\"lead\">").append(Html.escape(subtitle));
            html.append("</p>\n<div class=\"tiles\">\n")
                    .append(tiles)
                    .append("</div>\n<nav aria-label=\"Contents\">\n");
            html.append(contents)
                    .append("</nav>\n</header>\n<main>\n")
                    .append(sections)
                    .append("</main>\n");
            html.append("<footer>\n<p>").append(Html.escape(footer)).append("</p>\n</footer>\n");
            if (!timings.isEmpty()) {
                html.append("<!-- what follows differs from run to run -->\n<aside>\n");
                append(html, "timings", "Timings", timings);
                html.append("</aside>\n");
            }
            return new HtmlReport(html.append("</body>\n</html>\n").toString());
        }

        private static void append(StringBuilder html, String id, String heading, List<Block> blocks) {
            html.append("<section id=\"")
                    .append(id)
                    .append("\">\n<h2>")
                    .append(Html.escape(heading))
                    .append("</h2>\n");
            for (Block block : blocks) {
                block.writeInto(html);
            }
            html.append("</section>\n");
        }
    }
}
