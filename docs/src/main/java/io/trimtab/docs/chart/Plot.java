package io.trimtab.docs.chart;

import java.time.LocalDate;
import java.util.List;

/** The plot area of the charts over time: legend above, value axis at the left, date axis below. */
final class Plot {
    private final Scale values;
    private final DateAxis days;
    private final double bottom;

    private Plot(Scale values, DateAxis days, double bottom) {
        this.values = values;
        this.days = days;
        this.bottom = bottom;
    }

    /** What the axes show. */
    record Axes(List<LocalDate> dates, Axis value, double smallest, double largest) {}

    static Plot draw(Svg svg, Frame frame, double top, List<Legend.Entry> legend, Axes axes) {
        int size = frame.fontSize();
        double below = Legend.draw(svg, legend, frame, top);
        svg.text(
                10,
                below + size,
                Svg.Anchor.START,
                size,
                "soft",
                TextWidth.fit(axes.value().label(), size, frame.width() - 20));
        double plotTop = below + 2 * size + 2;
        double bottom = plotTop + frame.height() - 4.2 * size - 12;
        Scale values = Scale.nice(axes.smallest(), axes.largest(), frame == Frame.WIDE ? 5 : 4, bottom, plotTop);
        double left = 0;
        for (double tick : values.ticks()) {
            left = Math.max(left, TextWidth.of(axes.value().unit().tick(tick, values.step()), size));
        }
        left += 14;
        double right = frame.width() - 14.0;
        for (double tick : values.ticks()) {
            double y = values.at(tick);
            svg.line(left, y, right, y, "rule");
            svg.text(
                    left - 6,
                    y + size * 0.35,
                    Svg.Anchor.END,
                    size,
                    "soft",
                    axes.value().unit().tick(tick, values.step()));
        }
        List<LocalDate> dates = axes.dates();
        DateAxis days = new DateAxis(dates.get(0), dates.get(dates.size() - 1), left, right);
        days.draw(svg, plotTop, bottom, size);
        return new Plot(values, days, bottom);
    }

    double x(LocalDate day) {
        return days.at(day);
    }

    double y(double value) {
        return values.at(value);
    }

    /** The height of the value zero, or of the nearest end of the axis if zero is not on it. */
    double zero() {
        return values.at(Math.max(values.low(), Math.min(values.high(), 0)));
    }

    /** The height of a picture that ends with this plot. */
    double pictureHeight(Frame frame) {
        return bottom + 2 * frame.fontSize() + 4;
    }
}
