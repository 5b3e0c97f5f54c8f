package io.trimtab.docs.examples;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.docs.chart.Axis;
import io.trimtab.docs.chart.BandChart;
import io.trimtab.docs.chart.Colour;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.risk.validation.BacktestReport;
import io.trimtab.risk.validation.RiskBacktest;
import io.trimtab.risk.validation.RiskForecaster;
import io.trimtab.risk.validation.TrafficLight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Two ways to forecast the risk of holding seventeen currencies, tested on twenty-four years. */
public final class BacktestTheRisk {
    private static final int WINDOW = 500;
    private static final int SUPERVISED = 250;

    private BacktestTheRisk() {}

    /**
     * The losses of equal weights, held at the same weights each day.
     *
     * @param returns daily returns
     * @return positive for a loss
     */
    public static double[] losses(ReturnPanel returns) {
        double[] losses = new double[returns.rows()];
        double[] column = new double[returns.rows()];
        for (int j = 0; j < returns.columns(); j++) {
            returns.columnInto(j, column, 0);
            for (int t = 0; t < losses.length; t++) {
                losses[t] -= column[t] / returns.columns();
            }
        }
        return losses;
    }

    /**
     * Historical simulation over two years.
     *
     * @param losses daily losses
     * @return what came of it
     */
    public static BacktestReport historical(double[] losses) {
        BacktestReport report = RiskBacktest.of(RiskForecaster.historical(), 500)
                .at(Confidence.of(0.99))
                .run(losses);
        return report;
    }

    /**
     * The same history in units of changing volatility.
     *
     * @param losses daily losses
     * @return what came of it
     */
    public static BacktestReport filtered(double[] losses) {
        BacktestReport report = RiskBacktest.of(RiskForecaster.filteredHistorical(0.97), 500)
                .at(Confidence.of(0.99))
                .run(losses);
        return report;
    }

    /**
     * Draws both bands, what went beyond the first, and the traffic lights of both over 250 days.
     *
     * @param returns the returns that were tested
     * @param plain of historical simulation
     * @param filtered of the filtered one
     * @return the picture
     */
    public static BandChart picture(ReturnPanel returns, BacktestReport plain, BacktestReport filtered) {
        List<LocalDate> dates = returns.dates().subList(WINDOW, returns.rows());
        double[] profits = Arrays.stream(plain.losses()).map(x -> 0.0 - x).toArray();
        return BandChart.over(dates, Axis.percent("Return of a day"))
                .titled(
                        "Seventeen currencies in equal weight: value at risk of 99%",
                        "Daily returns in euro, below them the value at risk of historical simulation and of the same"
                                + " filtered by volatility, marks where returns fell beyond the first, and the Basel"
                                + " traffic lights of both. " + EcbHistory.SOURCE + ".")
                .line("Return", Colour.GREY, profits)
                .line("Historical simulation", Colour.BLUE, negative(plain.valueAtRisk()))
                .line("Filtered", Colour.PURPLE, negative(filtered.valueAtRisk()))
                .marks("Beyond historical simulation", Colour.VERMILLION, plain.exceedancePositions())
                .state("Green", Colour.GREEN)
                .state("Yellow", Colour.ORANGE)
                .state("Red", Colour.VERMILLION)
                .strip("Historical simulation, the last 250 days", zones(plain))
                .strip("Filtered, the last 250 days", zones(filtered))
                .build();
    }

    private static double[] negative(double[] values) {
        return Arrays.stream(values).map(x -> 0.0 - x).toArray();
    }

    @SuppressWarnings("EnumOrdinal") // the chart numbers its states as the zones stand
    private static int[] zones(BacktestReport report) {
        int[] zones = new int[report.observations()];
        Arrays.fill(zones, -1);
        List<TrafficLight> lights = report.trafficLights(SUPERVISED);
        for (int i = 0; i < lights.size(); i++) {
            zones[SUPERVISED - 1 + i] = lights.get(i).zone().ordinal();
        }
        return zones;
    }

    /**
     * Writes the picture of the guide.
     *
     * @param args the file
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        ReturnPanel returns = EcbHistory.load().returns();
        double[] losses = losses(returns);
        BacktestReport plain = historical(losses);
        BacktestReport filtered = filtered(losses);
        System.out.println(plain);
        System.out.println(filtered);
        Files.writeString(Path.of(args[0]), picture(returns, plain, filtered).document());
    }
}
