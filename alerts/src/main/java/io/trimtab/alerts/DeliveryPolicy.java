package io.trimtab.alerts;

import io.trimtab.alerts.throttle.GcraLimit;
import io.trimtab.core.check.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a channel is asked: which alerts, how often again, for how long, and whom to ask in its place.
 *
 * <pre>{@code
 * DeliveryPolicy.retrying(5)
 *         .backingOff(Duration.ofSeconds(1), Duration.ofMinutes(1))
 *         .timeout(Duration.ofSeconds(10))
 *         .budget(GcraLimit.of(20, Duration.ofMinutes(1)))
 *         .failingOverTo(mail)
 * }</pre>
 *
 * <p>Between attempts the service waits a random time from 0 to {@code first x 2^k}, at most {@code longest} ("full
 * jitter"), or as long as the channel asks if that is longer. After so many attempts in a row that failed the circuit
 * breaks: the channel is left alone for a while, then asked once, and again. What a channel does not take goes to the next
 * of its failover chain; a critical alert that none takes goes to the application log and the list of undelivered alerts.
 * Immutable.
 */
public final class DeliveryPolicy {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_ATTEMPTS = 100;

    private final Severity minimum;
    private final int capacity;
    private final int criticalReserve;
    private final int attempts;
    private final Duration firstBackoff;
    private final Duration longestBackoff;
    private final Duration timeout;
    private final int breakAfter;
    private final Duration openFor;
    private final @Nullable GcraLimit budget;
    private final @Nullable GcraLimit criticalBudget;
    private final List<AlertChannel> failover;

    private DeliveryPolicy(Draft draft) {
        this.minimum = draft.minimum;
        this.capacity = draft.capacity;
        this.criticalReserve = draft.criticalReserve;
        this.attempts = draft.attempts;
        this.firstBackoff = draft.firstBackoff;
        this.longestBackoff = draft.longestBackoff;
        this.timeout = draft.timeout;
        this.breakAfter = draft.breakAfter;
        this.openFor = draft.openFor;
        this.budget = draft.budget;
        this.criticalBudget = draft.criticalBudget;
        this.failover = draft.failover;
    }

    /** The fields on their way from one policy to a changed copy. */
    private static final class Draft {
        private Severity minimum = Severity.INFO;
        private int capacity = 1_024;
        private int criticalReserve = 256;
        private int attempts = 1;
        private Duration firstBackoff = Duration.ofSeconds(1);
        private Duration longestBackoff = Duration.ofMinutes(1);
        private Duration timeout = Duration.ofSeconds(30);
        private int breakAfter = Integer.MAX_VALUE;
        private Duration openFor = Duration.ofSeconds(30);

        private @Nullable GcraLimit budget;

        private @Nullable GcraLimit criticalBudget;

        private List<AlertChannel> failover = List.of();
    }

    private Draft draft() {
        Draft draft = new Draft();
        draft.minimum = minimum;
        draft.capacity = capacity;
        draft.criticalReserve = criticalReserve;
        draft.attempts = attempts;
        draft.firstBackoff = firstBackoff;
        draft.longestBackoff = longestBackoff;
        draft.timeout = timeout;
        draft.breakAfter = breakAfter;
        draft.openFor = openFor;
        draft.budget = budget;
        draft.criticalBudget = criticalBudget;
        draft.failover = failover;
        return draft;
    }

    /**
     * One attempt, no breaker: for channels within the process, such as a log.
     *
     * @return the policy
     */
    public static DeliveryPolicy once() {
        return new DeliveryPolicy(new Draft());
    }

    /**
     * Several attempts, from a second to a minute apart, with a circuit that breaks for 30 seconds after 5 failures in a
     * row: for channels across a network.
     *
     * @param attempts how many attempts one notification gets, from 1 to 100
     * @return the policy
     */
    public static DeliveryPolicy retrying(int attempts) {
        Check.atLeast(attempts, 1, "attempts");
        if (attempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException("attempts must be at most " + MOST_ATTEMPTS + ", was " + attempts);
        }
        Draft draft = new Draft();
        draft.attempts = attempts;
        draft.breakAfter = 5;
        return new DeliveryPolicy(draft);
    }

    /**
     * Keeps less urgent alerts from the channel.
     *
     * @param least the lowest severity that the channel is told
     * @return a changed copy
     */
    public DeliveryPolicy atLeast(Severity least) {
        Draft draft = draft();
        draft.minimum = Check.notNull(least, "severity");
        return new DeliveryPolicy(draft);
    }

    /**
     * Bounds the notifications that wait for the channel.
     *
     * @param capacity notifications of any severity, at least 1; 1,024 unless given
     * @param reserve places on top that only critical ones may take, at least 0; 256 unless given
     * @return a changed copy
     */
    public DeliveryPolicy queue(int capacity, int reserve) {
        Draft draft = draft();
        draft.capacity = Check.atLeast(capacity, 1, "capacity");
        draft.criticalReserve = Check.atLeast(reserve, 0, "reserve");
        return new DeliveryPolicy(draft);
    }

    /**
     * Sets the bound of the random wait between attempts: {@code first}, then doubled each time.
     *
     * @param first before the second attempt, from 1 ms to a day
     * @param longest at most, from {@code first} to a day
     * @return a changed copy
     */
    public DeliveryPolicy backingOff(Duration first, Duration longest) {
        Draft draft = draft();
        draft.firstBackoff = checked(first, "first");
        draft.longestBackoff = checked(longest, "longest");
        if (longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("longest must be at least first " + first + ", was " + longest);
        }
        return new DeliveryPolicy(draft);
    }

    /**
     * Sets how long one attempt may take before it is given up and its thread interrupted. Only a service that was given
     * an executor can give up an attempt; otherwise the channel is called by the thread that advances the service.
     *
     * @param timeout from 1 ms to a day; 30 seconds unless given
     * @return a changed copy
     */
    public DeliveryPolicy timeout(Duration timeout) {
        Draft draft = draft();
        draft.timeout = checked(timeout, "timeout");
        return new DeliveryPolicy(draft);
    }

    /**
     * Leaves the channel alone after failures.
     *
     * @param failures how many attempts in a row must fail, at least 1
     * @param open for how long, from 1 ms to a day
     * @return a changed copy
     */
    public DeliveryPolicy breakingAfter(int failures, Duration open) {
        Draft draft = draft();
        draft.breakAfter = Check.atLeast(failures, 1, "failures");
        draft.openFor = checked(open, "open");
        return new DeliveryPolicy(draft);
    }

    /**
     * Bounds what the channel is told of less than critical severity; what exceeds it goes into the digest.
     *
     * @param limit how many notifications
     * @return a changed copy
     */
    public DeliveryPolicy budget(GcraLimit limit) {
        Draft draft = draft();
        draft.budget = Check.notNull(limit, "limit");
        return new DeliveryPolicy(draft);
    }

    /**
     * Paces what the channel is told of critical severity; what exceeds it waits.
     *
     * @param limit how many notifications
     * @return a changed copy
     */
    public DeliveryPolicy criticalBudget(GcraLimit limit) {
        Draft draft = draft();
        draft.criticalBudget = Check.notNull(limit, "limit");
        return new DeliveryPolicy(draft);
    }

    /**
     * Adds a channel to ask when this one, and those added before, did not take a notification.
     *
     * @param next the channel; asked by its own policy, without its failover chain
     * @return a changed copy
     */
    public DeliveryPolicy failingOverTo(AlertChannel next) {
        Draft draft = draft();
        List<AlertChannel> chain = new ArrayList<>(failover);
        chain.add(Check.notNull(next, "next"));
        draft.failover = List.copyOf(chain);
        return new DeliveryPolicy(draft);
    }

    private static Duration checked(Duration value, String name) {
        if (Check.notNull(value, name).compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be from 1 ms to a day, was " + value);
        }
        return value;
    }

    Severity minimum() {
        return minimum;
    }

    int capacity() {
        return capacity;
    }

    int criticalReserve() {
        return criticalReserve;
    }

    int attempts() {
        return attempts;
    }

    /** The bound of the random wait before an attempt, in nanoseconds; {@code failed} attempts came before. */
    long backoffNanos(int failed) {
        long first = firstBackoff.toNanos();
        int doublings = Math.min(failed - 1, Long.numberOfLeadingZeros(first) - 2);
        return Math.min(first << doublings, longestBackoff.toNanos());
    }

    long timeoutNanos() {
        return timeout.toNanos();
    }

    int breakAfter() {
        return breakAfter;
    }

    long openNanos() {
        return openFor.toNanos();
    }

    Optional<GcraLimit> budget() {
        return Optional.ofNullable(budget);
    }

    Optional<GcraLimit> criticalBudget() {
        return Optional.ofNullable(criticalBudget);
    }

    List<AlertChannel> failover() {
        return failover;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("DeliveryPolicy[");
        out.append(minimum)
                .append(" and above, ")
                .append(attempts)
                .append(" attempts, timeout ")
                .append(timeout);
        if (budget != null) {
            out.append(", budget ").append(budget);
        }
        for (AlertChannel next : failover) {
            out.append(", else ").append(next.name());
        }
        return out.append(']').toString();
    }
}
