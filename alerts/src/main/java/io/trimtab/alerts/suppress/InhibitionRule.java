package io.trimtab.alerts.suppress;

import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.match.LabelSet;
import io.trimtab.core.check.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * While an alert that {@code source} matches is firing, alerts that {@code target} matches are not told, if both have the
 * same values of some labels.
 *
 * <p>An alert that matches both sides does not keep back another that does: otherwise the two would silence each other.
 *
 * @param source which alerts keep others back
 * @param target which alerts are kept back
 * @param equal the labels that must agree; a label that both lack agrees
 */
public record InhibitionRule(LabelMatchers source, LabelMatchers target, List<String> equal) {
    public InhibitionRule {
        Check.notNull(source, "source");
        Check.notNull(target, "target");
        Check.notNull(equal, "equal");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < equal.size(); i++) {
            names.add(Check.notBlank(equal.get(i), "equal[" + i + "]"));
        }
        equal = List.copyOf(names);
    }

    /** What must agree. */
    List<String> values(LabelSet labels) {
        List<String> values = new ArrayList<>(equal.size());
        for (String name : equal) {
            values.add(labels.value(name));
        }
        return values;
    }

    @Override
    public String toString() {
        return source + " inhibits " + target + (equal.isEmpty() ? "" : " of equal " + String.join(", ", equal));
    }
}
