package io.trimtab.docs.demo;

import io.trimtab.core.market.PriceHistory;
import io.trimtab.core.time.NanoClock;
import io.trimtab.docs.ecb.EcbHistory;
import io.trimtab.docs.report.HtmlReport;
import io.trimtab.risk.stress.ReverseStressOutcome;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The demonstration: one trading cycle a month over a quarter of a century of real exchange rates.
 *
 * <p>Prints the last decision and the whole run, and writes a report as one HTML page. Options:
 *
 * <ul>
 *   <li>{@code --report FILE}: where the page goes, {@code target/trimtab-report.html} by default
 *   <li>{@code --images FOLDER}: also writes the pictures there that the guide shows: {@code equity.svg}, {@code
 *       overfitting.svg}, {@code stress.svg}, {@code reverse-stress.svg}, {@code limits.svg} and {@code limits-over-time.svg}
 *   <li>{@code --until DATE}: ends the run on a day such as 2008-12-31
 * </ul>
 */
public final class Demo {
    private Demo() {}

    /**
     * Runs the demonstration.
     *
     * @param args options
     * @throws IllegalArgumentException if an option is unknown or lacks its value
     */
    public static void main(String[] args) {
        run(List.of(args), System.out, NanoClock.system());
    }

    static void run(List<String> args, PrintStream out, NanoClock stopwatch) {
        Path report = Path.of("target", "trimtab-report.html");
        List<Path> images = new ArrayList<>();
        DemoSettings settings = DemoSettings.standard();
        for (int i = 0; i < args.size(); i += 2) {
            String value = valueOf(args, i);
            switch (args.get(i)) {
                case "--report" -> report = Path.of(value);
                case "--images" -> images.add(Path.of(value));
                case "--until" -> settings = settings.until(LocalDate.parse(value));
                default ->
                    throw new IllegalArgumentException(
                            "option must be --report, --images or --until, was \"" + args.get(i) + "\"");
            }
        }
        long start = stopwatch.nanos();
        PriceHistory prices = EcbHistory.load();
        long loaded = stopwatch.nanos() - start;
        DemoRun run = Simulation.run(prices, settings, stopwatch);
        HtmlReport page = DemoReport.of(run, loaded);
        out.println(ConsoleText.of(run));
        DemoCharts charts = new DemoCharts(run, LastDecision.of(run));
        for (Path folder : images) {
            write(folder.resolve("equity.svg"), charts.equity().document());
            write(folder.resolve("stress.svg"), charts.stress().document());
            write(folder.resolve("limits.svg"), charts.limits().document());
            write(
                    folder.resolve("limits-over-time.svg"),
                    charts.limitsOverTime().document());
            if (StressedPortfolio.last(run).losingATenth() instanceof ReverseStressOutcome.MostLikely found) {
                write(
                        folder.resolve("reverse-stress.svg"),
                        charts.reverseStress(found).document());
            }
            run.evidence()
                    .map(found -> charts.overfitting(new ProvenRecords(found)).document())
                    .ifPresent(text -> write(folder.resolve("overfitting.svg"), text));
        }
        Path written = page.writeTo(report);
        Timings took = run.timings();
        out.println(
                "Timings: rates " + Wording.milliseconds(loaded) + ", candidates " + Wording.milliseconds(took.walk())
                        + ", " + run.cycles().size() + " cycles " + Wording.milliseconds(took.cycles()) + " (median "
                        + Wording.milliseconds(took.medianCycle()) + "), all together "
                        + Wording.milliseconds(stopwatch.nanos() - start));
        out.println("Report:  " + written.toAbsolutePath().normalize());
    }

    private static String valueOf(List<String> args, int option) {
        if (option + 1 == args.size()) {
            throw new IllegalArgumentException("option " + args.get(option) + " must be followed by its value");
        }
        return args.get(option + 1);
    }

    private static void write(Path file, String text) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
