package io.trimtab.benchmarks.guard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures what {@code guards.csv} names, prints one line for each promise and fails if one is broken.
 *
 * <p>Arguments are handed to the forked JVMs: {@code --add-modules jdk.incubator.vector} measures the vector kernels.
 */
public final class BenchmarkGuards {
    private static final String FILE = "guards.csv";
    private static final TimeValue SHORT = TimeValue.milliseconds(400);
    private static final TimeValue LONG = TimeValue.seconds(4);

    private BenchmarkGuards() {}

    /**
     * Runs the guards; the process exits with 1 if a promise is broken.
     *
     * @param args arguments of the measuring JVMs
     * @throws RunnerException if a benchmark fails
     * @throws IOException if the guard file cannot be read
     */
    public static void main(String[] args) throws RunnerException, IOException {
        List<Guard> guards = readGuards();
        if (guards.isEmpty()) {
            throw new IllegalStateException(FILE + " names no promise: a guard that checks nothing proves nothing");
        }
        Map<String, Measurement> measured = new TreeMap<>();
        int broken = 0;
        for (Guard guard : guards) {
            broken += holds(guard, measured, args) ? 0 : 1;
        }
        System.out.printf(Locale.ROOT, "%d promises kept, %d broken%n", guards.size() - broken, broken);
        if (broken > 0) {
            System.exit(1);
        }
    }

    private static List<Guard> readGuards() throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(BenchmarkGuards.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            return Guard.parse(reader.lines().toList());
        }
    }

    private static boolean holds(Guard guard, Map<String, Measurement> measured, String[] jvmArgs)
            throws RunnerException, IOException {
        if (guard instanceof Guard.NoBytes none) {
            long bytes = AllocatedBytes.perRound(none.subject(), jvmArgs);
            System.out.printf(
                    Locale.ROOT,
                    "%s  %s allocates %d B in %d calls, allowed none%n",
                    bytes == 0 ? "kept  " : "BROKEN",
                    guard.subject(),
                    bytes,
                    AllocatedBytes.calls());
            return bytes == 0;
        }
        Measurement subject = measure(guard.subject(), measured, jvmArgs);
        if (guard instanceof Guard.Ratio ratio) {
            Measurement reference = measure(ratio.reference(), measured, jvmArgs);
            double value = subject.nanosPerOperation() / reference.nanosPerOperation();
            boolean holds = value <= ratio.baseline() * ratio.margin();
            System.out.printf(
                    Locale.ROOT,
                    "%s  %s / %s = %.3f, committed %.3f, allowed up to %.1f times that%n",
                    holds ? "kept  " : "BROKEN",
                    guard.subject(),
                    ratio.reference(),
                    value,
                    ratio.baseline(),
                    ratio.margin());
            return holds;
        }
        Guard.Allocation allocation = (Guard.Allocation) guard;
        if (subject.bytesPerOperation() > allocation.bytes()) {
            // The harness itself allocates some kilobytes an iteration: over ten times the operations they fade, what
            // the operation allocates does not. And a busy machine's compiler may need the longer warm-up.
            subject = run(guard.subject(), jvmArgs, LONG);
        }
        boolean holds = subject.bytesPerOperation() <= allocation.bytes();
        System.out.printf(
                Locale.ROOT,
                "%s  %s allocates %.3f B/op, allowed %.1f%n",
                holds ? "kept  " : "BROKEN",
                guard.subject(),
                subject.bytesPerOperation(),
                allocation.bytes());
        return holds;
    }

    /** Time and bytes of one operation. */
    private record Measurement(double nanosPerOperation, double bytesPerOperation) {}

    private static Measurement measure(Guard.Subject subject, Map<String, Measurement> measured, String[] jvmArgs)
            throws RunnerException {
        Measurement known = measured.get(subject.toString());
        if (known != null) {
            return known;
        }
        Measurement measurement = run(subject, jvmArgs, SHORT);
        measured.put(subject.toString(), measurement);
        return measurement;
    }

    private static Measurement run(Guard.Subject subject, String[] jvmArgs, TimeValue iteration)
            throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^io\\.trimtab\\.benchmarks\\." + subject.benchmark().replace(".", "\\.") + "$")
                .mode(org.openjdk.jmh.annotations.Mode.AverageTime)
                .timeUnit(java.util.concurrent.TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(4)
                .warmupTime(iteration)
                .measurementIterations(5)
                .measurementTime(iteration)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .jvmArgsAppend(jvmArgs);
        subject.parameters().forEach((name, value) -> options.param(name, value));
        Collection<RunResult> results = new Runner(options.build()).run();
        if (results.size() != 1) {
            throw new IllegalStateException(
                    subject + " names " + results.size() + " benchmarks where exactly one is expected");
        }
        RunResult result = results.iterator().next();
        return new Measurement(result.getPrimaryResult().getScore(), bytes(result.getSecondaryResults()));
    }

    @SuppressWarnings("rawtypes") // JMH hands out the raw type
    private static double bytes(Map<String, Result> secondary) {
        for (Map.Entry<String, Result> entry : secondary.entrySet()) {
            if (entry.getKey().endsWith("gc.alloc.rate.norm")) {
                return entry.getValue().getScore();
            }
        }
        throw new IllegalStateException("the profiler reported no allocation rate");
    }
}
