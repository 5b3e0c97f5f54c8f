package io.trimtab.docs.chart;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The horizontal axis of time: days to pixels, with ticks at the starts of years or, over a short span, of months. */
final class DateAxis {
    private static final int[] MONTH_STEPS = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200};

    private final LocalDate first;
    private final LocalDate last;
    private final double from;
    private final double to;

    DateAxis(LocalDate first, LocalDate last, double from, double to) {
        this.first = first;
        // a single day still needs a width to be divided by
        this.last = last.isAfter(first) ? last : first.plusDays(1);
        this.from = from;
        this.to = to;
    }

    double at(LocalDate day) {
        double share = (double) (day.toEpochDay() - first.toEpochDay()) / (last.toEpochDay() - first.toEpochDay());
        return from + share * (to - from);
    }

    /** Draws the axis line, its ticks and their labels below a plot that spans the given heights. */
    void draw(Svg svg, double top, double bottom, int fontSize) {
        double room = fontSize * 4.2;
        long months = Math.max(1, (last.toEpochDay() - first.toEpochDay()) / 30);
        int step = MONTH_STEPS[MONTH_STEPS.length - 1];
        for (int candidate : MONTH_STEPS) {
            if ((to - from) / months * candidate >= room * (candidate < 12 ? 1.5 : 1)) {
                step = candidate;
                break;
            }
        }
        svg.line(from, bottom, to, bottom, "axis");
        for (LocalDate day : ticks(step)) {
            double x = at(day);
            svg.line(x, top, x, bottom, "rule").line(x, bottom, x, bottom + 4, "axis");
            if (x - from > room / 3 - 12 && to - x > room / 3 - 12) {
                svg.text(x, bottom + 5 + fontSize, Svg.Anchor.MIDDLE, fontSize, "soft", label(day, step));
            }
        }
    }

    private List<LocalDate> ticks(int step) {
        List<LocalDate> ticks = new ArrayList<>();
        int month = first.getYear() * 12 + first.getMonthValue() - 1;
        int next = (month + step - 1) / step * step;
        for (LocalDate day = of(next); !day.isAfter(last); day = day.plusMonths(step)) {
            if (!day.isBefore(first)) {
                ticks.add(day);
            }
        }
        return ticks;
    }

    private static LocalDate of(int monthCount) {
        return LocalDate.of(monthCount / 12, monthCount % 12 + 1, 1);
    }

    private static String label(LocalDate day, int step) {
        return step >= 12 ? Integer.toString(day.getYear()) : day.toString().substring(0, 7);
    }
}
