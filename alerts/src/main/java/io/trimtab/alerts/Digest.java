package io.trimtab.alerts;

import io.trimtab.alerts.text.SafeText;
import io.trimtab.core.check.Check;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a receiver was spared since it was last told: counts by reason, first and last time, and the worst severity.
 *
 * @param receiver the channel's name
 * @param counts how many alerts were suppressed, by reason
 * @param first when the first was suppressed
 * @param last when the last was suppressed
 * @param worst the highest severity among them
 */
public record Digest(String receiver, SortedMap<Outcome, Long> counts, Instant first, Instant last, Severity worst) {
    /** The type of the alert as which a digest is delivered. */
    public static final String TYPE = "trimtab.alerts.digest";

    public Digest {
        Check.notNull(receiver, "receiver");
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(Check.notNull(counts, "counts")));
        Check.notNull(first, "first");
        Check.notNull(last, "last");
        Check.notNull(worst, "worst");
    }

    /**
     * All that was suppressed.
     *
     * @return a count
     */
    public long total() {
        long total = 0;
        for (long count : counts.values()) {
            total += count;
        }
        return total;
    }

    void save(StateWriter out) {
        out.putText(receiver);
        out.putInt(counts.size());
        counts.forEach((outcome, count) -> {
            out.putName(outcome);
            out.putLong(count);
        });
        out.putInstant(first);
        out.putInstant(last);
        out.putName(worst);
    }

    static Digest restored(StateReader in) {
        String receiver = in.getText();
        SortedMap<Outcome, Long> counts = new TreeMap<>();
        int kinds = in.getCount();
        for (int i = 0; i < kinds; i++) {
            Outcome outcome = in.getName(Outcome.class);
            counts.put(outcome, in.getLong());
        }
        Instant first = in.getInstant();
        Instant last = in.getInstant();
        return new Digest(receiver, counts, first, last, in.getName(Severity.class));
    }

    /** As an alert, which is how a channel is told. */
    Alert toAlert() {
        return Alert.of(worst, TYPE)
                .label("receiver", receiver.substring(0, SafeText.cut(receiver, Alert.LONGEST_VALUE)))
                .text(toString())
                .source("trimtab")
                .startsAt(first);
    }

    /** One line for people. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        out.append(String.format(Locale.ROOT, "%,d alerts held back for %s (", total(), receiver));
        String separator = "";
        for (var count : counts.entrySet()) {
            out.append(separator).append(count.getKey()).append(String.format(Locale.ROOT, " %,d", count.getValue()));
            separator = ", ";
        }
        return out.append("), worst ")
                .append(worst)
                .append(", from ")
                .append(first)
                .append(" to ")
                .append(last)
                .toString();
    }
}
