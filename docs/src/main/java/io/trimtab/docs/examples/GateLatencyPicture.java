package io.trimtab.docs.examples;

import io.trimtab.docs.chart.Axis;
import io.trimtab.docs.chart.Colour;
import io.trimtab.docs.chart.CurveChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long a check before the trade takes, as {@code io.trimtab.benchmarks.GateLatency} has printed it. */
public final class GateLatencyPicture {
    /** The page performance.md says of which machine, Java and commit they are. */
    private static final double[] PERCENTILES = {10, 25, 50, 75, 90, 95, 99, 99.5, 99.9};

    private static final double[] NANOS = {2443, 2565, 2689, 2815, 2943, 3035, 3759, 4175, 13855};

    private GateLatencyPicture() {}

    /**
     * Draws the percentiles as HdrHistogram does: each nine more is as far as the one before.
     *
     * @return the chart
     */
    public static CurveChart picture() {
        double[] nines = new double[PERCENTILES.length];
        double[] time = new double[PERCENTILES.length];
        double[] aim = new double[PERCENTILES.length];
        for (int i = 0; i < nines.length; i++) {
            nines[i] = -StrictMath.log10(1 - PERCENTILES[i] / 100);
            time[i] = NANOS[i] / 1000;
            aim[i] = 5;
        }
        return CurveChart.over(
                        Axis.number("Nines: 1 is 90%, 2 is 99%, 3 is 99.9% of all checks"), Axis.number("Microseconds"))
                .titled(
                        "The check before the trade",
                        "The time within which a share of 5,000,000 checks of one order into 1,000 positions under 20 limits was"
                                + " decided: 2.7 microseconds for half of them, 3.8 for 99%, 13.9 for 99.9%.")
                .curve("A check", Colour.BLUE, nines, time)
                .curve("Aim for 99%", Colour.VERMILLION, nines, aim)
                .build();
    }

    /**
     * Writes the picture of the guide.
     *
     * @param args the file
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[0]), picture().document());
    }
}
