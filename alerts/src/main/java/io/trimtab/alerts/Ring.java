package io.trimtab.alerts;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The last so many values, with the oldest giving way. Guarded by the service's monitor.
 *
 * @param <T> the type of the values
 */
final class Ring<T> {
    private final int capacity;
    private final ArrayDeque<T> values = new ArrayDeque<>();

    Ring(int capacity) {
        this.capacity = capacity;
    }

    void add(T value) {
        if (capacity == 0) {
            return;
        }
        if (values.size() == capacity) {
            values.remove();
        }
        values.add(value);
    }

    List<T> toList() {
        return List.copyOf(values);
    }
}
