package io.trimtab.docs.chart;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Values over time with bands that they should stay above, marks where they did not, and strips of states below.
 *
 * <pre>{@code
 * BandChart chart = BandChart.over(dates, Axis.percent("Return"))
 *         .titled("Value at risk", "Daily returns and the value at risk of two models.")
 *         .line("Return", Colour.GREY, returns)
 *         .line("Historical", Colour.BLUE, band)
 *         .marks("Beyond", Colour.VERMILLION, positions)
 *         .strip("Traffic light", states)
 *         .build();
 * }</pre>
 */
public final class BandChart extends Chart {
    private final List<LocalDate> dates;
    private final Axis axis;
    private final List<Line> lines;
    private final List<Marks> marks;
    private final List<State> states;
    private final List<Strip> strips;

    private BandChart(Builder builder) {
        super(builder);
        this.dates = builder.dates;
        this.axis = builder.axis;
        this.lines = List.copyOf(builder.lines);
        this.marks = List.copyOf(builder.marks);
        this.states = List.copyOf(builder.states);
        this.strips = List.copyOf(builder.strips);
        Require.some(lines.size(), "lines");
    }

    private record Line(String name, Colour colour, Values values) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Marks(String name, Colour colour, int[] positions) {}

    private record State(String name, Colour colour) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Strip(String name, int[] states) {}

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
        double smallest = 0;
        double largest = 0;
        List<Legend.Entry> legend = new ArrayList<>();
        for (Line line : lines) {
            for (int i = 0; i < line.values().size(); i++) {
                smallest = Math.min(smallest, line.values().get(i));
                largest = Math.max(largest, line.values().get(i));
            }
            legend.add(new Legend.Entry(line.name(), line.colour(), Legend.Mark.LINE));
        }
        marks.forEach(m -> legend.add(new Legend.Entry(m.name(), m.colour(), Legend.Mark.ROUND)));
        states.forEach(s -> legend.add(new Legend.Entry(s.name(), s.colour(), Legend.Mark.BLOCK)));
        Plot plot = Plot.draw(svg, frame, top, legend, new Plot.Axes(dates, axis, smallest, largest));
        for (Line line : lines) {
            draw(svg, plot, line, frame.width() / 2);
        }
        for (Marks each : marks) {
            for (int position : each.positions()) {
                double y = plot.y(lines.get(0).values().get(position));
                String tip = dates.get(position) + ": " + each.name();
                svg.path(
                        Shapes.circle(plot.x(dates.get(position)), y, 2.5),
                        "seam " + each.colour().fill(),
                        tip);
            }
        }
        double below = plot.pictureHeight(frame);
        for (Strip strip : strips) {
            below = draw(svg, plot, strip, frame, below);
        }
        return below;
    }

    private void draw(Svg svg, Plot plot, Line line, int buckets) {
        StringBuilder data = new StringBuilder();
        for (int i : Thinning.keepExtremes(line.values(), buckets)) {
            data.append(data.length() == 0 ? 'M' : 'L').append(Svg.at(plot.x(dates.get(i))));
            data.append(' ').append(Svg.at(plot.y(line.values().get(i))));
        }
        svg.path(data, "line " + line.colour().stroke(), line.name());
    }

    /** One block for each run of a state; the state's number is its height too, so that it needs no colour. */
    private double draw(Svg svg, Plot plot, Strip strip, Frame frame, double top) {
        int size = frame.fontSize();
        svg.text(
                10,
                top + size,
                Svg.Anchor.START,
                size,
                "soft",
                TextWidth.fit(strip.name(), size, frame.width() - 20.0));
        double base = top + size + 4 + 1.5 * size;
        int from = 0;
        for (int i = 1; i <= strip.states().length; i++) {
            if (i == strip.states().length || strip.states()[i] != strip.states()[from]) {
                int state = strip.states()[from];
                if (state >= 0) {
                    double height = 1.5 * size * (state + 1) / states.size();
                    double x = plot.x(dates.get(from));
                    double end = plot.x(dates.get(Math.min(i, dates.size() - 1)));
                    String tip = states.get(state).name() + " from " + dates.get(from);
                    svg.rect(
                            x,
                            base - height,
                            end - x,
                            height,
                            states.get(state).colour().fill(),
                            tip);
                }
                from = i;
            }
        }
        return base + 8;
    }

    /** Collects what the chart shows. Not thread-safe. */
    public static final class Builder extends Chart.Builder<Builder> {
        private final List<LocalDate> dates;
        private final Axis axis;
        private final List<Line> lines = new ArrayList<>();
        private final List<Marks> marks = new ArrayList<>();
        private final List<State> states = new ArrayList<>();
        private final List<Strip> strips = new ArrayList<>();

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
         * Adds a line: the values, or a level that they should stay above; marks sit on the first that was added.
         *
         * @param name its name in the legend
         * @param colour its colour
         * @param values one finite value for each date
         * @return this builder
         * @throws IllegalArgumentException if the length differs or a value is not finite
         */
        public Builder line(String name, Colour colour, double... values) {
            lines.add(new Line(
                    Require.notBlank(name, "name"),
                    Objects.requireNonNull(colour, "colour"),
                    Values.finite(values, dates.size(), name)));
            return this;
        }

        /**
         * Marks some of the values.
         *
         * @param name what they have in common
         * @param colour their colour
         * @param positions of their dates
         * @return this builder
         * @throws IllegalArgumentException if there is no such date
         */
        public Builder marks(String name, Colour colour, int... positions) {
            for (int position : positions) {
                Require.within(position, 0, dates.size() - 1.0, "position");
            }
            marks.add(new Marks(
                    Require.notBlank(name, "name"), Objects.requireNonNull(colour, "colour"), positions.clone()));
            return this;
        }

        /**
         * Adds a state that strips may show; its number is how many states came before it.
         *
         * @param name its name in the legend
         * @param colour its colour
         * @return this builder
         */
        public Builder state(String name, Colour colour) {
            states.add(new State(Require.notBlank(name, "name"), Objects.requireNonNull(colour, "colour")));
            return this;
        }

        /**
         * Adds a strip below the plot.
         *
         * @param name what its states are of
         * @param ofDates the number of the state on each date, or -1 for none
         * @return this builder
         * @throws IllegalArgumentException if the length differs or there is no such state
         */
        public Builder strip(String name, int... ofDates) {
            Require.length(ofDates.length, dates.size(), name);
            for (int state : ofDates) {
                Require.within(state, -1, states.size() - 1.0, "state");
            }
            strips.add(new Strip(Require.notBlank(name, "name"), ofDates.clone()));
            return this;
        }

        /**
         * Makes the chart.
         *
         * @return the chart
         * @throws IllegalArgumentException if it has no title, no description or no values
         */
        public BandChart build() {
            return new BandChart(this);
        }
    }
}
