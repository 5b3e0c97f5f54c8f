package io.trimtab.alerts;

import io.trimtab.core.check.Check;
import java.util.Locale;

/**
 * The account of a service or of one of its receivers: {@code submitted = delivered + suppressed + dropped + pending}.
 *
 * <p>It counts pairs of alert and receiver: an alert routed to two channels is submitted twice. A ledger that does not
 * balance cannot exist. Immutable; prints as
 * {@code submitted 1,204 = delivered 31 + suppressed 1,173 (cooldown 1,102, throttled 71) + pending 0 + dropped 0}.
 */
public final class AlertLedger {
    private static final Outcome[] OUTCOMES = Outcome.values();

    private final long submitted;
    private final long queued;
    private final long[] counts;

    private AlertLedger(long submitted, long queued, long[] counts) {
        this.submitted = submitted;
        this.queued = queued;
        this.counts = counts;
        long settled = delivered() + suppressed() + dropped() + pending();
        if (submitted != settled) {
            throw new IllegalStateException("ledger does not balance: " + this);
        }
    }

    static AlertLedger of(long submitted, long queued, long[] counts) {
        return new AlertLedger(submitted, queued, counts.clone());
    }

    AlertLedger plus(AlertLedger other) {
        long[] sum = counts.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.counts[i];
        }
        return new AlertLedger(submitted + other.submitted, queued + other.queued, sum);
    }

    /**
     * All that came in.
     *
     * @return pairs of alert and receiver
     */
    public long submitted() {
        return submitted;
    }

    /**
     * What a channel took, or the application log in its place.
     *
     * @return pairs of alert and receiver
     */
    public long delivered() {
        return sum(Outcome.Kind.DELIVERED);
    }

    /**
     * What was held back on purpose.
     *
     * @return pairs of alert and receiver
     */
    public long suppressed() {
        return sum(Outcome.Kind.SUPPRESSED);
    }

    /**
     * What was lost; critical alerts only if the application log failed as well and the undelivered list was full.
     *
     * @return pairs of alert and receiver
     */
    public long dropped() {
        return sum(Outcome.Kind.DROPPED);
    }

    /**
     * What is not decided yet.
     *
     * @return pairs of alert and receiver
     */
    public long pending() {
        return queued + sum(Outcome.Kind.PENDING);
    }

    /**
     * One line of the account.
     *
     * @param outcome what became of the alerts
     * @return pairs of alert and receiver
     */
    public long count(Outcome outcome) {
        return counts[Check.notNull(outcome, "outcome").index()];
    }

    private long sum(Outcome.Kind kind) {
        long sum = 0;
        for (Outcome outcome : OUTCOMES) {
            if (outcome.kind() == kind) {
                sum += counts[outcome.index()];
            }
        }
        return sum;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        out.append(String.format(Locale.ROOT, "submitted %,d = delivered %,d", submitted, delivered()));
        breakdown(out, Outcome.Kind.DELIVERED, Outcome.DELIVERED);
        out.append(String.format(Locale.ROOT, " + suppressed %,d", suppressed()));
        breakdown(out, Outcome.Kind.SUPPRESSED, Outcome.DELIVERED);
        out.append(String.format(Locale.ROOT, " + pending %,d", pending()));
        breakdown(out, Outcome.Kind.PENDING, Outcome.DELIVERED);
        out.append(String.format(Locale.ROOT, " + dropped %,d", dropped()));
        breakdown(out, Outcome.Kind.DROPPED, Outcome.DELIVERED);
        return out.toString();
    }

    private void breakdown(StringBuilder out, Outcome.Kind kind, Outcome unsaid) {
        String separator = " (";
        for (Outcome outcome : OUTCOMES) {
            if (outcome.kind() == kind && outcome != unsaid && count(outcome) > 0) {
                out.append(separator).append(outcome).append(String.format(Locale.ROOT, " %,d", count(outcome)));
                separator = ", ";
            }
        }
        if (separator.equals(", ")) {
            out.append(')');
        }
    }
}
