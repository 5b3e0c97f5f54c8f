package io.trimtab.benchmarks;

import io.trimtab.alerts.throttle.GcraLimit;
import io.trimtab.alerts.throttle.ThrottleTable;
import io.trimtab.alerts.throttle.WindowLimit;
import io.trimtab.alerts.throttle.WindowTable;
import io.trimtab.core.time.NanoClock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.openjdk.jol.info.GraphLayout;

/** What a key takes in memory, all that is reachable from its table counted, by JOL. */
public final class KeyMemory {
    private static final int KEYS = 100_000;

    private KeyMemory() {}

    /**
     * Fills tables of 100,000 keys and prints the bytes of each key.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        NanoClock clock = NanoClock.system();
        ThrottleTable rates = ThrottleTable.of(GcraLimit.of(10, Duration.ofHours(1)), KEYS, clock);
        for (long key = 1; key <= KEYS; key++) {
            rates.tryAcquire(key);
        }
        print("rate", rates);
        for (int count : new int[] {1, 10, 50}) {
            List<WindowLimit> windows = List.of(WindowLimit.of(count, Duration.ofHours(1)));
            WindowTable table = WindowTable.of(windows, KEYS, clock);
            for (long key = 1; key <= KEYS; key++) {
                table.tryAcquire(key);
            }
            print("at most " + count + " per window (promised " + WindowTable.bytesPerKey(windows) + ")", table);
        }
    }

    private static void print(String name, Object table) {
        double bytes = (double) GraphLayout.parseInstance(table).totalSize() / KEYS;
        System.out.printf(Locale.ROOT, "%-40s %7.1f bytes per key%n", name, bytes);
    }
}
