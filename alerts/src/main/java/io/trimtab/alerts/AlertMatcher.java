package io.trimtab.alerts;

import io.trimtab.alerts.match.LabelMatcher;
import io.trimtab.core.check.Check;

/**
 * Conditions for routes, silences and inhibition, in the words of alerts.
 *
 * <pre>{@code
 * builder.route(AlertMatcher.severity(Severity.CRITICAL), pager)
 * }</pre>
 *
 * <p>Beside its labels an alert answers to {@value #TYPE}, {@value #SEVERITY} and {@value #SOURCE}, which no label can
 * hide.
 */
public final class AlertMatcher {
    /** The name under which an alert's type is matched. */
    public static final String TYPE = "@type";
    /** The name under which an alert's severity is matched. */
    public static final String SEVERITY = "@severity";
    /** The name under which an alert's source is matched. */
    public static final String SOURCE = "@source";

    private AlertMatcher() {}

    /**
     * Alerts of a severity and above.
     *
     * @param least the lowest severity
     * @return the condition
     */
    public static LabelMatcher severity(Severity least) {
        Check.notNull(least, "severity");
        StringBuilder names = new StringBuilder();
        for (Severity severity : Severity.values()) {
            if (severity.isAtLeast(least)) {
                names.append(names.length() == 0 ? "" : "|").append(severity.name());
            }
        }
        return LabelMatcher.matches(SEVERITY, names.toString());
    }

    /**
     * Alerts of a type.
     *
     * @param type the type
     * @return the condition
     */
    public static LabelMatcher type(String type) {
        return LabelMatcher.equal(TYPE, Check.notBlank(type, "type"));
    }

    /**
     * Alerts with a value of a label.
     *
     * @param name the label's name
     * @param value its value; empty for alerts that lack the label
     * @return the condition
     */
    public static LabelMatcher label(String name, String value) {
        return LabelMatcher.equal(name, value);
    }
}
