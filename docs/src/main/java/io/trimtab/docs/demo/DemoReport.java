package io.trimtab.docs.demo;

import io.trimtab.alerts.AlertLedger;
import io.trimtab.alerts.AlertRecord;
import io.trimtab.alerts.Outcome;
import io.trimtab.core.cycle.RaisedAlert;
import io.trimtab.core.cycle.port.ConstraintCost;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.strategy.Rejection;
import io.trimtab.core.strategy.SelectedStrategy;
import io.trimtab.docs.chart.Figures;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.docs.report.Block;
import io.trimtab.docs.report.HtmlReport;
import io.trimtab.docs.report.Table;
import io.trimtab.risk.measure.PerformanceSummary;
import io.trimtab.risk.stress.ReverseStressOutcome;
import java.util.ArrayList;
import java.util.List;

/** The run as one HTML page. */
final class DemoReport {
    private static final int ALERTS_SHOWN = 12;

    private final DemoRun run;
    private final LastDecision last;
    private final DemoCharts charts;
    private final PerformanceSummary own;
    private final PerformanceSummary base;

    private DemoReport(DemoRun run) {
        this.run = run;
        this.last = LastDecision.of(run);
        this.charts = new DemoCharts(run, last);
        this.own = run.performance();
        this.base = run.benchmarkPerformance();
    }

    /** The page; its timings differ from run to run, the rest does not. */
    static HtmlReport of(DemoRun run, long loadNanos) {
        return new DemoReport(run).page(loadNanos);
    }

    private HtmlReport page(long loadNanos) {
        HtmlReport.Builder page = HtmlReport.titled(
                "Trimtab: a quarter of a century of monthly decisions",
                run.prices().columns() + " currencies against the euro, "
                        + run.decisionDays().size()
                        + " trading cycles from " + run.decisionDays().get(0) + " to " + last.day()
                        + ". Each saw only what was known on its day.");
        tiles(page);
        page.section("Result", result())
                .section("Why these strategies", strategies())
                .section("What their records prove", evidence())
                .section("Why these weights", weights())
                .section("What each constraint costs", constraints())
                .section("What risk is used", risk())
                .section("Limits exceeded and cured", breaches())
                .section("What would hurt", stress())
                .section("Alerts delivered and suppressed", alerts())
                .section("Over the years", years())
                .section("How to read this", method())
                .footer(EcbHistory.SOURCE + ", euro foreign exchange reference rates. This page is a demonstration of"
                        + " software, not advice.")
                .timings(timings(loadNanos));
        return page.build();
    }

    private void tiles(HtmlReport.Builder page) {
        tile(page, "Return a year", Figures.percent(own.annualGrowth(), 2), Figures.percent(base.annualGrowth(), 2));
        tile(
                page,
                "Volatility",
                Figures.percent(own.annualVolatility(), 2),
                Figures.percent(base.annualVolatility(), 2));
        tile(page, "Sharpe ratio", Wording.ratio(own.sharpe()), Wording.ratio(base.sharpe()));
        tile(
                page,
                "Deepest drawdown",
                Figures.percent(own.maximumDrawdown(), 1),
                Figures.percent(base.maximumDrawdown(), 1));
        tile(
                page,
                "Turnover a year",
                Figures.percent(run.turnoverPerYear(), 0),
                Figures.percent(run.benchmarkTurnoverPerYear(), 0));
    }

    private static void tile(HtmlReport.Builder page, String label, String value, String benchmark) {
        page.tile(label, value, "equal weight " + benchmark);
    }

    private List<Block> result() {
        return List.of(
                Block.paragraph("At the end of each month the cycle estimates the regime of the market, scores "
                        + run.candidates()
                        + " candidate strategies by what they have earned so far, selects up to five, finds the "
                        + "portfolio that comes closest to what they want within the constraints, passes it through the "
                        + "risk limits, and trades at the prices of the next day."),
                Block.chart(charts.equity()),
                Block.chart(charts.drawdown()),
                Block.paragraph(
                        "The portfolio earned " + Figures.percent(own.annualGrowth(), 2) + " a year where equal "
                                + "weights earned " + Figures.percent(base.annualGrowth(), 2) + ", at a volatility of "
                                + Figures.percent(own.annualVolatility(), 2) + " against "
                                + Figures.percent(base.annualVolatility(), 2) + "; its Sharpe ratio of "
                                + Wording.ratio(own.sharpe()) + " against " + Wording.ratio(base.sharpe())
                                + " is no evidence of skill. Read the page for how decisions are made, limited and explained."),
                Block.paragraph(
                        "Prices only: the interest that currencies pay is in neither line, so neither shows what "
                                + "an investor would have earned. Currencies pay no reward for merely being held."));
    }

    private List<Block> strategies() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph("The last cycle, " + last.report().id() + " on " + last.day()
                + ", took the market to be "
                + Wording.regime(last.report().belief().mostLikely()) + ": " + beliefs()
                + ". A score adds up five factors; how much each counts depends on the regime."));
        blocks.add(Block.chart(charts.scorecards()));
        Table chosen = Table.titled("Chosen", "Strategy", "Share", "Score", "Sharpe so far", "Why:");
        for (SelectedStrategy strategy : last.chosen()) {
            chosen.row(
                    strategy.id(),
                    Figures.percent(strategy.weight(), 1),
                    Figures.fixed(strategy.card().total(), 3),
                    Figures.fixed(strategy.card().strategy().performance().sharpe(), 2),
                    strategy.reason());
        }
        blocks.add(chosen);
        blocks.add(Block.paragraph("Not chosen, and why:"));
        blocks.add(Block.list(last.rejected().stream().map(Rejection::text).toList()));
        return blocks;
    }

    private List<Block> evidence() {
        if (run.evidence().isEmpty()) {
            return List.of(Block.paragraph("Nothing yet: no two candidates have two years of record."));
        }
        ProvenRecords proven = new ProvenRecords(run.evidence().get());
        Table table = Table.titled(
                "Every candidate before the gate",
                "Strategy",
                "Sharpe",
                "Deflated Sharpe",
                "Probability of luck",
                "The gate of 95%:");
        for (ProvenRecords.Candidate candidate : proven.candidates()) {
            table.row(
                    candidate.id(),
                    Figures.fixed(candidate.sharpe(), 2),
                    Figures.fixed(candidate.deflated(), 2),
                    Figures.fixed(candidate.luck(), 2),
                    candidate.verdict());
        }
        return List.of(
                Block.paragraph(String.join(" ", proven.search())),
                Block.chart(charts.overfitting(proven)),
                Block.paragraph(proven.best() + " " + proven.passing()),
                table);
    }

    private String beliefs() {
        RegimeBelief belief = last.report().belief();
        List<String> parts = new ArrayList<>();
        for (int k = 0; k < belief.size(); k++) {
            parts.add(Wording.regime(belief.regimes().get(k)) + " " + Figures.percent(belief.probability(k), 1));
        }
        return String.join(", ", parts);
    }

    private List<Block> weights() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(
                "The selected strategies say what they want to hold; the optimizer finds the closest "
                        + "portfolio, measured in risk, that the constraints allow. "
                        + last.allocated()
                                .map(answer -> "It was found by " + answer.method()
                                        + " and is proved optimal: the largest scaled "
                                        + "residual of the optimality conditions is "
                                        + Figures.scientific(answer.proof()) + ".")
                                .orElse("The last cycle found no portfolio and kept what was held.")));
        blocks.add(Block.chart(charts.risk()));
        Table table =
                Table.titled("Weights of the last cycle", "Currency", "Before", "Target", "Share of risk", "Why:");
        for (LastDecision.Holding holding : last.holdings()) {
            table.row(
                    holding.id(),
                    Figures.percent(holding.before(), 1),
                    Figures.percent(holding.target(), 1),
                    Figures.percent(holding.riskShare(), 1),
                    holding.reason());
        }
        blocks.add(table);
        return blocks;
    }

    private List<Block> constraints() {
        Table table = Table.titled("Constraints of the last cycle", "Constraint", "Bound", "Stands at", "Price (bp)");
        for (ConstraintCost cost : last.costs()) {
            table.row(
                    cost.name(),
                    Wording.bounds(cost),
                    Figures.percent(cost.activity(), 1),
                    cost.shadowPrice() == 0 ? "0" : Figures.fixed(LastDecision.basisPoints(cost), 3));
        }
        return List.of(
                Block.paragraph(
                        "The shadow price of a constraint says what one percentage point of room would be worth: "
                                + "by how many basis points it would raise a year's utility, which is expected return less a "
                                + "penalty for variance. A constraint that does not bind costs nothing."),
                table);
    }

    private List<Block> risk() {
        return List.of(
                Block.paragraph("Before anything is traded, the risk gate measures the portfolio as it would be after "
                        + "all orders, over the last two years of daily returns. What cannot be measured is denied. In "
                        + "the last cycle it has " + (last.approved() ? "approved" : "denied") + " the orders."),
                Block.chart(charts.limits()),
                Block.paragraph("A check on the measure itself: the loss of a day exceeded the value at risk stated "
                        + "before on " + run.watch().exceeded() + " of "
                        + run.watch().days() + " days, "
                        + Figures.percent(
                                (double) run.watch().exceeded()
                                        / Math.max(1, run.watch().days()),
                                1)
                        + " where 5% were promised."));
    }

    private List<Block> breaches() {
        LimitStory story = new LimitStory(run);
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.paragraph(
                "The gate remembers. When prices have carried what is held beyond a limit, trading is reduced: only orders"
                        + " that take from a position or relieve the limit go out, until the measure is "
                        + Figures.percent(DemoLimits.BAND, 0)
                        + " of its bound below it again. Each order is judged as if it and those "
                        + "before it were filled in the worst way."));
        blocks.add(Block.chart(charts.limitsOverTime()));
        if (story.breaches().isEmpty()) {
            blocks.add(Block.paragraph("No limit was exceeded by what was held."));
        } else {
            blocks.add(Block.paragraph("What was exceeded, what would have cured it, and what went out:"));
            blocks.add(Block.list(story.breaches()));
            blocks.add(Block.paragraph("What the desk was told of it:"));
            blocks.add(Block.list(story.told()));
        }
        blocks.add(Block.paragraph("In " + story.heldBackWhileOpen()
                + " other cycles orders were held back because some fills of them might have exceeded a limit."));
        return blocks;
    }

    private List<Block> stress() {
        StressedPortfolio now = StressedPortfolio.last(run);
        StressedPortfolio then = StressedPortfolio.riskiest(run);
        Table table = Table.titled(
                "The last portfolio, and the riskiest of the run, of " + then.day(),
                "Scenario",
                "Loss",
                "At worst",
                "Volatility",
                "Loss then",
                "At worst then",
                "Volatility then");
        List<StressedPortfolio.Line> lines = now.lines();
        List<StressedPortfolio.Line> others = then.lines();
        for (int i = 0; i < lines.size(); i++) {
            StressedPortfolio.Line line = lines.get(i);
            StressedPortfolio.Line other = others.get(i);
            table.row(
                    line.name(),
                    Figures.percent(line.loss(), 2),
                    Figures.percent(line.worst(), 2),
                    Figures.percent(line.volatility(), 2),
                    Figures.percent(other.loss(), 2),
                    Figures.percent(other.worst(), 2),
                    Figures.percent(other.volatility(), 2));
        }
        List<Block> blocks = new ArrayList<>(List.of(
                Block.paragraph(
                        "The riskiest portfolio of the run is the one whose expected shortfall was largest when it "
                                + "was decided."),
                Block.chart(charts.stress()),
                Block.chart(charts.volatilities()),
                table));
        Wording.aboutStress(now).forEach(note -> blocks.add(Block.paragraph(note)));
        if (now.losingATenth() instanceof ReverseStressOutcome.MostLikely found) {
            blocks.add(Block.chart(charts.reverseStress(found)));
        }
        return blocks;
    }

    private List<Block> alerts() {
        Table ledger = Table.titled(
                "Every alert is accounted for", "Receiver", "Submitted", "Delivered", "Suppressed", "Account:");
        for (String receiver : List.of(Watch.DESK, Watch.PAGER)) {
            AlertLedger account = run.watch().alerts().ledger(receiver);
            ledger.row(
                    receiver,
                    Figures.count(account.submitted()),
                    Figures.count(account.delivered()),
                    Figures.count(account.suppressed()),
                    account.toString());
        }
        List<String> recent = new ArrayList<>();
        List<AlertRecord> delivered = run.watch()
                .alerts()
                .history()
                .at(Watch.DESK)
                .of(Outcome.Kind.DELIVERED)
                .last(ALERTS_SHOWN)
                .records();
        for (AlertRecord alert : delivered) {
            recent.add(alert.at().atZone(EcbHistory.ZONE).toLocalDate() + " "
                    + alert.alert().severity() + ": " + alert.alert().text());
        }
        List<Block> blocks = new ArrayList<>(List.of(
                Block.paragraph(
                        "The host watches the account each day and says so each day on which something is wrong: a "
                                + "loss beyond the value at risk, a deep drawdown. The alert service delivers the first, holds "
                                + "back repetition for thirty days, and lets a rise in severity through at once."),
                Block.chart(charts.alerts()),
                ledger,
                Block.paragraph("The last alerts that were delivered to the desk:"),
                Block.list(recent)));
        List<String> now = new ArrayList<>();
        for (RaisedAlert raised : last.report().alerts()) {
            now.add(raised.receipt() + ": " + raised.notice().text());
        }
        if (!now.isEmpty()) {
            blocks.add(Block.paragraph("Raised by the last cycle:"));
            blocks.add(Block.list(now));
        }
        return blocks;
    }

    private List<Block> years() {
        return List.of(Block.chart(charts.weights()), Block.chart(charts.regimes()), Block.chart(charts.chosen()));
    }

    private List<Block> method() {
        return List.of(Block.list(List.of(
                "No look-ahead: every decision uses prices up to its own day and is filled at those of the next; a test "
                        + "shuffles the future and finds the past unchanged.",
                "Each candidate's track record is walked forward after costs of "
                        + Figures.percent(DemoSettings.standard().cost(), 2)
                        + " of the value traded, and cut at the day on "
                        + "which it is scored.",
                "The regime model is fitted each January to the six years before it; the covariance is shrunk (Ledoit "
                        + "and Wolf, constant correlation) over the last two years.",
                "Expected returns are those for which the strategies' wishes would be the best portfolio (Sharpe 1974); "
                        + "nobody here claims to know them otherwise.",
                "Equal weight is rebalanced on the same days at the same costs.",
                "The settings (caps, limits, groups, hysteresis, number of regimes, ranked factors) were changed several times "
                        + "after earlier runs over these same years had been seen. So this is no untouched test of a "
                        + "strategy, and says nothing about the years to come; it shows the machinery at work.")));
    }

    private Block timings(long loadNanos) {
        Timings took = run.timings();
        return Table.titled("On this machine, this time", "Step", "Took")
                .row("Loading the rates", Wording.milliseconds(loadNanos))
                .row(
                        "Walking " + run.candidates() + " candidates through the history",
                        Wording.milliseconds(took.walk()))
                .row("All " + run.cycles().size() + " cycles", Wording.milliseconds(took.cycles()))
                .row("The median cycle", Wording.milliseconds(took.medianCycle()))
                .row("The last cycle", Wording.milliseconds(took.lastCycle()));
    }
}
