package io.trimtab.alerts;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Computes the fingerprint of an alert and the key of its rate, both keyed hashes over length-prefixed texts. */
final class Identities {
    private static final int ABSENT = -1;

    private final long k0;
    private final long k1;
    private final AtomicLong notifications = new AtomicLong();

    Identities(long k0, long k1) {
        this.k0 = k0;
        this.k1 = k1;
    }

    Fingerprint fingerprint(Alert alert) {
        return of(alert).print;
    }

    /** What there is to know of an alert, computed once for each alert that is not a changed copy. */
    Identity of(Alert alert) {
        Identity known = alert.identity();
        if (known == null || known.owner != this) {
            known = new Identity(this, hash(alert));
            alert.identity(known);
        }
        return known;
    }

    /** The same where the fingerprint is known. */
    Identity of(Alert alert, Fingerprint print) {
        Identity known = alert.identity();
        if (known == null || known.owner != this) {
            known = new Identity(this, print);
            alert.identity(known);
        }
        return known;
    }

    private Fingerprint hash(Alert alert) {
        SipHash128 hash = new SipHash128(k0, k1);
        hash.putText(alert.type());
        hash.putInt(alert.labels().size());
        alert.labels().forEach(hash);
        return hash.finish();
    }

    /** A new id for a notification: no two alike, also across restarts unless the wall clock stands still. */
    String notificationId(String receiver, Instant at) {
        SipHash128 hash = new SipHash128(~k0, k1);
        hash.putText(receiver);
        hash.putLong(at.getEpochSecond());
        hash.putInt(at.getNano());
        hash.putLong(notifications.getAndIncrement());
        return hash.finish().toString();
    }

    /** A number by which to know the key of the hash again without knowing the key. */
    Fingerprint proof() {
        SipHash128 hash = new SipHash128(k0, ~k1);
        hash.putText("proof");
        return hash.finish();
    }

    /** A number that looks random, from 0 to {@code most}: the same for the same attempt of the same notification. */
    long jitter(String notification, int attempt, long most) {
        SipHash128 hash = new SipHash128(~k0, ~k1);
        hash.putText(notification);
        hash.putInt(attempt);
        return Long.remainderUnsigned(hash.finish().low(), most + 1);
    }

    long notifications() {
        return notifications.get();
    }

    void continueAt(long count) {
        notifications.set(count);
    }

    /** The key of the rate of a group, for the table of the same 64-bit keys. */
    long rateKey(Group.Key group) {
        return groupKey(group).low();
    }

    /** The identity of a group towards the outside. */
    Fingerprint groupKey(Group.Key group) {
        SipHash128 hash = new SipHash128(k1, ~k0);
        hash.putInt(group.destination());
        for (String value : group.values()) {
            hash.putText(value);
        }
        return hash.finish();
    }

    /**
     * 64 bits are enough here: two keys that meet (2^-64 for a pair, and nobody can aim without k0, k1) share a rate,
     * no alert is mistaken for another.
     *
     * @param labelNames the same in all calls
     */
    long rateKey(Alert alert, List<String> labelNames) {
        Identity known = of(alert);
        if (!known.hasRateKey()) {
            known.rateKey(hash(alert, labelNames));
        }
        return known.rateKey();
    }

    private long hash(Alert alert, List<String> labelNames) {
        SipHash128 hash = new SipHash128(k1, k0);
        hash.putInt(alert.severity().rank());
        hash.putText(alert.type());
        for (int i = 0; i < labelNames.size(); i++) {
            String value = alert.labels().get(labelNames.get(i));
            if (value == null) {
                hash.putInt(ABSENT);
            } else {
                hash.putText(value);
            }
        }
        return hash.finish().low();
    }
}
