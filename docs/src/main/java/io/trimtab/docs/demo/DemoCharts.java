package io.trimtab.docs.demo;

import io.trimtab.alerts.AlertLedger;
import io.trimtab.alerts.AlertRecord;
import io.trimtab.alerts.Outcome;
import io.trimtab.alerts.Severity;
import io.trimtab.core.cycle.CycleReport;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.regime.Regime;
import io.trimtab.core.strategy.FactorScore;
import io.trimtab.core.strategy.ScoreCard;
import io.trimtab.core.strategy.SelectedStrategy;
import io.trimtab.docs.chart.Axis;
import io.trimtab.docs.chart.BarChart;
import io.trimtab.docs.chart.Chart;
import io.trimtab.docs.chart.Colour;
import io.trimtab.docs.chart.EventChart;
import io.trimtab.docs.chart.Figures;
import io.trimtab.docs.chart.LineChart;
import io.trimtab.docs.chart.StackedAreaChart;
import io.trimtab.docs.chart.UsageChart;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.risk.measure.Drawdowns;
import io.trimtab.risk.stress.ReverseStressOutcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The pictures of a run. */
final class DemoCharts {
    private static final String OWN = "Trimtab";
    private static final String BASE = "Equal weight";
    private static final int CARDS = 10;
    private static final Colour[] FACTORS = {Colour.SKY, Colour.BLUE, Colour.GREEN, Colour.PURPLE, Colour.GREY};

    private final DemoRun run;
    private final LastDecision last;

    DemoCharts(DemoRun run, LastDecision last) {
        this.run = run;
        this.last = last;
    }

    Chart equity() {
        return LineChart.over(run.days(), Axis.number("Value of 1 euro, after costs"))
                .titled(
                        "Growth of one euro",
                        "The value of one euro in the portfolio and in equal weights of all seventeen currencies.")
                .line(OWN, Colour.BLUE, run.growth())
                .dashed(BASE, Colour.GREY, run.benchmarkGrowth())
                .build();
    }

    Chart overfitting(ProvenRecords proven) {
        BarChart.Builder chart = BarChart.stacked(Axis.percent("Share of all ways to halve the record"))
                .titled(
                        "Does the best stay good?",
                        "Where the candidate that was best in one half of the record stood in the other, as the logarithm "
                                + "of the odds of its rank: below zero it was in the lower half.")
                .series("At or below the median", Colour.VERMILLION)
                .series("Above the median", Colour.BLUE);
        double[] shares = proven.histogram();
        for (int bin = 0; bin < shares.length; bin++) {
            String label = bin == 0
                    ? "up to -3"
                    : bin == shares.length - 1 ? "above 3" : "above " + (bin - 4) + " to " + (bin - 3);
            boolean low = bin < shares.length / 2;
            chart.row(label, Figures.percent(shares[bin], 1), low ? shares[bin] : 0, low ? 0 : shares[bin]);
        }
        return chart.build();
    }

    Chart drawdown() {
        return LineChart.over(run.days(), Axis.percent("Distance from the highest point so far"))
                .titled("Drawdown", "How far the portfolio and equal weights stood below their highest point.")
                .filled(OWN, Colour.BLUE, depths(run.growth()))
                .dashed(BASE, Colour.GREY, depths(run.benchmarkGrowth()))
                .build();
    }

    private static double[] depths(double[] growth) {
        double[] depths = Drawdowns.ofEquity(growth).path();
        for (int t = 0; t < depths.length; t++) {
            depths[t] = -depths[t];
        }
        return depths;
    }

    Chart weights() {
        StackedAreaChart.Builder chart = StackedAreaChart.over(run.decisionDays(), Axis.percent("Share of equity"))
                .titled(
                        "Weights over time",
                        "The weight of each group of currencies after each cycle; the rest is cash.");
        double[] cash = new double[run.cycles().size()];
        Arrays.fill(cash, 1);
        for (CurrencyGroup group : CurrencyGroup.ALL) {
            double[] layer = new double[cash.length];
            for (int c = 0; c < layer.length; c++) {
                SortedMap<String, Double> target = run.cycles().get(c).weightsTarget();
                double sum = target.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
                for (String member : group.members()) {
                    layer[c] += target.getOrDefault(member, 0.0) / Math.max(1, sum);
                }
                cash[c] = Math.max(0, cash[c] - layer[c]);
            }
            chart.layer(group.label(), group.colour(), layer);
        }
        return chart.layer("Cash", Colour.GREY, cash).build();
    }

    Chart regimes() {
        StackedAreaChart.Builder chart = StackedAreaChart.over(run.decisionDays(), Axis.percent("Probability"))
                .titled("Regime over time", "How probable a calm, a volatile and a crisis market were at each cycle.");
        Map<Regime, Colour> shown = new LinkedHashMap<>();
        shown.put(Regime.SIDEWAYS, Colour.SKY);
        shown.put(Regime.VOLATILE, Colour.ORANGE);
        shown.put(Regime.CRISIS, Colour.VERMILLION);
        shown.forEach((regime, colour) -> {
            double[] layer = new double[run.cycles().size()];
            for (int c = 0; c < layer.length; c++) {
                layer[c] = run.cycles().get(c).belief().probability(regime);
            }
            chart.layer(Wording.regime(regime), colour, layer);
        });
        return chart.build();
    }

    Chart scorecards() {
        BarChart.Builder chart = BarChart.stacked(Axis.number("Score: what each factor adds"))
                .titled("Scorecards", "The ten best strategies with the contribution of each factor to their score.");
        List<ScoreCard> cards = last.cards(CARDS);
        List<String> factors = cards.isEmpty()
                ? List.of()
                : cards.get(0).factors().stream().map(FactorScore::factor).toList();
        for (int f = 0; f < factors.size(); f++) {
            chart.series(factors.get(f), FACTORS[f % FACTORS.length]);
        }
        for (ScoreCard card : cards) {
            double[] parts = card.factors().stream()
                    .mapToDouble(FactorScore::contribution)
                    .toArray();
            String note = Figures.fixed(card.total(), 3) + (last.isChosen(card.id()) ? " chosen" : "");
            chart.row(card.id(), note, parts);
        }
        return chart.build();
    }

    Chart risk() {
        BarChart.Builder chart = BarChart.sideBySide(Axis.percent("Share of equity, and share of volatility"))
                .titled(
                        "Weight and risk",
                        "The weight of each currency beside its share of the portfolio's volatility.")
                .series("Weight", Colour.SKY)
                .series("Share of risk", Colour.VERMILLION);
        for (LastDecision.Holding holding : last.holdings()) {
            if (holding.target() > 0.0005) {
                chart.row(holding.id(), "", holding.target(), holding.riskShare());
            }
        }
        return chart.build();
    }

    Chart limits() {
        UsageChart.Builder chart =
                UsageChart.titled("Limits used", "How much of each risk limit the portfolio of the last cycle uses.");
        for (LimitUsage usage : last.limits()) {
            chart.limit(Wording.limit(usage), Wording.amounts(usage), usage.usage());
        }
        return chart.build();
    }

    Chart stress() {
        StressedPortfolio now = StressedPortfolio.last(run);
        StressedPortfolio then = StressedPortfolio.riskiest(run);
        BarChart.Builder chart = BarChart.sideBySide(Axis.percent("Loss, at worst; gains to the left"))
                .titled(
                        "Under stress",
                        "What the last portfolio and the riskiest of the run lose in scenarios and in history again.")
                .series("Last, of " + now.day(), Colour.BLUE)
                .series("Riskiest, of " + then.day(), Colour.VERMILLION);
        List<StressedPortfolio.Line> losses = now.lines();
        List<StressedPortfolio.Line> others = then.lines();
        for (int i = 0; i < losses.size(); i++) {
            // where only volatilities or correlations change, no price moves
            if (losses.get(i).worst() != 0 || others.get(i).worst() != 0) {
                chart.row(
                        losses.get(i).name(),
                        "",
                        losses.get(i).worst(),
                        others.get(i).worst());
            }
        }
        return chart.build();
    }

    Chart volatilities() {
        StressedPortfolio now = StressedPortfolio.last(run);
        StressedPortfolio then = StressedPortfolio.riskiest(run);
        BarChart.Builder chart = BarChart.sideBySide(Axis.percent("Volatility a year"))
                .titled(
                        "Volatility under stress",
                        "What the volatility of the last portfolio and of the riskiest of the run becomes in scenarios.")
                .series("Last, of " + now.day(), Colour.BLUE)
                .series("Riskiest, of " + then.day(), Colour.VERMILLION);
        chart.row("as it is", "", now.volatility(), then.volatility());
        List<StressedPortfolio.Line> lines = now.lines();
        List<StressedPortfolio.Line> others = then.lines();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).volatility() != now.volatility()) {
                chart.row(
                        lines.get(i).name(),
                        "",
                        lines.get(i).volatility(),
                        others.get(i).volatility());
            }
        }
        return chart.build();
    }

    Chart reverseStress(ReverseStressOutcome.MostLikely found) {
        BarChart.Builder chart = BarChart.sideBySide(Axis.percent("Change of the currency, and what it takes away"))
                .titled(
                        "What it takes to lose a tenth",
                        "The most likely changes of the currencies held with which a tenth of the equity is lost.")
                .series("Change of the currency", Colour.SKY)
                .series("Loss, as a share of equity", Colour.VERMILLION);
        for (StressedPortfolio.Move move : StressedPortfolio.last(run).moves(found)) {
            chart.row(move.id(), "", move.move(), move.loss());
        }
        return chart.build();
    }

    Chart limitsOverTime() {
        LimitStory story = new LimitStory(run);
        double[] all = new double[run.cycles().size()];
        double[] warning = new double[all.length];
        Arrays.fill(all, 1);
        Arrays.fill(warning, 0.8);
        return LineChart.over(run.decisionDays(), Axis.percent("Used share of the limit"))
                .titled(
                        "Limits used over time",
                        "How much of the limits on value at risk, on each position and on each group was used at each"
                                + " cycle, with the warning at 80% and the limit at 100%.")
                .line("Value at risk", Colour.BLUE, story.usage("value at risk"))
                .line("Largest position", Colour.VERMILLION, story.usage("position"))
                .line("Largest group", Colour.GREEN, story.usage("group"))
                .dashed("Warning", Colour.ORANGE, warning)
                .dashed("Limit", Colour.GREY, all)
                .build();
    }

    Chart chosen() {
        SortedMap<String, Integer> counts = new TreeMap<>();
        for (CycleReport cycle : run.cycles()) {
            cycle.selection()
                    .ifPresent(selection -> selection.chosen().stream()
                            .map(SelectedStrategy::id)
                            .forEach(id -> counts.merge(id, 1, Integer::sum)));
        }
        List<Map.Entry<String, Integer>> sorted = new ArrayList<>(counts.entrySet());
        sorted.sort(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()));
        BarChart.Builder chart = BarChart.stacked(Axis.percent("Share of the cycles in which it was chosen"))
                .titled("Strategies over the years", "In which share of the cycles each strategy was chosen.")
                .series("Chosen", Colour.GREEN);
        for (Map.Entry<String, Integer> entry : sorted) {
            double share = (double) entry.getValue() / run.cycles().size();
            chart.row(entry.getKey(), Figures.percent(share, 0), share);
        }
        return chart.build();
    }

    /** One mark a quarter for each receiver, severity and outcome: thousands would hide one another. */
    Chart alerts() {
        LocalDate first = quarter(run.decisionDays().get(0));
        EventChart.Builder chart = EventChart.between(
                        first, run.days().get(run.days().size() - 1))
                .titled("Alerts over time", "What each receiver was told and what it was spared, quarter by quarter.")
                .kind("info", Colour.SKY)
                .kind("warning", Colour.ORANGE)
                .kind("error", Colour.PURPLE)
                .kind("critical", Colour.VERMILLION);
        for (String receiver : List.of(Watch.DESK, Watch.PAGER)) {
            AlertLedger ledger = run.watch().alerts().ledger(receiver);
            chart.lane(
                    receiver,
                    Figures.count(ledger.delivered()) + " delivered, " + Figures.count(ledger.suppressed())
                            + " suppressed");
            SortedMap<String, Integer> marks = new TreeMap<>();
            for (AlertRecord alert : run.watch().alerts().history().at(receiver).records()) {
                LocalDate quarter = quarter(alert.at().atZone(EcbHistory.ZONE).toLocalDate());
                boolean delivered = alert.outcome().kind() == Outcome.Kind.DELIVERED;
                marks.merge(
                        quarter + (delivered ? "d" : "s") + kind(alert.alert().severity()), 1, Integer::sum);
            }
            marks.forEach((mark, count) -> {
                boolean delivered = mark.charAt(10) == 'd';
                chart.event(
                        LocalDate.parse(mark.substring(0, 10)),
                        mark.charAt(11) - '0',
                        delivered ? EventChart.Outcome.DELIVERED : EventChart.Outcome.SUPPRESSED,
                        count + (delivered ? " delivered" : " suppressed"));
            });
        }
        return chart.build();
    }

    private static LocalDate quarter(LocalDate day) {
        return LocalDate.of(day.getYear(), day.getMonthValue() - (day.getMonthValue() - 1) % 3, 1);
    }

    private static int kind(Severity severity) {
        return switch (severity) {
            case INFO -> 0;
            case WARNING -> 1;
            case ERROR -> 2;
            case CRITICAL -> 3;
        };
    }
}
