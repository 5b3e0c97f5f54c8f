package io.trimtab.alerts.route;

import io.trimtab.alerts.suppress.MuteSchedule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a branch of the tree sends alerts, with all that it inherits.
 *
 * @param <R> what stands for a receiver
 */
public final class Destination<R> {
    private final int index;
    private final List<R> receivers;
    private final @Nullable Grouping grouping;
    private final List<MuteSchedule> mutes;

    Destination(int index, List<R> receivers, @Nullable Grouping grouping, List<MuteSchedule> mutes) {
        this.index = index;
        this.receivers = receivers;
        this.grouping = grouping;
        this.mutes = mutes;
    }

    /**
     * The branch's place in the tree.
     *
     * @return a number from 0 for the root, in the order in which the tree is written
     */
    public int index() {
        return index;
    }

    /**
     * Who is told.
     *
     * @return at least one receiver
     */
    public List<R> receivers() {
        return receivers;
    }

    /**
     * How alerts are told together.
     *
     * @return the grouping; empty if each is told at once and alone
     */
    public Optional<Grouping> grouping() {
        return Optional.ofNullable(grouping);
    }

    /**
     * When alerts are kept back.
     *
     * @return the schedules, possibly none
     */
    public List<MuteSchedule> mutes() {
        return mutes;
    }

    @Override
    public String toString() {
        return "Destination[" + index + " -> " + receivers + "]";
    }
}
