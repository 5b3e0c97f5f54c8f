package io.trimtab.alerts;

import io.trimtab.alerts.throttle.Gcra;
import io.trimtab.alerts.throttle.GcraLimit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a channel may be told of one kind, and what it has been told. For the thread that advances the service. */
final class Budget {
    private @Nullable GcraLimit limit;
    /** When the budget is whole again; see {@link Gcra}. */
    private long tat = Long.MIN_VALUE;

    Budget(Optional<GcraLimit> limit) {
        this.limit = limit.orElse(null);
    }

    boolean tryAcquire(long now) {
        GcraLimit held = limit;
        if (held == null) {
            return true;
        }
        long next = Gcra.next(tat, now, held.intervalNanos(), held.capacityNanos());
        if (next == Gcra.REFUSED) {
            return false;
        }
        tat = next;
        return true;
    }

    /** How long until the next may be told. */
    long waitNanos(long now) {
        GcraLimit held = limit;
        return held == null ? 0 : Gcra.waitNanos(tat, now, held.intervalNanos(), held.capacityNanos());
    }

    /** Goes on with another limit: what was taken stays taken, in permits, but no more than a whole new budget. */
    void reconfigure(Optional<GcraLimit> changed, long now) {
        continueFrom(limit, changed.orElse(null), now);
    }

    private void continueFrom(@Nullable GcraLimit old, @Nullable GcraLimit changed, long now) {
        tat = old == null || changed == null ? Long.MIN_VALUE : Gcra.rescaled(tat, now, old, changed);
        limit = changed;
    }

    void save(StateWriter out) {
        GcraLimit held = limit;
        out.putBoolean(held != null);
        if (held != null) {
            out.putInt(held.burst());
            out.putLong(held.intervalNanos());
            out.putLong(tat);
        }
    }

    /** From a snapshot, with the limit that holds now; null to read past it. */
    static void load(StateReader in, @Nullable Budget budget, long now) {
        if (!in.getBoolean()) {
            return;
        }
        int burst = in.getInt();
        GcraLimit saved = new GcraLimit(burst, in.getLong());
        long tat = in.getLong();
        if (budget != null) {
            budget.tat = tat;
            budget.continueFrom(saved, budget.limit, now);
        }
    }
}
