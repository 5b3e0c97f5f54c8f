package io.trimtab.risk.stop;

import io.trimtab.core.check.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The value of a unit of an account, which deposits and withdrawals do not change; without them it is the equity to the bit. */
final class AccountUnits {
    private @Nullable Instant last;
    private double equity;
    private double units = 1;
    private boolean lost;

    AccountUnits() {}

    AccountUnits(Instant last, double equity, double units) {
        this.last = last;
        this.equity = equity;
        this.units = units;
        lost = equity <= 0;
    }

    void requireOrder(Instant time) {
        Check.notNull(time, "time");
        if (last != null && time.isBefore(last)) {
            throw new IllegalArgumentException(
                    "time must not go back to " + time + " after " + last + ": a loss would be forgotten");
        }
    }

    void observe(Instant time, double value) {
        requireOrder(time);
        Check.finite(value, "equity");
        if (last == null) {
            Check.positive(value, "first equity");
        }
        last = time;
        equity = value;
        // what is lost is lost: a unit of nothing cannot recover
        lost |= value <= 0;
    }

    void moved(Instant time, double amount) {
        requireOrder(time);
        Check.finite(amount, "amount");
        requireSeen();
        double after = equity + amount;
        if (!lost) {
            Check.positive(after, "equity of " + equity + " after a movement of " + amount);
            units = Check.positive(units * (after / equity), "units");
        }
        last = time;
        equity = after;
    }

    /** What one unit is worth, 0 once everything was lost. */
    double value() {
        requireSeen();
        return lost ? 0 : equity / units;
    }

    boolean isEmpty() {
        return last == null;
    }

    Instant last() {
        Instant known = last;
        if (known == null) {
            throw unseen();
        }
        return known;
    }

    double equity() {
        return equity;
    }

    double units() {
        return units;
    }

    boolean isLost() {
        return lost;
    }

    private void requireSeen() {
        if (last == null) {
            throw unseen();
        }
    }

    private static IllegalStateException unseen() {
        return new IllegalStateException("no equity was observed yet: observe one before asking for a loss");
    }
}
