package io.trimtab.docs.chart;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Events over time in lanes: filled marks for what was delivered, rings for what was held back.
 *
 * <p>The kind of an event, such as a severity, has a colour, a shape and, within a lane, a height of its own.
 */
public final class EventChart extends Chart {
    private final LocalDate first;
    private final LocalDate last;
    private final List<Kind> kinds;
    private final List<Lane> lanes;

    private EventChart(Builder builder) {
        super(builder);
        this.first = builder.first;
        this.last = builder.last;
        this.kinds = List.copyOf(builder.kinds);
        List<Lane> copies = new ArrayList<>();
        for (Lane lane : builder.lanes) {
            copies.add(new Lane(lane.name(), lane.note(), List.copyOf(lane.events())));
        }
        this.lanes = List.copyOf(copies);
        Require.some(lanes.size(), "lanes");
    }

    /** What became of an event. */
    public enum Outcome {
        /** It reached its receiver. */
        DELIVERED,
        /** It was held back. */
        SUPPRESSED
    }

    private record Kind(String name, Colour colour) {}

    private record Event(LocalDate day, int kind, Outcome outcome, String text) {}

    private record Lane(String name, String note, List<Event> events) {}

    /**
     * Starts a chart over a span of days.
     *
     * @param first the first day
     * @param last the last day
     * @return a builder
     */
    public static Builder between(LocalDate first, LocalDate last) {
        return new Builder(first, last);
    }

    @Override
    double draw(Svg svg, Frame frame, double top) {
        int size = frame.fontSize();
        List<Legend.Entry> legend = new ArrayList<>();
        for (Kind kind : kinds) {
            legend.add(new Legend.Entry(kind.name(), kind.colour(), Legend.Mark.ROUND));
        }
        legend.add(new Legend.Entry("delivered", Colour.GREY, Legend.Mark.ROUND));
        legend.add(new Legend.Entry("suppressed", Colour.GREY, Legend.Mark.RING));
        double y = Legend.draw(svg, legend, frame, top);
        double plotTop = y;
        double step = 0.85 * size;
        double pitch = size * 2.3 + step * kinds.size();
        double bottom = plotTop + pitch * lanes.size();
        DateAxis days = new DateAxis(first, last, 14, frame.width() - 14.0);
        days.draw(svg, plotTop, bottom, size);
        for (Lane lane : lanes) {
            double room = frame.width() - 40 - TextWidth.of(lane.note(), size);
            svg.text(14, y + size + 2, Svg.Anchor.START, size, "strong", TextWidth.fit(lane.name(), size, room));
            svg.text(frame.width() - 14.0, y + size + 2, Svg.Anchor.END, size, "soft", lane.note());
            double rail = y + size * 2;
            for (int kind = 0; kind < kinds.size(); kind++) {
                svg.line(14, rail + kind * step, frame.width() - 14.0, rail + kind * step, "rule");
            }
            double radius = frame == Frame.WIDE ? 4 : 2.5;
            // rings first and larger, so that a delivery within them stays visible
            marks(svg, days, lane, Outcome.SUPPRESSED, new Rails(rail, step, radius));
            marks(svg, days, lane, Outcome.DELIVERED, new Rails(rail, step, radius));
            y += pitch;
        }
        return bottom + 2 * size + 4;
    }

    /** Where the kinds of a lane run: the first at a height, each other a step below, marks of one radius. */
    private record Rails(double first, double step, double radius) {}

    private void marks(Svg svg, DateAxis days, Lane lane, Outcome outcome, Rails rails) {
        for (Event event : lane.events()) {
            if (event.outcome() == outcome) {
                Colour colour = kinds.get(event.kind()).colour();
                boolean delivered = outcome == Outcome.DELIVERED;
                double x = days.at(event.day());
                double y = rails.first() + event.kind() * rails.step();
                double r = delivered ? 0.7 * rails.radius() : 1.15 * rails.radius();
                String mark = switch (event.kind() % 4) {
                    case 0 -> Shapes.circle(x, y, r);
                    case 1 -> Shapes.triangle(x, y, r);
                    case 2 -> Shapes.square(x, y, r);
                    default -> Shapes.diamond(x, y, 1.2 * r);
                };
                String classes = delivered ? "seam " + colour.fill() : "hollow " + colour.stroke();
                svg.path(mark, classes, event.day() + ": " + event.text());
            }
        }
    }

    /** Collects the events. Not thread-safe. */
    public static final class Builder extends Chart.Builder<Builder> {
        private final LocalDate first;
        private final LocalDate last;
        private final List<Kind> kinds = new ArrayList<>();
        private final List<Lane> lanes = new ArrayList<>();

        private Builder(LocalDate first, LocalDate last) {
            this.first = Objects.requireNonNull(first, "first");
            this.last = Objects.requireNonNull(last, "last");
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Adds a kind of event; its number is how many kinds came before it.
         *
         * @param name its name in the legend
         * @param colour its colour
         * @return this builder
         */
        public Builder kind(String name, Colour colour) {
            kinds.add(new Kind(Require.notBlank(name, "name"), Objects.requireNonNull(colour, "colour")));
            return this;
        }

        /**
         * Adds a lane below those before it; the events that follow go there.
         *
         * @param name what the lane is
         * @param note a short text at its right end; may be empty
         * @return this builder
         */
        public Builder lane(String name, String note) {
            lanes.add(
                    new Lane(Require.notBlank(name, "name"), Objects.requireNonNull(note, "note"), new ArrayList<>()));
            return this;
        }

        /**
         * Adds an event to the last lane.
         *
         * @param day when it was, within the chart's span
         * @param kind the number of its kind
         * @param outcome what became of it
         * @param text what it said
         * @return this builder
         * @throws IllegalArgumentException if there is no lane yet, no such kind, or the day lies outside the span
         */
        public Builder event(LocalDate day, int kind, Outcome outcome, String text) {
            Require.some(lanes.size(), "lanes before an event");
            Require.within(kind, 0, kinds.size() - 1.0, "kind");
            if (day.isBefore(first) || day.isAfter(last)) {
                throw new IllegalArgumentException("day must lie within " + first + " and " + last + ", was " + day);
            }
            lanes.get(lanes.size() - 1).events().add(new Event(day, kind, outcome, text));
            return this;
        }

        /**
         * Makes the chart.
         *
         * @return the chart
         * @throws IllegalArgumentException if it has no title, no description or no lane
         */
        public EventChart build() {
            return new EventChart(this);
        }
    }
}
