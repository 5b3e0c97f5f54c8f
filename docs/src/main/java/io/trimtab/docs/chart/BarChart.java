package io.trimtab.docs.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Horizontal bars, one row a thing: the parts of a total stacked end to end, or several measures side by side.
 *
 * <pre>{@code
 * BarChart chart = BarChart.sideBySide(Axis.percent("Share of the portfolio"))
 *         .titled("Risk", "Weight of each currency beside its share of the risk.")
 *         .series("Weight", Colour.SKY)
 *         .series("Risk", Colour.VERMILLION)
 *         .row("USD", "", 0.20, 0.27)
 *         .build();
 * }</pre>
 */
public final class BarChart extends Chart {
    private final Axis axis;
    private final Layout layout;
    private final List<Series> series;
    private final List<Row> rows;

    private BarChart(Builder builder) {
        super(builder);
        this.axis = builder.axis;
        this.layout = builder.layout;
        this.series = List.copyOf(builder.series);
        this.rows = List.copyOf(builder.rows);
        Require.some(rows.size(), "rows");
    }

    private enum Layout {
        STACKED,
        SIDE_BY_SIDE
    }

    private record Series(String name, Colour colour) {}

    private record Row(String label, String note, Values values) {}

    /**
     * Starts a chart whose rows are the parts of a total, those below zero to the left.
     *
     * @param axis what the values measure
     * @return a builder
     */
    public static Builder stacked(Axis axis) {
        return new Builder(axis, Layout.STACKED);
    }

    /**
     * Starts a chart whose rows show several measures, one bar each.
     *
     * @param axis what the values measure
     * @return a builder
     */
    public static Builder sideBySide(Axis axis) {
        return new Builder(axis, Layout.SIDE_BY_SIDE);
    }

    @Override
    double draw(Svg svg, Frame frame, double top) {
        int size = frame.fontSize();
        List<Legend.Entry> legend = new ArrayList<>();
        for (Series one : series) {
            legend.add(new Legend.Entry(one.name(), one.colour(), Legend.Mark.BLOCK));
        }
        double below = Legend.draw(svg, legend, frame, top);
        svg.text(
                10,
                below + size,
                Svg.Anchor.START,
                size,
                "soft",
                TextWidth.fit(axis.label(), size, frame.width() - 20));
        double plotTop = below + size + 10;
        double labels = 0;
        double notes = 0;
        for (Row row : rows) {
            labels = Math.max(labels, TextWidth.of(row.label(), size));
            notes = Math.max(notes, TextWidth.of(row.note(), size));
        }
        // long labels beside the bars would leave a phone no room for the bars: there they go above
        boolean above = labels + notes > frame.width() * 0.45;
        double left = above ? 12 : 18 + labels;
        double right = frame.width() - 14 - (notes > 0 && !above ? notes + 8 : 0);
        Scale scale = scale(frame, left, right);
        double bar = layout == Layout.STACKED ? 1.25 * size : 0.8 * size;
        double bars = layout == Layout.STACKED ? bar : bar * series.size();
        double pitch = bars + (above ? 1.95 : 0.65) * size;
        double bottom = plotTop + pitch * rows.size() + 2;
        for (double tick : scale.ticks()) {
            svg.line(scale.at(tick), plotTop - 2, scale.at(tick), bottom, "rule");
            svg.text(
                    scale.at(tick),
                    bottom + size + 4,
                    Svg.Anchor.MIDDLE,
                    size,
                    "soft",
                    axis.unit().tick(tick, scale.step()));
        }
        double y = plotTop + 0.3 * size;
        for (Row row : rows) {
            double barTop = above ? y + 1.3 * size : y;
            double baseline = above ? y + size * 0.75 : y + bars / 2 + size * 0.35;
            double room = above ? frame.width() - 30 - TextWidth.of(row.note(), size) : labels + 1;
            svg.text(
                    above ? 12 : left - 8,
                    baseline,
                    above ? Svg.Anchor.START : Svg.Anchor.END,
                    size,
                    "",
                    TextWidth.fit(row.label(), size, room));
            svg.text(frame.width() - 10.0, baseline, Svg.Anchor.END, size, "soft", row.note());
            bars(svg, scale, row, barTop, bar);
            y += pitch;
        }
        svg.line(scale.at(0), plotTop - 2, scale.at(0), bottom, "axis");
        return bottom + 2 * size;
    }

    private Scale scale(Frame frame, double left, double right) {
        double smallest = 0;
        double largest = 0;
        for (Row row : rows) {
            double down = 0;
            double up = 0;
            for (int k = 0; k < series.size(); k++) {
                double value = row.values().get(k);
                down = layout == Layout.STACKED ? down + Math.min(0, value) : Math.min(down, value);
                up = layout == Layout.STACKED ? up + Math.max(0, value) : Math.max(up, value);
            }
            smallest = Math.min(smallest, down);
            largest = Math.max(largest, up);
        }
        // the labels of the outermost ticks stand half outside
        double half = TextWidth.of("100%", frame.fontSize()) / 2;
        return Scale.nice(
                smallest, largest, frame == Frame.WIDE ? 6 : 3, smallest < 0 ? left + half : left, right - half);
    }

    private void bars(Svg svg, Scale scale, Row row, double top, double height) {
        double y = top;
        double down = 0;
        double up = 0;
        for (int k = 0; k < series.size(); k++) {
            double value = row.values().get(k);
            double from = layout == Layout.SIDE_BY_SIDE ? 0 : value < 0 ? down + value : up;
            double start = layout == Layout.SIDE_BY_SIDE ? Math.min(0, value) : from;
            String tip = row.label() + ": " + series.get(k).name() + " " + axis.write(value);
            double x = scale.at(start);
            svg.rect(
                    x,
                    y,
                    scale.at(start + Math.abs(value)) - x,
                    height,
                    "layer seam " + series.get(k).colour().fill(),
                    tip);
            down += Math.min(0, value);
            up += Math.max(0, value);
            y += layout == Layout.SIDE_BY_SIDE ? height : 0;
        }
    }

    /** Collects what a bar chart shows. Not thread-safe. */
    public static final class Builder extends Chart.Builder<Builder> {
        private final Axis axis;
        private final Layout layout;
        private final List<Series> series = new ArrayList<>();
        private final List<Row> rows = new ArrayList<>();

        private Builder(Axis axis, Layout layout) {
            this.axis = Objects.requireNonNull(axis, "axis");
            this.layout = layout;
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Adds a series; all series come before the first row.
         *
         * @param name its name in the legend
         * @param colour its colour
         * @return this builder
         */
        public Builder series(String name, Colour colour) {
            series.add(new Series(Require.notBlank(name, "name"), Objects.requireNonNull(colour, "colour")));
            return this;
        }

        /**
         * Adds a row below those before it.
         *
         * @param label what the row is about
         * @param note a short text at the right end; may be empty
         * @param values one finite value for each series
         * @return this builder
         * @throws IllegalArgumentException if the length differs or a value is not finite
         */
        public Builder row(String label, String note, double... values) {
            rows.add(new Row(
                    Require.notBlank(label, "label"),
                    Objects.requireNonNull(note, "note"),
                    Values.finite(values, series.size(), label)));
            return this;
        }

        /**
         * Makes the chart.
         *
         * @return the chart
         * @throws IllegalArgumentException if it has no title, no description or no row
         */
        public BarChart build() {
            return new BarChart(this);
        }
    }
}
