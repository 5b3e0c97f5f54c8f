package io.trimtab.alerts;

import io.trimtab.core.check.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens to an alert that nobody acknowledges: after some time it is told again, as more severe, to others.
 *
 * <pre>{@code
 * builder.escalate(
 *         LabelMatchers.all(AlertMatcher.severity(Severity.ERROR)),
 *         Escalation.after(Duration.ofMinutes(5)).to(Severity.CRITICAL)     // those who have been told
 *                 .thenAfter(Duration.ofMinutes(10)).to(Severity.CRITICAL, phone));
 * }</pre>
 *
 * <p>The time runs while the condition holds and nobody has acknowledged it; an acknowledgement that ends starts the time
 * to the next step anew. A step never makes an alert less severe. What a step tells counts as submitted to the receivers it
 * goes to, is subject to silences, inhibition and schedules, and to neither cooldown nor rates. Whoever was told by a step
 * is also told of the end. Immutable.
 */
public final class Escalation {
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int MOST_STEPS = 64;

    /** One step: so long after the one before, as severe as this at least, to these; to the alert's own receivers if none. */
    record Step(Duration after, Severity severity, List<AlertChannel> channels) {}

    private final List<Step> steps;

    private Escalation(List<Step> steps) {
        this.steps = steps;
    }

    /** A step that still lacks what it does. */
    @FunctionalInterface
    public interface Deadline {
        /**
         * Completes the step.
         *
         * @param severity how severe the alert is told to be, at least
         * @param channels who is told; nobody for those to whom the alert's own routes lead
         * @return the escalation with this step
         */
        Escalation to(Severity severity, AlertChannel... channels);
    }

    /**
     * Begins the first step.
     *
     * @param unacknowledged how long after the alert began to fire, from 1 ms to 366 days
     * @return the rest of the sentence
     */
    public static Deadline after(Duration unacknowledged) {
        return new Escalation(List.of()).thenAfter(unacknowledged);
    }

    /**
     * Begins a further step.
     *
     * @param unacknowledged how long after the step before, from 1 ms to 366 days
     * @return the rest of the sentence
     */
    public Deadline thenAfter(Duration unacknowledged) {
        if (Check.notNull(unacknowledged, "unacknowledged").compareTo(Duration.ofMillis(1)) < 0
                || unacknowledged.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("unacknowledged must be from 1 ms to 366 days, was " + unacknowledged);
        }
        if (steps.size() >= MOST_STEPS) {
            throw new IllegalArgumentException("an escalation has at most " + MOST_STEPS + " steps");
        }
        return (severity, channels) -> with(unacknowledged, severity, channels);
    }

    private Escalation with(Duration after, Severity severity, AlertChannel... channels) {
        Check.notNull(severity, "severity");
        List<AlertChannel> told = new ArrayList<>();
        for (int i = 0; i < Check.notNull(channels, "channels").length; i++) {
            AlertChannel channel = Check.notNull(channels[i], "channels[" + i + "]");
            if (!told.contains(channel)) {
                told.add(channel);
            }
        }
        List<Step> all = new ArrayList<>(steps);
        all.add(new Step(after, severity, List.copyOf(told)));
        return new Escalation(List.copyOf(all));
    }

    List<Step> steps() {
        return steps;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("Escalation[");
        String separator = "after ";
        for (Step step : steps) {
            out.append(separator).append(step.after()).append(" to ").append(step.severity());
            separator = ", then after ";
        }
        return out.append(']').toString();
    }
}
