package io.trimtab.alerts;

import io.trimtab.alerts.throttle.SteadyClock;
import io.trimtab.core.time.NanoClock;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What time it is: by the wall, by the steady clock, and by the steady clock as a moment. For any thread. */
final class Clocks {
    private static final long A_MOMENT = 50_000;

    private final SteadyClock steady;
    private final InstantSource wall;
    private final Instant builtAt;

    private Clocks(SteadyClock steady, InstantSource wall, Instant builtAt) {
        this.steady = steady;
        this.wall = wall;
        this.builtAt = builtAt;
    }

    /** Clocks that begin now, or go on where those of a snapshot stood. */
    static Clocks of(InstantSource wall, NanoClock nanos, @Nullable SavedClock saved) {
        Instant present = wall.instant();
        return saved == null
                ? new Clocks(SteadyClock.over(nanos), wall, present)
                : new Clocks(SteadyClock.from(saved.nanosAt(present), nanos), wall, saved.builtAt());
    }

    SteadyClock steady() {
        return steady;
    }

    long nanos() {
        return steady.nanos();
    }

    Instant wall() {
        return wall.instant();
    }

    Now now() {
        long nanos = steady.nanos();
        return new Now(nanos, wall.instant(), builtAt);
    }

    /** A moment that was the present a moment ago, or what is the present now: whoever works off many reads clocks seldom. */
    Now after(Now now) {
        return steady.nanos() - now.nanos() < A_MOMENT ? now : now();
    }

    /** What another service must know to go on from a moment. */
    SavedClock saved(Now now, Identities identities) {
        return new SavedClock(identities.proof(), builtAt, now.at(), now.nanos(), identities.notifications());
    }
}
