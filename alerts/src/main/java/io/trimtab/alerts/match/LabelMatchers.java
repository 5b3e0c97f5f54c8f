package io.trimtab.alerts.match;

import io.trimtab.core.check.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Conditions that must all hold; none at all hold for everything.
 *
 * @param conditions the conditions
 */
public record LabelMatchers(List<LabelMatcher> conditions) {
    public LabelMatchers {
        Check.notNull(conditions, "conditions");
        List<LabelMatcher> copy = new ArrayList<>(conditions.size());
        for (int i = 0; i < conditions.size(); i++) {
            copy.add(Check.notNull(conditions.get(i), "conditions[" + i + "]"));
        }
        conditions = List.copyOf(copy);
    }

    /**
     * Conditions that must all hold.
     *
     * @param conditions the conditions
     * @return them together
     */
    public static LabelMatchers all(LabelMatcher... conditions) {
        return new LabelMatchers(Arrays.asList(Check.notNull(conditions, "conditions")));
    }

    /**
     * Whether some labels fulfil all conditions.
     *
     * @param labels the labels
     * @return whether they do
     */
    public boolean matches(LabelSet labels) {
        for (int i = 0; i < conditions.size(); i++) {
            if (!conditions.get(i).matches(labels)) {
                return false;
            }
        }
        return true;
    }

    /** As people write it: {@code {book="fx", venue=~"XETR|XLON"}}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("{");
        String separator = "";
        for (LabelMatcher condition : conditions) {
            out.append(separator).append(condition);
            separator = ", ";
        }
        return out.append('}').toString();
    }
}
