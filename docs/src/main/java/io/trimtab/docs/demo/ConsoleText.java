package io.trimtab.docs.demo;

import io.trimtab.alerts.AlertService;
import io.trimtab.core.cycle.RaisedAlert;
import io.trimtab.core.cycle.port.ConstraintCost;
import io.trimtab.core.cycle.port.LimitUsage;
import io.trimtab.core.regime.RegimeBelief;
import io.trimtab.core.strategy.SelectedStrategy;
import io.trimtab.docs.chart.Figures;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.risk.measure.PerformanceSummary;
import io.trimtab.risk.stress.ReverseStressOutcome;
import java.util.ArrayList;
import java.util.List;

/** The run as text for a terminal: the last decision first, then the whole run. */
final class ConsoleText {
    private static final int REJECTIONS = 5;
    private static final int MOVES_A_LINE = 9;
    private static final int WIDTH = 24;

    private final DemoRun run;
    private final LastDecision last;
    private final StringBuilder out = new StringBuilder(8192);

    private ConsoleText(DemoRun run) {
        this.run = run;
        this.last = LastDecision.of(run);
    }

    /** Everything but timings: the same bytes on every run. */
    static String of(DemoRun run) {
        return new ConsoleText(run).write();
    }

    private String write() {
        line("TRIMTAB DEMO   " + run.prices().columns() + " currencies against the euro, "
                + run.decisionDays().size() + " monthly cycles, "
                + run.decisionDays().get(0) + " to " + last.day());
        line(EcbHistory.SOURCE);
        strategies();
        evidence();
        weights();
        constraints();
        limits();
        breaches();
        stress();
        alerts();
        summary();
        return out.toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private void heading(String text) {
        line("");
        line(text);
        line("-".repeat(text.length()));
    }

    private void strategies() {
        heading("THE LAST CYCLE: " + last.report().id() + " on " + last.day() + " came to "
                + last.report().outcome());
        line("The market is " + Wording.regime(last.report().belief().mostLikely()) + " (" + beliefs() + ").");
        heading("Why these strategies");
        for (SelectedStrategy chosen : last.chosen()) {
            List<String> parts = new ArrayList<>();
            chosen.card().contributions().forEach((factor, part) -> parts.add(factor + " " + Figures.fixed(part, 2)));
            line("  " + left(chosen.id(), WIDTH) + right(Figures.percent(chosen.weight(), 1), 7) + "  score "
                    + Figures.fixed(chosen.card().total(), 3) + " = " + String.join(" + ", parts));
        }
        int shown = Math.min(REJECTIONS, last.rejected().size());
        last.rejected().subList(0, shown).forEach(rejected -> line("  not " + rejected.text()));
        if (last.rejected().size() > shown) {
            line("  and " + (last.rejected().size() - shown) + " others");
        }
    }

    private void evidence() {
        heading("What their records prove");
        if (run.evidence().isEmpty()) {
            line("  Nothing yet: no two candidates have two years of record.");
            return;
        }
        ProvenRecords proven = new ProvenRecords(run.evidence().get());
        proven.search().forEach(sentence -> line("  " + sentence));
        line("  " + proven.best());
        line("  " + proven.passing());
    }

    private String beliefs() {
        RegimeBelief belief = last.report().belief();
        List<String> parts = new ArrayList<>();
        for (int k = 0; k < belief.size(); k++) {
            parts.add(Wording.regime(belief.regimes().get(k)) + " " + Figures.percent(belief.probability(k), 1));
        }
        return String.join(", ", parts);
    }

    private void weights() {
        heading("Why these weights");
        line("  " + left("", 6) + right("before", 8) + right("target", 8) + right("risk", 8) + "   why");
        for (LastDecision.Holding holding : last.holdings()) {
            line("  " + left(holding.id(), 6) + right(Figures.percent(holding.before(), 1), 8)
                    + right(Figures.percent(holding.target(), 1), 8)
                    + right(Figures.percent(holding.riskShare(), 1), 8) + "   " + holding.reason());
        }
        last.allocated()
                .ifPresent(answer -> line("  found by " + answer.method() + "; proved optimal to "
                        + Figures.scientific(answer.proof()) + " (scaled KKT residual)"));
    }

    private void constraints() {
        heading("What each constraint costs (basis points of yearly utility for one percentage point of room)");
        for (ConstraintCost cost : last.costs()) {
            line("  " + left(cost.name(), WIDTH) + left(Wording.bounds(cost), 18)
                    + right(Figures.percent(cost.activity(), 1), 8)
                    + right(cost.shadowPrice() == 0 ? "-" : Figures.fixed(LastDecision.basisPoints(cost), 3), 10));
        }
    }

    private void limits() {
        heading("What risk is used: the gate has " + (last.approved() ? "approved" : "denied"));
        for (LimitUsage usage : last.limits()) {
            int filled = (int) Math.round(20 * Math.min(1, Math.max(0, usage.usage())));
            line("  " + left(Wording.limit(usage), 34) + "[" + "#".repeat(filled) + ".".repeat(20 - filled) + "]"
                    + right(Figures.percent(usage.usage(), 0), 6) + "   " + Wording.amounts(usage));
        }
    }

    private void breaches() {
        LimitStory story = new LimitStory(run);
        heading("Limits exceeded and cured");
        if (story.breaches().isEmpty()) {
            line("  No limit was exceeded by what was held.");
        }
        story.breaches().forEach(text -> line("  " + text));
        story.told().forEach(text -> line("  told " + Watch.DESK + " " + text));
        line("  In " + story.heldBackWhileOpen()
                + " other cycles orders were held back because some fills of them might have exceeded a limit.");
    }

    private void stress() {
        StressedPortfolio now = StressedPortfolio.last(run);
        StressedPortfolio then = StressedPortfolio.riskiest(run);
        heading("Under stress: the last portfolio, and the riskiest of the run, of " + then.day());
        line("  " + left("", 30) + right("loss", 8) + right("at worst", 10) + right("volatility", 12)
                + right("loss", 10) + right("at worst", 10) + right("volatility", 12));
        List<StressedPortfolio.Line> lines = now.lines();
        List<StressedPortfolio.Line> others = then.lines();
        for (int i = 0; i < lines.size(); i++) {
            line("  " + left(lines.get(i).name(), 30) + stressed(lines.get(i), 8) + stressed(others.get(i), 10));
        }
        for (String note : Wording.aboutStress(now)) {
            line("  " + note);
        }
        if (now.losingATenth() instanceof ReverseStressOutcome.MostLikely found) {
            List<String> parts = new ArrayList<>();
            for (StressedPortfolio.Move move : now.moves(found)) {
                parts.add(move.id() + " " + Figures.signedPercent(move.move(), 1));
            }
            for (int i = 0; i < parts.size(); i += MOVES_A_LINE) {
                line("    " + String.join(", ", parts.subList(i, Math.min(parts.size(), i + MOVES_A_LINE))));
            }
        }
    }

    private static String stressed(StressedPortfolio.Line line, int first) {
        return right(Figures.percent(line.loss(), 2), first)
                + right(Figures.percent(line.worst(), 2), 10)
                + right(Figures.percent(line.volatility(), 2), 12);
    }

    private void alerts() {
        heading("What was alerted, and what was suppressed");
        for (RaisedAlert raised : last.report().alerts()) {
            line("  this cycle, " + raised.receipt() + ": " + raised.notice().level() + " "
                    + raised.notice().text());
        }
        AlertService alerts = run.watch().alerts();
        line("  whole run, " + Watch.DESK + ":  " + alerts.ledger(Watch.DESK));
        line("  whole run, " + Watch.PAGER + ": " + alerts.ledger(Watch.PAGER));
    }

    private void summary() {
        heading("THE WHOLE RUN, " + run.days().get(0) + " to "
                + run.days().get(run.days().size() - 1));
        PerformanceSummary own = run.performance();
        PerformanceSummary base = run.benchmarkPerformance();
        line("  " + left("", WIDTH) + right("Trimtab", 14) + right("equal weight", 14));
        row("return a year", Figures.percent(own.annualGrowth(), 2), Figures.percent(base.annualGrowth(), 2));
        row("volatility", Figures.percent(own.annualVolatility(), 2), Figures.percent(base.annualVolatility(), 2));
        row("Sharpe ratio", Wording.ratio(own.sharpe()), Wording.ratio(base.sharpe()));
        row("deepest drawdown", Figures.percent(own.maximumDrawdown(), 2), Figures.percent(base.maximumDrawdown(), 2));
        row(
                "turnover a year",
                Figures.percent(run.turnoverPerYear(), 0),
                Figures.percent(run.benchmarkTurnoverPerYear(), 0));
        row("cost a year", Figures.percent(run.costPerYear(), 3), Figures.percent(run.benchmarkCostPerYear(), 3));
        row("fills", Figures.count(run.fills()), "");
        line("  The loss of a day exceeded the value at risk of 95% on "
                + run.watch().exceeded() + " of "
                + run.watch().days() + " days, "
                + Figures.percent(
                        (double) run.watch().exceeded()
                                / Math.max(1, run.watch().days()),
                        1) + ".");
        line("  Prices only: interest on the currencies is in neither column.");
    }

    private void row(String label, String own, String base) {
        line("  " + left(label, WIDTH) + right(own, 14) + right(base, 14));
    }

    private static String left(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
