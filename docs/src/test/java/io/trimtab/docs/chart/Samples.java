package io.trimtab.docs.chart;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One chart of each kind from a seeded random walk. */
public final class Samples {
    private Samples() {}

    /** Days, the first of 1999, about as many as asked for over 24 years. */
    public static List<LocalDate> days(int count) {
        List<LocalDate> days = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            days.add(LocalDate.of(1999, 1, 4).plusDays((long) i * 8760 / Math.max(1, count)));
        }
        return days;
    }

    static double[] walk(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] walk = new double[count];
        double level = 1;
        for (int i = 0; i < count; i++) {
            walk[i] = level;
            level *= 1 + 0.01 * (random.nextDouble() - 0.495);
        }
        return walk;
    }

    public static Chart lines(int count) {
        return LineChart.over(days(count), Axis.number("Value of 1 euro"))
                .titled("Equity & <growth>", "Growth of one euro.")
                .line("Trimtab", Colour.BLUE, walk(count, 1))
                .dashed("Equal weight of all seventeen currencies", Colour.GREY, walk(count, 2))
                .build();
    }

    static Chart curve(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < Math.min(count, 17); i++) {
            ids.add("AB" + i);
        }
        double[] x = walk(count, 7);
        double[] y = walk(count, 8);
        return CurveChart.over(Axis.percent("Volatility, a year"), Axis.percent("Mean return, a year"))
                .titled("Curve", "A curve, points on it and points with names.")
                .curve("Frontier", Colour.BLUE, x, y)
                .rings("Turning points", Colour.BLUE, x, y)
                .named("Single assets", Colour.GREY, ids, walk(ids.size(), 9), walk(ids.size(), 10))
                .build();
    }

    public static Chart drawdown(int count) {
        double[] depth = walk(count, 3);
        double peak = 0;
        for (int i = 0; i < count; i++) {
            peak = Math.max(peak, depth[i]);
            depth[i] = depth[i] / peak - 1;
        }
        return LineChart.over(days(count), Axis.percent("Distance from the last peak"))
                .titled("Drawdown", "Loss since the last peak.")
                .filled("Trimtab", Colour.BLUE, depth)
                .build();
    }

    public static Chart layers(int count) {
        double[] a = new double[count];
        double[] b = new double[count];
        double[] c = new double[count];
        double[] walk = walk(count, 4);
        for (int i = 0; i < count; i++) {
            a[i] = 0.3 + 0.2 * StrictMath.sin(3 * walk[i]);
            b[i] = 0.25;
            c[i] = 1 - a[i] - b[i];
        }
        return StackedAreaChart.over(days(count), Axis.percent("Share of equity"))
                .titled("Weights", "Weights over time.")
                .layer("USD bloc", Colour.BLUE, a)
                .layer("Commodity", Colour.ORANGE, b)
                .layer("Asia", Colour.GREEN, c)
                .build();
    }

    public static Chart stacked() {
        return BarChart.stacked(Axis.number("Contribution to the score"))
                .titled("Scorecards", "What each factor adds to the score of each strategy.")
                .series("Performance", Colour.BLUE)
                .series("Regime fit", Colour.ORANGE)
                .series("Stability", Colour.GREEN)
                .row("Momentum 12 months", "0.71 chosen", 0.31, 0.18, 0.22)
                .row("Mean reversion", "0.24", 0.30, -0.11, 0.05)
                .row("A strategy with a very long name indeed", "-0.10", -0.05, -0.1, 0.05)
                .build();
    }

    public static Chart beside() {
        BarChart.Builder bars = BarChart.sideBySide(Axis.percent("Share of the portfolio"))
                .titled("Risk and weight", "Weight beside share of risk.")
                .series("Weight", Colour.SKY)
                .series("Risk", Colour.VERMILLION);
        for (String id : List.of("USD", "GBP", "JPY", "NOK")) {
            bars.row(id, "", 0.05 * id.charAt(0) / 70, 0.04 * id.charAt(1) / 70);
        }
        return bars.build();
    }

    public static Chart usage() {
        return UsageChart.titled("Limits", "How much of each limit is used.")
                .limit("Value at risk 95%", "0.52% of 1.00%", 0.52)
                .limit("Largest position", "14.6% of 15.0%", 0.973)
                .limit("Drawdown", "21.0% of 20.0%", 1.05)
                .limit("Group Nordic", "60% of 30%", 2)
                .build();
    }

    public static Chart events() {
        EventChart.Builder chart = EventChart.between(LocalDate.of(1999, 1, 1), LocalDate.of(2023, 1, 1))
                .titled("Alerts", "Alerts delivered and suppressed.")
                .kind("info", Colour.SKY)
                .kind("warning", Colour.ORANGE)
                .kind("error", Colour.PURPLE)
                .kind("critical", Colour.VERMILLION);
        for (String lane : List.of("Desk log", "Pager")) {
            chart.lane(lane, "31 delivered, 112 suppressed");
            for (int i = 0; i < 60; i++) {
                chart.event(
                        LocalDate.of(1999, 3, 1).plusDays(i * 137L),
                        i * i % 4,
                        i % 4 == 0 ? EventChart.Outcome.DELIVERED : EventChart.Outcome.SUPPRESSED,
                        "VaR 1.2% > 1.0%");
            }
        }
        return chart.build();
    }

    public static List<Chart> all(int count) {
        return List.of(
                lines(count), curve(count), drawdown(count), layers(count), stacked(), beside(), usage(), events());
    }
}
