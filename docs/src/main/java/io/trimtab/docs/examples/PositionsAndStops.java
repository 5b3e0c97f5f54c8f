package io.trimtab.docs.examples;

import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;
import io.trimtab.core.statistics.PeriodsPerYear;
import io.trimtab.docs.chart.Axis;
import io.trimtab.docs.chart.BarChart;
import io.trimtab.docs.chart.Colour;
import io.trimtab.docs.chart.CurveChart;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.risk.limit.LimitBook;
import io.trimtab.risk.limit.ReferenceLimits;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.LedoitWolf;
import io.trimtab.risk.position.Kelly;
import io.trimtab.risk.position.LotSize;
import io.trimtab.risk.position.PositionBook;
import io.trimtab.risk.position.PositionReport;
import io.trimtab.risk.position.PositionRisk;
import io.trimtab.risk.position.RiskPerTrade;
import io.trimtab.risk.position.Sizing;
import io.trimtab.risk.position.VolatilityTarget;
import io.trimtab.risk.stop.LossWindow;
import io.trimtab.risk.stop.PositionSide;
import io.trimtab.risk.stop.PriceBar;
import io.trimtab.risk.stop.RollingLoss;
import io.trimtab.risk.stop.StopDistance;
import io.trimtab.risk.stop.StopOutcome;
import io.trimtab.risk.stop.StopPlan;
import io.trimtab.risk.stop.StopState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** How large a position should be, what it risks, and when to give it up. */
public final class PositionsAndStops {
    private PositionsAndStops() {}

    /**
     * Signals of any size become a book with a volatility of ten per cent.
     *
     * @param returns daily returns
     * @param signals longs and shorts
     * @return the book, and what kept it from its target
     */
    public static Sizing tenPerCent(ReturnPanel returns, Weights signals) {
        CovarianceMatrix risk = LedoitWolf.constantCorrelation().estimate(returns);
        return VolatilityTarget.annual(0.10, PeriodsPerYear.DAILY)
                .withGrossCap(3)
                .withPositionCap(0.40)
                .size(risk, signals);
    }

    /**
     * A trade that costs one per cent of equity at its stop, in whole lots.
     *
     * @param equity of the account
     * @param entry price
     * @param stop price
     * @return units to buy, negative to sell
     */
    public static double onePerCent(double equity, double entry, double stop) {
        double weight = RiskPerTrade.of(0.01).withSlippage(0.002).weight(entry, stop);
        return LotSize.of(100).quantity(weight * equity, entry);
    }

    /**
     * Half of what grows fastest.
     *
     * @return a bet at even odds that is won 55 times of 100
     */
    public static double halfKelly() {
        return Kelly.fraction(0.5).bet(0.55, 1);
    }

    /**
     * What each position of a book risks.
     *
     * @param returns daily returns
     * @param weights the book
     * @param prices of each asset
     * @param stops by asset
     * @return figures and text
     */
    public static PositionReport report(
            ReturnPanel returns, Weights weights, double[] prices, SortedMap<String, Double> stops) {
        return PositionBook.ofWeights(weights, prices, 1_000_000)
                .withScenarios(returns)
                .withRiskModel(LedoitWolf.constantCorrelation().estimate(returns))
                .withBenchmark(Weights.equal(returns.universe()))
                .withStops(stops)
                .measure();
    }

    /**
     * Follows a position bar by bar until a stop closes it.
     *
     * @param entry price
     * @param time of the entry
     * @param averageRange of the bars before
     * @param bars after the entry
     * @return the last outcome
     */
    public static StopOutcome follow(double entry, Instant time, double averageRange, List<PriceBar> bars) {
        StopState state = StopPlan.fixed(StopDistance.fraction(0.05))
                .trailing(StopDistance.averageRanges(3))
                .breakEvenAfter(StopDistance.fraction(0.04))
                .closingAfter(Duration.ofDays(20))
                .open(PositionSide.LONG, entry, time, averageRange);
        StopOutcome outcome = new StopOutcome.Holding(state);
        for (PriceBar bar : bars) {
            if (outcome instanceof StopOutcome.Holding holding) {
                outcome = holding.state().next(bar);
            }
        }
        return outcome;
    }

    /**
     * The loss within a day that no midnight takes away.
     *
     * @param morning when the account was worth what it was
     * @param equity then
     * @return the loss early on the next day
     */
    public static double acrossMidnight(Instant morning, double equity) {
        LossWindow day = RollingLoss.over(Duration.ofHours(24));
        day.observe(morning, equity);
        day.observe(morning.plus(Duration.ofHours(14)), 0.98 * equity);
        day.moved(morning.plus(Duration.ofHours(15)), 0.5 * equity);
        day.observe(morning.plus(Duration.ofHours(18)), 1.45 * equity);
        return day.currentLoss();
    }

    /**
     * Limits to begin with.
     *
     * @param betas by asset
     * @param sectors by asset
     * @return ten kinds of limit that deny
     */
    public static LimitBook limits(SortedMap<String, Double> betas, SortedMap<String, String> sectors) {
        return ReferenceLimits.book(PeriodsPerYear.DAILY, betas, sectors);
    }

    /**
     * The weight of each position beside its share of the risk.
     *
     * @param report of a book
     * @return the chart
     */
    public static BarChart picture(PositionReport report) {
        BarChart.Builder chart = BarChart.sideBySide(Axis.percent("Share of equity, and of the volatility"))
                .titled(
                        "What each position risks",
                        "The weight of each position of a book of ten currencies beside its share of the book's volatility.")
                .series("Weight", Colour.SKY)
                .series("Share of the risk", Colour.VERMILLION);
        for (PositionRisk position : report.ranked()) {
            chart.row(position.id(), "", position.weight(), position.riskShare());
        }
        return chart.build();
    }

    /**
     * A position that rises, whose stop follows, and that falls through it overnight.
     *
     * @return the chart
     */
    public static CurveChart stopPicture() {
        double[] closes = {100, 101, 103, 102, 104, 106, 105, 108, 110, 109, 111, 110, 103};
        Instant time = Instant.parse("2026-03-02T16:00:00Z");
        StopOutcome outcome = new StopOutcome.Holding(StopPlan.fixed(StopDistance.fraction(0.05))
                .trailing(StopDistance.fraction(0.04))
                .breakEvenAfter(StopDistance.fraction(0.03))
                .open(PositionSide.LONG, closes[0], time));
        double[] days = new double[closes.length];
        List<Double> levels = new ArrayList<>();
        double[] left = new double[1];
        double[] leftOn = new double[1];
        for (int t = 0; t < closes.length; t++) {
            days[t] = t;
            if (t > 0 && outcome instanceof StopOutcome.Holding holding) {
                // the close before is the open, but for the last fall, which nobody could trade
                double open = closes[t] < closes[t - 1] - 4 ? closes[t] : closes[t - 1];
                double high = Math.max(open, closes[t]);
                double low = Math.min(open, closes[t]);
                outcome = holding.state().next(new PriceBar(time.plus(Duration.ofDays(t)), open, high, low, closes[t]));
                if (outcome instanceof StopOutcome.Stopped stopped) {
                    left[0] = stopped.price();
                    leftOn[0] = t;
                }
            }
            if (outcome instanceof StopOutcome.Holding holding) {
                levels.add(holding.state().level().orElseThrow());
            }
        }
        double[] level = levels.stream().mapToDouble(Double::doubleValue).toArray();
        return CurveChart.over(Axis.number("Days"), Axis.number("Price"))
                .titled(
                        "A stop that follows, and a gap through it",
                        "The stop follows the best price at a distance of 4% and never falls; at 103 it stands at the entry of 100. On"
                                + " the last day the price opens below it: the position is closed at the open, not at the level.")
                .curve("Close", Colour.BLUE, days, closes)
                .curve("Stop for the next day", Colour.VERMILLION, Arrays.copyOf(days, level.length), level)
                .named("Closed at", Colour.GREY, List.of("the open"), leftOn, left)
                .build();
    }

    /**
     * Ten currencies of the demonstration in equal weights.
     *
     * @param returns of all of them
     * @return what each risks
     */
    public static PositionReport tenCurrencies(ReturnPanel returns) {
        double[] weights = new double[returns.columns()];
        Arrays.fill(weights, 0, 10, 0.1);
        double[] prices = new double[returns.columns()];
        Arrays.fill(prices, 1);
        return report(returns, Weights.of(returns.universe(), weights), prices, new TreeMap<>());
    }

    /**
     * Writes the pictures of the guide.
     *
     * @param args the directory
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        ReturnPanel returns = EcbHistory.load().returns().lastRows(1_000);
        Files.writeString(
                directory.resolve("positions.svg"),
                picture(tenCurrencies(returns)).document());
        Files.writeString(directory.resolve("stops.svg"), stopPicture().document());
    }
}
