package io.trimtab.core.time;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/**
 * Hears how far long work has come, and may stop it.
 *
 * <pre>{@code
 * RawPrices prices = PriceCsv.wide()
 *         .reportingTo((done, total) -> bar.show((double) done / total))
 *         .read(file);
 * HmmFit fit = GaussianHmm.fit(series, dates, settings, Progress.unheard().within(Duration.ofSeconds(2), clock));
 * }</pre>
 *
 * <p>Contract: called on the thread that works, every few milliseconds; {@code done} never falls, and the last call of
 * work that was not stopped has {@code done == total}. What it throws ends the work and reaches the caller; to stop
 * the work it throws {@link CancellationException}. Work that takes a listener also ends with that exception when its
 * thread is interrupted, and leaves the interrupt as it is.
 */
@FunctionalInterface
public interface Progress {
    /**
     * Hears how much is done.
     *
     * @param done how much, in the unit of the work, from 0
     * @param total how much it will be in the end, or at most
     */
    void reached(long done, long total);

    /**
     * A listener that does not listen.
     *
     * @return it
     */
    static Progress unheard() {
        return (done, total) -> {};
    }

    /**
     * The same listener with a time limit, which begins now.
     *
     * @param limit how long the work may take, positive
     * @param clock measures it
     * @return a listener that passes everything on, and stops work that goes on beyond the limit
     */
    default Progress within(Duration limit, NanoClock clock) {
        return new TimeLimit(this, limit, clock);
    }
}
