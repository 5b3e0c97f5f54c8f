package io.trimtab.alerts;

import io.trimtab.alerts.route.Destination;
import io.trimtab.alerts.route.Route;
import io.trimtab.alerts.route.RouteTree;
import io.trimtab.alerts.throttle.SteadyClock;
import io.trimtab.alerts.throttle.StormDetector;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.check.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Which receivers get an alert, and the outboxes through which they get it.
 *
 * <p>Changed only by the thread that advances the service; any thread may ask. Receivers and outboxes stay for good once
 * they are there, so that their accounts do.
 */
final class Routing {
    private final AlertServiceBuilder builder;
    private final Identities identities;
    private final SteadyClock clock;
    private final Postman postman;
    private final Outbox.Office office;
    private final List<Receiver> receivers = new CopyOnWriteArrayList<>();
    private final List<Outbox> outboxes = new CopyOnWriteArrayList<>();

    private final @Nullable StormDetector stormOfAll;
    private Throttle throttle;

    private volatile RouteTree<Receiver> tree;

    Routing(
            AlertServiceBuilder builder,
            Identities identities,
            SteadyClock clock,
            Postman postman,
            Outbox.Office office) {
        this.builder = builder;
        this.identities = identities;
        this.clock = clock;
        this.postman = postman;
        this.office = office;
        this.throttle = builder.throttle;
        this.stormOfAll = builder.stormOfAll().map(StormDetector::of).orElse(null);
        this.tree = tree(builder.root());
        for (Conditions.EscalationRule rule : builder.escalations) {
            for (Escalation.Step step : rule.escalation().steps()) {
                step.channels().forEach(this::add);
            }
        }
    }

    private RouteTree<Receiver> tree(Route<AlertChannel> root) {
        for (Destination<AlertChannel> destination : RouteTree.of(root).destinations()) {
            destination.receivers().forEach(this::add);
        }
        return RouteTree.of(root.mapped(this::receiver));
    }

    /** Takes another tree. */
    void reroute(Route<AlertChannel> root) {
        tree = tree(root);
    }

    Receiver receiver(AlertChannel channel) {
        for (Receiver receiver : receivers) {
            if (receiver.channel == channel) {
                return receiver;
            }
        }
        throw new IllegalStateException("no receiver for " + channel.name());
    }

    /** One receiver for each channel, however many routes lead to it. */
    private void add(AlertChannel channel) {
        for (Receiver known : receivers) {
            if (known.channel == channel) {
                return;
            }
        }
        List<Outbox> chain = new ArrayList<>();
        chain.add(outbox(channel));
        for (AlertChannel next : builder.policy(channel).failover()) {
            chain.add(outbox(next));
        }
        receivers.add(new Receiver(List.copyOf(chain), throttle, storming(), identities, clock, builder.metrics));
    }

    private Storming storming() {
        return new Storming(builder.storm().map(StormDetector::of).orElse(null), stormOfAll);
    }

    /** Takes another throttle, also for receivers that come later. */
    void throttle(Throttle newThrottle) {
        if (!newThrottle.keyLabels().equals(throttle.keyLabels()) || newThrottle.maxKeys() != throttle.maxKeys()) {
            throw new IllegalArgumentException(
                    "keys and their bound must stay those of " + throttle + " (" + throttle.maxKeys()
                            + " keys), were those of " + newThrottle + " (" + newThrottle.maxKeys() + " keys)");
        }
        for (Receiver receiver : receivers) {
            receiver.reconfigure(newThrottle);
        }
        throttle = newThrottle;
    }

    /** Takes other budgets; all of them, or none if there is no channel of some name. */
    void budgets(SortedMap<String, ChannelBudget> budgets, long now) {
        List<String> names = outboxes.stream().map(outbox -> outbox.name).toList();
        for (String name : budgets.keySet()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "budgets must be of channels among " + names + ", one was of " + name);
            }
        }
        for (Outbox outbox : outboxes) {
            ChannelBudget changed = budgets.get(outbox.name);
            if (changed != null) {
                outbox.budget(changed, now);
            }
        }
    }

    /** One outbox for each channel, also if several chains lead to it. */
    private Outbox outbox(AlertChannel channel) {
        for (Outbox known : outboxes) {
            if (known.channel == channel) {
                return known;
            }
        }
        String name = Check.notBlank(
                channel.name(), "name of the channel " + channel.getClass().getName());
        for (Outbox known : outboxes) {
            if (known.name.equals(name)) {
                throw new IllegalArgumentException(
                        "two channels are named " + name + "; give each channel a name of its own");
            }
        }
        Outbox added = new Outbox(channel, name, builder.policy(channel), postman, office, identities);
        outboxes.add(added);
        return added;
    }

    List<Destination<Receiver>> destinations(Alert alert) {
        return tree.destinations(alert);
    }

    Optional<Destination<Receiver>> destination(int index) {
        return tree.destination(index);
    }

    List<Receiver> receivers() {
        return receivers;
    }

    List<Outbox> outboxes() {
        return outboxes;
    }

    void save(StateWriter out) {
        StormDetector detector = stormOfAll;
        out.putPart(part -> {
            if (detector != null) {
                detector.writeTo(part);
            }
        });
        receivers.forEach(receiver -> receiver.save(out));
        out.putInt(outboxes.size());
        for (Outbox outbox : outboxes) {
            out.putText(outbox.name);
            outbox.save(out);
        }
    }

    void load(StateReader in, Parcels parcels, long now) {
        StormDetector detector = stormOfAll;
        in.getPart(part -> {
            if (detector != null && part.available() > 0) {
                detector.readFrom(part);
            }
        });
        for (Receiver receiver : in.receivers()) {
            if (receiver == null) {
                Receiver.skip(in);
            } else {
                receiver.load(in);
            }
        }
        int count = in.getCount();
        for (int i = 0; i < count; i++) {
            String name = in.getText();
            Outbox known = null;
            for (Outbox outbox : outboxes) {
                known = outbox.name.equals(name) ? outbox : known;
            }
            Outbox.load(in, known, parcels, now);
        }
    }

    /** The receiver of a name, or null. */
    @Nullable
    Receiver known(String name) {
        for (Receiver receiver : receivers) {
            if (receiver.name.equals(name)) {
                return receiver;
            }
        }
        return null;
    }

    Receiver receiver(String name) {
        Check.notNull(name, "receiver");
        List<String> names = new ArrayList<>();
        for (Receiver receiver : receivers) {
            if (receiver.name.equals(name)) {
                return receiver;
            }
            names.add(receiver.name);
        }
        throw new IllegalArgumentException("receiver must be one of " + names + ", was " + name);
    }
}
