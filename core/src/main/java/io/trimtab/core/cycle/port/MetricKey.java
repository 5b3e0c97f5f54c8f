package io.trimtab.core.cycle.port;

import io.trimtab.core.check.Check;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The name of a measurement with its labels; made once and kept, so that measuring allocates nothing.
 *
 * @param name the name in dotted lower case
 * @param labels what tells series of one name apart, sorted; copied
 */
public record MetricKey(String name, SortedMap<String, String> labels) implements Comparable<MetricKey> {
    /** Checks and copies. */
    public MetricKey {
        Check.notBlank(name, "name");
        labels = Sorted.copy(labels, "labels");
    }

    /**
     * A key without labels.
     *
     * @param name the name
     * @return the key
     */
    public static MetricKey of(String name) {
        return new MetricKey(name, new TreeMap<>());
    }

    /**
     * A key with one label.
     *
     * @param name the name
     * @param label the label's name
     * @param value the label's value
     * @return the key
     */
    public static MetricKey of(String name, String label, String value) {
        SortedMap<String, String> labels = new TreeMap<>();
        labels.put(Check.notNull(label, "label"), Check.notNull(value, "value"));
        return new MetricKey(name, labels);
    }

    @Override
    public int compareTo(MetricKey other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : labels.toString().compareTo(other.labels.toString());
    }

    @Override
    public String toString() {
        return labels.isEmpty() ? name : name + labels;
    }
}
