package io.trimtab.alerts;

import io.trimtab.alerts.throttle.SteadyClock;
import io.trimtab.core.check.Check;
import java.util.ArrayList;
import java.util.List;

/** Which receivers get an alert: those of the first route that takes it. Immutable. */
final class Routing {
    private record Branch(AlertMatcher matcher, List<Receiver> receivers) {}

    private final List<Branch> branches = new ArrayList<>();
    private final List<Receiver> otherwise;
    private final List<Receiver> all = new ArrayList<>();

    Routing(AlertServiceBuilder builder, Identities identities, SteadyClock clock) {
        for (AlertServiceBuilder.Route route : builder.routes) {
            branches.add(new Branch(route.matcher(), receivers(route.channels(), builder, identities, clock)));
        }
        this.otherwise = receivers(builder.otherwise, builder, identities, clock);
    }

    private List<Receiver> receivers(
            List<AlertChannel> channels, AlertServiceBuilder builder, Identities identities, SteadyClock clock) {
        List<Receiver> found = new ArrayList<>();
        for (AlertChannel channel : channels) {
            found.add(receiver(channel, builder, identities, clock));
        }
        return List.copyOf(found);
    }

    /** One receiver for each channel, however many routes lead to it. */
    private Receiver receiver(
            AlertChannel channel, AlertServiceBuilder builder, Identities identities, SteadyClock clock) {
        for (Receiver known : all) {
            if (known.channel == channel) {
                return known;
            }
        }
        Receiver added = new Receiver(channel, builder.throttle, identities, clock);
        for (Receiver known : all) {
            if (known.name.equals(added.name)) {
                throw new IllegalArgumentException(
                        "two channels are named " + added.name + "; give each channel a name of its own");
            }
        }
        all.add(added);
        return added;
    }

    List<Receiver> receivers(Alert alert) {
        for (Branch branch : branches) {
            if (branch.matcher().matches(alert)) {
                return branch.receivers();
            }
        }
        return otherwise;
    }

    List<Receiver> receivers() {
        return all;
    }

    Receiver receiver(String name) {
        Check.notNull(name, "receiver");
        List<String> names = new ArrayList<>();
        for (Receiver receiver : all) {
            if (receiver.name.equals(name)) {
                return receiver;
            }
            names.add(receiver.name);
        }
        throw new IllegalArgumentException("receiver must be one of " + names + ", was " + name);
    }
}
