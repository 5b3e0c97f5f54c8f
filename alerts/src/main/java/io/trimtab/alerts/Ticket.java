package io.trimtab.alerts;

import java.util.List;

/** An alert on its way to its receivers; the outcomes are guarded by the service's monitor. */
final class Ticket {
    final Alert alert;
    final Fingerprint print;
    final List<Receiver> receivers;
    /** 0 from outside, 1 raised by a channel while it delivered, 2 raised while such a one was delivered. */
    final int generation;

    private int open;
    private int suppressed;
    private int dropped;

    Ticket(Alert alert, Fingerprint print, List<Receiver> receivers, int generation) {
        this.alert = alert;
        this.print = print;
        this.receivers = receivers;
        this.generation = generation;
        this.open = receivers.size();
    }

    boolean isCritical() {
        return alert.severity() == Severity.CRITICAL;
    }

    /** The receivers that have not decided yet; they decide in order. */
    List<Receiver> openReceivers() {
        return receivers.subList(receivers.size() - open, receivers.size());
    }

    void settle(Outcome outcome) {
        open--;
        switch (outcome.kind()) {
            case SUPPRESSED -> suppressed++;
            case DROPPED -> dropped++;
            default -> {}
        }
    }

    Receipt receipt() {
        if (open > 0 || suppressed + dropped < receivers.size()) {
            return Receipt.ACCEPTED;
        }
        return dropped > 0 ? Receipt.REFUSED : Receipt.SUPPRESSED;
    }
}
