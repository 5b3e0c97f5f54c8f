package io.trimtab.alerts.match;

/** Something whose labels can be asked for. A label that is missing has the empty value: the two are not told apart. */
@FunctionalInterface
public interface LabelSet {
    /**
     * The value of a label.
     *
     * @param name the label's name
     * @return its value, empty if there is no such label
     */
    String value(String name);
}
