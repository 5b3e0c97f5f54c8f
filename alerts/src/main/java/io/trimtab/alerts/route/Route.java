package io.trimtab.alerts.route;

import io.trimtab.alerts.match.LabelMatcher;
import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.suppress.MuteSchedule;
import io.trimtab.core.check.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A branch of the tree that says who is told of which alerts.
 *
 * <pre>{@code
 * Route.to(chat)
 *         .grouped(Grouping.by("book"))
 *         .child(Route.<AlertChannel>when(LabelMatcher.equal("desk", "fx")).sending(fxChat)
 *                 .child(Route.<AlertChannel>when(LabelMatcher.equal("@severity", "CRITICAL")).sending(pager)))
 * }</pre>
 *
 * <p>An alert goes down the tree: the first child whose conditions it fulfils takes it, and a child that is
 * {@linkplain #continuing continuing} lets the next ones have it too; where no child takes it the branch itself does.
 * Receivers, grouping and schedules are those of the branch, or of the nearest branch above that has any. Immutable.
 *
 * @param <R> what stands for a receiver
 */
public final class Route<R> {
    private final LabelMatchers conditions;
    private final List<R> receivers;
    private final @Nullable UnaryOperator<Grouping> grouping;
    private final List<MuteSchedule> mutes;
    private final boolean continuing;
    private final List<Route<R>> children;

    private Route(
            LabelMatchers conditions,
            List<R> receivers,
            @Nullable UnaryOperator<Grouping> grouping,
            List<MuteSchedule> mutes,
            boolean continuing,
            List<Route<R>> children) {
        this.conditions = conditions;
        this.receivers = receivers;
        this.grouping = grouping;
        this.mutes = mutes;
        this.continuing = continuing;
        this.children = children;
    }

    /**
     * The root of a tree: it takes every alert.
     *
     * @param first who is told of what no child takes
     * @param more who else is
     * @param <R> what stands for a receiver
     * @return the root
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <R> Route<R> to(R first, R... more) {
        return new Route<>(LabelMatchers.all(), list(first, more), null, List.of(), false, List.of());
    }

    /**
     * A branch, with the receivers of the one above until it is given its own.
     *
     * @param conditions what an alert must fulfil, all of them
     * @param <R> what stands for a receiver
     * @return the branch
     */
    public static <R> Route<R> when(LabelMatcher... conditions) {
        return new Route<>(LabelMatchers.all(conditions), List.of(), null, List.of(), false, List.of());
    }

    /**
     * Sets who is told.
     *
     * @param first a receiver
     * @param more further ones
     * @return a changed copy
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final Route<R> sending(R first, R... more) {
        return new Route<>(conditions, list(first, more), grouping, mutes, continuing, children);
    }

    /**
     * Tells alerts together. Without it, here and above, each alert is told at once and alone.
     *
     * @param how how
     * @return a changed copy
     */
    public Route<R> grouped(Grouping how) {
        Check.notNull(how, "grouping");
        return new Route<>(conditions, receivers, above -> how, mutes, continuing, children);
    }

    /**
     * Tells alerts together in a way that differs a little from that of the branch above:
     * {@code regrouped(above -> above.waiting(Duration.ofMinutes(2)))}.
     *
     * @param change makes the grouping from the one above, or from {@code Grouping.by()} if there is none
     * @return a changed copy
     */
    public Route<R> regrouped(UnaryOperator<Grouping> change) {
        return new Route<>(conditions, receivers, Check.notNull(change, "change"), mutes, continuing, children);
    }

    /**
     * Keeps alerts back at times; given again, each schedule does.
     *
     * @param schedule when
     * @return a changed copy, whose schedules replace those of the branch above
     */
    public Route<R> muted(MuteSchedule schedule) {
        List<MuteSchedule> all = new ArrayList<>(mutes);
        all.add(Check.notNull(schedule, "schedule"));
        return new Route<>(conditions, receivers, grouping, List.copyOf(all), continuing, children);
    }

    /**
     * Lets the branches after this one have its alerts too.
     *
     * @return a changed copy
     */
    public Route<R> continuing() {
        return new Route<>(conditions, receivers, grouping, mutes, true, children);
    }

    /**
     * Adds a branch below this one, after those that are there.
     *
     * @param child the branch
     * @return a changed copy
     */
    public Route<R> child(Route<R> child) {
        List<Route<R>> all = new ArrayList<>(children);
        all.add(Check.notNull(child, "child"));
        return new Route<>(conditions, receivers, grouping, mutes, continuing, List.copyOf(all));
    }

    private static <R> List<R> list(R first, R[] more) {
        List<R> all = new ArrayList<>();
        all.add(Check.notNull(first, "receiver"));
        Check.notNull(more, "more");
        for (int i = 0; i < more.length; i++) {
            all.add(Check.notNull(more[i], "more[" + i + "]"));
        }
        return List.copyOf(all);
    }

    /**
     * The same tree with other stand-ins for its receivers.
     *
     * @param change makes the new stand-in from the old
     * @param <S> what stands for a receiver then
     * @return the changed tree
     */
    public <S> Route<S> mapped(Function<? super R, ? extends S> change) {
        Check.notNull(change, "change");
        List<S> changed = new ArrayList<>();
        for (R receiver : receivers) {
            changed.add(Check.notNull(change.apply(receiver), "changed receiver"));
        }
        List<Route<S>> below = new ArrayList<>();
        for (Route<R> child : children) {
            below.add(child.mapped(change));
        }
        return new Route<>(conditions, List.copyOf(changed), grouping, mutes, continuing, List.copyOf(below));
    }

    LabelMatchers conditions() {
        return conditions;
    }

    List<R> receivers() {
        return receivers;
    }

    @Nullable
    UnaryOperator<Grouping> grouping() {
        return grouping;
    }

    List<MuteSchedule> mutes() {
        return mutes;
    }

    boolean isContinuing() {
        return continuing;
    }

    List<Route<R>> children() {
        return children;
    }

    @Override
    public String toString() {
        return "Route[" + conditions + " -> " + receivers + ", " + children.size() + " children]";
    }
}
