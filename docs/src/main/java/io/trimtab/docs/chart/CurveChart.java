package io.trimtab.docs.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Curves, points and areas in a plane of two measures, such as return over risk.
 *
 * <pre>{@code
 * CurveChart chart = CurveChart.over(Axis.percent("Volatility"), Axis.percent("Expected return"))
 *         .titled("Efficient frontier", "The least volatility for each expected return.")
 *         .curve("Frontier", Colour.BLUE, volatilities, returns)
 *         .rings("Turning points", Colour.BLUE, turningVolatilities, turningReturns)
 *         .named("Assets", Colour.GREY, ids, assetVolatilities, assetReturns)
 *         .build();
 * }</pre>
 */
public final class CurveChart extends Chart {
    private final Axis across;
    private final Axis up;
    private final List<Series> series;

    private CurveChart(Builder builder) {
        super(builder);
        across = builder.across;
        up = builder.up;
        series = List.copyOf(builder.series);
        Require.some(series.size(), "curves");
    }

    /** A curve, points that may have names, or an area: then base is its lower edge, else it equals y. */
    private record Series(
            String name, Colour colour, Legend.Mark mark, List<String> labels, Values x, Values y, Values base) {}

    /**
     * Starts a chart in a plane.
     *
     * @param across what the horizontal axis measures
     * @param up what the vertical axis measures
     * @return a builder
     */
    public static Builder over(Axis across, Axis up) {
        return new Builder(across, up);
    }

    @Override
    double draw(Svg svg, Frame frame, double top) {
        int size = frame.fontSize();
        List<Legend.Entry> legend = new ArrayList<>();
        double[] xs = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        double[] ys = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (Series s : series) {
            legend.add(new Legend.Entry(s.name(), s.colour(), s.mark()));
            widen(xs, s.x());
            widen(ys, s.y());
            widen(ys, s.base());
        }
        double below = Legend.draw(svg, legend, frame, top);
        svg.text(10, below + size, Svg.Anchor.START, size, "soft", TextWidth.fit(up.label(), size, frame.width() - 20));
        double plotTop = below + 2 * size + 2;
        double bottom = plotTop + frame.height() - 4.2 * size;
        Scale y = Scale.nice(ys[0], ys[1], frame == Frame.WIDE ? 6 : 4, bottom, plotTop);
        double left = 0;
        for (double tick : y.ticks()) {
            left = Math.max(left, TextWidth.of(up.unit().tick(tick, y.step()), size));
        }
        left += 14;
        Scale x = Scale.nice(xs[0], xs[1], frame == Frame.WIDE ? 8 : 4, left, frame.width() - 30.0);
        axes(svg, frame, x, y);
        svg.text(
                frame.width() - 14.0,
                bottom + 2.6 * size,
                Svg.Anchor.END,
                size,
                "soft",
                TextWidth.fit(across.label(), size, frame.width() - 20));
        for (Series s : series) {
            draw(svg, s, x, y, size);
        }
        return bottom + 3.4 * size + 4;
    }

    private static void widen(double[] ends, Values values) {
        for (int i = 0; i < values.size(); i++) {
            ends[0] = Math.min(ends[0], values.get(i));
            ends[1] = Math.max(ends[1], values.get(i));
        }
    }

    private void axes(Svg svg, Frame frame, Scale x, Scale y) {
        int size = frame.fontSize();
        double left = x.at(x.low());
        double right = x.at(x.high());
        double bottom = y.at(y.low());
        for (double tick : y.ticks()) {
            svg.line(left, y.at(tick), right, y.at(tick), "rule");
            String label = up.unit().tick(tick, y.step());
            svg.text(left - 6, y.at(tick) + size * 0.35, Svg.Anchor.END, size, "soft", label);
        }
        svg.line(left, bottom, right, bottom, "axis");
        for (double tick : x.ticks()) {
            svg.line(x.at(tick), bottom, x.at(tick), bottom + 4, "axis");
            String label = across.unit().tick(tick, x.step());
            svg.text(x.at(tick), bottom + 5 + size, Svg.Anchor.MIDDLE, size, "soft", label);
        }
    }

    private void draw(Svg svg, Series s, Scale x, Scale y, int size) {
        if (s.mark() == Legend.Mark.LINE || s.mark() == Legend.Mark.BLOCK) {
            StringBuilder data = new StringBuilder(s.x().size() * 24);
            for (int i = 0; i < s.x().size(); i++) {
                step(data, i == 0 ? 'M' : 'L', x.at(s.x().get(i)), y.at(s.y().get(i)));
            }
            if (s.mark() == Legend.Mark.LINE) {
                svg.path(data, "line " + s.colour().stroke(), s.name());
                return;
            }
            for (int i = s.x().size() - 1; i >= 0; i--) {
                step(data, 'L', x.at(s.x().get(i)), y.at(s.base().get(i)));
            }
            svg.path(data.append('z'), "layer seam " + s.colour().fill(), s.name());
            return;
        }
        for (int i = 0; i < s.x().size(); i++) {
            double px = x.at(s.x().get(i));
            double py = y.at(s.y().get(i));
            String label = s.labels().isEmpty() ? s.name() : s.labels().get(i);
            String tip = label + ": " + across.write(s.x().get(i)) + ", " + up.write(s.y().get(i));
            boolean ring = s.mark() == Legend.Mark.RING;
            String classes = ring ? "hollow " + s.colour().stroke() : s.colour().fill();
            svg.path(Shapes.circle(px, py, ring ? 3.2 : 4), classes, tip);
            if (!s.labels().isEmpty()) {
                svg.text(px + 7, py + size * 0.35, Svg.Anchor.START, size - 2, "soft", label);
            }
        }
    }

    private static void step(StringBuilder data, char command, double x, double y) {
        data.append(command).append(Svg.at(x)).append(' ').append(Svg.at(y));
    }

    /** Collects what a curve chart shows. Not thread-safe. */
    public static final class Builder extends Chart.Builder<Builder> {
        private final Axis across;
        private final Axis up;
        private final List<Series> series = new ArrayList<>();

        private Builder(Axis across, Axis up) {
            this.across = Objects.requireNonNull(across, "across");
            this.up = Objects.requireNonNull(up, "up");
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Adds a curve through points, in their order.
         *
         * @param name its name in the legend
         * @param colour its colour
         * @param x finite values
         * @param y as many
         * @return this builder
         * @throws IllegalArgumentException if lengths differ or a value is not finite
         */
        public Builder curve(String name, Colour colour, double[] x, double[] y) {
            return add(name, colour, Legend.Mark.LINE, List.of(), x, y, y);
        }

        /**
         * Adds points as rings.
         *
         * @param name their name in the legend
         * @param colour their colour
         * @param x finite values
         * @param y as many
         * @return this builder
         * @throws IllegalArgumentException if lengths differ or a value is not finite
         */
        public Builder rings(String name, Colour colour, double[] x, double[] y) {
            return add(name, colour, Legend.Mark.RING, List.of(), x, y, y);
        }

        /**
         * Adds points with a name beside each.
         *
         * @param name their name in the legend
         * @param colour their colour
         * @param labels one name a point
         * @param x finite values, as many
         * @param y as many
         * @return this builder
         * @throws IllegalArgumentException if lengths differ or a value is not finite
         */
        public Builder named(String name, Colour colour, List<String> labels, double[] x, double[] y) {
            Require.length(x.length, labels.size(), name);
            return add(name, colour, Legend.Mark.ROUND, List.copyOf(labels), x, y, y);
        }

        /**
         * Adds an area between two curves, such as one weight upon those before it.
         *
         * @param name its name in the legend
         * @param colour its colour
         * @param x finite values
         * @param lower as many: its lower edge
         * @param upper as many: its upper edge
         * @return this builder
         * @throws IllegalArgumentException if lengths differ or a value is not finite
         */
        public Builder area(String name, Colour colour, double[] x, double[] lower, double[] upper) {
            return add(name, colour, Legend.Mark.BLOCK, List.of(), x, upper, lower);
        }

        private Builder add(
                String name,
                Colour colour,
                Legend.Mark mark,
                List<String> labels,
                double[] x,
                double[] y,
                double[] base) {
            Require.some(x.length, name);
            series.add(new Series(
                    Require.notBlank(name, "name"),
                    Objects.requireNonNull(colour, "colour"),
                    mark,
                    labels,
                    Values.finite(x, x.length, name),
                    Values.finite(y, x.length, name),
                    Values.finite(base, x.length, name)));
            return this;
        }

        /**
         * Makes the chart.
         *
         * @return the chart
         * @throws IllegalArgumentException if it has no title, no description or nothing to show
         */
        public CurveChart build() {
            return new CurveChart(this);
        }
    }
}
