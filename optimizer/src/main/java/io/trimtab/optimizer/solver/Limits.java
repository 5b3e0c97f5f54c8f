package io.trimtab.optimizer.solver;

import io.trimtab.core.time.NanoClock;
import java.util.concurrent.CancellationException;

/** When to stop: after a number of iterations, at a time, or when the thread is interrupted. */
public final class Limits {
    private final NanoClock clock;
    private final int mostIterations;
    private final long nanos;
    private final long created;
    private long start;
    private int count;
    private boolean stopped;

    /**
     * Limits of a solve.
     *
     * @param clock tells the time
     * @param mostIterations at least 0
     * @param nanos how long a solve may take; {@code Long.MAX_VALUE} for as long as it likes
     */
    public Limits(NanoClock clock, int mostIterations, long nanos) {
        this.clock = clock;
        this.mostIterations = mostIterations;
        this.nanos = nanos;
        created = clock.nanos();
    }

    void begin() {
        start = nanos == Long.MAX_VALUE ? 0 : clock.nanos();
        count = 0;
        stopped = false;
    }

    /** What is left of these limits now, for one part of a solve. */
    Limits rest() {
        long left = nanos == Long.MAX_VALUE ? nanos : Math.max(0, nanos - (clock.nanos() - start));
        return new Limits(clock, mostIterations - count, left);
    }

    /** Counts the iterations of a part; returns whether a limit was reached in it. */
    boolean spent(Limits part) {
        count += part.count;
        stopped |= part.stopped;
        return stopped;
    }

    /**
     * How many iterations the last solve under these limits took.
     *
     * @return at least 0
     */
    public int iterations() {
        return count;
    }

    /**
     * How long ago these limits were made.
     *
     * @return nanoseconds by their clock
     */
    public long elapsedNanos() {
        return clock.nanos() - created;
    }

    /** Counts iterations that were done together and says whether that is enough. */
    boolean reached(int iterations) {
        boolean enough = false;
        for (int k = 0; k < iterations; k++) {
            enough |= reached();
        }
        return enough;
    }

    /** Counts an iteration and says whether it is one too many. */
    boolean reached() {
        if (count >= mostIterations) {
            stopped = true;
            return true;
        }
        count++;
        if ((count & 15) == 1) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the solve was interrupted after " + (count - 1) + " iterations");
            }
            if (nanos != Long.MAX_VALUE && clock.nanos() - start >= nanos) {
                stopped = true;
                return true;
            }
        }
        return stopped;
    }
}
