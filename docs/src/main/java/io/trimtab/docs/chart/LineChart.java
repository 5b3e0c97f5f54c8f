package io.trimtab.docs.chart;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Lines over time, each plain, dashed or filled down to zero; long series are thinned without losing a peak.
 *
 * <pre>{@code
 * LineChart chart = LineChart.over(dates, Axis.number("Value of 1 euro"))
 *         .titled("Equity", "Growth of one euro in the portfolio and in equal weight.")
 *         .line("Portfolio", Colour.BLUE, equity)
 *         .dashed("Equal weight", Colour.GREY, baseline)
 *         .build();
 * }</pre>
 */
public final class LineChart extends Chart {
    private final List<LocalDate> dates;
    private final Axis axis;
    private final List<Line> lines;

    private LineChart(Builder builder) {
        super(builder);
        this.dates = builder.dates;
        this.axis = builder.axis;
        this.lines = List.copyOf(builder.lines);
        Require.some(lines.size(), "lines");
    }

    /** How a line is drawn. */
    private enum Stroke {
        PLAIN,
        DASHED,
        FILLED
    }

    private record Line(String name, Colour colour, Stroke stroke, Values values) {}

    /**
     * Starts a chart over dates.
     *
     * @param dates at least one, increasing
     * @param axis what the values measure
     * @return a builder
     * @throws IllegalArgumentException if there is no date
     */
    public static Builder over(List<LocalDate> dates, Axis axis) {
        return new Builder(dates, axis);
    }

    @Override
    double draw(Svg svg, Frame frame, double top) {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        List<Legend.Entry> legend = new ArrayList<>();
        for (Line line : lines) {
            for (int i = 0; i < line.values().size(); i++) {
                smallest = Math.min(smallest, line.values().get(i));
                largest = Math.max(largest, line.values().get(i));
            }
            if (line.stroke() == Stroke.FILLED) {
                smallest = Math.min(smallest, 0);
                largest = Math.max(largest, 0);
            }
            legend.add(new Legend.Entry(
                    line.name(),
                    line.colour(),
                    switch (line.stroke()) {
                        case PLAIN -> Legend.Mark.LINE;
                        case DASHED -> Legend.Mark.DASHED;
                        case FILLED -> Legend.Mark.BLOCK;
                    }));
        }
        Plot plot = Plot.draw(svg, frame, top, legend, new Plot.Axes(dates, axis, smallest, largest));
        // one bucket for two pixels: more could not be told apart
        for (Line line : lines) {
            draw(svg, plot, line, frame.width() / 2);
        }
        return plot.pictureHeight(frame);
    }

    private void draw(Svg svg, Plot plot, Line line, int buckets) {
        int[] kept = Thinning.keepExtremes(line.values(), buckets);
        StringBuilder data = new StringBuilder(kept.length * 12);
        for (int i : kept) {
            data.append(data.length() == 0 ? 'M' : 'L').append(Svg.at(plot.x(dates.get(i))));
            data.append(' ').append(Svg.at(plot.y(line.values().get(i))));
        }
        if (line.stroke() == Stroke.FILLED) {
            String closed = data + "L" + Svg.at(plot.x(dates.get(kept[kept.length - 1]))) + " " + Svg.at(plot.zero())
                    + "L" + Svg.at(plot.x(dates.get(kept[0]))) + " " + Svg.at(plot.zero()) + "z";
            svg.path(closed, "wash " + line.colour().fill(), "");
        }
        svg.path(
                data,
                (line.stroke() == Stroke.DASHED ? "line dashed " : "line ")
                        + line.colour().stroke(),
                line.name());
    }

    /** Collects what a line chart shows. Not thread-safe. */
    public static final class Builder extends Chart.Builder<Builder> {
        private final List<LocalDate> dates;
        private final Axis axis;
        private final List<Line> lines = new ArrayList<>();

        private Builder(List<LocalDate> dates, Axis axis) {
            this.dates = List.copyOf(dates);
            this.axis = Objects.requireNonNull(axis, "axis");
            Require.some(this.dates.size(), "dates");
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Adds a plain line.
         *
         * @param name its name in the legend
         * @param colour its colour
         * @param values one finite value for each date
         * @return this builder
         * @throws IllegalArgumentException if the length differs or a value is not finite
         */
        public Builder line(String name, Colour colour, double... values) {
            return add(name, colour, Stroke.PLAIN, values);
        }

        /**
         * Adds a dashed line, for what the others are compared with.
         *
         * @param name its name in the legend
         * @param colour its colour
         * @param values one finite value for each date
         * @return this builder
         * @throws IllegalArgumentException if the length differs or a value is not finite
         */
        public Builder dashed(String name, Colour colour, double... values) {
            return add(name, colour, Stroke.DASHED, values);
        }

        /**
         * Adds a line whose distance from zero is filled, such as a drawdown.
         *
         * @param name its name in the legend
         * @param colour its colour
         * @param values one finite value for each date
         * @return this builder
         * @throws IllegalArgumentException if the length differs or a value is not finite
         */
        public Builder filled(String name, Colour colour, double... values) {
            return add(name, colour, Stroke.FILLED, values);
        }

        private Builder add(String name, Colour colour, Stroke stroke, double[] values) {
            lines.add(new Line(
                    Require.notBlank(name, "name"),
                    Objects.requireNonNull(colour, "colour"),
                    stroke,
                    Values.finite(values, dates.size(), name)));
            return this;
        }

        /**
         * Makes the chart.
         *
         * @return the chart
         * @throws IllegalArgumentException if it has no title, no description or no line
         */
        public LineChart build() {
            return new LineChart(this);
        }
    }
}
