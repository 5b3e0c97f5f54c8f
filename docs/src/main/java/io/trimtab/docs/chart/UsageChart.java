package io.trimtab.docs.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How much of each limit is used: a bar a limit, with marks at the warning (80%) and at the limit (100%).
 *
 * <p>The state is told in words as well as in colour.
 */
public final class UsageChart extends Chart {
    private static final double WARNING = 0.8;
    private static final double SHOWN = 1.2;

    private final List<Row> rows;

    private UsageChart(Builder builder) {
        super(builder.title, builder.description);
        this.rows = List.copyOf(builder.rows);
        Require.some(rows.size(), "limits");
    }

    private record Row(String label, String note, double usage) {
        String state() {
            return usage > 1 ? "breach" : usage >= WARNING ? "warning" : "ok";
        }

        Colour colour() {
            return usage > 1 ? Colour.VERMILLION : usage >= WARNING ? Colour.ORANGE : Colour.BLUE;
        }
    }

    /**
     * Starts a chart.
     *
     * @param title what the chart is called
     * @param description what it shows, for those who cannot see it
     * @return a builder
     */
    public static Builder titled(String title, String description) {
        return new Builder(title, description);
    }

    @Override
    double draw(Svg svg, Frame frame, double top) {
        int size = frame.fontSize();
        Scale scale = Scale.exact(0, SHOWN, 6, 10, frame.width() - 10.0);
        double bar = 0.75 * size;
        double pitch = size + bar + 0.95 * size;
        double bottom = top + pitch * rows.size() + 2;
        double y = top;
        for (Row row : rows) {
            String right = Figures.percent(row.usage(), 0) + " used, " + row.state();
            double room = frame.width() - 30 - TextWidth.of(right, size);
            svg.text(
                    10,
                    y + size,
                    Svg.Anchor.START,
                    size,
                    "",
                    TextWidth.fit(row.note().isEmpty() ? row.label() : row.label() + ": " + row.note(), size, room));
            svg.text(frame.width() - 10.0, y + size, Svg.Anchor.END, size, "soft", right);
            double barTop = y + size + 0.35 * size;
            svg.rect(10, barTop, frame.width() - 20.0, bar, "track", "");
            double length = scale.at(Math.min(SHOWN, Math.max(0, row.usage()))) - 10;
            svg.rect(10, barTop, length, bar, row.colour().fill(), row.label() + ": " + right);
            svg.line(scale.at(WARNING), barTop - 2, scale.at(WARNING), barTop + bar + 2, "axis dashed");
            svg.line(scale.at(1), barTop - 3, scale.at(1), barTop + bar + 3, "mark");
            y += pitch;
        }
        svg.text(scale.at(WARNING), bottom + size, Svg.Anchor.MIDDLE, size, "soft", "80% warning");
        svg.text(scale.at(1), bottom + size, Svg.Anchor.START, size, "soft", "100% limit");
        return bottom + 1.8 * size;
    }

    /** Collects the limits. Not thread-safe. */
    public static final class Builder {
        private final String title;
        private final String description;
        private final List<Row> rows = new ArrayList<>();

        private Builder(String title, String description) {
            this.title = title;
            this.description = description;
        }

        /**
         * Adds a limit.
         *
         * @param label which limit it is
         * @param note the amount used and allowed; may be empty
         * @param usage the used share of the limit: 1 is all of it
         * @return this builder
         * @throws IllegalArgumentException if the usage is not finite
         */
        public Builder limit(String label, String note, double usage) {
            rows.add(new Row(
                    Require.notBlank(label, "label"),
                    Objects.requireNonNull(note, "note"),
                    Require.within(usage, -Double.MAX_VALUE, Double.MAX_VALUE, "usage")));
            return this;
        }

        /**
         * Makes the chart.
         *
         * @return the chart
         * @throws IllegalArgumentException if it has no title, no description or no limit
         */
        public UsageChart build() {
            return new UsageChart(this);
        }
    }
}
