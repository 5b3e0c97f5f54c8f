package io.trimtab.benchmarks.guard;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One promise about a hot path, as a line of {@code guards.csv} states it.
 *
 * <p>Times are never compared across runs: a ratio guard divides by the time of a reference measured in the same run.
 */
sealed interface Guard {
    /** The benchmark the promise is about. */
    Subject subject();

    /** A benchmark method with the parameters it is measured at. */
    record Subject(String benchmark, Map<String, String> parameters) {
        static Subject parse(String text) {
            String[] parts = text.trim().split("\\s+");
            Map<String, String> parameters = new TreeMap<>();
            for (int i = 1; i < parts.length; i++) {
                int equals = parts[i].indexOf('=');
                parameters.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
            }
            return new Subject(parts[0], parameters);
        }

        @Override
        public String toString() {
            return parameters.isEmpty() ? benchmark : benchmark + parameters;
        }
    }

    /** At most so many bytes for each operation; 0 is meant, and half a byte allows for the profiler's own noise. */
    record Allocation(Subject subject, double bytes) implements Guard {}

    /** No byte at all, by {@link AllocatedBytes}: for operations of milliseconds. */
    record NoBytes(Subject subject) implements Guard {}

    /** At most {@code margin} times the committed ratio of subject to reference. */
    record Ratio(Subject subject, Subject reference, double baseline, double margin) implements Guard {}

    /** Reads the lines of a guard file: blank lines and lines that begin with # do not count. */
    static List<Guard> parse(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Guard::parseLine)
                .toList();
    }

    private static Guard parseLine(String line) {
        String[] cells = line.split(",");
        return switch (cells[0].trim().toLowerCase(Locale.ROOT)) {
            case "allocation" -> new Allocation(Subject.parse(cells[1]), Double.parseDouble(cells[2]));
            case "none" -> new NoBytes(Subject.parse(cells[1]));
            case "ratio" ->
                new Ratio(
                        Subject.parse(cells[1]),
                        Subject.parse(cells[2]),
                        Double.parseDouble(cells[3]),
                        Double.parseDouble(cells[4]));
            default -> throw new IllegalArgumentException("a guard is an allocation, none or a ratio, was: " + line);
        };
    }
}
