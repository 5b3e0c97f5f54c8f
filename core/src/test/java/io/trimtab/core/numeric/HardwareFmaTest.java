package io.trimtab.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HardwareFmaTest {
    @Test
    void slowEvenInItsBestBatchMeansMissing() {
        AtomicLong now = new AtomicLong();
        assertThat(HardwareFma.isMissing(() -> now.addAndGet(1_000_000))).isTrue();
    }

    @Test
    void oneFastBatchMeansPresent() {
        AtomicLong calls = new AtomicLong();
        AtomicLong now = new AtomicLong();
        // the third batch takes 10 microseconds, the others a second
        assertThat(HardwareFma.isMissing(() -> now.addAndGet(calls.incrementAndGet() == 6 ? 10_000 : 1_000_000_000)))
                .isFalse();
        HardwareFma.warnIfMissing();
    }
}
