package io.trimtab.docs.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long things took, in nanoseconds: all that differs from run to run. */
final class Timings {
    private final List<Long> cycles = new ArrayList<>();
    private long walk;

    void walked(long nanos) {
        walk = nanos;
    }

    void cycled(long nanos) {
        cycles.add(nanos);
    }

    /** Walking all candidates through the whole history. */
    long walk() {
        return walk;
    }

    /** All cycles together. */
    long cycles() {
        return cycles.stream().mapToLong(Long::longValue).sum();
    }

    /** The cycle in the middle when all are sorted by their time. */
    long medianCycle() {
        List<Long> sorted = new ArrayList<>(cycles);
        Collections.sort(sorted);
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    /** The last cycle, when the code is warm. */
    long lastCycle() {
        return cycles.isEmpty() ? 0 : cycles.get(cycles.size() - 1);
    }
}
