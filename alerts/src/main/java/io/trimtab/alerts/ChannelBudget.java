package io.trimtab.alerts;

import io.trimtab.alerts.throttle.GcraLimit;
import io.trimtab.core.check.Check;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much a channel is told, while the service runs.
 *
 * <pre>{@code
 * alerts.budgets(Map.of("chat", ChannelBudget.of(GcraLimit.of(5, Duration.ofMinutes(1)))));
 * }</pre>
 *
 * <p>At the beginning {@link DeliveryPolicy#budget} and {@link DeliveryPolicy#criticalBudget} say it. Immutable.
 *
 * @see AlertService#budgets
 */
public final class ChannelBudget {
    private static final ChannelBudget UNLIMITED = new ChannelBudget(null, null);

    private final @Nullable GcraLimit others;
    private final @Nullable GcraLimit critical;

    private ChannelBudget(@Nullable GcraLimit others, @Nullable GcraLimit critical) {
        this.others = others;
        this.critical = critical;
    }

    /**
     * No bound at all.
     *
     * @return the budget
     */
    public static ChannelBudget unlimited() {
        return UNLIMITED;
    }

    /**
     * Bounds what is less than critical; what exceeds it goes into the digest.
     *
     * @param limit how many notifications
     * @return the budget, without a bound on what is critical
     */
    public static ChannelBudget of(GcraLimit limit) {
        return new ChannelBudget(Check.notNull(limit, "limit"), null);
    }

    /**
     * Paces what is critical; what exceeds it waits.
     *
     * @param limit how many notifications
     * @return a changed copy
     */
    public ChannelBudget critical(GcraLimit limit) {
        return new ChannelBudget(others, Check.notNull(limit, "limit"));
    }

    /**
     * The bound on what is less than critical.
     *
     * @return the limit, empty if there is none
     */
    public Optional<GcraLimit> limit() {
        return Optional.ofNullable(others);
    }

    /**
     * The pace of what is critical.
     *
     * @return the limit, empty if there is none
     */
    public Optional<GcraLimit> criticalLimit() {
        return Optional.ofNullable(critical);
    }

    /** Budgets of equal limits are equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChannelBudget that
                && Objects.equals(others, that.others)
                && Objects.equals(critical, that.critical);
    }

    @Override
    public int hashCode() {
        return Objects.hash(others, critical);
    }

    @Override
    public String toString() {
        return "ChannelBudget[" + (others == null ? "no limit" : others) + "; critical: "
                + (critical == null ? "no limit" : critical) + "]";
    }
}
