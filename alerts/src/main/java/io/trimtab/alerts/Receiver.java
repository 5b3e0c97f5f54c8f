package io.trimtab.alerts;

import io.trimtab.alerts.route.Destination;
import io.trimtab.alerts.throttle.Backoff;
import io.trimtab.alerts.throttle.KeyLimits;
import io.trimtab.alerts.throttle.SteadyClock;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.core.cycle.port.Metrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A channel as the end of routes: what it was told, what is kept back from it, its rates, its outboxes and its account.
 *
 * <p>The account is guarded by the service's monitor, all else belongs to the thread that advances the service.
 */
final class Receiver {
    final String name;
    final AlertChannel channel;
    final boolean wantsResolved;
    final Tally tally = new Tally();
    final Storming storming;
    final Measures measures;
    /** Its own outbox, then those of its failover chain. */
    final List<Outbox> chain;
    /** What is kept back, in the order in which it was first raised. */
    final Map<Fingerprint, Held> held = new LinkedHashMap<>();

    private final Severity minimum;
    private final DedupTable told;
    private final KeyLimits limits;
    private final List<String> keyLabels;
    private final int maxKeys;
    private final Identities identities;
    private Backoff repeats;

    private final long[] counts = new long[Outcome.values().length];
    private long submitted;
    private long open;
    private long failedSends;

    Receiver(
            List<Outbox> chain,
            Throttle throttle,
            Storming storming,
            Identities identities,
            SteadyClock clock,
            Metrics metrics) {
        this.chain = chain;
        this.measures = new Measures(metrics, chain.get(0).name);
        this.storming = storming;
        Outbox own = chain.get(0);
        this.name = own.name;
        this.channel = own.channel;
        this.wantsResolved = own.channel.wantsResolved();
        this.minimum = own.policy.minimum();
        this.told = new DedupTable(throttle.maxKeys());
        this.limits = KeyLimits.of(throttle, clock);
        this.repeats = throttle.repeats();
        this.keyLabels = throttle.keyLabels();
        this.maxKeys = throttle.maxKeys();
        this.identities = identities;
    }

    // --- for the thread that advances the service

    /** Decides whether to tell an alert: {@link Outcome#DELIVERED} means yes, all others say why not. */
    Outcome admit(Ticket ticket, long now) {
        Alert alert = ticket.alert;
        int known = told.find(ticket.print);
        if (alert.isResolved()) {
            return admitResolved(ticket, known >= 0);
        }
        if (!alert.severity().isAtLeast(minimum)) {
            return Outcome.BELOW_MINIMUM;
        }
        if (known >= 0) {
            if (alert.severity().rank() > told.rank(known)) {
                return Outcome.DELIVERED;
            }
            if (now - told.toldAt(known) < repeats.waitNanos(told.level(known))) {
                return Outcome.COOLDOWN;
            }
        }
        if (ticket.isCritical()) {
            return Outcome.DELIVERED;
        }
        if (storming.holdsBack(now)) {
            return Outcome.STORM;
        }
        return limits.tryAcquire(identities.rateKey(alert, keyLabels)) ? Outcome.DELIVERED : Outcome.THROTTLED;
    }

    /** Goes on with another throttle; what was told and taken stays so. */
    void reconfigure(Throttle throttle) {
        limits.reconfigure(throttle);
        repeats = throttle.repeats();
    }

    private Outcome admitResolved(Ticket ticket, boolean firing) {
        if (!firing) {
            return Outcome.NOT_FIRING;
        }
        if (!wantsResolved) {
            told.remove(ticket.print);
            return Outcome.RESOLVED_UNWANTED;
        }
        return Outcome.DELIVERED;
    }

    /** Whether there is no storm and the limits of a group have a permit left, which is taken. */
    boolean acquire(Group.Key group, long now) {
        return !storming.holdsBackGroup(now) && limits.tryAcquire(identities.rateKey(group));
    }

    boolean wants(Severity severity) {
        return severity.isAtLeast(minimum);
    }

    boolean knowsOf(Fingerprint print) {
        return told.find(print) >= 0;
    }

    /** Forgets that an alert was told alone, because its group tells the end. */
    void forget(Fingerprint print) {
        told.remove(print);
    }

    /** Whether what is kept back may grow by one. */
    boolean hasRoomToHold() {
        return held.size() < maxKeys;
    }

    /**
     * Notes that an alert is on its way, so that its repetition is not sent beside it.
     *
     * @return what to put back if nobody takes it
     */
    Before sending(Ticket ticket, long now) {
        int known = told.find(ticket.print);
        boolean wasKnown = known >= 0;
        Before before = new Before(
                this,
                ticket.print,
                wasKnown,
                wasKnown ? told.toldAt(known) : 0,
                wasKnown ? told.rank(known) : 0,
                wasKnown ? told.level(known) : 0);
        if (ticket.alert.isResolved()) {
            told.remove(ticket.print);
        } else {
            int rankNow = ticket.alert.severity().rank();
            long quiet = now - before.toldAt() - repeats.waitNanos(before.level());
            boolean again = wasKnown && rankNow <= before.rank() && quiet >= 0;
            told.put(ticket.print, now, rankNow, again ? repeats.next(before.level(), quiet) : 0, repeats);
        }
        return before;
    }

    /** An alert on its way alone, with what was known of it before: to be put back if nobody takes it. */
    record Before(Receiver receiver, Fingerprint print, boolean known, long toldAt, int rank, int level)
            implements Parcel.Aftermath {
        @Override
        public void taken(Now then) {}

        @Override
        public void notTaken(Now then) {
            receiver.notSent(this);
        }

        @Override
        public void save(StateWriter out) {
            out.putName(Parcels.Kind.ALONE);
            out.putPrint(print);
            out.putBoolean(known);
            out.putLong(toldAt);
            out.putInt(rank);
            out.putInt(level);
        }

        /** From a snapshot; null if the receiver is no more. */
        static @Nullable Before restored(StateReader in, @Nullable Receiver receiver) {
            Fingerprint print = in.getPrint();
            boolean known = in.getBoolean();
            long toldAt = in.getLong();
            int rank = in.getInt();
            int level = in.getInt();
            return receiver == null ? null : new Before(receiver, print, known, toldAt, rank, level);
        }
    }

    /** Nobody took it: puts back what was there before. */
    private void notSent(Before before) {
        if (before.known()) {
            told.put(before.print(), before.toldAt(), before.rank(), before.level(), repeats);
        } else {
            told.remove(before.print());
        }
    }

    // --- snapshots

    void save(StateWriter out) {
        Tally.putCounts(out, counts);
        out.putLong(submitted);
        out.putLong(failedSends);
        tally.save(out);
        told.save(out);
        out.putInt(held.size());
        for (Held each : held.values()) {
            out.putTicket(each.ticket());
            out.putInt(each.destination().index());
            out.putName(each.reason());
        }
        storming.save(out);
        out.putPart(limits::writeTo);
    }

    void load(StateReader in) {
        Tally.getCounts(in, counts);
        submitted = in.getLong();
        failedSends = in.getLong();
        open = submitted;
        for (long count : counts) {
            open -= count;
        }
        tally.load(in);
        told.load(in);
        int entries = in.getCount();
        for (int i = 0; i < entries; i++) {
            Ticket ticket = in.getTicket();
            Destination<Receiver> destination =
                    in.routing().destination(in.getInt()).orElse(ticket.destinations.get(0));
            held.put(ticket.print, new Held(ticket, destination, in.getName(Outcome.class)));
        }
        storming.load(in);
        in.getPart(limits::readFrom);
    }

    /** Reads past the state of a receiver that is no more. */
    static void skip(StateReader in) {
        Tally.getCounts(in, new long[Outcome.values().length]);
        in.getLong();
        in.getLong();
        new Tally().load(in);
        new DedupTable(1).load(in);
        int entries = in.getCount();
        for (int i = 0; i < entries; i++) {
            in.getTicket();
            in.getInt();
            in.getName(Outcome.class);
        }
        new Storming(null, null).load(in);
        in.getPart(null);
    }

    long open() {
        return open;
    }

    // --- the account

    void submitted() {
        submitted++;
        open++;
    }

    void settled(Outcome outcome) {
        open--;
        counts[outcome.index()]++;
    }

    void sendFailed() {
        failedSends++;
    }

    long failedSends() {
        return failedSends;
    }

    /** The account, with so many submissions that were not even looked at. */
    AlertLedger ledger(long queued) {
        return AlertLedger.of(submitted + queued, open + queued, counts);
    }
}
