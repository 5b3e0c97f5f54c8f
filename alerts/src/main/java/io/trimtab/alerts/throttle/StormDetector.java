package io.trimtab.alerts.throttle;

import io.trimtab.core.check.Check;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Notices when something happens too fast, and when it no longer does.
 *
 * <p>Exact: it remembers the times of the last {@link Storm#count} events, 8 bytes each, and nothing else. All times are
 * nanoseconds of one clock that does not go back; see {@link SteadyClock}. Constant time, allocates nothing. Not
 * thread-safe.
 */
public final class StormDetector {
    private final Storm storm;
    /** The times of the last events: number k, counted from 0, at k modulo its length. */
    private final long[] times;

    private long events;
    private boolean raging;

    private StormDetector(Storm storm) {
        this.storm = storm;
        this.times = new long[storm.count()];
    }

    /**
     * A detector.
     *
     * @param storm what counts as a storm
     * @return the detector, calm
     */
    public static StormDetector of(Storm storm) {
        return new StormDetector(Check.notNull(storm, "storm"));
    }

    /**
     * Counts an event.
     *
     * @param now when it happened
     * @return whether it belongs to a storm, perhaps as the one that begins it
     */
    public boolean happened(long now) {
        boolean before = isStorm(now);
        times[(int) (events++ % times.length)] = now;
        raging = before || isWithinSpan(storm.count(), now);
        return raging;
    }

    /**
     * Whether a storm is on.
     *
     * @param now the present moment
     * @return whether it has begun and is not over
     */
    public boolean isStorm(long now) {
        raging = raging && isWithinSpan(storm.calm() + 1, now);
        return raging;
    }

    /**
     * When the storm is over if nothing happens any more.
     *
     * @return nanoseconds of the same clock, {@link Long#MAX_VALUE} if there is no storm
     */
    public long calmAt() {
        return raging ? times[(int) ((events - storm.calm() - 1) % times.length)] + storm.spanNanos() : Long.MAX_VALUE;
    }

    /**
     * Writes what the detector remembers.
     *
     * @param out where to
     * @throws IOException if that fails
     */
    public void writeTo(DataOutput out) throws IOException {
        Check.notNull(out, "out");
        out.writeInt(storm.count());
        out.writeInt(storm.calm());
        out.writeLong(storm.spanNanos());
        out.writeBoolean(raging);
        int kept = (int) Math.min(events, times.length);
        out.writeInt(kept);
        for (int back = kept; back >= 1; back--) {
            out.writeLong(times[(int) ((events - back) % times.length)]);
        }
    }

    /**
     * Takes over what another detector remembered, on a clock that goes on where that one's stopped; nothing if what counts
     * as a storm was another.
     *
     * @param in what {@link #writeTo} wrote
     * @throws IOException if it ends too early
     */
    public void readFrom(DataInput in) throws IOException {
        Check.notNull(in, "in");
        boolean same = in.readInt() == storm.count();
        same &= in.readInt() == storm.calm();
        same &= in.readLong() == storm.spanNanos();
        boolean wasRaging = in.readBoolean();
        int kept = in.readInt();
        if (!same || kept < 0 || kept > times.length) {
            return;
        }
        for (events = 0; events < kept; events++) {
            times[(int) events] = in.readLong();
        }
        raging = wasRaging;
    }

    /** Whether so many events lie within the span that ends now. */
    private boolean isWithinSpan(int count, long now) {
        return events >= count && now - times[(int) ((events - count) % times.length)] < storm.spanNanos();
    }

    /**
     * What counts as a storm.
     *
     * @return the description
     */
    public Storm storm() {
        return storm;
    }

    @Override
    public String toString() {
        return "StormDetector[" + storm + (raging ? ", raging]" : ", calm]");
    }
}
