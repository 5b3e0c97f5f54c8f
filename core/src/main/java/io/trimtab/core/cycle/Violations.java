package io.trimtab.core.cycle;

import io.trimtab.core.check.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a configuration, to say it all at once. */
final class Violations {
    private static final Duration LONGEST = Duration.ofDays(366);

    private final List<String> found = new ArrayList<>();

    /** What is thrown in the end; carries its parts, so that a reader can add its own. */
    static final class Refused extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        /** What is wrong, one entry each. */
        private final transient List<String> parts;

        Refused(List<String> parts) {
            super("the configuration has " + parts.size() + (parts.size() == 1 ? " error: " : " errors: ")
                    + String.join("; ", parts));
            this.parts = List.copyOf(parts);
        }
    }

    void add(String message) {
        found.add(message);
    }

    void addAll(Refused refused) {
        found.addAll(refused.parts);
    }

    void unless(boolean fine, String message) {
        if (!fine) {
            found.add(message);
        }
    }

    void unlessWithin(double value, double low, double high, String name) {
        unless(
                value >= low && value <= high,
                name + " must be from " + plain(low) + " to " + plain(high) + ", was " + plain(value));
    }

    void unlessPositive(Duration value, String name) {
        Check.notNull(value, name);
        unless(
                value.compareTo(Duration.ZERO) > 0 && value.compareTo(LONGEST) <= 0,
                name + " must be longer than zero and at most 366 days, was " + value);
    }

    private static String plain(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    List<String> found() {
        return List.copyOf(found);
    }

    void refuse() {
        if (!found.isEmpty()) {
            throw new Refused(found);
        }
    }
}
