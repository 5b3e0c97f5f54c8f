package io.trimtab.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionRingTest {
    private static final Fingerprint PRINT = new Fingerprint(1, 2);

    private static List<Long> lastOf(int capacity, int count) {
        DecisionRing ring = new DecisionRing(capacity);
        for (int i = 0; i < count; i++) {
            ring.add(Instant.ofEpochSecond(i), PRINT, Alert.info("t"), "chat", Outcome.DELIVERED);
        }
        List<Long> seconds = new ArrayList<>();
        ring.toList().forEach(record -> seconds.add(record.at().getEpochSecond()));
        return seconds;
    }

    @Test
    void theLastOnesAreKeptOldestFirstWhateverTheSize() {
        for (int capacity : new int[] {1, 2, 3, 1_023, 1_024, 1_025, 3_000}) {
            for (int count :
                    new int[] {0, 1, 2, capacity - 1, capacity, capacity + 1, 2 * capacity, 2 * capacity + 1}) {
                List<Long> expected = new ArrayList<>();
                for (long i = Math.max(0, count - capacity); i < count; i++) {
                    expected.add(i);
                }
                assertThat(lastOf(capacity, count))
                        .as("%d of %d", count, capacity)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void ofNoneNoneIsKept() {
        assertThat(lastOf(0, 5)).isEmpty();
    }
}
