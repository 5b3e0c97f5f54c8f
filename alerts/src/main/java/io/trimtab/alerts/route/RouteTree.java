package io.trimtab.alerts.route;

import io.trimtab.alerts.match.LabelMatchers;
import io.trimtab.alerts.match.LabelSet;
import io.trimtab.alerts.suppress.MuteSchedule;
import io.trimtab.core.check.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds who is told of an alert.
 *
 * <pre>{@code
 * RouteTree.of(Route.to(chat).child(Route.<AlertChannel>when(critical).sending(pager))).destinations(alert)
 * }</pre>
 *
 * <p>The rules are those of {@link Route}, and of Alertmanager's routing tree. A question looks at each branch at most
 * once. Immutable.
 *
 * @param <R> what stands for a receiver
 */
public final class RouteTree<R> {
    private record Node<R>(
            LabelMatchers conditions,
            boolean continuing,
            Destination<R> destination,
            List<Destination<R>> alone,
            List<Node<R>> children) {}

    private final Node<R> root;
    private final List<Destination<R>> all = new ArrayList<>();

    private RouteTree(Route<R> root) {
        this.root = node(root, List.of(), null, List.of());
    }

    /**
     * A tree.
     *
     * @param root its root, which must take every alert
     * @param <R> what stands for a receiver
     * @return the tree
     * @throws IllegalArgumentException if the root has conditions or no receiver
     */
    public static <R> RouteTree<R> of(Route<R> root) {
        Check.notNull(root, "root");
        if (!root.conditions().conditions().isEmpty()) {
            throw new IllegalArgumentException("root must take every alert, but asks for " + root.conditions()
                    + "; begin with Route.to(...) and add this as its child");
        }
        if (root.receivers().isEmpty()) {
            throw new IllegalArgumentException("root must have a receiver; begin with Route.to(...)");
        }
        return new RouteTree<>(root);
    }

    private Node<R> node(Route<R> route, List<R> receivers, @Nullable Grouping grouping, List<MuteSchedule> mutes) {
        List<R> ownReceivers = route.receivers().isEmpty() ? receivers : route.receivers();
        UnaryOperator<Grouping> change = route.grouping();
        Grouping ownGrouping = change == null
                ? grouping
                : Check.notNull(change.apply(grouping == null ? Grouping.by() : grouping), "changed grouping");
        List<MuteSchedule> ownMutes = route.mutes().isEmpty() ? mutes : route.mutes();
        Destination<R> destination = new Destination<>(all.size(), ownReceivers, ownGrouping, ownMutes);
        all.add(destination);
        List<Node<R>> children = new ArrayList<>();
        for (Route<R> child : route.children()) {
            children.add(node(child, ownReceivers, ownGrouping, ownMutes));
        }
        return new Node<>(
                route.conditions(), route.isContinuing(), destination, List.of(destination), List.copyOf(children));
    }

    /**
     * Where an alert goes.
     *
     * @param alert its labels
     * @return at least one destination, in the order in which the tree is written
     */
    public List<Destination<R>> destinations(LabelSet alert) {
        Check.notNull(alert, "alert");
        return collect(root, alert);
    }

    /** What the branch and those below it take the alert to; nothing if they do not. Makes objects only for several. */
    private static <R> List<Destination<R>> collect(Node<R> node, LabelSet alert) {
        if (!node.conditions().matches(alert)) {
            return List.of();
        }
        List<Destination<R>> found = List.of();
        for (int i = 0; i < node.children().size(); i++) {
            Node<R> child = node.children().get(i);
            List<Destination<R>> more = collect(child, alert);
            found = found.isEmpty() ? more : both(found, more);
            if (!more.isEmpty() && !child.continuing()) {
                break;
            }
        }
        return found.isEmpty() ? node.alone() : found;
    }

    private static <R> List<Destination<R>> both(List<Destination<R>> some, List<Destination<R>> more) {
        List<Destination<R>> all = new ArrayList<>(some.size() + more.size());
        all.addAll(some);
        all.addAll(more);
        return all;
    }

    /**
     * All destinations.
     *
     * @return the root's first, in the order in which the tree is written
     */
    public List<Destination<R>> destinations() {
        return List.copyOf(all);
    }

    /**
     * The destination with an index.
     *
     * @param index its index
     * @return the destination, empty if the tree has no such branch
     */
    public Optional<Destination<R>> destination(int index) {
        return index >= 0 && index < all.size() ? Optional.of(all.get(index)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "RouteTree[" + all.size() + " branches]";
    }
}
