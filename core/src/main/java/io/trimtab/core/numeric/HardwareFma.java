package io.trimtab.core.numeric;

import io.trimtab.core.time.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns once if the processor, or a flag such as {@code -XX:-UseFMA}, leaves {@link Math#fma} to BigDecimal: results stay
 * the same to the bit, but every kernel takes hundreds of times as long.
 */
final class HardwareFma {
    private static final int CALLS = 40;

    /** Measured: 13-160 ns with hardware support, interpreted code included, and 20,000-100,000 ns without. */
    private static final long SLOW_NANOS_PER_CALL = 2_000;

    private HardwareFma() {}

    static void warnIfMissing() {
        if (isMissing(NanoClock.system())) {
            // fetched only here: finding a logging provider takes longer than the first solve
            Logger log = LoggerFactory.getLogger(HardwareFma.class);
            log.warn("Fused multiply-add is not done by this machine's hardware (or is switched off, see -XX:+UseFMA):"
                    + " calculations give the same numbers but take hundreds of times as long");
        }
    }

    /** The best of three batches, so that a pause of the machine does not count. */
    static boolean isMissing(NanoClock clock) {
        long best = Long.MAX_VALUE;
        for (int batch = 0; batch < 3; batch++) {
            long start = clock.nanos();
            double chain = batch;
            for (int i = 0; i < CALLS; i++) {
                chain = Math.fma(chain, 0.7, 0.1);
            }
            long taken = clock.nanos() - start;
            // the chain converges to 1/3: the comparison only keeps it from being optimised away
            best = Math.min(best, chain < 0 ? 0 : taken);
        }
        return best > CALLS * SLOW_NANOS_PER_CALL;
    }
}
