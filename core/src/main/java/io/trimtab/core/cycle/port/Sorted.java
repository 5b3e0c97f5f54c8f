package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Immutable sorted copies: iteration order never depends on a hash. */
final class Sorted {
    private Sorted() {}

    static <V> SortedMap<String, V> copy(Map<String, V> map, String name) {
        SortedMap<String, V> copy = new TreeMap<>();
        Check.notNull(map, name)
                .forEach((key, value) ->
                        copy.put(Check.notBlank(key, "key of " + name), Check.notNull(value, name + "[" + key + "]")));
        return Collections.unmodifiableSortedMap(copy);
    }

    static SortedMap<String, Double> finite(Map<String, Double> map, String name) {
        SortedMap<String, Double> copy = copy(map, name);
        copy.forEach((key, value) -> Check.finite(value, name + "[" + key + "]"));
        return copy;
    }
}
