package io.trimtab.alerts;

import io.trimtab.alerts.throttle.SteadyClock;
import io.trimtab.alerts.throttle.Throttle;
import io.trimtab.alerts.throttle.ThrottleTable;
import io.trimtab.core.check.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel with what it was told, its rates and its account.
 *
 * <p>What it was told belongs to the thread that delivers; the account is guarded by the service's monitor.
 */
final class Receiver {
    final AlertChannel channel;
    final String name;
    final Tally tally = new Tally();

    private final boolean wantsResolved;
    private final DedupTable told;
    private final @Nullable ThrottleTable rates;
    private final long cooldown;
    private final List<String> keyLabels;
    private final Identities identities;

    private final long[] counts = new long[Outcome.values().length];
    private long submitted;
    private long queued;
    private long failedSends;

    Receiver(AlertChannel channel, Throttle throttle, Identities identities, SteadyClock clock) {
        this.channel = channel;
        this.name = Check.notBlank(
                channel.name(), "name of the channel " + channel.getClass().getName());
        this.wantsResolved = channel.wantsResolved();
        this.told = new DedupTable(throttle.maxKeys());
        this.rates = throttle.rate()
                .map(limit -> ThrottleTable.of(limit, throttle.maxKeys(), clock))
                .orElse(null);
        this.cooldown = throttle.cooldown().toNanos();
        this.keyLabels = throttle.keyLabels();
        this.identities = identities;
    }

    // --- for the thread that delivers

    /** Decides whether to send: {@link Outcome#DELIVERED} means yes, all others say why not. */
    Outcome admit(Ticket ticket, long now) {
        Alert alert = ticket.alert;
        int known = told.find(ticket.print);
        if (alert.isResolved()) {
            return admitResolved(ticket, known >= 0);
        }
        if (known >= 0) {
            if (alert.severity().rank() > told.rank(known)) {
                return Outcome.DELIVERED;
            }
            if (now - told.toldAt(known) < cooldown) {
                return Outcome.COOLDOWN;
            }
        }
        if (ticket.isCritical() || rates == null || rates.tryAcquire(identities.rateKey(alert, keyLabels))) {
            return Outcome.DELIVERED;
        }
        return Outcome.THROTTLED;
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

    /** Remembers a delivery that succeeded; one that failed leaves no trace, so that the next firing is sent. */
    void delivered(Ticket ticket, long now) {
        if (ticket.alert.isResolved()) {
            told.remove(ticket.print);
        } else {
            told.put(ticket.print, now, ticket.alert.severity().rank(), cooldown);
        }
    }

    // --- the account

    void submitted() {
        submitted++;
        queued++;
    }

    void settled(Outcome outcome) {
        queued--;
        counts[outcome.index()]++;
    }

    void sendFailed() {
        failedSends++;
    }

    long failedSends() {
        return failedSends;
    }

    AlertLedger ledger() {
        return AlertLedger.of(submitted, queued, counts);
    }
}
