package io.trimtab.docs.chart;

import java.util.Locale;

/**
 * A picture of numbers: it knows its title, says in words what it shows, and draws itself as SVG for a given frame.
 *
 * <p>The SVG scales with its container, carries its title and description for screen readers, takes its colours from
 * {@link ChartStyle}, and has the same bytes for the same data. Immutable and thread-safe.
 */
public abstract sealed class Chart
        permits LineChart, CurveChart, StackedAreaChart, BarChart, UsageChart, EventChart, BandChart {
    private final String title;
    private final String description;

    Chart(String title, String description) {
        this.title = Require.notBlank(title, "title");
        this.description = Require.notBlank(description, "description");
    }

    Chart(Builder<?> builder) {
        this(builder.title, builder.description);
    }

    /**
     * What the builders of charts have in common. Not thread-safe.
     *
     * @param <B> the builder itself
     */
    public abstract static class Builder<B extends Builder<B>> {
        private String title = "";
        private String description = "";

        Builder() {}

        abstract B self();

        /**
         * Sets title and description.
         *
         * @param newTitle what the chart is called
         * @param newDescription what it shows, for those who cannot see it
         * @return this builder
         */
        public final B titled(String newTitle, String newDescription) {
            title = newTitle;
            description = newDescription;
            return self();
        }
    }

    /**
     * What the chart is called.
     *
     * @return the title
     */
    public final String title() {
        return title;
    }

    /**
     * What the chart shows, in words.
     *
     * @return the description
     */
    public final String description() {
        return description;
    }

    /**
     * Draws the chart to be part of a page that includes {@link ChartStyle#css()} and shows the title itself.
     *
     * @param frame the screen it is laid out for
     * @return an {@code svg} element
     */
    public final String svg(Frame frame) {
        return element(frame, "", 6);
    }

    /**
     * Draws the chart as a file of its own, with title, style and ground, to be shown on a page of either colour.
     *
     * @return an SVG document laid out for {@link Frame#WIDE}
     */
    public final String document() {
        Svg head = new Svg();
        head.raw("<style>\n" + ChartStyle.css() + "</style>\n");
        head.raw("<rect width=\"100%\" height=\"100%\" rx=\"8\" class=\"ground\"/>\n");
        head.text(10, 26, Svg.Anchor.START, 16, "strong", title);
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element(Frame.WIDE, head.toString(), 38);
    }

    private String element(Frame frame, String head, double top) {
        Svg body = new Svg();
        double height = draw(body, frame, top);
        String id = slug() + "-" + frame.name().toLowerCase(Locale.ROOT);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 " + frame.width() + " "
                + Svg.at(height) + "\" role=\"img\" aria-labelledby=\"" + id + "-t " + id + "-d\">\n<title id=\"" + id
                + "-t\">" + Svg.escape(title) + "</title>\n<desc id=\"" + id + "-d\">" + Svg.escape(description)
                + "</desc>\n" + head + body + "</svg>\n";
    }

    /** The title as an identifier: letters and digits, the rest as hyphens. */
    private String slug() {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    /** Draws everything below the given height and returns the height of the whole picture. */
    abstract double draw(Svg svg, Frame frame, double top);
}
